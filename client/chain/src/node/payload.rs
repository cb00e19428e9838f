//! A transaction as the call of a pallet, encoded by the chain's own metadata.

use super::limits::Limits;
use crate::submission::Transaction;
use subxt::ext::scale_encode::{EncodeAsFields, Error, FieldIter, TypeResolver};
use subxt::ext::scale_value::Value;
use subxt::transactions::Payload;
use subxt::utils::{AccountId32, H256, MultiAddress};

/// An account, as a call's argument.
type Target = MultiAddress<AccountId32, ()>;

/// A transaction within limits. A transfer has none.
pub(super) struct PalletCall<'a> {
    pub(super) transaction: Transaction<'a>,
    pub(super) limits: Limits,
}

impl Payload for PalletCall<'_> {
    type CallData = Self;

    fn pallet_name(&self) -> &str {
        match self.transaction {
            Transaction::Transfer { .. } => "Balances",
            _ => "Contracts",
        }
    }

    fn call_name(&self) -> &str {
        match self.transaction {
            Transaction::Call(_) => "call",
            Transaction::Upload(_) => "upload_code",
            Transaction::Instantiate(_) => "instantiate",
            Transaction::Transfer { .. } => "transfer_keep_alive",
        }
    }

    fn call_data(&self) -> &Self {
        self
    }
}

impl EncodeAsFields for PalletCall<'_> {
    fn encode_as_fields_to<R: TypeResolver>(
        &self,
        fields: &mut dyn FieldIter<'_, R::TypeId>,
        types: &R,
        out: &mut Vec<u8>,
    ) -> Result<(), Error> {
        let (gas, deposit) = (self.limits.gas, Some(self.limits.deposit));
        match self.transaction {
            Transaction::Call(call) => {
                let target = Target::Id(AccountId32(call.contract.0));
                (target, call.value, gas, deposit, &call.data).encode_as_fields_to(fields, types, out)
            }
            Transaction::Upload(code) => {
                let determinism = Value::unnamed_variant("Enforced", []);
                (code, deposit, determinism).encode_as_fields_to(fields, types, out)
            }
            Transaction::Instantiate(new) => {
                let code = H256(new.code.hash());
                (new.value, gas, deposit, code, &new.data, &new.salt).encode_as_fields_to(fields, types, out)
            }
            Transaction::Transfer { to, amount } => {
                let target = Target::Id(AccountId32(to.0));
                (target, amount).encode_as_fields_to(fields, types, out)
            }
        }
    }
}
