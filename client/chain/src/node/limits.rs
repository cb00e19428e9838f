//! How much gas and deposit a transaction may use, and what it means when an account can't pay that.
//!
//! An estimate holds for the state that it was made on. When the transaction comes to its turn, others may have
//! lengthened a list or taken a slot, so both dimensions of gas and the deposit get a quarter and a fixed amount on
//! top. Unused gas is not charged, and a deposit limit is no payment.

use super::SubxtChain;
use super::trial::Needs;
use crate::dispatch::DispatchFailure;
use crate::error::ChainError;
use crate::identity::Balance;
use crate::submission::{StorageDeposit, SubmitOptions, Weight};
use medink_types::AccountId;
use medink_words::{Said, Value, said};
use subxt::ext::scale_encode::EncodeAsType;

/// What is added to a gas limit besides a quarter: 0.5 ms and 64 KiB.
const GAS_FLOOR: Weight = Weight {
    ref_time: 500_000_000,
    proof_size: 65_536,
};

/// What is added to a deposit limit besides a quarter: the deposits of so many items and bytes.
const ITEMS_FLOOR: u128 = 2;
const BYTES_FLOOR: u128 = 512;

/// What a transaction may use.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Limits {
    pub(super) gas: GasLimit,
    pub(super) deposit: u128,
}

impl Limits {
    /// What it needs, without margin.
    pub(super) fn exactly(gas: Weight, deposit: StorageDeposit) -> Limits {
        Limits {
            gas: GasLimit {
                ref_time: gas.ref_time,
                proof_size: gas.proof_size,
            },
            deposit: deposit.charged(),
        }
    }
}

/// A gas limit, as a call's argument.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, EncodeAsType)]
#[encode_as_type(crate_path = "subxt::ext::scale_encode")]
pub(super) struct GasLimit {
    pub(super) ref_time: u64,
    pub(super) proof_size: u64,
}

/// The limit for a call that needs `needed`, `multiplier` times over.
fn gas_limit(needed: Weight, multiplier: u64) -> GasLimit {
    let generous = |needed: u64, floor: u64| {
        needed
            .saturating_add(needed / 4)
            .saturating_add(floor)
            .saturating_mul(multiplier)
    };
    GasLimit {
        ref_time: generous(needed.ref_time, GAS_FLOOR.ref_time),
        proof_size: generous(needed.proof_size, GAS_FLOOR.proof_size),
    }
}

/// The deposit limit for a call that needs `exact`: with margin where the account has plenty; exactly what is needed
/// where a margin could ask for more than it has, since the pallet refuses a limit that the account could not pay.
fn deposit_limit(exact: u128, floor: u128, spendable: u128) -> u128 {
    let generous = exact.saturating_add(exact / 4).saturating_add(floor);
    if generous <= spendable / 2 {
        generous
    } else {
        exact
    }
}

impl SubxtChain {
    /// The limits for a transaction with these needs, its gas `gas_multiplier` times over.
    ///
    /// # Errors
    /// [`ChainError::DepositLimit`] where the deposit is more than the submitter allows.
    pub(super) fn limits(
        &self,
        what: &Said,
        needs: &Needs,
        gas_multiplier: u64,
        options: &SubmitOptions,
    ) -> Result<Limits, ChainError> {
        let most = options.deposit_limit.unwrap_or(u128::MAX);
        let exact = needs.deposit.charged();
        if exact > most {
            return Err(ChainError::DepositLimit {
                what: what.clone(),
                needed: self.identity.token.format(exact),
                limit: self.identity.token.format(most),
            });
        }
        let runtime = self.runtime();
        let price = |name: &str| runtime.constant("Contracts", name).unwrap_or_default();
        let floor = price("DepositPerItem")
            .saturating_mul(ITEMS_FLOOR)
            .saturating_add(price("DepositPerByte").saturating_mul(BYTES_FLOOR));
        Ok(Limits {
            gas: gas_limit(needs.gas, gas_multiplier),
            deposit: deposit_limit(exact, floor, needs.balance.spendable).min(most),
        })
    }

    /// The error for something that the chain did not carry out in a dry run.
    pub(super) fn not_carried_out(
        &self,
        account: AccountId,
        contract: Option<AccountId>,
        what: &Said,
        failure: DispatchFailure,
        balance: &Balance,
    ) -> ChainError {
        let what = what.clone();
        // Without a limit a dry run may use as much deposit as the account could pay, so that reaching the limit means
        // too low a balance, unless the chain's own default limit came first.
        let limit = self
            .runtime()
            .constant("Contracts", "DefaultDepositLimit")
            .unwrap_or(u128::MAX);
        let by_limit = failure.is_contracts("StorageDepositLimitExhausted") && balance.spendable <= limit;
        if by_limit || failure.is_lack_of_funds() {
            let has = self.identity.token.format(balance.spendable);
            let why = said!("chain-funds-deposit", has = Value::amount(&has)).into();
            return ChainError::NoFunds { account, what, why };
        }
        match contract {
            Some(contract) if failure.is_contracts("ContractNotFound") => ChainError::NoContract {
                contract,
                message: what,
            },
            _ => ChainError::Dispatch {
                what,
                failure,
                receipt: None,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gas_gets_a_margin_in_both_dimensions() {
        let limit = gas_limit(
            Weight {
                ref_time: 4_000_000_000,
                proof_size: 40_000,
            },
            1,
        );
        assert_eq!(
            limit,
            GasLimit {
                ref_time: 5_500_000_000,
                proof_size: 115_536
            }
        );
        let twice = gas_limit(
            Weight {
                ref_time: 4_000_000_000,
                proof_size: 40_000,
            },
            2,
        );
        assert_eq!(
            twice,
            GasLimit {
                ref_time: 11_000_000_000,
                proof_size: 231_072
            }
        );
        let most = gas_limit(
            Weight {
                ref_time: u64::MAX,
                proof_size: u64::MAX,
            },
            2,
        );
        assert_eq!(
            most,
            GasLimit {
                ref_time: u64::MAX,
                proof_size: u64::MAX
            }
        );
    }

    #[test]
    fn a_deposit_margin_never_asks_for_more_than_there_is() {
        assert_eq!(deposit_limit(100, 10, 1_000), 135);
        assert_eq!(deposit_limit(100, 10, 200), 100);
        assert_eq!(deposit_limit(0, 10, 1_000), 10);
        assert_eq!(deposit_limit(0, 10, 5), 0);
    }
}
