//! The chain and the store as the library sees them, beside the program.

use crate::machine::Machine;
use futures::TryStreamExt;
use medink_chain::{
    BlockId, Called, Chain, ChainError, ChainExt, ConnectOptions, Message, Query, SubmitOptions, SubxtChain,
    contracts,
};
use medink_core::actor::{Actor, Plain};
use medink_core::records::Destination;
use medink_core::{Deployment, Medink};
use medink_seal::Account;
use medink_seal::record::Header;
use medink_store::{ContentStore, EmbeddedStore, Presence};
use medink_types::{AccountId, Cid, ConsentEntry, KeyBy, NewRecord, Record, SealedKey, WrappedKey, bounds};
use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use tokio::io::AsyncReadExt;
use tokio::runtime::Runtime;

/// A connection to a machine's node, with its deployment and its store.
pub struct Ledger {
    runtime: Runtime,
    chain: Arc<SubxtChain>,
    store: EmbeddedStore,
    deployment: Deployment,
    journal: PathBuf,
    memory: PathBuf,
    index: PathBuf,
}

/// Takes what is written to it.
#[derive(Clone, Default)]
struct Content(Arc<Mutex<Vec<u8>>>);

impl Write for Content {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().expect("a lock").write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Everything that a chain keeps, in pieces.
#[derive(Debug, Default)]
pub struct Dump {
    /// Keys and values of the newest state, the contracts' own trees too.
    pub state: Vec<(String, Vec<u8>)>,
    /// The transactions of every block.
    pub extrinsics: Vec<(String, Vec<u8>)>,
    /// The events of every block.
    pub events: Vec<(String, Vec<u8>)>,
}

impl Ledger {
    /// Connects to the machine's node.
    pub fn open(machine: &Machine) -> Self {
        Ledger::at(machine, machine.rpc())
    }

    /// Connects to another node, on whose chain the machine has a deployment, too.
    pub fn at(machine: &Machine, rpc: &str) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .expect("a runtime");
        let chain = runtime
            .block_on(SubxtChain::connect(rpc, ConnectOptions::default()))
            .unwrap_or_else(|e| panic!("{e}"));
        let chain = Arc::new(chain);
        let deployment = Deployment::find(&machine.home().join("deployments"), chain.identity().genesis)
            .expect("a deployment file")
            .expect("a deployment file");
        let store = EmbeddedStore::open(machine.home().join("store")).expect("the store");
        Ledger {
            runtime,
            chain,
            store,
            deployment,
            journal: machine.home().join("journal"),
            memory: machine.home().join("memory"),
            index: machine.home().join("index"),
        }
    }

    /// Where the contracts are.
    pub fn deployment(&self) -> &Deployment {
        &self.deployment
    }

    /// The chain itself.
    pub fn chain(&self) -> &SubxtChain {
        &self.chain
    }

    /// The number of the newest block.
    pub fn height(&self) -> u64 {
        self.run(self.chain.head()).number
    }

    /// Reads.
    pub fn read<T: Send>(&self, query: &Query<T>) -> T {
        self.run(self.chain.read(query))
    }

    /// Submits a single message, and nothing that the client does before or after.
    // A test looks at the error where it calls: nothing is passed on that its size would matter for.
    #[allow(clippy::result_large_err)]
    pub fn send<T: Send>(&self, who: &Account, message: &Message<T>) -> Result<Called<T>, ChainError> {
        let signer = Plain(who.clone());
        self.runtime
            .block_on(self.chain.call(&signer, message, &SubmitOptions::default()))
    }

    /// The library's operations on this chain and store.
    pub fn core(&self) -> Medink {
        Medink {
            chain: self.chain.clone(),
            store: Arc::new(self.store.clone()),
            deployment: self.deployment.clone(),
            journal: self.journal.clone(),
            memory: self.memory.clone(),
            index: self.index.clone(),
            submit: SubmitOptions::default(),
        }
    }

    /// Waits for one of them.
    pub fn wait<T>(&self, work: impl Future<Output = T>) -> T {
        self.runtime.block_on(work)
    }

    /// A patient's records as the chain keeps them.
    pub fn records(&self, patient: AccountId) -> Vec<Record> {
        let at = self.deployment.patient();
        let page = |start| contracts::patient::records(at, patient, start, bounds::PAGE);
        self.run(self.chain.all_pages(page))
    }

    /// A patient's links between generations; the first is the one of generation 2.
    pub fn links(&self, patient: AccountId) -> Vec<WrappedKey> {
        let at = self.deployment.patient();
        let page = |start: u64| {
            let start = u32::try_from(start).expect("a start of a page");
            contracts::patient::generation_links(at, patient, start, bounds::PAGE)
        };
        self.run(self.chain.all_pages(page))
    }

    /// A patient's consents.
    pub fn consents(&self, patient: AccountId) -> Vec<ConsentEntry> {
        let at = self.deployment.doctor();
        let page = |start| contracts::doctor::consents_of_patient(at, patient, start, bounds::PAGE);
        self.run(self.chain.all_pages(page))
    }

    /// A record's content, as somebody opens it. Another's is logged on the chain.
    pub fn open_record(
        &self,
        who: &Account,
        patient: AccountId,
        number: u32,
    ) -> medink_core::Result<Vec<u8>> {
        let actor = Actor::new(who.clone(), &self.deployment)?;
        let opened = Content::default();
        let core = self.core();
        let operation = core.operation(&actor);
        let out = Destination::Stream(Box::new(opened.clone()));
        self.wait(operation.get_record(patient, number, out))?;
        Ok(std::mem::take(&mut *opened.0.lock().expect("a lock")))
    }

    /// Whether a content is in the store.
    pub fn has(&self, cid: &Cid) -> Presence {
        self.runtime
            .block_on(self.store.has(&place(cid)))
            .expect("the store answers")
    }

    /// A record's ciphertext.
    pub fn ciphertext(&self, cid: &Cid) -> Vec<u8> {
        self.runtime.block_on(async {
            let mut reader = self.store.read(&place(cid)).await.expect("the content is there");
            let mut bytes = Vec::new();
            reader
                .read_to_end(&mut bytes)
                .await
                .expect("the content can be read");
            bytes
        })
    }

    /// The digest of a record's header, which its key's wraps are bound to. Everybody with the ciphertext can have it.
    pub fn header_digest(&self, cid: &Cid) -> [u8; 32] {
        Header::read(&mut self.ciphertext(cid).as_slice())
            .expect("a sealed record")
            .digest()
    }

    /// Everything that the chain keeps.
    pub fn dump(&self) -> Dump {
        self.runtime.block_on(async {
            let mut dump = Dump::default();
            let head = self.chain.head().await.expect("a newest block");
            let mut state = self.chain.all_state(head.hash);
            while let Some((key, value)) = state.try_next().await.expect("the state can be read") {
                let name = hex::encode(&key);
                dump.state.push((format!("state, key {name}"), key));
                dump.state.push((format!("state, value of key {name}"), value));
            }
            for number in 0..=head.number {
                let block = self
                    .chain
                    .block(BlockId::Number(number))
                    .await
                    .expect("the node answers");
                let block = block.expect("a block of the best chain");
                for (n, bytes) in block.extrinsics.into_iter().enumerate() {
                    dump.extrinsics
                        .push((format!("block {number}, transaction {n}"), bytes));
                }
                let events = self.chain.events_at(block.hash).await.expect("the node answers");
                for (n, event) in events.into_iter().enumerate() {
                    let place = format!("block {number}, event {n} ({}.{})", event.pallet, event.name);
                    dump.events.push((place.clone(), event.bytes));
                    if let Some(emitted) = event.contract {
                        dump.events
                            .extend(emitted.topics.iter().map(|topic| (place.clone(), topic.to_vec())));
                        dump.events.push((place, emitted.data));
                    }
                }
            }
            dump
        })
    }

    fn run<T>(&self, work: impl Future<Output = Result<T, ChainError>>) -> T {
        self.runtime.block_on(work).unwrap_or_else(|e| panic!("{e}"))
    }
}

fn place(cid: &Cid) -> medink_store::Cid {
    medink_store::Cid::try_from(cid.0.as_slice()).expect("a content identifier")
}

/// A record that is none, at a place of this number: for who looks at the chain alone.
pub fn record_of_nothing(n: u32) -> NewRecord {
    let mut cid = [0; 36];
    cid[..4].copy_from_slice(&[0x01, 0x55, 0x12, 0x20]);
    cid[32..].copy_from_slice(&n.to_be_bytes());
    NewRecord {
        cid: Cid(cid),
        key: SealedKey {
            by: KeyBy::Generation(1),
            bytes: [7; 60],
        },
    }
}

/// Where a record's content is; nothing but one that is not erased will do.
pub fn place_of(record: &Record) -> Cid {
    record.cid.expect("a live record has a place")
}
