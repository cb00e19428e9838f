//! What can go wrong with a chain, each told as what happened, where, and what to do next. No text holds call data.

use crate::dispatch::DispatchFailure;
use crate::explain::explain;
use crate::identity::address;
use crate::room::Room;
use crate::signer::SignerError;
use crate::submission::Receipt;
use medink_types::{AccountId, Error};
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
#[non_exhaustive]
pub enum ChainError {
    /// Not a WebSocket address.
    #[error(
        "{url:?} is not the address of a node: {why}. Give one like ws://127.0.0.1:9944 or wss://node.example.org."
    )]
    BadUrl {
        /// What was given, without user and password.
        url: String,
        /// What is wrong with it.
        why: String,
    },
    /// Plaintext to another machine.
    #[error(
        "{url} would send everything across the network unencrypted. Use wss://, or allow plaintext explicitly where \
         the network in between is trusted."
    )]
    Plaintext {
        /// The node's address.
        url: String,
    },
    /// No program has the port open.
    #[error(
        "no node can be reached at {url}: nothing listens there. Start the node, or give the address of one that runs."
    )]
    NothingListens {
        /// The node's address.
        url: String,
    },
    /// No connection.
    #[error("no node can be reached at {url}: {why}. {to_do}")]
    Unreachable {
        /// The node's address.
        url: String,
        /// Why not.
        why: String,
        /// What to do.
        to_do: &'static str,
    },
    /// Something else listens there.
    #[error(
        "what answers at {url} is not a Substrate node: {why}. Check the address and the port (a node's RPC port, \
         9944 by default)."
    )]
    NotANode {
        /// The address.
        url: String,
        /// How that was seen.
        why: String,
    },
    /// Another chain.
    #[error(
        "the node at {url} runs another chain, {name:?} with genesis 0x{}; expected was genesis 0x{}. Choose the node \
         or the profile that belong together.",
        hex::encode(found),
        hex::encode(expected)
    )]
    WrongChain {
        /// The node's address.
        url: String,
        /// Its chain's name.
        name: String,
        /// Its chain's genesis hash.
        found: [u8; 32],
        /// The genesis hash expected.
        expected: [u8; 32],
    },
    /// The same genesis, but blocks are gone.
    #[error(
        "the node at {url} has lost block {block}, which was there before: its chain was started afresh or set back to \
         an earlier state. Look at what is missing before going on; a chain started afresh needs a deployment."
    )]
    ChainReset {
        /// The node's address.
        url: String,
        /// The number of a block that was there.
        block: u64,
    },
    /// A Substrate chain without contracts.
    #[error(
        "the chain {name:?} at {url} can't run the contracts: {why}. Use a node with pallet-contracts, such as \
         medink-node or substrate-contracts-node."
    )]
    NoContracts {
        /// The node's address.
        url: String,
        /// The chain's name.
        name: String,
        /// What is missing.
        why: String,
    },
    /// A contract said no.
    #[error("{message} was refused: {}. {}", explain(error).what, explain(error).to_do)]
    Refused {
        /// The message, such as `patient.add_medical_record`.
        message: String,
        /// The contract's reason.
        error: Error,
        /// The transaction that paid for the refusal, when the trial had still passed. Nothing else was written.
        receipt: Option<Box<Receipt>>,
    },
    /// The contract does not understand.
    #[error(
        "the contract at {} does not know {message}: it is another contract or another version. Check the deployment \
         file against the chain.",
        address(contract)
    )]
    NotUnderstood {
        /// The contract.
        contract: AccountId,
        /// The message.
        message: String,
    },
    /// Nothing there.
    #[error(
        "there is no contract at {}, which {message} was sent to. Check the deployment file: it may belong to another \
         chain, or the chain was started afresh.",
        address(contract)
    )]
    NoContract {
        /// The address.
        contract: AccountId,
        /// The message.
        message: String,
    },
    /// The account can't pay.
    #[error(
        "the account {} can't pay for {what}: {why}. Ask whoever runs the chain to send it some, then try again.",
        address(account)
    )]
    NoFunds {
        /// The account.
        account: AccountId,
        /// What it was to pay for.
        what: String,
        /// What it has and what it needs, as far as known.
        why: String,
    },
    /// More deposit than is allowed.
    #[error(
        "{what} would take a storage deposit of {needed}, more than the limit of {limit}. Nothing was submitted. Raise \
         the limit; a deposit comes back when what it is for is removed."
    )]
    DepositLimit {
        /// What was to be done.
        what: String,
        /// What it needs, with the token's name.
        needed: String,
        /// What is allowed, with the token's name.
        limit: String,
    },
    /// Asked in a rehearsal for what only the real thing can tell ([`crate::Rehearsal`]).
    #[error("{what} depends on a transaction that was only rehearsed. Do it without a rehearsal first.")]
    Rehearsed {
        /// What was asked.
        what: String,
    },
    /// The chain did not carry it out.
    #[error("{what} failed on the chain: {failure}. {}", failure.advice())]
    Dispatch {
        /// What was to be done.
        what: String,
        /// Why not.
        failure: DispatchFailure,
        /// The transaction that paid for it; none when it failed in the trial already. Nothing else was written.
        receipt: Option<Box<Receipt>>,
    },
    /// The node did not take the transaction.
    #[error("the node did not take the transaction for {what}: {why}. Nothing was written. {to_do}")]
    Pool {
        /// What was to be done.
        what: String,
        /// The node's reason.
        why: String,
        /// What to do.
        to_do: &'static str,
    },
    /// The node's disk is full.
    #[error(
        "the node did not take the transaction for {what}: its disk is too full to write to ({room}). Nothing was \
         written. Free some space on it, or have its operator do so, then try again; the node goes on by itself."
    )]
    NoRoom {
        /// What was to be done.
        what: String,
        /// What the node says of its disk.
        room: Room,
    },
    /// A question took too long.
    #[error("the node at {url} did not answer {what} within {} s. Check its load and the network, then try again.", after.as_secs())]
    Timeout {
        /// The node's address.
        url: String,
        /// What was asked.
        what: String,
        /// How long was waited.
        after: Duration,
    },
    /// It may or may not have been written.
    #[error(
        "whether {what} was written is not known: {why}. Do not repeat it blindly: look for transaction 0x{} from \
         block {from_block} on first.",
        hex::encode(tx_hash)
    )]
    UnknownOutcome {
        /// What was to be done.
        what: String,
        /// Why its end is not known.
        why: String,
        /// The transaction's hash, for [`crate::SubxtChain::find_transaction`].
        tx_hash: [u8; 32],
        /// The hashes of the same transaction as it was signed before, under the same nonce; at most one of all is
        /// ever written. Nearly always empty.
        earlier: Vec<[u8; 32]>,
        /// The block to look from.
        from_block: u64,
    },
    /// No signature.
    #[error("the transaction for {what} could not be signed: {error}")]
    Signer {
        /// What was to be done.
        what: String,
        /// The signer's reason.
        error: SignerError,
    },
    /// The node refused a question.
    #[error("the node at {url} refused {what}: {message} (code {code}). {to_do}")]
    Node {
        /// The node's address.
        url: String,
        /// What was asked.
        what: String,
        /// The node's JSON-RPC error code.
        code: i32,
        /// The node's words.
        message: String,
        /// What to do.
        to_do: &'static str,
    },
    /// An answer that can't be read.
    #[error(
        "the answer to {what} can't be read: {why}. Check that this program and the node are of matching versions."
    )]
    Malformed {
        /// What was asked.
        what: String,
        /// What is wrong with the answer.
        why: String,
    },
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

    pub(crate) fn malformed(what: impl Into<String>, why: impl std::fmt::Display) -> ChainError {
        ChainError::Malformed {
            what: what.into(),
            why: why.to_string(),
        }
    }
}
