//! Work on many people that outlasts a request: one at a time in these panels, told row by row, ended between two rows
//! when somebody stops it or the account is locked. What is kept of it is the report: lines, addresses, outcomes; no name.

use crate::Inside;
use crate::show::{self, Person};
use crate::told;
use crate::voice::Words;
use medink_chain::Token;
use medink_core::error::{Error, Kind, Result};
use medink_core::funds::Transfer;
use medink_core::many::{Ended, Rows, is_unclear};
use medink_core::roster::{Entry, Outcome};
use medink_core::{Done, Medink, lock};
use medink_words::{Said, Value, said};
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
    pub fn words(self) -> Said {
        match self {
            What::Doctors => said!("report-doctors"),
            What::Patients => said!("report-patients"),
            What::TopUp => said!("report-top-up"),
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
    pub outcome: Said,
    /// Why, where there is a reason.
    pub why: Option<Words>,
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
    pub text: Said,
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
    let turn = inside
        .app
        .many
        .clone()
        .try_lock_owned()
        .map_err(|_| Error::new(Kind::Refused, said!("work-busy")).next(said!("work-busy-next")))?;
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
        let broken = |_| Err(Error::new(Kind::Internal, said!("work-stopped")));
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
        self.lock().rows.clone()
    }

    /// How it ended; none while it goes on.
    pub fn ended(&self) -> Option<End> {
        self.lock().end.clone()
    }

    /// Has it end after the row that it is at.
    pub fn stop(&self) {
        self.stopped.store(true, Ordering::Relaxed);
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        lock(&self.inner)
    }

    fn tell(&self, told: Told) {
        self.lock().rows.push(told);
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
            (Ended::All, _) => said!("work-all"),
            (Ended::AtBound, What::TopUp) => said!("work-bound-top-up"),
            (Ended::AtBound, _) => said!("work-bound"),
            (Ended::Stopped, What::TopUp) => said!("work-stopped-top-up"),
            (Ended::Stopped, _) => said!("work-stopped-register"),
            (Ended::Failed(_), What::TopUp) => said!("work-early-top-up"),
            (Ended::Failed(_), _) => said!("work-early-register"),
        };
        let problem = match how {
            Ended::Failed(error) => Some(error),
            _ => None,
        };
        self.lock().end = Some(End {
            text,
            problem,
            fees: token.format(fees),
        });
    }
}

impl Rows<Entry> for Work {
    fn row(&self, entry: Entry) {
        let (mark, outcome, why) = match &entry.outcome {
            Outcome::Registered => (Mark::Done, said!("work-registered"), None),
            Outcome::Already => (Mark::Before, said!("work-already"), None),
            Outcome::AlreadyWithNothing => (
                Mark::Partly,
                said!("work-already-with-nothing"),
                Some(said!("work-already-with-nothing-why").into()),
            ),
            Outcome::NotFunded(error) => (Mark::Partly, said!("work-not-funded"), Some(told::line(error))),
            Outcome::FundingUnclear(error) => (
                Mark::Unclear,
                said!("work-funding-unclear"),
                Some(told::line(error)),
            ),
            Outcome::Refused(error) => (Mark::Not, said!("work-refused"), Some(told::line(error))),
            Outcome::Unclear(error) => (Mark::Unclear, said!("work-unclear"), Some(told::line(error))),
        };
        self.tell(Told {
            line: Some(entry.line),
            person: entry.account.map(|account| Person::of(&self.medink, &account)),
            mark,
            outcome,
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
        let amount = Value::amount(&token.format(transfer.amount));
        let had = Value::amount(&show::amount(transfer.had, &token));
        let (mark, outcome, why) = match &transfer.failed {
            None => (
                Mark::Done,
                said!("work-sent", amount = amount),
                said!("work-had", amount = had).into(),
            ),
            Some(error) if is_unclear(error) => (
                Mark::Unclear,
                said!("work-sent-unclear", amount = amount),
                told::line(error),
            ),
            Some(error) => (
                Mark::Not,
                said!("work-not-sent", amount = amount),
                told::line(error),
            ),
        };
        self.tell(Told {
            line: None,
            person: Some(Person::of(&self.medink, &transfer.account)),
            mark,
            outcome,
            why: Some(why),
        });
    }

    fn goes_on(&self) -> bool {
        Rows::<Entry>::goes_on(self)
    }
}
