//! # doctor: who may treat
//!
//! The doctors' directory, and the consents that patients give to doctors: what each may open and write, why,
//! until when, and the wrapped keys that open it.
//!
//! ## What always holds
//! - Only admins register, suspend, reinstate and attest doctors; only a patient gives and takes back consents, for
//!   the patient's own records alone.
//! - An encryption key is here only with its owner's signature over it.
//! - An expired consent is the same as none, with no transaction needed. A suspended doctor's consents count for
//!   nothing until the doctor is reinstated.
//! - A consent names records that exist, or the patient's present generation: the patient contract is asked.
//! - A patient's lowest generation is above every key generation that a revoked doctor was ever given, and at most
//!   one above the present one. The patient contract writes nothing under a lower one.
//! - Taking access away (`revoke_access`, `suspend_doctor`) is never paused.
//! - A consent costs the same however many there are. No list of another's is walked through.
//! - Profiles and keys are ciphertext; who has a consent, why and until when is public.
//!
//! ## Errors
//! Every refusal is an [`Error`](medink_types::Error) that reverts the whole call. Nothing traps on input.
//!
//! ## Interface by task
//! - admins: `register_doctor`, `attest_doctor`, `withdraw_attestation`, `suspend_doctor`, `reinstate_doctor`
//! - the doctor: `update_profile`, `replace_encryption_key`
//! - the patient: `grant_access`, `revoke_access`, and after a rotation `rewrap_consents`
//! - everybody reads: `doctor`, `doctors`, `encryption_key`, `consent`, `sealed_pairwise`,
//!   `lowest_generation`, `consents_of_patient`, `patients_of_doctor`
//! - the patient contract asks: `write_ticket`, `read_ticket`
//! - the admin contract upgrades: `upgrade_code`
//!
//! It calls admin (who is who, the pause, where the patient contract is), audit (the log), and, for what a consent
//! names, patient, which then calls nobody.

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
    use ink::env::call::{build_call, ExecutionInput, FromAccountId, Selector};
    use ink::env::DefaultEnvironment;
    use ink::prelude::boxed::Box;
    use ink::prelude::vec::Vec;
    use medink_types::bounds::REWRAP_BATCH;
    use medink_types::contract::{arg, ask, digest, replace_code};
    use medink_types::events::{AttestationChanged, ConsentGranted, ConsentRevoked, ConsentRewrapped};
    use medink_types::events::{DoctorChanged, DoctorProfileChanged, EncryptionKeyReplaced};
    use medink_types::{check, number_reference, Action, Attestation, Consent, ConsentPage, DoctorPage};
    use medink_types::{Doctor as DirectoryEntry, DoctorStatus, Error, Rewrap, Role, Scope, ScopeSummary};
    use medink_types::{SealedPairwise, SealedProfile, SignedKey, Standing, SystemParameters, WriteTicket};

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

        /// Registers a doctor: the account's own signed encryption key (1,216 bytes), and a sealed profile of at most
        /// 1,024 bytes, which may be empty for now; what the admin enters counts as attested by the admin. The
        /// profile needs encryption: use medink. For admins.
        ///
        /// Errors: `MissingRole`, `Paused`, `AlreadyRegistered`, `InvalidEncryptionKey`, `KeyNotProved`, `TooLong`.
        #[ink(message)]
        pub fn register_doctor(
            &mut self,
            doctor: arg::AccountId,
            key: arg::SignedKey,
            profile: SealedProfile,
        ) -> Result<(), Error> {
            let actor = self.env().caller();
            self.admit(&actor, Role::Admin)?;
            let now = self.env().block_timestamp();
            self.directory.register(&doctor, &key, &profile, now)?;
            self.tell_status(&actor, &doctor, DoctorStatus::Active, Action::DoctorRegistered)?;
            if profile.is_empty() {
                return Ok(());
            }
            self.attest(&actor, &doctor, digest(&profile))
        }

        /// Replaces the caller's encryption key by one with a higher serial, signed by the caller. What was sealed to
        /// the one before stays so until its author seals it again. For doctors.
        ///
        /// Errors: `MissingRole`, `DoctorSuspended`, `Paused`, `InvalidEncryptionKey`, `KeyNotProved`, `StaleKey`.
        #[ink(message)]
        pub fn replace_encryption_key(&mut self, key: arg::SignedKey) -> Result<(), Error> {
            let actor = self.require_active_caller()?;
            self.directory.replace_key(&actor, &key)?;
            let reference = number_reference(key.serial);
            self.log(&actor, &actor, Action::EncryptionKeyReplaced, reference)?;
            EncryptionKeyReplaced::emit(&actor, &actor, &key.serial);
            Ok(())
        }

        /// Replaces the caller's sealed profile (1 to 1,024 bytes); what an admin attested of the one before lapses.
        /// It needs encryption: use medink. For doctors.
        ///
        /// Errors: `MissingRole`, `DoctorSuspended`, `Paused`, `Empty`, `TooLong`.
        #[ink(message)]
        pub fn update_profile(&mut self, profile: SealedProfile) -> Result<(), Error> {
            let actor = self.require_active_caller()?;
            self.directory.update_profile(&actor, &profile)?;
            self.log(&actor, &actor, Action::DoctorProfileUpdated, digest(&profile))?;
            DoctorProfileChanged::emit(&actor, &actor);
            Ok(())
        }

        /// Attests that what a doctor's profile says is so. `profile_digest` is BLAKE2b-256 of the sealed profile that
        /// the admin has read: another one is refused, and the attestation lapses when the profile changes. For
        /// admins.
        ///
        /// Errors: `MissingRole`, `Paused`, `UnknownDoctor`, `ProfileChanged`.
        #[ink(message)]
        pub fn attest_doctor(
            &mut self,
            doctor: arg::AccountId,
            profile_digest: [u8; 32],
        ) -> Result<(), Error> {
            let actor = self.env().caller();
            self.admit(&actor, Role::Admin)?;
            self.attest(&actor, &doctor, profile_digest)
        }

        /// Takes the attestation of a doctor's profile back, whichever admin gave it. Never paused. For admins.
        ///
        /// Errors: `MissingRole`, `NotAttested`.
        #[ink(message)]
        pub fn withdraw_attestation(&mut self, doctor: arg::AccountId) -> Result<(), Error> {
            let actor = self.env().caller();
            self.require_role(&actor, Role::Admin)?;
            self.directory.withdraw_attestation(&doctor)?;
            self.log(&actor, &doctor, Action::AttestationWithdrawn, NO_REFERENCE)?;
            AttestationChanged::emit(&actor, &doctor, &false);
            Ok(())
        }

        /// Suspends a doctor: consents stay, but count for nothing until the doctor is reinstated. Never paused. For
        /// admins.
        ///
        /// Errors: `MissingRole`, `UnknownDoctor`, `DoctorSuspended`.
        #[ink(message)]
        pub fn suspend_doctor(&mut self, doctor: arg::AccountId) -> Result<(), Error> {
            let actor = self.env().caller();
            self.require_role(&actor, Role::Admin)?;
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

        /// A page of the directory, in the order of registration, without profiles. `start` counts from 0; a `limit`
        /// of 0 is the largest page.
        ///
        /// Errors: `PageSize`, `CallFailed`.
        #[ink(message)]
        pub fn doctors(&self, start: u64, limit: u32) -> Result<DoctorPage, Error> {
            self.directory.doctors(start, limit, self.max_page()?)
        }

        /// A doctor's public encryption key, with its owner's signature: check it before sealing anything to it.
        #[ink(message)]
        pub fn encryption_key(&self, account: arg::AccountId) -> Option<SignedKey> {
            self.directory.encryption_key(&account)
        }

        /// Gives a doctor a consent, in place of an earlier one. Times are in milliseconds since 1970-01-01. It needs
        /// encryption: use medink. For patients.
        ///
        /// Errors: `MissingRole`, `Paused`, `UnknownDoctor`, `DoctorSuspended`, `InvalidPeriod`,
        /// `ConsentTooLong`, `Empty`, `TooMany`, `TooLong`, `Duplicate` for a record that is named twice or the salt
        /// of the consent before, `StaleKey` where it is sealed to another key than the doctor's present one,
        /// `UnknownRecord`, `RecordErased`, `WrongGeneration` where the generation is not the patient's present one,
        /// `RotationPending` where it is lower than the patient's lowest.
        #[ink(message)]
        pub fn grant_access(&mut self, doctor: arg::AccountId, grant: arg::Grant) -> Result<(), Error> {
            let actor = self.env().caller();
            let parameters = self.admit(&actor, Role::Patient)?;
            self.directory.require_active(&doctor, Error::UnknownDoctor)?;
            let serial = self.directory.serial(&doctor);
            if grant.key_serial != serial {
                return Err(Error::StaleKey { serial });
            }
            let now = self.env().block_timestamp();
            let longest = parameters.longest_consent_days;
            self.consents.grant(&actor, &doctor, &grant, now, longest)?;
            // Lists have been bounded by now.
            self.ask_patient(&actor, grant.scope.summary())?;
            self.log(&actor, &actor, Action::ConsentGranted, doctor.0)?;
            let whole_history = matches!(grant.scope, Scope::WholeHistory { .. });
            ConsentGranted::emit(
                &actor,
                &doctor,
                &grant.purpose,
                &grant.from_ms,
                &grant.until_ms,
                &whole_history,
            );
            Ok(())
        }

        /// Takes a consent back, at once; expired ones too. Where the doctor was given a generation key, nothing
        /// can be written for the patient until the keys are rotated above it. Never paused. For the patient who gave
        /// it.
        ///
        /// Errors: `NoConsent`.
        #[ink(message)]
        pub fn revoke_access(&mut self, doctor: arg::AccountId) -> Result<(), Error> {
            let actor = self.env().caller();
            let lowest_generation = self.consents.revoke(&actor, &doctor)?;
            self.log(&actor, &actor, Action::ConsentRevoked, doctor.0)?;
            ConsentRevoked::emit(&actor, &doctor, &lowest_generation);
            Ok(())
        }

        /// After a rotation, gives the doctors who remain the key of the present generation, up to 32 at a time:
        /// those with a whole-history consent that has not expired. It needs encryption: use medink. For patients.
        ///
        /// Errors: `MissingRole`, `Paused`, `Empty`, `TooMany`, `Duplicate`, `DoctorSuspended`, `NoConsent`,
        /// `WrongKeyKind` for a consent to single records, `RotationPending`, `WrongGeneration` where it is not the
        /// patient's present one.
        #[ink(message)]
        pub fn rewrap_consents(&mut self, generation: u32, keys: Vec<Rewrap>) -> Result<(), Error> {
            let actor = self.env().caller();
            self.admit(&actor, Role::Patient)?;
            check::some_items(&keys, REWRAP_BATCH)?;
            check::distinct(&keys, |rewrap| rewrap.doctor)?;
            self.ask_patient(&actor, ScopeSummary::WholeHistory { generation })?;
            let now = self.env().block_timestamp();
            let mut actions = Vec::with_capacity(keys.len());
            for rewrap in &keys {
                self.directory.require_active(&rewrap.doctor, Error::NoConsent)?;
                self.consents.rewrap(&actor, rewrap, generation, now)?;
                actions.push((Action::ConsentRewrapped, rewrap.doctor.0));
                ConsentRewrapped::emit(&actor, &rewrap.doctor, &generation);
            }
            self.log_all(&actor, &actor, actions)
        }

        /// The consent of a patient to a doctor, with its wrapped keys; expired ones too. Check the patient's
        /// signature before using them.
        #[ink(message)]
        pub fn consent(&self, patient: arg::AccountId, doctor: arg::AccountId) -> Option<Consent> {
            self.consents.consent(&patient, &doctor)
        }

        /// The pairwise key of a consent, sealed to the doctor.
        #[ink(message)]
        pub fn sealed_pairwise(
            &self,
            patient: arg::AccountId,
            doctor: arg::AccountId,
        ) -> Option<SealedPairwise> {
            self.consents.sealed_pairwise(&patient, &doctor)
        }

        /// The lowest key generation that a patient's new records may be wrapped under, from 1.
        #[ink(message)]
        pub fn lowest_generation(&self, patient: arg::AccountId) -> u32 {
            self.consents.lowest_generation(&patient)
        }

        /// A page of the consents that a patient gave, expired ones included, in no particular order. `start`
        /// counts from 0; a `limit` of 0 is the largest page.
        ///
        /// Errors: `PageSize`, `CallFailed`.
        #[ink(message)]
        pub fn consents_of_patient(
            &self,
            patient: arg::AccountId,
            start: u64,
            limit: u32,
        ) -> Result<ConsentPage, Error> {
            let max = self.max_page()?;
            self.consents.page(List::DoctorsOf, &patient, start, limit, max)
        }

        /// A page of the consents that a doctor has, expired ones included, in no particular order. `start`
        /// counts from 0; a `limit` of 0 is the largest page.
        ///
        /// Errors: `PageSize`, `CallFailed`.
        #[ink(message)]
        pub fn patients_of_doctor(
            &self,
            doctor: arg::AccountId,
            start: u64,
            limit: u32,
        ) -> Result<ConsentPage, Error> {
            let max = self.max_page()?;
            self.consents.page(List::PatientsOf, &doctor, start, limit, max)
        }

        /// For the patient contract, but anybody may ask: how an author may write for a patient now. `about` is the
        /// number of the record that a note refers to and of its first version, a consent to either being enough;
        /// `authored` says that a new version is of what the author wrote.
        ///
        /// Errors: `MissingRole`, `DoctorSuspended`, `NoConsent`.
        #[ink(message)]
        pub fn write_ticket(
            &self,
            patient: arg::AccountId,
            author: arg::AccountId,
            about: Option<(u32, u32)>,
            authored: bool,
        ) -> Result<WriteTicket, Error> {
            if author == patient {
                return Ok(WriteTicket {
                    lowest_generation: self.consents.lowest_generation(&patient),
                    whole_history: true,
                    salt: [0; medink_types::bounds::SALT_BYTES].into(),
                });
            }
            self.directory
                .require_active(&author, Error::MissingRole(Role::Doctor))?;
            let now = self.env().block_timestamp();
            self.consents
                .write_ticket(&patient, &author, about, authored, now)
        }

        /// For the patient contract, but anybody may ask: whether a doctor may open a record now. A live consent
        /// covers its number or its first version's, or the doctor wrote it (`authored`) and has any live consent.
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

        /// For the admin contract alone: puts other code in this contract's place. `code_hash` is BLAKE2b-256 of
        /// WASM that is on the chain. Admins propose it there; it is announced before.
        ///
        /// Errors: `CallerNotAuthorized`, `UnknownCode`.
        #[ink(message)]
        pub fn upgrade_code(&mut self, code_hash: Hash) -> Result<(), Error> {
            replace_code(&self.env().caller(), self.admin.as_ref(), &code_hash)
        }

        /// The caller, who is an active doctor; nobody while the system is paused.
        fn require_active_caller(&self) -> Result<AccountId, Error> {
            let actor = self.env().caller();
            self.directory
                .require_active(&actor, Error::MissingRole(Role::Doctor))?;
            self.admit(&actor, Role::Doctor)?;
            Ok(actor)
        }

        fn attest(
            &mut self,
            actor: &AccountId,
            doctor: &AccountId,
            profile_digest: [u8; 32],
        ) -> Result<(), Error> {
            let attestation = Attestation {
                by: *actor,
                at: self.env().block_timestamp(),
            };
            self.directory.attest(doctor, profile_digest, attestation)?;
            self.log(actor, doctor, Action::DoctorAttested, profile_digest)?;
            AttestationChanged::emit(actor, doctor, &true);
            Ok(())
        }

        /// Whether a patient has the records, or is at the generation, that a consent names. By selector and not by
        /// reference: the patient crate depends on this one.
        fn ask_patient(&self, patient: &AccountId, scope: ScopeSummary) -> Result<(), Error> {
            let contracts = ask(self.admin.call().contracts())?.ok_or(Error::NotWired)?;
            let selector = Selector::new(ink::selector_bytes!("vouches_for"));
            ask(build_call::<DefaultEnvironment>()
                .call(contracts.patient)
                .exec_input(ExecutionInput::new(selector).push_arg(*patient).push_arg(scope))
                .returns::<Result<(), Error>>())?
        }

        /// The standing of `account`, which has `role`.
        fn require_role(&self, account: &AccountId, role: Role) -> Result<Standing, Error> {
            let standing = self.standing(account)?;
            if !standing.roles.has(role) {
                return Err(Error::MissingRole(role));
            }
            Ok(standing)
        }

        /// The parameters, where `account` has `role`; nobody while the system is paused.
        fn admit(&self, account: &AccountId, role: Role) -> Result<SystemParameters, Error> {
            let standing = self.require_role(account, role)?;
            if standing.paused {
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
