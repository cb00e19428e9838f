//! Why a node's pool does not take a transaction: the JSON-RPC errors of `author_submitAndWatchExtrinsic`, by code
//! (sc-rpc-api `author/error.rs`, base 1000; our own node's for a full disk) and, for invalid ones, by the words of
//! sp-runtime's `InvalidTransaction`.

use crate::error::ChainError;
use crate::room::Room;
use medink_types::AccountId;
use medink_words::{Said, Value, said};

/// The code of our own node's refusal while its disk is too full to write to; its data is a [`Room`].
const NO_ROOM: i32 = -32028;

/// What a refusal means for whoever submits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// Another transaction has this nonce, in a block or in the pool.
    NonceTaken,
    /// These very bytes are in the pool.
    InPoolAlready,
    /// The pool had these very bytes and will not have them again for a while.
    Banned,
    /// There is no room in the pool now.
    PoolFull,
    /// There is no room on the node's disk, and it says nothing more of the transaction.
    NoDisk(Room),
    /// The account can't pay the fee.
    CantPay,
    /// Its time of validity is over.
    TooOld,
    /// The signature does not hold: another runtime version, another chain, or a wrong key.
    BadSignature,
    /// It needs more than a block has.
    TooLarge,
    /// Anything else, in the node's words.
    Other(String),
}

/// Tells what a refusal means.
pub(crate) fn classify(code: i32, message: &str, data: &str) -> Refusal {
    if let (NO_ROOM, Ok(room)) = (code, serde_json::from_str(data)) {
        return Refusal::NoDisk(room);
    }
    match code {
        1010 if data.contains("outdated") => Refusal::NonceTaken,
        1010 if data.contains("some fees") => Refusal::CantPay,
        1010 if data.contains("bad signature") => Refusal::BadSignature,
        1010 if data.contains("ancient birth block") => Refusal::TooOld,
        1010 if data.contains("exhaust the block limits") => Refusal::TooLarge,
        1012 => Refusal::Banned,
        1013 => Refusal::InPoolAlready,
        1014 | 1021 => Refusal::NonceTaken,
        1016 => Refusal::PoolFull,
        _ if data.is_empty() => Refusal::Other(message.to_owned()),
        _ => Refusal::Other(format!("{message}: {data}")),
    }
}

impl Refusal {
    /// The error for people, where nothing more can be done by the program.
    pub(crate) fn into_error(self, what: &Said, account: [u8; 32]) -> ChainError {
        let (why, to_do): (Value, Said) = match self {
            Refusal::CantPay => {
                return ChainError::NoFunds {
                    account: AccountId::from(account),
                    what: what.clone(),
                    why: said!("chain-funds-below-fee").into(),
                };
            }
            Refusal::NoDisk(room) => {
                return ChainError::NoRoom {
                    what: what.clone(),
                    room,
                };
            }
            Refusal::NonceTaken => (
                said!("chain-pool-nonce").into(),
                said!("chain-to-do-other-program"),
            ),
            Refusal::InPoolAlready | Refusal::Banned => {
                (said!("chain-pool-seen").into(), said!("chain-to-do-wait"))
            }
            Refusal::PoolFull => (said!("chain-pool-full").into(), said!("chain-to-do-tip")),
            Refusal::TooOld => (said!("chain-pool-late").into(), said!("chain-to-do-again")),
            Refusal::BadSignature => (said!("chain-pool-signature").into(), said!("chain-to-do-key")),
            Refusal::TooLarge => (said!("chain-pool-large").into(), said!("chain-to-do-split")),
            Refusal::Other(why) => (why.into(), said!("chain-to-do-nodes-log")),
        };
        ChainError::Pool {
            what: what.clone(),
            why,
            to_do: Box::new(to_do),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorKind;

    #[test]
    fn nodes_words_are_understood() {
        let invalid = |data| classify(1010, "Invalid Transaction", data);
        assert_eq!(invalid("Transaction is outdated"), Refusal::NonceTaken);
        assert_eq!(
            invalid("Inability to pay some fees (e.g. account balance too low)"),
            Refusal::CantPay
        );
        assert_eq!(invalid("Transaction has a bad signature"), Refusal::BadSignature);
        assert_eq!(invalid("Transaction has an ancient birth block"), Refusal::TooOld);
        assert_eq!(
            invalid("Transaction would exhaust the block limits"),
            Refusal::TooLarge
        );
        assert_eq!(
            invalid("Custom error: 7"),
            Refusal::Other("Invalid Transaction: Custom error: 7".to_owned())
        );
        assert_eq!(
            classify(1014, "Priority is too low: (1 vs 1)", ""),
            Refusal::NonceTaken
        );
        assert_eq!(
            classify(1013, "Transaction Already Imported", "0x00"),
            Refusal::InPoolAlready
        );
        assert_eq!(classify(1016, "Immediately Dropped", ""), Refusal::PoolFull);
        assert_eq!(
            classify(1012, "Transaction is temporarily banned", ""),
            Refusal::Banned
        );
        assert_eq!(
            classify(1002, "Verification Error", ""),
            Refusal::Other("Verification Error".to_owned())
        );
    }

    #[test]
    fn a_full_disk_is_told_with_what_is_free() {
        let data = r#"{"writable":false,"free":1048576,"needed":67108864}"#;
        let error = classify(NO_ROOM, "the disk is full", data)
            .into_error(&ChainError::named("balances.transfer"), [1; 32]);
        assert_eq!(error.kind(), ErrorKind::NoRoom);
        let told = error.to_string();
        for words in [
            "1.0 MiB are free, 64.0 MiB are needed",
            "Nothing was written",
            "Free some space",
        ] {
            assert!(told.contains(words), "{told}");
        }
        // Somebody else's error of this number has other data.
        assert_eq!(classify(NO_ROOM, "no", "7"), Refusal::Other("no: 7".to_owned()));
    }

    #[test]
    fn an_account_that_cannot_pay_is_named() {
        let error = Refusal::CantPay.into_error(&ChainError::named("patient.add_medical_record"), [1; 32]);
        assert_eq!(error.kind(), ErrorKind::NoFunds);
        assert!(
            error
                .to_string()
                .contains("5C62Ck4UrFPiBtoCmeSrgF7x9yv9mn38446dhCpsi2mLHiFT"),
            "{error}"
        );
    }
}
