//! What is sealed: records, keys, profiles, journal entries.

use crate::known::{HEADER_DIGEST, JOURNAL, SALT};
use crate::{Known, taken};
use medink_core::journal::Pending;
use medink_seal::record::{self, Details, Header, Opener};
use medink_seal::{person, wrap};
use scale::{Decode, Encode};
use std::io::{self, Cursor};

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
            .map(|statement| statement.check(&known.scope, &opener.details_digest())))
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
        scope,
        generations: [one, two],
        pairwise,
        ..
    } = Known::get();
    let opened = [
        taken(wrap::open_record_by_generation(scope, one, &HEADER_DIGEST, bytes)),
        taken(wrap::open_record_by_pairwise(
            scope,
            pairwise,
            &HEADER_DIGEST,
            bytes,
        )),
        taken(wrap::open_generation_by_pairwise(scope, pairwise, 2, bytes)),
        taken(wrap::open_link(scope, two, bytes)),
        taken(wrap::open_profile_by_pairwise(
            scope,
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
    let opened = person::open_pairwise(&known.scope, &keys, &SALT, bytes);
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
        taken(profile::open_by_generation(&known.scope, two, bytes)),
        taken(doctor),
    ];
    opened.contains(&true)
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
