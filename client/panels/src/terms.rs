//! What pages call the values of the system: what was done, why a doctor looks. What the core calls by itself (purposes,
//! what an entry is about, how long something still lasts) is not here.

use medink_core::doctor_visit::Reason;
use medink_types::Action;
use medink_words::{Said, said};

/// Why a doctor begins a visit, as a form offers it.
pub fn reason(reason: &Reason) -> Said {
    match reason {
        Reason::Treatment => said!("offer-treatment"),
        Reason::EmergencyTreatment => said!("offer-emergency"),
        Reason::CareManagement => said!("offer-management"),
        Reason::Coordination => said!("offer-coordination"),
        Reason::PatientRequest => said!("offer-request"),
        Reason::Quality => said!("offer-quality"),
        Reason::Payment => said!("offer-payment"),
    }
}

/// What an entry of the log says was done.
pub fn action(action: &Action) -> Said {
    match action {
        Action::AdminAdded => said!("action-admin-added"),
        Action::AdminRemoved => said!("action-admin-removed"),
        Action::SystemParametersUpdated => said!("action-system-parameters"),
        Action::Paused => said!("action-paused"),
        Action::Resumed => said!("action-resumed"),
        Action::ContractsRegistered => said!("action-contracts-registered"),
        Action::ContractAuthorized => said!("action-contract-authorized"),
        Action::ContractDeauthorized => said!("action-contract-deauthorized"),
        Action::AuditParametersUpdated => said!("action-log-parameters"),
        Action::DoctorRegistered => said!("action-doctor-registered"),
        Action::DoctorProfileUpdated => said!("action-doctor-profile"),
        Action::DoctorSuspended => said!("action-doctor-suspended"),
        Action::DoctorReinstated => said!("action-doctor-reinstated"),
        Action::ConsentGranted => said!("action-consent-granted"),
        Action::ConsentRevoked => said!("action-consent-revoked"),
        Action::ConsentRewrapped => said!("action-consent-rewrapped"),
        Action::PatientRegistered => said!("action-patient-registered"),
        Action::PatientProfileUpdated => said!("action-patient-profile"),
        Action::RecordAdded => said!("action-record-added"),
        Action::RecordAmended => said!("action-record-amended"),
        Action::RecordResealed => said!("action-record-resealed"),
        Action::RecordErased => said!("action-record-erased"),
        Action::RecordAccessed => said!("action-opened"),
        Action::VisitBegun => said!("action-visit-begun"),
        Action::GenerationRotated => said!("action-keys-changed"),
        Action::LinkRenewed => said!("action-link-renewed"),
        Action::RecordAnnotated => said!("action-record-annotated"),
        Action::EncryptionKeyReplaced => said!("action-key-replaced"),
        Action::DoctorAttested => said!("action-doctor-attested"),
        Action::AttestationWithdrawn => said!("action-attestation-withdrawn"),
        Action::ProposalMade => said!("action-proposal-made"),
        Action::ProposalApproved => said!("action-proposal-approved"),
        Action::ApprovalWithdrawn => said!("action-approval-withdrawn"),
        Action::UpgradeAnnounced => said!("action-upgrade-announced"),
        Action::CodeReplaced => said!("action-code-replaced"),
        Action::CodeUpgraded => said!("action-code-upgraded"),
    }
}
