//! Legal arguments, small unless a name says otherwise. The bytes stand for ciphertexts and mean nothing: no
//! contract looks into them. What contracts do look at is right: places are CIDs, and people sign for their keys.

use crate::people;
use medink_types::{
    AccountId, Cid, Grant, GrantedKey, KeyBy, NewRecord, PublicKey, Purpose, Reseal, Rewrap, Salt, Scope,
    SealedKey, SealedPairwise, SealedProfile, SealedReason, Signature, SignedKey, WrappedKey, bounds,
};
use std::sync::atomic::{AtomicU64, Ordering};

/// A public encryption key.
pub fn public_key() -> PublicKey {
    PublicKey(vec![0x1e; bounds::ENCRYPTION_KEY_BYTES])
}

/// A person's first encryption key, signed.
pub fn signed_key(of: AccountId) -> SignedKey {
    later_key(of, 1)
}

/// A person's encryption key of this serial, signed.
pub fn later_key(of: AccountId, serial: u32) -> SignedKey {
    people::signed_by(of, of, public_key(), serial)
}

/// A sealed profile.
pub fn profile() -> SealedProfile {
    SealedProfile(vec![0x5f; 96])
}

/// A profile that comes later.
pub fn no_profile() -> SealedProfile {
    SealedProfile(Vec::new())
}

/// Why a doctor looks, sealed; another `n`, another reason.
pub fn reason(n: u8) -> SealedReason {
    SealedReason([n; bounds::SEALED_REASON_BYTES])
}

/// A wrapped key; another `n`, another key.
pub fn wrapped(n: u8) -> WrappedKey {
    [n; bounds::WRAPPED_KEY_BYTES]
}

/// A binary CIDv1 (raw, SHA2-256); another `n`, another content.
pub fn cid(n: u32) -> Cid {
    let mut cid = vec![0x01, 0x55, 0x12, 0x20];
    cid.extend(crate::blake2_256(&n.to_be_bytes()));
    Cid(cid.try_into().expect("36 bytes"))
}

/// A new record of content `n`, its key wrapped under `generation`.
pub fn record(n: u32, generation: u32) -> NewRecord {
    NewRecord {
        cid: cid(n),
        key: SealedKey {
            by: KeyBy::Generation(generation),
            bytes: wrapped(n as u8),
        },
    }
}

/// A new record of content `n`, its key wrapped under the pairwise key of the consent with `salt`.
pub fn pairwise_record(n: u32, salt: Salt) -> NewRecord {
    NewRecord {
        cid: cid(n),
        key: SealedKey {
            by: KeyBy::Pairwise(salt),
            bytes: wrapped(n as u8),
        },
    }
}

/// A reseal of record `number` that keeps its content.
pub fn reseal(number: u32) -> Reseal {
    Reseal {
        number,
        cid: None,
        key: wrapped(0xee),
    }
}

/// A consent to the whole history, from now, until `until`; never twice with the same salt.
pub fn whole_history(generation: u32, until: u64) -> Grant {
    Grant {
        scope: Scope::WholeHistory {
            generation,
            key: wrapped(generation as u8),
        },
        purpose: Purpose::Treatment,
        from_ms: 0,
        until_ms: until,
        salt: fresh_salt(),
        key_serial: 1,
        sealed_pairwise: sealed_pairwise(),
        signature: signature(),
    }
}

/// A consent to single records, from now, until `until`; never twice with the same salt.
pub fn single_records(numbers: impl IntoIterator<Item = u32>, until: u64) -> Grant {
    let keys = numbers.into_iter().map(|number| GrantedKey {
        number,
        key: wrapped(number as u8),
    });
    Grant {
        scope: Scope::Records(keys.collect()),
        ..whole_history(1, until)
    }
}

/// A key for a doctor whose consent goes on; another `n`, another key.
pub fn rewrap(doctor: AccountId, n: u8) -> Rewrap {
    Rewrap {
        doctor,
        key: wrapped(n),
        signature: Signature([n; 64]),
    }
}

/// A patient's signature, which the doctor's client checks and no contract.
pub fn signature() -> Signature {
    Signature([0x51; 64])
}

/// A pairwise key sealed with HPKE: suite, key serial, X-Wing encapsulation, key and tag.
pub fn sealed_pairwise() -> SealedPairwise {
    SealedPairwise(vec![0x9a; 1 + 4 + 1_120 + 32 + 16])
}

fn fresh_salt() -> Salt {
    static SALTS: AtomicU64 = AtomicU64::new(1);
    let mut salt = [0x5a; bounds::SALT_BYTES];
    salt[..8].copy_from_slice(&SALTS.fetch_add(1, Ordering::Relaxed).to_be_bytes());
    Salt(salt)
}
