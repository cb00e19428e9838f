//! An index on disk: sealed under a key of its account, in parts, so that a new record costs one part and not the whole.
//!
//! A file's name is made of digests and tells nobody who has looked at whom. What is missing, damaged, of another form or
//! not all of one writing is no index: it is made anew, and nobody is told of an error.
//!
//! What was read or written stays in memory with the account, in plaintext, until the account is let go or what it is of is
//! forgotten. It holds for as long as the head on the disk is the very one that it was read with: each writing has another.

use super::Row;
use crate::error::{Error, Kind, Result};
use crate::{Actor, Medink, blake2_256, lock};
use medink_seal::journal::{self as sealing, JournalKey};
use medink_types::AccountId;
use medink_words::said;
use scale::{Decode, Encode};
use std::collections::{BTreeSet, VecDeque};
use std::fmt;
use std::io::Write;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

/// Ends the name of every file.
const SUFFIX: &str = ".index";

/// How many records are in a part: what is sealed at a time holds a megabyte at most, and one record's details 16 KiB.
const PART: usize = 50;

/// Of how many patients an account has the index in memory: the own, and of those a doctor goes back and forth between.
const IN_MEMORY: usize = 4;

/// What was known when it was written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
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

/// What is on the disk.
#[derive(Debug, Default)]
pub(super) struct Written {
    /// What it says.
    pub known: Arc<Known>,
    /// The digest of each part's content, in order.
    parts: Vec<[u8; 32]>,
    /// The digest of the head, as it is sealed.
    head: [u8; 32],
}

/// The indexes that an account has in memory, each with whose it is; what was used last comes last.
#[derive(Default)]
pub(crate) struct Held(Mutex<VecDeque<(String, Arc<Written>)>>);

impl Held {
    fn of(&self, patient: &str, head: &[u8; 32]) -> Option<Arc<Written>> {
        let mut all = lock(&self.0);
        let at = all.iter().position(|(whose, _)| whose == patient)?;
        let found = all.remove(at).filter(|(_, written)| written.head == *head)?;
        let written = found.1.clone();
        all.push_back(found);
        Some(written)
    }

    fn keep(&self, patient: &str, written: Arc<Written>) {
        let mut all = lock(&self.0);
        all.retain(|(whose, _)| whose != patient);
        if all.len() >= IN_MEMORY {
            all.pop_front();
        }
        all.push_back((patient.to_owned(), written));
    }

    fn keep_only(&self, kept: impl Fn(&str) -> bool) {
        lock(&self.0).retain(|(whose, _)| kept(whose));
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
pub(crate) struct Head {
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
    held: Arc<Held>,
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
            held: actor.index.clone(),
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
    pub(super) fn read(&self) -> Option<Arc<Written>> {
        let name = self.head();
        let sealed = std::fs::read(self.folder.join(&name)).ok()?;
        let mark = blake2_256(&sealed);
        if let Some(written) = self.held.of(&self.patient, &mark) {
            return Some(written);
        }
        let (head, _): (Head, _) = self.opened(&name, &sealed)?;
        let mut rows = Vec::with_capacity(head.parts.len().saturating_mul(PART));
        for (n, digest) in head.parts.iter().enumerate() {
            let (mut part, found): (Vec<Row>, _) = self.open(&self.part(n))?;
            if found != *digest {
                return None;
            }
            rows.append(&mut part);
        }
        let known = Known {
            seen: head.seen,
            reach: head.reach,
            person: head.person,
            rows,
        };
        let written = Arc::new(Written {
            known: Arc::new(known),
            parts: head.parts,
            head: mark,
        });
        self.held.keep(&self.patient, written.clone());
        Some(written)
    }

    /// Whose records they are, as it was written last.
    pub(super) fn person(&self) -> Option<Person> {
        self.open::<Head>(&self.head())?.0.person
    }

    fn open<T: Decode>(&self, name: &str) -> Option<(T, [u8; 32])> {
        let sealed = std::fs::read(self.folder.join(name)).ok()?;
        self.opened(name, &sealed)
    }

    fn opened<T: Decode>(&self, name: &str, sealed: &[u8]) -> Option<(T, [u8; 32])> {
        let bytes = sealing::open(&self.key, name, sealed).ok()?;
        let value = T::decode(&mut bytes.as_slice()).ok()?;
        Some((value, blake2_256(&bytes)))
    }

    /// Writes what is known now; of the parts, those that are others than `before`.
    ///
    /// # Errors
    /// [`Kind::Io`]; what was there is then no index any more, or the old one.
    pub(super) fn write(&self, before: &Written, now: Arc<Known>) -> Result<()> {
        let mut parts = Vec::new();
        let mut old = before.known.rows.chunks(PART).zip(&before.parts);
        for (n, rows) in now.rows.chunks(PART).enumerate() {
            match old.next() {
                Some((same, digest)) if same == rows => parts.push(*digest),
                _ => {
                    let bytes = rows.encode();
                    parts.push(blake2_256(&bytes));
                    self.seal(&self.part(n), &bytes)?;
                }
            }
        }
        let head = Head {
            seen: now.seen,
            reach: now.reach,
            person: now.person.clone(),
            parts,
        };
        let mark = self.seal(&self.head(), &head.encode())?;
        // What is left of a longer one says what records were that nobody lists any more.
        let mut n = now.rows.chunks(PART).len();
        while std::fs::remove_file(self.folder.join(self.part(n))).is_ok() {
            n = n.saturating_add(1);
        }
        let written = Written {
            known: now,
            parts: head.parts,
            head: mark,
        };
        self.held.keep(&self.patient, Arc::new(written));
        Ok(())
    }

    /// Writes a file; returns the digest of it as it is sealed.
    fn seal(&self, name: &str, bytes: &[u8]) -> Result<[u8; 32]> {
        let sealed = sealing::seal(&self.key, name, bytes)
            .map_err(|e| Error::new(Kind::Internal, said!("core-sealing-index", e = e.said())))?;
        // Whole or not at all, but not durable: after a power cut it is made anew.
        let write = || {
            let mut file = tempfile::NamedTempFile::new_in(&self.folder)?;
            file.write_all(&sealed)?;
            file.persist(self.folder.join(name)).map_err(|error| error.error)
        };
        write()
            .map(|_| blake2_256(&sealed))
            .map_err(|e| Error::io(said!("core-writing-indexes", folder = self.shown()), &e))
    }

    /// The indexes of the same account that do not open whole: cut off, changed, or left half written.
    ///
    /// # Errors
    /// [`Kind::Io`].
    pub(super) fn damaged(&self) -> Result<Vec<Place>> {
        let failed = |e: std::io::Error| Error::io(said!("core-reading-indexes", folder = self.shown()), &e);
        let entries = match std::fs::read_dir(&self.folder) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries.map_err(failed)?,
        };
        let account = format!("{}-", self.account);
        let mut patients = BTreeSet::new();
        for entry in entries {
            let name = entry.map_err(failed)?.file_name();
            let rest = name.to_str().and_then(|name| name.strip_prefix(&account));
            if let Some((patient, _)) = rest.and_then(|rest| rest.split_once('-')) {
                patients.insert(patient.to_owned());
            }
        }
        let places = patients.into_iter().map(|patient| Place {
            patient,
            ..self.clone()
        });
        Ok(places.filter(|place| place.read().is_none()).collect())
    }

    /// Removes the index, whatever there is of it.
    ///
    /// # Errors
    /// [`Kind::Io`].
    pub(super) fn forget(&self) -> Result<()> {
        self.held.keep_only(|patient| patient != self.patient);
        let prefix = format!("{}-{}-", self.account, self.patient);
        self.remove(|name| name.starts_with(&prefix))
    }

    /// Removes this account's indexes of all other patients than these.
    ///
    /// # Errors
    /// [`Kind::Io`].
    pub(super) fn keep_only(&self, kept: &[Place]) -> Result<()> {
        self.held
            .keep_only(|patient| kept.iter().any(|place| place.patient == patient));
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
            held: Arc::default(),
        }
    }

    /// What another program reads there.
    fn read_anew(place: &Place) -> Option<Known> {
        let other = Place {
            held: Arc::default(),
            ..place.clone()
        };
        Some((*other.read()?.known).clone())
    }

    /// Writes what is known now in place of what was written.
    fn write(place: &Place, now: Known) {
        let before = place.read().unwrap_or_default();
        place.write(&before, Arc::new(now)).unwrap();
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
        assert_eq!(read_anew(&ada), None);
        write(&ada, known(120));
        assert_eq!(read_anew(&ada), Some(known(120)));
        assert_eq!(ada.person(), known(120).person);
        let grace = Place {
            key: place(folder.path(), "//Grace", "x").key,
            ..ada.clone()
        };
        assert_eq!(read_anew(&grace), None);
        assert_eq!(grace.person(), None);
    }

    #[test]
    fn a_new_record_costs_its_part() {
        let folder = tempfile::tempdir().unwrap();
        let ada = place(folder.path(), "//Ada", "x");
        write(&ada, known(120));
        let at = |n| std::fs::read(folder.path().join(ada.part(n))).unwrap();
        let before = [at(0), at(1), at(2)];
        write(&ada, known(121));
        assert!(before[0] == at(0) && before[1] == at(1) && before[2] != at(2));
        assert_eq!(read_anew(&ada), Some(known(121)));
    }

    #[test]
    fn of_many_indexes_the_damaged_are_found_and_the_others_stay() {
        let folder = tempfile::tempdir().unwrap();
        let of = |patient| place(folder.path(), "//House", patient);
        for patient in ["x", "y", "z"] {
            write(&of(patient), known(60));
        }
        // Another account's is none of this one's business.
        write(&place(folder.path(), "//Wilson", "x"), known(1));
        assert!(of("x").damaged().unwrap().is_empty());
        std::fs::write(folder.path().join(of("y").part(1)), b"garbage").unwrap();
        std::fs::remove_file(folder.path().join(of("z").head())).unwrap();
        let damaged = of("x").damaged().unwrap();
        let names: Vec<&str> = damaged.iter().map(|place| place.patient.as_str()).collect();
        assert_eq!(names, ["y", "z"]);
        damaged.iter().for_each(|place| place.forget().unwrap());
        assert!(of("x").damaged().unwrap().is_empty());
        assert_eq!(read_anew(&of("x")), Some(known(60)));
        assert_eq!(read_anew(&place(folder.path(), "//Wilson", "x")), Some(known(1)));
    }

    #[test]
    fn nothing_is_left_of_a_longer_one() {
        let folder = tempfile::tempdir().unwrap();
        let ada = place(folder.path(), "//Ada", "x");
        write(&ada, known(170));
        write(&ada, known(20));
        assert_eq!(read_anew(&ada), Some(known(20)));
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
        write(&ada, known(120));
        // A part of another writing.
        let old = std::fs::read(folder.path().join(ada.part(1))).unwrap();
        let mut other = known(120);
        other.rows[60].record.created = 9;
        write(&ada, other.clone());
        assert_eq!(read_anew(&ada), Some(other));
        std::fs::write(folder.path().join(ada.part(1)), old).unwrap();
        assert_eq!(read_anew(&ada), None);
        // Any byte of any file.
        for entry in std::fs::read_dir(folder.path()).unwrap() {
            let path = entry.unwrap().path();
            let right = std::fs::read(&path).unwrap();
            for at in [0, right.len() / 2, right.len() - 1] {
                let mut wrong = right.clone();
                wrong[at] ^= 1;
                std::fs::write(&path, wrong).unwrap();
                assert_eq!(read_anew(&ada), None);
            }
            std::fs::write(&path, &right).unwrap();
        }
    }

    #[test]
    fn what_was_read_stays_in_memory_until_another_program_writes_or_it_is_forgotten() {
        let folder = tempfile::tempdir().unwrap();
        let ada = place(folder.path(), "//Ada", "x");
        write(&ada, known(120));
        let first = ada.read().unwrap();
        assert!(Arc::ptr_eq(&first, &ada.read().unwrap()), "it is not read again");
        // Another program's writing is seen.
        let other = Place {
            held: Arc::default(),
            ..ada.clone()
        };
        write(&other, known(121));
        assert_eq!(*ada.read().unwrap().known, known(121));
        // And nothing is in memory of what is forgotten here or there.
        let of = |patient: &str| Place {
            patient: patient.to_owned(),
            ..ada.clone()
        };
        for patient in ["b", "c"] {
            write(&of(patient), known(1));
        }
        ada.keep_only(&[ada.clone(), of("b")]).unwrap();
        of("b").forget().unwrap();
        let in_memory: Vec<String> = lock(&ada.held.0).iter().map(|one| one.0.clone()).collect();
        assert_eq!(in_memory, ["x"]);
        other.forget().unwrap();
        assert!(ada.read().is_none());
        // Of no more than a few patients.
        for n in 0..2 * IN_MEMORY {
            write(&of(&n.to_string()), known(1));
        }
        assert_eq!(lock(&ada.held.0).len(), IN_MEMORY);
    }

    #[test]
    fn only_the_indexes_meant_are_forgotten() {
        let folder = tempfile::tempdir().unwrap();
        let of = |who: &str, patient: &str| {
            let place = place(folder.path(), who, patient);
            write(&place, known(1));
            place
        };
        let (kept, gone, other) = (of("//Ada", "a"), of("//Ada", "b"), of("//Grace", "a"));
        kept.keep_only(std::slice::from_ref(&kept)).unwrap();
        assert!(kept.read().is_some() && gone.read().is_none() && other.read().is_some());
        kept.forget().unwrap();
        assert!(kept.read().is_none() && other.read().is_some());
    }
}
