//! What is done with the records that a patient has selected: giving access to them, downloading them, erasing them.
//!
//! The list's form says which they are, and the account remembers it until it is locked: no address names them. Each page
//! looks at them anew, shows what they are, and its form names what was shown: that is what is done, and nothing else.

use crate::patient::export::{self, begun, without_password};
use crate::patient::selection::{self, MOST};
use crate::patient::{described_versions, grant, records, selection::selectable, untitled};
use crate::session::Session;
use crate::told;
use crate::visit::download as saved;
use crate::voice::Words;
use crate::{Answer, AsPatient, Fields, Frame, Shared, once};
use askama::Template;
use axum::Router;
use axum::routing::{get, post};
use medink_core::archive::What;
use medink_core::erasure::{Erasing, Outcome};
use medink_core::error::{Error, Kind, Result};
use medink_core::find::date_of;
use medink_core::lock;
use medink_core::many::{Ended, Rows};
use medink_core::versions::Versions;
use medink_types::{RecordState, bounds};
use medink_words::{Said, said};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Mutex;
use std::time::{Duration, Instant};
use tokio::sync::watch;

/// The field of a form that names a record that its page has shown.
const RECORD: &str = "record";

/// The field that names another version of one of them, which its page has shown as well.
const OTHER: &str = "other";

/// After this long no other record's erasing is begun: whoever waits for the page gets it.
const ERASES_FOR: Duration = Duration::from_secs(60);

/// The pages of this file.
pub fn routes() -> Router<Shared> {
    Router::new()
        .route("/patient/records/selected", post(choose))
        .route("/patient/records/selected/download", get(ask_how).post(download))
        .route("/patient/records/selected/erase", get(ask_sure).post(erase))
}

/// The numbers that a form names in a field, each once.
///
/// # Errors
/// [`Kind::Usage`] for what is no number.
fn numbers(form: &Fields, field: &str) -> Result<BTreeSet<u32>> {
    let numbers = form.all(field).map(|number| number.parse::<u32>());
    let numbers = numbers.collect::<std::result::Result<BTreeSet<u32>, _>>();
    numbers.map_err(|_| Error::new(Kind::Usage, said!("my-selected-no-record")).next(said!("my-select-anew")))
}

/// The records that a form names, each once.
///
/// # Errors
/// [`Kind::Usage`] for none, for too many, and for what is no number.
fn named(form: &Fields, field: &str) -> Result<BTreeSet<u32>> {
    let numbers = numbers(form, field)?;
    match numbers.len() {
        0 => {
            Err(Error::new(Kind::Usage, said!("my-selected-nothing")).next(said!("my-selected-nothing-next")))
        }
        many if many > MOST => Err(Error::new(
            Kind::Usage,
            said!("my-selected-too-many", count = many, most = MOST),
        )
        .next(said!("my-select-fewer"))),
        _ => Ok(numbers),
    }
}

/// Something is to be done with what is ticked.
async fn choose(inside: AsPatient, form: Fields) -> Answer {
    // A list that was never read, as after a lock, has nothing ticked.
    let list = match inside.unlocked.list(&inside.me()) {
        Some(list) => list,
        None => records::list(&inside).await?,
    };
    let chosen = named(&form, selection::FIELD).and_then(|numbers| {
        let there: HashSet<u32> = list.all.iter().filter_map(selectable).collect();
        match numbers.iter().find(|number| !there.contains(number)) {
            None => Ok(numbers),
            Some(number) => Err(
                Error::new(Kind::NotFound, said!("my-selected-gone", number = *number))
                    .next(said!("my-select-anew")),
            ),
        }
    });
    let chosen = chosen.and_then(|numbers| {
        let to = match form.get("do") {
            "access" => {
                few_enough(&numbers)?;
                grant::with(&inside.unlocked.selection.keep(numbers.clone())?)
            }
            "download" => "/patient/records/selected/download".to_owned(),
            "erase" => "/patient/records/selected/erase".to_owned(),
            _ => {
                return Err(Error::new(Kind::Usage, said!("my-selected-undecided"))
                    .next(said!("my-selected-undecided-next")));
            }
        };
        Ok((numbers, to))
    });
    match chosen {
        Ok((numbers, to)) => {
            inside.unlocked.selection.set(numbers);
            inside.go(&to)
        }
        Err(problem) => {
            // What was ticked stays so, as far as it can be.
            inside.unlocked.selection.set(records::ticked(&form));
            inside.again(records::page(&inside, &list, Some(problem)))
        }
    }
}

/// Refuses more than a consent can name.
fn few_enough(numbers: &BTreeSet<u32>) -> Result<()> {
    match numbers.len() > bounds::SCOPE_RECORDS {
        false => Ok(()),
        true => Err(Error::new(
            Kind::Usage,
            said!(
                "my-selected-too-many-consent",
                count = numbers.len(),
                most = bounds::SCOPE_RECORDS
            ),
        )
        .next(said!("my-selected-too-many-consent-next"))),
    }
}

/// A record that was selected.
struct Row {
    number: u32,
    title: Words,
    kind: String,
    date: String,
    erased: bool,
    /// Its other versions that are not erased.
    others: Vec<u32>,
    /// Why it could not be erased.
    why: Option<Words>,
}

/// What these records are now. Nothing is paid for it, and what can't be read has its number.
async fn rows(inside: &AsPatient, numbers: &BTreeSet<u32>) -> Result<Vec<Row>> {
    Ok(rows_of(&described_versions(inside).await?, numbers))
}

fn rows_of(all: &[Versions], numbers: &BTreeSet<u32>) -> Vec<Row> {
    let mut rows: BTreeMap<u32, Row> = numbers.iter().map(|number| (*number, unknown(*number))).collect();
    for record in all {
        let live = record.all().iter().map(|one| &one.record);
        let live = live.filter(|version| version.state == RecordState::Live);
        let live: Vec<u32> = live.map(|version| version.number).collect();
        for one in record.all() {
            let Some(row) = rows.get_mut(&one.record.number) else {
                continue;
            };
            let others = live.iter().copied();
            row.others = others.filter(|other| *other != row.number).collect();
            row.erased = one.record.state == RecordState::Erased;
            if let Some(details) = &one.details {
                row.title = details.title.as_str().into();
                row.kind = details.kind.to_string();
            }
            row.date = date_of(one);
        }
    }
    rows.into_values().collect()
}

fn unknown(number: u32) -> Row {
    Row {
        number,
        title: untitled(number),
        kind: String::new(),
        date: String::new(),
        erased: false,
        others: Vec::new(),
        why: None,
    }
}

#[derive(Template)]
#[template(path = "patient/selected_download.html")]
struct Download {
    frame: Frame,
    form: Fields,
    problem: Option<Error>,
    rows: Vec<Row>,
}

async fn ask_how(inside: AsPatient) -> Answer {
    let numbers = inside.unlocked.selection.get().numbers;
    if numbers.is_empty() {
        return inside.go("/patient/records");
    }
    inside.page(Download {
        frame: inside.frame(),
        form: Fields::default(),
        problem: None,
        rows: rows(&inside, &numbers).await?,
    })
}

async fn download(inside: AsPatient, form: Fields) -> Answer {
    let numbers = named(&form, RECORD)?;
    match begun(&inside, What::Records(numbers.clone()), &form).await {
        Ok(body) => Ok(saved(export::NAME, "application/zip", body)),
        Err(problem) => inside.again(Download {
            frame: inside.frame(),
            form: without_password(&form),
            problem: Some(problem),
            rows: rows(&inside, &numbers).await?,
        }),
    }
}

#[derive(Template)]
#[template(path = "patient/selected_erase.html")]
struct Sure {
    frame: Frame,
    form: Fields,
    problem: Option<Error>,
    rows: Vec<Row>,
    once: String,
}

impl Sure {
    fn of(inside: &AsPatient, rows: Vec<Row>, form: Fields, problem: Option<Error>) -> Result<Self> {
        Ok(Sure {
            frame: inside.frame(),
            form,
            problem,
            rows,
            once: once::new()?,
        })
    }

    /// Their other versions.
    fn others(&self) -> BTreeSet<u32> {
        others(&self.rows)
    }
}

/// The other versions of these, but for those that are among them.
fn others(rows: &[Row]) -> BTreeSet<u32> {
    let listed: BTreeSet<u32> = rows.iter().map(|row| row.number).collect();
    let others = rows.iter().flat_map(|row| &row.others).copied();
    others.filter(|other| !listed.contains(other)).collect()
}

async fn ask_sure(inside: AsPatient) -> Answer {
    let numbers = inside.unlocked.selection.get().numbers;
    if numbers.is_empty() {
        return inside.go("/patient/records");
    }
    let rows = rows(&inside, &numbers).await?;
    inside.page(Sure::of(&inside, rows, Fields::default(), None)?)
}

/// What is not erased, and why.
struct Left {
    numbers: BTreeSet<u32>,
    failed: BTreeMap<u32, Words>,
    problem: Error,
}

async fn erase(inside: AsPatient, form: Fields) -> Answer {
    let asked = named(&form, RECORD)?;
    let (own, given, numbers) = (inside.clone(), form.clone(), asked.clone());
    let ended = inside
        .run(async move { erased(&own, numbers, &given).await })
        .await;
    let left = match ended {
        Ok(None) => {
            inside.unlocked.selection.done(&asked);
            return inside.go("/patient/records");
        }
        Ok(Some(left)) => left,
        Err(problem) => Left {
            numbers: asked,
            failed: BTreeMap::new(),
            problem,
        },
    };
    // What erasing met is what is shown, whatever looking meets then.
    let mut rows = match rows(&inside, &left.numbers).await {
        Ok(rows) => rows,
        Err(_) => left.numbers.iter().map(|number| unknown(*number)).collect(),
    };
    for row in &mut rows {
        row.why = left.failed.get(&row.number).cloned();
    }
    inside.again(Sure::of(&inside, rows, form, Some(left.problem))?)
}

/// Told of each record, until it has taken too long or the account is locked.
struct Telling {
    until: Instant,
    ending: watch::Receiver<bool>,
    rows: Mutex<Vec<Erasing>>,
}

impl Telling {
    fn new(session: &Session) -> Self {
        Telling {
            until: Instant::now() + ERASES_FOR,
            ending: session.ending(),
            rows: Mutex::default(),
        }
    }
}

impl Rows<Erasing> for Telling {
    fn row(&self, row: Erasing) {
        lock(&self.rows).push(row);
    }

    fn goes_on(&self) -> bool {
        Instant::now() < self.until && !*self.ending.borrow()
    }
}

/// Erases what a form names, once, and tells on the next page what is erased. None where all of it is.
async fn erased(inside: &AsPatient, asked: BTreeSet<u32>, form: &Fields) -> Result<Option<Left>> {
    let Some(turn) = inside.unlocked.once.turn(form).await? else {
        return Ok(None);
    };
    let meant = meant(inside, asked, form).await?;
    let telling = Telling::new(&inside.session);
    let made = inside.operation().erase_records(&meant, &telling).await?;
    let told = std::mem::take(&mut *lock(&telling.rows));
    let (mut now, mut before, mut failed) = (0usize, 0usize, BTreeMap::new());
    let mut numbers = meant;
    for Erasing { number, outcome } in told {
        match outcome {
            Outcome::Erased => now = now.saturating_add(1),
            Outcome::Before => before = before.saturating_add(1),
            Outcome::Failed(error) => {
                failed.insert(number, told::line(&error));
                continue;
            }
        }
        numbers.remove(&number);
    }
    if now > 0 || before > 0 || !made.steps.is_empty() {
        inside.tell(summary(now, before), &made.steps);
    }
    let problem = match made.value {
        // What is left then was erased on the chain, and its store could not be cleaned.
        Ended::Failed(error) => Some(error),
        _ if numbers.is_empty() => None,
        Ended::All => Some(
            Error::new(Kind::Refused, said!("my-not-erased", count = numbers.len()))
                .next(said!("my-not-erased-next")),
        ),
        Ended::AtBound | Ended::Stopped => Some(
            Error::new(
                Kind::Interrupted,
                said!(
                    "my-not-erased-yet",
                    count = numbers.len(),
                    seconds = ERASES_FOR.as_secs()
                ),
            )
            .next(said!("my-not-erased-yet-next")),
        ),
    };
    match problem {
        None => {
            turn.done();
            Ok(None)
        }
        Some(problem) if numbers.is_empty() => {
            turn.done();
            Err(problem)
        }
        Some(problem) => Ok(Some(Left {
            numbers,
            failed,
            problem,
        })),
    }
}

/// What is to be erased: what the form names, and the other versions of it where that is said.
async fn meant(inside: &AsPatient, asked: BTreeSet<u32>, form: &Fields) -> Result<BTreeSet<u32>> {
    let usage = |what: Said, next: Said| Err(Error::new(Kind::Usage, what).next(next));
    if !form.is("sure", "yes") {
        return usage(said!("my-erase-unsure"), said!("my-erase-unsure-next"));
    }
    let shown = numbers(form, OTHER)?;
    let rows = rows(inside, &asked).await?;
    let all = of_shown(&rows, asked, &shown, form.get("versions"))?;
    match all.len() > MOST {
        false => Ok(all),
        true => usage(
            said!("my-erase-too-many", count = all.len(), most = MOST),
            said!("my-select-fewer"),
        ),
    }
}

/// Of what a page has shown that which is to be erased: these, and where `versions` says so those other versions that there
/// still are. Nothing that has come since goes with them.
fn of_shown(
    rows: &[Row],
    asked: BTreeSet<u32>,
    shown: &BTreeSet<u32>,
    versions: &str,
) -> Result<BTreeSet<u32>> {
    let others = others(rows);
    match versions {
        "all" => match others.difference(shown).last() {
            Some(newer) => Err(Error::new(Kind::Usage, said!("my-erase-newer", number = *newer))
                .next(said!("my-erase-newer-next"))),
            None => Ok(asked.into_iter().chain(others).collect()),
        },
        "one" => Ok(asked),
        _ if !others.is_empty() => {
            Err(Error::new(Kind::Usage, said!("my-erase-undecided")).next(said!("my-erase-undecided-next")))
        }
        _ => Ok(asked),
    }
}

/// What was erased, in a sentence or two.
fn summary(now: usize, before: usize) -> Said {
    match (now, before) {
        (0, 0) => said!("my-erased-nothing"),
        (_, 0) => said!("my-erased", now = now),
        (0, _) => said!("my-erased-before", before = before),
        _ => said!("my-erased-and-before", now = now, before = before),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::patient::fixtures;
    use medink_core::versions::versions;

    /// A record whose second version of three is erased, and one more.
    fn three_versions() -> Vec<Versions> {
        use RecordState::{Erased, Live};
        let listed = |number, amends, state| fixtures::listed(number, amends, state, true);
        versions(vec![
            listed(1, None, Live),
            listed(2, Some(1), Erased),
            listed(4, Some(1), Live),
            listed(5, None, Live),
        ])
    }

    #[test]
    fn a_form_names_some_records_and_not_too_many() {
        let form = |numbers: &[&str]| Fields::of(numbers.iter().map(|number| (RECORD, *number)));
        assert_eq!(
            named(&form(&["3", "1", "3"]), RECORD).unwrap(),
            BTreeSet::from([1, 3])
        );
        let most: Vec<String> = (1..=MOST).map(|number| number.to_string()).collect();
        let mut most: Vec<&str> = most.iter().map(String::as_str).collect();
        assert_eq!(named(&form(&most), RECORD).unwrap().len(), MOST);
        most.push("1000");
        for (numbers, words) in [
            (&[][..], "nothing is selected"),
            (&["1", "MARKER"], "no record"),
            (&["-1"], "no record"),
            (&["4294967296"], "no record"),
            (&most, "101 records are selected"),
        ] {
            let error = named(&form(numbers), RECORD).unwrap_err();
            assert!(
                error.kind == Kind::Usage && error.what.to_string().contains(words),
                "{error}"
            );
            assert!(!error.to_string().contains("MARKER"), "{error}");
        }
        assert!(few_enough(&(1..=32).collect()).is_ok() && few_enough(&(1..=33).collect()).is_err());
    }

    #[test]
    fn a_row_has_the_other_versions_that_are_not_erased() {
        let rows = rows_of(&three_versions(), &BTreeSet::from([2, 4, 5, 9]));
        let shown: Vec<_> = rows
            .iter()
            .map(|row| (row.number, row.erased, row.others.clone()))
            .collect();
        assert_eq!(
            shown,
            [
                (2, true, vec![1, 4]),
                (4, false, vec![1]),
                (5, false, vec![]),
                (9, false, vec![])
            ]
        );
    }

    #[test]
    fn no_version_is_erased_that_was_not_shown() {
        let all = three_versions();
        let erased = |asked: &[u32], shown: &[u32], versions: &str| {
            let asked: BTreeSet<u32> = asked.iter().copied().collect();
            let shown = shown.iter().copied().collect();
            of_shown(&rows_of(&all, &asked), asked, &shown, versions)
        };
        let numbers = |numbers: &[u32]| numbers.iter().copied().collect::<BTreeSet<u32>>();
        assert_eq!(erased(&[4, 5], &[1], "all").unwrap(), numbers(&[1, 4, 5]));
        // What was named and is erased since, or is another record's, is no version of it.
        assert_eq!(erased(&[4], &[1, 2, 5, 99], "all").unwrap(), numbers(&[1, 4]));
        // 4 has come since.
        let error = erased(&[1], &[2], "all").unwrap_err();
        assert!(
            error.kind == Kind::Usage && error.what.to_string().contains("newer version"),
            "{error}"
        );
        assert_eq!(erased(&[1], &[2], "one").unwrap(), numbers(&[1]));
        assert!(erased(&[1], &[], "").is_err() && erased(&[5], &[], "").is_ok());
        // Nothing is to be decided where all versions are listed, as after some could not be erased.
        assert_eq!(erased(&[1, 4], &[], "").unwrap(), numbers(&[1, 4]));
        assert_eq!(others(&rows_of(&all, &numbers(&[1, 4, 5]))), numbers(&[]));
        assert_eq!(others(&rows_of(&all, &numbers(&[4, 5]))), numbers(&[1]));
    }

    #[test]
    fn what_was_erased_is_told_in_a_sentence() {
        let summary = |now, before| summary(now, before).to_string();
        assert!(summary(1, 0).starts_with("1 record is erased:"));
        assert!(summary(3, 1).starts_with("3 records are erased:"));
        assert!(summary(3, 1).ends_with(" 1 record is erased already."));
        assert_eq!(
            summary(0, 2),
            "Nothing was erased now. 2 records are erased already."
        );
        assert_eq!(summary(0, 0), "Nothing was erased now.");
    }
}
