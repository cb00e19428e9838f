//! # admin: who governs
//!
//! The root of a deployment: it knows the other three contracts, the admins, everybody's roles and the
//! parameters that all contracts obey. A client needs to know this contract's address alone.
//!
//! ## What always holds
//! - There is at least one admin, and never fewer than the quorum.
//! - What can hurt everybody (admins, parameters, who may write to the log, code) takes the approval of as many admins
//!   as the quorum says. New code is announced to everybody before it takes the place of the old.
//! - Before the registry of contracts is set, nothing can be changed; once set, it never changes.
//! - Only admins make admins. The roles of doctors and patients come from the doctor and the patient contract,
//!   each for its own role, and from nobody else.
//! - A pause ends by itself, and does not come back before as much time has passed as it lasted.
//! - Every change is in the log: in the same call here, or in the call of the contract that asked for it.
//!
//! ## Errors
//! Every refusal is an [`Error`](medink_types::Error) that reverts the whole call. Nothing traps on input.
//!
//! ## Interface by task
//! - to set up: `register_contracts`, `contracts`
//! - together: `propose`, `approve`, `withdraw_approval`, `carry_out`, `proposal`, `proposals`; in short for what is
//!   proposed most often: `add_admin`, `remove_admin`, `update_system_parameters`; none of these is ever paused
//! - one admin alone: `pause`, `resume`
//! - everybody reads: `is_admin`, `admins`, `system_parameters`, `last_pause`
//! - who may: `validate_access`, `roles`, `standing`
//! - contracts tell roles: `set_role`
//!
//! It calls audit, and the other two alone to upgrade them.

#![cfg_attr(not(feature = "std"), no_std, no_main)]

pub mod proposals;
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
#[allow(
    clippy::boxed_local,
    reason = "arguments are pointers: see `medink_types::contract::arg`"
)]
mod admin {
    use crate::proposals::{self, Proposals};
    use crate::roles::{check_parameters, satisfiable, RoleBook};
    use audit::AuditRef;
    use ink::codegen::TraitCallBuilder;
    use ink::env::call::{build_call, ExecutionInput, FromAccountId, Selector};
    use ink::env::DefaultEnvironment;
    use ink::prelude::boxed::Box;
    use ink::prelude::vec::Vec;
    use ink::storage::Lazy;
    use medink_types::bounds::{ADMINS, PAUSE_MS};
    use medink_types::contract::{arg, ask, digest_of, replace_code};
    use medink_types::events::{CodeChanged, ContractsRegistered, PauseChanged, ProposalChanged};
    use medink_types::events::{RoleChanged, SystemParametersChanged};
    use medink_types::{change_reference, check, record_reference, time_reference, AccountPage};
    use medink_types::{Action, Contracts, Error, Pause, Role, Roles, Standing, SystemParameters};
    use medink_types::{Decision, Part, Proposal, ProposalEntry, ProposalPage, ProposalState};

    /// The reference of an entry that has nothing to refer to.
    const NO_REFERENCE: [u8; 32] = [0; 32];

    /// Who governs.
    #[ink(storage)]
    pub struct Admin {
        parameters: SystemParameters,
        pause: Pause,
        book: RoleBook,
        proposals: Proposals,
        contracts: Lazy<Contracts>,
    }

    impl Admin {
        /// Creates the root of a deployment. The caller is the first admin; `others`, up to 63, are admins with the
        /// same rights from the start, so that `parameters.quorum` can be higher than 1.
        ///
        /// Errors: `InvalidParameter`, `TooMany`, `AlreadyAdmin`.
        #[ink(constructor)]
        pub fn new(parameters: SystemParameters, others: Vec<AccountId>) -> Result<Self, Error> {
            let most = usize::try_from(ADMINS.saturating_sub(1)).unwrap_or_default();
            check::at_most_items(&others, most)?;
            let mut book = RoleBook::default();
            book.add_admin(&Self::env().caller())?;
            for other in &others {
                book.add_admin(other)?;
            }
            check_parameters(&parameters, book.admin_count(), 0)?;
            Ok(Admin {
                parameters,
                pause: Pause::default(),
                book,
                proposals: Proposals::default(),
                contracts: Lazy::default(),
            })
        }

        /// Creates the root of a deployment with the usual parameters: no self-registration, consents of up to 366
        /// days, pages of up to 50 entries, a quorum of 1, upgrades announced for 7 days. The caller is the only
        /// admin.
        #[ink(constructor)]
        pub fn with_defaults() -> Result<Self, Error> {
            Self::new(SystemParameters::default(), Vec::new())
        }

        /// Says once where the other three contracts are, and lets doctor and patient write to the log for good.
        /// Audit has to have been created for this contract. For admins.
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
            // The first admins' role is as old as the contract, but only now is there a log. The others' entries
            // name who deployed as the actor, as if added after.
            let first = self.book.admins(0, 0, ADMINS)?.items;
            for admin in &first {
                log(&mut audit, &actor, admin, Action::AdminAdded, NO_REFERENCE)?;
                tell_role(&actor, admin, Role::Admin, true);
            }
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
            for contract in [contracts.doctor, contracts.patient] {
                ask(audit
                    .call_mut()
                    .authorize_contract(Box::new(actor), Box::new(contract)))??;
            }
            Ok(())
        }

        /// Where the other three contracts are; none before the deployment is finished.
        #[ink(message)]
        pub fn contracts(&self) -> Option<Contracts> {
            self.contracts.get()
        }

        /// Proposes what can hurt everybody, and approves it. Where that is enough it is done at once; an upgrade is
        /// announced. For admins.
        ///
        /// Errors: `MissingRole`, `NotWired`, and those of what is proposed.
        #[ink(message)]
        pub fn propose(&mut self, proposal: arg::Proposal) -> Result<Decision, Error> {
            let (actor, audit) = self.require_wired_admin()?;
            self.check(&proposal)?;
            let now = self.env().block_timestamp();
            let entry = self.proposals.draft(*proposal, &actor, now)?;
            self.decide(actor, audit, entry, Action::ProposalMade)
        }

        /// Approves a proposal. With the last approval that it needs it is done, in the same call; an upgrade is
        /// announced. An announced upgrade that has lost an approval that it needs is approved anew, and keeps its
        /// notice. For admins.
        ///
        /// Errors: `MissingRole`, `NotWired`, `UnknownProposal`, `ProposalClosed`, `AlreadyApproved`, and those of
        /// what was proposed.
        #[ink(message)]
        pub fn approve(&mut self, number: u32) -> Result<Decision, Error> {
            let (actor, audit) = self.require_wired_admin()?;
            let mut entry = self.proposals.pending(number, self.env().block_timestamp())?;
            let enough = self.has_quorum(&entry);
            proposals::approve(&mut entry, &actor, enough)?;
            self.decide(actor, audit, entry, Action::ProposalApproved)
        }

        /// Takes the caller's approval of a proposal back, also of an upgrade that is announced: it is called off
        /// where too few approvals are left. For admins.
        ///
        /// Errors: `MissingRole`, `NotWired`, `UnknownProposal`, `ProposalClosed`, `NotApproved`.
        #[ink(message)]
        pub fn withdraw_approval(&mut self, number: u32) -> Result<(), Error> {
            let (actor, mut audit) = self.require_wired_admin()?;
            let mut entry = self.proposals.pending(number, self.env().block_timestamp())?;
            proposals::withdraw(&mut entry, &actor)?;
            if entry.state != ProposalState::Open && !self.has_quorum(&entry) {
                entry.state = ProposalState::CalledOff;
            }
            self.keep(&mut audit, &actor, &entry, Action::ApprovalWithdrawn)
        }

        /// Carries out what has the approvals that it needs: an announced upgrade whose notice is over, or what
        /// became approved by enough without a further approval, because the quorum came down or an admin came back.
        /// An upgrade of which the latter is true is announced. For admins.
        ///
        /// Errors: `MissingRole`, `NotWired`, `UnknownProposal`, `ProposalClosed`, `QuorumMissing`, `NoticeRunning`,
        /// `UnknownCode`, and those of what was proposed.
        #[ink(message)]
        pub fn carry_out(&mut self, number: u32) -> Result<Decision, Error> {
            let (actor, mut audit) = self.require_wired_admin()?;
            let now = self.env().block_timestamp();
            let mut entry = self.proposals.pending(number, now)?;
            if !self.has_quorum(&entry) {
                return Err(Error::QuorumMissing {
                    quorum: u32::from(self.parameters.quorum),
                });
            }
            match (entry.state, entry.proposal) {
                (ProposalState::Announced { not_before }, _) if now < not_before => {
                    return Err(Error::NoticeRunning)
                }
                (ProposalState::Open, Proposal::UpgradeCode { contract, code_hash }) => {
                    proposals::announce(&mut entry, now, self.parameters.upgrade_notice_s);
                    self.proposals.keep(&entry);
                    self.tell_proposal(&actor, &entry);
                    self.log_announced(&mut audit, &actor, contract, code_hash)?;
                    return Ok(Decision::Waits { number });
                }
                _ => entry.state = ProposalState::CarriedOut,
            }
            self.proposals.keep(&entry);
            self.tell_proposal(&actor, &entry);
            self.perform(&actor, &mut audit, &entry.proposal)?;
            Ok(Decision::CarriedOut)
        }

        /// A proposal, by its number from 1; none where it was done at once or there is none.
        #[ink(message)]
        pub fn proposal(&self, number: u32) -> Option<ProposalEntry> {
            self.proposals.entry(number)
        }

        /// A page of the proposals, newest first, with who approved them: at most 4. `start` counts from 0; a
        /// `limit` of 0 is the largest page.
        ///
        /// Errors: `PageSize`.
        #[ink(message)]
        pub fn proposals(&self, start: u64, limit: u32) -> Result<ProposalPage, Error> {
            self.proposals.page(start, limit)
        }

        /// Proposes to make an account an admin, and approves it: `propose` in short. For admins.
        ///
        /// Errors: `MissingRole`, `NotWired`, `AlreadyAdmin`, `TooManyAdmins`.
        #[ink(message)]
        pub fn add_admin(&mut self, account: arg::AccountId) -> Result<Decision, Error> {
            self.propose(Box::new(Proposal::AddAdmin(*account)))
        }

        /// Proposes to take an admin's role away, and approves it; the last admin stays: `propose` in short. For
        /// admins.
        ///
        /// Errors: `MissingRole`, `NotWired`, `NotAnAdmin`, `LastAdmin`.
        #[ink(message)]
        pub fn remove_admin(&mut self, account: arg::AccountId) -> Result<Decision, Error> {
            self.propose(Box::new(Proposal::RemoveAdmin(*account)))
        }

        /// Whether an account is an admin.
        #[ink(message)]
        pub fn is_admin(&self, account: arg::AccountId) -> bool {
            self.book.has(&account, Role::Admin)
        }

        /// A page of the admins, in no particular order. `start` counts from 0; a `limit` of 0 is the largest page.
        ///
        /// Errors: `PageSize`.
        #[ink(message)]
        pub fn admins(&self, start: u64, limit: u32) -> Result<AccountPage, Error> {
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

        /// The parameters, an account's roles and whether the system is paused, in one answer: what a contract asks
        /// before it acts.
        #[ink(message)]
        pub fn standing(&self, account: arg::AccountId) -> Standing {
            Standing {
                parameters: self.parameters,
                roles: self.book.roles(&account),
                paused: self.pause.is_on(self.env().block_timestamp()),
            }
        }

        /// For the doctor and the patient contract alone, each for its own role: gives an account the role or takes
        /// it away, on behalf of `actor`. They log it.
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

        /// Proposes the parameters that all contracts obey, and approves them: `propose` in short. For admins.
        ///
        /// Errors: `MissingRole`, `NotWired`, `InvalidParameter`.
        #[ink(message)]
        pub fn update_system_parameters(&mut self, parameters: SystemParameters) -> Result<Decision, Error> {
            self.propose(Box::new(Proposal::SystemParameters(parameters)))
        }

        /// The parameters that all contracts obey.
        #[ink(message)]
        pub fn system_parameters(&self) -> SystemParameters {
            self.parameters
        }

        /// Stops changes in the system for at most 3 days: all but the admins' own here, and all that takes access
        /// away or ends a danger (revoke, rotate, renew a link, erase, suspend). For admins.
        ///
        /// Errors: `MissingRole`, `NotWired`, `Paused`, `PausedRecently`.
        #[ink(message)]
        pub fn pause(&mut self) -> Result<(), Error> {
            let (actor, audit) = self.require_wired_admin()?;
            let now = self.env().block_timestamp();
            if self.pause.is_on(now) {
                return Err(Error::Paused);
            }
            if now < self.pause.again_from() {
                return Err(Error::PausedRecently);
            }
            let pause = Pause {
                since: now,
                until: now.saturating_add(PAUSE_MS),
            };
            self.change_pause(actor, audit, pause, Action::Paused, time_reference(pause.until))
        }

        /// Ends a pause before its time. For admins.
        ///
        /// Errors: `MissingRole`, `NotWired`, `NotPaused`.
        #[ink(message)]
        pub fn resume(&mut self) -> Result<(), Error> {
            let (actor, audit) = self.require_wired_admin()?;
            let now = self.env().block_timestamp();
            if !self.pause.is_on(now) {
                return Err(Error::NotPaused);
            }
            let pause = Pause {
                until: now,
                ..self.pause
            };
            self.change_pause(actor, audit, pause, Action::Resumed, NO_REFERENCE)
        }

        /// When the system was last paused, and until when.
        #[ink(message)]
        pub fn last_pause(&self) -> Pause {
            self.pause
        }

        fn change_pause(
            &mut self,
            actor: AccountId,
            mut audit: AuditRef,
            pause: Pause,
            action: Action,
            reference: [u8; 32],
        ) -> Result<(), Error> {
            self.pause = pause;
            let subject = self.env().account_id();
            log(&mut audit, &actor, &subject, action, reference)?;
            PauseChanged::emit(&actor, &subject, &pause);
            Ok(())
        }

        /// Refuses what could never be carried out, before anybody has to approve it.
        fn check(&self, proposal: &Proposal) -> Result<(), Error> {
            match proposal {
                Proposal::AddAdmin(account) => self.book.check_new(account),
                Proposal::RemoveAdmin(account) => self.book.check_leaver(account),
                Proposal::SystemParameters(new) => {
                    check_parameters(new, self.book.admin_count(), self.parameters.upgrade_notice_s)
                }
                Proposal::AuditParameters(new) => check::parameter(new.max_page, medink_types::bounds::PAGE),
                Proposal::AuthorizeContract(contract) if !self.env().is_contract(contract) => {
                    Err(Error::NotAContract)
                }
                Proposal::DeauthorizeContract(contract) if self.is_own(contract) => {
                    Err(Error::StaysAuthorized)
                }
                Proposal::AuthorizeContract(_)
                | Proposal::DeauthorizeContract(_)
                | Proposal::UpgradeCode { .. } => Ok(()),
            }
        }

        /// Does what was proposed where it has the approvals that it needs, announces an upgrade, and else keeps it.
        fn decide(
            &mut self,
            actor: AccountId,
            mut audit: AuditRef,
            mut entry: ProposalEntry,
            action: Action,
        ) -> Result<Decision, Error> {
            let number = entry.number;
            if !self.has_quorum(&entry) {
                self.keep(&mut audit, &actor, &entry, action)?;
                return Ok(Decision::Waits { number });
            }
            if let Proposal::UpgradeCode { contract, code_hash } = entry.proposal {
                let is_new = entry.state == ProposalState::Open;
                if is_new {
                    let now = self.env().block_timestamp();
                    proposals::announce(&mut entry, now, self.parameters.upgrade_notice_s);
                }
                self.keep(&mut audit, &actor, &entry, action)?;
                if is_new {
                    self.log_announced(&mut audit, &actor, contract, code_hash)?;
                }
                return Ok(Decision::Waits { number });
            }
            // What one admin decides alone leaves the entry of what was done and nothing else.
            if entry.approvals.len() > 1 {
                entry.state = ProposalState::CarriedOut;
                self.keep(&mut audit, &actor, &entry, action)?;
            }
            self.perform(&actor, &mut audit, &entry.proposal)?;
            Ok(Decision::CarriedOut)
        }

        /// Keeps a proposal, logs what was done to it, and tells who listens.
        fn keep(
            &mut self,
            audit: &mut AuditRef,
            actor: &AccountId,
            entry: &ProposalEntry,
            action: Action,
        ) -> Result<(), Error> {
            self.proposals.keep(entry);
            let subject = self.env().account_id();
            let reference = record_reference(entry.number, digest_of(&entry.proposal));
            log(audit, actor, &subject, action, reference)?;
            self.tell_proposal(actor, entry);
            Ok(())
        }

        fn log_announced(
            &self,
            audit: &mut AuditRef,
            actor: &AccountId,
            contract: Part,
            code_hash: Hash,
        ) -> Result<(), Error> {
            let subject = self.part(contract)?;
            log(audit, actor, &subject, Action::UpgradeAnnounced, code_hash.into())
        }

        fn tell_proposal(&self, actor: &AccountId, entry: &ProposalEntry) {
            let approvals = u32::try_from(entry.approvals.len()).unwrap_or(u32::MAX);
            let subject = self.env().account_id();
            ProposalChanged::emit(actor, &subject, &entry.number, &approvals, &entry.state);
        }

        fn perform(
            &mut self,
            actor: &AccountId,
            audit: &mut AuditRef,
            proposal: &Proposal,
        ) -> Result<(), Error> {
            match proposal {
                Proposal::AddAdmin(account) => {
                    self.book.add_admin(account)?;
                    log(audit, actor, account, Action::AdminAdded, NO_REFERENCE)?;
                    tell_role(actor, account, Role::Admin, true);
                    Ok(())
                }
                Proposal::RemoveAdmin(account) => {
                    self.book.remove_admin(account)?;
                    log(audit, actor, account, Action::AdminRemoved, NO_REFERENCE)?;
                    tell_role(actor, account, Role::Admin, false);
                    let quorum = satisfiable(self.parameters.quorum, self.book.admin_count());
                    if quorum == self.parameters.quorum {
                        return Ok(());
                    }
                    let parameters = SystemParameters {
                        quorum,
                        ..self.parameters
                    };
                    self.change_parameters(actor, audit, parameters)
                }
                Proposal::SystemParameters(parameters) => {
                    check_parameters(
                        parameters,
                        self.book.admin_count(),
                        self.parameters.upgrade_notice_s,
                    )?;
                    self.change_parameters(actor, audit, *parameters)
                }
                Proposal::AuditParameters(parameters) => ask(audit
                    .call_mut()
                    .update_system_parameters(Box::new(*actor), *parameters))?,
                Proposal::AuthorizeContract(contract) => ask(audit
                    .call_mut()
                    .authorize_contract(Box::new(*actor), Box::new(*contract)))?,
                Proposal::DeauthorizeContract(contract) => ask(audit
                    .call_mut()
                    .deauthorize_contract(Box::new(*actor), Box::new(*contract)))?,
                Proposal::UpgradeCode { contract, code_hash } => {
                    self.upgrade(actor, audit, *contract, code_hash)
                }
            }
        }

        fn upgrade(
            &mut self,
            actor: &AccountId,
            audit: &mut AuditRef,
            contract: Part,
            new: &Hash,
        ) -> Result<(), Error> {
            let at = self.part(contract)?;
            let old = self.env().code_hash(&at).map_err(|_| Error::NotAContract)?;
            // Before audit itself has new code, so that the log's code that everybody knows tells of it.
            log(audit, actor, &at, Action::CodeReplaced, old.into())?;
            log(audit, actor, &at, Action::CodeUpgraded, (*new).into())?;
            let own = self.env().account_id();
            if contract == Part::Admin {
                replace_code(&own, &own, new)?;
            } else {
                let selector = Selector::new(ink::selector_bytes!("upgrade_code"));
                ask(build_call::<DefaultEnvironment>()
                    .call(at)
                    .exec_input(ExecutionInput::new(selector).push_arg(*new))
                    .returns::<Result<(), Error>>())??;
            }
            CodeChanged::emit(actor, &at, &old, new);
            Ok(())
        }

        /// Where one of the four contracts is.
        fn part(&self, contract: Part) -> Result<AccountId, Error> {
            let contracts = self.contracts.get().ok_or(Error::NotWired)?;
            Ok(match contract {
                Part::Admin => self.env().account_id(),
                Part::Audit => contracts.audit,
                Part::Doctor => contracts.doctor,
                Part::Patient => contracts.patient,
            })
        }

        /// Whether an account is one of the four contracts.
        fn is_own(&self, account: &AccountId) -> bool {
            [Part::Admin, Part::Audit, Part::Doctor, Part::Patient]
                .into_iter()
                .any(|part| self.part(part).as_ref() == Ok(account))
        }

        /// Whether enough of those who approved are admins now. They are at most as many as admins can be.
        fn has_quorum(&self, entry: &ProposalEntry) -> bool {
            let admins = entry.approvals.iter();
            let count = admins
                .filter(|account| self.book.has(account, Role::Admin))
                .count();
            count >= usize::from(self.parameters.quorum)
        }

        fn change_parameters(
            &mut self,
            actor: &AccountId,
            audit: &mut AuditRef,
            new: SystemParameters,
        ) -> Result<(), Error> {
            let old = core::mem::replace(&mut self.parameters, new);
            let subject = self.env().account_id();
            let reference = change_reference(&old, &new);
            log(audit, actor, &subject, Action::SystemParametersUpdated, reference)?;
            SystemParametersChanged::emit(actor, &subject, &old, &new);
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
