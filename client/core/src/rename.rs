//! Renaming: a new version of a record with the same content and other words about it, signed by whoever renames.
//!
//! The content goes from the store to the store, sealed anew piece by piece, and reaches no disk in plaintext. The patient's
//! own renaming is no access, as encrypting again is none; a doctor's is logged before anything is opened. Nobody is made
//! to sign what its author did not sign, and an older version does not take the place of a newer one.

use crate::error::{Error, Kind, Result};
use crate::records::{Added, Document, Relation};
use crate::{Done, Operation, transfer, when, words};
use medink_seal::record::{Details, KIND_MAX, Kind as RecordKind};
use medink_types::{AccountId, Record, RecordState};
use medink_words::{Said, said};

/// What is said anew of a record. What is not given stays as it is.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Redescribed {
    /// What to call it.
    pub title: Option<String>,
    /// What sort it is.
    pub kind: Option<RecordKind>,
    /// The date that it speaks of ([`when::parse_date`]).
    pub date: Option<String>,
}

impl Redescribed {
    /// Whether this can be said of a record at all.
    ///
    /// # Errors
    /// [`Kind::Usage`] for an empty title or kind, for one that is too long, and for what is no date. Nothing of it is
    /// repeated.
    pub fn check(&self) -> Result<()> {
        let empty = |what: Said| Error::new(Kind::Usage, what).next(said!("core-give-or-leave-out"));
        if let Some(title) = &self.title {
            if title.trim().is_empty() {
                return Err(empty(said!("core-title-empty")));
            }
            words::check_title(title)?;
        }
        if let Some(kind) = &self.kind {
            if kind.as_str().trim().is_empty() {
                return Err(empty(said!("core-kind-empty")));
            }
            if kind.as_str().chars().count() > KIND_MAX {
                let long = said!("core-kind-too-long", kind_max = KIND_MAX);
                return Err(Error::new(Kind::Usage, long).next(said!("core-give-shorter")));
            }
        }
        if let Some(date) = &self.date {
            when::parse_date(date)?;
        }
        Ok(())
    }

    /// The details of the new version. One that says no date of its own is given the day when its content was added, so
    /// that it stays where it was in the order of time.
    fn of(self, present: &Details, record: &Record) -> Result<Details> {
        self.check()?;
        let Redescribed { title, kind, date } = self;
        let date = date.as_deref().map(when::parse_date).transpose()?;
        let mut details = Details {
            title: title.unwrap_or_else(|| present.title.clone()),
            kind: kind.unwrap_or_else(|| present.kind.clone()),
            date: date.or_else(|| present.date.clone()),
            ..present.clone()
        };
        if details == *present {
            return Err(
                Error::new(Kind::Usage, said!("core-nothing-renamed", number = record.number))
                    .next(said!("core-nothing-renamed-next")),
            );
        }
        details.date.get_or_insert_with(|| when::day(record.created));
        Ok(details)
    }
}

impl Operation<'_> {
    /// Writes a new version of a record with the same content: another title, kind or date. Guard: the patient, or the
    /// record's author with a live consent; the author's access is logged.
    pub async fn rename_record(
        &self,
        patient: AccountId,
        number: u32,
        new: Redescribed,
    ) -> Result<Done<Added>> {
        new.check()?;
        self.rename_record_asking(patient, number, |_| Ok(new)).await
    }

    /// The same where what is said anew is asked for in the knowledge of what is said now.
    pub async fn rename_record_asking(
        &self,
        patient: AccountId,
        number: u32,
        ask: impl FnOnce(&Details) -> Result<Redescribed> + Send,
    ) -> Result<Done<Added>> {
        self.run(async {
            self.recover().await?;
            let record = self.live_record(patient, number).await?;
            self.may_amend(patient, &record)?;
            self.is_newest(patient, &record).await?;
            let ring = self.keyring(patient).await?;
            let (cid, key) = self.key_of(&record, &ring).await?;
            if self.actor.id() != patient {
                self.log_access(patient, number).await?;
            }
            let binding = self.binding(patient);
            // Opened once to be looked at, and again for its content: nothing of the store is held while somebody is asked.
            let open = || transfer::open(self.store.as_ref(), &cid, &key, &binding, record.author);
            let present = {
                let opened = open().await?;
                if !opened.written().is_right() {
                    return Err(unsigned(number));
                }
                opened.details().clone()
            };
            let details = ask(&present)?.of(&present, &record)?;
            let document = async {
                let source = Box::new(open().await?);
                Ok(Document { details, source })
            };
            let relation = Relation::Amends(number);
            self.relate(patient, &ring, (relation, &record), document).await
        })
        .await
    }

    /// Refuses a record that has a newer version: its content would take that one's place.
    async fn is_newest(&self, patient: AccountId, record: &Record) -> Result<()> {
        let first = |record: &Record| record.amends.unwrap_or(record.number);
        let newest = self
            .synced(patient)
            .await?
            .records()
            .filter(|other| other.state == RecordState::Live && first(other) == first(record))
            .map(|other| other.number)
            .max();
        match newest {
            Some(newest) if newest != record.number => Err(Error::new(
                Kind::Usage,
                said!("core-newer-version", number = record.number, newest = newest),
            )
            .next(said!("core-newer-version-next", newest = newest))),
            _ => Ok(()),
        }
    }
}

/// The refusal to sign what nobody vouches for.
fn unsigned(number: u32) -> Error {
    Error::new(Kind::Refused, said!("core-not-signed-anew", number = number))
        .next(said!("core-not-signed-anew-next"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn present() -> Details {
        Details {
            title: "scan0001.pdf".into(),
            kind: RecordKind::Document,
            file_name: Some("scan0001.pdf".into()),
            media_type: "application/pdf".into(),
            size: 7,
            created_ms: 5,
            date: None,
        }
    }

    fn record() -> Record {
        Record {
            number: 3,
            cid: None,
            key: None,
            author: [1; 32].into(),
            created: 86_400_000,
            amends: None,
            refers_to: None,
            state: RecordState::Live,
        }
    }

    fn titled(title: &str) -> Redescribed {
        Redescribed {
            title: Some(title.into()),
            ..Redescribed::default()
        }
    }

    #[test]
    fn what_is_not_given_stays() {
        let new = titled("Letter of the clinic").of(&present(), &record()).unwrap();
        assert_eq!(new.title, "Letter of the clinic");
        assert_eq!(
            new.date.as_deref(),
            Some("1970-01-02"),
            "it stays where it was in the order of time"
        );
        let unchanged = Details {
            title: present().title,
            date: None,
            ..new
        };
        assert!(unchanged == present());
        let dated = Details {
            date: Some("2021".into()),
            ..present()
        };
        let new = Redescribed {
            kind: Some(RecordKind::Laboratory),
            ..Redescribed::default()
        };
        let new = new.of(&dated, &record()).unwrap();
        assert!(new.kind == RecordKind::Laboratory && new.date == dated.date && new.title == dated.title);
        let new = Redescribed {
            date: Some("2020-05".into()),
            ..Redescribed::default()
        };
        assert_eq!(
            new.of(&dated, &record()).unwrap().date.as_deref(),
            Some("2020-05")
        );
    }

    #[test]
    fn what_changes_nothing_is_told() {
        for same in [
            Redescribed::default(),
            titled("scan0001.pdf"),
            Redescribed {
                kind: Some(RecordKind::Document),
                ..titled("scan0001.pdf")
            },
        ] {
            let error = same.of(&present(), &record()).unwrap_err();
            assert!(
                error.kind == Kind::Usage && error.what.to_string().contains("nothing was changed"),
                "{error}"
            );
        }
    }

    #[test]
    fn what_no_record_can_be_called_is_refused_and_not_repeated() {
        let kind = |word: &str| Redescribed {
            kind: Some(RecordKind::from(word.to_owned())),
            ..Redescribed::default()
        };
        let date = |date: &str| Redescribed {
            date: Some(date.into()),
            ..Redescribed::default()
        };
        for wrong in [
            titled(" \t"),
            titled(&"MARKER".repeat(words::LONGEST_TITLE)),
            kind(""),
            kind(&"MARKER".repeat(KIND_MAX)),
            date("MARKER"),
            date("2024-13"),
        ] {
            let error = wrong.of(&present(), &record()).unwrap_err();
            assert!(
                error.kind == Kind::Usage && !error.to_string().contains("MARKER"),
                "{error}"
            );
        }
        titled(&"x".repeat(words::LONGEST_TITLE)).check().unwrap();
    }
}
