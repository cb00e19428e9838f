//! A check-up: what of a machine's parts is well, what is not, and what to do about it. Each part is looked at by itself:
//! what is wrong with one keeps nobody from looking at the next.
//!
//! A look changes nothing unless it is asked to repair, and then only what can't cost anything: what was interrupted is
//! finished, what was left half written is removed, what can be made anew is, references are made again, and content comes
//! from another store that has it. Nothing that anybody may still need is removed. Which files a machine has, and whether
//! its node runs, its own crate looks at.

mod account;
mod content;
mod contracts;
mod finality;
mod sealed;

pub use account::journal_of_others;
pub use content::{Looking, answering};
pub use contracts::deployed;
pub use finality::finality;
pub use sealed::{SHORTEST_ENTRY, sealed_files};

use crate::advice::Advice;
use crate::error::{Error, Kind};
use medink_words::{Said, said};

/// Most records that are named in a finding; of more, their number is told.
const NAMED: usize = 20;

/// A part of what medink works with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The node: whether it answers and writes.
    Node,
    /// The deployment file, and the contracts on the chain.
    Deployment,
    /// The stores, and the account's records in them.
    Stores,
    /// The accounts' key files, and the account's keys on the chain.
    Accounts,
    /// What was interrupted.
    Journal,
    /// What keeps content from being collected.
    References,
    /// What this machine has seen, and the indexes of records.
    Memory,
}

impl Part {
    /// Its stable name.
    pub fn name(self) -> &'static str {
        match self {
            Part::Node => "node",
            Part::Deployment => "deployment",
            Part::Stores => "stores",
            Part::Accounts => "accounts",
            Part::Journal => "journal",
            Part::References => "references",
            Part::Memory => "memory",
        }
    }
}

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// All is well.
    Ok,
    /// It was not looked at, and why.
    NotLooked,
    /// Something is not as it should be; nothing is lost by it.
    Warning,
    /// Something does not work, or something is missing.
    Broken,
}

impl Severity {
    /// Its stable name.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Ok => "ok",
            Severity::NotLooked => "not-looked-at",
            Severity::Warning => "warning",
            Severity::Broken => "broken",
        }
    }
}

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Which part it is of.
    pub part: Part,
    /// How bad it is, or was before it was repaired.
    pub severity: Severity,
    /// What was found.
    pub what: Said,
    /// What to do next.
    pub next: Option<Said>,
    /// What that is, as a thing.
    pub advice: Option<Advice>,
    /// Whether it was repaired.
    pub repaired: bool,
}

impl Finding {
    fn new(part: Part, severity: Severity, what: Said) -> Self {
        Finding {
            part,
            severity,
            what,
            next: None,
            advice: None,
            repaired: false,
        }
    }

    /// Something that is well.
    pub fn ok(part: Part, what: Said) -> Self {
        Self::new(part, Severity::Ok, what)
    }

    /// Something that was not looked at.
    pub fn not_looked(part: Part, what: Said) -> Self {
        Self::new(part, Severity::NotLooked, what)
    }

    /// Something that is not as it should be.
    pub fn warning(part: Part, what: Said) -> Self {
        Self::new(part, Severity::Warning, what)
    }

    /// Something that does not work.
    pub fn broken(part: Part, what: Said) -> Self {
        Self::new(part, Severity::Broken, what)
    }

    /// What kept a part from being looked at, or from working.
    pub fn of(part: Part, error: &Error) -> Self {
        Finding {
            next: error.next.clone(),
            advice: error.advice,
            ..Self::broken(part, error.what.clone())
        }
    }

    /// The same with what to do next.
    #[must_use]
    pub fn next(mut self, next: Said) -> Self {
        self.next = Some(next);
        self
    }

    /// The same with what that is, as a thing.
    #[must_use]
    pub fn advise(mut self, advice: Advice) -> Self {
        self.advice = Some(advice);
        self
    }

    /// The same, which `repair` has put right, if it has. What is left is for [`Advice::Repair`], unless there is other
    /// advice.
    #[must_use]
    pub fn repaired_by(mut self, repair: Repair) -> Self {
        match repair {
            Repair::Done => {
                self.repaired = true;
                (self.next, self.advice) = (None, None);
            }
            Repair::Unasked if self.next.is_none() => {
                self = self.next(said!("checkup-repair")).advise(Advice::Repair);
            }
            Repair::Unasked => {}
            Repair::Failed(error) => {
                self.next = Some(said!("checkup-not-repaired", why = error.what));
                self.advice = None;
            }
        }
        self
    }

    /// Whether something is wrong still.
    pub fn stays(&self) -> bool {
        self.severity >= Severity::Warning && !self.repaired
    }

    /// What to do next, as an error has it.
    pub fn as_error(&self) -> Error {
        let mut error = Error::new(Kind::Damaged, self.what.clone());
        (error.next, error.advice) = (self.next.clone(), self.advice);
        error
    }
}

/// What came of repairing something.
#[derive(Debug)]
pub enum Repair {
    /// It was not asked for.
    Unasked,
    /// It is right now.
    Done,
    /// It could not be repaired.
    Failed(Error),
}

impl Repair {
    /// Repairs, if that is asked for.
    pub fn try_to(asked: bool, repair: impl FnOnce() -> Result<(), Error>) -> Self {
        if !asked {
            return Repair::Unasked;
        }
        repair().map_or_else(Repair::Failed, |()| Repair::Done)
    }
}

/// Numbers of records, as a finding names them.
fn numbered(numbers: impl ExactSizeIterator<Item = u32>) -> String {
    let count = numbers.len();
    let named: Vec<String> = numbers.take(NAMED).map(|number| number.to_string()).collect();
    match count > NAMED {
        true => format!("{}, … ({count})", named.join(", ")),
        false => named.join(", "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_repaired_asks_for_nothing_more() {
        let warning = || Finding::warning(Part::Journal, said!("checkup-locked"));
        assert!(warning().stays() && !Finding::ok(Part::Node, said!("checkup-locked")).stays());
        assert!(!Finding::not_looked(Part::Node, said!("checkup-locked")).stays());
        let unasked = warning().repaired_by(Repair::try_to(false, || panic!("not asked for")));
        assert_eq!(unasked.advice, Some(Advice::Repair));
        assert!(unasked.stays());
        let done = unasked.repaired_by(Repair::try_to(true, || Ok(())));
        assert_eq!((done.stays(), done.advice, done.next), (false, None, None));
        let error = Error::new(Kind::Io, said!("core-stopped"));
        let failed = warning().repaired_by(Repair::try_to(true, || Err(error)));
        assert!(failed.stays() && failed.as_error().to_string().contains("stopped before"));
        // Advice of its own stays.
        let own = warning()
            .next(said!("core-ask-admin"))
            .repaired_by(Repair::Unasked);
        assert_eq!(own.advice, None);
    }

    #[test]
    fn many_records_are_named_within_a_bound() {
        assert_eq!(numbered([3u32, 7].into_iter()), "3, 7");
        let many: Vec<u32> = (1..=25).collect();
        assert!(numbered(many.into_iter()).ends_with("19, 20, … (25)"));
    }
}
