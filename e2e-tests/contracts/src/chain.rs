//! A chain in process: pallet-contracts on an in-memory state, with a clock that the test moves.
//!
//! drink's sandbox counts its default time in seconds where contracts read milliseconds, and piles events up over
//! a block; both are put right here.

use crate::Emitted;
use drink::{
    AccountId32, DispatchError, Sandbox, Weight,
    frame_support::{
        StorageHasher, Twox64Concat, Twox128,
        storage::{ChildTriePrefixIterator, child, unhashed},
    },
    minimal::{MinimalSandbox, RuntimeEvent},
    pallet_contracts::{Determinism, Event, StorageDeposit},
    sandbox_api::prelude::{BalanceAPI, ContractAPI, SystemAPI, TimestampAPI},
};
use medink_types::{AccountId, Hash};
use scale::{Decode, Encode};
use std::collections::BTreeMap;

/// When the tests begin, in milliseconds since 1970-01-01: 2027-01-15.
const START_MS: u64 = 1_800_000_000_000;

/// Time between two blocks, in milliseconds.
const BLOCK_MS: u64 = 1_000;

/// What one call may use: a quarter of a block of a common development node (1.5 s of time for ordinary calls).
/// Everything in the interface has to fit.
const GAS_LIMIT: Weight = Weight::from_parts(375_000_000_000, 3 * 1024 * 1024);

/// Money of each account, far above any deposit (one unit a byte and an item in the sandbox).
const ENDOWMENT: u128 = 1_000_000_000_000_000;

/// The raw storage of one contract.
pub type Storage = BTreeMap<Vec<u8>, Vec<u8>>;

/// The in-memory chain.
pub struct Chain {
    sandbox: MinimalSandbox,
    deployed: u32,
}

/// All of a chain at one moment: what comes after it can be undone. (The type of drink's snapshots has no name here.)
pub struct Moment(Box<dyn Fn(&mut MinimalSandbox)>);

/// What a call did.
#[derive(Debug, Clone)]
pub struct Receipt {
    /// What the contract returned, or why the call failed before it could.
    pub output: Result<Vec<u8>, DispatchError>,
    /// Whether the contract asked for all its changes to be undone.
    pub reverted: bool,
    /// The contracts' events, in order.
    pub events: Vec<Emitted>,
    /// What was used: computing time in picoseconds, and bytes of proof.
    pub gas: Weight,
    /// The change in storage deposit; the sandbox asks one unit a byte and an item.
    pub deposit: i128,
}

impl Default for Chain {
    fn default() -> Self {
        let mut chain = Chain {
            sandbox: MinimalSandbox::default(),
            deployed: 0,
        };
        chain.set_time(START_MS);
        chain
    }
}

impl Chain {
    /// Gives `account` money for deposits.
    pub fn endow(&mut self, account: AccountId) {
        self.sandbox
            .mint_into(&account32(account), ENDOWMENT)
            .expect("the sandbox mints");
    }

    /// Uploads `wasm` and makes a new contract of it, whatever was made of it before. `data` is selector and
    /// arguments of the constructor; what it answers when it refuses is the error.
    pub fn deploy(&mut self, by: AccountId, wasm: &[u8], data: Vec<u8>) -> Result<AccountId, Vec<u8>> {
        self.sandbox.reset_events();
        self.deployed += 1;
        let salt = self.deployed.encode();
        let made = self
            .sandbox
            .deploy_contract(wasm.to_vec(), 0, data, salt, account32(by), GAS_LIMIT, None);
        let made = made
            .result
            .unwrap_or_else(|error| panic!("a contract can't be deployed: {error:?}"));
        if made.result.did_revert() {
            Err(made.result.data)
        } else {
            Ok(account(&made.account_id))
        }
    }

    /// Brings `wasm` onto the chain, without making a contract of it, and answers its hash.
    pub fn upload(&mut self, by: AccountId, wasm: &[u8]) -> Hash {
        let uploaded =
            self.sandbox
                .upload_contract(wasm.to_vec(), account32(by), None, Determinism::Enforced);
        let uploaded = uploaded.unwrap_or_else(|error| panic!("code can't be uploaded: {error:?}"));
        uploaded.code_hash.0.into()
    }

    /// What all is now, to come back to.
    pub fn moment(&mut self) -> Moment {
        let snapshot = self.sandbox.take_snapshot();
        Moment(Box::new(move |sandbox| {
            sandbox.restore_snapshot(snapshot.clone());
        }))
    }

    /// Undoes all since `moment`.
    pub fn go_back(&mut self, moment: &Moment) {
        (moment.0)(&mut self.sandbox);
    }

    /// Calls a contract as `by`. The state changes unless the call fails or reverts.
    pub fn call(&mut self, by: AccountId, contract: AccountId, data: Vec<u8>) -> Receipt {
        self.call_within(by, contract, data, GAS_LIMIT)
    }

    /// [`Chain::call`] with a gas limit.
    pub fn call_within(
        &mut self,
        by: AccountId,
        contract: AccountId,
        data: Vec<u8>,
        limit: Weight,
    ) -> Receipt {
        self.sandbox.reset_events();
        let done = self.sandbox.call_contract(
            account32(contract),
            0,
            data,
            account32(by),
            limit,
            None,
            Determinism::Enforced,
        );
        let reverted = done.result.as_ref().is_ok_and(|output| output.did_revert());
        let mut events = Vec::new();
        for record in done.events.unwrap_or_default() {
            if let RuntimeEvent::Contracts(Event::ContractEmitted { contract, data }) = record.event {
                let topics = record.topics.iter().map(|topic| topic.0).collect();
                events.push(Emitted {
                    contract: account(&contract),
                    topics,
                    data,
                });
            }
        }
        Receipt {
            output: done.result.map(|output| output.data),
            reverted,
            events,
            gas: done.gas_consumed,
            deposit: match done.storage_deposit {
                StorageDeposit::Charge(amount) => amount as i128,
                StorageDeposit::Refund(amount) => -(amount as i128),
            },
        }
    }

    /// The block's time, in milliseconds since 1970-01-01.
    pub fn now(&mut self) -> u64 {
        self.sandbox.get_timestamp()
    }

    /// Sets the block's time, in milliseconds since 1970-01-01.
    pub fn set_time(&mut self, ms: u64) {
        self.sandbox.set_timestamp(ms);
    }

    /// The block's number.
    pub fn block(&mut self) -> u32 {
        self.sandbox.block_number()
    }

    /// Goes on to the next block, `BLOCK_MS` later.
    pub fn next_block(&mut self) {
        let next = self.now() + BLOCK_MS;
        self.sandbox.build_block();
        self.set_time(next);
    }

    /// Everything that a contract keeps.
    pub fn storage(&mut self, contract: AccountId) -> Storage {
        let trie = self.trie(contract);
        self.sandbox.execute_with(|| {
            ChildTriePrefixIterator::<(Vec<u8>, Raw)>::with_prefix(&trie, &[])
                .map(|(key, Raw(value))| (key, value))
                .collect()
        })
    }

    /// Takes `key` out of a contract's storage, past the contract: for states that no call can reach.
    pub fn remove(&mut self, contract: AccountId, key: &[u8]) {
        let trie = self.trie(contract);
        self.sandbox.execute_with(|| child::kill(&trie, key));
    }

    /// The hash of a contract's code.
    pub fn code_hash(&mut self, contract: AccountId) -> Hash {
        self.info(contract).1.into()
    }

    /// Where the state keeps what `contract` stores.
    fn trie(&mut self, contract: AccountId) -> child::ChildInfo {
        child::ChildInfo::new_default(&self.info(contract).0)
    }

    /// The first fields of pallet-contracts' `ContractInfo`: the contract's trie and the hash of its code.
    fn info(&mut self, contract: AccountId) -> (Vec<u8>, [u8; 32]) {
        let key = [
            &Twox128::hash(b"Contracts")[..],
            &Twox128::hash(b"ContractInfoOf")[..],
            &Twox64Concat::hash(&contract.0)[..],
        ]
        .concat();
        let info = self.sandbox.execute_with(|| unhashed::get_raw(&key));
        let info = info.expect("only a contract has storage");
        Decode::decode(&mut info.as_slice()).expect("a contract's info begins with its trie and its code")
    }
}

/// A stored value, as it is.
struct Raw(Vec<u8>);

impl Decode for Raw {
    fn decode<I: scale::Input>(input: &mut I) -> Result<Self, scale::Error> {
        crate::Rest::decode(input).map(|rest| Raw(rest.0))
    }
}

fn account32(account: AccountId) -> AccountId32 {
    AccountId32::new(account.0)
}

fn account(account: &AccountId32) -> AccountId {
    let mut bytes = [0; 32];
    bytes.copy_from_slice(&account.encode());
    AccountId(bytes)
}
