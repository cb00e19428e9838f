//! An index on disk: sealed under a key of its account, in parts, so that a new record costs one part and not the whole.
//!
//! A file's name is made of digests and tells nobody who has looked at whom. What is missing, damaged, of another form or
//! not all of one writing is no index: it is made anew, and nobody is told of an error.

use super::Row;
use crate::error::{Error, Kind, Result};
use crate::{Actor, Medink, blake2_256};
use medink_seal::journal::{self as sealing, JournalKey};
use medink_types::AccountId;
use medink_words::said;
use scale::{Decode, Encode};
use std::fmt;
use std::io::Write;
use std::path::PathBuf;

/// Ends the name of every file.
const SUFFIX: &str = ".index";

/// How many records are in a part: what is sealed at a time holds a megabyte at most, and one record's details 16 KiB.
const PART: usize = 50;

/// What was known when it was written.
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode)]
pub(super) struct Known {
    /// How many entries of the log about this patient were looked at.
    pub seen: u64,
    /// What the keys reached that it was made with.
    pub reach: [u8; 32],
    /// Whose records they are, where the profile was opened.
    pub person: Option<Person>,
    /// Every record, by number, from 1.
    pub rows: Vec<Row>,
}

impl Known {
    /// The row of the record of this number.
    pub(super) fn row_mut(&mut self, number: u32) -> Option<&mut Row> {
        let at = usize::try_from(number.checked_sub(1)?).ok()?;
        self.rows.get_mut(at)
    }
}

/// What tells one patient from another in a list.
#[derive(Clone, PartialEq, Eq, Encode, Decode)]
pub struct Person {
    /// The name in the profile.
    pub name: String,
    /// The date of birth in the profile.
    pub birth_date: Option<String>,
}

impl fmt::Debug for Person {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Person([secret])")
    }
}

/// The part that says which others there are.
#[derive(Encode, Decode)]
struct Head {
    seen: u64,
    reach: [u8; 32],
    person: Option<Person>,
    /// The digest of each part's content, in order.
    parts: Vec<[u8; 32]>,
}

/// Where the index of one patient's records is, as one account keeps it.
#[derive(Clone)]
pub(super) struct Place {
    folder: PathBuf,
    /// What all names begin with that are this account's.
    account: String,
    /// And with what those of this patient go on.
    patient: String,
    key: JournalKey,
}

impl Place {
    pub(super) fn new(medink: &Medink, actor: &Actor, patient: AccountId) -> Self {
        let deployment = medink.deployment.sealing();
        let id = actor.id();
        let name = |label: &[u8], of: &[u8]| {
            let parts = [label, &deployment.genesis, &deployment.contract, of];
            hex::encode(&blake2_256(&parts.concat())[..16])
        };
        Place {
            folder: medink.index.clone(),
            account: name(b"medink/v1/index-account", id.as_ref()),
            patient: name(b"medink/v1/index", &[id.0, patient.0].concat()),
            key: actor.journal.clone(),
        }
    }

    fn name(&self, part: &str) -> String {
        format!("{}-{}-{part}{SUFFIX}", self.account, self.patient)
    }

    fn part(&self, n: usize) -> String {
        self.name(&n.to_string())
    }

    fn head(&self) -> String {
        self.name("head")
    }

    /// What was written last, if all of it is there and right.
    pub(super) fn read(&self) -> Option<Known> {
        let head: Head = self.open(&self.head()).map(|(head, _)| head)?;
        let mut rows = Vec::with_capacity(head.parts.len().saturating_mul(PART));
        for (n, digest) in head.parts.iter().enumerate() {
            let (mut part, found): (Vec<Row>, _) = self.open(&self.part(n))?;
            if found != *digest {
                return None;
            }
            rows.append(&mut part);
        }
        Some(Known {
            seen: head.seen,
            reach: head.reach,
            person: head.person,
            rows,
        })
    }

    /// Whose records they are, as it was written last.
    pub(super) fn person(&self) -> Option<Person> {
        self.open::<Head>(&self.head())?.0.person
    }

    fn open<T: Decode>(&self, name: &str) -> Option<(T, [u8; 32])> {
        let sealed = std::fs::read(self.folder.join(name)).ok()?;
        let bytes = sealing::open(&self.key, name, &sealed).ok()?;
        let value = T::decode(&mut bytes.as_slice()).ok()?;
        Some((value, blake2_256(&bytes)))
    }

    /// Writes what is known now; of the parts, those that are others than `before`.
    ///
    /// # Errors
    /// [`Kind::Io`]; what was there is then no index any more, or the old one.
    pub(super) fn write(&self, before: &Known, now: &Known) -> Result<()> {
        let mut parts = Vec::new();
        let mut old = before.rows.chunks(PART);
        for (n, rows) in now.rows.chunks(PART).enumerate() {
            let bytes = rows.encode();
            parts.push(blake2_256(&bytes));
            if old.next() != Some(rows) {
                self.seal(&self.part(n), &bytes)?;
            }
        }
        let head = Head {
            seen: now.seen,
            reach: now.reach,
            person: now.person.clone(),
            parts,
        };
        self.seal(&self.head(), &head.encode())?;
        // What is left of a longer one says what records were that nobody lists any more.
        let mut n = now.rows.chunks(PART).len();
        while std::fs::remove_file(self.folder.join(self.part(n))).is_ok() {
            n = n.saturating_add(1);
        }
        Ok(())
    }

    fn seal(&self, name: &str, bytes: &[u8]) -> Result<()> {
        let sealed = sealing::seal(&self.key, name, bytes)
            .map_err(|e| Error::new(Kind::Internal, said!("core-sealing-index", e = e.said())))?;
        // Whole or not at all, but not durable: after a power cut it is made anew.
        let write = || {
            let mut file = tempfile::NamedTempFile::new_in(&self.folder)?;
            file.write_all(&sealed)?;
            file.persist(self.folder.join(name)).map_err(|error| error.error)
        };
        write()
            .map(drop)
            .map_err(|e| Error::io(said!("core-writing-indexes", folder = self.shown()), &e))
    }

    /// Removes the index, whatever there is of it.
    ///
    /// # Errors
    /// [`Kind::Io`].
    pub(super) fn forget(&self) -> Result<()> {
        let prefix = format!("{}-{}-", self.account, self.patient);
        self.remove(|name| name.starts_with(&prefix))
    }

    /// Removes this account's indexes of all other patients than these.
    ///
    /// # Errors
    /// [`Kind::Io`].
    pub(super) fn keep_only(&self, kept: &[Place]) -> Result<()> {
        let account = format!("{}-", self.account);
        self.remove(|name| {
            name.strip_prefix(&account).is_some_and(|rest| {
                !kept.iter().any(|place| {
                    rest.split_once('-')
                        .is_some_and(|(patient, _)| patient == place.patient)
                })
            })
        })
    }

    fn shown(&self) -> String {
        self.folder.display().to_string()
    }

    fn remove(&self, which: impl Fn(&str) -> bool) -> Result<()> {
        let entries = match std::fs::read_dir(&self.folder) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
            entries => {
                entries.map_err(|e| Error::io(said!("core-reading-indexes", folder = self.shown()), &e))?
            }
        };
        for entry in entries {
            let entry =
                entry.map_err(|e| Error::io(said!("core-reading-indexes", folder = self.shown()), &e))?;
            if !entry.file_name().to_str().is_some_and(&which) {
                continue;
            }
            match std::fs::remove_file(entry.path()) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                    return Err(Error::io(
                        said!("core-cleaning-indexes", folder = self.shown()),
                        &error,
                    ));
                }
                _ => {}
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::Looked;
    use medink_seal::Account;
    use medink_types::{Record, RecordState};
    use std::path::Path;

    fn place(folder: &Path, who: &str, patient: &str) -> Place {
        Place {
            folder: folder.to_path_buf(),
            account: who.trim_start_matches('/').to_lowercase(),
            patient: patient.to_owned(),
            key: Account::from_suri(who).unwrap().journal_key().unwrap(),
        }
    }

    fn known(records: u32) -> Known {
        let row = |number| Row {
            record: Record {
                number,
                cid: None,
                key: None,
                author: [1; 32].into(),
                created: 0,
                amends: None,
                refers_to: None,
                state: RecordState::Erased,
            },
            looked: Looked::Nothing,
        };
        Known {
            seen: 7,
            reach: [3; 32],
            person: Some(Person {
                name: "Ada".to_owned(),
                birth_date: None,
            }),
            rows: (1..=records).map(row).collect(),
        }
    }

    #[test]
    fn an_index_comes_back_to_its_account_alone() {
        let folder = tempfile::tempdir().unwrap();
        let ada = place(folder.path(), "//Ada", "x");
        assert_eq!(ada.read(), None);
        ada.write(&Known::default(), &known(120)).unwrap();
        assert_eq!(ada.read(), Some(known(120)));
        assert_eq!(ada.person(), known(120).person);
        let grace = Place {
            key: place(folder.path(), "//Grace", "x").key,
            ..ada.clone()
        };
        assert_eq!(grace.read(), None);
        assert_eq!(grace.person(), None);
    }

    #[test]
    fn a_new_record_costs_its_part() {
        let folder = tempfile::tempdir().unwrap();
        let ada = place(folder.path(), "//Ada", "x");
        ada.write(&Known::default(), &known(120)).unwrap();
        let at = |n| std::fs::read(folder.path().join(ada.part(n))).unwrap();
        let before = [at(0), at(1), at(2)];
        ada.write(&known(120), &known(121)).unwrap();
        assert!(before[0] == at(0) && before[1] == at(1) && before[2] != at(2));
        assert_eq!(ada.read(), Some(known(121)));
    }

    #[test]
    fn nothing_is_left_of_a_longer_one() {
        let folder = tempfile::tempdir().unwrap();
        let ada = place(folder.path(), "//Ada", "x");
        ada.write(&Known::default(), &known(170)).unwrap();
        ada.write(&known(170), &known(20)).unwrap();
        assert_eq!(ada.read(), Some(known(20)));
        assert_eq!(
            std::fs::read_dir(folder.path()).unwrap().count(),
            2,
            "a head and one part"
        );
    }

    #[test]
    fn what_is_not_whole_is_no_index() {
        let folder = tempfile::tempdir().unwrap();
        let ada = place(folder.path(), "//Ada", "x");
        ada.write(&Known::default(), &known(120)).unwrap();
        // A part of another writing.
        let old = std::fs::read(folder.path().join(ada.part(1))).unwrap();
        let mut other = known(120);
        other.rows[60].record.created = 9;
        ada.write(&known(120), &other).unwrap();
        assert_eq!(ada.read(), Some(other));
        std::fs::write(folder.path().join(ada.part(1)), old).unwrap();
        assert_eq!(ada.read(), None);
        // Any byte of any file.
        for entry in std::fs::read_dir(folder.path()).unwrap() {
            let path = entry.unwrap().path();
            let right = std::fs::read(&path).unwrap();
            for at in [0, right.len() / 2, right.len() - 1] {
                let mut wrong = right.clone();
                wrong[at] ^= 1;
                std::fs::write(&path, wrong).unwrap();
                assert_eq!(ada.read(), None);
            }
            std::fs::write(&path, &right).unwrap();
        }
    }

    #[test]
    fn only_the_indexes_meant_are_forgotten() {
        let folder = tempfile::tempdir().unwrap();
        let of = |who: &str, patient: &str| {
            let place = place(folder.path(), who, patient);
            place.write(&Known::default(), &known(1)).unwrap();
            place
        };
        let (kept, gone, other) = (of("//Ada", "a"), of("//Ada", "b"), of("//Grace", "a"));
        kept.keep_only(std::slice::from_ref(&kept)).unwrap();
        assert!(kept.read().is_some() && gone.read().is_none() && other.read().is_some());
        kept.forget().unwrap();
        assert!(kept.read().is_none() && other.read().is_some());
    }
}
