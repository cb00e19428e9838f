//! The page that an archive is read by: what is in it, what is not, and why. HTML that any browser shows from a disk: no
//! script, nothing fetched, links to the files beside it alone. It is in the language of who asks for it. Every word is
//! escaped, and what somebody else wrote keeps its own direction of reading.

use crate::find::date_of;
use crate::records::Listed;
use crate::versions::versions;
use crate::words;
use medink_words::{Language, Piece, Said, Value, said};
use std::collections::HashMap;
use std::fmt::Write;

/// Its name in the archive.
pub(super) const NAME: &str = "index.html";

/// What became of a record.
pub(super) enum State {
    /// Its file is in the archive, by this name.
    Packed(String),
    /// The same, but only the beginning of it, and why.
    CutOff(String, Said),
    /// It was erased.
    Erased,
    /// It is not in the stores of this machine.
    NotHere,
    /// It can't be read, and why.
    Unreadable(Said),
}

impl State {
    /// Why it is not in the archive as it should be; none where it is.
    pub(super) fn why_not(&self) -> Option<Said> {
        match self {
            State::Packed(_) => None,
            State::CutOff(_, why) => Some(said!("archive-cut-off", why = why.clone())),
            State::Erased => Some(said!("archive-erased")),
            State::NotHere => Some(said!("archive-not-here")),
            State::Unreadable(why) => Some(said!("archive-unreadable", why = why.clone())),
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
    pub(super) doctor: Said,
    pub(super) covers: Said,
    pub(super) purpose: Said,
    pub(super) until: u64,
}

/// What the page tells.
pub(super) struct Contents {
    /// The language of the page.
    pub(super) language: Language,
    /// Whether it is everything; else some records alone.
    pub(super) all: bool,
    /// Whose records they are, as an address.
    pub(super) patient: String,
    /// When the archive was made.
    pub(super) made: u64,
    /// The profile, field by field, or why it is not here.
    pub(super) profile: Result<Vec<(String, String)>, Said>,
    /// The consents.
    pub(super) consents: Vec<Consent>,
    /// How many entries of the log are in the archive.
    pub(super) entries: u64,
    /// Every record.
    pub(super) records: Vec<Listed>,
    /// By number: who wrote it, in words, and what became of it.
    pub(super) packed: HashMap<u32, (Said, State)>,
}

const STYLE: &str = "body{font:1rem/1.5 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}\
table{border-collapse:collapse;width:100%}th,td{text-align:start;vertical-align:top;padding:.3rem .6rem;border-bottom:1px solid #8886}\
small{display:block}.why{color:#b00020}@media(prefers-color-scheme:dark){.why{color:#ff8a80}}h3{margin:1.5rem 0 .2rem}";

/// The headings of the table of a record's versions.
const VERSIONS: [&str; 5] = [
    "archive-version",
    "archive-kind",
    "archive-date",
    "archive-by",
    "archive-file",
];

/// The headings of the table of consents.
const CONSENTS: [&str; 4] = [
    "archive-doctor",
    "archive-scope",
    "archive-purpose",
    "archive-until",
];

impl Contents {
    /// The page.
    pub(super) fn html(&self) -> String {
        let mut out = String::new();
        // Writing to a string can't fail.
        let _ = self.write(&mut out);
        out
    }

    fn write(&self, out: &mut String) -> std::fmt::Result {
        let title = self.say("archive-title");
        write!(
            out,
            "<!doctype html>\n<html lang=\"{}\" dir=\"{}\"><head><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\
             <meta name=\"referrer\" content=\"no-referrer\"><title>{title}</title><style>{STYLE}</style></head><body>\n\
             <h1>{title}</h1>\n",
            self.language.code(),
            self.language.direction(),
        )?;
        let made = Value::Time(self.made);
        let made = match self.all {
            true => said!("archive-made", made = made, account = self.patient.as_str()),
            false => said!("archive-made-some", made = made),
        };
        writeln!(out, "<p>{}</p>", self.fill(&made, &[("code", "code", "")]))?;
        self.missing(out)?;
        if self.all {
            self.profile(out)?;
        }
        writeln!(out, "<h2>{}</h2>", self.say("archive-records"))?;
        if self.records.is_empty() {
            writeln!(out, "<p>{}</p>", self.say("archive-no-record"))?;
        }
        self.records(out)?;
        if !self.all {
            out.push_str("</body></html>\n");
            return Ok(());
        }
        self.consents(out)?;
        let log = said!("archive-log-about", count = self.entries);
        write!(
            out,
            "<h2>{}</h2>\n<p>{}</p>\n</body></html>\n",
            self.say("archive-log"),
            self.fill(&log, &[("file", "a", "log.jsonl")])
        )
    }

    /// What is not here comes first.
    fn missing(&self, out: &mut String) -> std::fmt::Result {
        let missing: Vec<(&Listed, Said)> = self
            .records
            .iter()
            .filter_map(|one| Some((one, self.packed.get(&one.record.number)?.1.why_not()?)))
            .collect();
        if missing.is_empty() {
            return Ok(());
        }
        writeln!(out, "<h2>{}</h2>\n<ul>", self.say("archive-missing"))?;
        for (one, why) in missing {
            let number = one.record.number;
            writeln!(
                out,
                "<li><a href=\"#record-{number}\">{}</a>: <span class=\"why\">{}</span></li>",
                self.tell(&said!("record-number", number = number)),
                self.tell(&why)
            )?;
        }
        out.push_str("</ul>\n");
        Ok(())
    }

    fn profile(&self, out: &mut String) -> std::fmt::Result {
        writeln!(out, "<h2>{}</h2>", self.say("archive-profile"))?;
        match &self.profile {
            Ok(fields) if fields.is_empty() => writeln!(out, "<p>{}</p>", self.say("archive-no-profile"))?,
            Ok(fields) => {
                out.push_str("<table>");
                for (name, value) in fields {
                    let name = match field(name) {
                        Some(key) => self.say(key),
                        None => escaped(&name.replace('_', " ")),
                    };
                    write!(
                        out,
                        "<tr><th scope=\"row\">{name}</th><td dir=\"auto\">{}</td></tr>",
                        escaped(value)
                    )?;
                }
                writeln!(out, "</table>\n<p>{}</p>", self.for_programs("profile.json"))?;
            }
            Err(why) => writeln!(
                out,
                "<p class=\"why\">{}</p>",
                self.tell(&said!("archive-unreadable", why = why.clone()))
            )?,
        }
        Ok(())
    }

    fn records(&self, out: &mut String) -> std::fmt::Result {
        let mut groups = versions(self.records.clone());
        groups.sort_by_cached_key(|group| std::cmp::Reverse(group.current().map(date_of)));
        for group in &groups {
            let Some(now) = group.current() else { continue };
            writeln!(out, "<section><h3>{}</h3>", self.title(now))?;
            self.headings(&VERSIONS, out)?;
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
                write!(out, "<p>{} ", self.say("archive-notes"))?;
                for (place, note) in notes.iter().enumerate() {
                    let number = note.record.number;
                    let comma = if place == 0 { "" } else { ", " };
                    write!(
                        out,
                        "{comma}<a href=\"#record-{number}\">{}</a>",
                        self.title(note)
                    )?;
                }
                out.push_str("</p>\n");
            }
            out.push_str("</section>\n");
        }
        Ok(())
    }

    fn version(&self, one: &Listed, out: &mut String) -> std::fmt::Result {
        let number = one.record.number;
        let kind = one.details.as_ref().map(|details| details.kind.to_string());
        let kind = kind.map_or_else(String::new, |kind| match words::kind(&kind) {
            Some(said) => self.tell(&said),
            None => escaped(&kind),
        });
        write!(
            out,
            "<tr id=\"record-{number}\"><th scope=\"row\">{}<small>{}</small></th><td dir=\"auto\">{kind}</td>\
             <td>{}<small>{}</small></td>",
            self.title(one),
            self.tell(&said!("archive-number", number = number)),
            escaped(&date_of(one)),
            self.tell(&said!("archive-added", day = Value::Date(one.record.created))),
        )?;
        let Some((by, state)) = self.packed.get(&number) else {
            return writeln!(out, "<td></td><td></td></tr>");
        };
        write!(out, "<td dir=\"auto\">{}</td><td>", self.tell(by))?;
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
            write!(out, "<small class=\"why\">{}</small>", self.tell(&why))?;
        }
        // Of what is not here nothing is told.
        if let Some(about) = one
            .record
            .refers_to
            .filter(|about| self.packed.contains_key(about))
        {
            let note = said!("archive-note-on", number = about);
            let to = format!("#record-{about}");
            let link = ("link", "a", to.as_str());
            write!(out, "<small>{}</small>", self.fill(&note, &[link]))?;
        }
        writeln!(out, "</td></tr>")
    }

    fn consents(&self, out: &mut String) -> std::fmt::Result {
        writeln!(out, "<h2>{}</h2>", self.say("archive-consents"))?;
        if self.consents.is_empty() {
            return writeln!(out, "<p>{}</p>", self.say("archive-no-consent"));
        }
        self.headings(&CONSENTS, out)?;
        for consent in &self.consents {
            let until = Value::Time(consent.until);
            let until = match consent.until <= self.made {
                true => said!("archive-until-ended", until = until),
                false => said!("archive-until-then", until = until),
            };
            writeln!(
                out,
                "<tr><th scope=\"row\" dir=\"auto\">{}</th><td>{}</td><td>{}</td><td>{}</td></tr>",
                self.tell(&consent.doctor),
                self.tell(&consent.covers),
                self.tell(&consent.purpose),
                self.tell(&until)
            )?;
        }
        writeln!(
            out,
            "</tbody></table>\n<p>{}</p>",
            self.for_programs("consents.json")
        )
    }

    /// The head of a table, and the beginning of its body.
    fn headings(&self, keys: &[&'static str], out: &mut String) -> std::fmt::Result {
        out.push_str("<table><thead><tr>");
        for key in keys {
            write!(out, "<th scope=\"col\">{}</th>", self.say(key))?;
        }
        out.push_str("</tr></thead><tbody>\n");
        Ok(())
    }

    /// Where the same is for programs.
    fn for_programs(&self, file: &'static str) -> String {
        let said = said!("archive-for-programs", name = Value::Choice(file));
        self.fill(&said, &[("file", "a", file)])
    }

    /// A record's title as the page has it.
    fn title(&self, one: &Listed) -> String {
        match one.details.as_ref().map(|details| details.title.trim()) {
            Some(title) if !title.is_empty() => format!("<bdi>{}</bdi>", escaped(title)),
            _ => self.tell(&said!("record-number", number = one.record.number)),
        }
    }

    fn say(&self, key: &'static str) -> String {
        self.tell(&Said::new(key, Vec::new()))
    }

    fn tell(&self, said: &Said) -> String {
        self.fill(said, &[])
    }

    /// A sentence as markup. Its elements become those of HTML that are named here, each with what it links to, if it does.
    fn fill(&self, said: &Said, elements: &[(&str, &str, &str)]) -> String {
        let named = |name: &str| elements.iter().find(|(of, ..)| *of == name);
        let mut out = String::new();
        for piece in said.pieces(self.language) {
            match piece {
                Piece::Words(words) | Piece::Time(_, words) => out.push_str(&escaped(&words)),
                Piece::Theirs(words) => out.extend(["<bdi>", &escaped(&words), "</bdi>"]),
                Piece::Figure(words) => out.extend(["<bdi dir=\"ltr\">", &escaped(&words), "</bdi>"]),
                Piece::Open(name) => match named(&name) {
                    Some((_, element, "")) => out.extend(["<", element, ">"]),
                    Some((_, element, to)) => {
                        out.extend(["<", element, " href=\"", &escaped(to), "\">"]);
                    }
                    None => out.push_str(&escaped(&format!("<{name}>"))),
                },
                Piece::Close(name) => match named(&name) {
                    Some((_, element, _)) => out.extend(["</", element, ">"]),
                    None => out.push_str(&escaped(&format!("</{name}>"))),
                },
                Piece::Alone(name) => out.push_str(&escaped(&format!("<{name}/>"))),
            }
        }
        out
    }
}

/// What a field of the profile is called; none for one that is not known here.
fn field(name: &str) -> Option<&'static str> {
    Some(match name {
        "name" => "archive-field-name",
        "birth_date" => "archive-field-birth-date",
        "gender" => "archive-field-gender",
        "identifier" => "archive-field-identifier",
        "phone" => "archive-field-phone",
        "email" => "archive-field-email",
        "address" => "archive-field-address",
        "emergency_contact" => "archive-field-emergency-contact",
        "allergies" => "archive-field-allergies",
        "blood_group" => "archive-field-blood-group",
        _ => return None,
    })
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
    use crate::fixtures;
    use medink_seal::record::{Details, Kind};
    use medink_types::RecordState;

    const EVIL: &str = "<script>alert(1)</script>\"'&\u{202e}";

    fn listed(number: u32, title: &str, amends: Option<u32>, refers_to: Option<u32>) -> Listed {
        let mut listed = fixtures::listed(number, amends, RecordState::Live);
        listed.record.refers_to = refers_to;
        listed.details = Some(Details {
            title: title.into(),
            kind: Kind::from(EVIL.to_owned()),
            file_name: None,
            media_type: String::new(),
            size: 0,
            created_ms: 0,
            date: Some("2024-05".into()),
        });
        listed
    }

    fn contents() -> Contents {
        let by = || words::address(EVIL.to_owned());
        Contents {
            language: Language::English,
            all: true,
            patient: "5G".into(),
            made: 1_000_000,
            profile: Ok(vec![("name".into(), EVIL.into())]),
            consents: vec![Consent {
                doctor: by(),
                covers: said!("covers-records", numbers = "1"),
                purpose: said!("purpose-treatment"),
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
                    (
                        by(),
                        State::CutOff("records/00005-c.txt".into(), words::address(EVIL.to_owned())),
                    ),
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
        contents.profile = Err(words::address(EVIL.to_owned()));
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
        for words in ["The account", "Profile", "Consents", "log.jsonl", "treatment"] {
            assert!(
                everything.contains(words) && !page.contains(words),
                "{words}: {page}"
            );
        }
        // Of what a note refers to and is not here nothing is told.
        assert!(
            !page.contains("A note on") && !page.contains("#record-1\""),
            "{page}"
        );
        let mut both = contents();
        both.all = false;
        both.records.retain(|one| [1, 3].contains(&one.record.number));
        both.packed.retain(|number, _| [1, 3].contains(number));
        assert!(
            both.html()
                .contains("A note on <a href=\"#record-1\">record 1</a>")
        );
        assert!(everything.contains("A note on <a href=\"#record-1\">record 1</a>"));
        assert!(page.ends_with("</html>\n"));
    }

    #[test]
    fn it_is_in_the_language_of_who_asks() {
        let english = contents().html();
        assert!(english.contains("<html lang=\"en\" dir=\"ltr\">"), "{english}");
        for (language, begins, heading) in [
            (
                Language::French,
                "<html lang=\"fr\" dir=\"ltr\">",
                "<h1>Mes documents médicaux</h1>",
            ),
            (
                Language::Arabic,
                "<html lang=\"ar\" dir=\"rtl\">",
                "<h1>مستنداتي الطبية</h1>",
            ),
        ] {
            let mut contents = contents();
            contents.language = language;
            let page = contents.html();
            assert!(page.contains(begins) && page.contains(heading), "{page}");
            // Links and words of others are the same; of English nothing is left, nor of a message what was not filled.
            let links = |page: &str| page.matches("href=").count();
            assert_eq!(links(&page), links(&english), "{page}");
            assert!(page.contains("<bdi>صورة</bdi>") && !page.contains("<script"));
            for left in [
                "Record ",
                "archive-",
                "My medical",
                "Consents",
                "treatment",
                "{$",
                "&lt;link",
                "&lt;file",
            ] {
                assert!(!page.contains(left), "{left}: {page}");
            }
        }
    }
}
