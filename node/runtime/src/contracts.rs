//! The settings of pallet-contracts: sizes, depth and deposits.
//!
//! As in the upstream contracts-node, save that the unstable host functions are
//! off: a contract that runs here needs nothing that only a development chain
//! offers.

use crate::{
    config::RuntimeBlockWeights, AccountId, Balance, Balances, Hash, Runtime, RuntimeCall, RuntimeEvent,
    RuntimeHoldReason, Timestamp, TransactionPayment, MILLIUNIT, UNIT,
};
use frame_support::{
    parameter_types,
    traits::{ConstBool, ConstU32, Nothing, Randomness},
    weights::Weight,
};
use frame_system::{pallet_prelude::BlockNumberFor, EnsureSigned};
use pallet_contracts::{Frame, Limits, Schedule};
use sp_runtime::Perbill;

/// The deposit for stored state, given back when the state goes: 0.1
/// [`UNIT`] an item and 5,000,000 of the smallest unit a byte.
pub const fn deposit(items: u32, bytes: u32) -> Balance {
    (items as Balance * UNIT + bytes as Balance * (5 * MILLIUNIT / 100)) / 10
}

/// The gas of a dry run that names no limit: what a whole block has.
pub fn dry_run_gas_limit() -> Weight {
    RuntimeBlockWeights::get().max_block
}

/// Memory the node gives a runtime instance, in bytes. It has to be in step
/// with the heap limit of the node's executor.
const RUNTIME_MEMORY: u32 = 1024 * 1024 * 1024;

parameter_types! {
    /// Per storage item of a contract.
    pub const DepositPerItem: Balance = deposit(1, 0);
    /// Per byte of a contract's storage and code.
    pub const DepositPerByte: Balance = deposit(0, 1);
    /// For a transaction that names no limit.
    pub const DefaultDepositLimit: Balance = deposit(1024, 1024 * 1024);
    /// A contract pays nothing for using code that another has uploaded.
    pub const CodeHashLockupDepositPercent: Perbill = Perbill::from_percent(0);
    /// Weights of instructions and limits of a contract's resources.
    pub ContractsSchedule: Schedule<Runtime> = Schedule {
        limits: Limits {
            runtime_memory: RUNTIME_MEMORY,
            validator_runtime_memory: RUNTIME_MEMORY * 2,
            ..Default::default()
        },
        ..Default::default()
    };
}

/// The pallet wants a source of randomness in its types and never asks it: code
/// that imports the host function cannot be uploaded.
pub struct NoRandomness;

impl Randomness<Hash, BlockNumberFor<Runtime>> for NoRandomness {
    fn random(_subject: &[u8]) -> (Hash, BlockNumberFor<Runtime>) {
        Default::default()
    }
}

impl pallet_contracts::Config for Runtime {
    type Time = Timestamp;
    type Randomness = NoRandomness;
    type Currency = Balances;
    type RuntimeEvent = RuntimeEvent;
    type RuntimeCall = RuntimeCall;
    type RuntimeHoldReason = RuntimeHoldReason;
    // Contracts call contracts, never the runtime.
    type CallFilter = Nothing;
    type DepositPerItem = DepositPerItem;
    type DepositPerByte = DepositPerByte;
    type DefaultDepositLimit = DefaultDepositLimit;
    type CodeHashLockupDepositPercent = CodeHashLockupDepositPercent;
    // One more than its length is the depth of nested calls.
    type CallStack = [Frame<Self>; 23];
    type WeightPrice = TransactionPayment;
    type WeightInfo = pallet_contracts::weights::SubstrateWeight<Self>;
    type ChainExtension = ();
    type Schedule = ContractsSchedule;
    type AddressGenerator = pallet_contracts::DefaultAddressGenerator;
    type MaxCodeLen = ConstU32<{ 256 * 1024 }>;
    type MaxStorageKeyLen = ConstU32<128>;
    type MaxTransientStorageSize = ConstU32<{ 1024 * 1024 }>;
    type MaxDelegateDependencies = ConstU32<32>;
    type UnsafeUnstableInterface = ConstBool<false>;
    type MaxDebugBufferLen = ConstU32<{ 2 * 1024 * 1024 }>;
    type UploadOrigin = EnsureSigned<AccountId>;
    type InstantiateOrigin = EnsureSigned<AccountId>;
    type Migrations = ();
    type Debug = ();
    type Environment = ();
    type ApiVersion = ();
    type Xcm = ();
}
