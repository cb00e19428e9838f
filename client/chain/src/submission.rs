//! What can be submitted, and what comes back: transactions, trials, receipts.

use crate::block::ContractEvent;
use crate::council::NetworkCall;
use crate::error::ChainError;
use medink_interface::{Event, blake2_256};
use medink_types::AccountId;
use medink_words::{Said, said};
use scale::Encode;
use std::time::Duration;

/// Both dimensions of what a call uses (frame_support `Weight`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Weight {
    /// Computation, in picoseconds on the reference machine.
    pub ref_time: u64,
    /// Size of the storage proof, in bytes.
    pub proof_size: u64,
}

/// What a transaction did to storage deposits, in the token's smallest unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StorageDeposit {
    /// So much was taken from the caller and is held for the storage that was added.
    Charged(u128),
    /// So much came back to the caller for storage that was freed.
    Refunded(u128),
}

impl StorageDeposit {
    /// The amount taken, 0 for a refund.
    pub fn charged(self) -> u128 {
        match self {
            StorageDeposit::Charged(amount) => amount,
            StorageDeposit::Refunded(_) => 0,
        }
    }
}

/// A call of a contract, encoded. [`crate::Message`] makes one with types.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContractCall {
    /// The contract.
    pub contract: AccountId,
    /// What to transfer along, in the token's smallest unit. medink's messages take nothing.
    pub value: u128,
    /// Selector and arguments.
    pub data: Vec<u8>,
    /// What to call it in error texts, such as `patient.add_medical_record`.
    pub label: String,
}

/// The code of a new contract. A transaction before has put it on the chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Code {
    /// It is there; its hash.
    Existing([u8; 32]),
    /// The transaction before may not be written yet; the module. A trial is made together with it.
    Pending(Vec<u8>),
}

impl Code {
    /// The code's hash.
    pub fn hash(&self) -> [u8; 32] {
        match self {
            Code::Existing(hash) => *hash,
            Code::Pending(code) => code_hash(code),
        }
    }
}

/// What a chain knows a module by: BLAKE2b-256 of it.
pub fn code_hash(code: &[u8]) -> [u8; 32] {
    blake2_256(code)
}

/// A contract to be instantiated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instantiation {
    /// Its code.
    pub code: Code,
    /// The constructor's selector and arguments.
    pub data: Vec<u8>,
    /// What makes the address another one for the same deployer, code and data.
    pub salt: Vec<u8>,
    /// What to transfer along, in the token's smallest unit.
    pub value: u128,
    /// What to call it in error texts, such as `the patient contract`.
    pub label: String,
}

impl Instantiation {
    /// Where the contract of this deployer will be.
    pub fn address(&self, deployer: AccountId) -> AccountId {
        contract_address(deployer, self.code.hash(), &self.data, &self.salt)
    }
}

/// What a transaction does.
#[derive(Debug, Clone, Copy)]
pub enum Transaction<'a> {
    /// Calls a contract.
    Call(&'a ContractCall),
    /// Puts contract code on the chain.
    Upload(&'a [u8]),
    /// Makes a contract.
    Instantiate(&'a Instantiation),
    /// Sends some of the signer's balance; the signer's account stays alive.
    Transfer {
        /// To whom.
        to: AccountId,
        /// How much, in the token's smallest unit.
        amount: u128,
    },
    /// Does something that only a network of hospitals has.
    Network(&'a NetworkCall),
}

impl Transaction<'_> {
    /// What to call it in errors.
    pub fn said(&self) -> Said {
        match self {
            Transaction::Call(call) => ChainError::named(&call.label),
            Transaction::Upload(code) => said!("chain-upload", bytes = code.len()),
            Transaction::Instantiate(new) => said!("chain-instantiation", contract = &new.label),
            Transaction::Transfer { to, .. } => said!("chain-transfer", to = crate::address(to)),
            Transaction::Network(call) => ChainError::named(call.label()),
        }
    }
}

/// The address that pallet-contracts' default generator gives to a contract:
/// `BLAKE2b-256("contract_addr_v1" ++ deployer ++ code hash ++ data ++ salt)`, data and salt SCALE-encoded.
pub fn contract_address(deployer: AccountId, code_hash: [u8; 32], data: &[u8], salt: &[u8]) -> AccountId {
    AccountId::from(blake2_256(
        &(b"contract_addr_v1", deployer, code_hash, data, salt).encode(),
    ))
}

/// How long to wait for a transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Wait {
    /// Until it is in a block of the best chain. A fork may still take it out again on a chain with several authors.
    #[default]
    Included,
    /// Until it is in a block that the chain can't go back on.
    Finalized,
}

/// How to submit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SubmitOptions {
    /// What counts as done.
    pub wait: Wait,
    /// What to pay the block's author on top of the fee, in the token's smallest unit.
    pub tip: u128,
    /// The most that a transaction may take as a storage deposit, in the token's smallest unit; one that needs more is
    /// not submitted. None leaves it at what the dry run needs, with a margin.
    pub deposit_limit: Option<u128>,
    /// How long to wait for that at most.
    pub within: Duration,
    /// What a message like this one has just needed. Another like it is not tried any more, which halves what is asked of
    /// the node; if the contract refuses it, its fee is paid all the same. None has everything tried.
    pub like: Option<Estimate>,
}

impl Default for SubmitOptions {
    /// Waits for inclusion, for at most 90 seconds, without a tip or a limit of one's own; tries everything.
    fn default() -> Self {
        SubmitOptions {
            wait: Wait::Included,
            tip: 0,
            deposit_limit: None,
            within: Duration::from_secs(90),
            like: None,
        }
    }
}

/// What a transaction that succeeded did and cost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// The transaction's hash.
    pub tx_hash: [u8; 32],
    /// The hash of the block that has it.
    pub block_hash: [u8; 32],
    /// The number of that block.
    pub block_number: u64,
    /// The transaction's index in it.
    pub index: u32,
    /// The signer's nonce that it used; 0 when it was looked up afterwards with
    /// [`crate::SubxtChain::find_transaction`].
    pub nonce: u64,
    /// The block's timestamp in milliseconds since 1970-01-01.
    pub time_ms: u64,
    /// The fee paid, the tip included, in the token's smallest unit.
    pub fee: u128,
    /// The tip in it.
    pub tip: u128,
    /// What it did to storage deposits.
    pub deposit: StorageDeposit,
    /// Whether the block was known to be final.
    pub finalized: bool,
    /// From handing the transaction over until it was seen in a block (or final, where that was waited for).
    pub elapsed: Duration,
    /// What contracts emitted in it, in order.
    pub events: Vec<ContractEvent>,
}

impl Receipt {
    /// The events that are medink's, each with the contract that emitted it.
    pub fn medink_events(&self) -> Vec<(AccountId, Event)> {
        self.events
            .iter()
            .filter_map(|e| e.decode().map(|event| (e.contract, event)))
            .collect()
    }
}

/// A transaction that was submitted and succeeded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submitted {
    /// What the message or constructor returned in the trial right before it was submitted; empty for anything else, and
    /// for what was not tried. A transaction itself returns nothing: where another transaction may come between, the events
    /// say what really happened.
    pub returned: Vec<u8>,
    /// The contract that it made.
    pub made: Option<AccountId>,
    /// What a message needed; none for anything else.
    pub estimate: Option<Estimate>,
    /// What it did and cost.
    pub receipt: Receipt,
}

/// A transaction that was tried on the chain's present state: nothing was signed, nothing paid. `T` is what its message
/// returns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trial<T = Vec<u8>> {
    /// What it would cost.
    pub cost: Cost,
    /// What the message or constructor would return; empty for anything else.
    pub returned: T,
}

/// What something would cost now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    /// What it needs as a limit, without margin; for what is no contract's, its weight.
    pub gas: Weight,
    /// The fee, without a tip.
    pub fee: u128,
    /// What it would do to storage deposits.
    pub deposit: StorageDeposit,
}

/// What a message needed when it was tried, for others like it: the same message of the same contract with arguments as
/// long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Estimate {
    contract: AccountId,
    selector: [u8; 4],
    bytes: usize,
    /// As a limit, without margin.
    pub(crate) gas: Weight,
    pub(crate) deposit: StorageDeposit,
}

impl Estimate {
    /// Of a transaction that needed this; none of what is no message.
    pub(crate) fn of(transaction: Transaction<'_>, gas: Weight, deposit: StorageDeposit) -> Option<Self> {
        let Transaction::Call(call) = transaction else {
            return None;
        };
        Some(Estimate {
            contract: call.contract,
            selector: *call.data.first_chunk()?,
            bytes: call.data.len(),
            gas,
            deposit,
        })
    }

    /// Whether it says what a transaction needs.
    pub(crate) fn fits(&self, transaction: Transaction<'_>) -> bool {
        Estimate::of(transaction, self.gas, self.deposit) == Some(*self)
    }
}

/// Code that is on the chain now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Uploaded {
    /// Its hash.
    pub code_hash: [u8; 32],
    /// What uploading did and cost; none when the code was there already.
    pub receipt: Option<Receipt>,
}

/// A contract that is on the chain now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instantiated {
    /// Its address.
    pub address: AccountId,
    /// Its code.
    pub code_hash: [u8; 32],
    /// What instantiating did and cost; none when the same contract of the same deployer was there already.
    pub receipt: Option<Receipt>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_estimate_is_of_one_message_and_length() {
        let call = |contract: u8, data: &[u8]| ContractCall {
            contract: AccountId::from([contract; 32]),
            value: 0,
            data: data.to_vec(),
            label: String::new(),
        };
        let first = call(1, &[1, 2, 3, 4, 5]);
        let of = |call| {
            Estimate::of(
                Transaction::Call(call),
                Weight::default(),
                StorageDeposit::Charged(7),
            )
        };
        let estimate = of(&first).unwrap();
        assert!(estimate.fits(Transaction::Call(&call(1, &[1, 2, 3, 4, 6]))));
        for other in [
            call(2, &[1, 2, 3, 4, 5]),
            call(1, &[1, 2, 3, 5, 5]),
            call(1, &[1, 2, 3, 4, 5, 6]),
        ] {
            assert!(!estimate.fits(Transaction::Call(&other)));
        }
        assert_eq!(of(&call(1, &[1, 2, 3])), None, "no selector");
        assert!(!estimate.fits(Transaction::Upload(&first.data)));
    }

    #[test]
    fn the_address_depends_on_everything() {
        let of = |deployer: u8, code: u8, data: &[u8], salt: &[u8]| {
            contract_address(AccountId::from([deployer; 32]), [code; 32], data, salt)
        };
        let base = of(1, 2, b"data", b"salt");
        assert_eq!(base, of(1, 2, b"data", b"salt"));
        for other in [
            of(9, 2, b"data", b"salt"),
            of(1, 9, b"data", b"salt"),
            of(1, 2, b"d", b"salt"),
            of(1, 2, b"data", b""),
        ] {
            assert_ne!(base, other);
        }
        // Data and salt have their lengths in front: what moves from one to the other makes a difference.
        assert_ne!(of(1, 2, b"ab", b"c"), of(1, 2, b"a", b"bc"));
    }
}
