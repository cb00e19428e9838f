//! The store of a Kubo daemon, over its RPC.
//!
//! Only what the daemon itself keeps counts as there: nothing here makes it ask the network, so an answer never waits
//! for strangers, unless it is told to ask its peers ([`KuboOptions::ask_peers`]). What it says is checked: the address
//! of what was added is computed here as well, and every block that is read is hashed here.
//!
//! Collecting garbage is the daemon's own `ipfs repo gc`: whatever nobody pinned goes, other programs' included. An
//! owner's reference is a pin of its own (see `reference`); `ipfs pin ls CID` says of content that it is pinned
//! indirectly through one.
//!
//! A daemon on another machine is reached over TLS (what stands in front of it has a certificate that this machine
//! trusts), through a tunnel, or, where that is allowed, over plain HTTP.

mod adding;
mod body;
mod client;
mod look;
mod options;
pub(crate) mod readers;
mod reference;
mod rpc;
mod store;
mod tls;

use crate::doing::Doing;
use std::fmt;
use std::io::Cursor;
use std::sync::Arc;
use std::time::Duration;

use cid::Cid;
use ipfs_api_backend_hyper::Form;
use tokio::sync::{OnceCell, OwnedRwLockReadGuard, RwLock};
use tokio::time::timeout;

pub use options::{Credentials, KuboOptions, Limits};

use crate::StoreError;
use crate::content::{ContentStore, Presence};
use crate::key::Key;
use client::{Client, Refusal};
use look::OverRpc;
use options::Address;
use reference::{Reference, Wide};

/// The oldest daemon whose trees can be told how many links a node has (`--max-file-links`).
const OLDEST: &str = "0.35.0";
/// How long an add or a read waits for a collection in this process.
const WAIT_FOR_GC: Duration = Duration::from_secs(120);

/// The store of a Kubo daemon. Cloning is cheap.
#[derive(Clone)]
pub struct KuboStore {
    client: Arc<Client>,
    /// The daemon's version, once it was asked.
    version: Arc<OnceCell<String>>,
    /// Collecting garbage is alone in it; adding and reading share.
    gate: Arc<RwLock<()>>,
}

impl fmt::Debug for KuboStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("KuboStore").field(&self.client.place).finish()
    }
}

impl KuboStore {
    /// The store of the daemon at `url`, such as `http://127.0.0.1:5001`, which is not asked yet: each call does so
    /// until the daemon has once told a version that will do.
    ///
    /// # Errors
    /// [`StoreError::Address`] and [`StoreError::Insecure`] for an address that can't be used;
    /// [`StoreError::Untrusted`] where this machine trusts no authority that could vouch for a daemon.
    pub fn new(url: &str, options: &KuboOptions) -> Result<Self, StoreError> {
        let address = Address::check(url, options.allow_plaintext)?;
        Ok(Self {
            client: Arc::new(Client::new(address, options)?),
            version: Arc::default(),
            gate: Arc::default(),
        })
    }

    /// Whether this can be a daemon's address; asks nobody.
    ///
    /// # Errors
    /// [`StoreError::Address`] and [`StoreError::Insecure`].
    pub fn check(url: &str, allow_plaintext: bool) -> Result<(), StoreError> {
        Address::check(url, allow_plaintext).map(drop)
    }

    /// As [`new`](Self::new), and asks the daemon who it is.
    ///
    /// # Errors
    /// As [`new`](Self::new); [`StoreError::Unreachable`], [`StoreError::Untrusted`], [`StoreError::TooSlow`],
    /// [`StoreError::Unauthorized`], [`StoreError::NotADaemon`], [`StoreError::OldDaemon`].
    pub async fn connect(url: &str, options: &KuboOptions) -> Result<Self, StoreError> {
        let store = Self::new(url, options)?;
        store.version().await?;
        Ok(store)
    }

    /// The daemon's address, without anything secret.
    pub fn place(&self) -> &str {
        &self.client.place
    }

    /// The daemon's version. The first time it is asked for, and has to be a known one.
    async fn version(&self) -> Result<&str, StoreError> {
        let ask = async {
            let client = &self.client;
            let request = rpc::Version { number: false };
            let told: rpc::Told = client
                .ask(Doing::Connecting, request, client.limits.connect)
                .await
                .map_err(|refusal| match refusal {
                    Refusal::Said(_) => client.not_a_daemon(),
                    Refusal::Store(error) => error,
                })?;
            let found: String = told
                .version
                .chars()
                .filter(|c| c.is_ascii_graphic())
                .take(40)
                .collect();
            match (numbers(&found), numbers(OLDEST)) {
                (Some(have), Some(need)) if have >= need => Ok(found),
                (Some(_), _) => Err(StoreError::OldDaemon {
                    place: client.place.clone(),
                    found,
                    oldest: OLDEST,
                }),
                (None, _) => Err(client.not_a_daemon()),
            }
        };
        self.version.get_or_try_init(|| ask).await.map(String::as_str)
    }

    /// Keeps this process from collecting garbage.
    async fn hold(&self, doing: Doing) -> Result<OwnedRwLockReadGuard<()>, StoreError> {
        timeout(WAIT_FOR_GC, Arc::clone(&self.gate).read_owned())
            .await
            .map_err(|_| self.busy(doing, WAIT_FOR_GC))
    }

    fn busy(&self, doing: Doing, limit: Duration) -> StoreError {
        StoreError::Busy {
            place: self.client.place.clone(),
            doing,
            seconds: limit.as_secs(),
        }
    }

    async fn walk(&self, cid: &Cid) -> Result<OverRpc, StoreError> {
        Key::of_cid(cid)?;
        self.version().await?;
        let hold = self.hold(Doing::Reading).await?;
        OverRpc::begin(Arc::clone(&self.client), *cid, hold).await
    }

    /// How many bytes of all the content's blocks are there, and whether these are all.
    async fn stat(&self, cid: &Cid, limit: Duration) -> Result<rpc::Stat, Refusal> {
        let request = rpc::FilesStat {
            arg: format!("/ipfs/{cid}"),
            with_local: true,
            offline: true,
        };
        self.client.ask(Doing::Looking, request, limit).await
    }

    /// An error where the content is not whole, with the block that is missing or damaged.
    async fn whole(&self, cid: &Cid) -> Result<(), StoreError> {
        match self.has(cid).await? {
            Presence::Whole => Ok(()),
            // The daemon says what it likes: so it is looked which block it is.
            Presence::Partly | Presence::Absent => look::first_fault(&self.client, cid).await,
        }
    }

    /// Makes a reference, whatever is there of its content.
    async fn refer(&self, reference: &Reference) -> Result<(), Refusal> {
        const DOING: Doing = Doing::Pinning;
        let client = &self.client;
        let mut form = Form::default();
        form.add_reader("file", Cursor::new(reference.node().to_vec()));
        // The daemon says nothing while it waits for a collection to end.
        let limit = client.limits.silent;
        let mut answer = client
            .send(DOING, rpc::BlockPut::new(), Some(form), limit)
            .await?;
        let mut right = false;
        answer
            .lines(|put: rpc::Put| {
                right |= reference.is(&put.key);
                Ok(())
            })
            .await?;
        match right {
            true => Ok(()),
            false => Err(Refusal::Store(client.not_a_daemon())),
        }
    }

    /// Lets a reference go; whether it was there.
    async fn forget(&self, reference: &Reference) -> Result<bool, StoreError> {
        const DOING: Doing = Doing::Unpinning;
        let client = &self.client;
        let request = rpc::PinRm {
            arg: reference.to_string(),
            recursive: true,
        };
        let limit = client.limits.idle;
        match client.ask::<rpc::Unpinned>(DOING, request, limit).await {
            Ok(done) if done.pins.iter().any(|pin| reference.is(pin)) => Ok(true),
            Ok(_) => Err(client.not_a_daemon()),
            Err(Refusal::Said(words)) if words.contains("not pinned") => Ok(false),
            Err(refusal) => Err(client.error(DOING, refusal)),
        }
    }

    /// Visits the content of every reference, as often as there are some: a daemon has pins of its own besides.
    async fn each_reference(&self, mut visit: impl FnMut(Cid)) -> Result<(), StoreError> {
        let request = rpc::PinLs {
            kind: "recursive",
            stream: true,
        };
        let client = &self.client;
        let listed = async {
            let mut answer = client
                .send(Doing::ListingPins, request, None, client.limits.idle)
                .await?;
            answer
                .lines(|pin: rpc::Pin| match pin.cid.parse::<Wide>() {
                    Ok(pin) => {
                        reference::content(&pin).into_iter().for_each(&mut visit);
                        Ok(())
                    }
                    Err(_) => Err(Refusal::Store(client.not_a_daemon())),
                })
                .await
        };
        listed
            .await
            .map_err(|refusal| client.error(Doing::ListingPins, refusal))
    }

    async fn repo(&self, size_only: bool, doing: Doing) -> Result<rpc::Repo, StoreError> {
        let limit = self.client.limits.silent;
        let asked = self.client.ask(doing, rpc::RepoStat { size_only }, limit).await;
        asked.map_err(|refusal| self.client.error(doing, refusal))
    }
}

/// Whether this text names the content: however it is written.
fn is(text: &str, cid: &Cid) -> bool {
    text.parse::<Cid>().is_ok_and(|found| found == *cid)
}

/// The three numbers of a version; what comes behind them does not count.
fn numbers(version: &str) -> Option<[u32; 3]> {
    let mut parts = version.split(['.', '-', '+']).map(|part| part.parse().ok());
    Some([parts.next()??, parts.next()??, parts.next()??])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions() {
        assert_eq!(numbers("0.41.0"), Some([0, 41, 0]));
        assert_eq!(numbers("0.41.0-rc2"), Some([0, 41, 0]));
        assert_eq!(numbers("1.2.3+x"), Some([1, 2, 3]));
        for none in ["", "1", "1.2", "v1.2.3", "a.b.c"] {
            assert_eq!(numbers(none), None, "{none}");
        }
        assert!(numbers("0.9.99") < numbers(OLDEST) && numbers("0.35.0-dev") >= numbers(OLDEST));
    }
}
