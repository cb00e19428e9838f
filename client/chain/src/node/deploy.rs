//! Putting contracts on the chain, in steps that can be repeated: what is there already is found and not paid again.

use super::limits::gas_limit;
use super::submit::Order;
use super::{Inner, api};
use crate::chain::reverted;
use crate::error::ChainError;
use crate::signer::Signer;
use crate::submission::{
    Code, ContractCall, Instantiated, Instantiation, Outcome, StorageDeposit, SubmitOptions, Uploaded,
};
use medink_types::AccountId;
use subxt::ext::scale_value::Value;
use subxt::transactions::dynamic;
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
        let arguments = api::upload_code(origin, code);
        let (answer, balance, birth) = futures::try_join!(
            self.runtime_call("ContractsApi_upload_code", &arguments, None),
            self.balance(origin),
            self.birth()
        )?;
        let deposit = api::uploaded(&answer, self.runtime().metadata())
            .map_err(|e| ChainError::malformed("ContractsApi_upload_code", e))?
            .map_err(|failure| self.not_carried_out(origin, None, &what, failure, &balance))?;
        let limit = self.deposit_limit(StorageDeposit::Charged(deposit), &balance);
        let enforced = Value::unnamed_variant("Enforced", []);
        let payload = dynamic("Contracts", "upload_code", (code.to_vec(), limit, enforced));
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
        let predicted = crate::contract_address(origin, code_hash, &new.data, &new.salt);
        if self.code_hash_of(predicted).await?.is_some() {
            return Ok(Instantiated {
                address: predicted,
                code_hash,
                receipt: None,
            });
        }
        let what = format!("making {}", new.label);
        let arguments = api::instantiate(origin, new);
        let (answer, balance, birth) = futures::try_join!(
            self.runtime_call("ContractsApi_instantiate", &arguments, None),
            self.balance(origin),
            self.birth()
        )?;
        let (run, _) = api::instantiated(&answer, self.runtime().metadata())
            .map_err(|e| ChainError::malformed("ContractsApi_instantiate", e))?;
        // As a call, for its errors: the constructor is what is called.
        let call = ContractCall {
            contract: predicted,
            value: 0,
            data: Vec::new(),
            label: what.clone(),
        };
        match run.outcome {
            Outcome::Returned(_) => {}
            Outcome::Reverted(bytes) => return Err(reverted(&call, &bytes, None)),
            Outcome::Failed(failure) => {
                return Err(self.not_carried_out(origin, None, &what, failure, &balance));
            }
        }
        let gas = gas_limit(run.gas, 1);
        let deposit = self.deposit_limit(run.deposit, &balance);
        let (data, salt) = (new.data.clone(), new.salt.clone());
        let written = match &new.code {
            Code::Existing(hash) => {
                let arguments = (new.value, gas, deposit, H256(*hash), data, salt);
                let payload = dynamic("Contracts", "instantiate", arguments);
                self.write(
                    &Order {
                        signer,
                        payload: &payload,
                        what: &what,
                        options,
                    },
                    birth,
                )
                .await?
            }
            Code::Upload(code) => {
                let arguments = (new.value, gas, deposit, code.clone(), data, salt);
                let payload = dynamic("Contracts", "instantiate_with_code", arguments);
                self.write(
                    &Order {
                        signer,
                        payload: &payload,
                        what: &what,
                        options,
                    },
                    birth,
                )
                .await?
            }
        };
        let (receipt, made) = written.receipt(&what, Some(origin))?;
        let address =
            made.ok_or_else(|| ChainError::malformed(&*what, "the chain did not say where the contract is"))?;
        Ok(Instantiated {
            address,
            code_hash,
            receipt: Some(receipt),
        })
    }
}
