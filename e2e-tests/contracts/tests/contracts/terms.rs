//! What a consent may say: from whom to whom, how long, how much.

use e2e_contracts::messages::{admin, doctor, patient};
use e2e_contracts::people::{ADMIN, DOCTOR, OTHER_DOCTOR, OTHER_PATIENT, PATIENT, STRANGER};
use e2e_contracts::{World, samples};
use medink_types::bounds::{DAY_MS, SCOPE_RECORDS, SEALED_PAIRWISE_BYTES};
use medink_types::{Error, Grant, Role, SystemParameters};

#[test]
fn a_consent_has_a_period() {
    let mut w = World::peopled();
    let now = w.chain.now();
    for (from, until) in [
        (0, now),
        (0, now - 1),
        (0, 0),
        (now + 5, now + 5),
        (now + 6, now + 5),
        (now - 9, now - 1),
    ] {
        let grant = Grant {
            from_ms: from,
            ..samples::whole_history(1, until)
        };
        let refusal = w.refused(PATIENT, doctor::grant_access(DOCTOR, grant));
        assert_eq!(refusal, Error::InvalidPeriod, "from {from} until {until}");
    }
    w.done(
        PATIENT,
        doctor::grant_access(DOCTOR, samples::whole_history(1, now + 1)),
    );
}

#[test]
fn a_consent_is_no_longer_than_the_parameter_allows() {
    let mut w = World::peopled();
    let parameters = SystemParameters {
        longest_consent_days: 30,
        ..SystemParameters::default()
    };
    w.done(ADMIN, admin::update_system_parameters(parameters));
    let (now, too_long) = (w.chain.now(), Error::ConsentTooLong { max_days: 30 });
    let thirty = 30 * DAY_MS;
    let far = now + 400 * DAY_MS;
    for (from, until) in [
        (0, now + thirty + 1),
        (far, far + thirty + 1),
        (0, u64::MAX),
        (now, u64::MAX),
    ] {
        let grant = Grant {
            from_ms: from,
            ..samples::whole_history(1, until)
        };
        assert_eq!(w.refused(PATIENT, doctor::grant_access(DOCTOR, grant)), too_long);
    }
    for (from, until) in [(0, now + thirty), (far, far + thirty)] {
        w.done(
            PATIENT,
            doctor::grant_access(
                DOCTOR,
                Grant {
                    from_ms: from,
                    ..samples::whole_history(1, until)
                },
            ),
        );
    }
}

#[test]
fn consents_go_to_doctors_and_come_from_patients() {
    let mut w = World::peopled();
    let until = w.in_days(7);
    let grant = |to| doctor::grant_access(to, samples::whole_history(1, until));
    for nobody in [STRANGER, OTHER_PATIENT, ADMIN] {
        assert_eq!(w.refused(PATIENT, grant(nobody)), Error::UnknownDoctor);
    }
    assert_eq!(
        w.refused(STRANGER, grant(DOCTOR)),
        Error::MissingRole(Role::Patient)
    );
    assert_eq!(
        w.refused(DOCTOR, grant(OTHER_DOCTOR)),
        Error::MissingRole(Role::Patient)
    );
}

#[test]
fn a_consents_scope_and_key_have_bounds() {
    let mut w = World::peopled();
    for first in [1, 17] {
        let batch = (first..first + 16).map(|n| samples::record(n, 1)).collect();
        w.done(PATIENT, patient::add_medical_records(PATIENT, batch));
    }
    let until = w.in_days(7);
    let records = |numbers: Vec<u32>| samples::single_records(numbers, until);
    let pairwise = |bytes| Grant {
        sealed_pairwise: vec![1; bytes].into(),
        ..samples::whole_history(1, until)
    };
    let most = SCOPE_RECORDS as u32;
    for (grant, error) in [
        (records(vec![]), Error::Empty),
        (records((1..=most + 1).collect()), Error::TooMany { max: most }),
        (records(vec![1, 2, 1]), Error::Duplicate),
        (pairwise(0), Error::Empty),
        (
            pairwise(SEALED_PAIRWISE_BYTES + 1),
            Error::TooLong {
                max: SEALED_PAIRWISE_BYTES as u32,
            },
        ),
    ] {
        assert_eq!(w.refused(PATIENT, doctor::grant_access(DOCTOR, grant)), error);
    }
    for grant in [
        records((1..=most).collect()),
        pairwise(1),
        pairwise(SEALED_PAIRWISE_BYTES),
    ] {
        w.done(PATIENT, doctor::grant_access(DOCTOR, grant));
    }
}
