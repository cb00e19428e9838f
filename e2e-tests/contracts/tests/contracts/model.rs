//! Random sequences of what people do with records and consents, against a plain model of the rules: after each step the
//! answer, the lists, the generations and the log are what the model says. What governs the system (proposals, upgrades,
//! attestations) is not in it: see `governance` and `directory`.
//!
//! A sequence that fails is cut down to the steps that it takes, and told with its seed: `MEDINK_MODEL_SEED=7 cargo test -p
//! e2e-contracts random_sequences` plays that one alone.

use e2e_contracts::messages::{admin, audit, doctor, patient};
use e2e_contracts::people::{
    ADMIN, DOCTOR, OTHER_DOCTOR, OTHER_PATIENT, PATIENT, STRANGER, SUSPENDED_DOCTOR,
};
use e2e_contracts::{Message, Moment, Part, Rest, World, samples};
use medink_types::bounds::{DAY_MS, PAUSE_MS, PROFILE};
use medink_types::{
    AccountId, Action, DoctorStatus, Error, Grant, KeyBy, NewRecord, Pause, RecordState, Role, Salt, Scope,
    ScopeSummary, SealedKey,
};
use std::any::Any;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// How many sequences are played, and how long each is.
const SEQUENCES: u64 = 5;
const STEPS: usize = 80;

/// Who plays: the last of each kind is registered by chance only.
const PATIENTS: [AccountId; 3] = [PATIENT, OTHER_PATIENT, STRANGER];
const DOCTORS: [AccountId; 3] = [DOCTOR, OTHER_DOCTOR, SUSPENDED_DOCTOR];
const ACTORS: [AccountId; 7] = [
    PATIENT,
    OTHER_PATIENT,
    STRANGER,
    DOCTOR,
    OTHER_DOCTOR,
    SUSPENDED_DOCTOR,
    ADMIN,
];

/// How a new record relates to another.
#[derive(Debug, Clone, Copy)]
enum Relates {
    New,
    Amends(u32),
    About(u32),
}

/// What its key is wrapped under, told by what is when the step is made.
#[derive(Debug, Clone, Copy)]
enum Under {
    /// The patient's present generation, or one beside it.
    Generation(i64),
    /// The pairwise key of the author's consent.
    Pairwise,
}

/// What somebody does. Accounts are places in the lists above, so that a step means something whatever came before.
#[derive(Debug, Clone)]
enum Step {
    Wait {
        hours: u64,
    },
    Pause {
        by: usize,
    },
    Resume {
        by: usize,
    },
    RegisterPatient {
        by: usize,
        patient: usize,
    },
    RegisterDoctor {
        by: usize,
        doctor: usize,
    },
    Suspend {
        by: usize,
        doctor: usize,
    },
    Reinstate {
        by: usize,
        doctor: usize,
    },
    UpdatePatient {
        by: usize,
    },
    UpdateDoctor {
        by: usize,
    },
    GrantAll {
        by: usize,
        doctor: usize,
        beside: i64,
        days: u64,
    },
    GrantSome {
        by: usize,
        doctor: usize,
        numbers: Vec<u32>,
        days: u64,
    },
    Revoke {
        by: usize,
        doctor: usize,
    },
    Rewrap {
        by: usize,
        doctor: usize,
        beside: i64,
    },
    Rotate {
        by: usize,
        beside: i64,
    },
    Write {
        by: usize,
        patient: usize,
        content: u32,
        relates: Relates,
        under: Under,
    },
    Reseal {
        by: usize,
        number: u32,
        beside: i64,
    },
    Erase {
        by: usize,
        number: u32,
    },
    Open {
        by: usize,
        patient: usize,
        number: u32,
    },
    Visit {
        by: usize,
        patient: usize,
        why: u8,
    },
}

/// Numbers by chance, the same for the same seed (SplitMix64).
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % end
    }

    fn place(&mut self, of: usize) -> usize {
        self.below(of as u64) as usize
    }

    /// Mostly a patient who is registered; sometimes anybody.
    fn patient_like(&mut self) -> usize {
        match self.below(8) {
            0 => self.place(ACTORS.len()),
            _ => self.place(2),
        }
    }

    /// Mostly an admin.
    fn admin_like(&mut self) -> usize {
        match self.below(8) {
            0 => self.place(ACTORS.len()),
            _ => ACTORS.len() - 1,
        }
    }

    /// Mostly what is right.
    fn beside(&mut self) -> i64 {
        match self.below(12) {
            0 => -1,
            1 => 1,
            _ => 0,
        }
    }

    /// A record's number: mostly a low one, which there is.
    fn number(&mut self) -> u32 {
        self.below(4) as u32
    }

    fn step(&mut self) -> Step {
        // Mostly those who are registered from the first.
        let doctor = match self.below(6) {
            0 => 2,
            _ => self.place(2),
        };
        let patient = match self.below(6) {
            0 => 2,
            _ => self.place(2),
        };
        let anybody = self.place(ACTORS.len());
        // The doctors, in their order, come after the patients.
        let as_doctor = PATIENTS.len() + doctor;
        match self.below(56) {
            0 => Step::Wait {
                hours: [1, 24, 24 * 4, 24 * 12][self.place(4)],
            },
            1 => Step::Pause {
                by: self.admin_like(),
            },
            2..=6 => Step::Resume {
                by: self.admin_like(),
            },
            7 => Step::RegisterPatient {
                by: self.admin_like(),
                patient: 2,
            },
            8 => Step::RegisterDoctor {
                by: self.admin_like(),
                doctor,
            },
            9 => Step::Suspend {
                by: self.admin_like(),
                doctor,
            },
            10 | 11 => Step::Reinstate {
                by: self.admin_like(),
                doctor,
            },
            12 => Step::UpdatePatient { by: anybody },
            13 => Step::UpdateDoctor { by: anybody },
            14..=17 => Step::GrantAll {
                by: self.patient_like(),
                doctor,
                beside: self.beside(),
                days: 1 + self.below(20),
            },
            18..=21 => {
                let mut numbers: Vec<u32> = (0..self.below(4)).map(|_| self.number()).collect();
                numbers.sort_unstable();
                numbers.dedup();
                Step::GrantSome {
                    by: self.patient_like(),
                    doctor,
                    numbers,
                    days: 1 + self.below(20),
                }
            }
            22..=24 => Step::Revoke {
                by: self.patient_like(),
                doctor,
            },
            25 => Step::Rewrap {
                by: self.patient_like(),
                doctor,
                beside: self.beside(),
            },
            26 | 27 => Step::Rotate {
                by: self.patient_like(),
                beside: self.beside(),
            },
            28..=39 => {
                let relates = match self.below(6) {
                    0 => Relates::Amends(self.number()),
                    1 => Relates::About(self.number()),
                    _ => Relates::New,
                };
                // The patient is at the same place in both lists.
                let by = [anybody, patient, patient, as_doctor][self.place(4)];
                let under = match self.below(6) {
                    0 => Under::Pairwise,
                    _ => Under::Generation(self.beside()),
                };
                Step::Write {
                    by,
                    patient,
                    content: self.below(24) as u32,
                    relates,
                    under,
                }
            }
            40 => Step::Reseal {
                by: self.patient_like(),
                number: self.number(),
                beside: self.beside(),
            },
            41..=43 => Step::Erase {
                by: self.patient_like(),
                number: self.number(),
            },
            44..=48 => Step::Visit {
                by: [anybody, as_doctor, as_doctor][self.place(3)],
                patient,
                why: self.number() as u8,
            },
            _ => Step::Open {
                by: [anybody, patient, as_doctor][self.place(3)],
                patient,
                number: self.number(),
            },
        }
    }
}

/// A record, as the model keeps it.
#[derive(Debug, Clone, PartialEq)]
struct Kept {
    author: AccountId,
    amends: Option<u32>,
    refers_to: Option<u32>,
    /// Which content, and what its key is wrapped under; none once it is erased.
    live: Option<(u32, KeyBy)>,
}

/// A consent, as the model keeps it.
#[derive(Debug, Clone)]
struct Given {
    scope: ScopeSummary,
    until: u64,
    salt: Salt,
    /// The highest generation whose key the doctor was ever given; 0 for none.
    highest: u32,
}

impl Given {
    fn covers(&self, number: u32) -> bool {
        match &self.scope {
            ScopeSummary::WholeHistory { .. } => true,
            ScopeSummary::Records(numbers) => numbers.contains(&number),
        }
    }
}

/// What was written to the log: who, about whom, what.
type Entry = (AccountId, AccountId, Action);

/// The rules, without a chain.
#[derive(Clone)]
struct Model {
    now: u64,
    pause: Pause,
    /// The admin contract's own address, which a pause is about.
    system: AccountId,
    /// In the order of their registration.
    doctors: Vec<(AccountId, DoctorStatus)>,
    /// Each patient's generation and records.
    patients: BTreeMap<AccountId, (u32, Vec<Kept>)>,
    consents: BTreeMap<(AccountId, AccountId), Given>,
    /// The lists of peers, in the order that a page shows: the last takes the place of one that leaves.
    doctors_of: BTreeMap<AccountId, Vec<AccountId>>,
    patients_of: BTreeMap<AccountId, Vec<AccountId>>,
    lowest: BTreeMap<AccountId, u32>,
    log: Vec<Entry>,
}

impl Model {
    /// The system of [`World::peopled`], of which the log is taken as it is.
    fn of(w: &mut World) -> Self {
        let log = w.log();
        Model {
            now: w.chain.now(),
            pause: Pause::default(),
            system: w.address(Part::Admin),
            doctors: vec![
                (DOCTOR, DoctorStatus::Active),
                (OTHER_DOCTOR, DoctorStatus::Active),
            ],
            patients: [PATIENT, OTHER_PATIENT]
                .map(|account| (account, (1, Vec::new())))
                .into(),
            consents: BTreeMap::new(),
            doctors_of: BTreeMap::new(),
            patients_of: BTreeMap::new(),
            lowest: BTreeMap::new(),
            log: log
                .iter()
                .map(|entry| (entry.actor, entry.subject, entry.action))
                .collect(),
        }
    }

    fn is_paused(&self) -> bool {
        self.now < self.pause.until
    }

    fn generation(&self, patient: &AccountId) -> u32 {
        self.patients
            .get(patient)
            .map_or(0, |(generation, _)| *generation)
    }

    fn lowest(&self, patient: &AccountId) -> u32 {
        self.lowest.get(patient).copied().unwrap_or(1)
    }

    fn status(&self, doctor: &AccountId) -> Option<DoctorStatus> {
        let found = self.doctors.iter().find(|(account, _)| account == doctor);
        found.map(|(_, status)| *status)
    }

    /// A generation beside the present one of a patient.
    fn beside(&self, patient: &AccountId, beside: i64) -> u32 {
        u32::try_from(i64::from(self.generation(patient)) + beside).unwrap_or_default()
    }

    fn unpaused(&self) -> Result<(), Error> {
        match self.is_paused() {
            true => Err(Error::Paused),
            false => Ok(()),
        }
    }

    fn admin(&self, by: &AccountId) -> Result<(), Error> {
        match *by == ADMIN {
            true => Ok(()),
            false => Err(Error::MissingRole(Role::Admin)),
        }
    }

    fn own(&self, by: &AccountId) -> Result<(), Error> {
        match self.patients.contains_key(by) {
            true => Ok(()),
            false => Err(Error::MissingRole(Role::Patient)),
        }
    }

    fn active(&self, doctor: &AccountId, unknown: Error) -> Result<(), Error> {
        match self.status(doctor) {
            None => Err(unknown),
            Some(DoctorStatus::Suspended) => Err(Error::DoctorSuspended),
            Some(DoctorStatus::Active) => Ok(()),
        }
    }

    fn known(&self, patient: &AccountId) -> Result<&(u32, Vec<Kept>), Error> {
        self.patients.get(patient).ok_or(Error::UnknownPatient)
    }

    fn live(&self, patient: &AccountId, number: u32) -> Result<&Kept, Error> {
        let (_, records) = self.known(patient)?;
        let place = (number as usize).checked_sub(1).ok_or(Error::UnknownRecord)?;
        let record = records.get(place).ok_or(Error::UnknownRecord)?;
        match record.live {
            Some(_) => Ok(record),
            None => Err(Error::RecordErased),
        }
    }

    fn consent(&self, patient: &AccountId, doctor: &AccountId) -> Result<&Given, Error> {
        let given = self.consents.get(&(*patient, *doctor));
        given
            .filter(|given| self.now < given.until)
            .ok_or(Error::NoConsent)
    }

    fn may_open(&self, patient: &AccountId, reader: &AccountId, number: u32) -> Result<(), Error> {
        self.known(patient)?;
        let (first, authored) = match number {
            PROFILE => (PROFILE, false),
            number => {
                let record = self.live(patient, number)?;
                (record.amends.unwrap_or(number), record.author == *reader)
            }
        };
        if reader == patient {
            return Ok(());
        }
        self.active(reader, Error::MissingRole(Role::Doctor))?;
        let given = self.consent(patient, reader)?;
        match authored || given.covers(number) || given.covers(first) {
            true => Ok(()),
            false => Err(Error::NoConsent),
        }
    }

    fn check_generation(&self, patient: &AccountId, generation: u32) -> Result<(), Error> {
        let lowest = self.lowest(patient);
        match generation < lowest {
            true => Err(Error::RotationPending { generation: lowest }),
            false => Ok(()),
        }
    }

    /// What the patient contract vouches for.
    fn vouches(&self, patient: &AccountId, scope: &ScopeSummary) -> Result<(), Error> {
        match scope {
            ScopeSummary::WholeHistory { generation } => {
                let current = self.generation(patient);
                match *generation == current {
                    true => Ok(()),
                    false => Err(Error::WrongGeneration { current }),
                }
            }
            ScopeSummary::Records(numbers) => numbers
                .iter()
                .filter(|number| **number != PROFILE)
                .try_for_each(|number| self.live(patient, *number).map(|_| ())),
        }
    }

    /// Whoever was given a generation's key opens nothing that is written later.
    fn shut_out(&mut self, patient: AccountId, highest: u32) {
        if highest > 0 {
            let lowest = self.lowest(&patient).max(highest + 1);
            self.lowest.insert(patient, lowest);
        }
    }

    fn logs(&mut self, actor: AccountId, subject: AccountId, action: Action) {
        self.log.push((actor, subject, action));
    }

    fn grant(&mut self, by: AccountId, doctor: AccountId, grant: &Grant) -> Result<(), Error> {
        self.own(&by)?;
        self.unpaused()?;
        self.active(&doctor, Error::UnknownDoctor)?;
        let (scope, given) = match &grant.scope {
            Scope::WholeHistory { generation, .. } => {
                self.check_generation(&by, *generation)?;
                let scope = ScopeSummary::WholeHistory {
                    generation: *generation,
                };
                (scope, *generation)
            }
            Scope::Records(records) => {
                if records.is_empty() {
                    return Err(Error::Empty);
                }
                let numbers = records.iter().map(|record| record.number).collect();
                (ScopeSummary::Records(numbers), 0)
            }
        };
        self.vouches(&by, &scope)?;
        let highest = match self.consents.get(&(by, doctor)) {
            None => {
                self.doctors_of.entry(by).or_default().push(doctor);
                self.patients_of.entry(doctor).or_default().push(by);
                given
            }
            Some(earlier) => {
                let highest = earlier.highest;
                if given == 0 {
                    self.shut_out(by, highest);
                    0
                } else {
                    highest.max(given)
                }
            }
        };
        let given = Given {
            scope,
            until: grant.until_ms,
            salt: grant.salt,
            highest,
        };
        self.consents.insert((by, doctor), given);
        self.logs(by, by, Action::ConsentGranted);
        Ok(())
    }

    fn revoke(&mut self, by: AccountId, doctor: AccountId) -> Result<(), Error> {
        let given = self.consents.remove(&(by, doctor)).ok_or(Error::NoConsent)?;
        for (list, one) in [
            (self.doctors_of.entry(by).or_default(), doctor),
            (self.patients_of.entry(doctor).or_default(), by),
        ] {
            let place = list.iter().position(|other| *other == one);
            list.swap_remove(place.expect("who has a consent is in the list"));
        }
        self.shut_out(by, given.highest);
        self.logs(by, by, Action::ConsentRevoked);
        Ok(())
    }

    fn rewrap(&mut self, by: AccountId, doctor: AccountId, generation: u32) -> Result<(), Error> {
        self.own(&by)?;
        self.unpaused()?;
        self.vouches(&by, &ScopeSummary::WholeHistory { generation })?;
        self.active(&doctor, Error::NoConsent)?;
        let given = self.consent(&by, &doctor)?;
        let ScopeSummary::WholeHistory { generation: present } = given.scope else {
            return Err(Error::WrongKeyKind);
        };
        self.check_generation(&by, generation)?;
        if generation < present {
            return Err(Error::WrongGeneration { current: present });
        }
        if let Some(given) = self.consents.get_mut(&(by, doctor)) {
            given.scope = ScopeSummary::WholeHistory { generation };
            given.highest = given.highest.max(generation);
        }
        self.logs(by, by, Action::ConsentRewrapped);
        Ok(())
    }

    fn write(
        &mut self,
        by: AccountId,
        of: AccountId,
        content: u32,
        relates: Relates,
        key: KeyBy,
    ) -> Result<(), Error> {
        self.known(&of)?;
        let first = |record: &Kept, number| record.amends.unwrap_or(number);
        let (action, amends, refers_to) = match relates {
            Relates::New => (Action::RecordAdded, None, None),
            Relates::Amends(number) => {
                let record = self.live(&of, number)?;
                if by != of && by != record.author {
                    return Err(Error::NotTheAuthor);
                }
                (Action::RecordAmended, Some(first(record, number)), None)
            }
            Relates::About(number) => {
                self.live(&of, number)?;
                (Action::RecordAnnotated, None, Some(number))
            }
        };
        let lowest = self.lowest(&of);
        let (whole, salt) = if by == of {
            (true, Salt([0; 16]))
        } else {
            self.active(&by, Error::MissingRole(Role::Doctor))?;
            let given = self.consent(&of, &by)?;
            let whole = matches!(given.scope, ScopeSummary::WholeHistory { .. });
            let about = match refers_to {
                Some(number) => given.covers(number) || given.covers(first(self.live(&of, number)?, number)),
                None => false,
            };
            if !whole && amends.is_none() && !about {
                return Err(Error::NoConsent);
            }
            (whole, given.salt)
        };
        self.unpaused()?;
        let current = self.generation(&of);
        match (key, whole) {
            (KeyBy::Pairwise(under), false) if under == salt => {}
            (KeyBy::Generation(generation), true) => {
                if generation != current {
                    return Err(Error::WrongGeneration { current });
                }
                if current < lowest {
                    return Err(Error::RotationPending { generation: lowest });
                }
            }
            _ => return Err(Error::WrongKeyKind),
        }
        for (owner, (_, records)) in &self.patients {
            for (place, record) in records.iter().enumerate() {
                if record.live.is_some_and(|(other, _)| other == content) {
                    let number = place as u32 + 1;
                    return Err(match *owner == of {
                        true => Error::DuplicateRecord { number },
                        false => Error::PlaceTaken,
                    });
                }
            }
        }
        if let Some((_, records)) = self.patients.get_mut(&of) {
            records.push(Kept {
                author: by,
                amends,
                refers_to,
                live: Some((content, key)),
            });
        }
        self.logs(by, of, action);
        Ok(())
    }

    fn change(&mut self, of: AccountId, number: u32, live: impl FnOnce(u32) -> Option<(u32, KeyBy)>) {
        let records = self.patients.get_mut(&of).map(|(_, records)| records);
        let record = records.and_then(|records| records.get_mut(number as usize - 1));
        if let Some(record) = record
            && let Some((content, _)) = record.live
        {
            record.live = live(content);
        }
    }
}

/// A step as it is sent, and what the model makes of it. Without a message where only time goes on.
type Played = (
    Option<(AccountId, Message<Result<Rest, Error>>)>,
    Result<(), Error>,
);

impl Model {
    /// Plays a step on the model, which is as before where the step is refused.
    fn play(&mut self, step: &Step) -> Played {
        let before = self.clone();
        let (sent, answer) = self.played(step);
        if answer.is_err() {
            *self = before;
        }
        (sent, answer)
    }

    fn played(&mut self, step: &Step) -> Played {
        let sent = |by: AccountId, message| Some((by, message));
        match *step {
            Step::Wait { hours } => {
                self.now += hours * DAY_MS / 24;
                (None, Ok(()))
            }
            Step::Pause { by } => {
                let by = ACTORS[by];
                (sent(by, admin::pause().any()), self.pauses(by))
            }
            Step::Resume { by } => {
                let by = ACTORS[by];
                (sent(by, admin::resume().any()), self.resumes(by))
            }
            Step::RegisterPatient { by, patient: whom } => {
                let (by, whom) = (ACTORS[by], PATIENTS[whom]);
                let message = patient::register_patient(whom, samples::signed_key(whom), samples::profile());
                (sent(by, message.any()), self.registers_patient(by, whom))
            }
            Step::RegisterDoctor { by, doctor: whom } => {
                let (by, whom) = (ACTORS[by], DOCTORS[whom]);
                let message = doctor::register_doctor(whom, samples::signed_key(whom), samples::profile());
                (sent(by, message.any()), self.registers_doctor(by, whom))
            }
            Step::Suspend { by, doctor: whom } => {
                let (by, whom) = (ACTORS[by], DOCTORS[whom]);
                let answer = self.admin(&by).and_then(|()| {
                    let already = Error::DoctorSuspended;
                    self.becomes(
                        by,
                        whom,
                        DoctorStatus::Suspended,
                        already,
                        Action::DoctorSuspended,
                    )
                });
                (sent(by, doctor::suspend_doctor(whom).any()), answer)
            }
            Step::Reinstate { by, doctor: whom } => {
                let (by, whom) = (ACTORS[by], DOCTORS[whom]);
                let admitted = self.admin(&by).and_then(|()| self.unpaused());
                let answer = admitted.and_then(|()| {
                    let already = Error::NotSuspended;
                    self.becomes(by, whom, DoctorStatus::Active, already, Action::DoctorReinstated)
                });
                (sent(by, doctor::reinstate_doctor(whom).any()), answer)
            }
            Step::UpdatePatient { by } => {
                let by = ACTORS[by];
                let answer = self.own(&by).and_then(|()| self.unpaused());
                if answer.is_ok() {
                    self.logs(by, by, Action::PatientProfileUpdated);
                }
                (
                    sent(by, patient::update_profile(samples::profile()).any()),
                    answer,
                )
            }
            Step::UpdateDoctor { by } => {
                let by = ACTORS[by];
                let active = self.active(&by, Error::MissingRole(Role::Doctor));
                let answer = active.and_then(|()| self.unpaused());
                if answer.is_ok() {
                    self.logs(by, by, Action::DoctorProfileUpdated);
                }
                (sent(by, doctor::update_profile(samples::profile()).any()), answer)
            }
            Step::GrantAll {
                by,
                doctor: whom,
                beside,
                days,
            } => {
                let (by, whom) = (ACTORS[by], DOCTORS[whom]);
                let until = self.now + days * DAY_MS;
                let grant = samples::whole_history(self.beside(&by, beside), until);
                let answer = self.grant(by, whom, &grant);
                (sent(by, doctor::grant_access(whom, grant).any()), answer)
            }
            Step::GrantSome {
                by,
                doctor: whom,
                ref numbers,
                days,
            } => {
                let (by, whom) = (ACTORS[by], DOCTORS[whom]);
                let until = self.now + days * DAY_MS;
                let grant = samples::single_records(numbers.iter().copied(), until);
                let answer = self.grant(by, whom, &grant);
                (sent(by, doctor::grant_access(whom, grant).any()), answer)
            }
            Step::Revoke { by, doctor: whom } => {
                let (by, whom) = (ACTORS[by], DOCTORS[whom]);
                (sent(by, doctor::revoke_access(whom).any()), self.revoke(by, whom))
            }
            Step::Rewrap {
                by,
                doctor: whom,
                beside,
            } => {
                let (by, whom) = (ACTORS[by], DOCTORS[whom]);
                let generation = self.beside(&by, beside);
                let keys = vec![samples::rewrap(whom, generation as u8)];
                let message = doctor::rewrap_consents(generation, keys);
                (sent(by, message.any()), self.rewrap(by, whom, generation))
            }
            Step::Rotate { by, beside } => {
                let by = ACTORS[by];
                let from = self.beside(&by, beside);
                let message = patient::rotate_generation(from, samples::wrapped(from as u8));
                (sent(by, message.any()), self.rotates(by, from))
            }
            Step::Write {
                by,
                patient: of,
                content,
                relates,
                under,
            } => {
                let (by, of) = (ACTORS[by], PATIENTS[of]);
                let key = match under {
                    Under::Generation(beside) => KeyBy::Generation(self.beside(&of, beside)),
                    Under::Pairwise => {
                        let given = self.consents.get(&(of, by));
                        KeyBy::Pairwise(given.map_or(Salt([0; 16]), |given| given.salt))
                    }
                };
                let record = NewRecord {
                    cid: samples::cid(content),
                    key: SealedKey {
                        by: key,
                        bytes: samples::wrapped(1),
                    },
                };
                let message = match relates {
                    Relates::New => patient::add_medical_record(of, record),
                    Relates::Amends(number) => patient::amend_record(of, number, record),
                    Relates::About(number) => patient::annotate_record(of, number, record),
                };
                (sent(by, message.any()), self.write(by, of, content, relates, key))
            }
            Step::Reseal { by, number, beside } => {
                let by = ACTORS[by];
                let generation = self.beside(&by, beside);
                let message = patient::reseal_records(generation, vec![samples::reseal(number)]);
                (sent(by, message.any()), self.reseals(by, number, generation))
            }
            Step::Erase { by, number } => {
                let by = ACTORS[by];
                (
                    sent(by, patient::erase_record(number).any()),
                    self.erases(by, number),
                )
            }
            Step::Open {
                by,
                patient: of,
                number,
            } => {
                let (by, of) = (ACTORS[by], PATIENTS[of]);
                let allowed = self.may_open(&of, &by, number);
                let answer = allowed.and_then(|()| self.unpaused());
                if answer.is_ok() {
                    self.logs(by, of, Action::RecordAccessed);
                }
                (sent(by, patient::log_access(of, number).any()), answer)
            }
            Step::Visit { by, patient: of, why } => {
                let (by, of) = (ACTORS[by], PATIENTS[of]);
                let answer = self.begins_visit(by, of);
                (
                    sent(by, patient::begin_visit(of, samples::reason(why)).any()),
                    answer,
                )
            }
        }
    }

    /// Whatever the consent covers; the patient, who is no doctor, needs none.
    fn begins_visit(&mut self, by: AccountId, of: AccountId) -> Result<(), Error> {
        self.known(&of)?;
        self.active(&by, Error::MissingRole(Role::Doctor))?;
        self.consent(&of, &by)?;
        self.unpaused()?;
        self.logs(by, of, Action::VisitBegun);
        Ok(())
    }

    fn pauses(&mut self, by: AccountId) -> Result<(), Error> {
        self.admin(&by)?;
        self.unpaused()?;
        let Pause { since, until } = self.pause;
        if self.now < until + (until - since) {
            return Err(Error::PausedRecently);
        }
        self.pause = Pause {
            since: self.now,
            until: self.now + PAUSE_MS,
        };
        self.logs(by, self.system, Action::Paused);
        Ok(())
    }

    fn resumes(&mut self, by: AccountId) -> Result<(), Error> {
        self.admin(&by)?;
        if !self.is_paused() {
            return Err(Error::NotPaused);
        }
        self.pause.until = self.now;
        self.logs(by, self.system, Action::Resumed);
        Ok(())
    }

    fn registers_patient(&mut self, by: AccountId, whom: AccountId) -> Result<(), Error> {
        if by == whom {
            // Admins alone register here, and no patient is one.
            return Err(Error::SelfRegistrationClosed);
        }
        self.admin(&by)?;
        self.unpaused()?;
        if self.patients.contains_key(&whom) {
            return Err(Error::AlreadyRegistered);
        }
        self.patients.insert(whom, (1, Vec::new()));
        self.logs(by, whom, Action::PatientRegistered);
        Ok(())
    }

    fn registers_doctor(&mut self, by: AccountId, whom: AccountId) -> Result<(), Error> {
        self.admin(&by)?;
        self.unpaused()?;
        if self.status(&whom).is_some() {
            return Err(Error::AlreadyRegistered);
        }
        self.doctors.push((whom, DoctorStatus::Active));
        self.logs(by, whom, Action::DoctorRegistered);
        self.logs(by, whom, Action::DoctorAttested);
        Ok(())
    }

    fn becomes(
        &mut self,
        by: AccountId,
        whom: AccountId,
        status: DoctorStatus,
        already: Error,
        action: Action,
    ) -> Result<(), Error> {
        let found = self.doctors.iter_mut().find(|(account, _)| *account == whom);
        let (_, present) = found.ok_or(Error::UnknownDoctor)?;
        if *present == status {
            return Err(already);
        }
        *present = status;
        self.logs(by, whom, action);
        Ok(())
    }

    fn rotates(&mut self, by: AccountId, from: u32) -> Result<(), Error> {
        self.own(&by)?;
        let current = self.generation(&by);
        if from != current {
            return Err(Error::WrongGeneration { current });
        }
        if let Some((generation, _)) = self.patients.get_mut(&by) {
            *generation += 1;
        }
        self.logs(by, by, Action::GenerationRotated);
        Ok(())
    }

    fn reseals(&mut self, by: AccountId, number: u32, generation: u32) -> Result<(), Error> {
        self.own(&by)?;
        self.unpaused()?;
        let (current, lowest) = (self.generation(&by), self.lowest(&by));
        if generation != current {
            return Err(Error::WrongGeneration { current });
        }
        if current < lowest {
            return Err(Error::RotationPending { generation: lowest });
        }
        self.live(&by, number)?;
        self.change(by, number, |content| {
            Some((content, KeyBy::Generation(generation)))
        });
        self.logs(by, by, Action::RecordResealed);
        Ok(())
    }

    fn erases(&mut self, by: AccountId, number: u32) -> Result<(), Error> {
        self.own(&by)?;
        self.live(&by, number)?;
        self.change(by, number, |_| None);
        self.logs(by, by, Action::RecordErased);
        Ok(())
    }
}

/// Fails, in words, where what the contracts say is not what the model says.
fn same<T: PartialEq + std::fmt::Debug>(what: &str, contracts: T, model: T) -> Result<(), String> {
    match contracts == model {
        true => Ok(()),
        false => Err(format!(
            "{what}: the contracts say {contracts:?}, the model {model:?}"
        )),
    }
}

/// Holds everything that can be read against the model.
fn compare(w: &mut World, model: &Model) -> Result<(), String> {
    for (place, account) in PATIENTS.into_iter().enumerate() {
        let name = format!("patient {place}");
        let records = w
            .read(patient::records(account, 0, 50))
            .map_err(|e| format!("{e:?}"))?;
        let read: Vec<(u32, Kept)> = records
            .items
            .into_iter()
            .map(|record| {
                let content = record.cid.map(|cid| {
                    (0..24)
                        .find(|content| samples::cid(*content) == cid)
                        .expect("a place that a step has named")
                });
                let live = content.zip(record.key.map(|key| key.by));
                assert_eq!(live.is_some(), record.state == RecordState::Live);
                let kept = Kept {
                    author: record.author,
                    amends: record.amends,
                    refers_to: record.refers_to,
                    live,
                };
                (record.number, kept)
            })
            .collect();
        let kept = model
            .patients
            .get(&account)
            .map_or(&[][..], |(_, records)| records);
        let expected = (1..).zip(kept.iter().cloned()).collect();
        same(&format!("records of {name}"), read, expected)?;

        let generation = w.read(patient::generation(account));
        same(
            &format!("generation of {name}"),
            generation,
            model.generation(&account),
        )?;
        let links = w
            .read(patient::generation_links(account, 0, 1))
            .map_err(|e| format!("{e:?}"))?;
        let expected = u64::from(model.generation(&account).saturating_sub(1));
        same(&format!("links of {name}"), links.total, expected)?;
        let lowest = w.read(doctor::lowest_generation(account));
        same(
            &format!("lowest generation of {name}"),
            lowest,
            model.lowest(&account),
        )?;

        let page = w
            .read(doctor::consents_of_patient(account, 0, 50))
            .map_err(|e| format!("{e:?}"))?;
        let read: Vec<_> = page
            .items
            .into_iter()
            .map(|one| (one.doctor, one.scope, one.until))
            .collect();
        let doctors = model.doctors_of.get(&account).cloned().unwrap_or_default();
        let expected = doctors
            .into_iter()
            .map(|doctor| {
                let given = &model.consents[&(account, doctor)];
                (doctor, given.scope.clone(), given.until)
            })
            .collect();
        same(&format!("consents of {name}"), read, expected)?;
        let doctor = DOCTORS[place];
        same(
            &format!("access to record 1 of {name}"),
            w.read(patient::has_access(account, doctor, 1)),
            model.may_open(&account, &doctor, 1).is_ok(),
        )?;
    }
    for account in DOCTORS {
        let page = w
            .read(doctor::patients_of_doctor(account, 0, 50))
            .map_err(|e| format!("{e:?}"))?;
        let read: Vec<_> = page.items.into_iter().map(|one| one.patient).collect();
        let expected = model.patients_of.get(&account).cloned().unwrap_or_default();
        same("patients of a doctor", read, expected)?;
    }
    let page = w.read(doctor::doctors(0, 50)).map_err(|e| format!("{e:?}"))?;
    let read: Vec<_> = page
        .items
        .into_iter()
        .map(|one| (one.account, one.status))
        .collect();
    same("doctors", read, model.doctors.clone())?;
    same("the last pause", w.read(admin::last_pause()), model.pause)?;

    // Of the log what a step can have written; the whole of it at the end.
    let count = model.log.len() as u64;
    same("entries of the log", w.head().count, count)?;
    let newest = count.saturating_sub(4);
    let page = w.read(audit::entries(newest, 4)).map_err(|e| format!("{e:?}"))?;
    let read: Vec<Entry> = page
        .items
        .iter()
        .map(|one| (one.actor, one.subject, one.action))
        .collect();
    same("the end of the log", read, model.log[newest as usize..].to_vec())
}

/// Plays steps on the contracts and on the model. An error is where they part, and at which step.
fn play(w: &mut World, start: &Moment, model: &Model, steps: &[Step]) -> Result<(), String> {
    w.chain.go_back(start);
    let mut model = model.clone();
    w.chain.set_time(model.now);
    for (place, step) in steps.iter().enumerate() {
        let at = |why: String| format!("at step {place}, {step:?}: {why}");
        let (sent, expected) = model.play(step);
        match sent {
            None => w.chain.set_time(model.now),
            Some((by, message)) => {
                let (answer, receipt) = w.send(by, &message);
                same("the answer", answer.map(|_| ()), expected).map_err(at)?;
                same("undone", receipt.reverted, expected.is_err()).map_err(at)?;
            }
        }
        compare(w, &model).map_err(at)?;
    }
    let log: Vec<Entry> = w
        .log()
        .iter()
        .map(|one| (one.actor, one.subject, one.action))
        .collect();
    same("the whole log", log, model.log)
}

/// [`play`], where what stops the program is a failure like any other.
fn tried(w: &mut World, start: &Moment, model: &Model, steps: &[Step]) -> Result<(), String> {
    let words = |panic: Box<dyn Any + Send>| match panic.downcast::<String>() {
        Ok(words) => *words,
        Err(_) => "it stopped, without words".to_owned(),
    };
    catch_unwind(AssertUnwindSafe(|| play(w, start, model, steps))).unwrap_or_else(|panic| Err(words(panic)))
}

/// The steps without those that the failure does not take: halves first, then smaller parts, as long as something goes.
fn shrunk(mut steps: Vec<Step>, fails: &mut dyn FnMut(&[Step]) -> bool) -> Vec<Step> {
    let mut part = steps.len().div_ceil(2);
    while part > 0 {
        let mut start = 0;
        while start < steps.len() {
            let mut fewer = steps.clone();
            fewer.drain(start..(start + part).min(steps.len()));
            if fails(&fewer) {
                steps = fewer;
            } else {
                start += part;
            }
        }
        part /= 2;
    }
    steps
}

#[test]
fn random_sequences_do_what_the_model_says() {
    let mut w = World::peopled();
    let model = Model::of(&mut w);
    let start = w.chain.moment();
    let seeds = match std::env::var("MEDINK_MODEL_SEED") {
        Ok(seed) => {
            let seed: u64 = seed.parse().expect("MEDINK_MODEL_SEED is a number");
            seed..seed + 1
        }
        Err(_) => 0..SEQUENCES,
    };
    for seed in seeds {
        let mut chance = Chance(seed);
        let steps: Vec<Step> = (0..STEPS).map(|_| chance.step()).collect();
        if tried(&mut w, &start, &model, &steps).is_err() {
            let steps = shrunk(steps, &mut |fewer| tried(&mut w, &start, &model, fewer).is_err());
            let why = tried(&mut w, &start, &model, &steps).expect_err("these steps have failed before");
            panic!(
                "seed {seed}: {why}\nthe steps that it takes ({}):\n{steps:#?}",
                steps.len()
            );
        }
    }
}

/// The sequences do not only knock at closed doors: by far most kinds of steps succeed somewhere, and the model tells a
/// changed rule.
#[test]
fn the_sequences_come_far() {
    let mut w = World::peopled();
    let mut seen = Vec::new();
    for seed in 0..SEQUENCES {
        let mut model = Model::of(&mut w);
        let mut chance = Chance(seed);
        for _ in 0..STEPS {
            let _ = model.play(&chance.step());
        }
        seen.extend(model.log.into_iter().map(|(_, _, action)| action));
    }
    for action in [
        Action::ConsentGranted,
        Action::ConsentRevoked,
        Action::GenerationRotated,
        Action::RecordAdded,
        Action::RecordAccessed,
        Action::RecordErased,
        Action::VisitBegun,
        Action::DoctorSuspended,
        Action::Paused,
    ] {
        assert!(seen.contains(&action), "no sequence comes to {action:?}");
    }
}

#[test]
fn what_fails_is_cut_down_to_what_it_takes() {
    let steps: Vec<Step> = (0..40).map(|hours| Step::Wait { hours }).collect();
    let has = |steps: &[Step], wanted| {
        steps
            .iter()
            .any(|step| matches!(step, Step::Wait { hours } if *hours == wanted))
    };
    let left = shrunk(steps, &mut |steps| has(steps, 7) && has(steps, 31));
    assert_eq!(left.len(), 2);
}
