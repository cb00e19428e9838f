//! Putting contracts on the chain, in steps that can be repeated: what is there already is found and not paid again.

use super::limits::{GasLimit, gas_limit};
use super::submit::Order;
use super::{Inner, api};
use crate::chain::reverted;
use crate::error::ChainError;
use crate::signer::Signer;
use crate::submission::{
    Code, ContractCall, DryRun, Instantiated, Instantiation, Outcome, StorageDeposit, SubmitOptions, Uploaded,
};
use medink_types::AccountId;
use subxt::ext::scale_value::Value;
use subxt::transactions::{Payload, dynamic};
use subxt::utils::H256;

impl Inner {
    pub(super) async fn upload_code(
        &self,
        signer: &dyn Signer,
        code: &[u8],
        options: &SubmitOptions,
    ) -> Result<Uploaded, ChainError> {
        let code_hash = Code::Upload(code.to_vec()).hash();
        if self.code_exists(code_hash).await? {
            return Ok(Uploaded {
                code_hash,
                receipt: None,
            });
        }
        let what = format!("uploading contract code of {} bytes", code.len());
        let origin = AccountId::from(signer.account());
        let (deposit, balance, birth) = futures::try_join!(
            self.try_upload(origin, code, &what),
            self.balance(origin),
            self.birth()
        )?;
        let limit = self.deposit_limit(&what, StorageDeposit::Charged(deposit), &balance, options)?;
        let payload = upload_of(code, Some(limit));
        let order = Order {
            signer,
            payload: &payload,
            what: &what,
            options,
        };
        let written = self.write(&order, birth).await?;
        let (receipt, _) = written.receipt(&what, Some(origin))?;
        Ok(Uploaded {
            code_hash,
            receipt: Some(receipt),
        })
    }

    pub(super) async fn instantiate(
        &self,
        signer: &dyn Signer,
        new: &Instantiation,
        options: &SubmitOptions,
    ) -> Result<Instantiated, ChainError> {
        let origin = AccountId::from(signer.account());
        let code_hash = new.code.hash();
        let predicted = self.predicted(origin, new);
        if self.code_hash_of(predicted).await?.is_some() {
            return Ok(Instantiated {
                address: predicted,
                code_hash,
                receipt: None,
            });
        }
        let what = format!("making {}", new.label);
        let (run, balance, birth) = futures::try_join!(
            self.try_instantiation(origin, new, &what),
            self.balance(origin),
            self.birth()
        )?;
        let gas = gas_limit(run.gas, 1);
        let deposit = Some(self.deposit_limit(&what, run.deposit, &balance, options)?);
        let what = &*what;
        let written = match &new.code {
            Code::Existing(hash) => {
                let payload = &instantiation_of(new, *hash, gas, deposit);
                let order = Order {
                    signer,
                    payload,
                    what,
                    options,
                };
                self.write(&order, birth).await?
            }
            Code::Upload(code) => {
                let payload = &instantiation_with_code(new, code, gas, deposit);
                let order = Order {
                    signer,
                    payload,
                    what,
                    options,
                };
                self.write(&order, birth).await?
            }
        };
        let (receipt, made) = written.receipt(what, Some(origin))?;
        let address =
            made.ok_or_else(|| ChainError::malformed(what, "the chain did not say where the contract is"))?;
        Ok(Instantiated {
            address,
            code_hash,
            receipt: Some(receipt),
        })
    }

    /// Tries an upload without paying: the deposit that it takes.
    pub(super) async fn try_upload(
        &self,
        origin: AccountId,
        code: &[u8],
        what: &str,
    ) -> Result<u128, ChainError> {
        let arguments = api::upload_code(origin, code);
        let (answer, balance) = futures::try_join!(
            self.runtime_call("ContractsApi_upload_code", &arguments, None),
            self.balance(origin)
        )?;
        api::uploaded(&answer, self.runtime().metadata())
            .map_err(|e| ChainError::malformed("ContractsApi_upload_code", e))?
            .map_err(|failure| self.not_carried_out(origin, None, what, failure, &balance))
    }

    /// Tries to make a contract without paying.
    pub(super) async fn try_instantiation(
        &self,
        origin: AccountId,
        new: &Instantiation,
        what: &str,
    ) -> Result<DryRun, ChainError> {
        let arguments = api::instantiate(origin, new);
        let (answer, balance) = futures::try_join!(
            self.runtime_call("ContractsApi_instantiate", &arguments, None),
            self.balance(origin)
        )?;
        let (run, _) = api::instantiated(&answer, self.runtime().metadata())
            .map_err(|e| ChainError::malformed("ContractsApi_instantiate", e))?;
        match &run.outcome {
            Outcome::Returned(_) => Ok(run),
            Outcome::Reverted(bytes) => {
                // As a call, for its errors: the constructor is what is called.
                let call = ContractCall {
                    contract: self.predicted(origin, new),
                    value: 0,
                    data: Vec::new(),
                    label: what.to_owned(),
                };
                Err(reverted(&call, bytes, None))
            }
            Outcome::Failed(failure) => {
                Err(self.not_carried_out(origin, None, what, failure.clone(), &balance))
            }
        }
    }

    /// Where a contract will be.
    fn predicted(&self, origin: AccountId, new: &Instantiation) -> AccountId {
        crate::contract_address(origin, new.code.hash(), &new.data, &new.salt)
    }
}

/// An upload.
pub(super) fn upload_of(code: &[u8], deposit: Option<u128>) -> impl Payload + Sync {
    let enforced = Value::unnamed_variant("Enforced", []);
    dynamic("Contracts", "upload_code", (code.to_vec(), deposit, enforced))
}

/// A contract of code that is on the chain.
pub(super) fn instantiation_of(
    new: &Instantiation,
    hash: [u8; 32],
    gas: GasLimit,
    deposit: Option<u128>,
) -> impl Payload + Sync {
    let (data, salt) = (new.data.clone(), new.salt.clone());
    let arguments = (new.value, gas, deposit, H256(hash), data, salt);
    dynamic("Contracts", "instantiate", arguments)
}

/// A contract together with its code.
pub(super) fn instantiation_with_code(
    new: &Instantiation,
    code: &[u8],
    gas: GasLimit,
    deposit: Option<u128>,
) -> impl Payload + Sync {
    let (data, salt) = (new.data.clone(), new.salt.clone());
    let arguments = (new.value, gas, deposit, code.to_vec(), data, salt);
    dynamic("Contracts", "instantiate_with_code", arguments)
}
