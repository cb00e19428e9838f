//! # audit: what happened
//!
//! The log of the whole system. Every change that any of the four contracts makes is one entry here, written in
//! the same call as the change: if it can't be written, the change doesn't happen either.
//!
//! ## What always holds
//! - Entries are never changed and never leave. Each carries the hash of the one before, so that who has the
//!   log and the [`Head`](medink_types::Head) can prove that nothing was left out, changed or reordered.
//! - Only contracts that an admin has authorised write, and each entry names the contract that wrote it. The
//!   `actor` that they state is believed for that reason alone.
//! - An entry costs the same however long the log is.
//! - Nothing in it identifies a person beyond the account or says anything of health.
//!
//! ## Errors
//! Every refusal is an [`Error`](medink_types::Error) that reverts the whole call. Nothing traps on input.
//!
//! ## Interface by task
//! - contracts write: `log_action`, `log_actions`
//! - the admin contract, once enough admins have approved: `authorize_contract`, `deauthorize_contract`,
//!   `update_system_parameters`, `upgrade_code`; never paused
//! - everybody reads: `head`, `entry`, `entries`, `entries_by_actor`, `entries_by_subject`, `accesses_by_subject`,
//!   `is_authorized`, `system_parameters`, `admin`
//!
//! It calls nobody.

#![cfg_attr(not(feature = "std"), no_std, no_main)]

pub mod log;
#[cfg(test)]
mod tests;

pub use self::audit::{Audit, AuditRef};

#[ink::contract]
#[allow(
    clippy::panic,
    reason = "ink! generates panicking shorthands beside the calls; ours go by `ask`"
)]
#[allow(
    unsafe_code,
    reason = "ink! generates the exports `call` and `deploy`, which are no_mangle"
)]
mod audit {
    use crate::log::{Circumstances, List, Log};
    use ink::prelude::vec::Vec;
    use ink::storage::Mapping;
    use medink_types::contract::{arg, replace_code, Cells};
    use medink_types::events::{ActionLogged, AuditParametersChanged, AuthorizationChanged};
    use medink_types::{bounds, change_reference, check};
    use medink_types::{Action, AuditParameters, Error, Head, LogEntry, LogPage};

    /// The log of the whole system.
    #[ink(storage)]
    pub struct Audit {
        admin: AccountId,
        parameters: AuditParameters,
        log: Log,
        authorized: Mapping<AccountId, bool>,
    }

    impl Audit {
        /// Creates an empty log. The contract `admin` governs it, and may write from the start.
        ///
        /// Errors: `NotAContract`, `InvalidParameter`.
        #[ink(constructor)]
        pub fn new(admin: AccountId, parameters: AuditParameters) -> Result<Self, Error> {
            check::parameter(parameters.max_page, bounds::PAGE)?;
            if !Self::env().is_contract(&admin) {
                return Err(Error::NotAContract);
            }
            let mut authorized = Mapping::default();
            authorized.write(admin, &true);
            Ok(Audit {
                admin,
                parameters,
                log: Log::default(),
                authorized,
            })
        }

        /// For the admin contract alone, which passes the admin on who acts: lets a contract write to the log.
        /// Admins propose it there.
        ///
        /// Errors: `CallerNotAuthorized`, `NotAContract`, `AlreadyAuthorized`.
        #[ink(message)]
        pub fn authorize_contract(
            &mut self,
            actor: arg::AccountId,
            contract: arg::AccountId,
        ) -> Result<(), Error> {
            self.require_admin_contract()?;
            if !self.env().is_contract(&contract) {
                return Err(Error::NotAContract);
            }
            if self.may_write(&contract) {
                return Err(Error::AlreadyAuthorized);
            }
            self.authorized.write(*contract, &true);
            self.log_own(&actor, &contract, Action::ContractAuthorized, contract.0)?;
            AuthorizationChanged::emit(&actor, &contract, &true);
            Ok(())
        }

        /// For the admin contract alone, which passes the admin on who acts: takes a contract's right to write away.
        /// What it would do after that fails. Admins propose it there.
        ///
        /// Errors: `CallerNotAuthorized`, `StaysAuthorized`, `NotAuthorized`.
        #[ink(message)]
        pub fn deauthorize_contract(
            &mut self,
            actor: arg::AccountId,
            contract: arg::AccountId,
        ) -> Result<(), Error> {
            self.require_admin_contract()?;
            if *contract == self.admin {
                return Err(Error::StaysAuthorized);
            }
            if !self.may_write(&contract) {
                return Err(Error::NotAuthorized);
            }
            self.authorized.write(*contract, &false);
            self.log_own(&actor, &contract, Action::ContractDeauthorized, contract.0)?;
            AuthorizationChanged::emit(&actor, &contract, &false);
            Ok(())
        }

        /// Whether a contract may write to the log.
        #[ink(message)]
        pub fn is_authorized(&self, contract: AccountId) -> bool {
            self.may_write(&contract)
        }

        /// The admin contract that governs this log.
        #[ink(message)]
        pub fn admin(&self) -> AccountId {
            self.admin
        }

        /// For authorised contracts alone, which state on whose behalf they act: writes one entry and answers its
        /// index. What `reference` (32 bytes) says depends on the action.
        ///
        /// Errors: `CallerNotAuthorized`, `Overflow`.
        #[ink(message)]
        pub fn log_action(
            &mut self,
            actor: arg::AccountId,
            subject: arg::AccountId,
            action: Action,
            reference: [u8; 32],
        ) -> Result<u64, Error> {
            let contract = self.require_authorized()?;
            self.write(&contract, &actor, &subject, &[(action, reference)])
        }

        /// For authorised contracts alone: writes up to 32 entries about one subject and answers the first one's
        /// index.
        ///
        /// Errors: `CallerNotAuthorized`, `Empty`, `TooMany`, `Overflow`.
        #[ink(message)]
        pub fn log_actions(
            &mut self,
            actor: arg::AccountId,
            subject: arg::AccountId,
            actions: Vec<(Action, [u8; 32])>,
        ) -> Result<u64, Error> {
            let contract = self.require_authorized()?;
            check::some_items(&actions, bounds::LOG_BATCH)?;
            self.write(&contract, &actor, &subject, &actions)
        }

        /// For the admin contract alone, which passes the admin on who acts: sets the log's own parameters. Admins
        /// propose it there.
        ///
        /// Errors: `CallerNotAuthorized`, `InvalidParameter`.
        #[ink(message)]
        pub fn update_system_parameters(
            &mut self,
            actor: arg::AccountId,
            parameters: AuditParameters,
        ) -> Result<(), Error> {
            self.require_admin_contract()?;
            check::parameter(parameters.max_page, bounds::PAGE)?;
            let old = core::mem::replace(&mut self.parameters, parameters);
            let reference = change_reference(&old, &parameters);
            let subject = self.admin;
            self.log_own(&actor, &subject, Action::AuditParametersUpdated, reference)?;
            AuditParametersChanged::emit(&actor, &subject, &old, &parameters);
            Ok(())
        }

        /// For the admin contract alone: puts other code in this contract's place. `code_hash` is BLAKE2b-256 of
        /// WASM that is on the chain. Admins propose it there; it is announced before.
        ///
        /// Errors: `CallerNotAuthorized`, `UnknownCode`.
        #[ink(message)]
        pub fn upgrade_code(&mut self, code_hash: Hash) -> Result<(), Error> {
            replace_code(&self.env().caller(), &self.admin, &code_hash)
        }

        /// The log's own parameters.
        #[ink(message)]
        pub fn system_parameters(&self) -> AuditParameters {
            self.parameters
        }

        /// How many entries there are, and the last one's hash.
        #[ink(message)]
        pub fn head(&self) -> Head {
            self.log.head()
        }

        /// One entry, by its index from 0.
        #[ink(message)]
        pub fn entry(&self, index: u64) -> Option<LogEntry> {
            self.log.entry(index)
        }

        /// A page of the whole log, oldest first. `start` is an entry's index, from 0; `limit` counts entries, 0 for
        /// the largest page.
        ///
        /// Errors: `PageSize`.
        #[ink(message)]
        pub fn entries(&self, start: u64, limit: u32) -> Result<LogPage, Error> {
            self.log.entries(start, limit, self.parameters.max_page)
        }

        /// A page of what one account did, oldest first. `start` counts within that list, from 0; a `limit` of 0 is
        /// the largest page.
        ///
        /// Errors: `PageSize`.
        #[ink(message)]
        pub fn entries_by_actor(
            &self,
            actor: arg::AccountId,
            start: u64,
            limit: u32,
        ) -> Result<LogPage, Error> {
            self.page(List::Actor, &actor, start, limit)
        }

        /// A page of what was done about one account, oldest first. `start` counts within that list, from 0; a
        /// `limit` of 0 is the largest page.
        ///
        /// Errors: `PageSize`.
        #[ink(message)]
        pub fn entries_by_subject(
            &self,
            subject: arg::AccountId,
            start: u64,
            limit: u32,
        ) -> Result<LogPage, Error> {
            self.page(List::Subject, &subject, start, limit)
        }

        /// A page of who opened a patient's records and profile (`RecordAccessed`, `VisitBegun`), oldest first, all of
        /// it: nothing else is in this list. `start` counts within it, from 0; a `limit` of 0 is the largest page.
        ///
        /// Errors: `PageSize`.
        #[ink(message)]
        pub fn accesses_by_subject(
            &self,
            subject: arg::AccountId,
            start: u64,
            limit: u32,
        ) -> Result<LogPage, Error> {
            self.page(List::Access, &subject, start, limit)
        }

        fn page(&self, list: List, account: &AccountId, start: u64, limit: u32) -> Result<LogPage, Error> {
            self.log
                .of_account(list, account, start, limit, self.parameters.max_page)
        }

        fn may_write(&self, contract: &AccountId) -> bool {
            self.authorized.read(contract).unwrap_or_default()
        }

        fn require_authorized(&self) -> Result<AccountId, Error> {
            let caller = self.env().caller();
            if !self.may_write(&caller) {
                return Err(Error::CallerNotAuthorized);
            }
            Ok(caller)
        }

        fn require_admin_contract(&self) -> Result<(), Error> {
            if self.env().caller() != self.admin {
                return Err(Error::CallerNotAuthorized);
            }
            Ok(())
        }

        /// The log's own changes go into the log like everybody's.
        fn log_own(
            &mut self,
            actor: &AccountId,
            subject: &AccountId,
            action: Action,
            reference: [u8; 32],
        ) -> Result<(), Error> {
            let contract = self.env().account_id();
            self.write(&contract, actor, subject, &[(action, reference)])?;
            Ok(())
        }

        fn write(
            &mut self,
            contract: &AccountId,
            actor: &AccountId,
            subject: &AccountId,
            actions: &[(Action, [u8; 32])],
        ) -> Result<u64, Error> {
            let circumstances = Circumstances {
                contract,
                actor,
                subject,
                block: self.env().block_number(),
                timestamp: self.env().block_timestamp(),
            };
            self.log.append(&circumstances, actions, |entry| {
                ActionLogged::emit(actor, subject, entry);
            })
        }
    }
}
