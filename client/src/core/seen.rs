//! What a patient's programs on this machine have seen of the chain, so that a node can't pass an older state off as the
//! present one where keys would be given away for it: the highest key generation, the highest serial of each doctor's
//! encryption key, and the consents that were taken back.
//!
//! All of it was signed by somebody once, so a signature does not tell old from new; a client that holds no copy of the
//! chain has only its own memory for that. It is kept beside the journal, sealed under a key of the account, and names
//! nobody. It never grows beyond [`MOST`] entries of a kind, and is no part of what a phrase restores: a new machine has
//! seen nothing yet.

use crate::core::{Actor, Medink, blake2_256};
use crate::error::{Error, Kind, Result};
use medink_seal::SignedKey;
use medink_seal::journal::{self as sealing, JournalKey};
use medink_types::{AccountId, Salt};
use scale::{Decode, Encode};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, Write};
use std::path::PathBuf;

/// Ends the name of every file.
pub const SUFFIX: &str = ".seen";

/// How many doctors' keys and how many ended consents are remembered: of more, the ones beyond are not (a file is read
/// whole, and sealed notes hold a megabyte at most).
const MOST: usize = 16_000;

#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode)]
struct Seen {
    generation: u32,
    serials: BTreeMap<[u8; 32], u32>,
    ended: BTreeSet<[u8; 16]>,
}

/// What was seen by one account in one deployment.
struct Memory {
    path: PathBuf,
    name: String,
    key: JournalKey,
}

impl Memory {
    fn doing(&self, what: &str) -> String {
        format!("{what} what was seen of the chain, in {}", self.path.display())
    }

    fn read(&self) -> Result<Seen> {
        let sealed = match std::fs::read(&self.path) {
            Ok(sealed) => sealed,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Seen::default()),
            Err(error) => return Err(Error::io(self.doing("reading"), &error)),
        };
        let seen = sealing::open(&self.key, &self.name, &sealed)
            .ok()
            .and_then(|bytes| Seen::decode(&mut bytes.as_slice()).ok());
        seen.ok_or_else(|| {
            let path = self.path.display();
            Error::new(
                Kind::Damaged,
                format!("{path}, which says what this machine has seen of the chain, is damaged"),
            )
            .next("Remove that file if you trust the node: it is made anew from what the node says now.")
        })
    }

    fn older(&self, what: &str) -> Error {
        Error::new(
            Kind::Damaged,
            format!("the node says that {what}: it shows an older state of the chain"),
        )
        .next(format!(
            "Ask another node. Where every node says so, or the chain was begun anew on purpose, remove {}.",
            self.path.display()
        ))
    }

    /// Changes what is remembered, durably; two programs at once do it one after the other. An error changes nothing.
    fn change<T>(&self, change: impl FnOnce(&mut Seen) -> Result<T>) -> Result<T> {
        let failed = |error: &io::Error| Error::io(self.doing("writing"), error);
        let lock = File::create(self.path.with_extension("seen-lock")).map_err(|e| failed(&e))?;
        lock.lock().map_err(|e| failed(&e))?;
        let before = self.read()?;
        let mut seen = before.clone();
        let value = change(&mut seen)?;
        if seen != before {
            let sealed = sealing::seal(&self.key, &self.name, &seen.encode()).map_err(|e| {
                Error::new(Kind::Internal, format!("sealing what was seen of the chain: {e}"))
            })?;
            let folder = self.path.parent().unwrap_or(&self.path);
            let mut file = tempfile::NamedTempFile::new_in(folder).map_err(|e| failed(&e))?;
            file.write_all(&sealed).map_err(|e| failed(&e))?;
            file.as_file().sync_all().map_err(|e| failed(&e))?;
            file.persist(&self.path).map_err(|e| failed(&e.error))?;
        }
        Ok(value)
    }
}

impl Medink {
    fn memory(&self, actor: &Actor) -> Memory {
        let deployment = self.deployment.sealing();
        let id = actor.id();
        let parts: [&[u8]; 4] = [
            b"medink/v1/seen",
            &deployment.genesis,
            &deployment.contract,
            id.as_ref(),
        ];
        let name = format!("{}{SUFFIX}", hex::encode(blake2_256(&parts.concat())));
        Memory {
            path: self.journal.join(&name),
            name,
            key: actor.journal.clone(),
        }
    }

    /// Holds the patient's key generation against the highest that was seen.
    ///
    /// # Errors
    /// [`Kind::Damaged`] for a lower one: under its key those could read on who lost their consent since.
    pub(super) fn not_below_seen(&self, patient: &Actor, generation: u32) -> Result<()> {
        let memory = self.memory(patient);
        match memory.read()?.generation {
            seen if generation < seen => Err(memory.older(&format!(
                "your keys are at generation {generation}, where this machine has seen {seen}"
            ))),
            _ => Ok(()),
        }
    }

    /// Notes a generation that proved itself: the link to the one before was made by the patient. A node's word for it
    /// is not enough: it could say any number, and the patient would be locked out behind an honest one.
    pub(super) fn saw_generation(&self, patient: &Actor, generation: u32) -> Result<()> {
        self.memory(patient).change(|seen| {
            seen.generation = seen.generation.max(generation);
            Ok(())
        })
    }

    /// Holds a doctor's key against the latest that was seen.
    ///
    /// # Errors
    /// [`Kind::Damaged`] for an earlier one: it may be in other hands.
    pub(super) fn seen_key(&self, patient: &Actor, key: &SignedKey) -> Result<()> {
        let memory = self.memory(patient);
        memory.change(|seen| {
            let latest = seen.serials.get(&key.address()).copied().unwrap_or(0);
            if key.serial() < latest {
                return Err(memory.older(&format!(
                    "the encryption key of {} is number {}, where this machine has seen {latest}",
                    self.address(&key.address().into()),
                    key.serial()
                )));
            }
            if latest > 0 || seen.serials.len() < MOST {
                seen.serials.insert(key.address(), key.serial());
            }
            Ok(())
        })
    }

    /// Notes that a consent is worth nothing from now on: it is taken back (noted before the chain is asked to end it),
    /// or another has taken its place.
    pub(super) fn ending(&self, patient: &Actor, consent: Salt) -> Result<()> {
        self.memory(patient).change(|seen| {
            if seen.ended.len() < MOST {
                seen.ended.insert(consent.0);
            }
            Ok(())
        })
    }

    /// Takes that back: the chain has refused to end it.
    pub(super) fn not_ended(&self, patient: &Actor, consent: Salt) -> Result<()> {
        self.memory(patient).change(|seen| {
            seen.ended.remove(&consent.0);
            Ok(())
        })
    }

    /// Checks that a consent was not taken back from this machine.
    ///
    /// # Errors
    /// [`Kind::Damaged`]: the doctor is given no further key for it.
    pub(super) fn not_seen_ended(&self, patient: &Actor, doctor: AccountId, consent: Salt) -> Result<()> {
        let memory = self.memory(patient);
        match memory.read()?.ended.contains(&consent.0) {
            true => Err(memory.older(&format!(
                "{} has a consent that was taken back from this machine",
                self.address(&doctor)
            ))),
            false => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use medink_seal::Account;

    fn memory(folder: &std::path::Path, who: &str) -> Memory {
        let name = format!("one{SUFFIX}");
        Memory {
            path: folder.join(&name),
            name,
            key: Account::from_suri(who).unwrap().journal_key().unwrap(),
        }
    }

    #[test]
    fn what_was_seen_is_kept_and_a_refused_change_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let ada = memory(folder.path(), "//Ada");
        ada.change(|seen| {
            seen.generation = 3;
            Ok(())
        })
        .unwrap();
        let refused: Result<()> = ada.change(|seen| {
            seen.generation = 9;
            Err(ada.older("so"))
        });
        assert_eq!(refused.unwrap_err().kind, Kind::Damaged);
        assert_eq!(ada.read().unwrap().generation, 3);
        // Another account's and a damaged one are named, not taken for none.
        let error = memory(folder.path(), "//Grace").read().unwrap_err();
        assert_eq!(error.kind, Kind::Damaged);
        assert!(error.what.contains("one.seen"), "{}", error.what);
    }

    #[test]
    fn as_much_as_may_be_remembered_can_be_sealed() {
        let folder = tempfile::tempdir().unwrap();
        let ada = memory(folder.path(), "//Ada");
        ada.change(|seen| {
            for n in 0..u32::try_from(MOST).unwrap() {
                let bytes = n.to_le_bytes();
                seen.serials.insert([bytes; 8].concat().try_into().unwrap(), n);
                seen.ended.insert([bytes; 4].concat().try_into().unwrap());
            }
            Ok(())
        })
        .unwrap();
        assert_eq!(ada.read().unwrap().ended.len(), MOST);
    }
}
