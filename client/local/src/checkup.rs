//! A check-up of this machine ([`medink_core::checkup`]): its files, its node's process, and then everything that can be
//! looked at with them. Locks are none of it: the system's ends with the program that had it, however that ended.
//!
//! Nothing in here asks for a passphrase or prints; whoever can do that says who acts.

use crate::config::StoreChoice;
use crate::machine::Machine;
use crate::node::{self, State};
use crate::wallet::Wallet;
use crate::{Folders, NodeChoice};
use medink_chain::{Chain, SubmitOptions, SubxtChain, Token};
use medink_core::advice::Advice;
use medink_core::checkup::{
    Finding, Looking, Part, Repair, SHORTEST_ENTRY, Severity, answering, deployed, finality,
    journal_of_others, sealed_files,
};
use medink_core::deployment::CodeHashes;
use medink_core::error::{Error, Result};
use medink_core::replication::Named;
use medink_core::{Actor, Deployment, Medink, Step, Stop, Watch, files};
use medink_seal::Account;
use medink_store::{ContentStore, EmbeddedStore, Several};
use medink_types::AccountId;
use medink_words::said;
use std::fs;
use std::io;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// How a machine is looked at.
#[derive(Clone)]
pub struct Wish<'a> {
    /// Repair what can be repaired without harm.
    pub repair: bool,
    /// Hash every block of the account's records, and look for references that no record has.
    pub whole: bool,
    /// The code that the contracts should have; without it, what was deployed.
    pub code: Option<CodeHashes>,
    /// Who is told of what goes on.
    pub watch: &'a dyn Watch,
    /// What stops it.
    pub stop: &'a Stop,
}

/// Who is looked at.
pub enum Who {
    /// An account that is open, and how it submits what a repair takes.
    Unlocked(Box<Account>, SubmitOptions),
    /// Accounts whose records are looked for, and nothing else.
    Locked(Vec<AccountId>),
}

/// What was found.
#[derive(Debug, Default)]
pub struct Report {
    /// In the order in which it was looked.
    pub findings: Vec<Finding>,
    /// The transactions that a repair has made.
    pub steps: Vec<Step>,
    /// What their fees are counted in.
    pub token: Option<Token>,
}

impl Machine {
    /// Looks at every part. `who` says who acts, once there is a chain by which an account's name can be read; what it fails
    /// with is a finding as well.
    pub async fn check_up(
        &self,
        wish: &Wish<'_>,
        who: impl AsyncFnOnce(&dyn Chain) -> Result<Who>,
    ) -> Report {
        let mut report = Report::default();
        // Before anything else: opening a store would make what is missing of the folders.
        let (folders, wallet, repair) = (self.folders.clone(), self.wallet.clone(), wish.repair);
        let own = files::apart(move || Ok(own_files(&folders, &wallet, repair))).await;
        report
            .findings
            .extend(own.unwrap_or_else(|error| vec![Finding::of(Part::Accounts, &error)]));
        let (stores, found) = self.opened();
        report.findings.extend(found);
        let (found, stores) = answering(stores).await;
        report.findings.extend(found);
        let (found, chain) = self.node_at_work(wish.repair).await;
        report.findings.extend(found);
        let Some(chain) = chain else {
            for part in [Part::Deployment, Part::References] {
                report
                    .findings
                    .push(Finding::not_looked(part, said!("checkup-no-node")));
            }
            report.findings.extend(self.locked());
            return report;
        };
        report.token = Some(chain.identity().token);
        let deployment = match self.deployment(chain.as_ref()).await {
            Ok(deployment) => deployment,
            Err(error) => {
                report.findings.push(Finding::of(Part::Deployment, &error));
                report.findings.extend(self.locked());
                return report;
            }
        };
        let found = deployed(chain.as_ref(), &deployment, wish.code.as_ref()).await;
        // In contracts that are not those that were deployed nothing is done for anybody.
        let right = found.iter().all(|one| one.severity < Severity::Broken);
        report.findings.extend(found);
        let wish = Wish {
            repair: wish.repair && right,
            ..wish.clone()
        };
        self.people(&wish, (chain, deployment), &stores, who, &mut report)
            .await;
        report
    }

    /// What there is for an account: its records, its keys, its journal and its memory.
    async fn people(
        &self,
        wish: &Wish<'_>,
        (chain, deployment): (Arc<SubxtChain>, Deployment),
        stores: &[Named],
        who: impl AsyncFnOnce(&dyn Chain) -> Result<Who>,
        report: &mut Report,
    ) {
        let (unlocked, accounts) = match who(chain.as_ref()).await {
            Ok(Who::Unlocked(account, submit)) => {
                let address = account.address().into();
                (Some((account, submit)), vec![address])
            }
            Ok(Who::Locked(accounts)) => (None, accounts),
            Err(error) => {
                report.findings.push(Finding::of(Part::Accounts, &error));
                (None, Vec::new())
            }
        };
        let looking = Looking {
            whole: wish.whole,
            repair: wish.repair,
            ours: self.store_of_one_deployment(),
            watch: wish.watch,
        };
        let (account, submit) = match unlocked {
            Some((account, submit)) => (Some(*account), submit),
            None => (None, self.submit(chain.as_ref())),
        };
        let store = match self.store_of(stores, wish.repair) {
            Ok(store) => store,
            // Why was said where each was opened.
            Err(_) => {
                report.findings.extend(self.locked());
                return;
            }
        };
        let medink = Medink {
            chain,
            store,
            deployment,
            journal: self.folders.journal(),
            memory: self.folders.memory(),
            index: self.folders.index(),
            submit,
        };
        // What is half done may be what a record lacks.
        let actor = match account.map(|account| Actor::new(account, &medink.deployment)) {
            Some(Ok(actor)) => Some(actor),
            Some(Err(error)) => {
                report.findings.push(Finding::of(Part::Accounts, &error));
                None
            }
            None => None,
        };
        match &actor {
            Some(actor) => {
                let operation = medink
                    .operation(actor)
                    .watched_by(wish.watch)
                    .stopped_by(wish.stop);
                let (found, steps) = operation.check_up(wish.repair).await;
                report.findings.extend(found);
                report.steps = steps;
            }
            None => report.findings.extend(self.locked()),
        }
        let found = medink.check_content(stores, &accounts, &looking).await;
        report.findings.extend(found);
    }

    /// What is told in place of what needs an open account.
    fn locked(&self) -> Vec<Finding> {
        let mut findings = vec![
            Finding::not_looked(Part::Accounts, said!("checkup-locked")),
            Finding::not_looked(Part::Memory, said!("checkup-locked")),
        ];
        findings.extend(journal_of_others(&self.folders.journal()));
        findings
    }

    /// The stores as one: all of the profile's where something is to be changed, so that one that is away is not passed
    /// over; else those that are there, and nothing is made.
    fn store_of(&self, stores: &[Named], repair: bool) -> Result<Arc<dyn ContentStore>> {
        match stores {
            _ if repair => self.store(),
            [] => self.store(),
            [(_, only)] => Ok(only.clone()),
            several => Ok(Arc::new(Several::new(several.to_vec(), &self.warnings))),
        }
    }

    /// The profile's stores that can be opened. One in a folder that is not there yet is not made.
    fn opened(&self) -> (Vec<Named>, Vec<Finding>) {
        let (mut stores, mut findings) = (Vec::new(), Vec::new());
        for choice in &self.profile.stores {
            if *choice != StoreChoice::Embedded {
                match self.named(choice) {
                    Ok(named) => stores.push((named.name, named.store)),
                    Err(error) => findings.push(Finding::of(Part::Stores, &error)),
                }
                continue;
            }
            // Opened by itself: what every use of it does about folders is no part of a look.
            if !self.folders.store().exists() {
                findings.push(Finding::ok(Part::Stores, said!("checkup-store-not-made")));
                continue;
            }
            match EmbeddedStore::open(self.folders.store()) {
                Ok(store) => {
                    stores.push((choice.name().to_owned(), Arc::new(store) as Arc<dyn ContentStore>))
                }
                Err(error) => findings.push(Finding::of(Part::Stores, &error.into())),
            }
        }
        (stores, findings)
    }

    /// The name of this machine's own store, where one deployment alone is known here and nothing is under way.
    fn store_of_one_deployment(&self) -> Option<String> {
        let count = |folder: &Path| fs::read_dir(folder).map(Iterator::count);
        let one = count(&self.folders.deployments()).is_ok_and(|count| count == 1);
        let idle = count(&self.folders.journal()).is_ok_and(|count| count == 0);
        (one && idle).then(|| StoreChoice::Embedded.name().to_owned())
    }

    /// The node, if it can be reached. This machine's own is started by a repair alone.
    async fn node_at_work(&self, repair: bool) -> (Vec<Finding>, Option<Arc<SubxtChain>>) {
        let stopped = match &self.profile.node {
            NodeChoice::At(_) => None,
            NodeChoice::Embedded => match node::status(&self.folders) {
                Ok(status) if matches!(status.state, State::Stopped) => Some(
                    Finding::broken(Part::Node, said!("checkup-node-stopped"))
                        .next(said!("checkup-node-stopped-next"))
                        .advise(Advice::StartNode),
                ),
                Ok(_) => None,
                Err(error) => return (vec![Finding::of(Part::Node, &error)], None),
            },
        };
        if let (Some(stopped), false) = (&stopped, repair) {
            return (vec![stopped.clone()], None);
        }
        let chain = match self.chain().await {
            Ok(chain) => chain,
            Err(error) => return (vec![Finding::of(Part::Node, &error)], None),
        };
        let mut findings: Vec<Finding> = stopped
            .into_iter()
            .map(|stopped| stopped.repaired_by(Repair::Done))
            .collect();
        findings.push(match self.writes(chain.as_ref()).await {
            Ok(block) => Finding::ok(
                Part::Node,
                said!(
                    "checkup-node",
                    chain = chain.identity().name,
                    block = block,
                    genesis = hex::encode(chain.identity().genesis)
                ),
            ),
            Err(error) => Finding::of(Part::Node, &error),
        });
        findings.extend(finality(chain.as_ref()).await);
        (findings, Some(chain))
    }

    /// The number of the newest block of a node that can write.
    async fn writes(&self, chain: &dyn Chain) -> Result<u64> {
        let head = chain.head().await?;
        match self.no_room(chain).await? {
            Some(full) => Err(full),
            None => Ok(head.number),
        }
    }
}

/// A folder of medink's own, and the part that it belongs to.
fn own_folders(folders: &Folders) -> [(Part, PathBuf); 8] {
    [
        (Part::Accounts, folders.accounts()),
        (Part::Deployment, folders.deployments()),
        (Part::Node, folders.node()),
        (Part::Stores, folders.store()),
        (Part::Journal, folders.journal()),
        (Part::Memory, folders.memory()),
        (Part::Memory, folders.index()),
        (Part::Node, folders.run()),
    ]
}

/// Looks at medink's files: whether others can read them, whether key files and sealed ones are what they should be, and what
/// killed programs left.
fn own_files(folders: &Folders, wallet: &Wallet, repair: bool) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (part, folder) in own_folders(folders) {
        findings.extend(open_to_others(part, &folder, repair));
        // The node's and the store's are theirs.
        if !matches!(part, Part::Stores) && folder != folders.node() {
            findings.extend(half_written(part, &folder, repair));
        }
    }
    findings.extend(key_files(wallet));
    findings.extend(sealed_files(
        Part::Journal,
        &folders.journal(),
        SHORTEST_ENTRY,
        true,
        repair,
    ));
    findings.extend(sealed_files(Part::Memory, &folders.index(), 0, true, repair));
    findings.extend(sealed_files(Part::Memory, &folders.memory(), 0, false, repair));
    findings
}

/// Whether others than their owner can look into a folder, or read what is secret in it.
fn open_to_others(part: Part, folder: &Path, repair: bool) -> Vec<Finding> {
    let mut findings = Vec::new();
    let place = folder.display().to_string();
    match is_open(folder) {
        Ok(false) => {}
        Ok(true) => {
            let what = said!("checkup-folder-open", folder = &place);
            let closed = Repair::try_to(repair, || close(folder, 0o700));
            findings.push(Finding::warning(part, what).repaired_by(closed));
        }
        Err(error) => findings.push(Finding::of(part, &unread(folder, &error))),
    }
    // A key file is encrypted, and worth trying passphrases on; a deployment file holds the directory's key.
    if !matches!(part, Part::Accounts | Part::Deployment) {
        return findings;
    }
    let open = match files_in(folder) {
        Ok(all) => all
            .into_iter()
            .filter(|path| is_open(path).is_ok_and(|open| open))
            .collect::<Vec<_>>(),
        Err(error) => {
            findings.push(Finding::of(part, &unread(folder, &error)));
            return findings;
        }
    };
    if !open.is_empty() {
        let what = said!("checkup-files-open", folder = &place, count = open.len());
        let closed = Repair::try_to(repair, || open.iter().try_for_each(|path| close(path, 0o600)));
        findings.push(Finding::warning(part, what).repaired_by(closed));
    }
    findings
}

/// Whether anybody but its owner has a right to it; what is not there is not open.
fn is_open(path: &Path) -> io::Result<bool> {
    match fs::metadata(path) {
        Ok(about) => Ok(about.permissions().mode() & 0o077 != 0),
        Err(error) if is_nowhere(&error) => Ok(false),
        Err(error) => Err(error),
    }
}

fn close(path: &Path, mode: u32) -> Result<()> {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).map_err(|error| unread(path, &error))
}

fn files_in(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = match fs::read_dir(folder) {
        Err(error) if is_nowhere(&error) => return Ok(Vec::new()),
        entries => entries?,
    };
    let paths: io::Result<Vec<PathBuf>> = entries.map(|entry| entry.map(|entry| entry.path())).collect();
    Ok(paths?.into_iter().filter(|path| path.is_file()).collect())
}

fn is_nowhere(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
    )
}

/// The folder of what can't be looked at: people give names to accounts.
fn unread(path: &Path, error: &io::Error) -> Error {
    let folder = match path.is_dir() {
        true => path,
        false => path.parent().unwrap_or(path),
    };
    Error::io(said!("local-reading", path = folder.display().to_string()), error)
}

/// What killed programs have left in a folder.
fn half_written(part: Part, folder: &Path, repair: bool) -> Option<Finding> {
    if !folder.is_dir() {
        return None;
    }
    let left = match files::abandoned(folder) {
        Ok(left) => left,
        Err(error) => return Some(Finding::of(part, &error)),
    };
    if left.is_empty() {
        return None;
    }
    let place = folder.display().to_string();
    let what = said!("checkup-half-written", folder = place, count = left.len());
    let removed = Repair::try_to(repair, || {
        left.iter()
            .try_for_each(|path| files::remove(path).map_err(|error| unread(path, &error)))
    });
    Some(Finding::warning(part, what).repaired_by(removed))
}

/// Whether every key file can be read, and is one.
fn key_files(wallet: &Wallet) -> Vec<Finding> {
    let listed = match wallet.list() {
        Ok(listed) => listed,
        Err(error) => return vec![Finding::of(Part::Accounts, &error)],
    };
    let count = listed.len();
    let wrong: Vec<Finding> = listed
        .into_iter()
        .filter_map(|one| {
            let error = one.entry.err()?;
            let named = said!("checkup-account", name = one.name, why = error.what.clone());
            Some(Finding {
                what: named,
                ..Finding::of(Part::Accounts, &error)
            })
        })
        .collect();
    match wrong.is_empty() {
        true => vec![Finding::ok(
            Part::Accounts,
            said!("checkup-accounts", count = count),
        )],
        false => wrong,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs::File;
    use std::time::{Duration, SystemTime};

    struct Here {
        _folder: tempfile::TempDir,
        folders: Folders,
        wallet: Wallet,
    }

    impl Here {
        fn new() -> Self {
            let folder = tempfile::tempdir().unwrap();
            let folders = Folders::at(folder.path().join("home")).unwrap();
            let wallet = Wallet::open(&folders);
            Here {
                _folder: folder,
                folders,
                wallet,
            }
        }

        /// What stays wrong.
        fn wrong(&self, repair: bool) -> Vec<Finding> {
            let mut found = own_files(&self.folders, &self.wallet, repair);
            found.retain(Finding::stays);
            found
        }
    }

    #[test]
    fn a_machine_without_anything_is_well_and_nothing_is_made() {
        let here = Here::new();
        assert!(here.wrong(true).is_empty());
        assert!(!here.folders.data().exists());
        here.folders.prepare().unwrap();
        here.wallet.create("ada", "correct horse battery").unwrap();
        assert!(here.wrong(false).is_empty(), "{:?}", here.wrong(false));
    }

    #[test]
    fn each_fault_is_found_named_and_repaired_where_it_can_be() {
        let here = Here::new();
        here.folders.prepare().unwrap();
        here.wallet.create("ada", "correct horse battery").unwrap();
        let open = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
        let account = here.folders.accounts().join("ada.json");
        open(&account, 0o644);
        open(&here.folders.memory(), 0o755);
        let half = here.folders.journal().join(".tmphalf");
        fs::write(&half, "half").unwrap();
        let old = SystemTime::now() - Duration::from_secs(7200);
        File::options()
            .write(true)
            .open(&half)
            .unwrap()
            .set_modified(old)
            .unwrap();
        fs::write(here.folders.run().join(".new-fresh"), "somebody is at it").unwrap();
        fs::write(here.folders.journal().join("a-b.pending"), "cut").unwrap();
        fs::write(here.folders.index().join("a-b-head.index"), "garbage").unwrap();
        let found = here.wrong(false);
        let parts: Vec<Part> = found.iter().map(|one| one.part).collect();
        assert_eq!(
            parts,
            [
                Part::Accounts,
                Part::Journal,
                Part::Memory,
                Part::Journal,
                Part::Memory
            ],
            "{found:?}"
        );
        assert!(found.iter().all(|one| one.next.is_some()), "{found:?}");
        assert!(here.wrong(true).is_empty());
        assert!(here.wrong(false).is_empty());
        assert_eq!(
            fs::metadata(&account).unwrap().permissions().mode() & 0o777,
            0o600
        );
        assert!(!half.exists() && here.folders.run().join(".new-fresh").exists());
    }

    #[test]
    fn what_can_not_be_repaired_is_told_by_its_name() {
        let here = Here::new();
        here.folders.prepare().unwrap();
        here.wallet.create("ada", "correct horse battery").unwrap();
        fs::write(here.folders.accounts().join("grace.json"), "{}").unwrap();
        fs::write(here.folders.memory().join("00.seen"), "garbage").unwrap();
        open_only_to_owner(&here.folders.accounts().join("grace.json"));
        let found = here.wrong(true);
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[0].what.to_string().contains("grace") && found[0].severity == Severity::Broken);
        assert!(found[1].what.to_string().contains("00.seen") && found[1].next.is_some());
        assert!(here.folders.memory().join("00.seen").exists());
    }

    fn open_only_to_owner(path: &Path) {
        fs::set_permissions(path, fs::Permissions::from_mode(0o600)).unwrap();
    }
}
