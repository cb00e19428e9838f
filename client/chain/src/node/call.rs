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
use crate::submission::{ContractCall, DryRun, Outcome, Receipt, SubmitOptions, Submitted};
use medink_types::AccountId;
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
            let deposit = self.deposit_limit(&call.label, run.deposit, &balance, options)?;
            let payload = contract_call(call, gas, Some(deposit));
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
        let payload = transfer_of(to, amount);
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
}

/// A transfer that leaves the sender's account alive.
pub(super) fn transfer_of(to: AccountId, amount: u128) -> impl Payload + Sync {
    let target = Target::Id(AccountId32(to.0));
    dynamic("Balances", "transfer_keep_alive", (target, amount))
}

/// A call of a contract, within limits.
pub(super) fn contract_call(
    call: &ContractCall,
    gas: GasLimit,
    deposit: Option<u128>,
) -> impl Payload + Sync {
    let target = Target::Id(AccountId32(call.contract.0));
    dynamic(
        "Contracts",
        "call",
        (target, call.value, gas, deposit, call.data.clone()),
    )
}
