//! Legal arguments, small unless a name says otherwise. The bytes stand for ciphertexts and mean nothing: no
//! contract looks into them.

use medink_types::{
    Grant, KeyBy, NewRecord, Purpose, RecordKey, Reseal, Scope, SealedKey, WrappedKey, bounds,
};

/// A public encryption key.
pub fn encryption_key() -> Vec<u8> {
    vec![0x1e; bounds::ENCRYPTION_KEY_BYTES]
}

/// A sealed profile.
pub fn profile() -> Vec<u8> {
    vec![0x5f; 96]
}

/// A wrapped key; another `n`, another key.
pub fn wrapped(n: u8) -> WrappedKey {
    [n; bounds::WRAPPED_KEY_BYTES]
}

/// A binary CIDv1 (raw, SHA2-256); another `n`, another content.
pub fn cid(n: u32) -> Vec<u8> {
    let mut cid = vec![0x01, 0x55, 0x12, 0x20];
    cid.extend(crate::chain::blake2_256(&n.to_be_bytes()));
    cid
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

/// A new record of content `n`, its key wrapped under the pairwise key of author and patient.
pub fn pairwise_record(n: u32) -> NewRecord {
    NewRecord {
        cid: cid(n),
        key: SealedKey {
            by: KeyBy::Pairwise,
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

/// A consent to the whole history, from now, until `until`.
pub fn whole_history(generation: u32, until: u64) -> Grant {
    Grant {
        scope: Scope::WholeHistory {
            generation,
            key: wrapped(generation as u8),
        },
        purpose: Purpose::Treatment,
        from_ms: 0,
        until_ms: until,
        sealed_pairwise: sealed_pairwise(),
    }
}

/// A consent to single records, from now, until `until`.
pub fn single_records(numbers: impl IntoIterator<Item = u32>, until: u64) -> Grant {
    let keys = numbers.into_iter().map(|number| RecordKey {
        number,
        key: wrapped(number as u8),
    });
    Grant {
        scope: Scope::Records(keys.collect()),
        ..whole_history(1, until)
    }
}

/// A pairwise key sealed with HPKE: suite, X-Wing encapsulation, key and tag.
pub fn sealed_pairwise() -> Vec<u8> {
    vec![0x9a; 1 + 1_120 + 32 + 16]
}
