//! What is sealed or signed: records, keys, profiles, journal entries, backups.

use crate::known::{HEADER_DIGEST, JOURNAL, SALT};
use crate::{Known, taken};
use medink_core::journal::Pending;
use medink_seal::backup::{self, BackupError};
use medink_seal::record::{self, Details, Header, Opener};
use medink_seal::{EncryptionPublicKey, SignedKey, consent, person, visit, wrap};
use scale::{Decode, Encode};
use std::io::{self, Cursor, Read};
use std::sync::OnceLock;

/// A stored record: its header, its details, its content, its statement; in parts, and sealed again.
pub(crate) fn record(bytes: &[u8]) -> bool {
    let known = Known::get();
    let mut rest = bytes;
    let header = match Header::read(&mut rest) {
        Ok(header) => header,
        Err(error) => return taken(Err::<(), _>(error)),
    };
    assert_eq!(header.as_bytes().as_slice(), &bytes[..header.as_bytes().len()]);
    let (start, length) = header.statement_at();
    assert_eq!(start + length, header.sealed_len());
    if let Ok(mut opener) = Opener::new(Cursor::new(bytes), &known.record) {
        let sealed = usize::try_from(start).ok().and_then(|start| bytes.get(start..));
        let _ = opener.open_statement(sealed.unwrap_or_default());
        let _ = opener.read_range(1, 3, &mut io::sink());
    }
    let whole = Opener::new(bytes, &known.record).and_then(|mut opener| {
        opener.copy_to(&mut io::sink())?;
        Ok(opener
            .statement()
            .map(|statement| statement.check(&known.binding, &opener.details_digest())))
    });
    if whole.is_ok() {
        let again = Opener::new(bytes, &known.record)
            .and_then(|mut opener| record::reseal(&mut opener, &mut io::sink()));
        assert!(again.is_ok(), "what opens can be sealed again");
    }
    taken(whole)
}

/// What a record says of itself, as it is behind the seal.
pub(crate) fn details(bytes: &[u8]) -> bool {
    let Ok(details) = serde_json::from_slice::<Details>(bytes) else {
        return false;
    };
    let again = serde_json::to_vec(&details).unwrap();
    assert!(serde_json::from_slice::<Details>(&again).unwrap() == details);
    true
}

/// A wrapped key of each kind.
pub(crate) fn wrapped_key(bytes: &[u8]) -> bool {
    let Known {
        binding,
        generations: [one, two],
        pairwise,
        ..
    } = Known::get();
    let opened = [
        taken(wrap::open_record_by_generation(
            binding,
            one,
            &HEADER_DIGEST,
            bytes,
        )),
        taken(wrap::open_record_by_pairwise(
            binding,
            pairwise,
            &HEADER_DIGEST,
            bytes,
        )),
        taken(wrap::open_generation_by_pairwise(binding, pairwise, 2, bytes)),
        taken(wrap::open_link(binding, two, bytes)),
        taken(wrap::open_profile_by_pairwise(
            binding,
            pairwise,
            &HEADER_DIGEST,
            bytes,
        )),
    ];
    let kinds = opened.into_iter().filter(|opened| *opened).count();
    assert!(kinds <= 1, "it opens as {kinds} kinds");
    kinds == 1
}

/// A pairwise key that is sealed to a doctor.
pub(crate) fn sealed_key(bytes: &[u8]) -> bool {
    let known = Known::get();
    let keys = known.doctor.encryption_keys();
    let opened = person::open_pairwise(&known.binding, &keys, &SALT, bytes);
    if let Ok(key) = &opened {
        assert!(*key == known.pairwise && person::key_serial(bytes).is_ok());
    }
    taken(opened)
}

/// A profile of each form.
pub(crate) fn profile(bytes: &[u8]) -> bool {
    use medink_seal::profile;
    let known = Known::get();
    let keys = known.patient.encryption_keys();
    let _ = (profile::form(bytes), profile::digest(bytes));
    let [_, two] = &known.generations;
    let doctor = profile::open_doctor(
        &known.deployment,
        &known.doctor.address(),
        &known.directory,
        bytes,
    );
    let opened = [
        taken(profile::open_as_patient(&keys, &known.secrets, bytes)),
        taken(profile::open_by_generation(&known.binding, two, bytes)),
        taken(doctor),
    ];
    opened.contains(&true)
}

/// A backup, sealed. A header of another one costs a second and 128 MiB, by design: those alone are not tried.
pub(crate) fn backup(bytes: &[u8]) -> bool {
    static KEY: OnceLock<backup::Key> = OnceLock::new();
    let known = Known::get().sealed("backup");
    let right = &known[..backup::HEADER_LEN];
    let header = &bytes[..bytes.len().min(backup::HEADER_LEN)];
    if header != right {
        let costs = header.len() == right.len() && header[..8] == right[..8];
        return !costs && taken(backup::Key::of(&mut &*bytes, "passphrase").map(drop));
    }
    let key = KEY.get_or_init(|| backup::Key::of(&mut &*known, "passphrase").unwrap());
    let mut content = Vec::new();
    let read = key
        .open(bytes)
        .and_then(|mut opening| opening.read_to_end(&mut content).map_err(BackupError::from_read));
    if read.is_ok() {
        let chunks = content.len().div_ceil(65_536).max(1);
        assert_eq!(bytes.len(), backup::HEADER_LEN + content.len() + 16 * chunks);
    }
    taken(read)
}

/// An encryption key with its owner's signature, one behind the other.
pub(crate) fn signed_key(bytes: &[u8]) -> bool {
    let (key, signature) = bytes
        .split_last_chunk::<64>()
        .map_or((bytes, &[][..]), |(key, signature)| (key, signature.as_slice()));
    let public = EncryptionPublicKey::from_bytes(key);
    if let Ok(public) = &public {
        assert_eq!(public.as_bytes().as_slice(), key);
    }
    let signed = SignedKey::verify(Known::get().patient.address(), 1, key, signature);
    assert!(public.is_ok() || signed.is_err());
    taken(public) && taken(signed)
}

/// Why a doctor begins a visit; and the signature of a consent, which is as long as two of these.
pub(crate) fn reason(bytes: &[u8]) -> bool {
    let known = Known::get();
    if let Ok(signature) = <&[u8; 64]>::try_from(bytes) {
        return taken(consent::verify(&known.binding, &Known::terms(), signature));
    }
    let Ok(sealed) = <&[u8; 32]>::try_from(bytes) else {
        return false;
    };
    visit::open(&known.binding, &known.pairwise, sealed)
        .unwrap()
        .is_some()
}

/// An entry of the journal, sealed; and what is in one.
pub(crate) fn journal(bytes: &[u8]) -> bool {
    let key = Known::get().patient.journal_key().unwrap();
    let opened = medink_seal::journal::open(&key, JOURNAL, bytes);
    let mut rest = bytes;
    let inside = Pending::decode(&mut rest);
    if let Ok(pending) = &inside {
        assert_eq!(
            Pending::decode(&mut pending.encode().as_slice()).as_ref(),
            Ok(pending)
        );
        let _ = (
            pending.record().map(|_| ()),
            pending.message([1; 32].into()).map(|_| ()),
        );
    }
    taken(opened) | inside.is_ok()
}
