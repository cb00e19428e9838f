//! What is done to many, one row at a time: whoever asked is told of each row when it is done, and can have it end
//! between two of them. A failure of one row is that row's; what every other row would meet as well ends all of it.

use crate::error::{Error, Kind};
use medink_types::Error as Refusal;

/// Told of each row, and asked before the next.
pub trait Rows<R>: Send + Sync {
    /// What became of a row.
    fn row(&self, row: R);
    /// Whether to go on.
    fn goes_on(&self) -> bool;
}

/// How it ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ended {
    /// Every row was looked at.
    All,
    /// At the bound of one run: doing it again goes on.
    AtBound,
    /// Whoever asked wanted no more.
    Stopped,
    /// What every other row would meet as well.
    Failed(Error),
}

/// Whether a failure is not the row's own: the chain can't be reached, the account can't pay, or may not.
pub(crate) fn ends_all(error: &Error) -> bool {
    let refused = matches!(
        error.refusal,
        Some(Refusal::Paused | Refusal::NotAnAdmin | Refusal::CallerNotAuthorized | Refusal::NotWired)
    );
    refused
        || matches!(
            error.kind,
            Kind::Unreachable
                | Kind::WrongChain
                | Kind::Unknown
                | Kind::Interrupted
                | Kind::Funds
                | Kind::Io
                | Kind::Internal
        )
}

/// Whether a failure leaves open if it was done: the transaction may be carried out yet.
pub fn is_unclear(error: &Error) -> bool {
    matches!(error.kind, Kind::Unknown | Kind::Interrupted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_rows_failure_is_its_own() {
        for (kind, ends) in [
            (Kind::Usage, false),
            (Kind::Refused, false),
            (Kind::Keys, false),
            (Kind::Funds, true),
            (Kind::Unreachable, true),
            (Kind::Unknown, true),
        ] {
            assert_eq!(
                ends_all(&Error::new(kind, medink_words::said!("core-stopped"))),
                ends,
                "{kind:?}"
            );
        }
        let mut paused = Error::new(Kind::Refused, medink_words::said!("core-stopped"));
        paused.refusal = Some(Refusal::Paused);
        assert!(ends_all(&paused));
    }

    #[test]
    fn what_may_be_carried_out_yet_is_not_called_undone() {
        for (kind, unclear) in [
            (Kind::Unknown, true),
            (Kind::Interrupted, true),
            (Kind::Unreachable, false),
            (Kind::Funds, false),
            (Kind::Refused, false),
        ] {
            assert_eq!(
                is_unclear(&Error::new(kind, medink_words::said!("core-stopped"))),
                unclear,
                "{kind:?}"
            );
        }
    }
}
