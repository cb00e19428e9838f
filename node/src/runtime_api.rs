//! The runtime's interface, as types: which questions the node's parts may ask
//! of the blob.
//!
//! There is no native runtime. The bodies below exist because the SDK's macro
//! wants them, and are never run: every call goes to the WASM in the chain's
//! state. What they name must be there, though: the blob is built from
//! `medink-runtime`, which implements each.

use sp_api::impl_runtime_apis;
use sp_consensus_aura::sr25519::AuthorityId as AuraId;
use sp_consensus_grandpa as grandpa;
use sp_core::{crypto::KeyTypeId, OpaqueMetadata};
use sp_runtime::{
    generic,
    traits::{BlakeTwo256, Block as BlockT, IdentifyAccount, Verify},
    transaction_validity::{TransactionSource, TransactionValidity},
    ApplyExtrinsicResult, ExtrinsicInclusionMode, MultiSignature, OpaqueExtrinsic,
};

/// A block's height.
pub type BlockNumber = u32;
/// A block as the node sees it: transactions are opaque bytes.
pub type Block = generic::Block<generic::Header<BlockNumber, BlakeTwo256>, OpaqueExtrinsic>;
/// BLAKE2b-256.
pub type Hash = <Block as BlockT>::Hash;
/// 32 bytes.
pub type AccountId = <<MultiSignature as Verify>::Signer as IdentifyAccount>::AccountId;
/// How many transactions an account has sent.
pub type Nonce = u32;
/// In the smallest unit.
pub type Balance = u128;

/// What the interface is said of.
#[allow(dead_code, reason = "a name for the macro; nobody makes one")]
pub struct Runtime;

impl_runtime_apis! {
    impl sp_api::Core<Block> for Runtime {
        fn version() -> sp_version::RuntimeVersion {
            unimplemented!()
        }
        fn execute_block(_: <Block as BlockT>::LazyBlock) {
            unimplemented!()
        }
        fn initialize_block(_: &<Block as BlockT>::Header) -> ExtrinsicInclusionMode {
            unimplemented!()
        }
    }

    impl sp_api::Metadata<Block> for Runtime {
        fn metadata() -> OpaqueMetadata {
            unimplemented!()
        }
        fn metadata_at_version(_: u32) -> Option<OpaqueMetadata> {
            unimplemented!()
        }
        fn metadata_versions() -> Vec<u32> {
            unimplemented!()
        }
    }

    impl sp_block_builder::BlockBuilder<Block> for Runtime {
        fn apply_extrinsic(_: <Block as BlockT>::Extrinsic) -> ApplyExtrinsicResult {
            unimplemented!()
        }
        fn finalize_block() -> <Block as BlockT>::Header {
            unimplemented!()
        }
        fn inherent_extrinsics(_: sp_inherents::InherentData) -> Vec<<Block as BlockT>::Extrinsic> {
            unimplemented!()
        }
        fn check_inherents(
            _: <Block as BlockT>::LazyBlock,
            _: sp_inherents::InherentData,
        ) -> sp_inherents::CheckInherentsResult {
            unimplemented!()
        }
    }

    impl sp_transaction_pool::runtime_api::TaggedTransactionQueue<Block> for Runtime {
        fn validate_transaction(
            _: TransactionSource,
            _: <Block as BlockT>::Extrinsic,
            _: <Block as BlockT>::Hash,
        ) -> TransactionValidity {
            unimplemented!()
        }
    }

    impl sp_offchain::OffchainWorkerApi<Block> for Runtime {
        fn offchain_worker(_: &<Block as BlockT>::Header) {
            unimplemented!()
        }
    }

    impl sp_session::SessionKeys<Block> for Runtime {
        fn generate_session_keys(_: Vec<u8>, _: Option<Vec<u8>>) -> sp_session::OpaqueGeneratedSessionKeys {
            unimplemented!()
        }
        fn decode_session_keys(_: Vec<u8>) -> Option<Vec<(Vec<u8>, KeyTypeId)>> {
            unimplemented!()
        }
    }

    impl sp_consensus_aura::AuraApi<Block, AuraId> for Runtime {
        fn slot_duration() -> sp_consensus_aura::SlotDuration {
            unimplemented!()
        }
        fn authorities() -> Vec<AuraId> {
            unimplemented!()
        }
    }

    impl grandpa::GrandpaApi<Block> for Runtime {
        fn grandpa_authorities() -> grandpa::AuthorityList {
            unimplemented!()
        }
        fn current_set_id() -> grandpa::SetId {
            unimplemented!()
        }
        fn submit_report_equivocation_unsigned_extrinsic(
            _: grandpa::EquivocationProof<<Block as BlockT>::Hash, BlockNumber>,
            _: grandpa::OpaqueKeyOwnershipProof,
        ) -> Option<()> {
            unimplemented!()
        }
        fn generate_key_ownership_proof(
            _: grandpa::SetId,
            _: grandpa::AuthorityId,
        ) -> Option<grandpa::OpaqueKeyOwnershipProof> {
            unimplemented!()
        }
    }

    impl frame_system_rpc_runtime_api::AccountNonceApi<Block, AccountId, Nonce> for Runtime {
        fn account_nonce(_: AccountId) -> Nonce {
            unimplemented!()
        }
    }

    impl pallet_transaction_payment_rpc_runtime_api::TransactionPaymentApi<Block, Balance> for Runtime {
        fn query_info(
            _: <Block as BlockT>::Extrinsic,
            _: u32,
        ) -> pallet_transaction_payment_rpc_runtime_api::RuntimeDispatchInfo<Balance> {
            unimplemented!()
        }
        fn query_fee_details(
            _: <Block as BlockT>::Extrinsic,
            _: u32,
        ) -> pallet_transaction_payment_rpc_runtime_api::FeeDetails<Balance> {
            unimplemented!()
        }
        fn query_weight_to_fee(_: sp_runtime::Weight) -> Balance {
            unimplemented!()
        }
        fn query_length_to_fee(_: u32) -> Balance {
            unimplemented!()
        }
    }

    impl sp_genesis_builder::GenesisBuilder<Block> for Runtime {
        fn build_state(_: Vec<u8>) -> sp_genesis_builder::Result {
            unimplemented!()
        }
        fn get_preset(_: &Option<sp_genesis_builder::PresetId>) -> Option<Vec<u8>> {
            unimplemented!()
        }
        fn preset_names() -> Vec<sp_genesis_builder::PresetId> {
            unimplemented!()
        }
    }
}
