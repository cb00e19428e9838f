//! What a command works with: this machine, the options of every command, and who answers questions.

use crate::args::{Global, WaitFor};
use crate::language;
use crate::progress::Bars;
use crate::prompt::Prompt;
use crate::screen;
use crate::table::{self, Column};
use medink_chain::{Chain, Rehearsal, SubmitOptions};
use medink_core::advice::Advice;
use medink_core::error::{Error, Kind, Result};
use medink_core::files;
use medink_core::files::Naming;
use medink_core::registration::{parse_amount, parse_amount_or_none};
use medink_core::rehearsal::UntouchedStore;
use medink_core::{Actor, Medink, Operation, Stop};
use medink_local::machine::Machine;
use medink_local::wallet::{Entry, MIN_ARCHIVE_PASSWORD, MIN_PASSPHRASE, Resolved};
use medink_local::{NodeChoice, StoreChoice, Wait, config};
use medink_seal::Account;
use medink_store::Warnings;
use medink_types::AccountId;
use medink_words::{Said, said};
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use tempfile::TempDir;
use zeroize::Zeroizing;

/// Most bytes that are read from a file of details, a card or a key file.
const SMALL_FILE: u64 = 64 * 1024;

/// A rehearsal that may have been begun.
pub type Rehearsing = Arc<OnceLock<Arc<Rehearsal>>>;

/// Everything that a command may need.
pub struct Context {
    /// This machine: folders, accounts, node, store.
    pub machine: Machine,
    /// The options of every command.
    pub global: Global,
    /// Who answers questions.
    pub prompt: Box<dyn Prompt>,
    /// Where progress is shown.
    pub bars: Bars,
    /// What stops an operation that is under way.
    pub stop: Stop,
    /// What `--dry-run` has come to; empty before the chain was asked, and without it.
    pub rehearsing: Rehearsing,
    /// How wide tables may be, where that is bounded.
    room: Option<u16>,
    aside: OnceLock<TempDir>,
}

impl Deref for Context {
    type Target = Machine;

    fn deref(&self) -> &Machine {
        &self.machine
    }
}

impl Context {
    /// Reads the config file and finds the folders; opens nothing yet. Stores leave their warnings in `warnings`.
    pub fn new(global: Global, prompt: Box<dyn Prompt>, warnings: &Warnings, stop: &Stop) -> Result<Self> {
        let mut machine = Machine::here(global.profile.as_deref())?;
        machine.warnings = warnings.clone();
        if let Some(url) = &global.node {
            machine.profile.node = NodeChoice::At(config::node_url(url)?);
        }
        if let Some(ipfs) = &global.ipfs {
            let file = global.ipfs_credentials_file.clone();
            machine.profile.stores = vec![StoreChoice::named(ipfs, file, false)?];
            machine.profile.copies = 1;
        }
        if let Some(wait) = global.wait {
            machine.profile.wait = Some(match wait {
                WaitFor::Included => Wait::Included,
                WaitFor::Finalized => Wait::Finalized,
            });
        }
        let bars = Bars::new(global.json || global.dry_run || global.quiet);
        let room = match global.wide || global.json {
            true => None,
            false => screen::width(),
        };
        Ok(Context {
            machine,
            global,
            prompt,
            bars,
            stop: stop.clone(),
            rehearsing: Rehearsing::default(),
            room,
            aside: OnceLock::new(),
        })
    }

    /// A table for people, cut to the terminal's width where there is one.
    pub fn table(&self, columns: &[Column], rows: Vec<Vec<String>>) -> String {
        table::table(self.room, columns, rows)
    }

    /// Node, store and deployment together. Under `--dry-run` nothing that is done with them changes anything.
    pub async fn open(&self) -> Result<Medink> {
        let mut medink = self.machine.open().await?;
        medink.submit = self.submit(medink.chain.as_ref())?;
        if self.global.dry_run {
            let rehearsal = self.rehearse(medink.chain);
            medink.store = Arc::new(UntouchedStore::new(medink.store, rehearsal.clone()));
            medink.memory = self.copied(&medink.memory)?;
            medink.journal = self.aside()?.to_owned();
            medink.index = self.aside()?.to_owned();
            medink.chain = rehearsal;
        }
        Ok(medink)
    }

    /// What `actor` does next: shown as it goes on, and stopped by Ctrl-C.
    pub fn operation<'a>(&'a self, medink: &'a Medink, actor: &'a Actor) -> Operation<'a> {
        medink
            .operation(actor)
            .watched_by(&self.bars)
            .stopped_by(&self.stop)
    }

    /// The node. Under `--dry-run` nothing is submitted to it.
    pub async fn chain(&self) -> Result<Arc<dyn Chain>> {
        let chain = self.machine.chain().await?;
        Ok(match self.global.dry_run {
            true => self.rehearse(chain),
            false => chain,
        })
    }

    /// How transactions are submitted to this chain.
    pub fn submit(&self, chain: &dyn Chain) -> Result<SubmitOptions> {
        let token = chain.identity().token;
        let (tip, limit) = (self.global.tip.as_deref(), self.global.deposit_limit.as_deref());
        Ok(SubmitOptions {
            // No tip is what there is without the option.
            tip: tip.map_or(Ok(0), |tip| parse_amount_or_none(tip, &token))?,
            deposit_limit: limit.map(|limit| parse_amount(limit, &token)).transpose()?,
            ..self.machine.submit(chain)
        })
    }

    /// The folder that deployment files are read from and written to: under `--dry-run` a copy.
    pub fn deployments(&self) -> Result<PathBuf> {
        let folder = self.folders.deployments();
        match self.global.dry_run {
            true => self.copied(&folder),
            false => Ok(folder),
        }
    }

    /// A folder that is gone with this command, with a copy of the files in `folder`.
    fn copied(&self, folder: &Path) -> Result<PathBuf> {
        let aside = self.aside()?;
        let failed = |e: std::io::Error| {
            Error::io(
                said!("cli-copying-files", folder = folder.display().to_string()),
                &e,
            )
        };
        let entries = match std::fs::read_dir(folder) {
            // Nothing is in a folder that was not needed yet.
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(aside.to_owned()),
            entries => entries.map_err(failed)?,
        };
        for entry in entries {
            let path = entry.map_err(failed)?.path();
            if let (true, Some(name)) = (path.is_file(), path.file_name()) {
                std::fs::copy(&path, aside.join(name)).map_err(failed)?;
            }
        }
        Ok(aside.to_owned())
    }

    fn rehearse(&self, chain: Arc<dyn Chain>) -> Arc<Rehearsal> {
        self.rehearsing
            .get_or_init(|| Arc::new(Rehearsal::new(chain)))
            .clone()
    }

    /// A folder that is gone with this command.
    fn aside(&self) -> Result<&Path> {
        if let Some(folder) = self.aside.get() {
            return Ok(folder.path());
        }
        let folder = tempfile::tempdir().map_err(|e| Error::io(said!("cli-temporary-folder"), &e))?;
        Ok(self.aside.get_or_init(|| folder).path())
    }

    /// The account that acts, unlocked.
    pub async fn account(&self, chain: &dyn Chain) -> Result<Account> {
        let reference = self.acting()?;
        match self.wallet.resolve(&reference, self.network(chain))? {
            Resolved::Development(account) => Ok(account),
            Resolved::File(entry) => {
                let passphrase = self.passphrase(&said!("ask-passphrase")).await?;
                self.unlocked(entry, passphrase).await
            }
        }
    }

    /// An account of this machine, opened.
    pub async fn unlocked(&self, entry: Entry, passphrase: Zeroizing<String>) -> Result<Account> {
        let wallet = self.wallet.clone();
        tokio::task::spawn_blocking(move || wallet.unlock(&entry, &passphrase))
            .await
            .map_err(|_| Error::new(Kind::Internal, said!("cli-unlocking-stopped")))?
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
            (0, _) => {
                Err(Error::new(Kind::NotFound, said!("cli-no-account")).next(said!("cli-no-account-next")))
            }
            _ => Err(Error::new(Kind::Usage, said!("cli-several-accounts"))
                .next(said!("cli-several-accounts-next"))
                .advise(Advice::ListAccounts)),
        }
    }

    /// The address of somebody meant: a name of the wallet, an address, or `//Bob`.
    pub fn address(&self, chain: &dyn Chain, reference: &str) -> Result<AccountId> {
        Ok(self.wallet.address(reference, self.network(chain))?.into())
    }

    /// The passphrase: from the file given, or asked for.
    pub async fn passphrase(&self, question: &Said) -> Result<Zeroizing<String>> {
        self.passphrase_from(self.global.passphrase_file.as_deref(), question)
            .await
    }

    async fn passphrase_from(&self, file: Option<&Path>, question: &Said) -> Result<Zeroizing<String>> {
        passphrase_from(file, self.prompt.as_ref(), question).await
    }

    /// Has something confirmed at the terminal. `what` is refused where there is none, and `--yes` was not given.
    pub fn confirm(&self, what: Said, question: &Said) -> Result<()> {
        if self.global.dry_run || self.global.yes {
            return Ok(());
        }
        if !self.prompt.interactive() {
            let problem = said!("cli-to-confirm", what = what);
            return Err(Error::new(Kind::Usage, problem).next(said!("cli-to-confirm-next")));
        }
        let question = said!("ask-to-go-on", question = question.clone());
        if !language::says_yes(&self.prompt.line(&language::shown(&question))?) {
            return Err(Error::new(Kind::Interrupted, said!("cli-nothing-done")));
        }
        Ok(())
    }

    /// A new passphrase: from the file given, or asked for twice.
    pub async fn new_passphrase(&self) -> Result<Zeroizing<String>> {
        self.new_passphrase_from(self.global.passphrase_file.as_deref())
            .await
    }

    /// A new passphrase in the place of another: from a file of its own, or asked for twice.
    pub async fn new_passphrase_from(&self, file: Option<&Path>) -> Result<Zeroizing<String>> {
        let question = said!("ask-new-passphrase", least = MIN_PASSPHRASE);
        let first = self.passphrase_from(file, &question).await?;
        medink_local::wallet::check_passphrase(&first)?;
        self.the_same_again(file, first)
    }

    /// The password of an archive: from a file of its own, or asked for twice.
    pub async fn archive_password(&self, file: Option<&Path>) -> Result<Zeroizing<String>> {
        let question = said!("ask-archive-password", least = MIN_ARCHIVE_PASSWORD);
        let first = self.passphrase_from(file, &question).await?;
        medink_local::wallet::check_archive_password(&first)?;
        self.the_same_again(file, first)
    }

    /// The passphrase of a backup that is to be made: from a file of its own, or asked for twice.
    pub async fn backup_passphrase(&self, file: Option<&Path>) -> Result<Zeroizing<String>> {
        let question = said!("ask-new-backup-passphrase", least = MIN_PASSPHRASE);
        let first = self.passphrase_from(file, &question).await?;
        medink_local::wallet::check_passphrase(&first)?;
        self.the_same_again(file, first)
    }

    fn the_same_again(&self, file: Option<&Path>, first: Zeroizing<String>) -> Result<Zeroizing<String>> {
        if file.is_none() && *self.prompt.secret(&language::shown(&said!("ask-again")))? != *first {
            return Err(Error::new(Kind::Usage, said!("cli-passphrases-differ"))
                .next(said!("cli-passphrases-differ-next")));
        }
        Ok(first)
    }
}

/// A passphrase: from the first line of the file given, or asked for.
pub async fn passphrase_from(
    file: Option<&Path>,
    prompt: &dyn Prompt,
    question: &Said,
) -> Result<Zeroizing<String>> {
    let Some(path) = file else {
        return prompt.secret(&language::shown(question));
    };
    let text = read_small(path, || said!("cli-the-passphrase-file")).await?;
    let line = Zeroizing::new(text.lines().next().unwrap_or_default().to_owned());
    if line.is_empty() {
        return Err(Error::new(Kind::Usage, said!("cli-passphrase-file-empty"))
            .next(said!("cli-passphrase-file-empty-next")));
    }
    Ok(line)
}

/// Reads a small text that a user named: see [`files::read_bounded`].
pub async fn read_small(path: &Path, what: Naming) -> Result<Zeroizing<String>> {
    files::read_bounded(path, SMALL_FILE, what).await
}
