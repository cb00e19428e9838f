//! The ledger as the client sees it: what can be asked of a chain and what can be submitted to it.
//!
//! [`Chain`] is the seam: everything above it (library, command line, panels) speaks to a `dyn Chain`, by the typed
//! calls of [`ChainExt`]. [`SubxtChain`] is what stands behind it: any Substrate node with pallet-contracts, ours or
//! another's, reached over one WebSocket. It reads the node's own metadata when it connects, so no node needs a file of
//! its own. Blocks, their events and the whole state can be looked at on it alone: no operation needs them.
//! [`Consortium`] is the part of the seam that asks those who keep the chain.
//! [`contracts`] has one typed function for each message of the four contracts, [`Event`] one variant for each of
//! their events, [`explain`] words for each of their refusals.
//!
//! A submission is tried without cost first, so that a refusal is told before anything is paid. It is then signed
//! once under one nonce, and whatever happens to the connection, nothing is ever submitted a second time that could
//! be written twice (see the `node::submit` module's first lines).
//!
//! This crate never sees a secret key (a [`Signer`] signs), never sees plaintext of a record or a profile, and
//! writes no call data into an error text.
#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing
    )
)]

mod block;
mod chain;
mod consortium;
pub mod contracts;
mod council;
mod dispatch;
mod error;
mod explain;
mod identity;
mod network;
mod node;
mod rehearsal;
mod room;
mod settled;
mod signer;
mod submission;

pub use block::{Block, BlockId, ChainEvent, ContractEvent, Head, StateEntry};
pub use chain::{Called, Chain, ChainExt};
pub use consortium::Consortium;
pub use contracts::{Message, Query};
pub use council::{Council, MOST_MOTIONS, Motion, NetworkCall, NodeKeys, OpenMotion, Proposed, Standing};
pub use dispatch::DispatchFailure;
pub use error::{ChainError, ErrorKind};
pub use explain::{Explanation, explain};
pub use identity::{Balance, Identity, Token, address};
pub use medink_interface::Event;
pub use network::{Network, Validator};
#[doc(hidden)]
pub use node::readers;
pub use node::{ConnectOptions, SubxtChain};
pub use rehearsal::{Rehearsal, Rehearsed};
pub use room::Room;
pub use settled::Settled;
pub use signer::{Signer, SignerError};
pub use submission::{
    Code, ContractCall, Cost, Estimate, Instantiated, Instantiation, Receipt, StorageDeposit, SubmitOptions,
    Submitted, Transaction, Trial, Uploaded, Wait, Weight, code_hash, contract_address,
};
