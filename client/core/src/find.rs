//! Finding records in a list that is at hand: by words, kind, author and date, in an order that was asked for.
//!
//! Nothing here asks a chain or a store, and nothing leaves this machine.

use crate::records::Listed;
use crate::versions::Versions;
use medink_types::{AccountId, RecordState};
use std::cmp::Reverse;
use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What is looked for. Everything that is given has to fit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Words, each of which has to be in the title, the kind, the file's name or the number.
    pub words: String,
    /// The kind, whatever its case and accents.
    pub kind: Option<String>,
    /// Who wrote the first version.
    pub author: Option<AccountId>,
    /// Not before this day, as ISO 8601 (`2024`, `2024-05`, `2024-05-31`).
    pub from: Option<String>,
    /// Not after this day, likewise; a year or a month stands for all its days.
    pub until: Option<String>,
    /// Only what opens here: whose title is known, and whose content is in this store.
    pub openable: bool,
    /// In which order.
    pub order: Order,
}

/// An order of records.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Order {
    /// By the date that they speak of, the newest in front.
    #[default]
    Newest,
    /// The same, the oldest in front.
    Oldest,
    /// Those that were added or changed last in front.
    Changed,
    /// By title, as it is read.
    Title,
    /// By kind, then the newest in front.
    Kind,
}

impl Order {
    /// All of them.
    pub const ALL: [Order; 5] = [
        Order::Newest,
        Order::Oldest,
        Order::Changed,
        Order::Title,
        Order::Kind,
    ];

    /// The word for it, in options and addresses.
    pub fn word(self) -> &'static str {
        match self {
            Order::Newest => "newest",
            Order::Oldest => "oldest",
            Order::Changed => "changed",
            Order::Title => "title",
            Order::Kind => "kind",
        }
    }

    /// The order of this word.
    pub fn of(word: &str) -> Option<Self> {
        Order::ALL.into_iter().find(|order| order.word() == word)
    }
}

impl Wanted {
    /// Those that fit, in order.
    pub fn find<'v>(&self, all: impl IntoIterator<Item = &'v Versions>) -> Vec<&'v Versions> {
        let words: Vec<String> = folded(&self.words)
            .split_whitespace()
            .map(str::to_owned)
            .collect();
        let kind = self.kind.as_deref().map(folded);
        let mut found: Vec<(&Versions, &Listed)> = all
            .into_iter()
            .filter_map(|record| Some((record, record.current()?)))
            .filter(|(record, current)| self.fits(record, current, kind.as_deref(), &words))
            .collect();
        match self.order {
            Order::Newest => found.sort_by_cached_key(|(_, now)| Reverse(moment(now))),
            Order::Oldest => found.sort_by_cached_key(|(_, now)| moment(now)),
            Order::Changed => found.sort_by_key(|(record, _)| Reverse(record.newest())),
            Order::Title => found.sort_by_cached_key(|(_, now)| (folded(title(now)), now.record.number)),
            Order::Kind => found.sort_by_cached_key(|(_, now)| by_kind(now)),
        }
        found.into_iter().map(|(record, _)| record).collect()
    }

    /// Whether a record fits; kind and words come folded.
    fn fits(&self, record: &Versions, now: &Listed, kind: Option<&str>, words: &[String]) -> bool {
        // Of a long list the date is written out only where it is asked for.
        let dated = self.from.is_some() || self.until.is_some();
        let date = if dated { date_of(now) } else { String::new() };
        let details = now.details.as_ref();
        self.author.is_none_or(|who| record.author() == Some(who))
            && kind.is_none_or(|kind| details.is_some_and(|of| folded(of.kind.as_str()) == kind))
            && self.from.as_ref().is_none_or(|from| date >= *from)
            // `2024-05-31` lies within `2024-05`, and `2024-05` within `2024`.
            && self
                .until
                .as_ref()
                .is_none_or(|until| date <= *until || date.starts_with(until.as_str()))
            && (!self.openable || (now.here && details.is_some() && now.record.state == RecordState::Live))
            && (words.is_empty() || says(record, now, words))
    }
}

/// The kinds that occur, in order.
pub fn kinds<'v>(all: impl IntoIterator<Item = &'v Versions>) -> Vec<String> {
    let kinds: BTreeSet<&str> = all
        .into_iter()
        .filter_map(|record| Some(record.current()?.details.as_ref()?.kind.as_str()))
        .collect();
    kinds.into_iter().map(str::to_owned).collect()
}

/// Who wrote first versions, each once, in the order of the list.
pub fn authors(all: &[Versions]) -> Vec<AccountId> {
    let mut authors: Vec<AccountId> = Vec::new();
    for record in all {
        if let Some(author) = record.author()
            && !authors.contains(&author)
        {
            authors.push(author);
        }
    }
    authors
}

/// Whether a name is meant by words: each of them is in it, whatever its case and accents.
pub fn is_called(name: &str, words: &str) -> bool {
    let name = folded(name);
    let words = folded(words);
    let mut words = words.split_whitespace().peekable();
    words.peek().is_some() && words.all(|word| name.contains(word))
}

/// The date that a record speaks of, as ISO 8601; where it says none, the day when it was added (UTC).
pub fn date_of(record: &Listed) -> String {
    record
        .details
        .as_ref()
        .and_then(|details| details.date.clone())
        .unwrap_or_else(|| crate::when::day(record.record.created))
}

/// What records are sorted by that are to follow one another in time.
fn moment(record: &Listed) -> (String, u32) {
    (date_of(record), record.record.number)
}

fn title(record: &Listed) -> &str {
    record
        .details
        .as_ref()
        .map_or("", |details| details.title.as_str())
}

/// What is not known comes last.
fn by_kind(record: &Listed) -> (bool, Option<String>, Reverse<(String, u32)>) {
    let kind = record.details.as_ref().map(|details| details.kind.to_string());
    (kind.is_none(), kind, Reverse(moment(record)))
}

fn says(record: &Versions, now: &Listed, words: &[String]) -> bool {
    let mut text = format!("{} ", now.record.number);
    if let Some(details) = &now.details {
        for part in [
            details.title.as_str(),
            details.kind.as_str(),
            details.file_name.as_deref().unwrap_or_default(),
        ] {
            text.push_str(&folded(part));
            text.push(' ');
        }
    }
    words.iter().all(|word| {
        text.contains(word.as_str())
            || word
                .strip_prefix('#')
                .and_then(|number| number.parse().ok())
                .is_some_and(|number: u32| record.has(number))
    })
}

/// Letters as they are compared: no case, no accents.
fn folded(text: &str) -> String {
    // Which most titles are, and a long list has many: the same, without looking each letter up.
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.nfkd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::versions::versions;
    use medink_seal::record::Details;
    use medink_types::Record;

    fn listed(number: u32, title: &str, kind: &str, date: Option<&str>) -> Listed {
        Listed {
            record: Record {
                number,
                cid: None,
                key: None,
                author: [u8::from(number > 2); 32].into(),
                created: 1_700_000_000_000,
                amends: None,
                refers_to: None,
                state: RecordState::Live,
            },
            details: Some(Details {
                title: title.into(),
                kind: kind.to_owned().into(),
                file_name: Some(format!("{number}.pdf")),
                media_type: "application/pdf".into(),
                size: 1,
                created_ms: 0,
                date: date.map(str::to_owned),
            }),
            fault: None,
            here: number != 4,
        }
    }

    fn all() -> Vec<Versions> {
        versions(vec![
            listed(1, "Blutbild", "laboratory", Some("2021-03-05")),
            listed(2, "Échographie du cœur", "imaging", Some("2022")),
            listed(3, "صورة الصدر", "imaging", Some("2023-11")),
            listed(4, "Letter", "document", None),
        ])
    }

    fn numbers(wanted: &Wanted) -> Vec<u32> {
        let all = all();
        wanted.find(&all).iter().map(|record| record.first).collect()
    }

    #[test]
    fn words_are_found_whatever_their_case_and_accents() {
        let words = |words: &str| {
            numbers(&Wanted {
                words: words.into(),
                ..Wanted::default()
            })
        };
        assert_eq!(words("BLUT"), [1]);
        assert_eq!(
            words("echographie COEUR"),
            [] as [u32; 0],
            "œ is a letter of its own"
        );
        assert_eq!(words("echographie du"), [2]);
        assert_eq!(words("الصدر"), [3]);
        assert_eq!(words("imaging"), [3, 2]);
        assert_eq!(words("#4"), [4]);
        assert_eq!(words("4.pdf letter"), [4]);
        assert_eq!(words("nothing"), [] as [u32; 0]);
    }

    #[test]
    fn everything_given_has_to_fit() {
        let imaging = Wanted {
            kind: Some("imaging".into()),
            ..Wanted::default()
        };
        assert_eq!(numbers(&imaging), [3, 2]);
        let typed = Wanted {
            kind: Some("Imaging".into()),
            ..Wanted::default()
        };
        assert_eq!(numbers(&typed), [3, 2]);
        let since = Wanted {
            from: Some("2022-06".into()),
            ..imaging.clone()
        };
        assert_eq!(numbers(&since), [3]);
        let until = |until: &str| {
            numbers(&Wanted {
                until: Some(until.into()),
                ..Wanted::default()
            })
        };
        assert_eq!(until("2022"), [2, 1]);
        assert_eq!(until("2021"), [1], "a day lies within its year");
        let by = Wanted {
            author: Some([0; 32].into()),
            ..Wanted::default()
        };
        assert_eq!(numbers(&by), [2, 1]);
        let openable = Wanted {
            openable: true,
            ..Wanted::default()
        };
        assert_eq!(numbers(&openable), [3, 2, 1]);
    }

    #[test]
    fn what_somebody_wrote_is_found_by_who_wrote_it_first() {
        let (ada, house): (AccountId, AccountId) = ([0; 32].into(), [1; 32].into());
        // The patient has renamed the doctor's letter.
        let mut renamed = listed(5, "Letter of the clinic", "document", None);
        renamed.record.amends = Some(4);
        renamed.record.author = ada;
        let all = versions(vec![
            listed(2, "X-ray", "imaging", Some("2022")),
            listed(4, "Letter", "document", None),
            renamed,
        ]);
        let by = |author| {
            let wanted = Wanted {
                author: Some(author),
                ..Wanted::default()
            };
            let found = wanted.find(&all);
            found.iter().map(|record| record.first).collect::<Vec<_>>()
        };
        assert_eq!((by(house), by(ada)), (vec![4], vec![2]));
        assert_eq!(by([9; 32].into()), [] as [u32; 0]);
        assert_eq!(authors(&all), [house, ada], "the one that changed last in front");
        // With what else is asked for.
        let both = Wanted {
            words: "clinic".into(),
            author: Some(ada),
            ..Wanted::default()
        };
        assert!(both.find(&all).is_empty());
    }

    #[test]
    fn names_are_found_whatever_their_case_and_accents() {
        assert!(is_called("Dr. Zoë Müller", "muller zoe"));
        assert!(is_called("د. ليلى حسن", "ليلى"));
        for words in ["", " ", "muller house", "dr.zoe"] {
            assert!(!is_called("Dr. Zoë Müller", words), "{words}");
        }
    }

    #[test]
    fn orders() {
        let ordered = |order| {
            numbers(&Wanted {
                order,
                ..Wanted::default()
            })
        };
        // The letter says no date: it counts from the day when it was added, in November 2023.
        assert_eq!(ordered(Order::Newest), [4, 3, 2, 1]);
        assert_eq!(ordered(Order::Oldest), [1, 2, 3, 4]);
        assert_eq!(ordered(Order::Changed), [4, 3, 2, 1]);
        assert_eq!(ordered(Order::Title), [1, 2, 4, 3]);
        assert_eq!(ordered(Order::Kind), [4, 3, 2, 1]);
        for order in Order::ALL {
            assert_eq!(Order::of(order.word()), Some(order));
        }
        assert_eq!(kinds(&all()), ["document", "imaging", "laboratory"]);
    }
}
