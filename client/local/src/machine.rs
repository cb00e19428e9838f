//! One machine's parts put together: folders, accounts and connection profile, and from them the node, the store and
//! the deployment, each opened when it is first needed. Every face begins here.
//!
//! Nothing in here unlocks an account, prompts or prints.

use crate::wallet::{Network, Wallet};
use crate::{Config, Daemon, Folders, NodeChoice, Profile, StoreChoice, Wait, node};
use medink_chain::{Chain, ConnectOptions, SubmitOptions, SubxtChain};
use medink_core::advice::Advice;
use medink_core::error::{Error, Kind, Result};
use medink_core::{Deployment, Medink};
use medink_store::{
    ContentStore, Credentials, EmbeddedStore, KuboOptions, KuboStore, Logged, Several, Warnings,
};
use medink_words::{Said, said};
use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;
use std::sync::Arc;

/// A computer with medink on it, as one user sees it.
pub struct Machine {
    /// The folders of this machine.
    pub folders: Folders,
    /// The accounts of this machine.
    pub wallet: Wallet,
    /// The connection profile.
    pub profile: Profile,
    /// What went wrong in one store and not in all: faces fetch it after each piece of work, and show it.
    pub warnings: Warnings,
}

/// A store by itself, with the name that answers and warnings call it by.
pub struct NamedStore {
    /// `embedded`, or a daemon's address.
    pub name: String,
    /// The store.
    pub store: Arc<dyn ContentStore>,
}

impl Machine {
    /// Finds the folders and reads the config file; opens nothing yet. Without a profile's name it is what the config
    /// file chose, else `embedded`.
    ///
    /// # Errors
    /// [`Kind::Usage`] for a config file with mistakes or a profile that is not in it; [`Kind::Io`] if it can't be read.
    pub fn here(profile: Option<&str>) -> Result<Self> {
        let folders = Folders::from_env()?;
        let profile = Config::load(&folders)?.profile(profile)?;
        Ok(Machine {
            wallet: Wallet::open(&folders),
            folders,
            profile,
            warnings: Warnings::default(),
        })
    }

    /// Whose word the chain's is: the node's at its address.
    pub fn chain_in_words(&self) -> Said {
        match &self.profile.node {
            NodeChoice::At(url) => said!("chain-at", url = url),
            NodeChoice::Embedded => said!("chain-own"),
        }
    }

    /// How transactions are submitted to `chain`. Where the profile does not say how long to wait, a block is enough on
    /// a development chain, where each is final as it comes; elsewhere others may still leave it out.
    pub fn submit(&self, chain: &dyn Chain) -> SubmitOptions {
        SubmitOptions {
            wait: match self.profile.wait {
                Some(Wait::Included) => medink_chain::Wait::Included,
                Some(Wait::Finalized) => medink_chain::Wait::Finalized,
                None if chain.identity().is_development() => medink_chain::Wait::Included,
                None => medink_chain::Wait::Finalized,
            },
            ..SubmitOptions::default()
        }
    }

    /// The node: the profile's, or this machine's own, started if it is not running.
    pub async fn chain(&self) -> Result<Arc<SubxtChain>> {
        let (url, genesis) = match &self.profile.node {
            NodeChoice::At(url) => (url.clone(), None),
            NodeChoice::Embedded => {
                let up = node::up(&self.folders, &node::UpOptions::default()).await?;
                (up.node.rpc, Some(up.node.genesis))
            }
        };
        let options = ConnectOptions {
            expected_genesis: genesis,
            ..ConnectOptions::default()
        };
        Ok(Arc::new(SubxtChain::connect(&url, options).await?))
    }

    /// Where records are kept: the profile's one store, or its several as one, whose [`warnings`](Self::warnings) say
    /// what only some of them did.
    ///
    /// # Errors
    /// What keeps a store from being opened. A daemon is not asked yet: what needs no records works without it.
    pub fn store(&self) -> Result<Arc<dyn ContentStore>> {
        let mut stores = self.stores()?;
        Ok(match stores.pop() {
            Some(only) if stores.is_empty() => only.store,
            last => {
                stores.extend(last);
                let named = stores.into_iter().map(|one| (one.name, one.store)).collect();
                Arc::new(Several::new(named, &self.warnings).with_copies(self.profile.copies))
            }
        })
    }

    /// A daemon's store as its peers have it: what is read there it gets from them, where it has it not itself.
    ///
    /// # Errors
    /// [`Kind::Usage`] for this machine's own store, which has no peers; as [`Machine::named`].
    pub fn peers_of(&self, choice: &StoreChoice) -> Result<NamedStore> {
        let StoreChoice::Daemon(daemon) = choice else {
            return Err(Error::new(Kind::Usage, said!("local-no-peers")).next(said!("local-no-peers-next")));
        };
        let options = KuboOptions {
            ask_peers: true,
            ..options(daemon)?
        };
        let name = format!("{} (peers)", daemon.url);
        let store = Arc::new(KuboStore::new(&daemon.url, &options)?);
        let store = Arc::new(Logged::new(name.clone(), store));
        Ok(NamedStore { name, store })
    }

    /// The same stores each by itself, in the order in which they are read.
    pub fn stores(&self) -> Result<Vec<NamedStore>> {
        self.profile
            .stores
            .iter()
            .map(|choice| self.named(choice))
            .collect()
    }

    /// One of them.
    pub fn named(&self, choice: &StoreChoice) -> Result<NamedStore> {
        let name = choice.name().to_owned();
        let store: Arc<dyn ContentStore> = match choice {
            StoreChoice::Embedded => {
                return Ok(NamedStore {
                    name,
                    store: self.own_store()?,
                });
            }
            StoreChoice::Daemon(daemon) => Arc::new(KuboStore::new(&daemon.url, &options(daemon)?)?),
        };
        let store = Arc::new(Logged::new(name.clone(), store));
        Ok(NamedStore { name, store })
    }

    /// The store in this machine's data folder, whether or not the profile has it.
    pub fn own_store(&self) -> Result<Arc<dyn ContentStore>> {
        self.folders.prepare()?;
        let store = Arc::new(EmbeddedStore::open(self.folders.store())?);
        Ok(Arc::new(Logged::new("embedded".to_owned(), store)))
    }

    /// Node, store and deployment together. Where no deployment is known nothing is made on this machine: no folder, no
    /// store, and no node is started.
    pub async fn open(&self) -> Result<Medink> {
        let (chain, deployment) = self.deployed().await?;
        // Makes the folders that are missing, so it comes last.
        let store = self.store()?;
        Ok(Medink {
            submit: self.submit(chain.as_ref()),
            chain,
            store,
            deployment,
            journal: self.folders.journal(),
            memory: self.folders.memory(),
            index: self.folders.index(),
        })
    }

    /// The node, and the deployment of its chain. This machine's own node is not started for a chain without one.
    ///
    /// # Errors
    /// As [`Machine::chain`] and [`Machine::deployment`].
    pub async fn deployed(&self) -> Result<(Arc<SubxtChain>, Deployment)> {
        if matches!(self.profile.node, NodeChoice::Embedded) && !has_files(&self.folders.deployments())? {
            return Err(Error::new(Kind::NotFound, said!("local-no-deployment"))
                .next(said!("local-deploy-or-join"))
                .advise(Advice::JoinOrDeploy));
        }
        let chain = self.chain().await?;
        let deployment = self.deployment(chain.as_ref()).await?;
        Ok((chain, deployment))
    }

    /// The deployment of the chain, checked to be there.
    pub async fn deployment(&self, chain: &dyn Chain) -> Result<Deployment> {
        let identity = chain.identity();
        let found = Deployment::find(&self.folders.deployments(), identity.genesis)?.ok_or_else(|| {
            let genesis = hex::encode(identity.genesis);
            Error::new(
                Kind::NotFound,
                said!(
                    "local-no-deployment-of-chain",
                    chain = identity.name.as_str(),
                    genesis = genesis
                ),
            )
            .next(said!("local-deploy-or-join"))
            .advise(Advice::JoinOrDeploy)
        })?;
        if !found.complete {
            return Err(Error::new(Kind::NotFound, said!("local-unfinished"))
                .next(said!("local-unfinished-next"))
                .advise(Advice::Deploy));
        }
        if chain.code_hash_of(found.admin()).await?.is_none() {
            return Err(Error::new(Kind::NotFound, said!("local-contracts-gone"))
                .next(said!("local-contracts-gone-next"))
                .advise(Advice::Deploy));
        }
        Ok(found)
    }

    /// Why the node can't write, if it can't: its disk is too full. It answers whoever only reads.
    ///
    /// # Errors
    /// What keeps the node from being asked.
    pub async fn no_room(&self, chain: &dyn Chain) -> Result<Option<Error>> {
        let own = match self.profile.node {
            NodeChoice::Embedded => Some(node::folder(&self.folders)?),
            NodeChoice::At(_) => None,
        };
        no_room(chain, own.as_deref()).await
    }

    /// What the wallet has to know of the chain.
    pub fn network(&self, chain: &dyn Chain) -> Network {
        let identity = chain.identity();
        Network {
            prefix: identity.ss58_prefix,
            development: identity.is_development(),
        }
    }
}

/// Whether there is anything in a folder, which may not be there itself.
fn has_files(folder: &Path) -> Result<bool> {
    let failed = |e: io::Error| Error::io(said!("local-reading", path = folder.display().to_string()), &e);
    match fs::read_dir(folder) {
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(false),
        entries => Ok(entries.map_err(failed)?.next().is_some()),
    }
}

/// Why a node can't write, if it can't. `folder` is where its chain is, if that is known.
///
/// # Errors
/// What keeps the node from being asked.
pub async fn no_room(chain: &dyn Chain, folder: Option<&Path>) -> Result<Option<Error>> {
    let full = chain.room().await?.filter(|room| !room.writable);
    Ok(full.map(|room| {
        let room = room.said();
        let what = match folder {
            Some(folder) => {
                let folder = folder.display().to_string();
                said!("local-node-full-at", folder = folder, room = room)
            }
            None => said!("local-node-full", room = room),
        };
        Error::new(Kind::Io, what).next(said!("local-node-full-next"))
    }))
}

/// How a daemon is reached, its credentials read.
fn options(daemon: &Daemon) -> Result<KuboOptions> {
    let credentials = match &daemon.credentials_file {
        Some(file) => Some(Credentials::from_file(file)?),
        None => None,
    };
    Ok(KuboOptions {
        credentials,
        allow_plaintext: daemon.allow_plaintext,
        ..KuboOptions::default()
    })
}
