//! What the system knows, as plain lists and maps, and the questions that all rules ask alike. No rule that changes anything
//! stands here.

use super::cast::{Code, Contract, Who};
use e2e_contracts::{Bundle, Forwarder, Part, World, blake2_256};
use medink_types::bounds::PROFILE;
use medink_types::{
    AccountId, Action, Attestation, AuditParameters, Cid, DoctorStatus, Error, Grant, Hash, LogEntry, Pause,
    ProposalEntry, Record, RecordState, Role, Roles, Salt, ScopeSummary, SealedProfile, SignedKey,
    SystemParameters, WrappedKey, WriteTicket,
};
use scale::Encode;
use std::collections::{BTreeMap, BTreeSet};

/// A rule's answer: what the message answers, in SCALE, or why it is refused.
pub type Answer = Result<Vec<u8>, Error>;

/// The reference of an entry that has nothing to refer to.
pub const NO_REFERENCE: [u8; 32] = [0; 32];

/// A doctor in the directory.
#[derive(Debug, Clone)]
pub struct DoctorFile {
    pub account: AccountId,
    pub status: DoctorStatus,
    pub registered: u64,
    pub key: SignedKey,
    pub profile: SealedProfile,
    pub attested: Option<Attestation>,
}

/// A patient.
#[derive(Debug, Clone)]
pub struct PatientFile {
    pub registered: u64,
    pub key: SignedKey,
    pub profile: SealedProfile,
    /// The link of generation 2 first: there is one less than generations.
    pub links: Vec<WrappedKey>,
    pub records: Vec<Record>,
}

impl PatientFile {
    pub fn generation(&self) -> u32 {
        self.links.len() as u32 + 1
    }
}

/// A consent.
#[derive(Debug, Clone)]
pub struct Given {
    pub grant: Grant,
    pub at: u64,
    /// The highest generation whose key the doctor was ever given; 0 for none.
    pub highest: u32,
}

impl Given {
    pub fn covers(&self, number: u32) -> bool {
        self.grant.scope.summary().covers(number)
    }

    pub fn is_whole(&self) -> bool {
        matches!(self.grant.scope.summary(), ScopeSummary::WholeHistory { .. })
    }
}

/// The rules' memory. What is never changed stands first.
#[derive(Debug, Clone)]
pub struct Model {
    /// Where the four contracts are, and a foreign one.
    pub at: [AccountId; 4],
    pub foreign: AccountId,
    /// The chain's block: sequences are played within one.
    pub block: u32,
    /// Of each contract the code that it was deployed with, and other code that does the same.
    pub codes: [[Hash; 2]; 4],

    pub now: u64,
    /// How many consents were ever given: their salts.
    pub salts: u64,
    pub present_codes: [Hash; 4],
    pub parameters: SystemParameters,
    pub log_parameters: AuditParameters,
    pub pause: Pause,
    /// In the order that a page shows: the last takes the place of one that leaves.
    pub admins: Vec<AccountId>,
    pub proposals: Vec<ProposalEntry>,
    pub authorized: BTreeSet<AccountId>,
    /// In the order of registration.
    pub doctors: Vec<DoctorFile>,
    pub patients: BTreeMap<AccountId, PatientFile>,
    pub consents: BTreeMap<(AccountId, AccountId), Given>,
    /// As the admins.
    pub doctors_of: BTreeMap<AccountId, Vec<AccountId>>,
    pub patients_of: BTreeMap<AccountId, Vec<AccountId>>,
    pub lowest: BTreeMap<AccountId, u32>,
    pub log: Vec<LogEntry>,
}

impl Model {
    /// The system of [`super::stage::Stage`], of which the log and the people's keys are taken as they are.
    pub fn of(w: &mut World, foreign: Forwarder, parameters: SystemParameters) -> Self {
        use e2e_contracts::messages::{doctor, patient};
        let at = Part::ALL.map(|part| w.address(part));
        let codes = Part::ALL.map(|part| {
            let bundle = Bundle::of(part);
            [
                blake2_256(&bundle.wasm).into(),
                blake2_256(&bundle.other_code()).into(),
            ]
        });
        let doctors = [Who::Doctor, Who::OtherDoctor].map(|who| {
            let found = w.read(doctor::doctor(who.account())).expect("registered");
            DoctorFile {
                account: found.account,
                status: found.status,
                registered: found.registered,
                key: w.read(doctor::encryption_key(found.account)).expect("has a key"),
                profile: found.profile,
                attested: found.attested,
            }
        });
        let patients = [Who::Patient, Who::OtherPatient].map(|who| {
            let found = w.read(patient::patient(who.account())).expect("registered");
            let file = PatientFile {
                registered: found.registered,
                key: w.read(patient::encryption_key(found.account)).expect("has a key"),
                profile: found.profile,
                links: Vec::new(),
                records: Vec::new(),
            };
            (found.account, file)
        });
        let [admin, _, doctor, patient] = at;
        Model {
            at,
            foreign: foreign.0,
            block: w.chain.block(),
            codes,
            now: w.chain.now(),
            salts: 0,
            present_codes: codes.map(|[first, _]| first),
            parameters,
            log_parameters: AuditParameters { max_page: 50 },
            pause: Pause::default(),
            admins: Who::ADMINS.map(Who::account).to_vec(),
            proposals: Vec::new(),
            authorized: [admin, doctor, patient].into(),
            doctors: doctors.to_vec(),
            patients: patients.into(),
            consents: BTreeMap::new(),
            doctors_of: BTreeMap::new(),
            patients_of: BTreeMap::new(),
            lowest: BTreeMap::new(),
            log: w.log(),
        }
    }

    /// Where a contract is.
    pub fn address(&self, part: Part) -> AccountId {
        self.at[part as usize]
    }

    /// The account of what a step names.
    pub fn contract(&self, contract: Contract) -> AccountId {
        match contract {
            Contract::Own(part) => self.address(part),
            Contract::Foreign => self.foreign,
            Contract::None => [9; 32].into(),
        }
    }

    /// The hash of what a step names.
    pub fn code(&self, part: Part, code: Code) -> Hash {
        let [first, other] = self.codes[part as usize];
        match code {
            Code::First => first,
            Code::Other => other,
            Code::Unknown => [7; 32].into(),
        }
    }

    pub fn is_paused(&self) -> bool {
        self.now < self.pause.until
    }

    pub fn roles(&self, account: &AccountId) -> Roles {
        Roles {
            admin: self.admins.contains(account),
            doctor: self.active(account, Error::UnknownDoctor).is_ok(),
            patient: self.patients.contains_key(account),
        }
    }

    pub fn generation(&self, patient: &AccountId) -> u32 {
        self.patients.get(patient).map_or(0, PatientFile::generation)
    }

    /// A generation beside the present one of a patient.
    pub fn beside(&self, patient: &AccountId, beside: i64) -> u32 {
        u32::try_from(i64::from(self.generation(patient)) + beside).unwrap_or_default()
    }

    pub fn lowest(&self, patient: &AccountId) -> u32 {
        self.lowest.get(patient).copied().unwrap_or(1)
    }

    pub fn doctor(&self, account: &AccountId) -> Option<&DoctorFile> {
        self.doctors.iter().find(|doctor| doctor.account == *account)
    }

    pub fn doctor_mut(&mut self, account: &AccountId) -> Result<&mut DoctorFile, Error> {
        let found = self.doctors.iter_mut().find(|doctor| doctor.account == *account);
        found.ok_or(Error::UnknownDoctor)
    }

    pub fn unpaused(&self) -> Result<(), Error> {
        match self.is_paused() {
            true => Err(Error::Paused),
            false => Ok(()),
        }
    }

    pub fn admin(&self, by: &AccountId) -> Result<(), Error> {
        match self.admins.contains(by) {
            true => Ok(()),
            false => Err(Error::MissingRole(Role::Admin)),
        }
    }

    pub fn own(&self, by: &AccountId) -> Result<&PatientFile, Error> {
        self.patients.get(by).ok_or(Error::MissingRole(Role::Patient))
    }

    pub fn own_mut(&mut self, by: &AccountId) -> Result<&mut PatientFile, Error> {
        self.patients.get_mut(by).ok_or(Error::MissingRole(Role::Patient))
    }

    pub fn active(&self, doctor: &AccountId, unknown: Error) -> Result<(), Error> {
        match self.doctor(doctor).ok_or(unknown)?.status {
            DoctorStatus::Suspended => Err(Error::DoctorSuspended),
            DoctorStatus::Active => Ok(()),
        }
    }

    pub fn known(&self, patient: &AccountId) -> Result<&PatientFile, Error> {
        self.patients.get(patient).ok_or(Error::UnknownPatient)
    }

    pub fn record(&self, patient: &AccountId, number: u32) -> Option<&Record> {
        let place = (number as usize).checked_sub(1)?;
        self.patients.get(patient)?.records.get(place)
    }

    pub fn live(&self, patient: &AccountId, number: u32) -> Result<&Record, Error> {
        let record = self.record(patient, number).ok_or(Error::UnknownRecord)?;
        match record.state {
            RecordState::Live => Ok(record),
            RecordState::Erased => Err(Error::RecordErased),
        }
    }

    /// Whose live record is at a place, and its number.
    pub fn found_at(&self, cid: &Cid) -> Option<(AccountId, u32)> {
        let owned = self.patients.iter();
        let all = owned.flat_map(|(owner, file)| file.records.iter().map(move |record| (owner, record)));
        let mut here = all.filter(|(_, record)| record.cid.as_ref() == Some(cid));
        here.next().map(|(owner, record)| (*owner, record.number))
    }

    pub fn consent(&self, patient: &AccountId, doctor: &AccountId) -> Result<&Given, Error> {
        let given = self.consents.get(&(*patient, *doctor));
        given
            .filter(|given| given.grant.from_ms <= self.now && self.now < given.grant.until_ms)
            .ok_or(Error::NoConsent)
    }

    /// What the patient contract asks before a record is opened.
    pub fn read_ticket(
        &self,
        patient: &AccountId,
        reader: &AccountId,
        (number, first): (u32, u32),
        authored: bool,
    ) -> Result<(), Error> {
        self.active(reader, Error::MissingRole(Role::Doctor))?;
        let given = self.consent(patient, reader)?;
        match authored || given.covers(number) || given.covers(first) {
            true => Ok(()),
            false => Err(Error::NoConsent),
        }
    }

    /// What it asks before one is written.
    pub fn write_ticket(
        &self,
        patient: &AccountId,
        author: &AccountId,
        about: Option<(u32, u32)>,
        authored: bool,
    ) -> Result<WriteTicket, Error> {
        let lowest_generation = self.lowest(patient);
        if author == patient {
            return Ok(WriteTicket {
                lowest_generation,
                whole_history: true,
                salt: Salt([0; 16]),
            });
        }
        self.active(author, Error::MissingRole(Role::Doctor))?;
        let given = self.consent(patient, author)?;
        let covered = about.is_some_and(|(number, first)| given.covers(number) || given.covers(first));
        match given.is_whole() || authored || covered {
            true => Ok(WriteTicket {
                lowest_generation,
                whole_history: given.is_whole(),
                salt: given.grant.salt,
            }),
            false => Err(Error::NoConsent),
        }
    }

    pub fn may_open(&self, patient: &AccountId, reader: &AccountId, number: u32) -> Result<(), Error> {
        self.known(patient)?;
        let (first, authored) = match number {
            PROFILE => (PROFILE, false),
            number => {
                let record = self.live(patient, number)?;
                (record.amends.unwrap_or(number), record.author == *reader)
            }
        };
        match reader == patient {
            true => Ok(()),
            false => self.read_ticket(patient, reader, (number, first), authored),
        }
    }

    /// What the patient contract vouches for.
    pub fn vouches(&self, patient: &AccountId, scope: &ScopeSummary) -> Result<(), Error> {
        self.known(patient)?;
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

    /// Writes an entry on behalf of one of the four contracts.
    pub fn logs(
        &mut self,
        part: Part,
        actor: AccountId,
        subject: AccountId,
        action: Action,
        reference: [u8; 32],
    ) {
        self.logs_from(self.address(part), actor, subject, action, reference);
    }

    /// Writes an entry on behalf of a contract.
    pub fn logs_from(
        &mut self,
        contract: AccountId,
        actor: AccountId,
        subject: AccountId,
        action: Action,
        reference: [u8; 32],
    ) {
        let previous = self.log.last().map_or([0; 32], |last| blake2_256(&last.encode()));
        self.log.push(LogEntry {
            index: self.log.len() as u64,
            contract,
            actor,
            subject,
            action,
            reference,
            block: self.block,
            timestamp: self.now,
            previous,
        });
    }
}

/// Takes a member out of a list whose last member then has its place.
pub fn leave(list: &mut Vec<AccountId>, member: &AccountId) {
    let place = list.iter().position(|other| other == member);
    list.swap_remove(place.expect("who leaves a list is in it"));
}
