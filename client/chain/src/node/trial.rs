//! What a transaction would do, need and cost on the present state: tried in a dry run, nothing signed, nothing paid.

use super::api::{DryRun, Outcome};
use super::limits::Limits;
use super::payload::PalletCall;
use super::{SubxtChain, api};
use crate::chain::{Chain, reverted};
use crate::error::ChainError;
use crate::identity::Balance;
use crate::submission::{
    Code, ContractCall, Cost, Estimate, Instantiation, StorageDeposit, Transaction, Trial, Weight,
};
use medink_types::AccountId;
use medink_words::{Said, Value, said};
use scale::{Compact, Decode, Encode};
use subxt::utils::H256;

/// What a transaction needs, and what its payer has.
pub(super) struct Needs {
    /// As a limit, without margin.
    pub(super) gas: Weight,
    pub(super) deposit: StorageDeposit,
    /// What the message or constructor returned; empty where it was not tried.
    pub(super) returned: Vec<u8>,
    pub(super) balance: Balance,
}

impl SubxtChain {
    pub(super) async fn trial(
        &self,
        origin: AccountId,
        transaction: Transaction<'_>,
    ) -> Result<Trial, ChainError> {
        let what = transaction.said();
        let Needs {
            gas,
            deposit,
            returned,
            balance,
        } = self.needs(origin, transaction, &what).await?;
        // Unused gas is not charged, so that the fee of a transaction with wider limits comes to the same.
        let limits = match transaction {
            Transaction::Network(_) => self.limits_of_pallet(transaction).await?,
            _ => Limits::exactly(gas, deposit),
        };
        let call = PalletCall { transaction, limits };
        let (weight, fee) = self.priced(&what, &call, origin).await?;
        let gas = match transaction {
            Transaction::Call(_) | Transaction::Instantiate(_) => gas,
            Transaction::Upload(_) => weight,
            Transaction::Transfer { .. } | Transaction::Network(_) => {
                let amount = match transaction {
                    Transaction::Transfer { amount, .. } => amount,
                    _ => deposit.charged(),
                };
                let needed = amount.saturating_add(fee);
                if needed > balance.spendable {
                    let token = &self.identity.token;
                    let (has, needs) = (token.format(balance.spendable), token.format(needed));
                    return Err(ChainError::NoFunds {
                        account: origin,
                        what,
                        why: said!(
                            "chain-funds-transfer",
                            has = Value::amount(&has),
                            needs = Value::amount(&needs)
                        )
                        .into(),
                    });
                }
                weight
            }
        };
        let cost = Cost { gas, fee, deposit };
        Ok(Trial { cost, returned })
    }

    /// Tries a transaction: what a contract refuses, and what the chain would not carry out, is an error.
    pub(super) async fn needs(
        &self,
        origin: AccountId,
        transaction: Transaction<'_>,
        what: &Said,
    ) -> Result<Needs, ChainError> {
        let run = async {
            match transaction {
                Transaction::Call(call) => self.dry_run_call(origin, call, None).await,
                Transaction::Upload(code) => self.dry_run_upload(origin, code).await,
                Transaction::Instantiate(new) => self.dry_run_instantiation(origin, new).await,
                // No contract has a part in it.
                Transaction::Transfer { .. } => Ok(DryRun::taking(0)),
                Transaction::Network(call) => Ok(DryRun::taking(self.deposit_for(call))),
            }
        };
        let (run, balance) = futures::try_join!(run, self.balance(origin))?;
        let (called, at) = match transaction {
            Transaction::Call(call) => (Some(call.contract), call.contract),
            Transaction::Instantiate(new) => (None, new.address(origin)),
            // No contract runs that could revert it.
            Transaction::Upload(_) | Transaction::Transfer { .. } | Transaction::Network(_) => (None, origin),
        };
        match run.outcome {
            Outcome::Returned(returned) => Ok(Needs {
                gas: run.gas,
                deposit: run.deposit,
                returned,
                balance,
            }),
            Outcome::Reverted(bytes) => Err(reverted(at, what, &bytes, None)),
            Outcome::Failed(failure) => Err(self.not_carried_out(origin, called, what, failure, &balance)),
        }
    }

    /// What is like another transaction needs what that one did. The balance alone is asked for.
    pub(super) async fn needs_like(
        &self,
        origin: AccountId,
        estimate: Estimate,
    ) -> Result<Needs, ChainError> {
        Ok(Needs {
            gas: estimate.gas,
            deposit: estimate.deposit,
            returned: Vec::new(),
            balance: self.balance(origin).await?,
        })
    }

    /// Runs a call without paying, at a block or on the newest state.
    pub(super) async fn dry_run_call(
        &self,
        origin: AccountId,
        call: &ContractCall,
        at: Option<H256>,
    ) -> Result<DryRun, ChainError> {
        const FUNCTION: &str = "ContractsApi_call";
        let answer = self.runtime_call(FUNCTION, &api::call(origin, call), at).await?;
        api::called(&answer, self.runtime().metadata())
            .map_err(|e| ChainError::malformed(ChainError::named(FUNCTION), e.to_string()))
    }

    async fn dry_run_upload(&self, origin: AccountId, code: &[u8]) -> Result<DryRun, ChainError> {
        const FUNCTION: &str = "ContractsApi_upload_code";
        let arguments = api::upload_code(origin, code);
        let answer = self.runtime_call(FUNCTION, &arguments, None).await?;
        api::uploaded(&answer, self.runtime().metadata())
            .map_err(|e| ChainError::malformed(ChainError::named(FUNCTION), e.to_string()))
    }

    async fn dry_run_instantiation(
        &self,
        origin: AccountId,
        new: &Instantiation,
    ) -> Result<DryRun, ChainError> {
        const FUNCTION: &str = "ContractsApi_instantiate";
        let run = async {
            let arguments = api::instantiate(origin, new);
            let answer = self.runtime_call(FUNCTION, &arguments, None).await?;
            api::called(&answer, self.runtime().metadata())
                .map_err(|e| ChainError::malformed(ChainError::named(FUNCTION), e.to_string()))
        };
        let code = match &new.code {
            Code::Existing(_) => return run.await,
            Code::Pending(code) => code,
        };
        // Tried together with its code, whose deposit is the upload's.
        let (mut run, upload) = futures::try_join!(run, self.dry_run_upload(origin, code))?;
        if !matches!(upload.outcome, Outcome::Returned(_)) {
            return Ok(upload);
        }
        let deposit = run.deposit.charged().saturating_sub(upload.deposit.charged());
        run.deposit = StorageDeposit::Charged(deposit);
        Ok(run)
    }

    /// The weight and the fee of a transaction with this call, without a tip (TransactionPaymentApi).
    async fn priced(
        &self,
        what: &Said,
        call: &PalletCall<'_>,
        origin: AccountId,
    ) -> Result<(Weight, u128), ChainError> {
        const FUNCTION: &str = "TransactionPaymentApi_query_info";
        let mut arguments = self.runtime().unsigned(what, call, origin)?;
        let length = u32::try_from(arguments.len()).unwrap_or(u32::MAX);
        length.encode_to(&mut arguments);
        let answer = self.runtime_call(FUNCTION, &arguments, None).await?;
        price_of(&answer).map_err(|e| ChainError::malformed(ChainError::named(FUNCTION), e.to_string()))
    }
}

/// A weight and a fee, as the runtime tells them.
pub(super) fn price_of(mut answer: &[u8]) -> Result<(Weight, u128), scale::Error> {
    let (ref_time, proof_size, _, fee) = <(Compact<u64>, Compact<u64>, u8, u128)>::decode(&mut answer)?;
    let weight = Weight {
        ref_time: ref_time.0,
        proof_size: proof_size.0,
    };
    Ok((weight, fee))
}
