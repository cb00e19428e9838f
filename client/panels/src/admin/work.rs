//! Work on many people that outlasts a request: one at a time in these panels, told row by row, ended between two rows
//! when somebody stops it or the account is locked. What is kept of it is the report: lines, addresses, outcomes; no name.

use crate::Inside;
use crate::show::{self, Person};
use crate::told;
use crate::told::untranslated;
use medink_chain::Token;
use medink_core::error::{Error, Kind, Result};
use medink_core::funds::Transfer;
use medink_core::many::{Ended, Rows, is_unclear};
use medink_core::roster::{Entry, Outcome};
use medink_core::{Done, Medink, held};
use medink_words::Language;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use tokio::sync::watch;

/// What is done to whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// Doctors are registered from a table.
    Doctors,
    /// Patients are registered from a table.
    Patients,
    /// Balances are topped up.
    TopUp,
}

impl What {
    /// As a heading.
    pub fn words(self) -> &'static str {
        match self {
            What::Doctors => "Doctors from a table",
            What::Patients => "Patients from a table",
            What::TopUp => "Topping up",
        }
    }
}

/// How a row ended, for what stands out and what is folded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// It was done now.
    Done,
    /// It was done before.
    Before,
    /// Something of it is missing.
    Partly,
    /// It was not done.
    Not,
    /// Whether it was done is not known.
    Unclear,
}

/// A row of the report.
#[derive(Debug, Clone)]
pub struct Told {
    /// The line of the table; none where there is none.
    pub line: Option<u64>,
    /// Who it is about, if that is known.
    pub person: Option<Person>,
    /// How it ended.
    pub mark: Mark,
    /// The same in words.
    pub outcome: String,
    /// Why.
    pub why: String,
}

/// Work that was begun, with its report so far.
pub struct Work {
    /// What is done.
    pub what: What,
    /// How many rows it has, where that is known.
    pub total: Option<usize>,
    medink: Arc<Medink>,
    ending: watch::Receiver<bool>,
    stopped: AtomicBool,
    inner: Mutex<Inner>,
}

#[derive(Default)]
struct Inner {
    rows: Vec<Told>,
    end: Option<End>,
}

/// How it ended.
#[derive(Debug, Clone)]
pub struct End {
    /// In a sentence.
    pub text: String,
    /// What ended it before its last row.
    pub problem: Option<Error>,
    /// What it cost in fees.
    pub fees: String,
}

/// Begins `work`, of so many rows, and keeps its report on the admin's desk.
///
/// # Errors
/// [`Kind::Refused`] while other work is under way.
pub fn begin<F>(
    inside: &Inside,
    what: What,
    total: Option<usize>,
    work: impl FnOnce(Arc<Work>) -> F,
) -> Result<()>
where
    F: Future<Output = Result<Done<Ended>>> + Send + 'static,
{
    let turn = inside.app.many.clone().try_lock_owned().map_err(|_| {
        Error::new(
            Kind::Refused,
            untranslated("other work on many people is under way here, so this was not begun"),
        )
        .next(untranslated(
            "Wait until its report is complete, then begin this.",
        ))
    })?;
    let begun = Arc::new(Work {
        what,
        total,
        medink: inside.medink.clone(),
        ending: inside.session.ending(),
        stopped: AtomicBool::new(false),
        inner: Mutex::default(),
    });
    inside.unlocked.desk.set_work(begun.clone());
    let work = tokio::spawn(work(begun.clone()));
    let unlocked = inside.unlocked.clone();
    tokio::spawn(async move {
        let broken = |_| {
            Err(Error::new(
                Kind::Internal,
                untranslated("the work stopped before it was done"),
            ))
        };
        let ended = work.await.unwrap_or_else(broken);
        // Whoever sees the end may begin the next.
        drop(turn);
        unlocked.desk.recount();
        begun.end(ended);
    });
    Ok(())
}

impl Work {
    /// Its rows so far.
    pub fn rows(&self) -> Vec<Told> {
        self.held().rows.clone()
    }

    /// How it ended; none while it goes on.
    pub fn ended(&self) -> Option<End> {
        self.held().end.clone()
    }

    /// Has it end after the row that it is at.
    pub fn stop(&self) {
        self.stopped.store(true, Ordering::Relaxed);
    }

    fn held(&self) -> MutexGuard<'_, Inner> {
        held(&self.inner)
    }

    fn tell(&self, told: Told) {
        self.held().rows.push(told);
    }

    fn token(&self) -> Token {
        self.medink.chain.identity().token
    }

    fn end(&self, ended: Result<Done<Ended>>) {
        let token = self.token();
        let (how, steps) = match ended {
            Ok(done) => (done.value, done.steps),
            Err(error) => {
                let paid = error.paid.as_ref().map(|paid| paid.steps.clone());
                (Ended::Failed(error), paid.unwrap_or_default())
            }
        };
        let fees = steps
            .iter()
            .fold(0u128, |sum, step| sum.saturating_add(step.receipt.fee));
        let text = match (&how, self.what) {
            (Ended::All, _) => "It is done.",
            (Ended::AtBound, What::TopUp) => {
                "It is at its bound: as much in all, or to as many, as one run may send. Begun again, it tops up only who \
                 is still below."
            }
            (Ended::AtBound, _) => "This run has done as much as one may. Begin it again for the rest.",
            (Ended::Stopped, What::TopUp) => {
                "It was stopped. Begun again, it tops up only who is still below."
            }
            (Ended::Stopped, _) => "It was stopped. The same table registers only who is missing.",
            (Ended::Failed(_), What::TopUp) => {
                "It ended early. Begun again, it tops up only who is still below."
            }
            (Ended::Failed(_), _) => "It ended early. The same table registers only who is missing.",
        };
        let problem = match how {
            Ended::Failed(error) => Some(error),
            _ => None,
        };
        self.held().end = Some(End {
            text: text.to_owned(),
            problem,
            fees: token.format(fees),
        });
    }
}

/// A failure in a line.
fn line_of(error: &Error) -> String {
    told::line(error, Language::default())
}

impl Rows<Entry> for Work {
    fn row(&self, entry: Entry) {
        let (mark, outcome, why) = match &entry.outcome {
            Outcome::Registered => (Mark::Done, "registered", String::new()),
            Outcome::Already => (Mark::Before, "was registered before", String::new()),
            Outcome::AlreadyWithNothing => (
                Mark::Partly,
                "registered before, and has nothing",
                "Top them up.".to_owned(),
            ),
            Outcome::NotFunded(error) => (Mark::Partly, "registered, but nothing was sent", line_of(error)),
            Outcome::FundingUnclear(error) => (
                Mark::Unclear,
                "registered; whether anything was sent is not known: look at the balance",
                line_of(error),
            ),
            Outcome::Refused(error) => (Mark::Not, "refused", line_of(error)),
            Outcome::Unclear(error) => (
                Mark::Unclear,
                "whether it was registered is not known",
                line_of(error),
            ),
        };
        self.tell(Told {
            line: Some(entry.line),
            person: entry.account.map(|account| Person::of(&self.medink, &account)),
            mark,
            outcome: outcome.to_owned(),
            why,
        });
    }

    fn goes_on(&self) -> bool {
        !self.stopped.load(Ordering::Relaxed) && !*self.ending.borrow()
    }
}

impl Rows<Transfer> for Work {
    fn row(&self, transfer: Transfer) {
        let token = self.token();
        let amount = token.format(transfer.amount);
        let had = show::amount(transfer.had, &token);
        let (mark, outcome, why) = match &transfer.failed {
            None => (Mark::Done, format!("{amount} sent"), format!("had {had}")),
            Some(error) if is_unclear(error) => (
                Mark::Unclear,
                format!("whether {amount} was sent is not known: look at the balance"),
                line_of(error),
            ),
            Some(error) => (Mark::Not, format!("{amount} not sent"), line_of(error)),
        };
        self.tell(Told {
            line: None,
            person: Some(Person::of(&self.medink, &transfer.account)),
            mark,
            outcome,
            why,
        });
    }

    fn goes_on(&self) -> bool {
        Rows::<Entry>::goes_on(self)
    }
}
