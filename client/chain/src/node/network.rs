//! What a node tells of the network that it is one of.

use super::SubxtChain;
use super::link::NONE;
use crate::error::ChainError;
use crate::network::{LOOKED_AT, Network, validators};
use medink_types::AccountId;
use medink_words::said;
use scale::Decode;
use subxt::config::substrate::{DigestItem, SubstrateHeader};
use subxt::utils::H256;

/// Hospitals that are taken for a network's at most. Our own node's runtime has a hundred.
const MOST_HOSPITALS: usize = 1_000;

/// What a header calls the digest that names its slot.
const AURA: [u8; 4] = *b"aura";

#[derive(serde::Deserialize)]
#[serde(rename_all = "camelCase")]
struct Health {
    peers: u64,
    is_syncing: bool,
}

impl SubxtChain {
    /// None for a chain that no hospitals keep.
    pub(super) async fn network_now(&self) -> Result<Option<Network>, ChainError> {
        let runtime = self.runtime();
        let (Ok(turns), Ok(seats)) = (
            runtime.storage_key("Session", "Validators", ()),
            runtime.storage_key("Hospitals", "Members", ()),
        ) else {
            // Another node's runtime, which has no such thing.
            return Ok(None);
        };
        let best: H256 = self.link.ask("chain_getBlockHash", NONE).await?;
        let hospitals = self.accounts(&seats, best).await?;
        if hospitals.is_empty() {
            return Ok(None);
        }
        let health: Health = self.link.ask("system_health", NONE).await?;
        let last: H256 = self.link.ask("chain_getFinalizedHead", NONE).await?;
        let accounts = self.accounts(&turns, best).await?;

        let mut without_keys = Vec::new();
        for hospital in hospitals.iter().filter(|hospital| !accounts.contains(hospital)) {
            if !self.are_keys_laid_down(*hospital).await? {
                without_keys.push(*hospital);
            }
        }

        let newest = self.header(best).await?;
        let (number, mut header) = (newest.number, newest);
        let mut slots = Vec::new();
        // A block is made by who had turns when the one before it was done. Block 0 is nobody's.
        while header.number > 0
            && slots.len() < LOOKED_AT
            && self.accounts(&turns, header.parent_hash).await? == accounts
        {
            slots.extend(slot(&header));
            header = self.header(header.parent_hash).await?;
        }
        Ok(Some(Network {
            peers: health.peers,
            catching_up: health.is_syncing,
            best: number,
            finalized: self.header(last).await?.number,
            hospitals,
            without_keys,
            validators: validators(&accounts, &slots),
        }))
    }

    async fn header(&self, block: H256) -> Result<SubstrateHeader<H256>, ChainError> {
        let header: Option<SubstrateHeader<H256>> = self.link.ask("chain_getHeader", (block,)).await?;
        header.ok_or_else(|| ChainError::malformed(said!("chain-header"), said!("chain-header-missing")))
    }

    pub(super) async fn accounts(&self, key: &[u8], at: H256) -> Result<Vec<AccountId>, ChainError> {
        let Some(bytes) = self.storage(key, Some(at)).await? else {
            return Ok(Vec::new());
        };
        account_list(&bytes)
    }
}

/// A list of hospitals.
pub(super) fn account_list(bytes: &[u8]) -> Result<Vec<AccountId>, ChainError> {
    let accounts = Vec::<[u8; 32]>::decode(&mut &*bytes)
        .map_err(|error| ChainError::malformed(said!("chain-account-list"), error.to_string()))?;
    few(accounts.len())?;
    Ok(accounts.into_iter().map(AccountId::from).collect())
}

/// Refuses a list of hospitals that no network could have.
pub(super) fn few(accounts: usize) -> Result<(), ChainError> {
    match accounts <= MOST_HOSPITALS {
        true => Ok(()),
        false => Err(ChainError::malformed(
            said!("chain-account-list"),
            said!("chain-list-long", count = accounts),
        )),
    }
}

fn slot(header: &SubstrateHeader<H256>) -> Option<u64> {
    header.digest.logs.iter().find_map(|item| match item {
        DigestItem::PreRuntime(AURA, slot) => u64::decode(&mut slot.as_slice()).ok(),
        _ => None,
    })
}
