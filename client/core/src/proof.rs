//! What is asked of a node and then proved: encryption keys by their owner's signature, consents by the patient's.
//!
//! Nothing is sealed to a key, and nothing opened or written with a consent, that did not pass here. What can't be
//! proved to a client that holds no copy of the chain: that a key or a consent is the newest, and that nothing was
//! withheld.

use crate::Medink;
use crate::advice::Advice;
use crate::error::{Error, Kind, Result};
use medink_chain::{ChainExt, contracts};
use medink_seal::SignedKey;
use medink_seal::consent::{self, Terms};
use medink_types::{AccountId, Consent, Grant, Purpose, Salt, Scope, SealedPairwise, Signature};
use medink_words::said;
use scale::Encode;

impl Medink {
    /// The present encryption key of a doctor, proved.
    ///
    /// # Errors
    /// [`Kind::NotFound`] for who is no doctor, [`Kind::Keys`] for a key that does not prove itself.
    pub(super) async fn doctor_key(&self, doctor: AccountId) -> Result<SignedKey> {
        let at = self.deployment.doctor();
        let found = self
            .chain
            .read(&contracts::doctor::encryption_key(at, doctor))
            .await?;
        let key = found.ok_or_else(|| self.no_doctor(doctor))?;
        proved(doctor, &key)
    }

    /// The refusal for who is no doctor.
    pub(super) fn no_doctor(&self, account: AccountId) -> Error {
        Error::new(
            Kind::NotFound,
            said!("core-not-a-doctor", who = self.address(&account)),
        )
        .next(said!("core-not-a-doctor-next"))
        .advise(Advice::ListDoctors)
    }
}

/// An encryption key from the chain, if it proves to be the account's.
///
/// # Errors
/// [`Kind::Keys`].
pub(super) fn proved(account: AccountId, key: &medink_types::SignedKey) -> Result<SignedKey> {
    Ok(SignedKey::verify(
        *account.as_ref(),
        key.serial,
        &key.key,
        &key.signature.0,
    )?)
}

/// A signed key as the chain takes it.
pub(super) fn to_chain(key: &SignedKey) -> medink_types::SignedKey {
    medink_types::SignedKey {
        key: key.key_bytes().to_vec().into(),
        serial: key.serial(),
        signature: Signature(*key.signature()),
    }
}

/// What a patient signs of a consent that is to be given.
pub(super) fn terms_of_grant(doctor: AccountId, grant: &Grant) -> Terms {
    let period = (grant.from_ms, grant.until_ms);
    let key = (grant.salt, grant.key_serial);
    terms(
        doctor,
        grant.purpose,
        period,
        key,
        &grant.scope,
        &grant.sealed_pairwise,
    )
}

/// What a patient has signed of a consent that is on the chain, were it with `scope`.
pub(super) fn terms_of_consent(
    doctor: AccountId,
    given: &Consent,
    scope: &Scope,
    sealed: &SealedPairwise,
) -> Terms {
    let key = (given.salt, given.key_serial);
    terms(
        doctor,
        given.purpose,
        (given.from, given.until),
        key,
        scope,
        sealed,
    )
}

fn terms(
    doctor: AccountId,
    purpose: Purpose,
    (from_ms, until_ms): (u64, u64),
    (salt, key_serial): (Salt, u32),
    scope: &Scope,
    sealed: &SealedPairwise,
) -> Terms {
    Terms {
        doctor: *doctor.as_ref(),
        // The SCALE code of a purpose has one byte.
        purpose: purpose.encode().first().copied().unwrap_or(u8::MAX),
        from_ms,
        until_ms,
        salt: salt.0,
        key_serial,
        scope_digest: consent::digest(&scope.encode()),
        sealed_digest: consent::digest(sealed),
    }
}
