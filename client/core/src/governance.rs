//! What the admins decide together: proposals, approvals, announced upgrades. How many have to approve is the parameter
//! `quorum`; what can hurt nobody but the one who does it is not here.

use crate::advice::Advice;
use crate::deploy::NewCode;
use crate::error::{Error, Kind, Result};
use crate::when;
use crate::{Done, Medink, Operation};
use medink_chain::{ChainExt, contracts};
use medink_types::{
    AccountId, Decision, Hash, Page, Part, Proposal, ProposalEntry, ProposalState, Role, SystemParameters,
    bounds,
};
use medink_words::{Said, Value, said};

/// An upgrade that has been announced and can still be called off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Announced {
    /// The proposal's number.
    pub number: u32,
    /// Which contract gets new code.
    pub contract: Part,
    /// BLAKE2b-256 of the new code.
    pub code_hash: Hash,
    /// Not before, in milliseconds since 1970-01-01.
    pub not_before: u64,
    /// Until when it can be carried out, in milliseconds since 1970-01-01.
    pub expires: u64,
}

impl Announced {
    /// In a sentence, for everybody.
    pub fn words(&self) -> Said {
        said!(
            "upgrade-announced",
            part = Value::Choice(part_name(self.contract)),
            code = format!("0x{}", hex::encode(self.code_hash)),
            from = Value::Time(self.not_before),
            number = self.number
        )
    }
}

/// How far a proposal has come by now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// It waits for approvals.
    Open,
    /// It has run out before it had enough of them, or before it was carried out.
    Expired,
    /// An upgrade whose notice is not over: it ends then, in milliseconds since 1970-01-01.
    Announced(u64),
    /// Any admin can carry it out: an upgrade whose notice is over, or what a lowered quorum leaves enough approvals for.
    Ready,
    /// It was done.
    CarriedOut,
    /// Its approvals were withdrawn.
    CalledOff,
}

impl Stage {
    /// Of a proposal at `now`, in milliseconds since 1970-01-01, that has `enough` approvals or not.
    fn of(entry: &ProposalEntry, now: u64, enough: bool) -> Self {
        match entry.state {
            ProposalState::CarriedOut => Stage::CarriedOut,
            ProposalState::CalledOff => Stage::CalledOff,
            _ if now >= entry.expires => Stage::Expired,
            ProposalState::Open if enough => Stage::Ready,
            ProposalState::Open => Stage::Open,
            ProposalState::Announced { not_before } if enough && now >= not_before => Stage::Ready,
            ProposalState::Announced { not_before } => Stage::Announced(not_before),
        }
    }

    /// In a word, for programs.
    pub fn word(self) -> &'static str {
        match self {
            Stage::Open => "open",
            Stage::Expired => "expired",
            Stage::Announced(_) => "announced",
            Stage::Ready => "ready",
            Stage::CarriedOut => "carried out",
            Stage::CalledOff => "called off",
        }
    }

    /// Whether anything can still become of it.
    pub fn is_pending(self) -> bool {
        matches!(self, Stage::Open | Stage::Announced(_) | Stage::Ready)
    }
}

/// A proposal with how it stands now.
#[derive(Debug, Clone)]
pub struct ProposalView {
    /// As the chain keeps it.
    pub entry: ProposalEntry,
    /// How far it has come.
    pub stage: Stage,
    /// How many of those who approved it are admins now.
    pub approvals: usize,
    /// How many it takes.
    pub quorum: u8,
}

impl ProposalView {
    fn new(entry: ProposalEntry, now: u64, admins: &[AccountId], quorum: u8) -> Self {
        let approvals = entry.approvals.iter().filter(|who| admins.contains(who)).count();
        ProposalView {
            stage: Stage::of(&entry, now, approvals >= usize::from(quorum)),
            approvals,
            quorum,
            entry,
        }
    }

    /// Whether an approval is missing: also of an announced upgrade, when who approved it is no admin any more.
    pub fn lacks_approvals(&self) -> bool {
        self.stage.is_pending() && self.approvals < usize::from(self.quorum)
    }

    /// How it stands, in a sentence.
    pub fn words(&self) -> Said {
        let (number, until) = (self.entry.number, Value::Time(self.entry.expires));
        let (approvals, quorum) = (self.approvals, self.quorum);
        match self.stage {
            Stage::Open => said!(
                "proposal-open",
                number = number,
                quorum = quorum,
                approvals = approvals,
                until = until
            ),
            Stage::Announced(from) if self.lacks_approvals() => said!(
                "proposal-announced-lacking",
                number = number,
                quorum = quorum,
                approvals = approvals,
                from = Value::Time(from),
                until = until
            ),
            Stage::Announced(from) => said!(
                "proposal-announced",
                number = number,
                from = Value::Time(from),
                until = until
            ),
            Stage::Ready if self.entry.state == ProposalState::Open => {
                said!("proposal-approved", number = number, until = until)
            }
            Stage::Ready => said!("proposal-ready", number = number, until = until),
            Stage::Expired => said!("proposal-expired", number = number),
            Stage::CarriedOut => said!("proposal-carried-out", number = number),
            Stage::CalledOff => said!("proposal-called-off", number = number),
        }
    }
}

/// How many of the newest proposals are looked through for announced upgrades.
const LOOKED_AT: u64 = 100;

impl Operation<'_> {
    /// Makes a proposal and approves it. Guard: admin.
    pub async fn propose(&self, proposal: Proposal) -> Result<Done<Decision>> {
        let at = self.deployment.admin();
        self.one(contracts::admin::propose(at, proposal)).await
    }

    /// Approves a proposal. Guard: admin.
    pub async fn approve(&self, number: u32) -> Result<Done<Decision>> {
        let at = self.deployment.admin();
        self.one(contracts::admin::approve(at, number)).await
    }

    /// Takes the actor's approval back. Guard: admin.
    pub async fn withdraw_approval(&self, number: u32) -> Result<Done<()>> {
        let at = self.deployment.admin();
        self.one(contracts::admin::withdraw_approval(at, number)).await
    }

    /// Carries out what has the approvals that it needs; an upgrade is announced, and carried out when its notice is over.
    /// Guard: admin.
    pub async fn carry_out(&self, number: u32) -> Result<Done<Decision>> {
        let message = contracts::admin::carry_out(self.deployment.admin(), number);
        self.run(async {
            match self.step(&message).await {
                // A chain that makes blocks only when there is something to do judges by its last block's time.
                Err(error)
                    if error.refusal == Some(medink_types::Error::NoticeRunning)
                        && self.proposal(number).await?.stage == Stage::Ready =>
                {
                    self.make_a_block().await?;
                    self.step(&message).await
                }
                outcome => outcome,
            }
        })
        .await
    }

    /// Has a quiet chain make a block, by sending the least there is from the actor to the actor: the fee is all that
    /// it costs.
    async fn make_a_block(&self) -> Result<()> {
        self.sent(self.actor.id(), 1).await
    }

    /// Proposes new code for a contract, and uploads it first where the chain does not have it. Guard: admin.
    pub async fn propose_upgrade(&self, contract: Part, code: &NewCode) -> Result<Done<Decision>> {
        // Uploading takes a deposit: who may not propose pays none.
        if !self.roles(self.actor.id()).await?.has(Role::Admin) {
            return Err(Error::new(Kind::Refused, said!("core-only-admin-upgrades"))
                .next(said!("core-ask-admin"))
                .advise(Advice::ListAdmins));
        }
        let name = part_name(contract);
        if self.chain.code_hash_of(self.part(contract)).await? == Some(code.hash) {
            return Err(Error::new(Kind::Usage, said!("core-same-code", name = name))
                .next(said!("core-check-right-file")));
        }
        self.run(async {
            if !self.chain.code_exists(code.hash).await? {
                let what = format!("{name}: upload");
                let upload = self.chain.upload_code(self.actor, &code.wasm, &self.submit);
                if let Some(receipt) = self.submitted(&what, upload).await?.receipt {
                    self.paid(&what, receipt);
                }
            }
            let code_hash = code.hash.into();
            let at = self.deployment.admin();
            let message = contracts::admin::propose(at, Proposal::UpgradeCode { contract, code_hash });
            let value = self.step(&message).await?;
            Ok(value)
        })
        .await
    }
}

impl Medink {
    /// A proposal, as it stands now.
    ///
    /// # Errors
    /// [`Kind::NotFound`].
    pub async fn proposal(&self, number: u32) -> Result<ProposalView> {
        let query = contracts::admin::proposal(self.deployment.admin(), number);
        let entry = self.chain.read(&query).await?.ok_or_else(|| {
            Error::new(Kind::NotFound, said!("core-no-proposal", number = number))
                .next(said!("core-look-at-those"))
                .advise(Advice::ListProposals)
        })?;
        let quorum = self.system_parameters().await?.quorum;
        Ok(ProposalView::new(
            entry,
            self.now_ms().await?,
            &self.admins().await?,
            quorum,
        ))
    }

    /// A page of the proposals as they stand now, newest first; `start` counts from 0.
    pub async fn proposal_views(&self, start: u64) -> Result<Page<ProposalView>> {
        let Page { items, total, next } = self.proposals(start).await?;
        let (now, admins) = (self.now_ms().await?, self.admins().await?);
        let quorum = self.system_parameters().await?.quorum;
        let view = |entry| ProposalView::new(entry, now, &admins, quorum);
        Ok(Page {
            items: items.into_iter().map(view).collect(),
            total,
            next,
        })
    }

    /// What is proposed, in words.
    pub fn proposal_words(&self, proposal: &Proposal) -> Said {
        match proposal {
            Proposal::AddAdmin(who) => said!("propose-admin", who = self.address(who)),
            Proposal::RemoveAdmin(who) => said!("propose-no-admin", who = self.address(who)),
            Proposal::SystemParameters(new) => parameters_words(new),
            Proposal::AuditParameters(new) => said!("propose-log-page", count = new.max_page),
            Proposal::AuthorizeContract(at) => said!("propose-writer", contract = self.address(at)),
            Proposal::DeauthorizeContract(at) => said!("propose-no-writer", contract = self.address(at)),
            Proposal::UpgradeCode { contract, code_hash } => said!(
                "propose-code",
                code = format!("0x{}", hex::encode(code_hash)),
                part = Value::Choice(part_name(*contract))
            ),
        }
    }

    /// A page of the proposals, newest first; `start` counts from 0.
    pub async fn proposals(&self, start: u64) -> Result<Page<ProposalEntry>> {
        let at = self.deployment.admin();
        let limit = bounds::PROPOSAL_PAGE;
        Ok(self
            .chain
            .read(&contracts::admin::proposals(at, start, limit))
            .await?)
    }

    /// The upgrades that are announced now, newest first: everybody is to see them.
    pub async fn announced_upgrades(&self) -> Result<Vec<Announced>> {
        let now = self.now_ms().await?;
        let mut announced = Vec::new();
        let mut start = 0;
        while start < LOOKED_AT {
            let page = self.proposals(start).await?;
            announced.extend(page.items.iter().filter_map(|entry| of(entry, now)));
            match page.next {
                Some(next) if next > start => start = next,
                _ => break,
            }
        }
        Ok(announced)
    }

    /// Where one of the four contracts is.
    pub fn part(&self, part: Part) -> AccountId {
        match part {
            Part::Admin => self.deployment.admin(),
            Part::Audit => self.deployment.audit(),
            Part::Doctor => self.deployment.doctor(),
            Part::Patient => self.deployment.patient(),
        }
    }

    /// Whether an account is one of the deployment's four contracts.
    pub fn is_own_contract(&self, account: &AccountId) -> bool {
        [Part::Admin, Part::Audit, Part::Doctor, Part::Patient]
            .into_iter()
            .any(|part| self.part(part) == *account)
    }
}

fn of(entry: &ProposalEntry, now: u64) -> Option<Announced> {
    let (Proposal::UpgradeCode { contract, code_hash }, ProposalState::Announced { not_before }) =
        (entry.proposal, entry.state)
    else {
        return None;
    };
    (now < entry.expires).then_some(Announced {
        number: entry.number,
        contract,
        code_hash,
        not_before,
        expires: entry.expires,
    })
}

fn parameters_words(new: &SystemParameters) -> Said {
    said!(
        "propose-parameters",
        self_registration = Value::Choice(if new.self_registration { "open" } else { "closed" }),
        days = new.longest_consent_days,
        page = new.max_page,
        quorum = new.quorum,
        notice = when::length(new.upgrade_notice_s)
    )
}

/// The name of a contract.
pub fn part_name(part: Part) -> &'static str {
    match part {
        Part::Admin => "admin",
        Part::Audit => "audit",
        Part::Doctor => "doctor",
        Part::Patient => "patient",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(state: ProposalState) -> ProposalEntry {
        ProposalEntry {
            number: 3,
            proposal: Proposal::UpgradeCode {
                contract: Part::Audit,
                code_hash: [7; 32].into(),
            },
            proposer: [1; 32].into(),
            made: 0,
            expires: 100,
            approvals: vec![[1; 32].into(), [2; 32].into()],
            state,
        }
    }

    #[test]
    fn a_proposal_is_told_as_it_stands_now() {
        let announced = entry(ProposalState::Announced { not_before: 50 });
        assert_eq!(Stage::of(&announced, 49, true), Stage::Announced(50));
        assert_eq!(Stage::of(&announced, 50, true), Stage::Ready);
        assert_eq!(Stage::of(&announced, 50, false), Stage::Announced(50));
        assert_eq!(Stage::of(&announced, 100, true), Stage::Expired);
        let open = entry(ProposalState::Open);
        assert_eq!(Stage::of(&open, 99, false), Stage::Open);
        assert_eq!(Stage::of(&open, 99, true), Stage::Ready);
        assert_eq!(Stage::of(&open, 100, true), Stage::Expired);
        // What is over does not expire.
        assert_eq!(
            Stage::of(&entry(ProposalState::CarriedOut), 100, true),
            Stage::CarriedOut
        );
        assert_eq!(
            Stage::of(&entry(ProposalState::CalledOff), 100, true),
            Stage::CalledOff
        );
    }

    /// Both ways in which admins or a quorum that change leave a proposal with too many or too few approvals.
    #[test]
    fn what_needs_approvals_no_more_or_again_is_told() {
        let view = |state, quorum| ProposalView::new(entry(state), 50, &[[2; 32].into()], quorum);
        let announced = ProposalState::Announced { not_before: 50 };
        for (state, quorum, lacks, words) in [
            (
                ProposalState::Open,
                1,
                false,
                "Proposal 3 has the approvals that it needs.",
            ),
            (
                ProposalState::Open,
                2,
                true,
                "Proposal 3 needs 2 approvals and has 1.",
            ),
            (announced, 1, false, "Proposal 3 has had its notice."),
            (
                announced,
                2,
                true,
                "Proposal 3 is announced to everybody, but needs 2 approvals and has 1:",
            ),
            (ProposalState::CalledOff, 2, false, "Proposal 3 is called off."),
        ] {
            let view = view(state, quorum);
            assert_eq!(view.lacks_approvals(), lacks, "{}", view.words());
            assert!(view.words().to_string().starts_with(words), "{}", view.words());
        }
    }

    #[test]
    fn only_the_approvals_of_present_admins_count() {
        let view = ProposalView::new(
            entry(ProposalState::Open),
            0,
            &[[2; 32].into(), [3; 32].into()],
            2,
        );
        assert_eq!((view.approvals, view.stage), (1, Stage::Open));
        assert!(
            view.words()
                .to_string()
                .starts_with("Proposal 3 needs 2 approvals and has 1."),
            "{}",
            view.words()
        );
    }

    #[test]
    fn parameters_are_told_whole() {
        let new = SystemParameters {
            self_registration: false,
            longest_consent_days: 30,
            max_page: 50,
            quorum: 2,
            upgrade_notice_s: 7 * 86_400,
        };
        assert_eq!(
            parameters_words(&new).to_string(),
            "set the parameters: self-registration closed, longest consent 30 days, largest page 50 entries, quorum 2, \
             notice of upgrades 7 days"
        );
    }

    #[test]
    fn an_upgrade_is_announced_until_it_expires() {
        let announced = entry(ProposalState::Announced { not_before: 50 });
        assert_eq!(
            of(&announced, 99).map(|found| (found.contract, found.not_before)),
            Some((Part::Audit, 50))
        );
        assert_eq!(of(&announced, 100), None);
        assert_eq!(of(&entry(ProposalState::CarriedOut), 0), None);
    }
}
