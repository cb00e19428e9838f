//! The few primitives that every format shares: HKDF-SHA-256, BLAKE2b-256, and AES-256-GCM for small messages.

use crate::{error::SystemError, random::Random, secret::Secret};
use aws_lc_rs::{
    aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey},
    hkdf,
};
use blake2::{Blake2b, Digest, digest::consts::U32};
use zeroize::Zeroizing;

/// Length of an AES-GCM nonce, in bytes.
pub(crate) const NONCE: usize = NONCE_LEN;
/// Length of an AES-GCM tag, in bytes.
pub(crate) const TAG: usize = 16;

/// BLAKE2b-256.
pub(crate) fn blake2b_256(bytes: &[u8]) -> [u8; 32] {
    Blake2b::<U32>::digest(bytes).into()
}

/// HKDF-Extract (RFC 5869) with SHA-256.
pub(crate) fn extract(salt: &[u8], secret: &[u8]) -> hkdf::Prk {
    hkdf::Salt::new(hkdf::HKDF_SHA256, salt).extract(secret)
}

/// HKDF-Expand (RFC 5869) with SHA-256 to 32 bytes.
pub(crate) fn expand(prk: &hkdf::Prk, info: &[u8]) -> Result<Secret, SystemError> {
    let mut secret = Secret::zero();
    prk.expand(&[info], hkdf::HKDF_SHA256)
        .and_then(|okm| okm.fill(secret.expose_mut()))
        .map_err(|_| SystemError::Library)?;
    Ok(secret)
}

/// An AES-256-GCM key, expanded.
pub(crate) fn aes(key: &[u8; 32]) -> Result<LessSafeKey, SystemError> {
    UnboundKey::new(&AES_256_GCM, key)
        .map(LessSafeKey::new)
        .map_err(|_| SystemError::Library)
}

/// Seals a small message under a random nonce: nonce (12), ciphertext, tag (16).
pub(crate) fn seal_small(
    random: &mut impl Random,
    key: &[u8; 32],
    aad: &[u8],
    plain: &[u8],
) -> Result<Vec<u8>, SystemError> {
    let nonce: [u8; NONCE] = random.array()?;
    // Room for the tag from the start: a buffer that grows would leave plaintext behind in freed memory.
    let mut body = Vec::with_capacity(plain.len() + TAG);
    body.extend_from_slice(plain);
    aes(key)?
        .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::from(aad), &mut body)
        .map_err(|_| SystemError::Library)?;
    let mut out = Vec::with_capacity(NONCE + body.len());
    out.extend_from_slice(&nonce);
    out.append(&mut body);
    Ok(out)
}

/// Opens what [`seal_small`] made; `None` when the key or the context is another's, or the bytes were changed.
pub(crate) fn open_small(
    key: &[u8; 32],
    aad: &[u8],
    sealed: &[u8],
) -> Result<Option<Zeroizing<Vec<u8>>>, SystemError> {
    let Some((nonce, body)) = sealed.split_first_chunk::<NONCE>() else {
        return Ok(None);
    };
    let Some((ciphertext, tag)) = body.split_last_chunk::<TAG>() else {
        return Ok(None);
    };
    let mut plain = Zeroizing::new(vec![0u8; ciphertext.len()]);
    let opened = aes(key)?.open_separate_gather(
        Nonce::assume_unique_for_key(*nonce),
        Aad::from(aad),
        ciphertext,
        tag,
        &mut plain,
    );
    Ok(opened.is_ok().then_some(plain))
}

/// Whether two byte strings are equal, in constant time.
pub(crate) fn equal(a: &[u8], b: &[u8]) -> bool {
    aws_lc_rs::constant_time::verify_slices_are_equal(a, b).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::fixed::Fixed;

    #[test]
    fn hkdf_is_rfc_5869_test_case_1() {
        let prk = extract(&hex::decode("000102030405060708090a0b0c").unwrap(), &[0x0b; 22]);
        let okm = expand(&prk, &hex::decode("f0f1f2f3f4f5f6f7f8f9").unwrap()).unwrap();
        assert_eq!(
            hex::encode(okm.expose()),
            "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf"
        );
    }

    #[test]
    fn small_messages_open_only_as_sealed() {
        let sealed = seal_small(&mut Fixed::new("small"), &[1; 32], b"context", b"message").unwrap();
        assert_eq!(sealed.len(), NONCE + 7 + TAG);
        let open = |key: u8, aad: &[u8], sealed: &[u8]| open_small(&[key; 32], aad, sealed).unwrap();
        assert_eq!(open(1, b"context", &sealed).unwrap().as_slice(), b"message");
        assert!(open(2, b"context", &sealed).is_none());
        assert!(open(1, b"other", &sealed).is_none());
        for cut in 0..sealed.len() {
            assert!(open(1, b"context", &sealed[..cut]).is_none(), "cut at {cut}");
            let mut flipped = sealed.clone();
            flipped[cut] ^= 1;
            assert!(open(1, b"context", &flipped).is_none(), "flip at {cut}");
        }
    }
}
