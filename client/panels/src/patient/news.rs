//! What is new since the last visit, on the first page; and a notice, whatever page comes first, of who has opened something and
//! had never done so before.
//!
//! A visit lasts as long as the account is unlocked: what was new when it began stays to be seen, also after another page.

use crate::frame::Notice;
use crate::patient::log::{self, Row, rows};
use crate::patient::{Names, Titles, consents};
use crate::show::{Person, When};
use crate::told;
use crate::voice::Words;
use crate::{AsPatient, Inside};
use medink_core::about::About;
use medink_core::error::Result;
use medink_core::reasons::Reasons;
use medink_core::visits::{Few, News, Visit};
use medink_core::{lock, words};
use medink_types::{AccountId, ConsentEntry, LogEntry};
use medink_words::{Said, Value, said};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

/// Of most so many people a notice is told at once.
const NAMED: usize = 5;

/// What an unlocked account knows of its visit.
#[derive(Default)]
pub struct Visiting {
    /// When the visit before was, once that was looked up.
    since: Mutex<Option<Option<Visit>>>,
    /// Whether it was looked for people who had opened nothing before.
    greeted: AtomicBool,
}

/// Entries of a kind, under their heading.
pub struct Part {
    pub heading: Said,
    pub rows: Vec<Row>,
    pub more: u64,
}

/// What the first page tells.
pub struct Told {
    /// When the visit before was; none where this machine does not know of one.
    pub since: Option<When>,
    pub parts: Vec<Part>,
    pub ended: Vec<consents::Row>,
    /// How many more consents have ended.
    pub more_ended: usize,
    pub ending: Vec<consents::Row>,
    /// Whether there is more than was looked at.
    pub cut: bool,
    /// Whether there is nothing to tell.
    pub nothing: bool,
}

/// When the visit before was, and what is new since then.
pub(super) async fn looked_up(inside: &AsPatient, entries: &[ConsentEntry]) -> Result<(Option<Visit>, News)> {
    let known = *lock(&inside.unlocked.visiting.since);
    let since = match known {
        Some(since) => since,
        None => {
            let since = inside.operation().last_visit().await?;
            // Another tab may have been quicker.
            *lock(&inside.unlocked.visiting.since).get_or_insert(since)
        }
    };
    let news = inside.operation().news(since, entries).await?;
    Ok((since, news))
}

/// Whom the news name.
pub(super) fn people(news: &News) -> impl Iterator<Item = AccountId> {
    let parts = [&news.accesses, &news.written, &news.others];
    let entries = parts.into_iter().flat_map(|few| log::people(&few.entries));
    let consents = [&news.ended, &news.ending];
    entries.chain(consents.into_iter().flat_map(|ones| consents::doctors(ones)))
}

/// What the news have of the log.
pub(super) fn entries(news: &News) -> impl Iterator<Item = &LogEntry> {
    let parts = [&news.accesses, &news.written, &news.others];
    parts.into_iter().flat_map(|few| &few.entries)
}

/// What is new as the page tells it, and what is seen once it was shown.
pub(super) fn told(
    inside: &AsPatient,
    (names, titles, reasons): (&Names, &Titles, &Reasons),
    since: Option<Visit>,
    news: News,
    now: u64,
) -> (Told, Visit) {
    let nothing = news.is_empty();
    let News {
        accesses,
        written,
        others,
        cut,
        ended,
        more_ended,
        ending,
        seen,
    } = news;
    let part = |heading: Said, few: Few| {
        (!few.entries.is_empty()).then(|| Part {
            heading,
            rows: rows(inside, names, (titles, reasons), &few.entries),
            more: few.more,
        })
    };
    let parts = [
        part(said!("my-log-opened"), accesses),
        part(said!("my-news-written"), written),
        part(said!("my-news-changed"), others),
    ];
    let mut ended = consents::rows(inside, names, ended, now);
    // As they come: the latest first, other than in the list of all.
    ended.reverse();
    let told = Told {
        since: since.map(|visit| When(visit.at)),
        parts: parts.into_iter().flatten().collect(),
        ended,
        more_ended,
        ending: consents::rows(inside, names, ending, now),
        cut,
        nothing,
    };
    (told, seen)
}

/// Notes that this was shown.
pub(super) async fn shown(inside: &AsPatient, seen: Visit) {
    if let Err(error) = inside.operation().visited(seen).await {
        inside.session.tell(Notice::warning(told::line(&error)));
    }
}

/// Tells a patient who has just come in of people who had opened nothing before. Nobody is kept out by what fails here.
pub(crate) async fn greet(inside: &Inside) {
    if inside.unlocked.visiting.greeted.swap(true, Ordering::SeqCst) {
        return;
    }
    let told = tell_of_strangers(inside).await;
    if matches!(told, Ok(more) if more > 0) {
        // The next page goes on, where another one would wait for the account to be unlocked again.
        inside.unlocked.visiting.greeted.store(false, Ordering::SeqCst);
    }
    if let Err(error) = told {
        let words = said!("my-strangers-unknown", why = error.what);
        inside.session.tell(Notice::warning(words));
    }
}

/// Returns how many accesses could not be looked at yet.
async fn tell_of_strangers(inside: &Inside) -> Result<u64> {
    let strangers = inside.operation().strangers().await?;
    for entry in strangers.first.iter().take(NAMED) {
        let named = inside.medink.directory_name(entry.actor).await?;
        let person = Person::of(&inside.medink, &entry.actor).named(&inside.medink, named);
        inside.session.tell(Notice::warning(sentence(&person, entry)));
    }
    match strangers.first.len().saturating_sub(NAMED) {
        0 => {}
        more => inside
            .session
            .tell(Notice::warning(said!("my-strangers-more", count = more))),
    }
    if strangers.more > 0 {
        inside.session.tell(Notice::warning(unlooked(strangers.more)));
    }
    inside.operation().know(&strangers).await?;
    Ok(strangers.more)
}

fn unlooked(more: u64) -> Said {
    said!("my-strangers-unlooked", count = more)
}

fn sentence(person: &Person, entry: &LogEntry) -> Said {
    let who = match (&person.name, &person.standing) {
        (Some(Words::Text(name)), Some(standing)) => said!(
            "my-stranger",
            name = words::shown(name),
            standing = standing.clone(),
            address = person.short()
        ),
        _ => said!("known-as-address", address = person.short()),
    };
    let when = Value::Time(entry.timestamp);
    match About::of(entry) {
        About::Record(number) => said!("my-stranger-record", who = who, number = number, when = when),
        About::Visit => said!("my-stranger-visit", who = who, when = when),
        _ => said!("my-stranger-profile", who = who, when = when),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use medink_types::Action;
    use medink_words::Language;

    fn entry() -> LogEntry {
        LogEntry {
            index: 0,
            contract: [1; 32].into(),
            actor: [2; 32].into(),
            subject: [3; 32].into(),
            action: Action::RecordAccessed,
            reference: [0; 32],
            block: 1,
            timestamp: 1,
            previous: [0; 32],
        }
    }

    #[test]
    fn somebody_new_is_named_with_what_the_name_is_worth() {
        let mut entry = entry();
        let person = Person {
            address: "5GTjFdam8Zr8AfM3".into(),
            name: None,
            standing: None,
        };
        let told = |person: &Person, entry: &LogEntry| sentence(person, entry).to_string();
        assert!(told(&person, &entry).starts_with("5GTjFd…AfM3 had never opened"));
        entry.reference[3] = 7;
        let words = told(
            &person.clone().declared(Some("Dr.\u{202e}House".into()), None),
            &entry,
        );
        assert!(
            words.contains("(self-declared, 5GTjFd…AfM3)") && words.contains("your record 7 on"),
            "{words}"
        );
        assert!(!words.contains('\u{202e}'));
        entry.action = Action::VisitBegun;
        let words = told(&person, &entry);
        assert!(words.contains("and began a visit, in which all"), "{words}");
    }

    #[test]
    fn who_looked_is_told_in_the_readers_language() {
        let mut entry = entry();
        let person = Person {
            address: "5GTjFdam8Zr8AfM3".into(),
            name: None,
            standing: None,
        }
        .declared(Some("Dr. House".into()), None);
        for (action, french) in [
            (Action::RecordAccessed, "a ouvert votre profil"),
            (Action::VisitBegun, "une visite pendant laquelle"),
        ] {
            entry.action = action;
            let words = sentence(&person, &entry).in_language(Language::French);
            assert!(
                words.starts_with("Dr. House (non vérifié, 5GTjFd…AfM3) n’avait") && words.contains(french),
                "{words}"
            );
        }
        let arabic = sentence(&person, &entry).in_language(Language::Arabic);
        assert!(arabic.contains("\u{2068}Dr. House\u{2069} (غير موثّق"), "{arabic}");
    }

    #[test]
    fn what_could_not_be_looked_at_is_told_with_where_to_look() {
        let words = unlooked(1_234).to_string();
        assert!(
            words.contains("the latest 1234") && words.contains("\"Who looked\""),
            "{words}"
        );
    }
}
