//! # doctor: who may treat
//!
//! The doctors' directory, and the consents that patients give to doctors: what each may open and write, why,
//! until when, and the wrapped keys that open it.
//!
//! ## What always holds
//! - Only admins register, suspend and reinstate doctors; only a patient gives and takes back consents, for the
//!   patient's own records alone.
//! - An expired consent is the same as none, with no transaction needed. A suspended doctor's consents count for
//!   nothing until the doctor is reinstated.
//! - A patient's lowest generation is above every key generation that a revoked doctor was ever given. The
//!   patient contract writes nothing under a lower one.
//! - A consent costs the same however many there are. No list of another's is walked through.
//! - Profiles and keys are ciphertext; who has a consent, why and until when is public.
//!
//! ## Errors
//! Every refusal is an [`Error`](medink_types::Error) that reverts the whole call. Nothing traps on input.
//!
//! ## Interface by task
//! - admins: `register_doctor`, `suspend_doctor`, `reinstate_doctor`
//! - the doctor: `update_profile`
//! - the patient: `grant_access`, `revoke_access`, and after a rotation `rewrap_consents`
//! - everybody reads: `doctor`, `doctors`, `encryption_key`, `has_access`, `consent`, `sealed_pairwise`,
//!   `lowest_generation`, `consents_of_patient`, `patients_of_doctor`
//! - the patient contract asks: `write_ticket`, `read_ticket`
//!
//! It calls admin (who is who, the pause) and audit (the log).

#![cfg_attr(not(feature = "std"), no_std, no_main)]

pub mod consents;
pub mod directory;
pub mod peers;
#[cfg(test)]
mod tests;

pub use self::doctor::{Doctor, DoctorRef};

#[ink::contract]
#[allow(
    clippy::panic,
    reason = "ink! generates panicking shorthands beside the calls; ours go by `ask`"
)]
#[allow(
    unsafe_code,
    reason = "ink! generates the exports `call` and `deploy`, which are no_mangle"
)]
mod doctor {
    use crate::consents::Consents;
    use crate::directory::Directory;
    use crate::peers::List;
    use admin::AdminRef;
    use audit::AuditRef;
    use ink::codegen::TraitCallBuilder;
    use ink::env::call::FromAccountId;
    use ink::prelude::boxed::Box;
    use ink::prelude::vec::Vec;
    use medink_types::bounds::REWRAP_BATCH;
    use medink_types::contract::{arg, ask, digest};
    use medink_types::events::{ConsentGranted, ConsentRevoked, ConsentRewrapped};
    use medink_types::events::{DoctorChanged, DoctorProfileChanged};
    use medink_types::{check, Action, Consent, ConsentEntry, DoctorStatus, Error, Page, Role};
    use medink_types::{
        Doctor as DirectoryEntry, Scope, Standing, SystemParameters, WrappedKey, WriteTicket,
    };

    /// The reference of an entry that has nothing to refer to.
    const NO_REFERENCE: [u8; 32] = [0; 32];

    /// Who may treat.
    #[ink(storage)]
    pub struct Doctor {
        admin: AdminRef,
        audit: AuditRef,
        directory: Directory,
        consents: Consents,
    }

    impl Doctor {
        /// Creates an empty directory of the deployment that `admin` governs and `audit` logs.
        ///
        /// Errors: `NotAContract`.
        #[ink(constructor)]
        pub fn new(admin: AccountId, audit: AccountId) -> Result<Self, Error> {
            for contract in [admin, audit] {
                if !Self::env().is_contract(&contract) {
                    return Err(Error::NotAContract);
                }
            }
            Ok(Doctor {
                admin: AdminRef::from_account_id(admin),
                audit: AuditRef::from_account_id(audit),
                directory: Directory::default(),
                consents: Consents::default(),
            })
        }

        /// Registers a doctor with a public encryption key (1,216 bytes) and a sealed profile, which may be
        /// empty for now. For admins.
        ///
        /// Errors: `MissingRole`, `Paused`, `AlreadyRegistered`, `InvalidEncryptionKey`, `TooLong`.
        #[ink(message)]
        pub fn register_doctor(
            &mut self,
            doctor: arg::AccountId,
            encryption_key: Vec<u8>,
            profile: Vec<u8>,
        ) -> Result<(), Error> {
            let actor = self.env().caller();
            self.admit(&actor, Role::Admin)?;
            let now = self.env().block_timestamp();
            self.directory.register(&doctor, &encryption_key, &profile, now)?;
            self.tell_status(&actor, &doctor, DoctorStatus::Active, Action::DoctorRegistered)
        }

        /// Replaces the caller's sealed profile. For doctors.
        ///
        /// Errors: `MissingRole`, `DoctorSuspended`, `Paused`, `Empty`, `TooLong`.
        #[ink(message)]
        pub fn update_profile(&mut self, profile: Vec<u8>) -> Result<(), Error> {
            let actor = self.env().caller();
            self.directory
                .require_active(&actor, Error::MissingRole(Role::Doctor))?;
            self.admit(&actor, Role::Doctor)?;
            self.directory.update_profile(&actor, &profile)?;
            self.log(&actor, &actor, Action::DoctorProfileUpdated, digest(&profile))?;
            DoctorProfileChanged::emit(&actor, &actor);
            Ok(())
        }

        /// Suspends a doctor: consents stay, but count for nothing until the doctor is reinstated. For admins.
        ///
        /// Errors: `MissingRole`, `Paused`, `UnknownDoctor`, `DoctorSuspended`.
        #[ink(message)]
        pub fn suspend_doctor(&mut self, doctor: arg::AccountId) -> Result<(), Error> {
            let actor = self.env().caller();
            self.admit(&actor, Role::Admin)?;
            self.directory.suspend(&doctor)?;
            self.tell_status(&actor, &doctor, DoctorStatus::Suspended, Action::DoctorSuspended)
        }

        /// Ends a doctor's suspension. For admins.
        ///
        /// Errors: `MissingRole`, `Paused`, `UnknownDoctor`, `NotSuspended`.
        #[ink(message)]
        pub fn reinstate_doctor(&mut self, doctor: arg::AccountId) -> Result<(), Error> {
            let actor = self.env().caller();
            self.admit(&actor, Role::Admin)?;
            self.directory.reinstate(&doctor)?;
            self.tell_status(&actor, &doctor, DoctorStatus::Active, Action::DoctorReinstated)
        }

        /// A doctor in the directory, with the sealed profile.
        #[ink(message)]
        pub fn doctor(&self, account: arg::AccountId) -> Option<DirectoryEntry> {
            self.directory.doctor(&account)
        }

        /// A page of the directory, in the order of registration, without profiles. `start` counts from 0.
        ///
        /// Errors: `PageSize`, `CallFailed`.
        #[ink(message)]
        pub fn doctors(&self, start: u64, limit: u32) -> Result<Page<DirectoryEntry>, Error> {
            self.directory.doctors(start, limit, self.max_page()?)
        }

        /// A doctor's public encryption key.
        #[ink(message)]
        pub fn encryption_key(&self, account: arg::AccountId) -> Option<Vec<u8>> {
            self.directory.encryption_key(&account)
        }

        /// Gives a doctor a consent, in place of an earlier one. For patients.
        ///
        /// Errors: `MissingRole`, `Paused`, `UnknownDoctor`, `DoctorSuspended`, `InvalidPeriod`,
        /// `ConsentTooLong`, `Empty`, `TooMany`, `TooLong`, `Duplicate`; `RotationPending` where the generation
        /// is lower than the patient's lowest.
        #[ink(message)]
        pub fn grant_access(&mut self, doctor: arg::AccountId, grant: arg::Grant) -> Result<(), Error> {
            let actor = self.env().caller();
            let parameters = self.admit(&actor, Role::Patient)?;
            self.directory.require_active(&doctor, Error::UnknownDoctor)?;
            let now = self.env().block_timestamp();
            let longest = parameters.longest_consent_days;
            let from = self.consents.grant(&actor, &doctor, &grant, now, longest)?;
            self.log(&actor, &actor, Action::ConsentGranted, doctor.0)?;
            let whole_history = matches!(grant.scope, Scope::WholeHistory { .. });
            ConsentGranted::emit(
                &actor,
                &doctor,
                &grant.purpose,
                &from,
                &grant.until_ms,
                &whole_history,
            );
            Ok(())
        }

        /// Takes a consent back, at once; expired ones too. Where the doctor was given a generation key, nothing
        /// can be written for the patient until the keys are rotated above it. For patients.
        ///
        /// Errors: `MissingRole`, `Paused`, `NoConsent`.
        #[ink(message)]
        pub fn revoke_access(&mut self, doctor: arg::AccountId) -> Result<(), Error> {
            let actor = self.env().caller();
            self.admit(&actor, Role::Patient)?;
            let lowest_generation = self.consents.revoke(&actor, &doctor)?;
            self.log(&actor, &actor, Action::ConsentRevoked, doctor.0)?;
            ConsentRevoked::emit(&actor, &doctor, &lowest_generation);
            Ok(())
        }

        /// After a rotation, gives the doctors who remain the key of the new generation, up to 32 at a time:
        /// those with a whole-history consent that has not expired. For patients.
        ///
        /// Errors: `MissingRole`, `Paused`, `Empty`, `TooMany`, `Duplicate`, `DoctorSuspended`, `NoConsent`,
        /// `WrongKeyKind` for a consent to single records, `RotationPending`, `WrongGeneration` where the
        /// consent has a higher one.
        #[ink(message)]
        pub fn rewrap_consents(
            &mut self,
            generation: u32,
            keys: Vec<(AccountId, WrappedKey)>,
        ) -> Result<(), Error> {
            let actor = self.env().caller();
            self.admit(&actor, Role::Patient)?;
            check::some_items(&keys, REWRAP_BATCH)?;
            check::distinct(&keys, |(doctor, _)| *doctor)?;
            let now = self.env().block_timestamp();
            let mut actions = Vec::with_capacity(keys.len());
            for (doctor, key) in keys {
                self.directory.require_active(&doctor, Error::NoConsent)?;
                self.consents.rewrap(&actor, &doctor, generation, key, now)?;
                actions.push((Action::ConsentRewrapped, doctor.0));
                ConsentRewrapped::emit(&actor, &doctor, &generation);
            }
            self.log_all(&actor, &actor, actions)
        }

        /// Whether a doctor may open a patient's record now: active, with a live consent that covers it. Record
        /// 0 is the patient's profile.
        #[ink(message)]
        pub fn has_access(&self, patient: arg::AccountId, doctor: arg::AccountId, record: u32) -> bool {
            let now = self.env().block_timestamp();
            self.directory
                .require_active(&doctor, Error::UnknownDoctor)
                .is_ok()
                && self.consents.has_access(&patient, &doctor, record, now)
        }

        /// The consent of a patient to a doctor, with its wrapped keys; expired ones too.
        #[ink(message)]
        pub fn consent(&self, patient: arg::AccountId, doctor: arg::AccountId) -> Option<Consent> {
            self.consents.consent(&patient, &doctor)
        }

        /// The pairwise key of a patient and a doctor, sealed to the doctor.
        #[ink(message)]
        pub fn sealed_pairwise(&self, patient: arg::AccountId, doctor: arg::AccountId) -> Option<Vec<u8>> {
            self.consents.sealed_pairwise(&patient, &doctor)
        }

        /// The lowest key generation that a patient's new records may be wrapped under, from 1.
        #[ink(message)]
        pub fn lowest_generation(&self, patient: arg::AccountId) -> u32 {
            self.consents.lowest_generation(&patient)
        }

        /// A page of the consents that a patient gave, expired ones included, in no particular order. `start`
        /// counts from 0.
        ///
        /// Errors: `PageSize`, `CallFailed`.
        #[ink(message)]
        pub fn consents_of_patient(
            &self,
            patient: arg::AccountId,
            start: u64,
            limit: u32,
        ) -> Result<Page<ConsentEntry>, Error> {
            let max = self.max_page()?;
            self.consents.page(List::DoctorsOf, &patient, start, limit, max)
        }

        /// A page of the consents that a doctor has, expired ones included, in no particular order. `start`
        /// counts from 0.
        ///
        /// Errors: `PageSize`, `CallFailed`.
        #[ink(message)]
        pub fn patients_of_doctor(
            &self,
            doctor: arg::AccountId,
            start: u64,
            limit: u32,
        ) -> Result<Page<ConsentEntry>, Error> {
            let max = self.max_page()?;
            self.consents.page(List::PatientsOf, &doctor, start, limit, max)
        }

        /// How an author may write for a patient now. `amends` is the number of the record that is amended and
        /// of its first version; a consent to either is enough. Asked by the patient contract.
        ///
        /// Errors: `MissingRole`, `DoctorSuspended`, `NoConsent`.
        #[ink(message)]
        pub fn write_ticket(
            &self,
            patient: arg::AccountId,
            author: arg::AccountId,
            amends: Option<(u32, u32)>,
        ) -> Result<WriteTicket, Error> {
            if author == patient {
                return Ok(WriteTicket {
                    lowest_generation: self.consents.lowest_generation(&patient),
                    whole_history: true,
                });
            }
            self.directory
                .require_active(&author, Error::MissingRole(Role::Doctor))?;
            let now = self.env().block_timestamp();
            self.consents.write_ticket(&patient, &author, amends, now)
        }

        /// Whether a doctor may open a record now: a live consent covers its number or its first version's, or
        /// the doctor wrote it and has any live consent. Asked by the patient contract.
        ///
        /// Errors: `MissingRole`, `DoctorSuspended`, `NoConsent`.
        #[ink(message)]
        pub fn read_ticket(
            &self,
            patient: arg::AccountId,
            reader: arg::AccountId,
            number: u32,
            first: u32,
            authored: bool,
        ) -> Result<(), Error> {
            self.directory
                .require_active(&reader, Error::MissingRole(Role::Doctor))?;
            let now = self.env().block_timestamp();
            self.consents
                .check_reader(&patient, &reader, (number, first), authored, now)
        }

        /// The parameters, where `account` has `role`; nobody while the system is paused.
        fn admit(&self, account: &AccountId, role: Role) -> Result<SystemParameters, Error> {
            let standing = self.standing(account)?;
            if !standing.roles.has(role) {
                return Err(Error::MissingRole(role));
            }
            if standing.parameters.paused {
                return Err(Error::Paused);
            }
            Ok(standing.parameters)
        }

        fn max_page(&self) -> Result<u32, Error> {
            Ok(self.standing(&self.env().caller())?.parameters.max_page)
        }

        fn standing(&self, account: &AccountId) -> Result<Standing, Error> {
            ask(self.admin.call().standing(Box::new(*account)))
        }

        /// Passes a doctor's new status on: to admin as a role, to the log, to who listens.
        fn tell_status(
            &mut self,
            actor: &AccountId,
            doctor: &AccountId,
            status: DoctorStatus,
            action: Action,
        ) -> Result<(), Error> {
            let held = status == DoctorStatus::Active;
            ask(self
                .admin
                .call_mut()
                .set_role(Box::new(*actor), Box::new(*doctor), Role::Doctor, held))??;
            self.log(actor, doctor, action, NO_REFERENCE)?;
            DoctorChanged::emit(actor, doctor, &status);
            Ok(())
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
            ask(self
                .audit
                .call_mut()
                .log_actions(Box::new(*actor), Box::new(*subject), actions))??;
            Ok(())
        }
    }
}
