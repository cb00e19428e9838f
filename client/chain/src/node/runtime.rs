//! The chain's runtime as its metadata describes it: how calls are encoded, transactions signed, storage keys built
//! and values read. Everything is looked up by name, so that any chain with pallet-contracts will do.

use super::metadata;
use super::payload::PalletCall;
use crate::error::ChainError;
use crate::signer::Signer;
use medink_interface::blake2_256;
use medink_types::AccountId;
use medink_words::{Said, said};
use subxt::client::{OfflineClient, OfflineClientAtBlock};
use subxt::config::substrate::{SpecVersionForRange, SubstrateConfig, SubstrateExtrinsicParamsBuilder};
use subxt::ext::frame_decode::storage::{IntoDecodableValues, IntoEncodableValues};
use subxt::ext::scale_decode::DecodeAsType;
use subxt::ext::scale_value::Value;
use subxt::utils::{AccountId32, H256, MultiSignature};
use subxt::{ArcMetadata, Metadata};

/// The longest that a transaction stays valid, in blocks: long enough for chains that make a block a transaction.
const LONGEST_PERIOD: u64 = 4_096;

/// The block hashes that a chain remembers when it does not say (frame_system's usual `BlockHashCount`).
const USUAL_BLOCK_HASH_COUNT: u128 = 250;

/// One version of a chain's runtime.
pub(crate) struct Runtime {
    /// Its version.
    pub(crate) spec_version: u32,
    /// For how many blocks after its checkpoint a transaction can be included; a power of two.
    pub(crate) period: u64,
    at: OfflineClientAtBlock<SubstrateConfig>,
    metadata: ArcMetadata,
}

/// A block, such as the one that a transaction counts its life from: its mortality checkpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Checkpoint {
    pub(crate) number: u64,
    pub(crate) hash: H256,
}

/// What a transaction is signed with besides its call.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Terms {
    pub(crate) nonce: u64,
    pub(crate) tip: u128,
    pub(crate) checkpoint: Checkpoint,
}

/// A transaction ready to be handed over.
#[derive(Debug, Clone)]
pub(crate) struct Signed {
    pub(crate) bytes: Vec<u8>,
    pub(crate) hash: [u8; 32],
    /// The version of the runtime that it was signed for.
    pub(crate) spec_version: u32,
}

impl Runtime {
    pub(crate) fn new(
        genesis: H256,
        spec_version: u32,
        transaction_version: u32,
        metadata: &[u8],
    ) -> Result<Runtime, ChainError> {
        let unreadable =
            |e: &dyn std::fmt::Display| ChainError::malformed(said!("chain-metadata"), e.to_string());
        let metadata = metadata::read(metadata)?.arc();
        let config = SubstrateConfig::builder()
            .set_genesis_hash(genesis)
            .set_metadata_for_spec_versions([(spec_version, metadata.clone())])
            .set_spec_version_for_block_ranges([SpecVersionForRange {
                block_range: 0..u64::MAX,
                spec_version,
                transaction_version,
            }])
            .build();
        let at = OfflineClient::new_with_config(config)
            .at_block(0u64)
            .map_err(|e| unreadable(&e))?;
        let mut runtime = Runtime {
            spec_version,
            period: LONGEST_PERIOD,
            at,
            metadata,
        };
        let remembered = runtime
            .constant("System", "BlockHashCount")
            .unwrap_or(USUAL_BLOCK_HASH_COUNT);
        runtime.period = period(u64::try_from(remembered).unwrap_or(u64::MAX));
        Ok(runtime)
    }

    pub(crate) fn metadata(&self) -> &Metadata {
        &self.metadata
    }

    pub(crate) fn at(&self) -> &OfflineClientAtBlock<SubstrateConfig> {
        &self.at
    }

    /// Why contracts can't run on this chain; none when they can.
    pub(crate) fn lacks_contracts(&self) -> Option<Said> {
        let Some(pallet) = self.metadata.pallet_by_name("Contracts") else {
            let other = self.metadata.pallet_by_name("Revive").is_some();
            return Some(if other {
                said!("chain-lacks-revive")
            } else {
                said!("chain-lacks-no-contracts-pallet")
            });
        };
        let lacking = ["call", "instantiate", "instantiate_with_code", "upload_code"]
            .into_iter()
            .find(|name| pallet.call_variant_by_name(name).is_none())?;
        Some(said!("chain-lacks-call", call = format!("{lacking:?}")))
    }

    /// A constant of a pallet that is an unsigned number of at most 128 bits.
    pub(crate) fn constant(&self, pallet: &str, name: &str) -> Option<u128> {
        let pallet = self.metadata.pallet_by_name(pallet)?;
        let bytes = pallet.constant_by_name(name)?.value();
        // SCALE writes fixed-width numbers little endian.
        let mut wide = [0; 16];
        wide.get_mut(..bytes.len())?.copy_from_slice(bytes);
        Some(u128::from_le_bytes(wide))
    }

    /// Signs a call.
    pub(super) fn sign(
        &self,
        what: &Said,
        call: &PalletCall<'_>,
        signer: &dyn Signer,
        terms: Terms,
    ) -> Result<Signed, ChainError> {
        let unfit = |e: subxt::error::ExtrinsicError| {
            ChainError::malformed(said!("chain-transaction-for", what = what.clone()), e.to_string())
        };
        let params = SubstrateExtrinsicParamsBuilder::<SubstrateConfig>::new()
            .nonce(terms.nonce)
            .tip(terms.tip)
            .mortal_from_unchecked(self.period, terms.checkpoint.number, terms.checkpoint.hash)
            .build();
        let mut signable = self
            .at
            .tx()
            .create_signable_offline(call, params)
            .map_err(unfit)?;
        let to_sign = signable.signer_payload().map_err(unfit)?;
        let signature = signer.sign(&to_sign).map_err(|error| ChainError::Signer {
            what: what.clone(),
            error,
        })?;
        let signed = signable
            .sign_with_account_and_signature(
                &AccountId32(signer.account()),
                &MultiSignature::Sr25519(signature),
            )
            .map_err(unfit)?;
        let bytes = signed.into_encoded();
        Ok(Signed {
            hash: blake2_256(&bytes),
            bytes,
            spec_version: self.spec_version,
        })
    }

    /// A transaction of somebody's with an empty signature as long as a real one: for asking what it would cost.
    pub(super) fn unsigned(
        &self,
        what: &Said,
        call: &PalletCall<'_>,
        origin: AccountId,
    ) -> Result<Vec<u8>, ChainError> {
        let unfit = |e: subxt::error::ExtrinsicError| {
            ChainError::malformed(said!("chain-transaction-for", what = what.clone()), e.to_string())
        };
        let (checkpoint, signature) = (H256::zero(), MultiSignature::Sr25519([0; 64]));
        let params = SubstrateExtrinsicParamsBuilder::<SubstrateConfig>::new()
            .nonce(0)
            .mortal_from_unchecked(self.period, 0, checkpoint)
            .build();
        let mut signable = self
            .at
            .tx()
            .create_signable_offline(call, params)
            .map_err(unfit)?;
        let signed = signable
            .sign_with_account_and_signature(&AccountId32(origin.0), &signature)
            .map_err(unfit)?;
        Ok(signed.into_encoded())
    }

    /// The key of a storage entry.
    pub(crate) fn storage_key<K>(&self, pallet: &str, entry: &str, keys: K) -> Result<Vec<u8>, ChainError>
    where
        K: IntoEncodableValues + IntoDecodableValues,
    {
        let missing =
            |e: subxt::error::StorageError| ChainError::malformed(storage(pallet, entry), e.to_string());
        let address = subxt::dynamic::storage::<K, Value>(pallet, entry);
        self.at
            .storage()
            .entry(address)
            .map_err(missing)?
            .fetch_key(keys)
            .map_err(missing)
    }

    /// Reads a storage entry's value.
    pub(crate) fn storage_value<T: DecodeAsType>(
        &self,
        pallet: &str,
        entry: &str,
        bytes: &[u8],
    ) -> Result<T, ChainError> {
        let ty = self
            .metadata
            .pallet_by_name(pallet)
            .and_then(|p| p.storage()?.entry_by_name(entry))
            .map(|e| e.value_ty())
            .ok_or_else(|| ChainError::malformed(storage(pallet, entry), said!("chain-no-such-storage")))?;
        T::decode_as_type(&mut &*bytes, ty, self.metadata.types())
            .map_err(|e| ChainError::malformed(storage(pallet, entry), e.to_string()))
    }
}

/// What errors call an entry of the chain's storage.
fn storage(pallet: &str, entry: &str) -> Said {
    said!("chain-storage", pallet = pallet, entry = entry)
}

/// The longest power of two of blocks that a chain which remembers `remembered` block hashes can check.
fn period(remembered: u64) -> u64 {
    let most = remembered.clamp(4, LONGEST_PERIOD);
    1 << most.ilog2()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_transaction_lives_as_long_as_the_chain_remembers() {
        assert_eq!(period(250), 128);
        assert_eq!(period(256), 256);
        assert_eq!(period(2_400), 2_048);
        assert_eq!(period(u64::MAX), 4_096);
        assert_eq!(period(0), 4);
    }
}
