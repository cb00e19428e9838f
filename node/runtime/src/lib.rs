//! The state transition of every chain of medink's node: accounts with
//! balances, fees, a clock, contracts, and the hospitals that keep the chain.
//!
//! It is composed of unmodified SDK pallets; its own logic is what joins them.
//! What a pallet is set to stands in [`config`] (the base), [`contracts`],
//! [`consensus`] (who makes blocks and makes them final) and [`council`] (who
//! decides that); which hospitals validate in [`validators`]; what the outside
//! may ask of the runtime in `apis`; what block 0 holds in [`genesis`].
//!
//! One runtime serves both uses of the node. A chain whose state names a length
//! of slots is a network's, and its hospitals take turns. A chain that names
//! none is a development chain: it has no hospitals, makes a block for each
//! transaction, and its runtime never changes. There is no sudo.

#![cfg_attr(not(feature = "std"), no_std)]
#![recursion_limit = "256"]

extern crate alloc;

mod apis;
pub mod config;
pub mod consensus;
pub mod contracts;
pub mod council;
pub mod genesis;
#[cfg(test)]
mod tests;
pub mod validators;

use alloc::{borrow::Cow, vec::Vec};
use sp_runtime::{
    generic,
    traits::{BlakeTwo256, IdentifyAccount, Verify},
    MultiAddress, MultiSignature,
};
use sp_version::RuntimeVersion;

/// The number of a block: its height above genesis.
pub type BlockNumber = u32;
/// sr25519, ed25519 or ECDSA.
pub type Signature = MultiSignature;
/// 32 bytes; for sr25519 and ed25519 the public key itself.
pub type AccountId = <<Signature as Verify>::Signer as IdentifyAccount>::AccountId;
/// Money, in the smallest unit: 10^12 make a UNIT.
pub type Balance = u128;
/// How many transactions an account has sent.
pub type Nonce = u32;
/// BLAKE2b-256.
pub type Hash = sp_core::H256;
/// What a transaction may name an account by.
pub type Address = MultiAddress<AccountId, ()>;
/// Block header.
pub type Header = generic::Header<BlockNumber, BlakeTwo256>;
/// Block with transactions decoded.
pub type Block = generic::Block<Header, UncheckedExtrinsic>;
/// A transaction as it arrives.
pub type UncheckedExtrinsic = generic::UncheckedExtrinsic<Address, RuntimeCall, Signature, TxExtension>;

/// What every signed transaction carries besides the call. Only extensions that
/// subxt and Polkadot.js know without being taught.
pub type TxExtension = (
    frame_system::CheckNonZeroSender<Runtime>,
    frame_system::CheckSpecVersion<Runtime>,
    frame_system::CheckTxVersion<Runtime>,
    frame_system::CheckGenesis<Runtime>,
    frame_system::CheckEra<Runtime>,
    frame_system::CheckNonce<Runtime>,
    frame_system::CheckWeight<Runtime>,
    pallet_transaction_payment::ChargeTransactionPayment<Runtime>,
);

/// Applies blocks and transactions to the pallets.
pub type Executive = frame_executive::Executive<
    Runtime,
    Block,
    frame_system::ChainContext<Runtime>,
    Runtime,
    AllPalletsWithSystem,
>;

/// The base unit of money, as wallets show it.
pub const UNIT: Balance = 1_000_000_000_000;
/// A thousandth of a [`UNIT`].
pub const MILLIUNIT: Balance = UNIT / 1_000;

/// What the runtime says of itself. `spec_version` and `transaction_version`
/// rise with any change to calls, storage or extensions.
#[sp_version::runtime_version]
pub const VERSION: RuntimeVersion = RuntimeVersion {
    spec_name: Cow::Borrowed("medink-node"),
    impl_name: Cow::Borrowed("medink-node"),
    authoring_version: 1,
    spec_version: 2,
    impl_version: 1,
    apis: apis::RUNTIME_API_VERSIONS,
    transaction_version: 1,
    system_version: 1,
};

/// The pallets, and the index by which each is known in calls, events and
/// errors. An index, once given, is never given to another.
///
/// Their order is that of their hooks. The author of a block is found before a
/// session may end and give the slots to others; hospitals and council are
/// there before the first session asks for them.
#[frame_support::runtime]
mod runtime {
    #[runtime::runtime]
    #[runtime::derive(
        RuntimeCall,
        RuntimeEvent,
        RuntimeError,
        RuntimeOrigin,
        RuntimeFreezeReason,
        RuntimeHoldReason,
        RuntimeSlashReason,
        RuntimeLockId,
        RuntimeTask,
        RuntimeViewFunction
    )]
    pub struct Runtime;

    #[runtime::pallet_index(0)]
    pub type System = frame_system;

    #[runtime::pallet_index(1)]
    pub type Timestamp = pallet_timestamp;

    #[runtime::pallet_index(2)]
    pub type Balances = pallet_balances;

    #[runtime::pallet_index(3)]
    pub type TransactionPayment = pallet_transaction_payment;

    #[runtime::pallet_index(4)]
    pub type Contracts = pallet_contracts;

    #[runtime::pallet_index(5)]
    pub type Aura = pallet_aura;

    #[runtime::pallet_index(6)]
    pub type Authorship = pallet_authorship;

    #[runtime::pallet_index(7)]
    pub type Council = pallet_collective;

    #[runtime::pallet_index(8)]
    pub type Hospitals = pallet_membership;

    #[runtime::pallet_index(9)]
    pub type Session = pallet_session;

    #[runtime::pallet_index(10)]
    pub type Grandpa = pallet_grandpa;

    #[runtime::pallet_index(11)]
    pub type Whitelist = pallet_whitelist;
}
