//! What patients, doctors and administrators do, without a face: one file a subject.
//!
//! [`Medink`] holds the two seams and the deployment, and answers what anybody may ask. [`Actor`] is an unlocked account,
//! and what it does is an [`Operation`]: it checks what can be checked before anything is paid, submits, and returns what
//! was done with the receipt of each transaction; a failure has those that were paid before it. The seams are
//! `medink_chain::Chain` for the ledger and `medink_store::ContentStore` for ciphertext; keys and formats are
//! `medink_seal`'s. What others wrote is shown through [`words`].
//!
//! Nothing here prints, prompts, names a command or knows a path but those that it is given, and nothing in plaintext
//! leaves it but to a file or a stream that the caller named.

#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing
    )
)]

pub mod about;
pub mod activity;
pub mod actor;
pub mod advice;
pub mod archive;
pub mod audit;
pub mod authorship;
pub mod census;
pub mod chart;
pub mod check;
pub mod checkup;
pub mod consents;
pub mod council;
pub mod deploy;
pub mod deployment;
pub mod destination;
pub mod doctor_visit;
pub mod drafts;
pub mod ended;
pub mod erasure;
pub mod error;
pub mod extract;
pub mod files;
pub mod find;
#[cfg(test)]
mod fixtures;
pub mod funding;
pub mod funds;
pub mod governance;
pub mod health;
mod housekeeping;
pub mod index;
pub mod join;
pub mod journal;
pub mod keeper;
mod keyring;
pub mod many;
pub mod media;
pub mod note;
pub mod note_templates;
pub mod operation;
pub mod params;
pub mod people;
mod place;
pub mod profile;
mod proof;
#[doc(hidden)]
pub mod readers;
pub mod reasons;
mod recording;
pub mod records;
pub mod registration;
pub mod rehearsal;
mod relations;
mod remembered;
pub mod rename;
pub mod replication;
pub mod roster;
pub mod search;
mod seen;
pub mod sheet;
mod shown;
pub mod stores;
pub mod strangers;
pub mod transfer;
pub mod uploads;
pub mod versions;
pub mod visits;
mod walk;
pub mod when;
pub mod whom;
pub mod words;

pub use actor::Actor;
pub use deployment::Deployment;
pub use error::{Error, Kind, Result};
pub use operation::{Operation, Stop};

use medink_chain::{Chain, Receipt, SubmitOptions};
use medink_store::ContentStore;
use medink_types::AccountId;
use medink_words::{Said, said};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A deployment that can be worked with.
pub struct Medink {
    /// The ledger.
    pub chain: Arc<dyn Chain>,
    /// Where ciphertext lives.
    pub store: Arc<dyn ContentStore>,
    /// Where the contracts are.
    pub deployment: Deployment,
    /// The folder of uploads under way.
    pub journal: PathBuf,
    /// The folder of what was seen of the chain, of drafts and of templates.
    pub memory: PathBuf,
    /// The folder of what is remembered of records, so that lists are there at once.
    pub index: PathBuf,
    /// How transactions are submitted.
    pub submit: SubmitOptions,
}

/// A transaction that was made on the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What it did, as `contract.message`.
    pub what: String,
    /// What it cost and where it is.
    pub receipt: Receipt,
}

/// What an operation gave, with the transactions that it took.
#[derive(Debug, Clone)]
pub struct Done<T> {
    /// What it gave.
    pub value: T,
    /// The transactions, in order.
    pub steps: Vec<Step>,
}

/// Told of what goes on during a long operation. Lines hold no plaintext about a patient.
pub trait Watch: Send + Sync {
    /// Something that the user should know, such as a finished earlier upload.
    fn say(&self, line: &Said);
    /// A transfer of so many bytes begins.
    fn begin(&self, what: &Said, bytes: u64);
    /// So many bytes of it are done.
    fn progress(&self, done: u64);
    /// The transfer is over.
    fn end(&self);
}

/// Watches nothing.
pub struct Quiet;

impl Watch for Quiet {
    fn say(&self, _: &Said) {}
    fn begin(&self, _: &Said, _: u64) {}
    fn progress(&self, _: u64) {}
    fn end(&self) {}
}

impl Medink {
    /// An address as people read it: SS58 with the chain's prefix.
    pub fn address(&self, account: &AccountId) -> String {
        let bytes: &[u8; 32] = account.as_ref();
        medink_seal::ss58::encode(bytes, self.chain.identity().ss58_prefix)
            .unwrap_or_else(|_| medink_chain::address(account))
    }

    /// What was looked up after transactions, for a face to tell what they came to: they are paid for, also where looking
    /// failed.
    pub fn after<T>(&self, steps: &[Step], looked: Result<T>) -> Result<T> {
        looked.map_err(|error| error.after(steps.to_vec(), &self.chain.identity().token))
    }

    /// What sealed things of `patient` are bound to.
    fn binding(&self, patient: AccountId) -> medink_seal::Binding {
        self.deployment.sealing().binding(*patient.as_ref())
    }

    /// The time that consents are judged by, in milliseconds since 1970-01-01. A chain that makes blocks only when
    /// there is something to do has a clock that stands still between them, so this machine's clock counts too.
    pub async fn now_ms(&self) -> Result<u64> {
        Ok(self.chain.head().await?.time_ms.max(now_ms()?))
    }
}

/// This machine's clock, in milliseconds since 1970-01-01.
pub fn now_ms() -> Result<u64> {
    std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .ok()
        .and_then(|d| u64::try_from(d.as_millis()).ok())
        .ok_or_else(|| Error::new(Kind::Io, said!("core-clock")).next(said!("core-clock-next")))
}

/// Locks, also after a thread that held the lock has failed: what is locked so is never left half changed.
pub fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// BLAKE2b-256, the hash of pallet-contracts and of the log (RFC 7693).
fn blake2_256(bytes: &[u8]) -> [u8; 32] {
    use blake2::{Blake2b, Digest, digest::consts::U32};
    Blake2b::<U32>::digest(bytes).into()
}
