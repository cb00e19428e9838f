//! What the hospitals decide together: who is one of them, and every change of
//! the runtime.
//!
//! One list of hospitals is all there is: who is on it has a seat in the council
//! and, with keys laid down, a node that validates. Every decision takes the
//! ayes of two thirds of all seats. Who does not vote says no, there is no
//! president whose vote counts for theirs, and nobody stands above the council.
//!
//! What needs the runtime's highest right (`Root`), first of all a new runtime,
//! is decided by the hash of the call. Any hospital may then hand in the call
//! itself, so that nothing as large as a runtime is ever voted on, or kept.

use crate::{
    config::MAXIMUM_BLOCK_WEIGHT, consensus::MAX_VALIDATORS, AccountId, BlockNumber, Council, Hospitals,
    Runtime, RuntimeCall, RuntimeEvent, RuntimeOrigin, System,
};
use frame_support::{parameter_types, traits::ConstU32, weights::Weight};
use frame_system::{EnsureNever, EnsureSignedBy};
use pallet_collective::{EnsureProportionAtLeast, PrimeDefaultVote};
use sp_runtime::Perbill;

/// Blocks for which a motion is open: a week, with slots of six seconds.
pub const MOTION: BlockNumber = 100_800;

/// Motions open at a time.
pub const MAX_MOTIONS: u32 = 32;

/// Two thirds of all seats: what it takes to finalise a block is what it takes
/// to change who does. One hospital alone decides; two decide together.
pub type TwoThirds = EnsureProportionAtLeast<AccountId, (), 2, 3>;

parameter_types! {
    /// The heaviest call that a motion may carry.
    pub MaxMotionWeight: Weight = Perbill::from_percent(50) * MAXIMUM_BLOCK_WEIGHT;
}

impl pallet_membership::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    type AddOrigin = TwoThirds;
    type RemoveOrigin = TwoThirds;
    type SwapOrigin = TwoThirds;
    type ResetOrigin = TwoThirds;
    type PrimeOrigin = EnsureNever<()>;
    type MembershipInitialized = Council;
    type MembershipChanged = Council;
    type MaxMembers = ConstU32<MAX_VALIDATORS>;
    type WeightInfo = pallet_membership::weights::SubstrateWeight<Runtime>;
}

impl pallet_collective::Config for Runtime {
    type RuntimeOrigin = RuntimeOrigin;
    type Proposal = RuntimeCall;
    type RuntimeEvent = RuntimeEvent;
    type MotionDuration = ConstU32<MOTION>;
    type MaxProposals = ConstU32<MAX_MOTIONS>;
    type MaxMembers = ConstU32<MAX_VALIDATORS>;
    // Nobody is ever made prime: an abstention is a no.
    type DefaultVote = PrimeDefaultVote;
    type WeightInfo = pallet_collective::weights::SubstrateWeight<Runtime>;
    // Its seats are the hospitals', and change with that list alone.
    type SetMembersOrigin = EnsureNever<()>;
    type MaxProposalWeight = MaxMotionWeight;
    type DisapproveOrigin = TwoThirds;
    type KillOrigin = TwoThirds;
    type Consideration = ();
}

impl pallet_whitelist::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    type RuntimeCall = RuntimeCall;
    type WhitelistOrigin = TwoThirds;
    type DispatchWhitelistedOrigin = EnsureSignedBy<Hospitals, AccountId>;
    // The call comes with the transaction that dispatches it.
    type Preimages = ();
    type DeferredDispatchExpiration = ConstU32<MOTION>;
    type BlockNumberProvider = System;
    type WeightInfo = pallet_whitelist::weights::SubstrateWeight<Runtime>;
}
