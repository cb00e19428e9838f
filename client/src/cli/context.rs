//! What a command works with: folders, wallet, node, store and deployment, opened when they are first needed.

use crate::cli::args::{Global, WaitFor};
use crate::cli::progress::Bars;
use crate::cli::prompt::Prompt;
use crate::core::{Actor, Deployment, Medink};
use crate::error::{Error, Kind, Result};
use crate::local::{Config, Folders, NodeChoice, Profile, Wait, config, node};
use crate::wallet::{Network, Resolved, Wallet};
use medink_chain::{Chain, ConnectOptions, SubmitOptions, SubxtChain};
use medink_seal::Account;
use medink_store::EmbeddedStore;
use medink_types::AccountId;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;
use zeroize::Zeroizing;

/// Most bytes that are read from a file of details, a card or a key file.
const SMALL_FILE: u64 = 64 * 1024;

/// Everything that a command may need.
pub struct Context {
    /// The folders of this machine.
    pub folders: Folders,
    /// The accounts of this machine.
    pub wallet: Wallet,
    /// The options of every command.
    pub global: Global,
    /// The connection profile.
    pub profile: Profile,
    /// Who answers questions.
    pub prompt: Box<dyn Prompt>,
    /// Where progress is shown.
    pub bars: Bars,
}

impl Context {
    /// Reads the config file and finds the folders; opens nothing yet.
    pub fn new(global: Global, prompt: Box<dyn Prompt>) -> Result<Self> {
        let folders = Folders::from_env()?;
        let config = Config::load(&folders)?;
        let mut profile = config.profile(global.profile.as_deref())?;
        if let Some(url) = &global.node {
            profile.node = NodeChoice::At(config::node_url(url)?);
        }
        let bars = Bars::new(global.json);
        Ok(Context {
            wallet: Wallet::open(&folders),
            folders,
            global,
            profile,
            prompt,
            bars,
        })
    }

    /// How transactions are submitted.
    pub fn submit(&self) -> SubmitOptions {
        let finalized = match self.global.wait {
            Some(when) => when == WaitFor::Finalized,
            None => self.profile.wait == Wait::Finalized,
        };
        let wait = if finalized {
            medink_chain::Wait::Finalized
        } else {
            medink_chain::Wait::Included
        };
        SubmitOptions {
            wait,
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

    /// The store of this machine.
    pub fn store(&self) -> Result<Arc<EmbeddedStore>> {
        self.folders.prepare()?;
        Ok(Arc::new(EmbeddedStore::open(self.folders.store())?))
    }

    /// Node, store and deployment together.
    pub async fn open(&self) -> Result<Medink> {
        let store = self.store()?;
        let chain = self.chain().await?;
        let deployment = self.deployment(chain.as_ref()).await?;
        Ok(Medink {
            chain,
            store,
            deployment,
            journal: self.folders.journal(),
            submit: self.submit(),
        })
    }

    /// The deployment of the chain, checked to be there.
    pub async fn deployment(&self, chain: &dyn Chain) -> Result<Deployment> {
        let identity = chain.identity();
        let advice = "Deploy with: medink deploy; or put the deployment file of this chain, which an admin has, into the deployments folder.";
        let found = Deployment::find(&self.folders.deployments(), identity.genesis)?.ok_or_else(|| {
            let genesis = hex::encode(identity.genesis);
            Error::new(
                Kind::NotFound,
                format!(
                    "no deployment is known for the chain {} (genesis 0x{genesis})",
                    identity.name
                ),
            )
            .next(advice)
        })?;
        if !found.complete {
            return Err(Error::new(
                Kind::NotFound,
                "the deployment on this chain was begun but not finished",
            )
            .next("Finish it with: medink deploy"));
        }
        if chain.code_hash_of(found.admin()).await?.is_none() {
            return Err(Error::new(Kind::NotFound, "the deployment file is there, but its contracts are not on this chain")
                .next("The chain was started anew, or is another of the same genesis. Deploy again with: medink deploy"));
        }
        Ok(found)
    }

    /// What the wallet has to know of the chain.
    pub fn network(&self, chain: &dyn Chain) -> Network {
        let identity = chain.identity();
        Network {
            prefix: identity.ss58_prefix,
            development: identity.is_development(),
        }
    }

    /// The account that acts, unlocked.
    pub async fn account(&self, chain: &dyn Chain) -> Result<Account> {
        let reference = self.acting()?;
        match self.wallet.resolve(&reference, self.network(chain))? {
            Resolved::Development(account) => Ok(account),
            Resolved::File(entry) => {
                let passphrase = self.passphrase("Passphrase of the account")?;
                let wallet = self.wallet.clone();
                tokio::task::spawn_blocking(move || wallet.unlock(&entry, &passphrase))
                    .await
                    .map_err(|_| Error::new(Kind::Internal, "unlocking the account stopped"))?
            }
        }
    }

    /// The account that acts, with its keys for this deployment.
    pub async fn actor(&self, medink: &Medink) -> Result<Actor> {
        Actor::new(self.account(medink.chain.as_ref()).await?, &medink.deployment)
    }

    /// The reference of the account that acts: `--as`, the profile's, or the only one there is.
    pub fn acting(&self) -> Result<String> {
        if let Some(reference) = self
            .global
            .account
            .clone()
            .or_else(|| self.profile.account.clone())
        {
            return Ok(reference);
        }
        let mut listed = self.wallet.list()?;
        match (listed.len(), listed.pop()) {
            (1, Some(only)) => Ok(only.name),
            (0, _) => Err(Error::new(Kind::NotFound, "there is no account on this machine yet")
                .next("Make one with: medink account new NAME; or on a development chain act as //Alice: --as //Alice")),
            _ => Err(Error::new(Kind::Usage, "there are several accounts on this machine")
                .next("Say which acts with --as NAME; list them with: medink account list")),
        }
    }

    /// The address of somebody meant: a name of the wallet, an address, or `//Bob`.
    pub fn address(&self, chain: &dyn Chain, reference: &str) -> Result<AccountId> {
        Ok(self.wallet.address(reference, self.network(chain))?.into())
    }

    /// The passphrase: from the file given, or asked for.
    pub fn passphrase(&self, question: &str) -> Result<Zeroizing<String>> {
        let Some(path) = &self.global.passphrase_file else {
            return self.prompt.secret(question);
        };
        let text = read_small(path, "the passphrase file")?;
        let line = Zeroizing::new(text.lines().next().unwrap_or_default().to_owned());
        if line.is_empty() {
            return Err(
                Error::new(Kind::Usage, "the passphrase file has an empty first line")
                    .next("Write the passphrase into its first line."),
            );
        }
        Ok(line)
    }

    /// A new passphrase: from the file given, or asked for twice.
    pub fn new_passphrase(&self) -> Result<Zeroizing<String>> {
        let first = self.passphrase("New passphrase (at least 8 characters)")?;
        crate::wallet::check_passphrase(&first)?;
        if self.global.passphrase_file.is_none() && *self.prompt.secret("The same again")? != *first {
            return Err(Error::new(Kind::Usage, "the two passphrases differ").next("Try again."));
        }
        Ok(first)
    }
}

/// Reads a small text from a file, or from standard input for `-`. `what` names it in medink's words: the path is not
/// repeated, since a file's name can say something of a patient.
pub fn read_small(path: &Path, what: &str) -> Result<Zeroizing<String>> {
    let doing = || format!("reading {what}");
    let mut text = Zeroizing::new(String::new());
    let read = if path == Path::new("-") {
        std::io::stdin()
            .lock()
            .take(SMALL_FILE + 1)
            .read_to_string(&mut text)
    } else {
        std::fs::File::open(path).and_then(|file| file.take(SMALL_FILE + 1).read_to_string(&mut text))
    };
    let read = read.map_err(|e| {
        Error::io(doing(), &e).next("Check that it is there, is a text file, and that you may read it.")
    })?;
    if read as u64 > SMALL_FILE {
        return Err(Error::new(
            Kind::Usage,
            format!("{what} is larger than {} KiB", SMALL_FILE / 1024),
        )
        .next("Check that it is the right file."));
    }
    Ok(text)
}
