//! What came of a transaction that is in a block.

use super::block_events::BlockEvents;
use crate::error::ChainError;
use crate::submission::Receipt;
use medink_types::AccountId;
use medink_words::Said;
use std::sync::Arc;
use std::time::Duration;
use subxt::utils::H256;

/// Where a transaction was written.
pub(crate) struct Written {
    pub(crate) block: H256,
    pub(crate) block_events: Arc<BlockEvents>,
    pub(crate) index: u32,
    pub(crate) tx_hash: [u8; 32],
    pub(crate) nonce: u64,
    pub(crate) finalized: bool,
    pub(crate) elapsed: Duration,
}

impl Written {
    /// The receipt, with the contract that was made if one was; or the failure, with the receipt in it. Deposits are
    /// told from the side of `payer`, or of all accounts.
    pub(crate) fn receipt(
        &self,
        what: &Said,
        payer: Option<AccountId>,
    ) -> Result<(Receipt, Option<AccountId>), ChainError> {
        let effects = self.block_events.effects(self.index, payer);
        let receipt = Receipt {
            tx_hash: self.tx_hash,
            block_hash: self.block.0,
            block_number: self.block_events.number,
            index: self.index,
            nonce: self.nonce,
            time_ms: self.block_events.time_ms,
            fee: effects.fee,
            tip: effects.tip,
            deposit: effects.deposit,
            finalized: self.finalized,
            elapsed: self.elapsed,
            events: effects.events,
        };
        match effects.failure {
            None => Ok((receipt, effects.instantiated)),
            Some(failure) => Err(ChainError::Dispatch {
                what: what.clone(),
                failure,
                receipt: Some(Box::new(receipt)),
            }),
        }
    }
}
