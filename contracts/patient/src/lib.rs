//! # patient: whose records
//!
//! Patients, their records and their key generations: where each record's ciphertext is, and the key that opens
//! it, wrapped.
//!
//! ## What always holds
//! - A record is written by its patient, or by a doctor whose live consent covers it; opened likewise, and only
//!   after the log says so; erased by the patient alone.
//! - Nothing is written under a key that a revoked doctor was given: a new record's key is wrapped under the
//!   patient's current generation, which has to be at least the lowest that the doctor contract allows.
//! - Records are numbered from 1, one after the other; a number is never used again. A record amends a first
//!   version, so that all versions of it are found from one number.
//! - Of an erased record neither place nor key is left in the state.
//! - The chain knows a record's place, wrapped key, author and time. What it is lies in the ciphertext.
//! - A message costs the same however many patients and records there are.
//!
//! ## Errors
//! Every refusal is an [`Error`](medink_types::Error) that reverts the whole call. Nothing traps on input.
//!
//! ## Interface by task
//! - admins, or the patient where allowed: `register_patient`
//! - the patient: `update_profile`, `rotate_generation`, `reseal_records`, `erase_record`
//! - the patient or a doctor: `add_medical_record`, `add_medical_records`, `amend_record`, `log_access`
//! - everybody reads: `patient`, `encryption_key`, `generation`, `generation_links`, `record`, `records`,
//!   `record_by_cid`
//!
//! It calls doctor (consents), admin (who is who, the pause) and audit (the log).

#![cfg_attr(not(feature = "std"), no_std, no_main)]

pub mod people;
pub mod records;
#[cfg(test)]
mod tests;

pub use self::patient::{Patient, PatientRef};

#[ink::contract]
#[allow(
    clippy::panic,
    reason = "ink! generates panicking shorthands beside the calls; ours go by `ask`"
)]
#[allow(
    unsafe_code,
    reason = "ink! generates the exports `call` and `deploy`, which are no_mangle"
)]
mod patient {
    use crate::people::{File, People};
    use crate::records::{check_key, check_rotated, first_version, Records};
    use admin::AdminRef;
    use audit::AuditRef;
    use doctor::DoctorRef;
    use ink::codegen::TraitCallBuilder;
    use ink::env::call::FromAccountId;
    use ink::prelude::boxed::Box;
    use ink::prelude::vec::Vec;
    use medink_types::bounds::{BATCH, PROFILE};
    use medink_types::contract::{arg, ask, digest};
    use medink_types::events::{GenerationRotated, PatientProfileChanged, PatientRegistered};
    use medink_types::events::{RecordAccessed, RecordAdded, RecordErased, RecordResealed};
    use medink_types::WrappedKey;
    use medink_types::{check, number_reference, record_reference, Patient as PatientEntry};
    use medink_types::{Action, Error, NewRecord, Page, Record, Reseal, Role, Standing};

    /// The reference of an entry that has nothing to refer to.
    const NO_REFERENCE: [u8; 32] = [0; 32];

    /// Whose records.
    #[ink(storage)]
    pub struct Patient {
        admin: AdminRef,
        audit: AuditRef,
        doctor: DoctorRef,
        people: People,
        records: Records,
    }

    impl Patient {
        /// Creates an empty register of the deployment that `admin` governs, `audit` logs and whose consents
        /// `doctor` keeps.
        ///
        /// Errors: `NotAContract`.
        #[ink(constructor)]
        pub fn new(admin: AccountId, audit: AccountId, doctor: AccountId) -> Result<Self, Error> {
            for contract in [admin, audit, doctor] {
                if !Self::env().is_contract(&contract) {
                    return Err(Error::NotAContract);
                }
            }
            Ok(Patient {
                admin: AdminRef::from_account_id(admin),
                audit: AuditRef::from_account_id(audit),
                doctor: DoctorRef::from_account_id(doctor),
                people: People::default(),
                records: Records::default(),
            })
        }

        /// Registers a patient with a public encryption key (1,216 bytes) and a sealed profile, which may be
        /// empty for now. For admins; for the patient, where the parameters allow it.
        ///
        /// Errors: `MissingRole`, `SelfRegistrationClosed`, `Paused`, `AlreadyRegistered`,
        /// `InvalidEncryptionKey`, `TooLong`.
        #[ink(message)]
        pub fn register_patient(
            &mut self,
            patient: arg::AccountId,
            encryption_key: Vec<u8>,
            profile: Vec<u8>,
        ) -> Result<(), Error> {
            let actor = self.env().caller();
            let standing = self.standing()?;
            if !standing.roles.has(Role::Admin) {
                if actor != *patient {
                    return Err(Error::MissingRole(Role::Admin));
                }
                if !standing.parameters.self_registration {
                    return Err(Error::SelfRegistrationClosed);
                }
            }
            if standing.parameters.paused {
                return Err(Error::Paused);
            }
            let now = self.env().block_timestamp();
            self.people.register(&patient, &encryption_key, &profile, now)?;
            let role = self
                .admin
                .call_mut()
                .set_role(Box::new(actor), patient.clone(), Role::Patient, true);
            ask(role)??;
            self.log(&actor, &patient, Action::PatientRegistered, NO_REFERENCE)?;
            PatientRegistered::emit(&actor, &patient);
            Ok(())
        }

        /// Replaces the caller's sealed profile. For patients.
        ///
        /// Errors: `MissingRole`, `Paused`, `Empty`, `TooLong`.
        #[ink(message)]
        pub fn update_profile(&mut self, profile: Vec<u8>) -> Result<(), Error> {
            let actor = self.env().caller();
            self.admit(&actor)?;
            self.people.update_profile(&actor, &profile)?;
            self.log(&actor, &actor, Action::PatientProfileUpdated, digest(&profile))?;
            PatientProfileChanged::emit(&actor, &actor);
            Ok(())
        }

        /// A patient, with the sealed profile.
        #[ink(message)]
        pub fn patient(&self, account: arg::AccountId) -> Option<PatientEntry> {
            self.people.patient(&account)
        }

        /// A patient's public encryption key.
        #[ink(message)]
        pub fn encryption_key(&self, account: arg::AccountId) -> Option<Vec<u8>> {
            self.people.encryption_key(&account)
        }

        /// Adds a record and answers its number. For the patient, and for doctors with a consent to the whole
        /// history.
        ///
        /// Errors: `UnknownPatient`, `MissingRole`, `DoctorSuspended`, `NoConsent`, `Paused`, `Empty`,
        /// `TooLong`, `DuplicateRecord`, `WrongKeyKind`, `WrongGeneration`, `RotationPending`.
        #[ink(message)]
        pub fn add_medical_record(
            &mut self,
            patient: arg::AccountId,
            record: NewRecord,
        ) -> Result<u32, Error> {
            let file = self.known(&patient)?;
            self.write_one(&patient, file, record, None)
        }

        /// Adds up to 16 records and answers their numbers. For the patient, and for doctors with a consent to
        /// the whole history.
        ///
        /// Errors: as `add_medical_record`, and `TooMany`.
        #[ink(message)]
        pub fn add_medical_records(
            &mut self,
            patient: arg::AccountId,
            records: Vec<NewRecord>,
        ) -> Result<Vec<u32>, Error> {
            let file = self.known(&patient)?;
            self.write(&patient, file, &records, None)
        }

        /// Adds a new version of a record and answers its number. It amends the first version, whichever
        /// version is named. For the patient, and for doctors whose consent covers the record or its first
        /// version.
        ///
        /// Errors: as `add_medical_record`, and `UnknownRecord`, `RecordErased`. A doctor whose consent names
        /// single records wraps the key under the pairwise key.
        #[ink(message)]
        pub fn amend_record(
            &mut self,
            patient: arg::AccountId,
            amends: u32,
            record: NewRecord,
        ) -> Result<u32, Error> {
            let file = self.known(&patient)?;
            let first = first_version(&self.records.live(&patient, amends)?);
            self.write_one(&patient, file, record, Some((amends, first)))
        }

        /// Gives up to 16 of the caller's records a key under the current generation, and a new place where
        /// they were encrypted again. For patients.
        ///
        /// Errors: `MissingRole`, `Paused`, `Empty`, `TooMany`, `Duplicate`, `RotationPending`,
        /// `UnknownRecord`, `RecordErased`, `TooLong`, `DuplicateRecord`.
        #[ink(message)]
        pub fn reseal_records(&mut self, records: Vec<Reseal>) -> Result<(), Error> {
            let actor = self.env().caller();
            let file = self.admit(&actor)?;
            check::some_items(&records, BATCH)?;
            check::distinct(&records, |reseal| reseal.number)?;
            let lowest = ask(self.doctor.call().lowest_generation(Box::new(actor)))?;
            let generation = file.generation;
            check_rotated(generation, lowest)?;
            let mut actions = Vec::with_capacity(records.len());
            for reseal in &records {
                let (number, content) = self.records.reseal(&actor, reseal, generation)?;
                actions.push((Action::RecordResealed, record_reference(number, content)));
                RecordResealed::emit(&actor, &actor, &number, &generation);
            }
            self.log_all(&actor, &actor, actions)
        }

        /// Takes one of the caller's records out of the state: its place and its key. The log keeps that
        /// something was erased. For patients.
        ///
        /// Errors: `MissingRole`, `Paused`, `UnknownRecord`, `RecordErased`.
        #[ink(message)]
        pub fn erase_record(&mut self, number: u32) -> Result<(), Error> {
            let actor = self.env().caller();
            self.admit(&actor)?;
            self.records.erase(&actor, number)?;
            self.log(&actor, &actor, Action::RecordErased, number_reference(number))?;
            RecordErased::emit(&actor, &actor, &number);
            Ok(())
        }

        /// One record, by its number from 1; erased ones too.
        #[ink(message)]
        pub fn record(&self, patient: arg::AccountId, number: u32) -> Option<Record> {
            self.records.record(&patient, number)
        }

        /// A page of a patient's records, oldest first, erased ones included. `start` counts from 0: record 1
        /// is at 0.
        ///
        /// Errors: `PageSize`, `CallFailed`.
        #[ink(message)]
        pub fn records(
            &self,
            patient: arg::AccountId,
            start: u64,
            limit: u32,
        ) -> Result<Page<Record>, Error> {
            let max = self.max_page()?;
            let total = self.people.file(&patient).map_or(0, |file| file.records);
            self.records.page(&patient, total, start, limit, max)
        }

        /// The number of a patient's live record with this content identifier.
        #[ink(message)]
        pub fn record_by_cid(&self, patient: arg::AccountId, cid: Vec<u8>) -> Option<u32> {
            self.records.by_cid(&patient, &cid)
        }

        /// Says in the log that the caller opens a record now; nobody reads one without. Record 0 is the
        /// patient's profile. For the patient, and for doctors with a live consent that covers the record or
        /// its first version, or any live consent to what they wrote themselves.
        ///
        /// Errors: `UnknownPatient`, `UnknownRecord`, `RecordErased`, `MissingRole`, `DoctorSuspended`,
        /// `NoConsent`, `Paused`.
        #[ink(message)]
        pub fn log_access(&mut self, patient: arg::AccountId, number: u32) -> Result<(), Error> {
            let actor = self.env().caller();
            self.known(&patient)?;
            let (first, authored) = if number == PROFILE {
                (PROFILE, false)
            } else {
                let record = self.records.live(&patient, number)?;
                (first_version(&record), record.author == actor)
            };
            if actor != *patient {
                let ticket =
                    self.doctor
                        .call()
                        .read_ticket(patient.clone(), Box::new(actor), number, first, authored);
                ask(ticket)??;
            }
            self.refuse_while_paused()?;
            self.log(&actor, &patient, Action::RecordAccessed, number_reference(number))?;
            RecordAccessed::emit(&actor, &patient, &number);
            Ok(())
        }

        /// Goes to the caller's next key generation and answers it. `link` is the present generation's key
        /// wrapped under the next one's: who has the newest key reaches all older ones. For patients.
        ///
        /// Errors: `MissingRole`, `Paused`, `Overflow`.
        #[ink(message)]
        pub fn rotate_generation(&mut self, link: WrappedKey) -> Result<u32, Error> {
            let actor = self.env().caller();
            let mut file = self.admit(&actor)?;
            let generation = self.people.rotate(&actor, &mut file, &link)?;
            let reference = number_reference(generation);
            self.log(&actor, &actor, Action::GenerationRotated, reference)?;
            GenerationRotated::emit(&actor, &actor, &generation);
            Ok(generation)
        }

        /// A patient's current key generation, from 1; 0 for who is no patient.
        #[ink(message)]
        pub fn generation(&self, patient: arg::AccountId) -> u32 {
            self.people.file(&patient).map_or(0, |file| file.generation)
        }

        /// A page of the links between a patient's generations, oldest first: the item at `start` 0 is the key
        /// of generation 1 wrapped under generation 2.
        ///
        /// Errors: `PageSize`, `CallFailed`.
        #[ink(message)]
        pub fn generation_links(
            &self,
            patient: arg::AccountId,
            start: u32,
            limit: u32,
        ) -> Result<Page<WrappedKey>, Error> {
            let max = self.max_page()?;
            self.people.links(&patient, start, limit, max)
        }

        fn write_one(
            &mut self,
            patient: &AccountId,
            file: File,
            record: NewRecord,
            amends: Option<(u32, u32)>,
        ) -> Result<u32, Error> {
            let numbers = self.write(patient, file, &[record], amends)?;
            numbers.first().copied().ok_or(Error::Inconsistent)
        }

        /// Writes records on the caller's behalf. `amends` is a record's number and its first version's.
        fn write(
            &mut self,
            patient: &AccountId,
            mut file: File,
            records: &[NewRecord],
            amends: Option<(u32, u32)>,
        ) -> Result<Vec<u32>, Error> {
            let actor = self.env().caller();
            let ticket = self
                .doctor
                .call()
                .write_ticket(Box::new(*patient), Box::new(actor), amends);
            let ticket = ask(ticket)??;
            self.refuse_while_paused()?;
            check::some_items(records, BATCH)?;
            let amends = amends.map(|(_, first)| first);
            let action = if amends.is_some() {
                Action::RecordAmended
            } else {
                Action::RecordAdded
            };
            let now = self.env().block_timestamp();
            let mut numbers = Vec::with_capacity(records.len());
            let mut actions = Vec::with_capacity(records.len());
            for record in records {
                check_key(&record.key, file.generation, &ticket)?;
                let (number, content) = self
                    .records
                    .add(patient, &mut file, record, &actor, amends, now)?;
                numbers.push(number);
                actions.push((action, record_reference(number, content)));
                RecordAdded::emit(&actor, patient, &number, &amends);
            }
            self.people.keep(patient, &file);
            self.log_all(&actor, patient, actions)?;
            Ok(numbers)
        }

        fn known(&self, patient: &AccountId) -> Result<File, Error> {
            self.people.file(patient).ok_or(Error::UnknownPatient)
        }

        /// The file of `account`, who is a patient; nobody while the system is paused.
        fn admit(&self, account: &AccountId) -> Result<File, Error> {
            let file = self.people.file(account);
            let file = file.ok_or(Error::MissingRole(Role::Patient))?;
            self.refuse_while_paused()?;
            Ok(file)
        }

        fn refuse_while_paused(&self) -> Result<(), Error> {
            if self.standing()?.parameters.paused {
                return Err(Error::Paused);
            }
            Ok(())
        }

        fn max_page(&self) -> Result<u32, Error> {
            Ok(self.standing()?.parameters.max_page)
        }

        /// The parameters, and who the caller is to the system.
        fn standing(&self) -> Result<Standing, Error> {
            ask(self.admin.call().standing(Box::new(self.env().caller())))
        }

        fn log(
            &mut self,
            actor: &AccountId,
            subject: &AccountId,
            action: Action,
            reference: [u8; 32],
        ) -> Result<(), Error> {
            self.log_all(actor, subject, Vec::from([(action, reference)]))
        }

        fn log_all(
            &mut self,
            actor: &AccountId,
            subject: &AccountId,
            actions: Vec<(Action, [u8; 32])>,
        ) -> Result<(), Error> {
            let logged = self
                .audit
                .call_mut()
                .log_actions(Box::new(*actor), Box::new(*subject), actions);
            ask(logged)??;
            Ok(())
        }
    }
}
