//! Who makes blocks, and who makes them final: slots, turns, sessions, fees.
//!
//! Hospitals take turns by Aura, slot by slot, and vote by GRANDPA. How long a
//! slot is stands in the state of block 0 and is never changed. Where nothing
//! stands there, it is a development chain: a slot is a millisecond, blocks come
//! as transactions do, there are no hospitals and no session ever ends.

use crate::{
    contracts::deposit,
    validators::{SessionBlocks, SessionEnds, Validators},
    AccountId, Aura, Authorship, Balance, Balances, Grandpa, Runtime, RuntimeEvent,
};
use alloc::vec::Vec;
use frame_support::{
    parameter_types,
    traits::{
        fungible::{Balanced, Credit},
        ConstBool, ConstU32, ConstU64, Get, OnUnbalanced,
    },
};
use sp_consensus_aura::sr25519::AuthorityId as AuraId;
use sp_runtime::{impl_opaque_keys, traits::ConvertInto};

/// Validators at most.
pub const MAX_VALIDATORS: u32 = 100;

/// Milliseconds of a slot where the state of block 0 names none: the least that
/// the clock can tell.
pub const DEVELOPMENT_SLOT: u64 = 1;

impl_opaque_keys! {
    /// The public keys that a validator's node works with. They are not the
    /// hospital's account, and hold nothing.
    pub struct SessionKeys {
        /// Signs blocks (sr25519).
        pub aura: Aura,
        /// Signs votes on which block is final (ed25519).
        pub grandpa: Grandpa,
    }
}

parameter_types! {
    /// Milliseconds of a slot: a raw value of the state, whose key is the hash
    /// `twox_128` of `:SlotLength:`, in 8 bytes (little-endian).
    pub storage SlotLength: u64 = DEVELOPMENT_SLOT;
    /// For the keys of one validator, given back when they are purged.
    pub const KeyDeposit: Balance = deposit(3, 300);
}

/// How long a slot is.
pub struct Slot;

impl Get<u64> for Slot {
    fn get() -> u64 {
        // The pallets' own integrity tests ask where there is no state.
        #[cfg(test)]
        {
            if sp_externalities::with_externalities(|_| ()).is_none() {
                return DEVELOPMENT_SLOT;
            }
        }
        SlotLength::get().max(DEVELOPMENT_SLOT)
    }
}

/// The least time between two blocks: so long that it separates them, and so
/// short that a block which came late in its slot moves none out of the next.
/// (0 would do for the pallet in development, but Polkadot.js divides by it.)
pub struct HalfASlot;

impl Get<u64> for HalfASlot {
    fn get() -> u64 {
        (Slot::get() / 2).max(1)
    }
}

/// Gives fees and tips to the author of the block. In development there is none,
/// and they are burned.
pub struct ToAuthor;

impl OnUnbalanced<Credit<AccountId, Balances>> for ToAuthor {
    fn on_nonzero_unbalanced(fees: Credit<AccountId, Balances>) {
        if let Some(author) = Authorship::author() {
            // What is less than an account may hold, for an account that holds
            // nothing, is burned.
            drop(<Balances as Balanced<AccountId>>::resolve(&author, fees));
        }
    }
}

impl pallet_aura::Config for Runtime {
    type AuthorityId = AuraId;
    type MaxAuthorities = ConstU32<MAX_VALIDATORS>;
    type DisabledValidators = ();
    type AllowMultipleBlocksPerSlot = ConstBool<false>;
    type SlotDuration = Slot;
}

impl pallet_authorship::Config for Runtime {
    type FindAuthor = pallet_session::FindAccountFromAuthorIndex<Self, Aura>;
    type EventHandler = ();
}

impl pallet_session::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    type ValidatorId = AccountId;
    // Any account may lay down keys before the council admits it; the deposit
    // is what that takes.
    type ValidatorIdOf = ConvertInto;
    type ShouldEndSession = SessionEnds;
    type NextSessionRotation = pallet_session::PeriodicSessions<SessionBlocks, ConstU32<0>>;
    type SessionManager = Validators;
    type SessionHandler = (Aura, Grandpa);
    type Keys = SessionKeys;
    type DisablingStrategy = ();
    type WeightInfo = pallet_session::weights::SubstrateWeight<Runtime>;
    type Currency = Balances;
    type KeyDeposit = KeyDeposit;
}

impl pallet_grandpa::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    type WeightInfo = ();
    type MaxAuthorities = ConstU32<MAX_VALIDATORS>;
    type MaxNominators = ConstU32<0>;
    type MaxSetIdSessionEntries = ConstU64<0>;
    type KeyOwnerProof = sp_core::Void;
    type EquivocationReportSystem = ();
}
