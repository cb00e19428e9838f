//! What can go wrong with a chain, each told as what happened, where, and what to do next. No text holds call data.

use crate::dispatch::DispatchFailure;
use crate::explain::explain;
use crate::identity::address;
use crate::room::Room;
use crate::signer::SignerError;
use crate::submission::Receipt;
use medink_types::{AccountId, Error};
use medink_words::{Said, Value, said};
use std::fmt;
use std::time::Duration;

/// The kinds of failure, for exit codes and for deciding what to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ErrorKind {
    /// What was asked for can't be, whatever the chain: a malformed address of a node, for instance.
    Usage,
    /// The node can't be reached.
    Unreachable,
    /// The node belongs to another chain than expected, or its chain was started afresh.
    WrongChain,
    /// There is something else than a node with pallet-contracts, or contracts other than expected.
    Unsupported,
    /// A contract refused.
    Refused,
    /// The account can't pay.
    NoFunds,
    /// There is no contract at the address.
    NoContract,
    /// The chain did not carry the transaction out.
    Dispatch,
    /// The node did not take the transaction. Nothing was written.
    Pool,
    /// The node's disk is too full to write to. Nothing was written.
    NoRoom,
    /// It took too long. Nothing was written.
    Timeout,
    /// Whether the transaction was written is not known.
    UnknownOutcome,
    /// The signer did not sign.
    Signer,
    /// The node answered something that can't be read, or refused to answer.
    Malformed,
}

/// What went wrong.
#[derive(Debug, thiserror::Error)]
pub enum ChainError {
    /// Not a WebSocket address.
    BadUrl {
        /// What was given, without user and password.
        url: String,
        /// What is wrong with it.
        why: Value,
    },
    /// Plaintext to another machine.
    Plaintext {
        /// The node's address.
        url: String,
    },
    /// No program has the port open.
    NothingListens {
        /// The node's address.
        url: String,
    },
    /// No connection.
    Unreachable {
        /// The node's address.
        url: String,
        /// Why not.
        why: Value,
        /// What to do.
        to_do: Box<Said>,
    },
    /// Something else listens there.
    NotANode {
        /// The address.
        url: String,
        /// How that was seen.
        why: Value,
    },
    /// Another chain.
    WrongChain {
        /// The node's address.
        url: String,
        /// Its chain's name.
        name: Box<Value>,
        /// Its chain's genesis hash.
        found: [u8; 32],
        /// The genesis hash expected.
        expected: [u8; 32],
    },
    /// The same genesis, but blocks are gone.
    ChainReset {
        /// The node's address.
        url: String,
        /// The number of a block that was there.
        block: u64,
    },
    /// A Substrate chain without contracts.
    NoContracts {
        /// The node's address.
        url: String,
        /// The chain's name.
        name: String,
        /// What is missing.
        why: Value,
    },
    /// A contract said no.
    Refused {
        /// The message, such as `patient.add_medical_record`.
        message: Said,
        /// The contract's reason.
        error: Error,
        /// The transaction that paid for the refusal, when the trial had still passed. Nothing else was written.
        receipt: Option<Box<Receipt>>,
    },
    /// The contract does not understand.
    NotUnderstood {
        /// The contract.
        contract: AccountId,
        /// The message.
        message: Said,
    },
    /// Nothing there.
    NoContract {
        /// The address.
        contract: AccountId,
        /// The message.
        message: Said,
    },
    /// The account can't pay.
    NoFunds {
        /// The account.
        account: AccountId,
        /// What it was to pay for.
        what: Said,
        /// What it has and what it needs, as far as known.
        why: Value,
    },
    /// More deposit than is allowed.
    DepositLimit {
        /// What was to be done.
        what: Said,
        /// What it needs, with the token's name.
        needed: String,
        /// What is allowed, with the token's name.
        limit: String,
    },
    /// Asked in a rehearsal for what only the real thing can tell ([`crate::Rehearsal`]).
    Rehearsed {
        /// What was asked.
        what: Said,
    },
    /// The chain did not carry it out.
    Dispatch {
        /// What was to be done.
        what: Said,
        /// Why not.
        failure: DispatchFailure,
        /// The transaction that paid for it; none when it failed in the trial already. Nothing else was written.
        receipt: Option<Box<Receipt>>,
    },
    /// The node did not take the transaction.
    Pool {
        /// What was to be done.
        what: Said,
        /// The node's reason.
        why: Value,
        /// What to do.
        to_do: Box<Said>,
    },
    /// The node's disk is full.
    NoRoom {
        /// What was to be done.
        what: Said,
        /// What the node says of its disk.
        room: Room,
    },
    /// A question took too long.
    Timeout {
        /// The node's address.
        url: String,
        /// What was asked.
        what: Said,
        /// How long was waited.
        after: Duration,
    },
    /// It may or may not have been written.
    UnknownOutcome {
        /// What was to be done.
        what: Said,
        /// Why its end is not known.
        why: Box<Value>,
        /// The transaction's hash, for [`crate::SubxtChain::find_transaction`].
        tx_hash: [u8; 32],
        /// The hashes of the same transaction as it was signed before, under the same nonce; at most one of all is
        /// ever written. Nearly always empty.
        earlier: Vec<[u8; 32]>,
        /// The block to look from.
        from_block: u64,
    },
    /// No signature.
    Signer {
        /// What was to be done.
        what: Said,
        /// The signer's reason.
        error: SignerError,
    },
    /// The node refused a question.
    Node {
        /// The node's address.
        url: String,
        /// What was asked.
        what: Said,
        /// The node's JSON-RPC error code.
        code: i32,
        /// The node's words.
        message: Box<Value>,
        /// What to do.
        to_do: Box<Said>,
    },
    /// An answer that can't be read.
    Malformed {
        /// What was asked.
        what: Said,
        /// What is wrong with the answer.
        why: Value,
    },
}

impl ChainError {
    /// The sentence that it is.
    pub fn said(&self) -> Said {
        match self {
            ChainError::BadUrl { url, why } => {
                said!("chain-bad-url", url = format!("{url:?}"), why = why.clone())
            }
            ChainError::Plaintext { url } => said!("chain-plaintext", url = url.as_str()),
            ChainError::NothingListens { url } => said!("chain-nothing-listens", url = url.as_str()),
            ChainError::Unreachable { url, why, to_do } => said!(
                "chain-unreachable",
                url = url.as_str(),
                why = why.clone(),
                to_do = to_do.as_ref().clone()
            ),
            ChainError::NotANode { url, why } => {
                said!("chain-not-a-node", url = url.as_str(), why = why.clone())
            }
            ChainError::WrongChain {
                url,
                name,
                found,
                expected,
            } => said!(
                "chain-wrong-chain",
                url = url.as_str(),
                name = name.as_ref().clone(),
                found = hex::encode(found),
                expected = hex::encode(expected)
            ),
            ChainError::ChainReset { url, block } => {
                said!("chain-chain-reset", url = url.as_str(), block = *block)
            }
            ChainError::NoContracts { url, name, why } => said!(
                "chain-no-contracts",
                name = format!("{name:?}"),
                url = url.as_str(),
                why = why.clone()
            ),
            ChainError::Refused { message, error, .. } => {
                let explanation = explain(error);
                said!(
                    "chain-refused",
                    message = message.clone(),
                    what = explanation.what,
                    to_do = explanation.to_do
                )
            }
            ChainError::NotUnderstood { contract, message } => said!(
                "chain-not-understood",
                contract = address(contract),
                message = message.clone()
            ),
            ChainError::NoContract { contract, message } => said!(
                "chain-no-contract",
                contract = address(contract),
                message = message.clone()
            ),
            ChainError::NoFunds { account, what, why } => said!(
                "chain-no-funds",
                account = address(account),
                what = what.clone(),
                why = why.clone()
            ),
            ChainError::DepositLimit { what, needed, limit } => said!(
                "chain-deposit-limit",
                what = what.clone(),
                needed = Value::amount(needed),
                limit = Value::amount(limit)
            ),
            ChainError::Rehearsed { what } => said!("chain-rehearsed", what = what.clone()),
            ChainError::Dispatch { what, failure, .. } => said!(
                "chain-dispatch",
                what = what.clone(),
                failure = failure.said(),
                advice = failure.advice()
            ),
            ChainError::Pool { what, why, to_do } => said!(
                "chain-pool",
                what = what.clone(),
                why = why.clone(),
                to_do = to_do.as_ref().clone()
            ),
            ChainError::NoRoom { what, room } => {
                said!("chain-no-room", what = what.clone(), room = room.said())
            }
            ChainError::Timeout { url, what, after } => said!(
                "chain-timeout",
                url = url.as_str(),
                what = what.clone(),
                seconds = after.as_secs()
            ),
            ChainError::UnknownOutcome {
                what,
                why,
                tx_hash,
                from_block,
                ..
            } => said!(
                "chain-unknown-outcome",
                what = what.clone(),
                why = why.as_ref().clone(),
                tx_hash = hex::encode(tx_hash),
                from_block = *from_block
            ),
            ChainError::Signer { what, error } => {
                said!("chain-signer", what = what.clone(), error = error.0.clone())
            }
            ChainError::Node {
                url,
                what,
                code,
                message,
                to_do,
            } => said!(
                "chain-node",
                url = url.as_str(),
                what = what.clone(),
                message = message.as_ref().clone(),
                code = *code,
                to_do = to_do.as_ref().clone()
            ),
            ChainError::Malformed { what, why } => {
                said!("chain-malformed", what = what.clone(), why = why.clone())
            }
        }
    }
}

impl fmt::Display for ChainError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.said().fmt(f)
    }
}

impl ChainError {
    /// What kind of failure it is.
    pub fn kind(&self) -> ErrorKind {
        match self {
            ChainError::BadUrl { .. }
            | ChainError::Plaintext { .. }
            | ChainError::DepositLimit { .. }
            | ChainError::Rehearsed { .. } => ErrorKind::Usage,
            ChainError::NothingListens { .. } | ChainError::Unreachable { .. } => ErrorKind::Unreachable,
            ChainError::WrongChain { .. } | ChainError::ChainReset { .. } => ErrorKind::WrongChain,
            ChainError::NotANode { .. }
            | ChainError::NoContracts { .. }
            | ChainError::NotUnderstood { .. } => ErrorKind::Unsupported,
            ChainError::Refused { .. } => ErrorKind::Refused,
            ChainError::NoContract { .. } => ErrorKind::NoContract,
            ChainError::NoFunds { .. } => ErrorKind::NoFunds,
            ChainError::Dispatch { .. } => ErrorKind::Dispatch,
            ChainError::Pool { .. } => ErrorKind::Pool,
            ChainError::NoRoom { .. } => ErrorKind::NoRoom,
            ChainError::Timeout { .. } => ErrorKind::Timeout,
            ChainError::UnknownOutcome { .. } => ErrorKind::UnknownOutcome,
            ChainError::Signer { .. } => ErrorKind::Signer,
            ChainError::Node { .. } | ChainError::Malformed { .. } => ErrorKind::Malformed,
        }
    }

    /// The contract's reason, when a contract refused.
    pub fn refusal(&self) -> Option<&Error> {
        match self {
            ChainError::Refused { error, .. } => Some(error),
            _ => None,
        }
    }

    /// The transaction that was paid for although it failed; none where nothing was paid, or that is not known.
    pub fn receipt(&self) -> Option<&Receipt> {
        match self {
            ChainError::Refused { receipt, .. } | ChainError::Dispatch { receipt, .. } => receipt.as_deref(),
            _ => None,
        }
    }

    /// What a message of a contract, a method or a part of the chain is called: the same in every language.
    pub(crate) fn named(name: impl Into<Value>) -> Said {
        let name: Value = name.into();
        said!("chain-named", name = name)
    }

    pub(crate) fn malformed(what: Said, why: impl Into<Value>) -> ChainError {
        ChainError::Malformed {
            what,
            why: why.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use medink_words::Language;

    #[test]
    fn a_failure_is_one_sentence_in_each_language_with_those_within() {
        let error = ChainError::UnknownOutcome {
            what: ChainError::named("patient.add_medical_record"),
            why: Box::new(said!("chain-unsure-not-in-block", seconds = 60u32).into()),
            tx_hash: [0xab; 32],
            earlier: Vec::new(),
            from_block: 7,
        };
        let hash = "ab".repeat(32);
        assert_eq!(
            error.to_string(),
            format!(
                "whether patient.add_medical_record was written is not known: it was not in a block within 60 s. Do not \
                 repeat it blindly: look for transaction 0x{hash} from block 7 on first."
            )
        );
        let french = error.said().in_language(Language::French);
        assert!(
            french.contains("elle n\u{2019}était dans aucun bloc au bout de 60 s")
                && french.contains("patient.add_medical_record")
                && french.contains(&hash),
            "{french}"
        );
        for language in Language::all() {
            let told = error.said().in_language(language);
            assert!(!told.contains("chain-"), "{told}");
        }
    }

    #[test]
    fn a_refusal_is_told_with_the_contracts_reason() {
        let error = ChainError::Refused {
            message: ChainError::named("doctor.grant_consent"),
            error: Error::ConsentTooLong { max_days: 3 },
            receipt: None,
        };
        assert_eq!(
            error.to_string(),
            "doctor.grant_consent was refused: a consent here lasts at most 3 days. Give an earlier end."
        );
        assert!(
            error
                .said()
                .in_language(Language::Arabic)
                .contains("3 \u{623}\u{64a}\u{627}\u{645}")
        );
    }

    #[test]
    fn another_chain_is_named_in_quotes() {
        let error = ChainError::WrongChain {
            url: "ws://127.0.0.1:9944".into(),
            name: Box::new("Development".into()),
            found: [1; 32],
            expected: [2; 32],
        };
        assert!(
            error.to_string().contains(&format!(
                "runs another chain, \"Development\" with genesis 0x{}; expected was genesis 0x{}.",
                "01".repeat(32),
                "02".repeat(32)
            )),
            "{error}"
        );
    }
}
