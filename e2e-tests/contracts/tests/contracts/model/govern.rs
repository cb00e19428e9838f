//! The admins' rules: what they decide together, the parameters, the pause; and who may write to the log.

use super::cast::Contract;
use super::state::{Answer, Model, NO_REFERENCE, leave};
use super::step::Idea;
use e2e_contracts::{Part, blake2_256};
use medink_types::bounds::{ADMINS, CONSENT_DAYS, LOG_BATCH, PAGE, PAUSE_MS, PROPOSAL_MS, UPGRADE_NOTICE_S};
use medink_types::{
    AccountId, Action, AuditParameters, Decision, Error, Hash, Pause, Proposal, ProposalEntry, ProposalState,
    SystemParameters, change_reference, record_reference, time_reference,
};
use scale::Encode;

impl Model {
    /// What a step proposes.
    pub fn proposal(&self, idea: &Idea) -> Proposal {
        match *idea {
            Idea::Add(who) => Proposal::AddAdmin(who.account()),
            Idea::Remove(who) => Proposal::RemoveAdmin(who.account()),
            Idea::Parameters {
                open,
                days,
                page,
                quorum,
                notice_s,
            } => Proposal::SystemParameters(SystemParameters {
                self_registration: open,
                longest_consent_days: days,
                max_page: page,
                quorum,
                upgrade_notice_s: notice_s,
            }),
            Idea::LogPage(max_page) => Proposal::AuditParameters(AuditParameters { max_page }),
            Idea::Authorize(contract) => Proposal::AuthorizeContract(self.contract(contract)),
            Idea::Deauthorize(contract) => Proposal::DeauthorizeContract(self.contract(contract)),
            Idea::Upgrade(contract, code) => Proposal::UpgradeCode {
                contract,
                code_hash: self.code(contract, code),
            },
        }
    }

    /// The number of the newest proposal but so many; of none where there are not so many.
    pub fn number(&self, back: u32) -> u32 {
        let newest = self.proposals.len() as u32;
        newest.checked_sub(back).unwrap_or(newest + 1)
    }

    pub fn proposes(&mut self, by: AccountId, proposal: Proposal) -> Answer {
        self.admin(&by)?;
        self.check(&proposal)?;
        let entry = ProposalEntry {
            number: self.proposals.len() as u32 + 1,
            proposal,
            proposer: by,
            made: self.now,
            expires: self.now + PROPOSAL_MS,
            approvals: vec![by],
            state: ProposalState::Open,
        };
        self.decides(by, entry, Action::ProposalMade)
    }

    pub fn approves(&mut self, by: AccountId, number: u32) -> Answer {
        self.admin(&by)?;
        let mut entry = self.pending(number)?;
        // An announced upgrade is approved anew where it has lost an approval that it needs, and no other.
        if entry.state != ProposalState::Open && self.has_quorum(&entry) {
            return Err(Error::ProposalClosed);
        }
        if entry.approvals.contains(&by) {
            return Err(Error::AlreadyApproved);
        }
        entry.approvals.push(by);
        self.decides(by, entry, Action::ProposalApproved)
    }

    pub fn withdraws(&mut self, by: AccountId, number: u32) -> Answer {
        self.admin(&by)?;
        let mut entry = self.pending(number)?;
        if !entry.approvals.contains(&by) {
            return Err(Error::NotApproved);
        }
        leave(&mut entry.approvals, &by);
        let announced = entry.state != ProposalState::Open;
        if entry.approvals.is_empty() || (announced && !self.has_quorum(&entry)) {
            entry.state = ProposalState::CalledOff;
        }
        self.keeps(by, entry, Action::ApprovalWithdrawn);
        Ok(Vec::new())
    }

    pub fn carries_out(&mut self, by: AccountId, number: u32) -> Answer {
        self.admin(&by)?;
        let mut entry = self.pending(number)?;
        if !self.has_quorum(&entry) {
            return Err(Error::QuorumMissing {
                quorum: u32::from(self.parameters.quorum),
            });
        }
        match (entry.state, entry.proposal) {
            (ProposalState::Announced { not_before }, _) if self.now < not_before => {
                Err(Error::NoticeRunning)
            }
            (ProposalState::Open, Proposal::UpgradeCode { contract, code_hash }) => {
                self.announces(&mut entry);
                self.puts(entry);
                self.logs_announced(by, contract, code_hash);
                Ok(Decision::Waits { number }.encode())
            }
            (_, proposal) => {
                entry.state = ProposalState::CarriedOut;
                self.puts(entry);
                self.performs(by, &proposal)?;
                Ok(Decision::CarriedOut.encode())
            }
        }
    }

    pub fn pauses(&mut self, by: AccountId) -> Answer {
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
        let reference = time_reference(self.pause.until);
        self.logs(
            Part::Admin,
            by,
            self.address(Part::Admin),
            Action::Paused,
            reference,
        );
        Ok(Vec::new())
    }

    pub fn resumes(&mut self, by: AccountId) -> Answer {
        self.admin(&by)?;
        if !self.is_paused() {
            return Err(Error::NotPaused);
        }
        self.pause.until = self.now;
        self.logs(
            Part::Admin,
            by,
            self.address(Part::Admin),
            Action::Resumed,
            NO_REFERENCE,
        );
        Ok(Vec::new())
    }

    pub fn wires(&self, by: AccountId) -> Answer {
        self.admin(&by)?;
        Err(Error::AlreadyWired)
    }

    /// A foreign contract writes so many entries, of its own making, or one without a list.
    pub fn writes_foreign(
        &mut self,
        by: AccountId,
        list: Option<usize>,
        entry: (Action, [u8; 32]),
    ) -> Answer {
        let foreign = self.contract(Contract::Foreign);
        if !self.authorized.contains(&foreign) {
            return Err(Error::CallerNotAuthorized);
        }
        match list {
            Some(0) => return Err(Error::Empty),
            Some(many) if many > LOG_BATCH => {
                return Err(Error::TooMany {
                    max: LOG_BATCH as u32,
                });
            }
            _ => {}
        }
        let first = self.log.len() as u64;
        for _ in 0..list.unwrap_or(1) {
            self.logs_from(foreign, by, by, entry.0, entry.1);
        }
        Ok(first.encode())
    }

    /// A proposal that can still be approved, withdrawn or carried out.
    fn pending(&self, number: u32) -> Result<ProposalEntry, Error> {
        let place = (number as usize).checked_sub(1).ok_or(Error::UnknownProposal)?;
        let entry = self.proposals.get(place).ok_or(Error::UnknownProposal)?;
        let over = matches!(entry.state, ProposalState::CarriedOut | ProposalState::CalledOff);
        match over || self.now >= entry.expires {
            true => Err(Error::ProposalClosed),
            false => Ok(entry.clone()),
        }
    }

    /// What could never be carried out is refused before anybody has to approve it.
    fn check(&self, proposal: &Proposal) -> Result<(), Error> {
        match proposal {
            Proposal::AddAdmin(account) => self.can_join(account),
            Proposal::RemoveAdmin(account) => self.can_leave(account),
            Proposal::SystemParameters(new) => self.can_be(new),
            Proposal::AuditParameters(new) => parameter(new.max_page, PAGE),
            Proposal::AuthorizeContract(contract) => match self.is_contract(contract) {
                true => Ok(()),
                false => Err(Error::NotAContract),
            },
            Proposal::DeauthorizeContract(contract) => match self.at.contains(contract) {
                true => Err(Error::StaysAuthorized),
                false => Ok(()),
            },
            Proposal::UpgradeCode { .. } => Ok(()),
        }
    }

    fn is_contract(&self, account: &AccountId) -> bool {
        self.at.contains(account) || self.foreign == *account
    }

    fn can_join(&self, account: &AccountId) -> Result<(), Error> {
        match self.admins.contains(account) {
            true => Err(Error::AlreadyAdmin),
            false if self.admins.len() >= ADMINS as usize => Err(Error::TooManyAdmins { max: ADMINS }),
            false => Ok(()),
        }
    }

    fn can_leave(&self, account: &AccountId) -> Result<(), Error> {
        match self.admins.contains(account) {
            false => Err(Error::NotAnAdmin),
            true if self.admins.len() <= 1 => Err(Error::LastAdmin),
            true => Ok(()),
        }
    }

    /// In their ranges, to be reached by those who are admins now, and with no shorter notice than before.
    fn can_be(&self, new: &SystemParameters) -> Result<(), Error> {
        parameter(new.longest_consent_days, CONSENT_DAYS)?;
        parameter(new.max_page, PAGE)?;
        parameter(u32::from(new.quorum), self.admins.len() as u32)?;
        let min = self.parameters.upgrade_notice_s;
        match (min..=UPGRADE_NOTICE_S).contains(&new.upgrade_notice_s) {
            true => Ok(()),
            false => Err(Error::InvalidParameter {
                min,
                max: UPGRADE_NOTICE_S,
            }),
        }
    }

    /// Those alone count who are admins now.
    fn has_quorum(&self, entry: &ProposalEntry) -> bool {
        let approvals = entry.approvals.iter();
        let count = approvals.filter(|account| self.admins.contains(account)).count();
        count >= usize::from(self.parameters.quorum)
    }

    fn decides(&mut self, by: AccountId, mut entry: ProposalEntry, action: Action) -> Answer {
        let number = entry.number;
        let waits = Decision::Waits { number }.encode();
        if !self.has_quorum(&entry) {
            self.keeps(by, entry, action);
            return Ok(waits);
        }
        if let Proposal::UpgradeCode { contract, code_hash } = entry.proposal {
            let is_new = entry.state == ProposalState::Open;
            if is_new {
                self.announces(&mut entry);
            }
            self.keeps(by, entry, action);
            if is_new {
                self.logs_announced(by, contract, code_hash);
            }
            return Ok(waits);
        }
        let proposal = entry.proposal;
        // What one admin decides alone leaves no proposal behind.
        if entry.approvals.len() > 1 {
            entry.state = ProposalState::CarriedOut;
            self.keeps(by, entry, action);
        }
        self.performs(by, &proposal)?;
        Ok(Decision::CarriedOut.encode())
    }

    /// The notice begins.
    fn announces(&self, entry: &mut ProposalEntry) {
        let not_before = self.now + u64::from(self.parameters.upgrade_notice_s) * 1_000;
        entry.state = ProposalState::Announced { not_before };
        entry.expires = not_before + PROPOSAL_MS;
    }

    fn logs_announced(&mut self, by: AccountId, contract: Part, code: Hash) {
        let subject = self.address(contract);
        self.logs(Part::Admin, by, subject, Action::UpgradeAnnounced, code.into());
    }

    /// Keeps a proposal, and says in the log what was done to it.
    fn keeps(&mut self, by: AccountId, entry: ProposalEntry, action: Action) {
        let reference = record_reference(entry.number, blake2_256(&entry.proposal.encode()));
        self.puts(entry);
        self.logs(Part::Admin, by, self.address(Part::Admin), action, reference);
    }

    fn puts(&mut self, entry: ProposalEntry) {
        let place = entry.number as usize - 1;
        match self.proposals.get_mut(place) {
            Some(kept) => *kept = entry,
            None => self.proposals.push(entry),
        }
    }

    fn performs(&mut self, by: AccountId, proposal: &Proposal) -> Result<(), Error> {
        match *proposal {
            Proposal::AddAdmin(account) => {
                self.can_join(&account)?;
                self.admins.push(account);
                self.logs(Part::Admin, by, account, Action::AdminAdded, NO_REFERENCE);
            }
            Proposal::RemoveAdmin(account) => {
                self.can_leave(&account)?;
                leave(&mut self.admins, &account);
                self.logs(Part::Admin, by, account, Action::AdminRemoved, NO_REFERENCE);
                // Those who stay can reach it.
                let quorum = self.parameters.quorum.min(self.admins.len() as u8);
                if quorum != self.parameters.quorum {
                    let new = SystemParameters {
                        quorum,
                        ..self.parameters
                    };
                    self.sets(by, new);
                }
            }
            Proposal::SystemParameters(new) => {
                self.can_be(&new)?;
                self.sets(by, new);
            }
            Proposal::AuditParameters(new) => {
                parameter(new.max_page, PAGE)?;
                let reference = change_reference(&self.log_parameters, &new);
                self.log_parameters = new;
                let root = self.address(Part::Admin);
                self.logs(Part::Audit, by, root, Action::AuditParametersUpdated, reference);
            }
            Proposal::AuthorizeContract(contract) => {
                if !self.is_contract(&contract) {
                    return Err(Error::NotAContract);
                }
                if !self.authorized.insert(contract) {
                    return Err(Error::AlreadyAuthorized);
                }
                self.logs(Part::Audit, by, contract, Action::ContractAuthorized, contract.0);
            }
            Proposal::DeauthorizeContract(contract) => {
                if !self.authorized.remove(&contract) {
                    return Err(Error::NotAuthorized);
                }
                self.logs(
                    Part::Audit,
                    by,
                    contract,
                    Action::ContractDeauthorized,
                    contract.0,
                );
            }
            Proposal::UpgradeCode { contract, code_hash } => self.upgrades(by, contract, code_hash)?,
        }
        Ok(())
    }

    fn upgrades(&mut self, by: AccountId, contract: Part, new: Hash) -> Result<(), Error> {
        if !self.codes[contract as usize].contains(&new) {
            return Err(Error::UnknownCode);
        }
        let old = std::mem::replace(&mut self.present_codes[contract as usize], new);
        let at = self.address(contract);
        self.logs(Part::Admin, by, at, Action::CodeReplaced, old.into());
        self.logs(Part::Admin, by, at, Action::CodeUpgraded, new.into());
        Ok(())
    }

    fn sets(&mut self, by: AccountId, new: SystemParameters) {
        let reference = change_reference(&self.parameters, &new);
        self.parameters = new;
        let root = self.address(Part::Admin);
        self.logs(Part::Admin, by, root, Action::SystemParametersUpdated, reference);
    }
}

fn parameter(value: u32, max: u32) -> Result<(), Error> {
    match value == 0 || value > max {
        true => Err(Error::InvalidParameter { min: 1, max }),
        false => Ok(()),
    }
}
