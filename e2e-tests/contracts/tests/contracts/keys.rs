//! Keys: an encryption key is on the chain with its owner's signature or not at all, a later one replaces it, and what
//! is sealed to another than the present one is refused.

use e2e_contracts::messages::{doctor, patient};
use e2e_contracts::people::{ADMIN, DOCTOR, OTHER_DOCTOR, OTHER_PATIENT, PATIENT, STRANGER, signed_by};
use e2e_contracts::{Logged, Part, World, samples};
use medink_types::events::EncryptionKeyReplaced;
use medink_types::{Action, Error, Grant, SignedKey, bounds, number_reference};

/// Keys that are not [`STRANGER`]'s own, each with what is told.
fn wrong_keys() -> Vec<(&'static str, SignedKey, Error)> {
    let of_length = |bytes: usize| signed_by(STRANGER, STRANGER, vec![7; bytes].into(), 1);
    let length = bounds::ENCRYPTION_KEY_BYTES;
    let zero = signed_by(STRANGER, STRANGER, vec![0; length].into(), 1);
    let good = samples::signed_key(STRANGER);
    let mut other_key = good.clone();
    other_key.key.0[17] ^= 1;
    let other_serial = SignedKey {
        serial: 2,
        ..good.clone()
    };
    let mut damaged = good.clone();
    damaged.signature.0[0] ^= 1;
    let unsigned = SignedKey {
        signature: [0; 64].into(),
        ..good
    };
    let (bad_key, bad_proof) = (Error::InvalidEncryptionKey, Error::KeyNotProved);
    vec![
        ("none", of_length(0), bad_key),
        ("short", of_length(length - 1), bad_key),
        ("long", of_length(length + 1), bad_key),
        ("zero", zero, bad_key),
        // The attack: an admin registers a doctor with a key of the admin's own.
        (
            "signed by an admin",
            signed_by(ADMIN, STRANGER, samples::public_key(), 1),
            bad_proof,
        ),
        ("an admin's own", samples::signed_key(ADMIN), bad_proof),
        ("of serial 0", samples::later_key(STRANGER, 0), bad_proof),
        ("another key", other_key, bad_proof),
        ("another serial", other_serial, bad_proof),
        ("damaged", damaged, bad_proof),
        ("unsigned", unsigned, bad_proof),
    ]
}

#[test]
fn a_key_that_does_not_prove_itself_is_not_registered() {
    let mut w = World::peopled();
    for (what, key, refusal) in wrong_keys() {
        let register = doctor::register_doctor(STRANGER, key.clone(), samples::profile());
        assert_eq!(w.refused(ADMIN, register), refusal, "{what}");
        let register = patient::register_patient(STRANGER, key, samples::profile());
        assert_eq!(w.refused(ADMIN, register), refusal, "{what}");
    }
    // Serials begin where their owner begins.
    let late = samples::later_key(STRANGER, 7);
    w.done(
        ADMIN,
        doctor::register_doctor(STRANGER, late.clone(), samples::profile()),
    );
    assert_eq!(w.read(doctor::encryption_key(STRANGER)), Some(late));
}

#[test]
fn an_owner_replaces_the_key() {
    let mut w = World::peopled();
    for (owner, contract) in [(DOCTOR, Part::Doctor), (PATIENT, Part::Patient)] {
        let replace = |key| match contract {
            Part::Doctor => doctor::replace_encryption_key(key),
            _ => patient::replace_encryption_key(key),
        };
        let key = samples::later_key(owner, 4);
        let done = w.done(owner, replace(key.clone()));
        let entry = Logged {
            contract: w.address(contract),
            actor: owner,
            subject: owner,
            action: Action::EncryptionKeyReplaced,
            reference: number_reference(4),
        };
        assert_eq!(done.logged(), [entry]);
        done.assert_events([EncryptionKeyReplaced {
            actor: owner,
            subject: owner,
            serial: 4,
        }]);
        let kept = match contract {
            Part::Doctor => w.read(doctor::encryption_key(owner)),
            _ => w.read(patient::encryption_key(owner)),
        };
        assert_eq!(kept, Some(key));
        // Nobody goes back, and nobody brings another's.
        for serial in [0, 1, 4] {
            let stale = replace(samples::later_key(owner, serial));
            assert_eq!(w.refused(owner, stale), Error::StaleKey { serial: 4 });
        }
        let others = signed_by(ADMIN, owner, samples::public_key(), 5);
        assert_eq!(w.refused(owner, replace(others)), Error::KeyNotProved);
        let zero = signed_by(owner, owner, vec![0; bounds::ENCRYPTION_KEY_BYTES].into(), 5);
        assert_eq!(w.refused(owner, replace(zero)), Error::InvalidEncryptionKey);
    }
    assert_eq!(
        w.refused(
            OTHER_DOCTOR,
            doctor::replace_encryption_key(samples::later_key(DOCTOR, 9))
        ),
        Error::KeyNotProved
    );
    let theirs = patient::replace_encryption_key(samples::later_key(PATIENT, 9));
    assert_eq!(w.refused(OTHER_PATIENT, theirs), Error::KeyNotProved);
}

/// A consent is sealed to the doctor's present key; one that was given before says which key it was sealed to.
#[test]
fn a_consent_is_sealed_to_the_present_key() {
    let mut w = World::peopled();
    let until = w.in_days(30);
    let grant = |key_serial| Grant {
        key_serial,
        ..samples::whole_history(1, until)
    };
    for wrong in [0, 2, u32::MAX] {
        let stale = doctor::grant_access(DOCTOR, grant(wrong));
        assert_eq!(w.refused(PATIENT, stale), Error::StaleKey { serial: 1 });
    }
    w.done(PATIENT, doctor::grant_access(DOCTOR, grant(1)));
    w.done(
        DOCTOR,
        doctor::replace_encryption_key(samples::later_key(DOCTOR, 2)),
    );
    let listed = w.read(doctor::patients_of_doctor(DOCTOR, 0, 0)).unwrap().items;
    assert_eq!(listed[0].key_serial, 1);
    let stale = doctor::grant_access(DOCTOR, grant(1));
    assert_eq!(w.refused(PATIENT, stale), Error::StaleKey { serial: 2 });
    w.done(PATIENT, doctor::grant_access(DOCTOR, grant(2)));
    assert_eq!(w.read(doctor::consent(PATIENT, DOCTOR)).unwrap().key_serial, 2);
}

/// A leaked pairwise key is worth nothing after the next grant: its salt does not come back while its consent stands.
#[test]
fn the_salt_of_the_consent_before_does_not_come_back() {
    let mut w = World::peopled();
    let until = w.in_days(30);
    let first = samples::whole_history(1, until);
    let salt = first.salt;
    w.done(PATIENT, doctor::grant_access(DOCTOR, first));
    let again = Grant {
        salt,
        ..samples::whole_history(1, until + 1)
    };
    let again = doctor::grant_access(DOCTOR, again);
    assert_eq!(w.refused(PATIENT, again.clone()), Error::Duplicate);
    // Nor where that one has run out.
    w.chain.set_time(until);
    assert_eq!(w.refused(PATIENT, again), Error::Duplicate);
    let until = w.in_days(30);
    w.done(
        PATIENT,
        doctor::grant_access(DOCTOR, samples::whole_history(1, until)),
    );
    assert_ne!(w.read(doctor::consent(PATIENT, DOCTOR)).unwrap().salt, salt);
}
