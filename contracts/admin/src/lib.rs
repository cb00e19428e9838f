//! # admin: who governs
//!
//! The root of a deployment: it knows the other three contracts, the admins, everybody's roles and the
//! parameters that all contracts obey. A client needs to know this contract's address alone.
//!
//! ## What always holds
//! - There is at least one admin.
//! - Before the registry of contracts is set, nothing can be changed; once set, it never changes.
//! - Only admins make admins. The roles of doctors and patients come from the doctor and the patient contract,
//!   each for its own role, and from nobody else.
//! - Every change is in the log: in the same call here, or in the call of the contract that asked for it.
//!
//! ## Errors
//! Every refusal is an [`Error`](medink_types::Error) that reverts the whole call. Nothing traps on input.
//!
//! ## Interface by task
//! - to set up: `register_contracts`, `contracts`
//! - admins: `add_admin`, `remove_admin`, `is_admin`, `admins`
//! - parameters: `update_system_parameters`, `system_parameters`, `pause`, `resume`; none of these is ever paused
//! - who may: `validate_access`, `roles`, `standing`
//! - contracts tell roles: `set_role`
//!
//! It calls audit alone.

#![cfg_attr(not(feature = "std"), no_std, no_main)]

pub mod roles;
#[cfg(test)]
mod tests;

pub use self::admin::{Admin, AdminRef};

#[ink::contract]
#[allow(
    clippy::panic,
    reason = "ink! generates panicking shorthands beside the calls; ours go by `ask`"
)]
#[allow(
    unsafe_code,
    reason = "ink! generates the exports `call` and `deploy`, which are no_mangle"
)]
mod admin {
    use crate::roles::{check_parameters, RoleBook};
    use audit::AuditRef;
    use ink::codegen::TraitCallBuilder;
    use ink::env::call::FromAccountId;
    use ink::prelude::boxed::Box;
    use ink::storage::Lazy;
    use medink_types::contract::{arg, ask, digest_of};
    use medink_types::events::{ContractsRegistered, RoleChanged, SystemParametersChanged};
    use medink_types::SystemParameters;
    use medink_types::{change_reference, Action, Contracts, Error, Page, Role, Roles, Standing};

    /// The reference of an entry that has nothing to refer to.
    const NO_REFERENCE: [u8; 32] = [0; 32];

    /// Who governs.
    #[ink(storage)]
    pub struct Admin {
        parameters: SystemParameters,
        book: RoleBook,
        contracts: Lazy<Contracts>,
    }

    impl Admin {
        /// Creates the root of a deployment. The caller is the first admin.
        ///
        /// Errors: `PausedApart`, `InvalidParameter`.
        #[ink(constructor)]
        pub fn new(parameters: SystemParameters) -> Result<Self, Error> {
            check_parameters(&parameters, false)?;
            let mut book = RoleBook::default();
            book.add_admin(&Self::env().caller())?;
            Ok(Admin {
                parameters,
                book,
                contracts: Lazy::default(),
            })
        }

        /// Says once where the other three contracts are. Audit has to have been created for this contract. For
        /// admins.
        ///
        /// Errors: `MissingRole`, `AlreadyWired`, `NotAContract`, and audit's.
        #[ink(message)]
        pub fn register_contracts(&mut self, contracts: Contracts) -> Result<(), Error> {
            let actor = self.require_admin()?;
            if self.contracts.get().is_some() {
                return Err(Error::AlreadyWired);
            }
            for contract in [contracts.audit, contracts.doctor, contracts.patient] {
                if !self.env().is_contract(&contract) {
                    return Err(Error::NotAContract);
                }
            }
            self.contracts.set(&contracts);
            let mut audit = AuditRef::from_account_id(contracts.audit);
            // The first admin's role is as old as the contract, but only now is there a log.
            log(&mut audit, &actor, &actor, Action::AdminAdded, NO_REFERENCE)?;
            tell_role(&actor, &actor, Role::Admin, true);
            let subject = self.env().account_id();
            let reference = digest_of(&contracts);
            log(
                &mut audit,
                &actor,
                &subject,
                Action::ContractsRegistered,
                reference,
            )?;
            ContractsRegistered::emit(&actor, &subject, &contracts);
            Ok(())
        }

        /// Where the other three contracts are; none before the deployment is finished.
        #[ink(message)]
        pub fn contracts(&self) -> Option<Contracts> {
            self.contracts.get()
        }

        /// Makes an account an admin. For admins.
        ///
        /// Errors: `MissingRole`, `NotWired`, `AlreadyAdmin`, `TooManyAdmins`.
        #[ink(message)]
        pub fn add_admin(&mut self, account: arg::AccountId) -> Result<(), Error> {
            let (actor, mut audit) = self.require_wired_admin()?;
            self.book.add_admin(&account)?;
            log(&mut audit, &actor, &account, Action::AdminAdded, NO_REFERENCE)?;
            tell_role(&actor, &account, Role::Admin, true);
            Ok(())
        }

        /// Takes an admin's role away; the last one stays. For admins.
        ///
        /// Errors: `MissingRole`, `NotWired`, `NotAnAdmin`, `LastAdmin`.
        #[ink(message)]
        pub fn remove_admin(&mut self, account: arg::AccountId) -> Result<(), Error> {
            let (actor, mut audit) = self.require_wired_admin()?;
            self.book.remove_admin(&account)?;
            log(&mut audit, &actor, &account, Action::AdminRemoved, NO_REFERENCE)?;
            tell_role(&actor, &account, Role::Admin, false);
            Ok(())
        }

        /// Whether an account is an admin.
        #[ink(message)]
        pub fn is_admin(&self, account: arg::AccountId) -> bool {
            self.book.has(&account, Role::Admin)
        }

        /// A page of the admins, in no particular order. `start` counts from 0.
        ///
        /// Errors: `PageSize`.
        #[ink(message)]
        pub fn admins(&self, start: u64, limit: u32) -> Result<Page<AccountId>, Error> {
            self.book.admins(start, limit, self.parameters.max_page)
        }

        /// All roles of an account.
        #[ink(message)]
        pub fn roles(&self, account: arg::AccountId) -> Roles {
            self.book.roles(&account)
        }

        /// Whether an account has a role. A suspended doctor has not.
        #[ink(message)]
        pub fn validate_access(&self, account: arg::AccountId, role: Role) -> bool {
            self.book.has(&account, role)
        }

        /// The parameters and an account's roles in one answer: what a contract asks before it acts.
        #[ink(message)]
        pub fn standing(&self, account: arg::AccountId) -> Standing {
            Standing {
                parameters: self.parameters,
                roles: self.book.roles(&account),
            }
        }

        /// Gives an account the role of doctor or patient or takes it away, on behalf of `actor`. For the doctor
        /// and the patient contract, each for its own role; they log it.
        ///
        /// Errors: `NotWired`, `CallerNotAuthorized`.
        #[ink(message)]
        pub fn set_role(
            &mut self,
            actor: arg::AccountId,
            account: arg::AccountId,
            role: Role,
            held: bool,
        ) -> Result<(), Error> {
            let contracts = self.contracts.get().ok_or(Error::NotWired)?;
            let keeper = match role {
                Role::Admin => None,
                Role::Doctor => Some(contracts.doctor),
                Role::Patient => Some(contracts.patient),
            };
            if keeper != Some(self.env().caller()) {
                return Err(Error::CallerNotAuthorized);
            }
            self.book.set(&account, role, held);
            tell_role(&actor, &account, role, held);
            Ok(())
        }

        /// Sets the parameters that all contracts obey. `paused` has to be what it is: `pause` and `resume` set
        /// it. For admins.
        ///
        /// Errors: `MissingRole`, `NotWired`, `PausedApart`, `InvalidParameter`.
        #[ink(message)]
        pub fn update_system_parameters(&mut self, parameters: SystemParameters) -> Result<(), Error> {
            let (actor, audit) = self.require_wired_admin()?;
            check_parameters(&parameters, self.parameters.paused)?;
            let reference = change_reference(&self.parameters, &parameters);
            self.change_parameters(
                actor,
                audit,
                parameters,
                Action::SystemParametersUpdated,
                reference,
            )
        }

        /// The parameters that all contracts obey.
        #[ink(message)]
        pub fn system_parameters(&self) -> SystemParameters {
            self.parameters
        }

        /// Stops every change in the system but the admins' own here and in audit. For admins.
        ///
        /// Errors: `MissingRole`, `NotWired`, `Paused`.
        #[ink(message)]
        pub fn pause(&mut self) -> Result<(), Error> {
            let (actor, audit) = self.require_wired_admin()?;
            if self.parameters.paused {
                return Err(Error::Paused);
            }
            let parameters = SystemParameters {
                paused: true,
                ..self.parameters
            };
            self.change_parameters(actor, audit, parameters, Action::Paused, NO_REFERENCE)
        }

        /// Ends a pause. For admins.
        ///
        /// Errors: `MissingRole`, `NotWired`, `NotPaused`.
        #[ink(message)]
        pub fn resume(&mut self) -> Result<(), Error> {
            let (actor, audit) = self.require_wired_admin()?;
            if !self.parameters.paused {
                return Err(Error::NotPaused);
            }
            let parameters = SystemParameters {
                paused: false,
                ..self.parameters
            };
            self.change_parameters(actor, audit, parameters, Action::Resumed, NO_REFERENCE)
        }

        fn change_parameters(
            &mut self,
            actor: AccountId,
            mut audit: AuditRef,
            new: SystemParameters,
            action: Action,
            reference: [u8; 32],
        ) -> Result<(), Error> {
            let old = core::mem::replace(&mut self.parameters, new);
            let subject = self.env().account_id();
            log(&mut audit, &actor, &subject, action, reference)?;
            SystemParametersChanged::emit(&actor, &subject, &old, &new);
            Ok(())
        }

        fn require_admin(&self) -> Result<AccountId, Error> {
            let caller = self.env().caller();
            if !self.book.has(&caller, Role::Admin) {
                return Err(Error::MissingRole(Role::Admin));
            }
            Ok(caller)
        }

        /// The admin who calls, and the log: before there is one, nothing can be done.
        fn require_wired_admin(&self) -> Result<(AccountId, AuditRef), Error> {
            let caller = self.require_admin()?;
            let contracts = self.contracts.get().ok_or(Error::NotWired)?;
            Ok((caller, AuditRef::from_account_id(contracts.audit)))
        }
    }

    fn tell_role(actor: &AccountId, subject: &AccountId, role: Role, held: bool) {
        RoleChanged::emit(actor, subject, &role, &held);
    }

    /// Logs what an admin did.
    fn log(
        audit: &mut AuditRef,
        actor: &AccountId,
        subject: &AccountId,
        action: Action,
        reference: [u8; 32],
    ) -> Result<(), Error> {
        ask(audit
            .call_mut()
            .log_action(Box::new(*actor), Box::new(*subject), action, reference))??;
        Ok(())
    }
}
