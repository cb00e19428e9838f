//! The transactions that this crate makes: a contract call, an upload, an instantiation, a transfer, each tried in a
//! dry run first and submitted with limits above what the dry run needed.
//!
//! Limits and margins: an estimate holds for the state that it was made on. When the transaction comes to its turn,
//! others may have lengthened a list or taken a slot, so both dimensions of gas and the deposit get a quarter and a
//! fixed amount on top. Unused gas is not charged, and a deposit limit is no payment. If it was too little all the
//! same, one more attempt is made from a fresh dry run with twice the gas.

use super::submit::{Order, Written};
use super::{Inner, api};
use crate::chain::{failed, reverted};
use crate::dispatch::DispatchFailure;
use crate::error::ChainError;
use crate::identity::Balance;
use crate::signer::Signer;
use crate::submission::{
    Code, ContractCall, DryRun, Estimate, Instantiated, Instantiation, Outcome, Receipt, StorageDeposit,
    SubmitOptions, Submitted, Uploaded, Weight,
};
use medink_types::AccountId;
use scale::{Compact, Decode, Encode};
use std::time::Instant;
use subxt::ext::scale_encode::EncodeAsType;
use subxt::ext::scale_value::Value;
use subxt::transactions::{Payload, dynamic};
use subxt::utils::{AccountId32, H256, MultiAddress, MultiSignature};

/// What is added to a gas limit besides a quarter: 0.5 ms and 64 KiB.
const GAS_FLOOR: Weight = Weight {
    ref_time: 500_000_000,
    proof_size: 65_536,
};

/// What is added to a deposit limit besides a quarter: the deposits of so many items and bytes.
const DEPOSIT_FLOOR: (u128, u128) = (2, 512);

/// A contract's address, as a call's argument.
type Target = MultiAddress<AccountId32, ()>;

#[derive(Clone, Copy, EncodeAsType)]
#[encode_as_type(crate_path = "subxt::ext::scale_encode")]
struct GasLimit {
    ref_time: u64,
    proof_size: u64,
}

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
                    let error = |failure| failed(call, failure);
                    return Err(self
                        .unpayable(origin, &call.label, failure, &balance)
                        .unwrap_or_else(error));
                }
            };
            let limits = (
                self.gas_limit(run.gas, generosity),
                self.deposit_limit(run.deposit, &balance),
            );
            let payload = contract_call(call, limits.0, limits.1);
            let started = Instant::now();
            let order = Order {
                signer,
                payload: &payload,
                what: &call.label,
                options,
            };
            let written = self.write(&order, birth).await?;
            let receipt = self
                .receipt(&written, options, origin, &call.label, started)
                .await;
            match receipt {
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
                let error = |failure| failed(call, failure);
                return Err(self
                    .unpayable(origin, &call.label, failure, &balance)
                    .unwrap_or_else(error));
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
            .map_err(|failure| self.not_carried_out(origin, &what, failure, &balance))?;
        let limit = self.deposit_limit(StorageDeposit::Charged(deposit), &balance);
        let enforced = Value::unnamed_variant("Enforced", []);
        let payload = dynamic("Contracts", "upload_code", (code.to_vec(), limit, enforced));
        let started = Instant::now();
        let order = Order {
            signer,
            payload: &payload,
            what: &what,
            options,
        };
        let written = self.write(&order, birth).await?;
        let (receipt, _) = self.receipt(&written, options, origin, &what, started).await?;
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
            Outcome::Failed(failure) => return Err(self.not_carried_out(origin, &what, failure, &balance)),
        }
        let gas = self.gas_limit(run.gas, 1);
        let deposit = self.deposit_limit(run.deposit, &balance);
        let (data, salt) = (new.data.clone(), new.salt.clone());
        let started = Instant::now();
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
        let (receipt, made) = self.receipt(&written, options, origin, &what, started).await?;
        let address =
            made.ok_or_else(|| ChainError::malformed(&*what, "the chain did not say where the contract is"))?;
        Ok(Instantiated {
            address,
            code_hash,
            receipt: Some(receipt),
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
        let started = Instant::now();
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
        self.receipt(&written, options, origin, &what, started)
            .await
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

    /// The receipt of what was written, with the contract that it made; the failure where it failed.
    async fn receipt(
        &self,
        written: &Written,
        options: &SubmitOptions,
        payer: AccountId,
        what: &str,
        started: Instant,
    ) -> Result<(Receipt, Option<AccountId>), ChainError> {
        let elapsed = started.elapsed();
        let facts = self.facts(written.block).await?;
        let index = facts.index_of(&written.tx_hash).ok_or_else(|| {
            ChainError::malformed(format!("block {}", facts.number), "the transaction is not in it")
        })?;
        let effects = facts.effects(index, Some(payer));
        let receipt = Receipt {
            tx_hash: written.tx_hash,
            block_hash: written.block.0,
            block_number: facts.number,
            index,
            nonce: written.nonce,
            time_ms: facts.time_ms,
            fee: effects.fee,
            tip: options.tip,
            deposit: effects.deposit,
            finalized: written.finalized,
            elapsed,
            events: effects.events,
        };
        match effects.failure {
            None => Ok((receipt, effects.instantiated)),
            Some(failure) => Err(ChainError::Dispatch {
                what: what.to_owned(),
                failure,
                receipt: Some(Box::new(receipt)),
            }),
        }
    }

    /// The fee of a transaction with this call, without a tip (TransactionPaymentApi).
    async fn fee_of<P: Payload>(
        &self,
        what: &str,
        payload: &P,
        origin: AccountId,
    ) -> Result<u128, ChainError> {
        let signed = self
            .runtime()
            .unsigned(what, payload, origin, &MultiSignature::Sr25519([0; 64]))?;
        let mut arguments = signed;
        let length = u32::try_from(arguments.len()).unwrap_or(u32::MAX);
        length.encode_to(&mut arguments);
        let answer = self
            .runtime_call("TransactionPaymentApi_query_info", &arguments, None)
            .await?;
        let (_, _, _, fee) = <(Compact<u64>, Compact<u64>, u8, u128)>::decode(&mut &*answer)
            .map_err(|e| ChainError::malformed("TransactionPaymentApi_query_info", e))?;
        Ok(fee)
    }

    fn gas_limit(&self, needed: Weight, generosity: u64) -> GasLimit {
        let generous = |needed: u64, floor: u64| {
            needed
                .saturating_add(needed / 4)
                .saturating_add(floor)
                .saturating_mul(generosity)
        };
        GasLimit {
            ref_time: generous(needed.ref_time, GAS_FLOOR.ref_time),
            proof_size: generous(needed.proof_size, GAS_FLOOR.proof_size),
        }
    }

    /// The deposit limit: with margin where the account has plenty; exactly what is needed where a margin could ask
    /// for more than it has, since the pallet refuses a limit that the account could not pay.
    fn deposit_limit(&self, needed: StorageDeposit, balance: &Balance) -> Option<u128> {
        let runtime = self.runtime();
        let floor = |name: &str, units: u128| {
            runtime
                .constant("Contracts", name)
                .unwrap_or_default()
                .saturating_mul(units)
        };
        let exact = needed.charged();
        let generous = exact
            .saturating_add(exact / 4)
            .saturating_add(floor("DepositPerItem", DEPOSIT_FLOOR.0))
            .saturating_add(floor("DepositPerByte", DEPOSIT_FLOOR.1));
        Some(if generous <= balance.spendable / 2 {
            generous
        } else {
            exact
        })
    }

    /// The error for something that the chain did not carry out in a dry run.
    fn not_carried_out(
        &self,
        account: AccountId,
        what: &str,
        failure: DispatchFailure,
        balance: &Balance,
    ) -> ChainError {
        self.unpayable(account, what, failure, balance)
            .unwrap_or_else(|failure| ChainError::Dispatch {
                what: what.to_owned(),
                failure,
                receipt: None,
            })
    }

    /// The error for a lack of funds in words, or the failure back when it is something else.
    fn unpayable(
        &self,
        account: AccountId,
        what: &str,
        failure: DispatchFailure,
        balance: &Balance,
    ) -> Result<ChainError, DispatchFailure> {
        // Without a limit a dry run may use as much deposit as the account could pay, so that reaching the limit means
        // too low a balance, unless the chain's own default limit came first.
        let limit = self
            .runtime()
            .constant("Contracts", "DefaultDepositLimit")
            .unwrap_or(u128::MAX);
        let by_limit = failure.is_contracts("StorageDepositLimitExhausted") && balance.spendable <= limit;
        if !by_limit && !failure.is_lack_of_funds() {
            return Err(failure);
        }
        let has = self.identity.token.format(balance.spendable);
        Ok(ChainError::NoFunds {
            account,
            what: what.to_owned(),
            why: format!("it has {has} to spend, and the storage deposit and the fee need more"),
        })
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
