//! # patient: whose records
//!
//! Patients, their records and their key generations: where each record's ciphertext is, and the key that opens
//! it, wrapped.
//!
//! ## What always holds
//! - An encryption key is here only with its owner's signature over it.
//! - A record is written by its patient, or by a doctor whose live consent covers it; opened likewise, and only
//!   after the log says so; erased by the patient alone. A new version is written by who wrote the version that it
//!   amends, or by the patient; anybody else's note refers to a record and stands beside it.
//! - Nothing is written under a key that a revoked doctor was given: a new record's key is wrapped under the
//!   patient's current generation, which has to be at least the lowest that the doctor contract allows.
//! - A rotation names the generation that it starts from: two at once end in one right chain of links.
//! - Records are numbered from 1, one after the other; a number is never used again. A record amends a first
//!   version, so that all versions of it are found from one number. No two live records are at one place.
//! - Of an erased record neither place nor key is left in the state.
//! - What ends a danger (`rotate_generation`, `renew_link`, `erase_record`) is never paused.
//! - The chain knows a record's place, wrapped key, author and time. What it is lies in the ciphertext.
//! - A message costs the same however many patients and records there are.
//!
//! ## Errors
//! Every refusal is an [`Error`](medink_types::Error) that reverts the whole call. Nothing traps on input.
//!
//! ## Interface by task
//! - admins, or the patient where allowed: `register_patient`
//! - the patient: `update_profile`, `replace_encryption_key`, `rotate_generation`, `renew_link`, `reseal_records`,
//!   `erase_record`
//! - the patient or a doctor: `add_medical_record`, `add_medical_records`, `amend_record`, `annotate_record`,
//!   `log_access`
//! - a doctor: `begin_visit`
//! - everybody reads: `patient`, `encryption_key`, `generation`, `generation_links`, `record`, `records`,
//!   `record_by_cid`, `has_access`
//! - the doctor contract asks: `vouches_for`
//! - the admin contract upgrades: `upgrade_code`
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
    use crate::records::{check_key, check_rotated, first_version, Records, Relation};
    use admin::AdminRef;
    use audit::AuditRef;
    use doctor::DoctorRef;
    use ink::codegen::TraitCallBuilder;
    use ink::env::call::FromAccountId;
    use ink::prelude::boxed::Box;
    use ink::prelude::vec::Vec;
    use medink_types::bounds::{BATCH, PROFILE};
    use medink_types::contract::{arg, ask, digest, replace_code};
    use medink_types::events::{EncryptionKeyReplaced, GenerationRotated, LinkRenewed};
    use medink_types::events::{PatientProfileChanged, PatientRegistered};
    use medink_types::events::{RecordAccessed, RecordAdded, RecordErased, RecordResealed, VisitBegun};
    use medink_types::{check, number_reference, record_reference, Patient as PatientEntry};
    use medink_types::{Action, Cid, Error, LinkPage, NewRecord, Record, RecordPage, Reseal, Role};
    use medink_types::{ScopeSummary, SealedProfile, SealedReason, SignedKey, Standing, WrappedKey};

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

        /// Registers a patient: the account's own signed encryption key (1,216 bytes), and a sealed profile of at most
        /// 2,048 bytes, which may be empty for now. The profile needs encryption: use medink. For admins; for the
        /// patient, where the parameters allow it.
        ///
        /// Errors: `MissingRole`, `SelfRegistrationClosed`, `Paused`, `AlreadyRegistered`,
        /// `InvalidEncryptionKey`, `KeyNotProved`, `TooLong`.
        #[ink(message)]
        pub fn register_patient(
            &mut self,
            patient: arg::AccountId,
            key: arg::SignedKey,
            profile: SealedProfile,
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
            if standing.paused {
                return Err(Error::Paused);
            }
            let now = self.env().block_timestamp();
            self.people.register(&patient, &key, &profile, now)?;
            let role = self
                .admin
                .call_mut()
                .set_role(Box::new(actor), patient.clone(), Role::Patient, true);
            ask(role)??;
            self.log(&actor, &patient, Action::PatientRegistered, NO_REFERENCE)?;
            PatientRegistered::emit(&actor, &patient);
            Ok(())
        }

        /// Replaces the caller's encryption key by one with a higher serial, signed by the caller. For patients.
        ///
        /// Errors: `MissingRole`, `Paused`, `InvalidEncryptionKey`, `KeyNotProved`, `StaleKey`.
        #[ink(message)]
        pub fn replace_encryption_key(&mut self, key: arg::SignedKey) -> Result<(), Error> {
            let actor = self.env().caller();
            self.admit(&actor)?;
            self.people.replace_key(&actor, &key)?;
            let reference = number_reference(key.serial);
            self.log(&actor, &actor, Action::EncryptionKeyReplaced, reference)?;
            EncryptionKeyReplaced::emit(&actor, &actor, &key.serial);
            Ok(())
        }

        /// Replaces the caller's sealed profile (1 to 2,048 bytes). It needs encryption: use medink. For patients.
        ///
        /// Errors: `MissingRole`, `Paused`, `Empty`, `TooLong`.
        #[ink(message)]
        pub fn update_profile(&mut self, profile: SealedProfile) -> Result<(), Error> {
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

        /// A patient's public encryption key, with its owner's signature: check it before sealing anything to it.
        #[ink(message)]
        pub fn encryption_key(&self, account: arg::AccountId) -> Option<SignedKey> {
            self.people.encryption_key(&account)
        }

        /// Adds a record and answers its number. It needs encryption: use medink. For the patient, and for doctors
        /// with a consent to the whole history.
        ///
        /// Errors: `UnknownPatient`, `MissingRole`, `DoctorSuspended`, `NoConsent`, `Paused`, `InvalidCid`,
        /// `DuplicateRecord`, `PlaceTaken`, `WrongKeyKind`, `WrongGeneration`, `RotationPending`.
        #[ink(message)]
        pub fn add_medical_record(
            &mut self,
            patient: arg::AccountId,
            record: NewRecord,
        ) -> Result<u32, Error> {
            let file = self.known(&patient)?;
            self.write_one(&patient, file, record, Relation::New, None)
        }

        /// Adds up to 16 records and answers their numbers. It needs encryption: use medink. For the patient, and for
        /// doctors with a consent to the whole history.
        ///
        /// Errors: as `add_medical_record`, and `Empty`, `TooMany`.
        #[ink(message)]
        pub fn add_medical_records(
            &mut self,
            patient: arg::AccountId,
            records: Vec<NewRecord>,
        ) -> Result<Vec<u32>, Error> {
            let file = self.known(&patient)?;
            self.write(&patient, file, &records, Relation::New, None)
        }

        /// Adds a new version of a record and answers its number. It amends the first version, whichever version is
        /// named. It needs encryption: use medink. For the patient, and for the doctor who wrote the version that is
        /// named and has a live consent.
        ///
        /// Errors: as `add_medical_record`, and `UnknownRecord`, `RecordErased`, `NotTheAuthor`. A doctor whose
        /// consent names single records wraps the key under that consent's pairwise key.
        #[ink(message)]
        pub fn amend_record(
            &mut self,
            patient: arg::AccountId,
            amends: u32,
            record: NewRecord,
        ) -> Result<u32, Error> {
            let file = self.known(&patient)?;
            let amended = self.records.live(&patient, amends)?;
            let actor = self.env().caller();
            if actor != *patient && actor != amended.author {
                return Err(Error::NotTheAuthor);
            }
            let relation = Relation::Amends(first_version(&amended));
            self.write_one(&patient, file, record, relation, None)
        }

        /// Adds a note that refers to a record and stands beside it, and answers the note's number. It needs
        /// encryption: use medink. For the patient, and for doctors whose consent covers that record or its first
        /// version.
        ///
        /// Errors: as `add_medical_record`, and `UnknownRecord`, `RecordErased`. A doctor whose consent names
        /// single records wraps the key under that consent's pairwise key.
        #[ink(message)]
        pub fn annotate_record(
            &mut self,
            patient: arg::AccountId,
            about: u32,
            record: NewRecord,
        ) -> Result<u32, Error> {
            let file = self.known(&patient)?;
            let first = first_version(&self.records.live(&patient, about)?);
            let relation = Relation::RefersTo(about);
            self.write_one(&patient, file, record, relation, Some((about, first)))
        }

        /// Gives up to 16 of the caller's records a key under the current generation, and a new place where
        /// they were encrypted again. `generation` is the one that the keys are wrapped under: refused where another
        /// of the patient's programs has rotated meanwhile, or nobody could open them. It needs encryption: use
        /// medink. For patients.
        ///
        /// Errors: `MissingRole`, `Paused`, `Empty`, `TooMany`, `Duplicate`, `WrongGeneration`, `RotationPending`,
        /// `UnknownRecord`, `RecordErased`, `InvalidCid`, `DuplicateRecord`, `PlaceTaken`.
        #[ink(message)]
        pub fn reseal_records(&mut self, generation: u32, records: Vec<Reseal>) -> Result<(), Error> {
            let actor = self.env().caller();
            let file = self.admit(&actor)?;
            check::some_items(&records, BATCH)?;
            check::distinct(&records, |reseal| reseal.number)?;
            let current = file.generation;
            if generation != current {
                return Err(Error::WrongGeneration { current });
            }
            let lowest = ask(self.doctor.call().lowest_generation(Box::new(actor)))?;
            check_rotated(current, lowest)?;
            let mut actions = Vec::with_capacity(records.len());
            for reseal in &records {
                let (number, content) = self.records.reseal(&actor, reseal, generation)?;
                actions.push((Action::RecordResealed, record_reference(number, content)));
                RecordResealed::emit(&actor, &actor, &number, &generation);
            }
            self.log_all(&actor, &actor, actions)
        }

        /// Takes one of the caller's records out of the state: its place and its key. The log keeps that
        /// something was erased. Never paused. For patients.
        ///
        /// Errors: `MissingRole`, `UnknownRecord`, `RecordErased`.
        #[ink(message)]
        pub fn erase_record(&mut self, number: u32) -> Result<(), Error> {
            let actor = self.env().caller();
            self.own(&actor)?;
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
        /// is at 0; a `limit` of 0 is the largest page.
        ///
        /// Errors: `PageSize`, `CallFailed`.
        #[ink(message)]
        pub fn records(&self, patient: arg::AccountId, start: u64, limit: u32) -> Result<RecordPage, Error> {
            let max = self.max_page()?;
            let total = self.people.file(&patient).map_or(0, |file| file.records);
            self.records.page(&patient, total, start, limit, max)
        }

        /// The number of a patient's live record with this content identifier (binary CIDv1, 36 bytes).
        #[ink(message)]
        pub fn record_by_cid(&self, patient: arg::AccountId, cid: Cid) -> Option<u32> {
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
            self.check_reader(&patient, &actor, number)?;
            self.refuse_while_paused()?;
            self.log(&actor, &patient, Action::RecordAccessed, number_reference(number))?;
            RecordAccessed::emit(&actor, &patient, &number);
            Ok(())
        }

        /// Says in the log that the caller begins a visit: from now on for an hour, and no longer than the consent lasts,
        /// what it covers is opened with no further entry. `reason` (32 bytes) says why, to the patient alone. It needs
        /// encryption: use medink. For doctors with a live consent, whatever that covers.
        ///
        /// Errors: `UnknownPatient`, `MissingRole`, `DoctorSuspended`, `NoConsent`, `Paused`.
        #[ink(message)]
        pub fn begin_visit(&mut self, patient: arg::AccountId, reason: SealedReason) -> Result<(), Error> {
            let actor = self.env().caller();
            self.known(&patient)?;
            // As for what the doctor wrote: any live consent will do.
            self.check_doctor(&patient, &actor, (PROFILE, PROFILE), true)?;
            self.refuse_while_paused()?;
            self.log(&actor, &patient, Action::VisitBegun, reason.0)?;
            VisitBegun::emit(&actor, &patient);
            Ok(())
        }

        /// Whether an account may open a patient's record now: what `log_access` asks, but for a pause. Record 0 is
        /// the patient's profile.
        #[ink(message)]
        pub fn has_access(&self, patient: arg::AccountId, reader: arg::AccountId, number: u32) -> bool {
            self.check_reader(&patient, &reader, number).is_ok()
        }

        /// For the doctor contract, but anybody may ask: whether a patient has, not erased, the records that a
        /// consent names (up to 32), or is at the generation that it gives the key of.
        ///
        /// Errors: `UnknownPatient`, `TooMany`, `UnknownRecord`, `RecordErased`, `WrongGeneration`.
        #[ink(message)]
        pub fn vouches_for(&self, patient: arg::AccountId, scope: ScopeSummary) -> Result<(), Error> {
            let file = self.known(&patient)?;
            match scope {
                ScopeSummary::Records(numbers) => {
                    check::at_most_items(&numbers, medink_types::bounds::SCOPE_RECORDS)?;
                    self.records.check_all(&patient, &numbers)
                }
                ScopeSummary::WholeHistory { generation } if generation != file.generation => {
                    Err(Error::WrongGeneration {
                        current: file.generation,
                    })
                }
                ScopeSummary::WholeHistory { .. } => Ok(()),
            }
        }

        /// Goes to the caller's next key generation and answers it. `from` is the present one; `link` (60 bytes) is
        /// its key wrapped under the next one's: who has the newest key reaches all older ones. It needs encryption:
        /// use medink. Never paused. For patients.
        ///
        /// Errors: `MissingRole`, `WrongGeneration`, `Overflow`.
        #[ink(message)]
        pub fn rotate_generation(&mut self, from: u32, link: WrappedKey) -> Result<u32, Error> {
            let actor = self.env().caller();
            let mut file = self.own(&actor)?;
            let generation = self.people.rotate(&actor, &mut file, from, &link)?;
            let reference = number_reference(generation);
            self.log(&actor, &actor, Action::GenerationRotated, reference)?;
            GenerationRotated::emit(&actor, &actor, &generation);
            Ok(generation)
        }

        /// Puts a right link (60 bytes) in the place of a damaged one: the key of the generation before `generation`,
        /// wrapped under it. It needs encryption: use medink. Never paused. For patients.
        ///
        /// Errors: `MissingRole`, `WrongGeneration` for a generation that has no link.
        #[ink(message)]
        pub fn renew_link(&mut self, generation: u32, link: WrappedKey) -> Result<(), Error> {
            let actor = self.env().caller();
            let file = self.own(&actor)?;
            self.people.renew_link(&actor, &file, generation, &link)?;
            let reference = number_reference(generation);
            self.log(&actor, &actor, Action::LinkRenewed, reference)?;
            LinkRenewed::emit(&actor, &actor, &generation);
            Ok(())
        }

        /// A patient's current key generation, from 1; 0 for who is no patient.
        #[ink(message)]
        pub fn generation(&self, patient: arg::AccountId) -> u32 {
            self.people.file(&patient).map_or(0, |file| file.generation)
        }

        /// A page of the links between a patient's generations, oldest first: the item at `start` 0 is the key
        /// of generation 1 wrapped under generation 2. A `limit` of 0 is the largest page.
        ///
        /// Errors: `PageSize`, `CallFailed`.
        #[ink(message)]
        pub fn generation_links(
            &self,
            patient: arg::AccountId,
            start: u32,
            limit: u32,
        ) -> Result<LinkPage, Error> {
            let max = self.max_page()?;
            self.people.links(&patient, start, limit, max)
        }

        /// For the admin contract alone: puts other code in this contract's place. `code_hash` is BLAKE2b-256 of
        /// WASM that is on the chain. Admins propose it there; it is announced before.
        ///
        /// Errors: `CallerNotAuthorized`, `UnknownCode`.
        #[ink(message)]
        pub fn upgrade_code(&mut self, code_hash: Hash) -> Result<(), Error> {
            replace_code(&self.env().caller(), self.admin.as_ref(), &code_hash)
        }

        fn write_one(
            &mut self,
            patient: &AccountId,
            file: File,
            record: NewRecord,
            relation: Relation,
            about: Option<(u32, u32)>,
        ) -> Result<u32, Error> {
            let numbers = self.write(patient, file, &[record], relation, about)?;
            numbers.first().copied().ok_or(Error::Inconsistent)
        }

        /// Writes records on the caller's behalf. `about` is the record that a note refers to and its first version.
        fn write(
            &mut self,
            patient: &AccountId,
            mut file: File,
            records: &[NewRecord],
            relation: Relation,
            about: Option<(u32, u32)>,
        ) -> Result<Vec<u32>, Error> {
            let actor = self.env().caller();
            // Only an author, or the patient, comes here to amend.
            let authored = matches!(relation, Relation::Amends(_));
            let ticket =
                self.doctor
                    .call()
                    .write_ticket(Box::new(*patient), Box::new(actor), about, authored);
            let ticket = ask(ticket)??;
            self.refuse_while_paused()?;
            check::some_items(records, BATCH)?;
            let action = match relation {
                Relation::New => Action::RecordAdded,
                Relation::Amends(_) => Action::RecordAmended,
                Relation::RefersTo(_) => Action::RecordAnnotated,
            };
            let (amends, refers_to) = relation.numbers();
            let now = self.env().block_timestamp();
            let mut numbers = Vec::with_capacity(records.len());
            let mut actions = Vec::with_capacity(records.len());
            for record in records {
                check_key(&record.key, file.generation, &ticket)?;
                let (number, content) = self
                    .records
                    .add(patient, &mut file, record, &actor, relation, now)?;
                numbers.push(number);
                actions.push((action, record_reference(number, content)));
                RecordAdded::emit(&actor, patient, &number, &amends, &refers_to);
            }
            self.people.keep(patient, &file);
            self.log_all(&actor, patient, actions)?;
            Ok(numbers)
        }

        /// Whether an account may open a record; 0 is the profile.
        fn check_reader(&self, patient: &AccountId, reader: &AccountId, number: u32) -> Result<(), Error> {
            self.known(patient)?;
            let (first, authored) = if number == PROFILE {
                (PROFILE, false)
            } else {
                let record = self.records.live(patient, number)?;
                (first_version(&record), record.author == *reader)
            };
            if reader == patient {
                return Ok(());
            }
            self.check_doctor(patient, reader, (number, first), authored)
        }

        /// Whether a doctor's live consent covers a record, itself or its first version; any will do where `authored`.
        #[inline(never)]
        fn check_doctor(
            &self,
            patient: &AccountId,
            reader: &AccountId,
            (number, first): (u32, u32),
            authored: bool,
        ) -> Result<(), Error> {
            let ticket = self.doctor.call().read_ticket(
                Box::new(*patient),
                Box::new(*reader),
                number,
                first,
                authored,
            );
            ask(ticket)?
        }

        fn known(&self, patient: &AccountId) -> Result<File, Error> {
            self.people.file(patient).ok_or(Error::UnknownPatient)
        }

        /// The file of `account`, who is a patient.
        fn own(&self, account: &AccountId) -> Result<File, Error> {
            let file = self.people.file(account);
            file.ok_or(Error::MissingRole(Role::Patient))
        }

        /// The same; nobody while the system is paused.
        fn admit(&self, account: &AccountId) -> Result<File, Error> {
            let file = self.own(account)?;
            self.refuse_while_paused()?;
            Ok(file)
        }

        fn refuse_while_paused(&self) -> Result<(), Error> {
            if self.standing()?.paused {
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
