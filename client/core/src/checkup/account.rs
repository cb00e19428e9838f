//! What only an unlocked account can look at: whether its keys on the chain are its own, what it has left half done, and what
//! it remembers on this machine.

use super::sealed::{SHORTEST_ENTRY, is_sealed};
use super::{Finding, Part, Repair};
use crate::advice::Advice;
use crate::error::{Error, Kind, Result};
use crate::journal::{self, Waiting};
use crate::remembered::{Found, Remembered};
use crate::{Operation, Step, proof};
use medink_chain::{ChainExt, contracts};
use medink_seal::SignedKey;
use medink_words::{Said, said};
use std::path::Path;

impl Operation<'_> {
    /// Looks at the account, at what it has in the journal and at what it remembers. Returns what was found, and the
    /// transactions that a repair has made.
    pub async fn check_up(&self, repair: bool) -> (Vec<Finding>, Vec<Step>) {
        let mut findings = match self.keys_on_chain().await {
            Ok(found) => found,
            Err(error) => vec![Finding::of(Part::Accounts, &error)],
        };
        let (journal, mut steps) = self.own_journal(repair).await;
        findings.extend(journal);
        match self.keys_due(repair, &mut steps).await {
            Ok(found) => findings.extend(found),
            Err(error) => findings.push(Finding::of(Part::Journal, &error)),
        }
        findings.extend(self.own_memory(repair).await);
        (findings, steps)
    }

    /// Whether the account's encryption keys prove themselves, and are those that it derives.
    async fn keys_on_chain(&self) -> Result<Vec<Finding>> {
        let me = self.actor.id();
        let as_doctor = contracts::doctor::encryption_key(self.deployment.doctor(), me);
        let as_patient = contracts::patient::encryption_key(self.deployment.patient(), me);
        let keys = [
            self.chain.read(&as_doctor).await?,
            self.chain.read(&as_patient).await?,
        ];
        if keys.iter().all(Option::is_none) {
            return Ok(vec![Finding::ok(Part::Accounts, said!("checkup-no-role"))]);
        }
        let mut findings = Vec::new();
        for key in keys.into_iter().flatten() {
            let found = match proof::proved(me, &key) {
                Ok(found) => found,
                Err(error) => {
                    findings.push(Finding::of(Part::Accounts, &error));
                    continue;
                }
            };
            let own = SignedKey::new(&self.actor.account, found.serial())?;
            if own.key_bytes() != found.key_bytes() {
                let what = said!("checkup-other-key", serial = found.serial());
                findings.push(Finding::broken(Part::Accounts, what).next(said!("checkup-other-key-next")));
            }
        }
        if findings.is_empty() {
            findings.push(Finding::ok(Part::Accounts, said!("checkup-own-key")));
        }
        Ok(findings)
    }

    /// What the account has left half done. A repair does what its next use of records would do.
    async fn own_journal(&self, repair: bool) -> (Vec<Finding>, Vec<Step>) {
        let before = match self.unfinished() {
            Ok(before) => before,
            Err(error) => return (vec![Finding::of(Part::Journal, &error)], Vec::new()),
        };
        if before.is_nothing() {
            return (
                vec![Finding::ok(Part::Journal, said!("checkup-journal"))],
                Vec::new(),
            );
        }
        let (mut steps, mut failed) = (Vec::new(), None);
        if repair {
            match self.run(async { self.recover().await }).await {
                Ok(done) => steps = done.steps,
                Err(mut error) => {
                    steps = error.paid.take().map(|paid| paid.steps).unwrap_or_default();
                    failed = Some(error);
                }
            }
        }
        let after = match self.unfinished() {
            Ok(after) => after,
            Err(error) => return (vec![Finding::of(Part::Journal, &error)], steps),
        };
        let mut findings = Vec::new();
        let came_to = |left: usize| match (repair, left) {
            (false, _) => Repair::Unasked,
            (true, 0) => Repair::Done,
            (true, _) => Repair::Failed(failed.clone().unwrap_or_else(waits)),
        };
        if before.own > 0 {
            findings.push(half_done(before.own).repaired_by(came_to(after.own)));
        }
        if before.left > 0 {
            findings.push(leftovers(before.left).repaired_by(came_to(after.left)));
        }
        if after.others > 0 {
            let what = said!("checkup-of-others", count = after.others);
            findings.push(Finding::warning(Part::Journal, what).next(said!("checkup-of-others-next")));
        }
        (findings, steps)
    }

    /// Whether a change of the patient's keys was interrupted. A repair finishes it, as the patient's next command would.
    async fn keys_due(&self, repair: bool, steps: &mut Vec<Step>) -> Result<Option<Finding>> {
        if !self.is_house_half_kept().await? {
            return Ok(None);
        }
        let found = Finding::warning(Part::Journal, said!("checkup-keys-due"));
        if !repair {
            return Ok(Some(found.repaired_by(Repair::Unasked)));
        }
        let failed = match self.run(self.keep_house()).await {
            Ok(done) => {
                steps.extend(done.steps);
                waits()
            }
            Err(mut error) => {
                steps.extend(error.paid.take().map(|paid| paid.steps).unwrap_or_default());
                error
            }
        };
        let left = self.is_house_half_kept().await?;
        let came_to = if left {
            Repair::Failed(failed)
        } else {
            Repair::Done
        };
        Ok(Some(found.repaired_by(came_to)))
    }

    fn unfinished(&self) -> Result<Unfinished> {
        let all = unfinished(&self.journal)?;
        if all.is_nothing() {
            return Ok(all);
        }
        let own = self.journal_of().entries()?.len();
        Ok(Unfinished {
            own,
            others: all.others.saturating_sub(own),
            left: all.left,
        })
    }

    /// What the account remembers: whether it opens, and whether the chain is not behind it.
    async fn own_memory(&self, repair: bool) -> Vec<Finding> {
        let mut findings = Vec::new();
        let mut note = |found: Result<Option<Finding>>| match found {
            Ok(found) => findings.extend(found),
            Err(error) => findings.push(Finding::of(Part::Memory, &error)),
        };
        note(self.seen().await.map(|()| None));
        note(self.note_templates().await.map(|_| None));
        for file in [self.patients_at(), self.visit_at().file()] {
            note(made_anew(&file, repair));
        }
        note(self.indexes(repair).await);
        if findings.is_empty() {
            findings.push(Finding::ok(Part::Memory, said!("checkup-memory")));
        }
        findings
    }

    /// Whether what was seen of the chain opens, and the chain has not gone back behind it.
    async fn seen(&self) -> Result<()> {
        let generation = contracts::patient::generation(self.deployment.patient(), self.actor.id());
        match self.chain.read(&generation).await? {
            // No patient: whatever was seen, no generation is behind it.
            0 => self.not_below_seen(u32::MAX),
            generation => self.not_below_seen(generation),
        }
    }

    async fn indexes(&self, repair: bool) -> Result<Option<Finding>> {
        let damaged = self.damaged_indexes().await?;
        if damaged == 0 {
            return Ok(None);
        }
        let found = Finding::warning(Part::Memory, said!("checkup-index", count = damaged));
        if !repair {
            return Ok(Some(found.repaired_by(Repair::Unasked)));
        }
        let anew = async {
            self.forget_damaged_indexes().await?;
            match self.patient(self.actor.id()).await {
                Ok(_) => self.described().await.map(|_| ()),
                // One who is no patient has no index of the own; others' are made when they are next looked at.
                Err(error) if error.kind == Kind::NotFound => Ok(()),
                Err(error) => Err(error),
            }
        };
        Ok(Some(found.repaired_by(match anew.await {
            Ok(()) => Repair::Done,
            Err(error) => Repair::Failed(error),
        })))
    }
}

/// What of the journal is there for somebody who is not unlocked.
pub fn journal_of_others(folder: &Path) -> Vec<Finding> {
    let found = match unfinished(folder) {
        Ok(found) => found,
        Err(error) => return vec![Finding::of(Part::Journal, &error)],
    };
    if found.is_nothing() {
        return vec![Finding::ok(Part::Journal, said!("checkup-journal"))];
    }
    let locked = |finding: Finding| {
        finding
            .next(said!("checkup-journal-locked-next"))
            .advise(Advice::Repair)
    };
    let mut findings = Vec::new();
    if found.others > 0 {
        findings.push(locked(half_done(found.others)));
    }
    if found.left > 0 {
        findings.push(locked(leftovers(found.left)));
    }
    findings
}

/// What is half done, and nobody is at it.
#[derive(Debug, Clone, Copy)]
struct Unfinished {
    /// Entries of the account.
    own: usize,
    /// Entries of others, or such as nobody knows whose.
    others: usize,
    /// Marks of operations whose process has gone.
    left: usize,
}

impl Unfinished {
    fn is_nothing(&self) -> bool {
        self.own == 0 && self.others == 0 && self.left == 0
    }
}

/// What is in the journal that no living process is at. Entries that can't be any are counted elsewhere.
fn unfinished(folder: &Path) -> Result<Unfinished> {
    let nothing = Unfinished {
        own: 0,
        others: 0,
        left: 0,
    };
    if !folder.is_dir() {
        return Ok(nothing);
    }
    let Waiting { left, .. } = journal::waiting(folder)?;
    let entries = journal::given_up(folder)?;
    let others = entries
        .iter()
        .filter(|path| is_sealed(path, SHORTEST_ENTRY).is_ok_and(|sealed| sealed))
        .count();
    Ok(Unfinished {
        left,
        others,
        ..nothing
    })
}

fn half_done(count: usize) -> Finding {
    Finding::warning(Part::Journal, said!("checkup-half-done", count = count))
}

fn leftovers(count: usize) -> Finding {
    Finding::warning(Part::Journal, said!("checkup-left", count = count))
}

/// What a repair is told to wait for, where nothing failed: the system is paused, or a store is away or in use.
fn waits() -> Error {
    Error::new(Kind::Refused, said!("checkup-waits"))
}

/// A file that is made anew where it does not open.
fn made_anew(file: &Remembered, repair: bool) -> Result<Option<Finding>> {
    let path = || said!("core-place", place = file.path().display().to_string());
    let failed = |error: std::io::Error| Error::io(path(), &error);
    match file.read().map_err(failed)? {
        Found::Damaged => {
            let what: Said = said!("checkup-sealed-damaged", path = path());
            let removed = Repair::try_to(repair, || file.forget().map_err(failed));
            Ok(Some(Finding::warning(Part::Memory, what).repaired_by(removed)))
        }
        Found::Nothing | Found::Content(_) => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::{Journal, Pending, Task};
    use medink_seal::Account;
    use medink_types::{KeyBy, SealedKey};

    #[tokio::test]
    async fn what_nobody_is_at_is_counted_without_a_key() {
        let folder = tempfile::tempdir().unwrap();
        assert!(unfinished(&folder.path().join("nowhere")).unwrap().is_nothing());
        let key = Account::from_suri("//Ada").unwrap().journal_key().unwrap();
        let journal = Journal::new(folder.path(), key);
        let operation = journal.begin().unwrap();
        let pending = Pending {
            patient: [1; 32],
            cid: vec![2; 36],
            key: SealedKey {
                by: KeyBy::Generation(1),
                bytes: [3; 60],
            },
            task: Task::Add,
            submitted: false,
        };
        journal.write(&operation, &[pending]).await.unwrap();
        assert!(unfinished(folder.path()).unwrap().is_nothing(), "it is at work");
        drop(operation);
        let found = unfinished(folder.path()).unwrap();
        assert_eq!((found.others, found.left), (1, 1));
        let told = journal_of_others(folder.path());
        assert!(told.len() == 2 && told.iter().all(Finding::stays), "{told:?}");
        // Garbage is no entry: it is told by itself.
        std::fs::write(folder.path().join("x-y.pending"), b"cut").unwrap();
        assert_eq!(unfinished(folder.path()).unwrap().others, 1);
    }

    #[test]
    fn what_is_made_anew_is_removed_only_when_asked() {
        let folder = tempfile::tempdir().unwrap();
        let key = Account::from_suri("//Ada").unwrap().journal_key().unwrap();
        let file = Remembered::new(folder.path(), "one.visit".into(), key);
        assert_eq!(made_anew(&file, true).unwrap(), None);
        file.write(b"seen", || said!("core-file-visit")).unwrap();
        assert_eq!(made_anew(&file, true).unwrap(), None);
        std::fs::write(file.path(), b"garbage").unwrap();
        assert!(made_anew(&file, false).unwrap().unwrap().stays() && file.path().exists());
        assert!(made_anew(&file, true).unwrap().unwrap().repaired && !file.path().exists());
    }
}
