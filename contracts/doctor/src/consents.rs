//! The consents, and the rule that keeps a revoked doctor out of what is written later: the lowest generation.
//!
//! Whoever was given a generation key may have kept it. So when a whole-history consent ends by the patient's
//! will (revoked, or replaced by a narrower one), the patient's lowest generation rises above every generation
//! that the doctor was ever given, and the patient contract accepts no new record under a lower one.

use crate::peers::{List, Peers};
use ink::storage::Mapping;
use medink_types::bounds::{DAY_MS, SCOPE_RECORDS, SEALED_PAIRWISE_BYTES};
use medink_types::contract::Cells;
use medink_types::{check, AccountId, Consent, ConsentEntry, ConsentPage, Error, Grant, Purpose, Scope};
use medink_types::{Rewrap, Salt, ScopeSummary, SealedPairwise, Signature, WriteTicket};

/// A patient and a doctor.
type Pair = (AccountId, AccountId);

/// All consents, by pair. What access checks and pages read (the terms) and what is large (the scope with its
/// keys, the sealed pairwise key) are cells apart.
#[ink::storage_item]
#[derive(Debug, Default)]
pub struct Consents {
    terms: Mapping<Pair, Terms>,
    scopes: Mapping<Pair, (Scope, Signature)>,
    sealed_pairwise: Mapping<Pair, SealedPairwise>,
    peers: Peers,
    lowest_generations: Mapping<AccountId, u32>,
}

#[derive(Debug)]
#[ink::scale_derive(Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "std", derive(ink::storage::traits::StorageLayout))]
struct Terms {
    scope: ScopeSummary,
    purpose: Purpose,
    from: u64,
    until: u64,
    given_at: u64,
    salt: Salt,
    key_serial: u32,
    /// The highest generation whose key the doctor was ever given under this consent; 0 for none.
    given: u32,
    /// The doctor's place in the patient's list, and the patient's in the doctor's.
    doctor_place: u32,
    patient_place: u32,
}

impl Terms {
    fn is_live(&self, now: u64) -> bool {
        self.from <= now && now < self.until
    }

    fn entry(self, patient: &AccountId, doctor: &AccountId) -> ConsentEntry {
        ConsentEntry {
            patient: *patient,
            doctor: *doctor,
            scope: self.scope,
            purpose: self.purpose,
            from: if self.from == 0 { self.given_at } else { self.from },
            until: self.until,
            key_serial: self.key_serial,
        }
    }
}

impl Consents {
    /// Records a consent, given `now` (milliseconds since 1970-01-01), in place of an earlier one to the same
    /// doctor. That its scope exists was checked by the caller.
    ///
    /// Errors: [`Error::InvalidPeriod`], [`Error::ConsentTooLong`], [`Error::Empty`], [`Error::TooMany`],
    /// [`Error::TooLong`], [`Error::Duplicate`] for a record named twice and for the salt of the consent before,
    /// [`Error::RotationPending`], [`Error::Overflow`].
    pub fn grant(
        &mut self,
        patient: &AccountId,
        doctor: &AccountId,
        grant: &Grant,
        now: u64,
        longest_days: u32,
    ) -> Result<(), Error> {
        check_period(grant.from_ms, grant.until_ms, now, longest_days)?;
        check::some_bytes(&grant.sealed_pairwise, SEALED_PAIRWISE_BYTES)?;
        let newly_given = match &grant.scope {
            Scope::WholeHistory { generation, .. } => {
                self.check_generation(patient, *generation)?;
                *generation
            }
            Scope::Records(records) => {
                check::some_items(records, SCOPE_RECORDS)?;
                check::distinct(records, |record| record.number)?;
                0
            }
        };
        let pair = (patient, doctor);
        let (given, doctor_place, patient_place) = match self.terms.read(pair) {
            None => (
                newly_given,
                self.peers.add(List::DoctorsOf, patient, doctor)?,
                self.peers.add(List::PatientsOf, doctor, patient)?,
            ),
            Some(earlier) if earlier.salt == grant.salt => return Err(Error::Duplicate),
            Some(earlier) => {
                let given = if newly_given == 0 {
                    self.shut_out(patient, earlier.given)?;
                    0
                } else {
                    earlier.given.max(newly_given)
                };
                (given, earlier.doctor_place, earlier.patient_place)
            }
        };
        let terms = Terms {
            scope: grant.scope.summary(),
            purpose: grant.purpose,
            from: grant.from_ms,
            until: grant.until_ms,
            given_at: now,
            salt: grant.salt,
            key_serial: grant.key_serial,
            given,
            doctor_place,
            patient_place,
        };
        self.terms.write(pair, &terms);
        self.scopes.write(pair, &(&grant.scope, &grant.signature));
        self.sealed_pairwise.write(pair, &grant.sealed_pairwise);
        Ok(())
    }

    /// Removes a consent, expired or not, and returns the patient's lowest generation from now on.
    ///
    /// Errors: [`Error::NoConsent`].
    pub fn revoke(&mut self, patient: &AccountId, doctor: &AccountId) -> Result<u32, Error> {
        let pair = (patient, doctor);
        let terms = self.terms.read(pair).ok_or(Error::NoConsent)?;
        self.terms.clear(pair);
        self.scopes.clear(pair);
        self.sealed_pairwise.clear(pair);
        let (doctor_place, patient_place) = (terms.doctor_place, terms.patient_place);
        if let Some(moved) = self.peers.remove(List::DoctorsOf, patient, doctor_place)? {
            self.change(patient, &moved, &|terms| terms.doctor_place = doctor_place)?;
        }
        if let Some(moved) = self.peers.remove(List::PatientsOf, doctor, patient_place)? {
            self.change(&moved, doctor, &|terms| terms.patient_place = patient_place)?;
        }
        self.shut_out(patient, terms.given)?;
        Ok(self.lowest_generation(patient))
    }

    /// Gives the doctor of a whole-history consent that has not expired the key of another generation.
    ///
    /// Errors: [`Error::NoConsent`], [`Error::WrongKeyKind`] for a consent to single records,
    /// [`Error::RotationPending`], [`Error::WrongGeneration`] for one lower than the consent has,
    /// [`Error::Overflow`].
    pub fn rewrap(
        &mut self,
        patient: &AccountId,
        rewrap: &Rewrap,
        generation: u32,
        now: u64,
    ) -> Result<(), Error> {
        let pair = (patient, &rewrap.doctor);
        let mut terms = self.terms.read(pair).ok_or(Error::NoConsent)?;
        if now >= terms.until {
            return Err(Error::NoConsent);
        }
        let ScopeSummary::WholeHistory { generation: present } = terms.scope else {
            return Err(Error::WrongKeyKind);
        };
        self.check_generation(patient, generation)?;
        if generation < present {
            return Err(Error::WrongGeneration { current: present });
        }
        terms.scope = ScopeSummary::WholeHistory { generation };
        terms.given = terms.given.max(generation);
        self.terms.write(pair, &terms);
        let key = rewrap.key;
        self.scopes
            .write(pair, &(Scope::WholeHistory { generation, key }, rewrap.signature));
        Ok(())
    }

    /// Whether a doctor may open a record: a live consent covers it or its first version, or the doctor wrote it
    /// and has any live consent.
    ///
    /// Errors: [`Error::NoConsent`].
    pub fn check_reader(
        &self,
        patient: &AccountId,
        doctor: &AccountId,
        (number, first): (u32, u32),
        authored: bool,
        now: u64,
    ) -> Result<(), Error> {
        let scope = self.live(patient, doctor, now)?.scope;
        if authored || scope.covers(number) || scope.covers(first) {
            return Ok(());
        }
        Err(Error::NoConsent)
    }

    /// How a doctor may write for a patient: anything with the whole history; a new version of what the doctor wrote
    /// (`authored`) with any live consent; a note that refers to a record which the consent names, itself or its
    /// first version (`about`).
    ///
    /// Errors: [`Error::NoConsent`].
    pub fn write_ticket(
        &self,
        patient: &AccountId,
        doctor: &AccountId,
        about: Option<(u32, u32)>,
        authored: bool,
        now: u64,
    ) -> Result<WriteTicket, Error> {
        let terms = self.live(patient, doctor, now)?;
        let scope = terms.scope;
        let whole_history = matches!(scope, ScopeSummary::WholeHistory { .. });
        if !whole_history
            && !authored
            && !about.is_some_and(|(number, first)| scope.covers(number) || scope.covers(first))
        {
            return Err(Error::NoConsent);
        }
        Ok(WriteTicket {
            lowest_generation: self.lowest_generation(patient),
            whole_history,
            salt: terms.salt,
        })
    }

    /// A consent with its keys, expired or not.
    pub fn consent(&self, patient: &AccountId, doctor: &AccountId) -> Option<Consent> {
        let pair = (patient, doctor);
        let terms = self.terms.read(pair)?;
        let (scope, signature) = self.scopes.read(pair)?;
        Some(Consent {
            scope,
            purpose: terms.purpose,
            from: terms.from,
            until: terms.until,
            given: terms.given_at,
            salt: terms.salt,
            key_serial: terms.key_serial,
            signature,
        })
    }

    /// The pairwise key that a consent sealed to its doctor.
    pub fn sealed_pairwise(&self, patient: &AccountId, doctor: &AccountId) -> Option<SealedPairwise> {
        self.sealed_pairwise.read((patient, doctor))
    }

    /// The lowest generation that new records of a patient may be wrapped under, from 1.
    pub fn lowest_generation(&self, patient: &AccountId) -> u32 {
        self.lowest_generations.read(patient).unwrap_or(1)
    }

    /// A page of the consents that a patient gave or that a doctor has, expired ones included, at most `max`.
    ///
    /// Errors: [`Error::PageSize`].
    pub fn page(
        &self,
        list: List,
        owner: &AccountId,
        start: u64,
        limit: u32,
        max: u32,
    ) -> Result<ConsentPage, Error> {
        let total = u64::from(self.peers.count(list, owner));
        ConsentPage::read(start, limit, max, total, &mut |n| {
            let peer = self.peers.at(list, owner, n)?;
            let (patient, doctor) = match list {
                List::DoctorsOf => (owner, &peer),
                List::PatientsOf => (&peer, owner),
            };
            let terms = self.terms.read((patient, doctor)).ok_or(Error::Inconsistent)?;
            Ok(terms.entry(patient, doctor))
        })
    }

    fn live(&self, patient: &AccountId, doctor: &AccountId, now: u64) -> Result<Terms, Error> {
        self.terms
            .read((patient, doctor))
            .filter(|terms| terms.is_live(now))
            .ok_or(Error::NoConsent)
    }

    /// A generation whose key is about to be given away: nobody was shut out of it, and there is one above it.
    fn check_generation(&self, patient: &AccountId, generation: u32) -> Result<(), Error> {
        let lowest = self.lowest_generation(patient);
        if generation < lowest {
            return Err(Error::RotationPending { generation: lowest });
        }
        // Else the consent could never be revoked.
        generation.checked_add(1).ok_or(Error::Overflow)?;
        Ok(())
    }

    /// Raises the lowest generation above one that a doctor has the key of; 0 is none.
    fn shut_out(&mut self, patient: &AccountId, given: u32) -> Result<(), Error> {
        if given > 0 {
            let above = given.checked_add(1).ok_or(Error::Overflow)?;
            let lowest = self.lowest_generation(patient).max(above);
            self.lowest_generations.write(patient, &lowest);
        }
        Ok(())
    }

    fn change(
        &mut self,
        patient: &AccountId,
        doctor: &AccountId,
        change: &dyn Fn(&mut Terms),
    ) -> Result<(), Error> {
        let pair = (patient, doctor);
        let mut terms = self.terms.read(pair).ok_or(Error::Inconsistent)?;
        change(&mut terms);
        self.terms.write(pair, &terms);
        Ok(())
    }
}

/// Whether a consent may last so long. `from` 0 is now. All times in milliseconds since 1970-01-01.
///
/// Errors: [`Error::InvalidPeriod`] unless it ends after it starts and after now, [`Error::ConsentTooLong`].
pub fn check_period(from: u64, until: u64, now: u64, longest_days: u32) -> Result<(), Error> {
    let from = if from == 0 { now } else { from };
    if until <= now {
        return Err(Error::InvalidPeriod);
    }
    let length = until
        .checked_sub(from)
        .filter(|length| *length > 0)
        .ok_or(Error::InvalidPeriod)?;
    let longest = u64::from(longest_days)
        .checked_mul(DAY_MS)
        .ok_or(Error::Overflow)?;
    if length > longest {
        return Err(Error::ConsentTooLong {
            max_days: longest_days,
        });
    }
    Ok(())
}
