//! The rules of records: who writes under which key, what is at which place, what is opened and erased; and the patients' key
//! generations.

use super::consents::{distinct, listed};
use super::state::{Answer, Model};
use super::step::{How, New, Place, Under};
use e2e_contracts::{Part, blake2_256, samples};
use medink_types::bounds::{BATCH, PROFILE};
use medink_types::{
    AccountId, Action, Cid, Error, KeyBy, NewRecord, Record, RecordState, Reseal, Salt, SealedKey,
    SealedReason, WrappedKey, WriteTicket, number_reference, record_reference,
};
use scale::Encode;

/// The place that a step names.
pub fn cid(place: Place) -> Cid {
    match place {
        Place::Of(content) => samples::cid(content),
        Place::NoPlace => Cid([0; 36]),
    }
}

impl Model {
    /// The record that a step writes.
    pub fn new_record(&self, by: &AccountId, of: &AccountId, new: New) -> NewRecord {
        let key = match new.under {
            Under::Generation(beside) => KeyBy::Generation(self.beside(of, beside)),
            Under::Pairwise => {
                let given = self.consents.get(&(*of, *by));
                KeyBy::Pairwise(given.map_or(Salt([0; 16]), |given| given.grant.salt))
            }
        };
        NewRecord {
            cid: cid(new.at),
            key: SealedKey {
                by: key,
                bytes: samples::wrapped(1),
            },
        }
    }

    /// Answers the number alone.
    pub fn writes_one(&mut self, by: AccountId, of: AccountId, how: How, record: NewRecord) -> Answer {
        let numbers = self.writes(by, of, how, &[record])?;
        Ok(numbers[0].encode())
    }

    /// Answers the numbers.
    pub fn writes_many(&mut self, by: AccountId, of: AccountId, records: &[NewRecord]) -> Answer {
        Ok(self.writes(by, of, How::New, records)?.encode())
    }

    fn writes(
        &mut self,
        by: AccountId,
        of: AccountId,
        how: How,
        records: &[NewRecord],
    ) -> Result<Vec<u32>, Error> {
        self.known(&of)?;
        let first = |record: &Record| record.amends.unwrap_or(record.number);
        let (action, amends, refers_to, about) = match how {
            How::New => (Action::RecordAdded, None, None, None),
            How::Amends(number) => {
                let record = self.live(&of, number)?;
                if by != of && by != record.author {
                    return Err(Error::NotTheAuthor);
                }
                (Action::RecordAmended, Some(first(record)), None, None)
            }
            How::About(number) => {
                let about = (number, first(self.live(&of, number)?));
                (Action::RecordAnnotated, None, Some(number), Some(about))
            }
        };
        let ticket = self.write_ticket(&of, &by, about, amends.is_some())?;
        self.unpaused()?;
        listed(records, BATCH)?;
        let mut written = Vec::new();
        for new in records {
            self.check_key(&of, &new.key, &ticket)?;
            self.check_place(&of, &new.cid)?;
            let created = self.now;
            let records = &mut self.own_mut(&of)?.records;
            let number = records.len() as u32 + 1;
            records.push(Record {
                number,
                cid: Some(new.cid),
                key: Some(new.key.clone()),
                author: by,
                created,
                amends,
                refers_to,
                state: RecordState::Live,
            });
            written.push((number, new.cid));
        }
        for (number, cid) in &written {
            let reference = record_reference(*number, blake2_256(cid));
            self.logs(Part::Patient, by, of, action, reference);
        }
        Ok(written.into_iter().map(|(number, _)| number).collect())
    }

    pub fn reseals(&mut self, by: AccountId, generation: u32, records: &[Reseal]) -> Answer {
        self.own(&by)?;
        self.unpaused()?;
        listed(records, BATCH)?;
        distinct(records.iter().map(|reseal| reseal.number))?;
        let (current, lowest) = (self.generation(&by), self.lowest(&by));
        if generation != current {
            return Err(Error::WrongGeneration { current });
        }
        if current < lowest {
            return Err(Error::RotationPending { generation: lowest });
        }
        let mut resealed = Vec::new();
        for reseal in records {
            let old = self.live(&by, reseal.number)?.cid;
            let place = reseal.cid.or(old);
            if place != old
                && let Some(cid) = place
            {
                self.check_place(&by, &cid)?;
            }
            let record = self.own_record(&by, reseal.number)?;
            record.cid = place;
            record.key = Some(SealedKey {
                by: KeyBy::Generation(generation),
                bytes: reseal.key,
            });
            resealed.push((reseal.number, place));
        }
        for (number, place) in resealed {
            let digest = blake2_256(&place.expect("a live record has a place"));
            let reference = record_reference(number, digest);
            self.logs(Part::Patient, by, by, Action::RecordResealed, reference);
        }
        Ok(Vec::new())
    }

    pub fn erases(&mut self, by: AccountId, number: u32) -> Answer {
        self.own(&by)?;
        self.live(&by, number)?;
        let record = self.own_record(&by, number)?;
        record.cid = None;
        record.key = None;
        record.state = RecordState::Erased;
        self.logs(
            Part::Patient,
            by,
            by,
            Action::RecordErased,
            number_reference(number),
        );
        Ok(Vec::new())
    }

    pub fn opens(&mut self, by: AccountId, of: AccountId, number: u32) -> Answer {
        self.may_open(&of, &by, number)?;
        self.unpaused()?;
        self.logs(
            Part::Patient,
            by,
            of,
            Action::RecordAccessed,
            number_reference(number),
        );
        Ok(Vec::new())
    }

    /// Whatever the consent covers; patients, who are no doctors, need none.
    pub fn begins_visit(&mut self, by: AccountId, of: AccountId, reason: SealedReason) -> Answer {
        self.known(&of)?;
        self.read_ticket(&of, &by, (PROFILE, PROFILE), true)?;
        self.unpaused()?;
        self.logs(Part::Patient, by, of, Action::VisitBegun, reason.0);
        Ok(Vec::new())
    }

    pub fn rotates(&mut self, by: AccountId, from: u32, link: WrappedKey) -> Answer {
        let current = self.own(&by)?.generation();
        if from != current {
            return Err(Error::WrongGeneration { current });
        }
        let file = self.own_mut(&by)?;
        file.links.push(link);
        let generation = file.generation();
        let reference = number_reference(generation);
        self.logs(Part::Patient, by, by, Action::GenerationRotated, reference);
        Ok(generation.encode())
    }

    pub fn renews_link(&mut self, by: AccountId, generation: u32, link: WrappedKey) -> Answer {
        let current = self.own(&by)?.generation();
        // The first generation has none.
        let place = (generation as usize).checked_sub(2);
        let file = self.own_mut(&by)?;
        let kept = place.and_then(|place| file.links.get_mut(place));
        *kept.ok_or(Error::WrongGeneration { current })? = link;
        let reference = number_reference(generation);
        self.logs(Part::Patient, by, by, Action::LinkRenewed, reference);
        Ok(Vec::new())
    }

    fn check_key(&self, of: &AccountId, key: &SealedKey, ticket: &WriteTicket) -> Result<(), Error> {
        match (key.by, ticket.whole_history) {
            (KeyBy::Pairwise(salt), false) if salt == ticket.salt => Ok(()),
            (KeyBy::Generation(generation), true) => {
                let current = self.generation(of);
                if generation != current {
                    return Err(Error::WrongGeneration { current });
                }
                match current < ticket.lowest_generation {
                    true => Err(Error::RotationPending {
                        generation: ticket.lowest_generation,
                    }),
                    false => Ok(()),
                }
            }
            _ => Err(Error::WrongKeyKind),
        }
    }

    fn check_place(&self, of: &AccountId, cid: &Cid) -> Result<(), Error> {
        if !cid.is_valid() {
            return Err(Error::InvalidCid);
        }
        match self.found_at(cid) {
            Some((owner, number)) if owner == *of => Err(Error::DuplicateRecord { number }),
            Some(_) => Err(Error::PlaceTaken),
            None => Ok(()),
        }
    }

    fn own_record(&mut self, of: &AccountId, number: u32) -> Result<&mut Record, Error> {
        let records = &mut self.own_mut(of)?.records;
        let place = (number as usize).checked_sub(1);
        place
            .and_then(|place| records.get_mut(place))
            .ok_or(Error::UnknownRecord)
    }
}
