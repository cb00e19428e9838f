//! The one error of the client: what went wrong, what to do next, and its kind for programs.
//!
//! An error holds sentences that are in no language yet ([`Said`]); a face says them in its user's. They are for the person
//! who meets them, and never hold a name, a title, a file's name or any other words that a user gave about a patient: a
//! message says "the file given" rather than repeat it.

use crate::Step;
use crate::advice::Advice;
use medink_chain::Token;
use medink_words::{Said, Value, said};
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
    pub what: Said,
    /// What to do next, as it holds for every face: on a page there is no command to type.
    pub next: Option<Said>,
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
    pub fn new(kind: Kind, what: Said) -> Self {
        Error {
            kind,
            what,
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
    pub fn next(mut self, next: Said) -> Self {
        self.next = Some(next);
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
    pub fn at(mut self, place: Said) -> Self {
        self.what = said!("core-at", place = place, what = self.what);
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
    pub fn io(doing: Said, error: &std::io::Error) -> Self {
        let error = error.to_string();
        Error::new(Kind::Io, said!("core-io", doing = doing, error = error))
    }

    /// The stable name of what went wrong, for programs: that of the sentence itself, not of where it happened.
    pub fn key(&self) -> &'static str {
        let mut said = &self.what;
        loop {
            let within = match said.key {
                "core-at" => "what",
                "core-io" => "doing",
                key => return key,
            };
            let inner = said.arguments.iter().find(|(name, _)| *name == within);
            match inner {
                Some((_, Value::Said(inner))) => said = inner,
                _ => return said.key,
            }
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.what.fmt(f)?;
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
            From::Malformed => Kind::Internal,
        };
        let advice = match &error {
            medink_chain::ChainError::NothingListens { .. } => Some(Advice::StartNode),
            medink_chain::ChainError::NotUnderstood { .. } => Some(Advice::Deploy),
            _ => None,
        };
        Error {
            advice,
            ..Error::new(kind, error.said())
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
            From::Untrusted { .. } | From::NotADaemon { .. } => Kind::Unreachable,
            From::NotEverywhere { .. } | From::TooFew { .. } => Kind::Unreachable,
            From::Unauthorized { .. } => Kind::Keys,
            From::Stopped => Kind::Interrupted,
            From::Source(_)
            | From::DiskFull { .. }
            | From::NoRights { .. }
            | From::ReadOnly { .. }
            | From::NotAFolder { .. }
            | From::Foreign { .. }
            | From::Format { .. }
            | From::OldFormat { .. }
            | From::Daemon { .. }
            | From::Read(_)
            | From::Io { .. } => Kind::Io,
        };
        let advice = matches!(error, From::OldFormat { .. }).then_some(Advice::PullContent);
        Error {
            of_one: error.is_of_content(),
            advice,
            ..Error::new(kind, error.said())
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
            From::NotARecord
            | From::NewerFormat { .. }
            | From::Truncated { .. }
            | From::Moved { .. }
            | From::Damaged { .. }
            | From::Appended { .. }
            | From::Malformed(_)
            | From::NotAsSigned
            | From::NotFromStart
            | From::Range { .. } => Kind::Damaged,
        };
        match error {
            From::Read(error) => unread(error),
            From::Write(error) => Error::new(Kind::Io, said!("seal-record-write", why = told_by(&error))),
            error => Error {
                of_one: matches!(kind, Kind::Keys | Kind::Damaged),
                ..Error::new(kind, error.said())
            },
        }
    }
}

/// What a stream failed with: a store's own sentence, which travels inside, or the system's words.
fn told_by(error: &std::io::Error) -> Value {
    let inner = error.get_ref();
    match inner.and_then(|inner| inner.downcast_ref::<medink_store::StoreError>()) {
        Some(error) => error.said().into(),
        None => error.to_string().into(),
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
            let error = Error::io(said!("core-reading-content"), &error);
            error.next(said!("core-reading-content-next"))
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
                    ..Error::new(Kind::$kind, error.said())
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
    use medink_words::Language;

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
        let error = Error::new(Kind::Refused, said!("core-stopped")).after(Vec::new(), &token);
        assert_eq!(error.paid, None);
        let error = error
            .after(vec![step("second"), step("third")], &token)
            .at(said!("core-file-given"))
            .after(vec![step("first")], &token)
            .after(Vec::new(), &token);
        let paid = error.paid.unwrap();
        let told: Vec<&str> = paid.steps.iter().map(|step| step.what.as_str()).collect();
        assert_eq!(told, ["first", "second", "third"]);
    }

    #[test]
    fn new_advice_takes_the_place_of_the_old() {
        let error = Error::new(Kind::NotFound, said!("core-no-record", number = 3u32))
            .next(said!("core-no-record-next"))
            .advise(Advice::ListRecords);
        assert_eq!(
            error.to_string(),
            "this patient has no record 3\n  One that was just added elsewhere comes as soon as this node has heard of it. Look at the \
             list of them."
        );
        assert_eq!(error.advice, Some(Advice::ListRecords));
        let error = error.next(said!("core-ask-admin"));
        assert_eq!(error.to_string(), "this patient has no record 3\n  Ask an admin.");
        assert_eq!(error.advice, None);
    }

    #[test]
    fn sentences_within_sentences_are_in_one_language_and_keep_the_key_of_the_inmost() {
        let system = std::io::Error::other("disk on fire");
        let error = Error::io(said!("core-reading-export"), &system).at(said!("core-file-given"));
        assert_eq!(
            error.to_string(),
            "the file given: reading the export: disk on fire"
        );
        assert_eq!(
            error.what.in_language(Language::French),
            "le fichier donné\u{202f}: lecture de l\u{2019}export\u{202f}: disk on fire"
        );
        let arabic = error.what.in_language(Language::Arabic);
        assert!(
            arabic.starts_with("الملف المعطى: ") && arabic.ends_with("\u{2068}disk on fire\u{2069}"),
            "{arabic}"
        );
        assert_eq!(error.key(), "core-reading-export");
        let error = Error::new(Kind::NotFound, said!("core-no-record", number = 3u32));
        assert_eq!(error.key(), "core-no-record");
    }

    #[test]
    fn what_keys_stores_and_chains_say_keeps_its_own_key() {
        let from_chain = Error::from(medink_chain::ChainError::NothingListens {
            url: "ws://127.0.0.1:1".into(),
        });
        assert_eq!(from_chain.key(), "chain-nothing-listens");
        assert_eq!(from_chain.advice, Some(Advice::StartNode));
        let stopped = || medink_store::StoreError::Stopped;
        let from_store = Error::from(stopped());
        assert_eq!(
            (from_store.key(), from_store.kind),
            ("store-stopped", Kind::Interrupted)
        );
        let from_seal = Error::from(medink_seal::record::RecordError::WrongKey);
        assert_eq!(
            (from_seal.key(), from_seal.kind),
            ("seal-record-wrong-key", Kind::Keys)
        );
        assert!(from_seal.is_of_one());
        // A store's sentence within the seal's, in the language of both.
        let unwritten = medink_seal::record::RecordError::Write(std::io::Error::other(stopped()));
        let english = unwritten.to_string();
        let error = Error::from(unwritten);
        assert_eq!(error.to_string(), english);
        let french = stopped().said().in_language(Language::French);
        assert!(error.what.in_language(Language::French).ends_with(&french));
    }
}
