//! What something would cost now: tried without cost, nothing signed, nothing paid.

use super::Inner;
use super::call::{contract_call, transfer_of};
use super::deploy::{instantiation_of, instantiation_with_code, upload_of};
use super::limits::GasLimit;
use crate::chain::reverted;
use crate::error::ChainError;
use crate::submission::{
    Code, ContractCall, DryRun, Estimate, Instantiation, Outcome, StorageDeposit, Weight,
};
use medink_types::AccountId;
use scale::{Compact, Decode, Encode};
use subxt::transactions::Payload;

impl Inner {
    pub(super) async fn estimate_call(
        &self,
        origin: AccountId,
        call: &ContractCall,
    ) -> Result<Estimate, ChainError> {
        let (run, balance) = futures::try_join!(self.dry_run(origin, call, None), self.balance(origin))?;
        let what = &call.label;
        match &run.outcome {
            Outcome::Returned(_) => {}
            Outcome::Reverted(bytes) => return Err(reverted(call, bytes, None)),
            Outcome::Failed(failure) => {
                let (at, failure) = (Some(call.contract), failure.clone());
                return Err(self.not_carried_out(origin, at, what, failure, &balance));
            }
        }
        let payload = contract_call(call, exactly(&run), Some(run.deposit.charged()));
        let (_, fee) = self.priced(what, &payload, origin).await?;
        Ok(of_run(&run, fee))
    }

    pub(super) async fn estimate_transfer(
        &self,
        origin: AccountId,
        to: AccountId,
        amount: u128,
    ) -> Result<Estimate, ChainError> {
        let what = format!("a transfer to {}", crate::address(&to));
        let payload = transfer_of(to, amount);
        let ((gas, fee), balance) =
            futures::try_join!(self.priced(&what, &payload, origin), self.balance(origin))?;
        if amount.saturating_add(fee) > balance.spendable {
            let token = &self.identity.token;
            let (has, needs) = (
                token.format(balance.spendable),
                token.format(amount.saturating_add(fee)),
            );
            return Err(ChainError::NoFunds {
                account: origin,
                what,
                why: format!("it has {has} to spend, and amount and fee come to {needs}"),
            });
        }
        Ok(Estimate {
            gas,
            fee,
            deposit: StorageDeposit::Charged(0),
        })
    }

    pub(super) async fn estimate_upload(
        &self,
        origin: AccountId,
        code: &[u8],
    ) -> Result<Option<Estimate>, ChainError> {
        if self.code_exists(Code::Upload(code.to_vec()).hash()).await? {
            return Ok(None);
        }
        let what = format!("uploading contract code of {} bytes", code.len());
        let deposit = self.try_upload(origin, code, &what).await?;
        let (gas, fee) = self
            .priced(&what, &upload_of(code, Some(deposit)), origin)
            .await?;
        Ok(Some(Estimate {
            gas,
            fee,
            deposit: StorageDeposit::Charged(deposit),
        }))
    }

    pub(super) async fn estimate_instantiation(
        &self,
        origin: AccountId,
        new: &Instantiation,
        code: Option<&[u8]>,
    ) -> Result<Option<Estimate>, ChainError> {
        let hash = new.code.hash();
        let address = crate::contract_address(origin, hash, &new.data, &new.salt);
        if self.code_hash_of(address).await?.is_some() {
            return Ok(None);
        }
        let what = format!("making {}", new.label);
        let run = match code {
            None => self.try_instantiation(origin, new, &what).await?,
            // Tried together with its code, whose deposit is the upload's.
            Some(code) => {
                let together = Instantiation {
                    code: Code::Upload(code.to_vec()),
                    ..new.clone()
                };
                let (mut run, upload) = futures::try_join!(
                    self.try_instantiation(origin, &together, &what),
                    self.try_upload(origin, code, &what)
                )?;
                let deposit = run.deposit.charged().saturating_sub(upload);
                run.deposit = StorageDeposit::Charged(deposit);
                run
            }
        };
        let (gas, deposit) = (exactly(&run), Some(run.deposit.charged()));
        let (_, fee) = match &new.code {
            Code::Existing(_) => {
                let payload = instantiation_of(new, hash, gas, deposit);
                self.priced(&what, &payload, origin).await?
            }
            Code::Upload(code) => {
                let payload = instantiation_with_code(new, code, gas, deposit);
                self.priced(&what, &payload, origin).await?
            }
        };
        Ok(Some(of_run(&run, fee)))
    }

    /// The weight and the fee of a transaction with this call, without a tip (TransactionPaymentApi).
    async fn priced<P: Payload>(
        &self,
        what: &str,
        payload: &P,
        origin: AccountId,
    ) -> Result<(Weight, u128), ChainError> {
        let mut arguments = self.runtime().unsigned(what, payload, origin)?;
        let length = u32::try_from(arguments.len()).unwrap_or(u32::MAX);
        length.encode_to(&mut arguments);
        let answer = self
            .runtime_call("TransactionPaymentApi_query_info", &arguments, None)
            .await?;
        let (ref_time, proof_size, _, fee) = <(Compact<u64>, Compact<u64>, u8, u128)>::decode(&mut &*answer)
            .map_err(|e| ChainError::malformed("TransactionPaymentApi_query_info", e))?;
        let weight = Weight {
            ref_time: ref_time.0,
            proof_size: proof_size.0,
        };
        Ok((weight, fee))
    }
}

/// What a dry run needed, as a limit without margin: unused gas is not charged, so that the fee of a transaction with
/// a wider limit comes to the same.
fn exactly(run: &DryRun) -> GasLimit {
    GasLimit {
        ref_time: run.gas.ref_time,
        proof_size: run.gas.proof_size,
    }
}

fn of_run(run: &DryRun, fee: u128) -> Estimate {
    Estimate {
        gas: run.gas,
        fee,
        deposit: run.deposit,
    }
}
