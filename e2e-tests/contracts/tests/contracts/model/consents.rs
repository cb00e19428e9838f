//! The rules of consents: what they cover, how long they count, and who is shut out when one ends.

use super::state::{Answer, Given, Model, leave};
use super::step::{Covers, Period, Register, Seal};
use e2e_contracts::{Part, samples};
use medink_types::bounds::{DAY_MS, REWRAP_BATCH, SCOPE_RECORDS};
use medink_types::{
    AccountId, Action, Error, Grant, GrantedKey, Rewrap, Salt, Scope, ScopeSummary, bounds::SALT_BYTES,
};

impl Model {
    /// The consent that a step gives.
    pub fn grant_of(
        &self,
        by: &AccountId,
        doctor: &AccountId,
        covers: &Covers,
        period: Period,
        seal: Seal,
    ) -> Grant {
        let scope = match covers {
            Covers::All { beside } => {
                let generation = self.beside(by, *beside);
                Scope::WholeHistory {
                    generation,
                    key: samples::wrapped(generation as u8),
                }
            }
            Covers::Some(numbers) => {
                let keys = numbers.iter().map(|number| GrantedKey {
                    number: *number,
                    key: samples::wrapped(*number as u8),
                });
                Scope::Records(keys.collect())
            }
        };
        let (from_ms, until_ms) = match period {
            Period::Days(days) => (0, self.now + days * DAY_MS),
            Period::Later { after, days } => (self.now + after * DAY_MS, self.now + (after + days) * DAY_MS),
            Period::Turned => (self.now + 2 * DAY_MS, self.now + DAY_MS),
            Period::Over => (0, self.now),
        };
        let before = self.consents.get(&(*by, *doctor));
        let salt = match (seal, before) {
            (Seal::SaltAgain, Some(given)) => given.grant.salt,
            _ => {
                let mut salt = [0x5a; SALT_BYTES];
                salt[..8].copy_from_slice(&(self.salts + 1).to_be_bytes());
                Salt(salt)
            }
        };
        let serial = self.serial(Register::Doctors, doctor);
        Grant {
            scope,
            salt,
            from_ms,
            until_ms,
            key_serial: match seal {
                Seal::Stale => serial + 1,
                _ => serial,
            },
            ..samples::whole_history(1, until_ms)
        }
    }

    pub fn grants(&mut self, by: AccountId, doctor: AccountId, grant: Grant) -> Answer {
        self.own(&by)?;
        self.unpaused()?;
        self.active(&doctor, Error::UnknownDoctor)?;
        let serial = self.serial(Register::Doctors, &doctor);
        if grant.key_serial != serial {
            return Err(Error::StaleKey { serial });
        }
        self.check_period(&grant)?;
        let given = match &grant.scope {
            Scope::WholeHistory { generation, .. } => {
                self.check_generation(&by, *generation)?;
                *generation
            }
            Scope::Records(records) => {
                listed(records, SCOPE_RECORDS)?;
                distinct(records.iter().map(|record| record.number))?;
                0
            }
        };
        let highest = match self.consents.get(&(by, doctor)) {
            None => {
                self.doctors_of.entry(by).or_default().push(doctor);
                self.patients_of.entry(doctor).or_default().push(by);
                given
            }
            Some(before) if before.grant.salt == grant.salt => return Err(Error::Duplicate),
            // A narrower consent in place of a wider one ends that one.
            Some(before) if given == 0 => {
                let highest = before.highest;
                self.shuts_out(by, highest);
                0
            }
            Some(before) => before.highest.max(given),
        };
        self.vouches(&by, &grant.scope.summary())?;
        let at = self.now;
        self.salts += 1;
        self.consents.insert((by, doctor), Given { grant, at, highest });
        self.logs(Part::Doctor, by, by, Action::ConsentGranted, doctor.0);
        Ok(Vec::new())
    }

    pub fn revokes(&mut self, by: AccountId, doctor: AccountId) -> Answer {
        let given = self.consents.remove(&(by, doctor)).ok_or(Error::NoConsent)?;
        leave(self.doctors_of.entry(by).or_default(), &doctor);
        leave(self.patients_of.entry(doctor).or_default(), &by);
        self.shuts_out(by, given.highest);
        self.logs(Part::Doctor, by, by, Action::ConsentRevoked, doctor.0);
        Ok(Vec::new())
    }

    pub fn rewraps(&mut self, by: AccountId, generation: u32, keys: &[Rewrap]) -> Answer {
        self.own(&by)?;
        self.unpaused()?;
        listed(keys, REWRAP_BATCH)?;
        distinct(keys.iter().map(|rewrap| rewrap.doctor))?;
        self.vouches(&by, &ScopeSummary::WholeHistory { generation })?;
        for rewrap in keys {
            self.active(&rewrap.doctor, Error::NoConsent)?;
            let now = self.now;
            let given = self.consents.get(&(by, rewrap.doctor));
            // One that has not begun yet goes on, too.
            let given = given.filter(|given| now < given.grant.until_ms);
            let given = given.ok_or(Error::NoConsent)?;
            let ScopeSummary::WholeHistory { generation: present } = given.grant.scope.summary() else {
                return Err(Error::WrongKeyKind);
            };
            self.check_generation(&by, generation)?;
            if generation < present {
                return Err(Error::WrongGeneration { current: present });
            }
            if let Some(given) = self.consents.get_mut(&(by, rewrap.doctor)) {
                given.grant.scope = Scope::WholeHistory {
                    generation,
                    key: rewrap.key,
                };
                given.grant.signature = rewrap.signature;
                given.highest = given.highest.max(generation);
            }
        }
        for rewrap in keys {
            self.logs(Part::Doctor, by, by, Action::ConsentRewrapped, rewrap.doctor.0);
        }
        Ok(Vec::new())
    }

    fn check_period(&self, grant: &Grant) -> Result<(), Error> {
        let from = match grant.from_ms {
            0 => self.now,
            from => from,
        };
        if grant.until_ms <= self.now || grant.until_ms <= from {
            return Err(Error::InvalidPeriod);
        }
        let max_days = self.parameters.longest_consent_days;
        match grant.until_ms - from > u64::from(max_days) * DAY_MS {
            true => Err(Error::ConsentTooLong { max_days }),
            false => Ok(()),
        }
    }

    fn check_generation(&self, patient: &AccountId, generation: u32) -> Result<(), Error> {
        let lowest = self.lowest(patient);
        match generation < lowest {
            true => Err(Error::RotationPending { generation: lowest }),
            false => Ok(()),
        }
    }

    /// Whoever was given a generation's key opens nothing that is written later.
    fn shuts_out(&mut self, patient: AccountId, highest: u32) {
        if highest > 0 {
            let lowest = self.lowest(&patient).max(highest + 1);
            self.lowest.insert(patient, lowest);
        }
    }
}

/// A list with something in it, and not too much.
pub fn listed<T>(list: &[T], max: usize) -> Result<(), Error> {
    match list.len() {
        0 => Err(Error::Empty),
        many if many > max => Err(Error::TooMany { max: max as u32 }),
        _ => Ok(()),
    }
}

/// A list that names nothing twice.
pub fn distinct<T: PartialEq>(list: impl Iterator<Item = T>) -> Result<(), Error> {
    let mut seen = Vec::new();
    for one in list {
        if seen.contains(&one) {
            return Err(Error::Duplicate);
        }
        seen.push(one);
    }
    Ok(())
}
