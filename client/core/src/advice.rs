//! What a person can do about a failure, as a thing and not as words: every face has its own way of saying it, the
//! command line by naming a command. Nothing here knows how.

use medink_types::Error as Refusal;

/// What helps, or shows what would.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Advice {
    /// Add a note of one's own to a record of somebody else's.
    AddNote,
    /// Hold the contracts on the chain against code of a certain version.
    CheckDeployment,
    /// Deploy the contracts, or finish or check a deployment.
    Deploy,
    /// Write the log to a file.
    ExportLog,
    /// Send an account something to pay with.
    FundAccount,
    /// Give a doctor a consent.
    GrantConsent,
    /// Bring an account to this machine.
    ImportAccount,
    /// Make this machine's node one of a network of hospitals.
    JoinNetwork,
    /// Deploy the contracts, or take part in a deployment that an administrator made.
    JoinOrDeploy,
    /// See the accounts of this machine.
    ListAccounts,
    /// See the admins.
    ListAdmins,
    /// See the doctors.
    ListDoctors,
    /// See what a network's hospitals vote on.
    ListMotions,
    /// See the accounts of this machine, or make one.
    ListOrNewAccount,
    /// See the accounts of this machine, or bring one to it.
    ListOrImportAccount,
    /// See what is proposed to the admins.
    ListProposals,
    /// See the patient's records.
    ListRecords,
    /// Make an account, or see those of this machine.
    NewAccountOrList,
    /// Copy content from another store.
    PullContent,
    /// Write the profile.
    WriteProfile,
    /// See what is in the log.
    ReadLog,
    /// Look at every part of this machine, and repair what can be.
    Repair,
    /// Bring to each store what it lacks, from another.
    RepairContent,
    /// Stop this machine's node and start it again.
    RestartNode,
    /// End a pause.
    ResumeSystem,
    /// See an account.
    ShowAccount,
    /// See an account's registration card.
    ShowCard,
    /// See the system's parameters.
    ShowParameters,
    /// Start this machine's node.
    StartNode,
    /// Stop this machine's node.
    StopNode,
    /// Correct a doctor's entry.
    UpdateDoctor,
}

impl Advice {
    /// What helps where a contract refused.
    pub(crate) fn on(refusal: &Refusal) -> Option<Self> {
        Some(match refusal {
            Refusal::CallerNotAuthorized | Refusal::NotWired | Refusal::CallFailed => Advice::Deploy,
            Refusal::Paused => Advice::ResumeSystem,
            Refusal::KeyNotProved => Advice::ShowCard,
            Refusal::ProposalClosed
            | Refusal::UnknownProposal
            | Refusal::QuorumMissing { .. }
            | Refusal::NoticeRunning => Advice::ListProposals,
            Refusal::NotAnAdmin => Advice::ListAdmins,
            Refusal::SelfRegistrationClosed | Refusal::InvalidEncryptionKey => Advice::ShowAccount,
            Refusal::InvalidParameter { min, max } if min == max => Advice::ShowParameters,
            Refusal::UnknownRecord | Refusal::RotationPending { .. } => Advice::ListRecords,
            _ => return None,
        })
    }
}
