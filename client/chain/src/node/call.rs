//! Contract calls and transfers: tried in a dry run first, then written with limits above what it needed.
//!
//! If the limits were too little all the same, because the contracts' state changed in between, one more attempt is
//! made from a fresh dry run with twice the gas.

use super::limits::{GasLimit, gas_limit};
use super::submit::Order;
use super::{Inner, api};
use crate::chain::reverted;
use crate::error::ChainError;
use crate::signer::Signer;
use crate::submission::{ContractCall, DryRun, Estimate, Outcome, Receipt, SubmitOptions, Submitted};
use medink_types::AccountId;
use scale::{Compact, Decode, Encode};
use subxt::transactions::{Payload, dynamic};
use subxt::utils::{AccountId32, H256, MultiAddress};

/// An account, as a call's argument.
type Target = MultiAddress<AccountId32, ()>;

impl Inner {
    pub(super) async fn dry_run(
        &self,
        origin: AccountId,
        call: &ContractCall,
        at: Option<H256>,
    ) -> Result<DryRun, ChainError> {
        let answer = self
            .runtime_call("ContractsApi_call", &api::call(origin, call), at)
            .await?;
        api::called(&answer, self.runtime().metadata())
            .map_err(|e| ChainError::malformed("ContractsApi_call", e))
    }

    pub(super) async fn submit_call(
        &self,
        signer: &dyn Signer,
        call: &ContractCall,
        options: &SubmitOptions,
    ) -> Result<Submitted, ChainError> {
        let origin = AccountId::from(signer.account());
        let mut generosity = 1;
        loop {
            let (run, balance, birth) = futures::try_join!(
                self.dry_run(origin, call, None),
                self.balance(origin),
                self.birth()
            )?;
            let returned = match run.outcome {
                Outcome::Returned(bytes) => bytes,
                Outcome::Reverted(bytes) => return Err(reverted(call, &bytes, None)),
                Outcome::Failed(failure) => {
                    return Err(self.not_carried_out(
                        origin,
                        Some(call.contract),
                        &call.label,
                        failure,
                        &balance,
                    ));
                }
            };
            let gas = gas_limit(run.gas, generosity);
            let payload = contract_call(call, gas, self.deposit_limit(run.deposit, &balance));
            let order = Order {
                signer,
                payload: &payload,
                what: &call.label,
                options,
            };
            let written = self.write(&order, birth).await?;
            match written.receipt(&call.label, Some(origin)) {
                Ok((receipt, _)) => return Ok(Submitted { returned, receipt }),
                Err(ChainError::Dispatch { failure, .. })
                    if failure.is_stale_estimate() && generosity == 1 =>
                {
                    generosity = 2;
                }
                Err(ChainError::Dispatch {
                    what,
                    failure,
                    receipt,
                }) if failure.is_contracts("ContractReverted") => {
                    // A transaction does not tell the reason; the state that it was refused on does.
                    let again = self.dry_run(origin, call, Some(written.block)).await?;
                    return Err(match again.outcome {
                        Outcome::Reverted(bytes) => reverted(call, &bytes, receipt),
                        _ => ChainError::Dispatch {
                            what,
                            failure,
                            receipt,
                        },
                    });
                }
                Err(error) => return Err(error),
            }
        }
    }

    pub(super) async fn estimate_call(
        &self,
        origin: AccountId,
        call: &ContractCall,
    ) -> Result<Estimate, ChainError> {
        let (run, balance) = futures::try_join!(self.dry_run(origin, call, None), self.balance(origin))?;
        match run.outcome {
            Outcome::Returned(_) => {}
            Outcome::Reverted(bytes) => return Err(reverted(call, &bytes, None)),
            Outcome::Failed(failure) => {
                return Err(self.not_carried_out(
                    origin,
                    Some(call.contract),
                    &call.label,
                    failure,
                    &balance,
                ));
            }
        }
        let gas = GasLimit {
            ref_time: run.gas.ref_time,
            proof_size: run.gas.proof_size,
        };
        let payload = contract_call(call, gas, Some(run.deposit.charged()));
        let fee = self.fee_of(&call.label, &payload, origin).await?;
        Ok(Estimate {
            gas: run.gas,
            fee,
            deposit: run.deposit,
        })
    }

    pub(super) async fn transfer(
        &self,
        signer: &dyn Signer,
        to: AccountId,
        amount: u128,
        options: &SubmitOptions,
    ) -> Result<Receipt, ChainError> {
        let origin = AccountId::from(signer.account());
        let what = format!("a transfer to {}", crate::address(&to));
        let birth = self.birth().await?;
        let target = Target::Id(AccountId32(to.0));
        let payload = dynamic("Balances", "transfer_keep_alive", (target, amount));
        let written = self
            .write(
                &Order {
                    signer,
                    payload: &payload,
                    what: &what,
                    options,
                },
                birth,
            )
            .await?;
        written
            .receipt(&what, Some(origin))
            .map(|(receipt, _)| receipt)
            .map_err(|error| match error {
                ChainError::Dispatch { failure, .. } if failure.is_lack_of_funds() => ChainError::NoFunds {
                    account: origin,
                    what: what.clone(),
                    why: failure.to_string(),
                },
                other => other,
            })
    }

    /// The fee of a transaction with this call, without a tip (TransactionPaymentApi).
    async fn fee_of<P: Payload>(
        &self,
        what: &str,
        payload: &P,
        origin: AccountId,
    ) -> Result<u128, ChainError> {
        let mut arguments = self.runtime().unsigned(what, payload, origin)?;
        let length = u32::try_from(arguments.len()).unwrap_or(u32::MAX);
        length.encode_to(&mut arguments);
        let answer = self
            .runtime_call("TransactionPaymentApi_query_info", &arguments, None)
            .await?;
        let (_, _, _, fee) = <(Compact<u64>, Compact<u64>, u8, u128)>::decode(&mut &*answer)
            .map_err(|e| ChainError::malformed("TransactionPaymentApi_query_info", e))?;
        Ok(fee)
    }
}

fn contract_call(call: &ContractCall, gas: GasLimit, deposit: Option<u128>) -> impl Payload + Sync {
    let target = Target::Id(AccountId32(call.contract.0));
    dynamic(
        "Contracts",
        "call",
        (target, call.value, gas, deposit, call.data.clone()),
    )
}
