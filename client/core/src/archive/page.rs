//! The page that an archive is read by: what is in it, what is not, and why. HTML that any browser shows from a disk: no
//! script, nothing fetched, links to the files beside it alone. Every word that somebody wrote is escaped.

use crate::find::date_of;
use crate::records::Listed;
use crate::versions::versions;
use crate::{when, words};
use std::collections::HashMap;
use std::fmt::Write;

/// Its name in the archive.
pub(super) const NAME: &str = "index.html";

/// What became of a record.
pub(super) enum State {
    /// Its file is in the archive, by this name.
    Packed(String),
    /// The same, but only the beginning of it, and why.
    CutOff(String, String),
    /// It was erased.
    Erased,
    /// It is not in the stores of this machine.
    NotHere,
    /// It can't be read, and why.
    Unreadable(String),
}

impl State {
    /// Why it is not in the archive as it should be; none where it is.
    pub(super) fn why_not(&self) -> Option<String> {
        match self {
            State::Packed(_) => None,
            State::CutOff(_, why) => Some(format!(
                "Broken off: only its beginning is here, and not to be relied on. {why}"
            )),
            State::Erased => Some("Erased: nobody has it any more.".to_owned()),
            State::NotHere => {
                Some("Its content is not in the stores of the machine that made this archive.".to_owned())
            }
            State::Unreadable(why) => Some(format!("It could not be read: {why}")),
        }
    }

    fn file(&self) -> Option<&str> {
        match self {
            State::Packed(name) | State::CutOff(name, _) => Some(name),
            _ => None,
        }
    }
}

/// A consent, in words.
pub(super) struct Consent {
    pub(super) doctor: String,
    pub(super) covers: String,
    pub(super) purpose: &'static str,
    pub(super) until: u64,
}

/// What the page tells.
pub(super) struct Contents {
    /// Whether it is everything; else some records alone.
    pub(super) all: bool,
    /// Whose records they are, as an address.
    pub(super) patient: String,
    /// When the archive was made.
    pub(super) made: u64,
    /// The profile, field by field, or why it is not here.
    pub(super) profile: Result<Vec<(String, String)>, String>,
    /// The consents.
    pub(super) consents: Vec<Consent>,
    /// How many entries of the log are in the archive.
    pub(super) entries: u64,
    /// Every record.
    pub(super) records: Vec<Listed>,
    /// By number: who wrote it, in words, and what became of it.
    pub(super) packed: HashMap<u32, (String, State)>,
}

const STYLE: &str = "body{font:1rem/1.5 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}\
table{border-collapse:collapse;width:100%}th,td{text-align:start;vertical-align:top;padding:.3rem .6rem;border-bottom:1px solid #8886}\
small{display:block}.why{color:#b00020}@media(prefers-color-scheme:dark){.why{color:#ff8a80}}h3{margin:1.5rem 0 .2rem}";

impl Contents {
    /// The page.
    pub(super) fn html(&self) -> String {
        let mut out = String::new();
        // Writing to a string can't fail.
        let _ = self.write(&mut out);
        out
    }

    fn write(&self, out: &mut String) -> std::fmt::Result {
        write!(
            out,
            "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\
             <meta name=\"referrer\" content=\"no-referrer\"><title>My medical records</title><style>{STYLE}</style></head><body>\n\
             <h1>My medical records</h1>\n<p>Made on {}. ",
            escaped(&when::show(self.made))
        )?;
        match self.all {
            true => writeln!(out, "The account: <code>{}</code></p>", escaped(&self.patient))?,
            false => {
                out.push_str("Some of them, each as it stands below; nothing else is in this archive.</p>\n")
            }
        }
        self.missing(out)?;
        if self.all {
            self.profile(out)?;
        }
        out.push_str("<h2>Records</h2>\n");
        if self.records.is_empty() {
            out.push_str("<p>There is none yet.</p>\n");
        }
        self.records(out)?;
        if !self.all {
            out.push_str("</body></html>\n");
            return Ok(());
        }
        self.consents(out)?;
        write!(
            out,
            "<h2>The log</h2>\n<p><a href=\"log.jsonl\">log.jsonl</a> has the {} entries about this account: who did what, \
             and when, one to a line of JSON. Each has its own hash, by which it is found again in the whole log, and only the \
             whole log can be verified. Making this archive is in no log: only you were there.</p>\n</body></html>\n",
            self.entries
        )
    }

    /// What is not here comes first.
    fn missing(&self, out: &mut String) -> std::fmt::Result {
        let missing: Vec<(&Listed, String)> = self
            .records
            .iter()
            .filter_map(|one| Some((one, self.packed.get(&one.record.number)?.1.why_not()?)))
            .collect();
        if missing.is_empty() {
            return Ok(());
        }
        out.push_str("<h2>Not in this archive</h2>\n<ul>\n");
        for (one, why) in missing {
            let number = one.record.number;
            writeln!(
                out,
                "<li><a href=\"#record-{number}\">Record {number}</a>: <span class=\"why\">{}</span></li>",
                escaped(&why)
            )?;
        }
        out.push_str("</ul>\n");
        Ok(())
    }

    fn profile(&self, out: &mut String) -> std::fmt::Result {
        out.push_str("<h2>Profile</h2>\n");
        match &self.profile {
            Ok(fields) if fields.is_empty() => out.push_str("<p>There is none.</p>\n"),
            Ok(fields) => {
                out.push_str("<table>");
                for (name, value) in fields {
                    write!(
                        out,
                        "<tr><th scope=\"row\">{}</th><td dir=\"auto\">{}</td></tr>",
                        escaped(&name.replace('_', " ")),
                        escaped(value)
                    )?;
                }
                out.push_str(
                    "</table>\n<p>The same for programs: <a href=\"profile.json\">profile.json</a></p>\n",
                );
            }
            Err(why) => writeln!(out, "<p class=\"why\">It could not be read: {}</p>", escaped(why))?,
        }
        Ok(())
    }

    fn records(&self, out: &mut String) -> std::fmt::Result {
        let mut groups = versions(self.records.clone());
        groups.sort_by_cached_key(|group| std::cmp::Reverse(group.current().map(date_of)));
        for group in &groups {
            let Some(now) = group.current() else { continue };
            writeln!(out, "<section><h3>{}</h3>", title(now))?;
            out.push_str(
                "<table><thead><tr><th scope=\"col\">Version</th><th scope=\"col\">Kind</th><th scope=\"col\">Date</th>\
                 <th scope=\"col\">By</th><th scope=\"col\">File</th></tr></thead><tbody>\n",
            );
            for one in group.all().iter().rev() {
                self.version(one, out)?;
            }
            out.push_str("</tbody></table>\n");
            let notes: Vec<&Listed> = self
                .records
                .iter()
                .filter(|note| note.record.refers_to.is_some_and(|number| group.has(number)))
                .collect();
            if !notes.is_empty() {
                out.push_str("<p>Notes on it: ");
                for (place, note) in notes.iter().enumerate() {
                    let number = note.record.number;
                    let comma = if place == 0 { "" } else { ", " };
                    write!(out, "{comma}<a href=\"#record-{number}\">{}</a>", title(note))?;
                }
                out.push_str("</p>\n");
            }
            out.push_str("</section>\n");
        }
        Ok(())
    }

    fn version(&self, one: &Listed, out: &mut String) -> std::fmt::Result {
        let number = one.record.number;
        let kind = one
            .details
            .as_ref()
            .map_or_else(String::new, |details| details.kind.to_string());
        write!(
            out,
            "<tr id=\"record-{number}\"><th scope=\"row\">{}<small>no. {number}</small></th><td dir=\"auto\">{}</td>\
             <td>{}<small>added {}</small></td>",
            title(one),
            escaped(&kind),
            escaped(&date_of(one)),
            escaped(&when::day(one.record.created)),
        )?;
        let Some((by, state)) = self.packed.get(&number) else {
            return writeln!(out, "<td></td><td></td></tr>");
        };
        write!(out, "<td dir=\"auto\">{}</td><td>", escaped(by))?;
        if let Some(file) = state.file() {
            let shown = file.rsplit_once('/').map_or(file, |(_, name)| name);
            write!(
                out,
                "<a href=\"{}\"><bdi>{}</bdi></a>",
                escaped(file),
                escaped(shown)
            )?;
        }
        if let Some(why) = state.why_not() {
            write!(out, "<small class=\"why\">{}</small>", escaped(&why))?;
        }
        if let Some(about) = one.record.refers_to {
            let here = self.packed.contains_key(&about);
            let (link, end) = match here {
                true => (format!("<a href=\"#record-{about}\">"), "</a>"),
                false => (String::new(), ""),
            };
            write!(out, "<small>A note on {link}record {about}{end}</small>")?;
        }
        writeln!(out, "</td></tr>")
    }

    fn consents(&self, out: &mut String) -> std::fmt::Result {
        out.push_str("<h2>Consents</h2>\n");
        if self.consents.is_empty() {
            out.push_str("<p>Nobody has access.</p>\n");
            return Ok(());
        }
        out.push_str(
            "<table><thead><tr><th scope=\"col\">Doctor</th><th scope=\"col\">To what</th><th scope=\"col\">Why</th>\
             <th scope=\"col\">Until</th></tr></thead><tbody>\n",
        );
        for consent in &self.consents {
            let over = if consent.until <= self.made {
                " (ended)"
            } else {
                ""
            };
            writeln!(
                out,
                "<tr><th scope=\"row\" dir=\"auto\">{}</th><td>{}</td><td>{}</td><td>{}{over}</td></tr>",
                escaped(&consent.doctor),
                escaped(&consent.covers),
                escaped(consent.purpose),
                escaped(&when::show(consent.until))
            )?;
        }
        out.push_str(
            "</tbody></table>\n<p>The same for programs: <a href=\"consents.json\">consents.json</a></p>\n",
        );
        Ok(())
    }
}

/// A record's title as the page has it.
fn title(one: &Listed) -> String {
    match one.details.as_ref().map(|details| details.title.trim()) {
        Some(title) if !title.is_empty() => format!("<bdi>{}</bdi>", escaped(title)),
        _ => format!("Record {}", one.record.number),
    }
}

/// Somebody's words, as text that does nothing: not as markup, and not with the direction of reading.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in words::shown_lines(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use medink_seal::record::{Details, Kind};
    use medink_types::{Record, RecordState};

    const EVIL: &str = "<script>alert(1)</script>\"'&\u{202e}";

    fn listed(number: u32, title: &str, amends: Option<u32>, refers_to: Option<u32>) -> Listed {
        Listed {
            record: Record {
                number,
                cid: None,
                key: None,
                author: [0; 32].into(),
                created: 0,
                amends,
                refers_to,
                state: RecordState::Live,
            },
            details: Some(Details {
                title: title.into(),
                kind: Kind::from(EVIL.to_owned()),
                file_name: None,
                media_type: String::new(),
                size: 0,
                created_ms: 0,
                date: Some("2024-05".into()),
            }),
            fault: None,
            here: true,
        }
    }

    fn contents() -> Contents {
        let by = || EVIL.to_owned();
        Contents {
            all: true,
            patient: "5G".into(),
            made: 1_000_000,
            profile: Ok(vec![("name".into(), EVIL.into())]),
            consents: vec![Consent {
                doctor: EVIL.into(),
                covers: "records 1".into(),
                purpose: "TREAT",
                until: 1,
            }],
            entries: 3,
            records: vec![
                listed(1, EVIL, None, None),
                listed(2, "صورة", Some(1), None),
                listed(3, "A note", None, Some(1)),
                listed(4, "Gone", None, None),
                listed(5, "Torn", None, None),
            ],
            packed: HashMap::from([
                (1, (by(), State::Packed("records/00001-a.txt".into()))),
                (2, (by(), State::NotHere)),
                (3, (by(), State::Packed("records/00003-b.json".into()))),
                (4, (by(), State::Erased)),
                (
                    5,
                    (by(), State::CutOff("records/00005-c.txt".into(), EVIL.into())),
                ),
            ]),
        }
    }

    #[test]
    fn nothing_that_somebody_wrote_acts() {
        let mut contents = contents();
        let page = contents.html();
        assert!(
            !page.contains("<script") && !page.contains('\u{202e}') && !page.contains("\"'&"),
            "{page}"
        );
        assert!(page.contains("&lt;script&gt;"));
        contents.profile = Err(EVIL.into());
        assert!(!contents.html().contains("<script"));
        // Nothing is fetched, and links lead nowhere but to what is beside the page.
        assert!(!page.contains("src=") && !page.contains("http:") && !page.contains("https:"));
        for link in page.split("href=\"").skip(1) {
            let to = link.split('"').next().unwrap();
            let beside = [
                "records/",
                "#record-",
                "log.jsonl",
                "profile.json",
                "consents.json",
            ];
            assert!(beside.iter().any(|start| to.starts_with(start)), "{to}");
        }
    }

    #[test]
    fn what_is_not_there_is_named_with_why() {
        let page = contents().html();
        for (number, why) in [(2, "not in the stores"), (4, "Erased"), (5, "Broken off")] {
            let line = page
                .lines()
                .find(|line| line.starts_with(&format!("<li><a href=\"#record-{number}\"")))
                .unwrap_or_default();
            assert!(line.contains(why), "{number}: {page}");
        }
        assert!(
            page.contains("Notes on it: <a href=\"#record-3\"><bdi>A note</bdi></a>"),
            "{page}"
        );
        assert!(page.contains("2024-05") && page.contains("<bdi>صورة</bdi>") && page.contains("(ended)"));
    }
    #[test]
    fn some_records_alone_tell_nothing_else() {
        let everything = contents().html();
        let mut some = contents();
        some.all = false;
        some.records.retain(|one| one.record.number >= 3);
        some.packed.retain(|number, _| *number >= 3);
        let page = some.html();
        for words in ["The account", "Profile", "Consents", "log.jsonl", "TREAT"] {
            assert!(
                everything.contains(words) && !page.contains(words),
                "{words}: {page}"
            );
        }
        // What a note refers to is not here: no link leads nowhere.
        assert!(
            page.contains("A note on record 1") && !page.contains("#record-1\""),
            "{page}"
        );
        assert!(everything.contains("A note on <a href=\"#record-1\">record 1</a>"));
        assert!(page.ends_with("</html>\n"));
    }
}
