//! The one error of the client: what went wrong, what to do next, and its kind for programs.
//!
//! Texts are for the person who meets them. They never hold a name, a title, a file's name or any other words
//! that a user gave about a patient: a message says "the file given" rather than repeat it.

use crate::Step;
use crate::advice::Advice;
use medink_chain::Token;
use std::fmt;

/// What kind of failure it was: a program's exit code and the `code` in `--json` output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Something that should not happen: a defect of medink.
    Internal,
    /// The command was given something that can't be right.
    Usage,
    /// An account, a record, a file or a deployment does not exist.
    NotFound,
    /// A contract refused: no right, no consent, paused, a bound.
    Refused,
    /// The node or the store can't be reached.
    Unreachable,
    /// A passphrase or a key does not open what it should.
    Keys,
    /// Bytes are not what they have to be: damaged content, a log that does not verify.
    Damaged,
    /// Reading or writing a file failed.
    Io,
    /// The node is of another chain than expected.
    WrongChain,
    /// The account can't pay.
    Funds,
    /// It is not known whether a transaction went through.
    Unknown,
    /// The user stopped it.
    Interrupted,
}

impl Kind {
    /// The exit code of the program.
    pub fn exit_code(self) -> u8 {
        match self {
            Kind::Internal => 1,
            Kind::Usage => 2,
            Kind::NotFound => 3,
            Kind::Refused => 4,
            Kind::Unreachable => 5,
            Kind::Keys => 6,
            Kind::Damaged => 7,
            Kind::Io => 8,
            Kind::WrongChain => 9,
            Kind::Funds => 10,
            Kind::Unknown => 11,
            Kind::Interrupted => 130,
        }
    }

    /// The stable name in `--json` output.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Internal => "internal",
            Kind::Usage => "usage",
            Kind::NotFound => "not-found",
            Kind::Refused => "refused",
            Kind::Unreachable => "unreachable",
            Kind::Keys => "keys",
            Kind::Damaged => "damaged",
            Kind::Io => "io",
            Kind::WrongChain => "wrong-chain",
            Kind::Funds => "funds",
            Kind::Unknown => "unknown-outcome",
            Kind::Interrupted => "interrupted",
        }
    }
}

/// The transactions of an operation that failed after them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paid {
    /// The transactions, in order.
    pub steps: Vec<Step>,
    /// What their fees are counted in.
    pub token: Token,
}

/// A failure, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    /// Its kind.
    pub kind: Kind,
    /// What went wrong, and where.
    pub what: String,
    /// What to do next, as it holds for every face: on a page there is no command to type.
    pub next: Option<String>,
    /// What that is, for a face that has a way of its own to say it.
    pub advice: Option<Advice>,
    /// The contract's own word, where it was a contract that refused.
    pub refusal: Option<medink_types::Error>,
    /// What was paid on the way, and stays done.
    pub paid: Option<Box<Paid>>,
    /// Whether the fault lies with one record, key or consent alone, so that everything else goes on.
    of_one: bool,
}

/// A result of the client.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// A failure of `kind`.
    pub fn new(kind: Kind, what: impl Into<String>) -> Self {
        Error {
            kind,
            what: what.into(),
            next: None,
            advice: None,
            refusal: None,
            paid: None,
            of_one: false,
        }
    }

    /// The same as a fault of one record, key or consent alone.
    #[must_use]
    pub fn of_one(mut self) -> Self {
        self.of_one = true;
        self
    }

    /// Whether the fault lies with one record, key or consent alone: it costs that one, and nothing else.
    pub fn is_of_one(&self) -> bool {
        self.of_one
    }

    /// The same with advice on what to do next.
    #[must_use]
    pub fn next(mut self, next: impl Into<String>) -> Self {
        self.next = Some(next.into());
        self.advice = None;
        self
    }

    /// The same with what [`Error::next`] advises, as a thing.
    #[must_use]
    pub fn advise(mut self, advice: Advice) -> Self {
        self.advice = Some(advice);
        self
    }

    /// The same with where it happened in front: "reading the config file: ...".
    #[must_use]
    pub fn at(mut self, place: impl fmt::Display) -> Self {
        self.what = format!("{place}: {}", self.what);
        self
    }

    /// The same with transactions that were made before it, and before those that it has already.
    #[must_use]
    pub fn after(mut self, mut steps: Vec<Step>, token: &Token) -> Self {
        steps.extend(self.paid.take().map(|paid| paid.steps).unwrap_or_default());
        if !steps.is_empty() {
            let token = token.clone();
            self.paid = Some(Box::new(Paid { steps, token }));
        }
        self
    }

    /// A file operation that failed. `doing` names the operation and the place in medink's own words.
    pub fn io(doing: impl fmt::Display, error: &std::io::Error) -> Self {
        Error::new(Kind::Io, format!("{doing}: {error}"))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)?;
        match &self.next {
            Some(next) => write!(f, "\n  {next}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Error {}

impl From<medink_chain::ChainError> for Error {
    fn from(error: medink_chain::ChainError) -> Self {
        use medink_chain::ErrorKind as From;
        if let Some(refusal) = error.refusal() {
            let explanation = medink_chain::explain(refusal);
            return Error {
                advice: Advice::on(refusal),
                refusal: Some(*refusal),
                ..Error::new(Kind::Refused, explanation.what).next(explanation.to_do)
            };
        }
        let kind = match error.kind() {
            From::Usage => Kind::Usage,
            From::Unreachable | From::Timeout => Kind::Unreachable,
            From::WrongChain => Kind::WrongChain,
            From::Unsupported => Kind::Usage,
            From::Refused | From::Dispatch | From::Pool => Kind::Refused,
            From::NoFunds => Kind::Funds,
            From::NoContract => Kind::NotFound,
            From::UnknownOutcome => Kind::Unknown,
            From::Signer => Kind::Keys,
            From::NoRoom => Kind::Io,
            _ => Kind::Internal,
        };
        let advice = match &error {
            medink_chain::ChainError::NothingListens { .. } => Some(Advice::StartNode),
            medink_chain::ChainError::NotUnderstood { .. } => Some(Advice::Deploy),
            _ => None,
        };
        Error {
            advice,
            ..Error::new(kind, error.to_string())
        }
    }
}

impl From<medink_store::StoreError> for Error {
    fn from(error: medink_store::StoreError) -> Self {
        use medink_store::StoreError as From;
        let kind = match &error {
            From::NotFound { .. } => Kind::NotFound,
            From::Incomplete { .. } | From::Damaged { .. } | From::GcUnsafe { .. } => Kind::Damaged,
            From::Disagrees { .. } => Kind::Damaged,
            From::Unsupported { .. } | From::OutOfRange { .. } | From::Address { .. } => Kind::Usage,
            From::Insecure { .. } | From::Credentials { .. } | From::OldDaemon { .. } => Kind::Usage,
            From::Busy { .. } | From::Unreachable { .. } | From::TooSlow { .. } => Kind::Unreachable,
            From::Untrusted { .. } | From::NotADaemon { .. } | From::NotEverywhere { .. } => {
                Kind::Unreachable
            }
            From::Unauthorized { .. } => Kind::Keys,
            From::Stopped => Kind::Interrupted,
            _ => Kind::Io,
        };
        let advice = matches!(error, From::OldFormat { .. }).then_some(Advice::PullContent);
        Error {
            of_one: error.is_of_content(),
            advice,
            ..Error::new(kind, error.to_string())
        }
    }
}

impl From<medink_seal::record::RecordError> for Error {
    fn from(error: medink_seal::record::RecordError) -> Self {
        use medink_seal::record::RecordError as From;
        let kind = match &error {
            From::WrongKey => Kind::Keys,
            From::Read(_) | From::Write(_) => Kind::Io,
            From::DetailsTooLong { .. }
            | From::TooManyLetters { .. }
            | From::FileName
            | From::TooLarge { .. }
            | From::Grew { .. }
            | From::Shrank { .. } => Kind::Usage,
            From::System(_) => Kind::Internal,
            _ => Kind::Damaged,
        };
        match error {
            From::Read(error) => unread(error),
            error => Error {
                of_one: matches!(kind, Kind::Keys | Kind::Damaged),
                ..Error::new(kind, error.to_string())
            },
        }
    }
}

/// Content that could not be read: where it comes from has its own words for that, and they travel inside.
fn unread(error: std::io::Error) -> Error {
    if error
        .get_ref()
        .is_some_and(|inner| inner.is::<medink_store::StoreError>())
    {
        return medink_store::StoreError::from_io(error).into();
    }
    match error.downcast::<medink_seal::record::RecordError>() {
        Ok(error) => error.into(),
        Err(error) => {
            Error::io("reading the content", &error).next("Check the disk that it is on, then try again.")
        }
    }
}

/// The other errors of keys and formats, each of one kind.
macro_rules! from_seal {
    ($($($error:ident)::+ => $kind:ident),* $(,)?) => { $(
        impl From<medink_seal::$($error)::+> for Error {
            fn from(error: medink_seal::$($error)::+) -> Self {
                Error {
                    of_one: matches!(Kind::$kind, Kind::Keys | Kind::Damaged),
                    ..Error::new(Kind::$kind, error.to_string())
                }
            }
        }
    )* };
}

from_seal! {
    SystemError => Internal,
    ss58::AddressError => Usage,
    card::CardError => Usage,
    AccountError => Usage,
    EncryptionKeyError => Damaged,
    KeyProofError => Keys,
    consent::ConsentError => Keys,
    person::PersonError => Keys,
    wrap::WrapError => Keys,
    profile::ProfileError => Keys,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_paid_is_told_in_order_and_none_is_lost() {
        let token = Token {
            symbol: "UNIT".into(),
            decimals: 12,
        };
        let step = |what: &str| Step {
            what: what.to_owned(),
            receipt: medink_chain::Receipt {
                tx_hash: [1; 32],
                block_hash: [2; 32],
                block_number: 3,
                index: 0,
                nonce: 0,
                time_ms: 4,
                fee: 5,
                tip: 0,
                deposit: medink_chain::StorageDeposit::Charged(0),
                finalized: false,
                elapsed: std::time::Duration::ZERO,
                events: Vec::new(),
            },
        };
        let error = Error::new(Kind::Refused, "no").after(Vec::new(), &token);
        assert_eq!(error.paid, None);
        let error = error
            .after(vec![step("second"), step("third")], &token)
            .at("here")
            .after(vec![step("first")], &token)
            .after(Vec::new(), &token);
        let paid = error.paid.unwrap();
        let told: Vec<&str> = paid.steps.iter().map(|step| step.what.as_str()).collect();
        assert_eq!(told, ["first", "second", "third"]);
    }

    #[test]
    fn new_advice_takes_the_place_of_the_old() {
        let error = Error::new(Kind::NotFound, "there is none")
            .next("Look at the list.")
            .advise(Advice::ListRecords);
        assert_eq!(error.to_string(), "there is none\n  Look at the list.");
        assert_eq!(error.advice, Some(Advice::ListRecords));
        let error = error.next("Ask for it.");
        assert_eq!(error.to_string(), "there is none\n  Ask for it.");
        assert_eq!(error.advice, None);
    }
}
