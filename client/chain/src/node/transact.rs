//! A transaction from its trial to what came of it: tried in a dry run first, then written with limits above what it
//! needed. One like another that was just written is not tried: what that one needed, it needs, too.
//!
//! If the limits were too little all the same, because the contracts' state changed in between, one more attempt is
//! made from a fresh trial with twice the gas.

use super::SubxtChain;
use super::api::Outcome;
use super::payload::PalletCall;
use super::receipt::Written;
use super::submit::Extrinsic;
use crate::chain::reverted;
use crate::error::ChainError;
use crate::signer::Signer;
use crate::submission::{Estimate, SubmitOptions, Submitted, Transaction};
use medink_types::AccountId;
use medink_words::Said;

impl SubxtChain {
    pub(super) async fn transact(
        &self,
        signer: &dyn Signer,
        transaction: Transaction<'_>,
        options: &SubmitOptions,
    ) -> Result<Submitted, ChainError> {
        let what = &transaction.said();
        if let Transaction::Transfer { .. } | Transaction::Network(_) = transaction {
            return self.pallet(signer, transaction, what, options).await;
        }
        let origin = AccountId::from(signer.account());
        let mut gas_multiplier = 1;
        let mut like = options.like.filter(|like| like.fits(transaction));
        loop {
            let (needs, checkpoint) = match like.take() {
                Some(estimate) => futures::try_join!(self.needs_like(origin, estimate), self.checkpoint())?,
                None => futures::try_join!(self.needs(origin, transaction, what), self.checkpoint())?,
            };
            let limits = self.limits(what, &needs, gas_multiplier, options)?;
            let call = &PalletCall { transaction, limits };
            let extrinsic = Extrinsic {
                signer,
                call,
                what,
                options,
            };
            let written = self.write(&extrinsic, checkpoint).await?;
            match written.receipt(what, Some(origin)) {
                Ok((receipt, made)) => {
                    return Ok(Submitted {
                        returned: needs.returned,
                        made,
                        estimate: Estimate::of(transaction, needs.gas, needs.deposit),
                        receipt,
                    });
                }
                Err(ChainError::Dispatch { failure, .. })
                    if failure.is_stale_estimate() && gas_multiplier == 1 =>
                {
                    gas_multiplier = 2;
                }
                Err(error) => return Err(self.with_reason(error, origin, transaction, &written).await?),
            }
        }
    }

    /// Writes what is no contract's, which there is no dry run for.
    async fn pallet(
        &self,
        signer: &dyn Signer,
        transaction: Transaction<'_>,
        what: &Said,
        options: &SubmitOptions,
    ) -> Result<Submitted, ChainError> {
        let origin = AccountId::from(signer.account());
        let (limits, checkpoint) = futures::try_join!(self.limits_of_pallet(transaction), self.checkpoint())?;
        let call = &PalletCall { transaction, limits };
        let extrinsic = Extrinsic {
            signer,
            call,
            what,
            options,
        };
        let written = self.write(&extrinsic, checkpoint).await?;
        match written.receipt(what, Some(origin)) {
            Ok((receipt, made)) => Ok(Submitted {
                returned: Vec::new(),
                made,
                estimate: None,
                receipt,
            }),
            Err(ChainError::Dispatch { failure, .. }) if failure.is_lack_of_funds() => {
                Err(ChainError::NoFunds {
                    account: origin,
                    what: what.clone(),
                    why: failure.said().into(),
                })
            }
            Err(error) => Err(error),
        }
    }

    /// A transaction that a contract reverted does not tell the reason; the state that it was refused on does.
    async fn with_reason(
        &self,
        error: ChainError,
        origin: AccountId,
        transaction: Transaction<'_>,
        written: &Written,
    ) -> Result<ChainError, ChainError> {
        let (call, receipt) = match (&error, transaction) {
            (ChainError::Dispatch { failure, receipt, .. }, Transaction::Call(call))
                if failure.is_contracts("ContractReverted") =>
            {
                (call, receipt.clone())
            }
            _ => return Ok(error),
        };
        let again = self.dry_run_call(origin, call, Some(written.block)).await?;
        Ok(match again.outcome {
            Outcome::Reverted(bytes) => {
                reverted(call.contract, &ChainError::named(&call.label), &bytes, receipt)
            }
            _ => error,
        })
    }
}
