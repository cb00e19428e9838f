//! Blocks, what happened in them, and the state behind them, for reading and for dumping.

use medink_interface::Event;
use medink_types::AccountId;

/// The end of the chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// Its number; the first block is 0.
    pub number: u64,
    /// Its hash.
    pub hash: [u8; 32],
    /// Its timestamp in milliseconds since 1970-01-01 (pallet-timestamp); 0 in the first block.
    pub time_ms: u64,
}

/// Which block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockId {
    /// The one of this number on the best chain.
    Number(u64),
    /// The one with this hash.
    Hash([u8; 32]),
}

/// A block with its transactions as the chain stores them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// Its number.
    pub number: u64,
    /// Its hash.
    pub hash: [u8; 32],
    /// The hash of the block before it.
    pub parent: [u8; 32],
    /// Its timestamp in milliseconds since 1970-01-01; 0 in the first block.
    pub time_ms: u64,
    /// Its transactions, SCALE-encoded with their length in front.
    pub extrinsics: Vec<Vec<u8>>,
}

/// One event of a block, whoever emitted it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChainEvent {
    /// The index of the transaction that it belongs to, or none when it belongs to the block as a whole.
    pub extrinsic: Option<u32>,
    /// The pallet that emitted it.
    pub pallet: String,
    /// Its name.
    pub name: String,
    /// Its fields, SCALE-encoded.
    pub bytes: Vec<u8>,
    /// What a contract emitted, when the event is pallet-contracts' `ContractEmitted`.
    pub contract: Option<ContractEvent>,
}

/// What a contract emitted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContractEvent {
    /// The contract.
    pub contract: AccountId,
    /// The topics: for ink! the event's signature hash first, then the fields marked as topics.
    pub topics: Vec<[u8; 32]>,
    /// All fields, SCALE-encoded.
    pub data: Vec<u8>,
}

impl ContractEvent {
    /// The event, when it is one of medink's.
    pub fn decode(&self) -> Option<Event> {
        Event::decode(&self.topics, &self.data)
    }
}

/// A key of the state and its value, as the chain stores them.
pub type StateEntry = (Vec<u8>, Vec<u8>);
