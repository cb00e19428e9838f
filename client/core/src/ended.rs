//! The patients whose consent to a doctor was taken back. The contract keeps a revoked consent no longer, and the log has
//! revokes by patient alone: so a doctor's machine remembers whom it has seen in the list of consents, sealed under a key of
//! the account, and looks in the log of those who are gone from it when they went.
//!
//! Where nothing is remembered (a new machine, a damaged file) it begins with those about whom the doctor's own newest
//! entries in the log are. Addresses and times are kept, and nothing that a consent had opened; they stay after the consent.
//!
//! When a consent ended is looked up a few patients at a time, and once: of a consent that was given again and taken back again
//! without this machine having looked in between, the earlier time stays.

use crate::error::{Error, Result};
use crate::remembered::{Found, Remembered};
use crate::search::{LOOKED_AT, Search};
use crate::{Operation, files};
use medink_types::{AccountId, Action};
use medink_words::{Said, said};
use scale::{Decode, Encode};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::time::{Duration, Instant};

/// Ends the file's name.
const SUFFIX: &str = ".patients";

/// How many patients are remembered: of more, the ones beyond are not.
const MOST: usize = 16_000;

/// For how many patients a look finds out when the consent ended; the next look goes on.
const AT_ONCE: usize = 3;

/// After how long a look begins with no further one.
const AT_MOST: Duration = Duration::from_secs(1);

/// How a patient's consent stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
enum Standing {
    /// It was in the list when that was last seen.
    Listed,
    /// It was taken back then, in milliseconds since 1970-01-01.
    Ended(u64),
    /// It was taken back, further back in the log than is looked.
    EndedBefore,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode)]
pub(crate) struct Known {
    patients: BTreeMap<[u8; 32], Standing>,
}

/// A consent that was taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ended {
    /// Whose it was.
    pub patient: AccountId,
    /// When it ended.
    pub at: When,
}

/// The consents that were taken back, as far as is known.
#[derive(Debug, Clone)]
pub struct Former {
    /// The latest first.
    pub ended: Vec<Ended>,
    /// Why it could not be looked up of more of them when they ended; none where it could.
    pub unlooked: Option<Said>,
}

/// When a consent ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// In milliseconds since 1970-01-01.
    At(u64),
    /// Further back in the patient's log than was looked.
    Before,
    /// Not looked up yet: one of the next looks does.
    Unknown,
}

impl Known {
    /// Takes in who is in the list of consents now.
    fn see(&mut self, listed: &BTreeSet<[u8; 32]>) {
        for patient in listed {
            if self.patients.contains_key(patient) || self.patients.len() < MOST {
                self.patients.insert(*patient, Standing::Listed);
            }
        }
    }

    /// Those who are gone from it, and of whom it is not known since when.
    fn gone(&self, listed: &BTreeSet<[u8; 32]>) -> Vec<AccountId> {
        self.patients
            .iter()
            .filter(|(patient, standing)| **standing == Standing::Listed && !listed.contains(*patient))
            .map(|(patient, _)| (*patient).into())
            .collect()
    }

    /// Looks up a few of those who are gone. What was found is taken in, also where the next can't be looked up; why it can't.
    async fn look_up<L>(
        &mut self,
        gone: Vec<AccountId>,
        look: impl Fn(AccountId) -> L + Send,
    ) -> Option<Error>
    where
        L: Future<Output = Result<Option<Standing>>> + Send,
    {
        let begun = Instant::now();
        for patient in gone.into_iter().take(AT_ONCE) {
            if begun.elapsed() >= AT_MOST {
                break;
            }
            match look(patient).await {
                Ok(Some(standing)) => {
                    self.patients.insert(patient.0, standing);
                }
                Ok(None) => {}
                Err(error) => return Some(error),
            }
        }
        None
    }

    /// All who are gone, the latest first.
    fn ended(&self, listed: &BTreeSet<[u8; 32]>) -> Vec<Ended> {
        let gone = self
            .patients
            .iter()
            .filter(|(patient, _)| !listed.contains(*patient));
        let mut ended: Vec<Ended> = gone
            .map(|(patient, standing)| Ended {
                patient: (*patient).into(),
                at: match standing {
                    Standing::Listed => When::Unknown,
                    Standing::Ended(at) => When::At(*at),
                    Standing::EndedBefore => When::Before,
                },
            })
            .collect();
        ended.sort_by_key(|one| match one.at {
            When::At(at) => (0, Reverse(at)),
            When::Unknown => (1, Reverse(0)),
            When::Before => (2, Reverse(0)),
        });
        ended
    }
}

impl Operation<'_> {
    /// Where it is remembered.
    pub(super) fn patients_at(&self) -> Remembered {
        self.remembered("medink/v1/patients-of-doctor", &[], SUFFIX)
    }

    /// The consents to the actor, a doctor, that were taken back, the latest first, as far as this machine can know:
    /// `listed` are the patients of all consents that the contract has now. Of at most three patients it is looked up when,
    /// and of no further one after a second.
    ///
    /// # Errors
    /// [`crate::Kind::Io`]; where nothing is remembered, what keeps the log from being read.
    pub async fn ended_consents(&self, listed: &[AccountId]) -> Result<Former> {
        let listed: BTreeSet<[u8; 32]> = listed.iter().map(|patient| patient.0).collect();
        let place = self.patients_at();
        let before = files::apart(move || read(&place)).await?;
        let mut known = match before.clone() {
            Some(known) => known,
            None => self.dealt_with().await?,
        };
        known.see(&listed);
        let gone = known.gone(&listed);
        let failed = known.look_up(gone, |patient| self.ended_since(patient)).await;
        let ended = known.ended(&listed);
        if before.as_ref() != Some(&known) {
            let place = self.patients_at();
            let write = move || place.write(&known.encode(), || said!("core-file-patients"));
            // The list is right without it; the next look takes longer.
            if let Err(error) = files::apart(write).await {
                self.watch.say(&error.what);
            }
        }
        Ok(Former {
            ended,
            unlooked: failed.map(|error| error.what),
        })
    }

    /// The patients about whom the actor has opened or written something, among the newest entries.
    async fn dealt_with(&self) -> Result<Known> {
        let me = self.actor.id();
        let own = self.deployment.patient();
        let search = Search {
            actor: Some(me),
            ..Search::default()
        };
        let mut subjects = BTreeSet::new();
        self.walk_back(&search, None, LOOKED_AT, |_, entry| {
            if entry.contract == own && entry.subject != me {
                subjects.insert(entry.subject.0);
            }
            ControlFlow::Continue(())
        })
        .await?;
        let mut known = Known::default();
        known.see(&subjects);
        Ok(known)
    }

    /// Since when a patient's consent is taken back; none where the log says that the newest word was another.
    async fn ended_since(&self, patient: AccountId) -> Result<Option<Standing>> {
        let (me, own) = (self.actor.id(), self.deployment.doctor());
        let search = Search {
            subject: Some(patient),
            ..Search::default()
        };
        let mut found = None;
        self.walk_back(&search, None, LOOKED_AT, |_, entry| {
            let of_ours = entry.contract == own && entry.reference == me.0;
            match entry.action {
                Action::ConsentRevoked if of_ours => found = Some(Some(Standing::Ended(entry.timestamp))),
                // Given since: the list was read before.
                Action::ConsentGranted if of_ours => found = Some(None),
                _ => return ControlFlow::Continue(()),
            }
            ControlFlow::Break(())
        })
        .await?;
        Ok(found.unwrap_or(Some(Standing::EndedBefore)))
    }
}

/// What is remembered; none where nothing is, or nothing that opens.
fn read(place: &Remembered) -> Result<Option<Known>> {
    match place.read() {
        Ok(Found::Content(bytes)) => Ok(Known::decode(&mut bytes.as_slice()).ok()),
        Ok(Found::Nothing | Found::Damaged) => Ok(None),
        Err(error) => Err(Error::io(
            said!("core-reading-patients", path = place.path().display().to_string()),
            &error,
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(patients: &[u8]) -> BTreeSet<[u8; 32]> {
        patients.iter().map(|n| [*n; 32]).collect()
    }

    #[test]
    fn who_is_gone_from_the_list_is_told_the_latest_first() {
        let mut known = Known::default();
        known.see(&listed(&[1, 2, 3, 4, 5]));
        assert!(known.ended(&listed(&[1, 2, 3, 4, 5])).is_empty());
        let now = listed(&[1]);
        assert_eq!(known.gone(&now).len(), 4);
        for (patient, standing) in [
            (2, Standing::Ended(10)),
            (3, Standing::Ended(20)),
            (4, Standing::EndedBefore),
        ] {
            known.patients.insert([patient; 32], standing);
        }
        assert_eq!(known.gone(&now), [AccountId::from([5; 32])]);
        let ended: Vec<(u8, When)> = known
            .ended(&now)
            .iter()
            .map(|one| (one.patient.0[0], one.at))
            .collect();
        assert_eq!(
            ended,
            [
                (3, When::At(20)),
                (2, When::At(10)),
                (5, When::Unknown),
                (4, When::Before)
            ]
        );
        // Given again, and taken back again: it is looked up anew.
        known.see(&listed(&[1, 3]));
        assert_eq!(known.ended(&listed(&[1, 3])).len(), 3);
        assert!(known.gone(&now).contains(&[3; 32].into()));
    }

    #[tokio::test]
    async fn a_few_are_looked_up_at_once_and_what_was_found_outlives_a_failure() {
        let mut known = Known::default();
        known.see(&listed(&[1, 2, 3, 4, 5]));
        let nobody = listed(&[]);
        let found = |patient: AccountId| async move { Ok(Some(Standing::Ended(u64::from(patient.0[0])))) };
        let gone = known.gone(&nobody);
        assert!(known.look_up(gone, found).await.is_none());
        assert_eq!(known.gone(&nobody), [AccountId::from([4; 32]), [5; 32].into()]);
        // The first is found, the second can't be.
        let gone = known.gone(&nobody);
        let look = |patient: AccountId| async move {
            match patient.0[0] {
                4 => Ok(Some(Standing::EndedBefore)),
                _ => Err(Error::new(crate::Kind::Io, said!("core-clock"))),
            }
        };
        assert!(known.look_up(gone, look).await.is_some());
        assert_eq!(known.gone(&nobody), [AccountId::from([5; 32])]);
        let told = known.ended(&nobody);
        assert!(told.contains(&Ended {
            patient: [5; 32].into(),
            at: When::Unknown
        }));
        assert_eq!(told.len(), 5);
    }

    #[test]
    fn as_many_as_may_be_remembered_can_be_sealed() {
        let folder = tempfile::tempdir().unwrap();
        let key = medink_seal::Account::from_suri("//House").unwrap();
        let place = Remembered::new(folder.path(), format!("one{SUFFIX}"), key.journal_key().unwrap());
        assert_eq!(read(&place).unwrap(), None);
        let many = (0..u32::try_from(MOST).unwrap() + 5)
            .map(|n| [n.to_le_bytes(); 8].concat().try_into().unwrap())
            .collect();
        let mut known = Known::default();
        known.see(&many);
        assert_eq!(known.patients.len(), MOST);
        for standing in known.patients.values_mut() {
            *standing = Standing::Ended(u64::MAX);
        }
        place
            .write(&known.encode(), || said!("core-file-patients"))
            .unwrap();
        assert_eq!(read(&place).unwrap(), Some(known));
        let sealed = std::fs::read(place.path()).unwrap();
        std::fs::write(place.path(), &sealed[1..]).unwrap();
        assert_eq!(read(&place).unwrap(), None, "it is made anew");
    }
}
