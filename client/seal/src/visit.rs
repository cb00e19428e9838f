//! Why a doctor begins a visit, sealed for the patient: exactly 32 bytes, which is what an entry of the log holds.
//!
//! ```text
//! nonce (12, random) ‖ encrypted: version (1 byte, 1), reason (1), zeros (2) ‖ tag (16)
//! ```
//! AES-256-GCM. Its key is derived from the consent's pairwise key, which the patient and this doctor have and nobody else:
//! Expand(pairwise key, context of `medink/v1/visit/reason-key`). The associated data is the context of
//! `medink/v1/visit/reason`. Both contexts (see the crate's page) are of genesis hash, contract, patient, doctor and the
//! consent's salt, so that a reason says nothing in another's entry.
//!
//! Reasons are codes of HL7 v3 PurposeOfUse, numbered here; numbers never change their meaning. That a reason opens proves
//! that the doctor, or the patient, wrote it; that it is true is the doctor's word.

use crate::{
    binding::Binding,
    crypt::{NONCE, TAG, expand, open_small, seal_small},
    domain::name,
    error::SystemError,
    keys::PairwiseKey,
    random::{Random, System},
    secret::Secret,
};
use aws_lc_rs::hkdf;

/// Length of a sealed reason, in bytes.
pub const LEN: usize = NONCE + PLAIN + TAG;

const PLAIN: usize = 4;
const VERSION: u8 = 1;

/// Why a doctor looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// TREAT: treatment.
    Treatment,
    /// ETREAT: emergency treatment.
    EmergencyTreatment,
    /// CAREMGT: care management.
    CareManagement,
    /// COC: coordination of care.
    Coordination,
    /// PATRQT: patient requested.
    PatientRequest,
    /// HQUALIMP: health quality improvement.
    Quality,
    /// HPAYMT: healthcare payment.
    Payment,
}

impl Reason {
    /// All of them, the most usual first.
    pub const ALL: [Reason; 7] = [
        Reason::Treatment,
        Reason::EmergencyTreatment,
        Reason::CareManagement,
        Reason::Coordination,
        Reason::PatientRequest,
        Reason::Quality,
        Reason::Payment,
    ];

    /// Its code of HL7 v3 PurposeOfUse (code system ActReason).
    pub fn code(self) -> &'static str {
        match self {
            Reason::Treatment => "TREAT",
            Reason::EmergencyTreatment => "ETREAT",
            Reason::CareManagement => "CAREMGT",
            Reason::Coordination => "COC",
            Reason::PatientRequest => "PATRQT",
            Reason::Quality => "HQUALIMP",
            Reason::Payment => "HPAYMT",
        }
    }

    /// What that code is called there, in small letters.
    pub fn display(self) -> &'static str {
        match self {
            Reason::Treatment => "treatment",
            Reason::EmergencyTreatment => "emergency treatment",
            Reason::CareManagement => "care management",
            Reason::Coordination => "coordination of care",
            Reason::PatientRequest => "patient requested",
            Reason::Quality => "health quality improvement",
            Reason::Payment => "healthcare payment",
        }
    }

    /// The reason of this code; none for any other.
    pub fn of_code(code: &str) -> Option<Self> {
        Reason::ALL.into_iter().find(|reason| reason.code() == code)
    }

    fn number(self) -> u8 {
        match self {
            Reason::Treatment => 1,
            Reason::EmergencyTreatment => 2,
            Reason::CareManagement => 3,
            Reason::Coordination => 4,
            Reason::PatientRequest => 5,
            Reason::Quality => 6,
            Reason::Payment => 7,
        }
    }
}

/// Seals a reason for the patient of a consent. `pairwise` is that consent's key.
///
/// # Errors
/// [`SystemError`].
pub fn seal(binding: &Binding, pairwise: &PairwiseKey, reason: Reason) -> Result<[u8; LEN], SystemError> {
    seal_with(&mut System, binding, pairwise, reason)
}

pub(crate) fn seal_with(
    random: &mut impl Random,
    binding: &Binding,
    pairwise: &PairwiseKey,
    reason: Reason,
) -> Result<[u8; LEN], SystemError> {
    let key = key(binding, pairwise)?;
    let plain = [VERSION, reason.number(), 0, 0];
    let sealed = seal_small(random, key.expose(), &aad(binding, pairwise), &plain)?;
    sealed.try_into().map_err(|_| SystemError::Library)
}

/// Opens a reason; none where it was sealed under another consent's key or for another deployment, is no reason at all,
/// or one of a later program.
///
/// # Errors
/// [`SystemError`].
pub fn open(
    binding: &Binding,
    pairwise: &PairwiseKey,
    sealed: &[u8; LEN],
) -> Result<Option<Reason>, SystemError> {
    let key = key(binding, pairwise)?;
    let Some(plain) = open_small(key.expose(), &aad(binding, pairwise), sealed)? else {
        return Ok(None);
    };
    Ok(match *plain.as_slice() {
        [VERSION, number, 0, 0] => Reason::ALL.into_iter().find(|reason| reason.number() == number),
        _ => None,
    })
}

/// The pairwise key is uniform already: HKDF-Expand alone.
fn key(binding: &Binding, pairwise: &PairwiseKey) -> Result<Secret, SystemError> {
    let prk = hkdf::Prk::new_less_safe(hkdf::HKDF_SHA256, pairwise.secret.expose());
    expand(&prk, &context(name::VISIT_REASON_KEY, binding, pairwise))
}

fn aad(binding: &Binding, pairwise: &PairwiseKey) -> Vec<u8> {
    context(name::VISIT_REASON, binding, pairwise)
}

fn context(name: &str, binding: &Binding, pairwise: &PairwiseKey) -> Vec<u8> {
    binding.context(name, &[&pairwise.doctor(), &pairwise.salt()])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Account, DeploymentId};

    const SALT: [u8; 16] = [8; 16];
    const DOCTOR: [u8; 32] = [4; 32];

    fn right() -> (Binding, PairwiseKey) {
        let deployment = DeploymentId {
            genesis: [1; 32],
            contract: [2; 32],
        };
        let secrets = Account::from_suri("//Patient")
            .unwrap()
            .patient_secrets(deployment)
            .unwrap();
        (secrets.binding(), secrets.pairwise_key(DOCTOR, &SALT).unwrap())
    }

    #[test]
    fn a_reason_is_32_bytes_and_opens_with_its_own_consent_alone() {
        let (binding, pairwise) = right();
        for reason in Reason::ALL {
            let sealed = seal(&binding, &pairwise, reason).unwrap();
            assert_eq!(sealed.len(), 32);
            assert_eq!(open(&binding, &pairwise, &sealed), Ok(Some(reason)));
            let again = seal(&binding, &pairwise, reason).unwrap();
            assert_ne!(
                sealed, again,
                "two visits for the same reason can't be told by it"
            );
        }
        let sealed = seal(&binding, &pairwise, Reason::Treatment).unwrap();
        // The bytes of the key stay the right ones: what it is bound to has to refuse.
        let other = |doctor, salt| PairwiseKey::new(doctor, salt, pairwise.secret.clone());
        for (wrong_scope, wrong_key) in [
            (
                Binding {
                    genesis: [9; 32],
                    ..binding
                },
                other(DOCTOR, SALT),
            ),
            (
                Binding {
                    contract: [9; 32],
                    ..binding
                },
                other(DOCTOR, SALT),
            ),
            (
                Binding {
                    patient: [9; 32],
                    ..binding
                },
                other(DOCTOR, SALT),
            ),
            (binding, other([9; 32], SALT)),
            (binding, other(DOCTOR, [9; 16])),
            (
                binding,
                PairwiseKey::new(DOCTOR, SALT, Secret::copy_from(&[9; 32])),
            ),
        ] {
            assert_eq!(open(&wrong_scope, &wrong_key, &sealed), Ok(None));
        }
        for at in 0..sealed.len() {
            let mut bad = sealed;
            bad[at] ^= 1 << (at % 8);
            assert_eq!(open(&binding, &pairwise, &bad), Ok(None), "byte {at}");
        }
        for garbage in [[0; LEN], [0xff; LEN]] {
            assert_eq!(open(&binding, &pairwise, &garbage), Ok(None));
        }
    }

    #[test]
    fn what_is_sealed_and_is_no_reason_is_none() {
        let (binding, pairwise) = right();
        let key = key(&binding, &pairwise).unwrap();
        for plain in [
            [2, 1, 0, 0],
            [1, 0, 0, 0],
            [1, 8, 0, 0],
            [1, 1, 1, 0],
            [1, 1, 0, 1],
        ] {
            let sealed = seal_small(&mut System, key.expose(), &aad(&binding, &pairwise), &plain).unwrap();
            let sealed: [u8; LEN] = sealed.try_into().unwrap();
            assert_eq!(open(&binding, &pairwise, &sealed), Ok(None), "{plain:?}");
        }
    }

    #[test]
    fn reasons_have_numbers_of_their_own() {
        let numbers: std::collections::BTreeSet<u8> = Reason::ALL.map(Reason::number).into();
        assert_eq!(numbers.len(), Reason::ALL.len());
        for reason in Reason::ALL {
            assert_eq!(Reason::of_code(reason.code()), Some(reason));
        }
        assert_eq!(Reason::of_code(""), None);
    }

    #[test]
    fn without_randomness_nothing_is_sealed() {
        let (binding, pairwise) = right();
        let sealed = seal_with(
            &mut crate::random::fixed::Empty,
            &binding,
            &pairwise,
            Reason::Treatment,
        );
        assert_eq!(sealed, Err(SystemError::NoRandomness));
    }
}
