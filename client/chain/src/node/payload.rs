//! A transaction as the call of a pallet, encoded by the chain's own metadata.

use super::limits::Limits;
use crate::council::{LENGTH_BOUND, NetworkCall, Proposed};
use crate::submission::Transaction;
use subxt::ext::scale_encode::{EncodeAsFields, EncodeAsType, Error, FieldIter, TypeResolver};
use subxt::ext::scale_value::Value;
use subxt::transactions::Payload;
use subxt::utils::{AccountId32, H256, MultiAddress};

/// An account, as a call's argument.
type Target = MultiAddress<AccountId32, ()>;

/// What is encoded already, as a call's argument.
struct Encoded<'a>(&'a [u8]);

impl EncodeAsType for Encoded<'_> {
    fn encode_as_type_to<R: TypeResolver>(
        &self,
        _: R::TypeId,
        _: &R,
        out: &mut Vec<u8>,
    ) -> Result<(), Error> {
        out.extend_from_slice(self.0);
        Ok(())
    }
}

/// A transaction within limits. A transfer has none; for the closing of a motion, the gas is what its call may weigh.
pub(super) struct PalletCall<'a> {
    pub(super) transaction: Transaction<'a>,
    pub(super) limits: Limits,
}

impl Payload for PalletCall<'_> {
    type CallData = Self;

    fn pallet_name(&self) -> &str {
        match self.transaction {
            Transaction::Transfer { .. } => "Balances",
            Transaction::Network(call) => call.names().0,
            _ => "Contracts",
        }
    }

    fn call_name(&self) -> &str {
        match self.transaction {
            Transaction::Call(_) => "call",
            Transaction::Upload(_) => "upload_code",
            Transaction::Instantiate(_) => "instantiate",
            Transaction::Transfer { .. } => "transfer_keep_alive",
            Transaction::Network(call) => call.names().1,
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
            Transaction::Network(call) => match call {
                NetworkCall::Propose { motion, threshold } => {
                    (threshold, carried(motion), LENGTH_BOUND).encode_as_fields_to(fields, types, out)
                }
                NetworkCall::Vote { hash, number, aye } => {
                    (H256(*hash), number, aye).encode_as_fields_to(fields, types, out)
                }
                NetworkCall::Close { hash, number, length } => {
                    (H256(*hash), number, gas, length).encode_as_fields_to(fields, types, out)
                }
                NetworkCall::CarryOut(call) => (Encoded(call),).encode_as_fields_to(fields, types, out),
                NetworkCall::SetKeys(new) => {
                    (Encoded(&new.keys), &new.proof).encode_as_fields_to(fields, types, out)
                }
                // Its call has no arguments.
                NetworkCall::PurgeKeys => Ok(()),
            },
        }
    }
}

/// The call that a motion carries.
fn carried(motion: &Proposed) -> Value {
    let call = |pallet: &str, name: &str, argument: Value| {
        Value::unnamed_variant(pallet, [Value::unnamed_variant(name, [argument])])
    };
    let account = |who: &[u8; 32]| Value::unnamed_variant("Id", [Value::from_bytes(who)]);
    match motion {
        Proposed::Join(who) => call("Hospitals", "add_member", account(&who.0)),
        Proposed::Leave(who) => call("Hospitals", "remove_member", account(&who.0)),
        Proposed::Allow(hash) => call("Whitelist", "whitelist_call", Value::from_bytes(hash)),
    }
}
