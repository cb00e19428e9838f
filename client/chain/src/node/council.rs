//! What a node tells of the hospitals' council, and what a network's own transactions need besides.
//!
//! What it answers is bounded here: how many motions are read, and how long a name may be.

use super::SubxtChain;
use super::limits::Limits;
use super::link::hex0x;
use super::network::few;
use super::runtime::Runtime;
use crate::council::{Council, LONGEST_NAME, MOST_MOTIONS, Motion, NetworkCall, NodeKeys, OpenMotion};
use crate::error::ChainError;
use crate::submission::{StorageDeposit, Transaction, Weight};
use medink_types::AccountId;
use medink_words::said;
use scale::{Compact, Decode, Encode};
use subxt::ext::scale_decode::DecodeAsType;
use subxt::rpcs::methods::legacy::Bytes;
use subxt::utils::{AccountId32, H256, MultiAddress};

/// Longest answer about keys that is taken, in bytes.
const LONGEST_KEYS: usize = 1_024;

/// pallet-collective's `Votes`.
#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub(super) struct Votes {
    index: u32,
    threshold: u32,
    pub(super) ayes: Vec<AccountId32>,
    pub(super) nays: Vec<AccountId32>,
    end: u64,
}

#[derive(serde::Deserialize)]
struct Generated {
    keys: Bytes,
    #[serde(default)]
    proof: Option<Bytes>,
}

impl SubxtChain {
    /// None for a chain that no hospitals keep.
    pub(super) async fn council_now(&self) -> Result<Option<Council>, ChainError> {
        let runtime = self.runtime();
        let (Ok(seats), Ok(open)) = (
            runtime.storage_key("Hospitals", "Members", ()),
            runtime.storage_key("Council", "Proposals", ()),
        ) else {
            // Another node's runtime, which has no such thing.
            return Ok(None);
        };
        let best = self.best().await?;
        let seats = self.accounts(&seats, best.hash).await?;
        if seats.is_empty() {
            return Ok(None);
        }
        let hashes = match self.storage(&open, Some(best.hash)).await? {
            None => Vec::new(),
            Some(bytes) => hashes(&bytes)?,
        };
        let mut motions = Vec::new();
        for hash in hashes.into_iter().take(MOST_MOTIONS) {
            motions.extend(self.open_motion(&runtime, hash, best.hash).await?);
        }
        motions.sort_by_key(|motion: &OpenMotion| motion.number);
        Ok(Some(Council {
            block: best.number,
            seats,
            motions,
        }))
    }

    /// None where the chain has nothing of it, although it is listed.
    async fn open_motion(
        &self,
        runtime: &Runtime,
        hash: [u8; 32],
        at: H256,
    ) -> Result<Option<OpenMotion>, ChainError> {
        let votes = runtime.storage_key("Council", "Voting", (H256(hash),))?;
        let (votes, call) =
            futures::try_join!(self.storage(&votes, Some(at)), self.motions_call(hash, Some(at)))?;
        let (Some(votes), Some(call)) = (votes, call) else {
            return Ok(None);
        };
        let votes = votes_of(runtime, &votes)?;
        let accounts = |ids: Vec<AccountId32>| ids.into_iter().map(|id| AccountId::from(id.0)).collect();
        Ok(Some(OpenMotion {
            number: votes.index,
            hash,
            motion: motion(runtime, &call),
            threshold: votes.threshold,
            ayes: accounts(votes.ayes),
            nays: accounts(votes.nays),
            end: votes.end,
            length: u32::try_from(call.len()).unwrap_or(u32::MAX),
        }))
    }

    /// The call that a motion carries.
    async fn motions_call(&self, hash: [u8; 32], at: Option<H256>) -> Result<Option<Vec<u8>>, ChainError> {
        let key = self
            .runtime()
            .storage_key("Council", "ProposalOf", (H256(hash),))?;
        self.storage(&key, at).await
    }

    pub(super) async fn is_call_allowed(&self, call_hash: [u8; 32]) -> Result<bool, ChainError> {
        let key = self
            .runtime()
            .storage_key("Whitelist", "WhitelistedCall", (H256(call_hash),))?;
        Ok(self.storage(&key, None).await?.is_some())
    }

    pub(super) async fn are_keys_laid_down(&self, account: AccountId) -> Result<bool, ChainError> {
        let key = self
            .runtime()
            .storage_key("Session", "NextKeys", (AccountId32(account.0),))?;
        Ok(self.storage(&key, None).await?.is_some())
    }

    /// Asked once: what it answers is new each time.
    pub(super) async fn rotate_keys(&self, owner: AccountId) -> Result<NodeKeys, ChainError> {
        const METHOD: &str = "author_rotateKeysWithOwner";
        let connection = self.link.connection(self.link.reconnect_within()).await?;
        let generated: Generated = self
            .link
            .once(&connection, METHOD, (hex0x(&owner.0),))
            .await
            .map_err(|failure| self.link.error(METHOD, failure))?;
        let proof = generated
            .proof
            .ok_or_else(|| ChainError::malformed(ChainError::named(METHOD), said!("chain-no-proof")))?;
        let new = NodeKeys {
            keys: generated.keys.0,
            proof: proof.0,
        };
        if new.keys.is_empty() || new.keys.len() > LONGEST_KEYS || new.proof.len() > LONGEST_KEYS {
            return Err(ChainError::malformed(
                ChainError::named(METHOD),
                said!("chain-keys-length", bytes = new.keys.len()),
            ));
        }
        Ok(new)
    }

    pub(super) fn set_code(&self, code: &[u8]) -> Result<Vec<u8>, ChainError> {
        let runtime = self.runtime();
        let pallet = runtime.metadata().pallet_by_name("System");
        let (pallet, call) = pallet
            .as_ref()
            .and_then(|pallet| Some((pallet.call_index(), pallet.call_variant_by_name("set_code")?)))
            .ok_or_else(|| {
                ChainError::malformed(ChainError::named("System.set_code"), said!("chain-no-such-call"))
            })?;
        Ok((pallet, call.index, code).encode())
    }

    /// What a network's own transaction takes as a deposit, in the token's smallest unit.
    pub(super) fn deposit_for(&self, call: &NetworkCall) -> u128 {
        match call {
            // A runtime that names none takes none.
            NetworkCall::SetKeys(_) => self
                .runtime()
                .constant("Session", "KeyDeposit")
                .unwrap_or_default(),
            _ => 0,
        }
    }

    /// The limits of what is no contract's: for the closing of a motion, what its call may weigh.
    pub(super) async fn limits_of_pallet(&self, transaction: Transaction<'_>) -> Result<Limits, ChainError> {
        const FUNCTION: &str = "TransactionPaymentCallApi_query_call_info";
        let Transaction::Network(NetworkCall::Close { hash, .. }) = transaction else {
            return Ok(Limits::default());
        };
        let mut arguments = self.motions_call(*hash, None).await?.ok_or_else(|| {
            ChainError::malformed(
                ChainError::named("Council.ProposalOf"),
                said!("chain-no-such-motion"),
            )
        })?;
        let length = u32::try_from(arguments.len()).unwrap_or(u32::MAX);
        length.encode_to(&mut arguments);
        let answer = self.runtime_call(FUNCTION, &arguments, None).await?;
        let weight = weight_of(&answer)
            .map_err(|e| ChainError::malformed(ChainError::named(FUNCTION), e.to_string()))?;
        Ok(Limits::exactly(weight, StorageDeposit::Charged(0)))
    }
}

/// The hashes of the motions that are open.
pub(super) fn hashes(bytes: &[u8]) -> Result<Vec<[u8; 32]>, ChainError> {
    Vec::decode(&mut &*bytes)
        .map_err(|e| ChainError::malformed(ChainError::named("Council.Proposals"), e.to_string()))
}

/// The votes on a motion.
pub(super) fn votes_of(runtime: &Runtime, bytes: &[u8]) -> Result<Votes, ChainError> {
    let votes: Votes = runtime.storage_value("Council", "Voting", bytes)?;
    few(votes.ayes.len())?;
    few(votes.nays.len())?;
    Ok(votes)
}

/// What a call weighs, at the front of what is told of it.
pub(super) fn weight_of(mut answer: &[u8]) -> Result<Weight, scale::Error> {
    let (ref_time, proof_size) = <(Compact<u64>, Compact<u64>)>::decode(&mut answer)?;
    Ok(Weight {
        ref_time: ref_time.0,
        proof_size: proof_size.0,
    })
}

/// What a motion's call would do.
pub(super) fn motion(runtime: &Runtime, call: &[u8]) -> Motion {
    let [pallet, index, arguments @ ..] = call else {
        return other("", "");
    };
    let Some(pallet) = runtime.metadata().pallet_by_call_index(*pallet) else {
        return other(&format!("pallet {pallet}"), &format!("call {index}"));
    };
    let Some(name) = pallet
        .call_variant_by_index(*index)
        .map(|call| call.name.as_str())
    else {
        return other(pallet.name(), &format!("call {index}"));
    };
    let known = match (pallet.name(), name) {
        ("Hospitals", "add_member") => account(arguments).map(Motion::Join),
        ("Hospitals", "remove_member") => account(arguments).map(Motion::Leave),
        ("Whitelist", "whitelist_call") => arguments.try_into().ok().map(Motion::Allow),
        _ => None,
    };
    known.unwrap_or_else(|| other(pallet.name(), name))
}

/// The account that is all of a call's arguments, as sp_runtime's `MultiAddress` has one.
fn account(mut arguments: &[u8]) -> Option<AccountId> {
    let MultiAddress::Id(id) = MultiAddress::<AccountId32, ()>::decode(&mut arguments).ok()? else {
        return None;
    };
    arguments.is_empty().then(|| AccountId::from(id.0))
}

fn other(pallet: &str, call: &str) -> Motion {
    let bounded = |name: &str| name.chars().take(LONGEST_NAME).collect();
    Motion::Other {
        pallet: bounded(pallet),
        call: bounded(call),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_is_all_of_the_arguments_or_none() {
        let id = AccountId::from([7; 32]);
        let bytes = [&[0][..], &id.0].concat();
        assert_eq!(account(&bytes), Some(id));
        assert_eq!(account(&[bytes.as_slice(), &[0]].concat()), None);
        assert_eq!(account(&bytes[..32]), None);
        // Another form of an address than the account itself.
        assert_eq!(account(&[&[3][..], &id.0].concat()), None);
    }

    #[test]
    fn a_name_is_bounded() {
        let Motion::Other { pallet, call } = other(&"p".repeat(5_000), "c") else {
            panic!("another motion");
        };
        assert_eq!((pallet.len(), call.as_str()), (LONGEST_NAME, "c"));
    }
}
