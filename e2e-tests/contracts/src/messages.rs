//! Every message of the four contracts as a typed call. The interface is written down here a second time on
//! purpose: a test compares it with the bundles' metadata, so that neither changes without the other.

use crate::{Contract, Message};
use medink_types::{
    AccountId, AccountPage, Action, AuditParameters, Cid, Consent, ConsentPage, Contracts, Decision, Doctor,
    DoctorPage, Error, Grant, Hash, Head, LinkPage, LogEntry, LogPage, NewRecord, Patient, Pause, Proposal,
    ProposalEntry, ProposalPage, Record, RecordPage, Reseal, Rewrap, Role, Roles, ScopeSummary,
    SealedPairwise, SealedProfile, SignedKey, Standing, SystemParameters, WrappedKey, WriteTicket,
};
use scale::Encode;

macro_rules! messages {
    ($(
        $(#[$doc:meta])* $module:ident of $contract:ident {
            $( $kind:ident $label:ident ( $( $argument:ident : $ty:ty ),* ) -> $answer:ty; )*
        }
    )*) => { $(
        $(#[$doc])*
        #[allow(missing_docs, reason = "each function is the contract's message of the same name")]
        pub mod $module {
            use super::*;

            $(
                pub fn $label($( $argument: $ty ),*) -> Message<$answer> {
                    Message::new(Contract::$contract, stringify!($label), ($( $argument, )*).encode())
                }
            )*

            /// Each message's label, and whether it changes state.
            pub const MESSAGES: &[(&str, bool)] = &[$( (stringify!($label), messages!(@mutates $kind)) ),*];
        }
    )* };
    (@mutates write) => { true };
    (@mutates read) => { false };
}

/// Every message of the four: its contract, its label, and whether it changes state.
pub fn all() -> impl Iterator<Item = (Contract, &'static str, bool)> {
    let lists = [
        admin::MESSAGES,
        audit::MESSAGES,
        doctor::MESSAGES,
        patient::MESSAGES,
    ];
    Contract::ALL.into_iter().zip(lists).flat_map(|(contract, list)| {
        list.iter()
            .map(move |(label, mutates)| (contract, *label, *mutates))
    })
}

messages! {
    /// Who governs.
    admin of Admin {
        write register_contracts(contracts: Contracts) -> Result<(), Error>;
        read contracts() -> Option<Contracts>;
        write propose(proposal: Proposal) -> Result<Decision, Error>;
        write approve(number: u32) -> Result<Decision, Error>;
        write withdraw_approval(number: u32) -> Result<(), Error>;
        write carry_out(number: u32) -> Result<Decision, Error>;
        read proposal(number: u32) -> Option<ProposalEntry>;
        read proposals(start: u64, limit: u32) -> Result<ProposalPage, Error>;
        write add_admin(account: AccountId) -> Result<Decision, Error>;
        write remove_admin(account: AccountId) -> Result<Decision, Error>;
        read is_admin(account: AccountId) -> bool;
        read admins(start: u64, limit: u32) -> Result<AccountPage, Error>;
        read roles(account: AccountId) -> Roles;
        read validate_access(account: AccountId, role: Role) -> bool;
        read standing(account: AccountId) -> Standing;
        write set_role(actor: AccountId, account: AccountId, role: Role, held: bool) -> Result<(), Error>;
        write update_system_parameters(parameters: SystemParameters) -> Result<Decision, Error>;
        read system_parameters() -> SystemParameters;
        write pause() -> Result<(), Error>;
        write resume() -> Result<(), Error>;
        read last_pause() -> Pause;
    }

    /// What happened.
    audit of Audit {
        write authorize_contract(actor: AccountId, contract: AccountId) -> Result<(), Error>;
        write deauthorize_contract(actor: AccountId, contract: AccountId) -> Result<(), Error>;
        read is_authorized(contract: AccountId) -> bool;
        read admin() -> AccountId;
        write log_action(actor: AccountId, subject: AccountId, action: Action, reference: [u8; 32])
            -> Result<u64, Error>;
        write log_actions(actor: AccountId, subject: AccountId, actions: Vec<(Action, [u8; 32])>)
            -> Result<u64, Error>;
        write update_system_parameters(actor: AccountId, parameters: AuditParameters) -> Result<(), Error>;
        write upgrade_code(code_hash: Hash) -> Result<(), Error>;
        read system_parameters() -> AuditParameters;
        read head() -> Head;
        read entry(index: u64) -> Option<LogEntry>;
        read entries(start: u64, limit: u32) -> Result<LogPage, Error>;
        read entries_by_actor(actor: AccountId, start: u64, limit: u32) -> Result<LogPage, Error>;
        read entries_by_subject(subject: AccountId, start: u64, limit: u32) -> Result<LogPage, Error>;
        read accesses_by_subject(subject: AccountId, start: u64, limit: u32) -> Result<LogPage, Error>;
    }

    /// Who may treat, and patients' consents to them.
    doctor of Doctor {
        write register_doctor(doctor: AccountId, key: SignedKey, profile: SealedProfile) -> Result<(), Error>;
        write replace_encryption_key(key: SignedKey) -> Result<(), Error>;
        write update_profile(profile: SealedProfile) -> Result<(), Error>;
        write attest_doctor(doctor: AccountId, profile_digest: [u8; 32]) -> Result<(), Error>;
        write withdraw_attestation(doctor: AccountId) -> Result<(), Error>;
        write suspend_doctor(doctor: AccountId) -> Result<(), Error>;
        write reinstate_doctor(doctor: AccountId) -> Result<(), Error>;
        read doctor(account: AccountId) -> Option<Doctor>;
        read doctors(start: u64, limit: u32) -> Result<DoctorPage, Error>;
        read encryption_key(account: AccountId) -> Option<SignedKey>;
        write grant_access(doctor: AccountId, grant: Grant) -> Result<(), Error>;
        write revoke_access(doctor: AccountId) -> Result<(), Error>;
        write rewrap_consents(generation: u32, keys: Vec<Rewrap>) -> Result<(), Error>;
        read consent(patient: AccountId, doctor: AccountId) -> Option<Consent>;
        read sealed_pairwise(patient: AccountId, doctor: AccountId) -> Option<SealedPairwise>;
        read lowest_generation(patient: AccountId) -> u32;
        read consents_of_patient(patient: AccountId, start: u64, limit: u32) -> Result<ConsentPage, Error>;
        read patients_of_doctor(doctor: AccountId, start: u64, limit: u32) -> Result<ConsentPage, Error>;
        read write_ticket(patient: AccountId, author: AccountId, about: Option<(u32, u32)>, authored: bool)
            -> Result<WriteTicket, Error>;
        read read_ticket(patient: AccountId, reader: AccountId, number: u32, first: u32, authored: bool)
            -> Result<(), Error>;
        write upgrade_code(code_hash: Hash) -> Result<(), Error>;
    }

    /// Whose records.
    patient of Patient {
        write register_patient(patient: AccountId, key: SignedKey, profile: SealedProfile) -> Result<(), Error>;
        write replace_encryption_key(key: SignedKey) -> Result<(), Error>;
        write update_profile(profile: SealedProfile) -> Result<(), Error>;
        read patient(account: AccountId) -> Option<Patient>;
        read encryption_key(account: AccountId) -> Option<SignedKey>;
        write add_medical_record(patient: AccountId, record: NewRecord) -> Result<u32, Error>;
        write add_medical_records(patient: AccountId, records: Vec<NewRecord>) -> Result<Vec<u32>, Error>;
        write amend_record(patient: AccountId, amends: u32, record: NewRecord) -> Result<u32, Error>;
        write annotate_record(patient: AccountId, about: u32, record: NewRecord) -> Result<u32, Error>;
        write reseal_records(records: Vec<Reseal>) -> Result<(), Error>;
        write erase_record(number: u32) -> Result<(), Error>;
        read record(patient: AccountId, number: u32) -> Option<Record>;
        read records(patient: AccountId, start: u64, limit: u32) -> Result<RecordPage, Error>;
        read record_by_cid(patient: AccountId, cid: Cid) -> Option<u32>;
        write log_access(patient: AccountId, number: u32) -> Result<(), Error>;
        read has_access(patient: AccountId, reader: AccountId, number: u32) -> bool;
        read vouches_for(patient: AccountId, scope: ScopeSummary) -> Result<(), Error>;
        write rotate_generation(from: u32, link: WrappedKey) -> Result<u32, Error>;
        write renew_link(generation: u32, link: WrappedKey) -> Result<(), Error>;
        read generation(patient: AccountId) -> u32;
        read generation_links(patient: AccountId, start: u32, limit: u32) -> Result<LinkPage, Error>;
        write upgrade_code(code_hash: Hash) -> Result<(), Error>;
    }
}
