//! What a patient's programs on this machine have seen of the chain, so that a node can't pass an older state off as the
//! present one where keys would be given away for it: the highest key generation, the highest serial of each doctor's
//! encryption key, and the consents that were taken back.
//!
//! All of it was signed by somebody once, so a signature does not tell old from new; a client that holds no copy of the
//! chain has only its own memory for that. It is kept on this machine, sealed under a key of the account, and names
//! nobody. It never grows beyond 16,000 entries of a kind, and is no part of what a phrase restores: a new machine has
//! seen nothing yet.

use crate::Operation;
use crate::error::{Error, Kind, Result};
use crate::remembered::{Found, Remembered};
use medink_seal::SignedKey;
use medink_types::{AccountId, Salt};
use medink_words::{Said, said};
use scale::{Decode, Encode};
use std::collections::BTreeMap;
use std::fs::File;
use std::io;

/// Ends the name of every file.
const SUFFIX: &str = ".seen";

/// How many doctors' keys and how many ended consents are remembered: of more, the ones beyond are not (a file is read
/// whole, and sealed notes hold a megabyte at most).
const MOST: usize = 16_000;

#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode)]
pub(crate) struct Seen {
    generation: u32,
    serials: BTreeMap<[u8; 32], u32>,
    /// The latest last. Programs of before kept them as a set, in the order of their bytes, which is written the same way.
    ended: Vec<[u8; 16]>,
}

impl Seen {
    /// Notes that a consent has ended. Whether that is news.
    fn ends(&mut self, consent: [u8; 16]) -> bool {
        let news = self.ended.len() < MOST && !self.ended.contains(&consent);
        if news {
            self.ended.push(consent);
        }
        news
    }
}

/// What was seen by one account in one deployment.
pub(super) struct Memory(Remembered);

impl Memory {
    fn shown(&self) -> String {
        self.0.path().display().to_string()
    }

    fn read(&self) -> Result<Seen> {
        let content = match self.0.read() {
            Ok(Found::Nothing) => return Ok(Seen::default()),
            Ok(Found::Content(content)) => Some(content),
            Ok(Found::Damaged) => None,
            Err(error) => return Err(Error::io(said!("core-reading-seen", path = self.shown()), &error)),
        };
        let seen = content.and_then(|bytes| Seen::decode(&mut bytes.as_slice()).ok());
        seen.ok_or_else(|| {
            let path = self.shown();
            Error::new(Kind::Damaged, said!("core-seen-damaged", path = path))
                .next(said!("core-seen-damaged-next"))
        })
    }

    /// The consents that are known to be worth nothing any more, by their salts: `most` of them, the latest first. Reads a
    /// file.
    pub(super) fn latest_ended(&self, most: usize) -> Result<Vec<Salt>> {
        let ended = self.read()?.ended;
        Ok(ended.into_iter().rev().take(most).map(Salt).collect())
    }

    fn older(&self, what: Said) -> Error {
        Error::new(Kind::Damaged, said!("core-older-state", what = what)).next(said!(
            "core-older-state-next",
            path = self.0.path().display().to_string()
        ))
    }

    /// Changes what is remembered, durably; two programs at once do it one after the other. Where there is nothing to
    /// change nothing is written, so that a full disk keeps nobody from reading.
    fn change<T>(&self, change: impl Fn(&mut Seen) -> T) -> Result<T> {
        let mut seen = self.read()?;
        let before = seen.clone();
        let value = change(&mut seen);
        if seen == before {
            return Ok(value);
        }
        let failed = |error: &io::Error| Error::io(said!("core-writing-seen", path = self.shown()), error);
        let lock = File::create(self.0.path().with_extension("seen-lock")).map_err(|e| failed(&e))?;
        lock.lock().map_err(|e| failed(&e))?;
        // As it is now: another program may have been quicker.
        let mut seen = self.read()?;
        let value = change(&mut seen);
        self.0.write(&seen.encode(), || said!("core-seen-file"))?;
        Ok(value)
    }
}

impl Operation<'_> {
    pub(super) fn memory(&self) -> Memory {
        Memory(self.remembered("medink/v1/seen", &[], SUFFIX))
    }

    /// Holds the patient's key generation against the highest that was seen.
    ///
    /// # Errors
    /// [`Kind::Damaged`] for a lower one: under its key those could read on who lost their consent since.
    pub(super) fn not_below_seen(&self, generation: u32) -> Result<()> {
        let memory = self.memory();
        match memory.read()?.generation {
            seen if generation < seen => Err(memory.older(said!(
                "core-seen-generation",
                generation = generation,
                seen = seen
            ))),
            _ => Ok(()),
        }
    }

    /// Notes a generation and doctors' keys that proved themselves. Returns the latest serial that was seen of each of
    /// these doctors.
    ///
    /// A generation proves itself by the link to the one before, which the patient made. A node's word for it is not
    /// enough: it could say any number, and the patient would be locked out behind an honest one.
    pub(super) fn remember<'a>(
        &self,
        generation: u32,
        keys: impl Iterator<Item = &'a SignedKey> + Clone,
    ) -> Result<BTreeMap<[u8; 32], u32>> {
        self.memory().change(|seen| {
            seen.generation = seen.generation.max(generation);
            let mut latest = BTreeMap::new();
            for key in keys.clone() {
                let known = seen.serials.get(&key.address()).copied();
                let serial = known.unwrap_or(0).max(key.serial());
                if known.is_some() || seen.serials.len() < MOST {
                    seen.serials.insert(key.address(), serial);
                }
                latest.insert(key.address(), serial);
            }
            latest
        })
    }

    /// The latest serial of a doctor's key that was seen; 0 for none.
    pub(super) fn latest_seen(&self, doctor: AccountId) -> Result<u32> {
        let seen = self.memory().read()?;
        Ok(seen
            .serials
            .get::<[u8; 32]>(doctor.as_ref())
            .copied()
            .unwrap_or(0))
    }

    /// Holds a doctor's key against the latest that was seen.
    ///
    /// # Errors
    /// [`Kind::Damaged`] for an earlier one: it may be in other hands.
    pub(super) fn not_older_than(&self, key: &SignedKey, latest: u32) -> Result<()> {
        if key.serial() >= latest {
            return Ok(());
        }
        Err(self.memory().older(said!(
            "core-seen-key",
            who = self.address(&key.address().into()),
            serial = key.serial(),
            latest = latest
        )))
    }

    /// Notes that a consent is worth nothing from now on: it is taken back (noted before the chain is asked to end it),
    /// or another has taken its place. Whether that is news.
    pub(super) fn ending(&self, consent: Salt) -> Result<bool> {
        self.memory().change(|seen| seen.ends(consent.0))
    }

    /// Takes that back: the chain has refused to end it.
    pub(super) fn not_ended(&self, consent: Salt) -> Result<()> {
        self.memory().change(|seen| {
            seen.ended.retain(|ended| *ended != consent.0);
        })
    }

    /// Checks that a consent was not taken back from this machine.
    ///
    /// # Errors
    /// [`Kind::Damaged`]: the doctor is given no further key for it.
    pub(super) fn not_seen_ended(&self, doctor: AccountId, consent: Salt) -> Result<()> {
        let memory = self.memory();
        match memory.read()?.ended.contains(&consent.0) {
            true => Err(memory.older(said!("core-seen-ended", who = self.address(&doctor)))),
            false => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use medink_seal::Account;
    use std::collections::BTreeSet;

    fn memory(folder: &std::path::Path, who: &str) -> Memory {
        let key = Account::from_suri(who).unwrap().journal_key().unwrap();
        Memory(Remembered::new(folder, format!("one{SUFFIX}"), key))
    }

    #[test]
    fn what_was_seen_is_kept_for_its_account_alone() {
        let folder = tempfile::tempdir().unwrap();
        let ada = memory(folder.path(), "//Ada");
        ada.change(|seen| seen.generation = 3).unwrap();
        assert_eq!(ada.read().unwrap().generation, 3);
        // Another account's and a damaged one are named, not taken for none.
        let error = memory(folder.path(), "//Grace").read().unwrap_err();
        assert_eq!(error.kind, Kind::Damaged);
        assert!(error.what.to_string().contains("one.seen"), "{}", error.what);
    }

    #[test]
    fn only_a_change_needs_a_disk_that_can_be_written_to() {
        let folder = tempfile::tempdir().unwrap();
        let ada = memory(&folder.path().join("nowhere"), "//Ada");
        assert_eq!(ada.change(|seen| seen.generation).unwrap(), 0);
        let error = ada.change(|seen| seen.generation = 1).unwrap_err();
        assert_eq!(error.kind, Kind::Io);
    }

    #[test]
    fn as_much_as_may_be_remembered_can_be_sealed() {
        let folder = tempfile::tempdir().unwrap();
        let ada = memory(folder.path(), "//Ada");
        ada.change(|seen| {
            for n in 0..u32::try_from(MOST).unwrap() {
                let bytes = n.to_le_bytes();
                seen.serials.insert([bytes; 8].concat().try_into().unwrap(), n);
                seen.ended.push([bytes; 4].concat().try_into().unwrap());
            }
        })
        .unwrap();
        assert_eq!(ada.read().unwrap().ended.len(), MOST);
    }

    #[test]
    fn of_many_ended_consents_the_latest_are_tried_and_files_of_before_open() {
        let folder = tempfile::tempdir().unwrap();
        let ada = memory(folder.path(), "//Ada");
        let before = (
            3u32,
            BTreeMap::<[u8; 32], u32>::new(),
            BTreeSet::from([[9u8; 16], [5; 16]]),
        );
        ada.0.write(&before.encode(), || said!("core-seen-file")).unwrap();
        for consent in [7, 1, 7] {
            ada.change(|seen| seen.ends([consent; 16])).unwrap();
        }
        let salts = |numbers: &[u8]| numbers.iter().map(|n| Salt([*n; 16])).collect::<Vec<_>>();
        assert_eq!(ada.latest_ended(3).unwrap(), salts(&[1, 7, 9]));
        assert_eq!(ada.latest_ended(100).unwrap(), salts(&[1, 7, 9, 5]));
    }

    #[test]
    fn two_programs_at_once_lose_nothing_of_each_other() {
        let folder = tempfile::tempdir().unwrap();
        std::thread::scope(|scope| {
            for program in 0..4u8 {
                let folder = folder.path();
                scope.spawn(move || {
                    let ada = memory(folder, "//Ada");
                    for n in 0..20 {
                        ada.change(|seen| seen.ends([[program, n]; 8].concat().try_into().unwrap()))
                            .unwrap();
                    }
                });
            }
        });
        assert_eq!(memory(folder.path(), "//Ada").read().unwrap().ended.len(), 80);
    }
}
