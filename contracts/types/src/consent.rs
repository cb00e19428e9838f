//! Consents: what a patient lets a doctor open and write, why, and until when.

use crate::bytes::{Salt, SealedPairwise, Signature};
use crate::record::WrappedKey;
use alloc::vec::Vec;
use ink_primitives::AccountId;
use scale::{Decode, Encode};

/// Why a doctor may look: codes of HL7 v3 PurposeOfUse (FHIR R4 `Consent.provision.purpose`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
#[cfg_attr(
    all(feature = "std", feature = "ink"),
    derive(ink::storage::traits::StorageLayout)
)]
pub enum Purpose {
    /// TREAT: treatment.
    Treatment,
    /// ETREAT: emergency treatment.
    EmergencyTreatment,
    /// CAREMGT: care management.
    CareManagement,
    /// HPAYMT: healthcare payment.
    Payment,
    /// HOPERAT: healthcare operations.
    Operations,
    /// HRESCH: healthcare research.
    Research,
    /// PUBHLTH: public health.
    PublicHealth,
    /// PATRQT: at the patient's request.
    PatientRequest,
}

/// One record's key under the pairwise key of patient and doctor.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
#[cfg_attr(
    all(feature = "std", feature = "ink"),
    derive(ink::storage::traits::StorageLayout)
)]
pub struct GrantedKey {
    /// The record's number, or 0 for the patient's profile.
    pub number: u32,
    /// Its wrapped key.
    pub key: WrappedKey,
}

/// What a consent covers, with the keys that open it.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
#[cfg_attr(
    all(feature = "std", feature = "ink"),
    derive(ink::storage::traits::StorageLayout)
)]
pub enum Scope {
    /// Everything, past and to come: the generation key under the pairwise key. One key whatever the number of
    /// records.
    WholeHistory {
        /// The generation whose key is wrapped; older ones are reached through the patient's links.
        generation: u32,
        /// The generation key under the pairwise key.
        key: WrappedKey,
    },
    /// Single records, 1 to 32, each with its key.
    Records(Vec<GrantedKey>),
}

impl Scope {
    /// What it covers, without the keys.
    pub fn summary(&self) -> ScopeSummary {
        match self {
            Scope::WholeHistory { generation, .. } => ScopeSummary::WholeHistory {
                generation: *generation,
            },
            Scope::Records(keys) => ScopeSummary::Records(keys.iter().map(|k| k.number).collect()),
        }
    }
}

/// A consent as a patient gives it.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub struct Grant {
    /// What it covers.
    pub scope: Scope,
    /// Why.
    pub purpose: Purpose,
    /// From when, in milliseconds since 1970-01-01; 0 means from when it is given.
    pub from_ms: u64,
    /// Until when (exclusive), in milliseconds since 1970-01-01.
    pub until_ms: u64,
    /// What makes the pairwise key this consent's own: 16 random bytes, never those of the consent before.
    pub salt: Salt,
    /// The serial of the doctor's encryption key that the pairwise key is sealed to; has to be the present one's.
    pub key_serial: u32,
    /// The pairwise key, sealed to the doctor with HPKE (RFC 9180), suite byte first; at most 1,280
    /// bytes.
    pub sealed_pairwise: SealedPairwise,
    /// The patient's sr25519 signature over all of this, in a context of its own (`medink/v1/consent`). The
    /// contract takes it as it is; the doctor's client checks it before it uses these keys.
    pub signature: Signature,
}

/// The key of the present generation for a doctor whose consent goes on.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub struct Rewrap {
    /// To whom.
    pub doctor: AccountId,
    /// The generation key under the consent's pairwise key.
    pub key: WrappedKey,
    /// The patient's signature over the consent as it is with this key; see `Grant`.
    pub signature: Signature,
}

/// A consent as the chain keeps it. The sealed pairwise key is read apart (`sealed_pairwise`).
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
#[cfg_attr(
    all(feature = "std", feature = "ink"),
    derive(ink::storage::traits::StorageLayout)
)]
pub struct Consent {
    /// What it covers.
    pub scope: Scope,
    /// Why.
    pub purpose: Purpose,
    /// From when, in milliseconds since 1970-01-01, as it was signed: 0 for from when it was given.
    pub from: u64,
    /// Until when (exclusive), in milliseconds since 1970-01-01. Expired is the same as absent.
    pub until: u64,
    /// When it was given, in milliseconds since 1970-01-01.
    pub given: u64,
    /// What makes its pairwise key its own.
    pub salt: Salt,
    /// The serial of the doctor's encryption key that the pairwise key is sealed to.
    pub key_serial: u32,
    /// The patient's signature over it; see `Grant`.
    pub signature: Signature,
}

impl Consent {
    /// Whether it counts at `now` (milliseconds since 1970-01-01).
    pub fn is_live(&self, now: u64) -> bool {
        self.from <= now && now < self.until
    }
}

/// What a consent covers, without keys, for pages.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
#[cfg_attr(
    all(feature = "std", feature = "ink"),
    derive(ink::storage::traits::StorageLayout)
)]
pub enum ScopeSummary {
    /// Everything, with the generation that its key is of.
    WholeHistory {
        /// The generation whose key is wrapped.
        generation: u32,
    },
    /// Single records.
    Records(Vec<u32>),
}

impl ScopeSummary {
    /// Whether it names `record` or is the whole history.
    pub fn covers(&self, record: u32) -> bool {
        match self {
            ScopeSummary::WholeHistory { .. } => true,
            ScopeSummary::Records(numbers) => numbers.contains(&record),
        }
    }
}

/// A consent in a page.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub struct ConsentEntry {
    /// The patient who gave it.
    pub patient: AccountId,
    /// The doctor who has it.
    pub doctor: AccountId,
    /// What it covers.
    pub scope: ScopeSummary,
    /// Why.
    pub purpose: Purpose,
    /// From when, in milliseconds since 1970-01-01.
    pub from: u64,
    /// Until when (exclusive), in milliseconds since 1970-01-01.
    pub until: u64,
    /// The serial of the doctor's encryption key that it is sealed to. Where the doctor has a later one, the patient
    /// has to seal it again.
    pub key_serial: u32,
}

/// What the doctor contract answers when the patient contract asks whether an author may write for a patient.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub struct WriteTicket {
    /// The lowest key generation that new records may be wrapped under: one above the highest that anybody
    /// was revoked from. Nothing is ever written under a key that a revoked doctor holds.
    pub lowest_generation: u32,
    /// Whether the author may wrap under a generation (the patient, or a doctor with the whole history), or only
    /// under the pairwise key.
    pub whole_history: bool,
    /// The salt of the doctor's consent, which names its pairwise key; zeros for the patient.
    pub salt: Salt,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(number: u32) -> GrantedKey {
        GrantedKey { number, key: [7; 60] }
    }

    #[test]
    fn a_consent_counts_from_its_start_to_before_its_end() {
        let consent = Consent {
            scope: Scope::Records(Vec::new()),
            purpose: Purpose::Treatment,
            from: 10,
            until: 20,
            given: 5,
            salt: [1; 16].into(),
            key_serial: 1,
            signature: [2; 64].into(),
        };
        let live = [9, 10, 19, 20].map(|now| consent.is_live(now));
        assert_eq!(live, [false, true, true, false]);
    }

    #[test]
    fn a_summary_names_what_the_scope_does() {
        let whole = Scope::WholeHistory {
            generation: 3,
            key: [7; 60],
        };
        let records = Scope::Records(Vec::from([key(4), key(0)]));
        assert_eq!(whole.summary(), ScopeSummary::WholeHistory { generation: 3 });
        assert_eq!(records.summary(), ScopeSummary::Records(Vec::from([4, 0])));
        let covers = |scope: &Scope| [0, 4, 5].map(|number| scope.summary().covers(number));
        assert_eq!(covers(&whole), [true; 3]);
        assert_eq!(covers(&records), [true, true, false]);
    }
}
