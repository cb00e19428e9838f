//! Which hospitals validate: those of the council's list that have laid down the
//! keys of a node.
//!
//! A change takes effect when the next but one session begins, so that the votes
//! on blocks of the old validators are over. There is always somebody: where no
//! hospital of the list has keys, those who validate go on.

use crate::{AccountId, BlockNumber, Hospitals, Session};
use alloc::vec::Vec;
use frame_support::{
    parameter_types,
    traits::{ConstU32, Get, SortedMembers},
};
use pallet_session::{PeriodicSessions, SessionManager, ShouldEndSession};

/// Blocks of a session where the state of block 0 names none: ten minutes, with
/// slots of six seconds.
pub const SESSION: BlockNumber = 100;

parameter_types! {
    /// Blocks of a session: a raw value of the state, whose key is the hash
    /// `twox_128` of `:SessionLength:`, in 4 bytes (little-endian).
    pub storage SessionLength: BlockNumber = SESSION;
}

/// How many blocks a session has: never none.
pub struct SessionBlocks;

impl Get<BlockNumber> for SessionBlocks {
    fn get() -> BlockNumber {
        SessionLength::get().max(1)
    }
}

/// When a session ends. Without hospitals, on a development chain, none does:
/// the block that ends one has no room for transactions, and there no block is
/// without.
pub struct SessionEnds;

impl ShouldEndSession<BlockNumber> for SessionEnds {
    fn should_end_session(now: BlockNumber) -> bool {
        Hospitals::count() > 0 && PeriodicSessions::<SessionBlocks, ConstU32<0>>::should_end_session(now)
    }
}

/// Names the validators of a session.
pub struct Validators;

impl SessionManager<AccountId> for Validators {
    fn new_session(_: u32) -> Option<Vec<AccountId>> {
        let ready: Vec<AccountId> = Hospitals::sorted_members()
            .into_iter()
            .filter(|hospital| Session::load_keys(hospital).is_some())
            .collect();
        // To name the same again would be a change to GRANDPA, which starts its
        // rounds afresh with each; new keys of those who stay are seen without.
        (!ready.is_empty() && ready != Session::validators()).then_some(ready)
    }

    fn end_session(_: u32) {}

    fn start_session(_: u32) {}
}
