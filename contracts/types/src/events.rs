//! The contracts' events: one per kind of change, with actor and subject as topics. None says more than the log
//! does.

use crate::{
    AuditParameters, Contracts, DoctorStatus, LogEntry, Pause, ProposalState, Purpose, Role, SystemParameters,
};
use ink_primitives::{AccountId, Hash};
use scale::{Decode, Encode};

macro_rules! events {
    ($( $(#[$doc:meta])* $name:ident { $( $(#[$field_doc:meta])* $field:ident : $ty:ty, )* } )*) => { $(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
        #[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
        #[cfg_attr(feature = "ink", derive(ink::Event))]
        #[cfg_attr(all(feature = "std", feature = "ink"), derive(ink::EventMetadata))]
        pub struct $name {
            /// Who acted.
            #[cfg_attr(feature = "ink", ink(topic))]
            pub actor: AccountId,
            /// Whom or what it was about.
            #[cfg_attr(feature = "ink", ink(topic))]
            pub subject: AccountId,
            $( $(#[$field_doc])* pub $field: $ty, )*
        }

        #[cfg(feature = "ink")]
        impl $name {
            /// Emits it. For contracts: nothing is put together that would be taken apart at once.
            pub fn emit(actor: &AccountId, subject: &AccountId, $( $field: &$ty, )*) {
                let signature = <Self as ink::env::Event>::SIGNATURE_TOPIC;
                crate::contract::emit(signature, actor, subject, &($( $field, )*).encode());
            }
        }
    )* };
}

events! {
    /// admin: a role was given to an account or taken from it.
    RoleChanged {
        /// Which role.
        role: Role,
        /// Whether the account has it now.
        held: bool,
    }
    /// admin: the system was paused, or a pause was ended.
    PauseChanged {
        /// From when until when.
        pause: Pause,
    }
    /// admin: a proposal was made or approved, an approval withdrawn, or it was carried out or called off.
    ProposalChanged {
        /// Its number.
        number: u32,
        /// How many have approved it.
        approvals: u32,
        /// How far it has come.
        state: ProposalState,
    }
    /// admin: a contract, the subject, has new code.
    CodeChanged {
        /// BLAKE2b-256 of the code before.
        old: Hash,
        /// BLAKE2b-256 of the code from now on.
        new: Hash,
    }
    /// admin: system parameters changed.
    SystemParametersChanged {
        /// The value before.
        old: SystemParameters,
        /// The value from now on.
        new: SystemParameters,
    }
    /// admin: the registry of contracts was set.
    ContractsRegistered {
        /// Where the contracts are.
        contracts: Contracts,
    }
    /// audit: a contract may, or may no longer, write to the log.
    AuthorizationChanged {
        /// Whether it may write from now on.
        authorized: bool,
    }
    /// audit: the log's parameters changed.
    AuditParametersChanged {
        /// The value before.
        old: AuditParameters,
        /// The value from now on.
        new: AuditParameters,
    }
    /// audit: an entry was written. The entry's own hash is BLAKE2b-256 of its SCALE encoding.
    ActionLogged {
        /// The whole entry.
        entry: LogEntry,
    }
    /// doctor: a doctor was registered, suspended or reinstated.
    DoctorChanged {
        /// The status from now on.
        status: DoctorStatus,
    }
    /// doctor: a doctor's sealed profile changed.
    DoctorProfileChanged {}
    /// doctor: an admin attested what a doctor's profile says, or withdrew it.
    AttestationChanged {
        /// Whether it is attested from now on.
        attested: bool,
    }
    /// doctor, patient: somebody replaced the own encryption key.
    EncryptionKeyReplaced {
        /// The new key's serial.
        serial: u32,
    }
    /// doctor: a patient gave a consent.
    ConsentGranted {
        /// Why.
        purpose: Purpose,
        /// From when, in milliseconds since 1970-01-01; 0 for from now.
        from_ms: u64,
        /// Until when (exclusive), in milliseconds since 1970-01-01.
        until_ms: u64,
        /// Whether it covers the whole history.
        whole_history: bool,
    }
    /// doctor: a patient took a consent back.
    ConsentRevoked {
        /// The key generation that the patient has to rotate to before anything new can be written.
        lowest_generation: u32,
    }
    /// doctor: after a rotation, a remaining consent's key was wrapped again.
    ConsentRewrapped {
        /// The generation whose key is wrapped now.
        generation: u32,
    }
    /// patient: a patient was registered.
    PatientRegistered {}
    /// patient: a patient's sealed profile changed.
    PatientProfileChanged {}
    /// patient: a record was added.
    RecordAdded {
        /// The record's number.
        number: u32,
        /// The first version of the record that it amends, if it does.
        amends: Option<u32>,
        /// The record that it, a note, refers to, if it does.
        refers_to: Option<u32>,
    }
    /// patient: a record's key, or key and place, changed.
    RecordResealed {
        /// The record's number.
        number: u32,
        /// The generation that its key is wrapped under now.
        generation: u32,
    }
    /// patient: a record was erased.
    RecordErased {
        /// The record's number.
        number: u32,
    }
    /// patient: a record was opened.
    RecordAccessed {
        /// The record's number.
        number: u32,
    }
    /// patient: a doctor began a visit.
    VisitBegun {}
    /// patient: the patient's keys went to a new generation.
    GenerationRotated {
        /// The generation from now on.
        generation: u32,
    }
    /// patient: the link from a generation to the one before was renewed.
    LinkRenewed {
        /// The newer generation.
        generation: u32,
    }
}
