//! What a consent covers, until when, and what ends with it.

use super::account;
use crate::consents::{check_period, Consents};
use crate::peers::List;
use ink::env::{test, DefaultEnvironment};
use medink_types::bounds::{DAY_MS, SCOPE_RECORDS, SEALED_PAIRWISE_BYTES};
use medink_types::{AccountId, Error, Grant, GrantedKey, Purpose, Rewrap, Scope, ScopeSummary};

const PATIENT: AccountId = AccountId([1; 32]);
const DOCTOR: AccountId = AccountId([2; 32]);
const OTHER: AccountId = AccountId([3; 32]);
const NOW: u64 = 1_700_000_000_000;
const UNTIL: u64 = NOW + DAY_MS;
/// Parameter: the longest consent, in days.
const LONGEST: u32 = 30;

fn whole(generation: u32) -> Scope {
    Scope::WholeHistory {
        generation,
        key: [generation as u8; 60],
    }
}

fn records(numbers: impl IntoIterator<Item = u32>) -> Scope {
    let keys = numbers.into_iter().map(|number| GrantedKey {
        number,
        key: [number as u8; 60],
    });
    Scope::Records(keys.collect())
}

fn grant(scope: Scope) -> Grant {
    Grant {
        scope,
        purpose: Purpose::Treatment,
        from_ms: 0,
        until_ms: UNTIL,
        salt: [1; 16].into(),
        key_serial: 3,
        sealed_pairwise: vec![7; 1_173].into(),
        signature: [9; 64].into(),
    }
}

/// The same with a salt that no consent before it had.
fn fresh(grant: Grant) -> Grant {
    use std::sync::atomic::{AtomicU64, Ordering};
    static GRANTS: AtomicU64 = AtomicU64::new(1);
    let mut salt = [2; 16];
    salt[..8].copy_from_slice(&GRANTS.fetch_add(1, Ordering::Relaxed).to_be_bytes());
    Grant {
        salt: salt.into(),
        ..grant
    }
}

fn give(consents: &mut Consents, doctor: AccountId, scope: Scope) -> Result<(), Error> {
    consents.grant(&PATIENT, &doctor, &fresh(grant(scope)), NOW, LONGEST)
}

/// Gives a doctor the key of a generation, which is all of that number.
fn rewrap(consents: &mut Consents, doctor: AccountId, generation: u32, now: u64) -> Result<(), Error> {
    let rewrap = Rewrap {
        doctor,
        key: [generation as u8; 60],
        signature: [generation as u8; 64].into(),
    };
    consents.rewrap(&PATIENT, &rewrap, generation, now)
}

/// Whether `DOCTOR` may open a first version that others wrote.
fn opens(consents: &Consents, record: u32, now: u64) -> bool {
    consents
        .check_reader(&PATIENT, &DOCTOR, (record, record), false, now)
        .is_ok()
}

/// One consent of `PATIENT` to `DOCTOR`.
fn with(scope: Scope) -> Consents {
    let mut consents = Consents::default();
    give(&mut consents, DOCTOR, scope).unwrap();
    consents
}

#[test]
fn a_period_lies_ahead_and_is_not_too_long() {
    let longest = u64::from(LONGEST) * DAY_MS;
    let check = |from, until| check_period(from, until, NOW, LONGEST);
    // 0 is now; the bound itself is allowed.
    assert_eq!(check(0, NOW + 1), Ok(()));
    assert_eq!(check(0, NOW + longest), Ok(()));
    assert_eq!(check(NOW + 5, NOW + 5 + longest), Ok(()));
    assert_eq!(check(NOW - 5, NOW + 5), Ok(()));

    let too_long = Err(Error::ConsentTooLong { max_days: LONGEST });
    assert_eq!(check(0, NOW + longest + 1), too_long);
    assert_eq!(check(0, u64::MAX), too_long);
    assert_eq!(check(1, NOW + 1), too_long);
    for (from, until) in [
        (0, NOW),
        (0, 0),
        (NOW + 5, NOW + 5),
        (NOW + 6, NOW + 5),
        (1, 2),
        // It is over at the moment in which it is given, whenever it began.
        (NOW - 5, NOW),
    ] {
        assert_eq!(check(from, until), Err(Error::InvalidPeriod));
    }
}

#[ink::test]
fn a_consent_counts_from_its_start_to_before_its_end() {
    let mut consents = Consents::default();
    let later = Grant {
        from_ms: NOW + 10,
        ..grant(whole(1))
    };
    consents.grant(&PATIENT, &DOCTOR, &later, NOW, LONGEST).unwrap();
    let live = |now| opens(&consents, 1, now);
    assert_eq!(
        [NOW + 9, NOW + 10, UNTIL - 1, UNTIL].map(live),
        [false, true, true, false]
    );
    assert_eq!(
        consents.check_reader(&DOCTOR, &PATIENT, (1, 1), false, NOW + 10),
        Err(Error::NoConsent)
    );
}

#[ink::test]
fn a_consent_covers_what_it_names() {
    let consents = with(records([0, 4]));
    let access = |record| opens(&consents, record, NOW);
    assert_eq!([0, 1, 4, 5].map(access), [true, false, true, false]);

    let consents = with(whole(1));
    let access = |record| opens(&consents, record, NOW);
    assert_eq!([0, 1, u32::MAX].map(access), [true; 3]);
}

#[ink::test]
fn a_consent_is_read_back_with_its_keys() {
    for scope in [whole(1), records([3, 1, 2])] {
        let consents = with(scope.clone());
        let consent = consents.consent(&PATIENT, &DOCTOR).unwrap();
        // As it was signed: "from now" stays 0, and when that was stands beside it.
        assert_eq!((consent.scope, consent.from, consent.until), (scope, 0, UNTIL));
        assert_eq!((consent.purpose, consent.given), (Purpose::Treatment, NOW));
        assert_eq!((consent.key_serial, consent.signature), (3, [9; 64].into()));
        assert_eq!(
            consents.sealed_pairwise(&PATIENT, &DOCTOR),
            Some(vec![7; 1_173].into())
        );
        let listed = consents.page(List::DoctorsOf, &PATIENT, 0, 9, 9).unwrap().items;
        assert_eq!((listed[0].from, listed[0].key_serial), (NOW, 3));
    }
}

#[ink::test]
fn the_salt_of_the_consent_before_is_refused() {
    let mut consents = Consents::default();
    let mut give = |salt: u8, doctor, now| {
        let grant = Grant {
            salt: [salt; 16].into(),
            until_ms: now + 1,
            ..grant(whole(1))
        };
        consents.grant(&PATIENT, &doctor, &grant, now, LONGEST)
    };
    assert_eq!(give(1, DOCTOR, NOW), Ok(()));
    // Also where that one is over: its key is known to the doctor.
    assert_eq!(give(1, DOCTOR, NOW), Err(Error::Duplicate));
    assert_eq!(give(1, DOCTOR, NOW + 9), Err(Error::Duplicate));
    assert_eq!(give(2, DOCTOR, NOW + 9), Ok(()));
    // A salt is a pair's own.
    assert_eq!(give(2, OTHER, NOW), Ok(()));
}

#[ink::test]
fn a_scope_is_bounded() {
    let mut consents = Consents::default();
    let most = SCOPE_RECORDS as u32;
    assert_eq!(give(&mut consents, DOCTOR, records([])), Err(Error::Empty));
    assert_eq!(
        give(&mut consents, DOCTOR, records([1, 2, 1])),
        Err(Error::Duplicate)
    );
    assert_eq!(
        give(&mut consents, DOCTOR, records(0..=most)),
        Err(Error::TooMany { max: most })
    );
    assert_eq!(give(&mut consents, DOCTOR, whole(0)), Err(pending(1)));
    assert_eq!(give(&mut consents, DOCTOR, whole(u32::MAX)), Err(Error::Overflow));
    assert_eq!(consents.consent(&PATIENT, &DOCTOR), None);
    assert_eq!(give(&mut consents, DOCTOR, records(0..most)), Ok(()));
}

#[ink::test]
fn a_sealed_pairwise_key_is_bounded() {
    let mut consents = Consents::default();
    let mut give = |bytes| {
        let grant = Grant {
            sealed_pairwise: vec![7; bytes].into(),
            ..fresh(grant(whole(1)))
        };
        consents.grant(&PATIENT, &DOCTOR, &grant, NOW, LONGEST)
    };
    assert_eq!(give(0), Err(Error::Empty));
    assert_eq!(
        give(SEALED_PAIRWISE_BYTES + 1),
        Err(Error::TooLong { max: 1_280 })
    );
    assert_eq!(give(SEALED_PAIRWISE_BYTES), Ok(()));
}

fn pending(generation: u32) -> Error {
    Error::RotationPending { generation }
}

#[ink::test]
fn a_revoke_takes_everything_back_and_shuts_the_doctor_out() {
    let mut consents = with(whole(3));
    assert_eq!(consents.lowest_generation(&PATIENT), 1);
    assert_eq!(consents.revoke(&PATIENT, &DOCTOR), Ok(4));
    assert_eq!(consents.lowest_generation(&PATIENT), 4);
    assert_eq!(consents.lowest_generation(&OTHER), 1);
    assert!(!opens(&consents, 1, NOW));
    assert_eq!(consents.consent(&PATIENT, &DOCTOR), None);
    assert_eq!(consents.sealed_pairwise(&PATIENT, &DOCTOR), None);
    assert_eq!(consents.revoke(&PATIENT, &DOCTOR), Err(Error::NoConsent));
    // Nobody is given the key that the revoked doctor has.
    assert_eq!(give(&mut consents, OTHER, whole(3)), Err(pending(4)));
    assert_eq!(give(&mut consents, OTHER, whole(4)), Ok(()));
}

#[ink::test]
fn a_revoke_of_single_records_needs_no_rotation() {
    let mut consents = with(records([1]));
    assert_eq!(consents.revoke(&PATIENT, &DOCTOR), Ok(1));
}

#[ink::test]
fn the_lowest_generation_never_falls() {
    let mut consents = with(whole(5));
    give(&mut consents, OTHER, whole(2)).unwrap();
    assert_eq!(consents.revoke(&PATIENT, &DOCTOR), Ok(6));
    assert_eq!(consents.revoke(&PATIENT, &OTHER), Ok(6));
}

#[ink::test]
fn every_generation_ever_given_counts() {
    // Given 7 by rewrapping, then replaced by a grant with a lower one: the doctor still has 7.
    let mut consents = with(whole(2));
    rewrap(&mut consents, DOCTOR, 7, NOW).unwrap();
    give(&mut consents, DOCTOR, whole(3)).unwrap();
    // A rewrap under one between does not take it back either.
    rewrap(&mut consents, DOCTOR, 4, NOW).unwrap();
    assert_eq!(consents.revoke(&PATIENT, &DOCTOR), Ok(8));
}

/// How many cells there are in a contract of its own once a consent was given and revoked.
fn left_of(contract: u8, scope: Scope) -> usize {
    test::set_callee::<DefaultEnvironment>(account(contract));
    with(scope).revoke(&PATIENT, &DOCTOR).unwrap();
    test::count_used_storage_cells::<DefaultEnvironment>(&account(contract)).unwrap()
}

/// Who was given no generation is shut out of none: nothing is kept of it, and nobody pays for that.
#[ink::test]
fn only_a_whole_history_leaves_a_lowest_generation() {
    assert_eq!(left_of(51, whole(1)), left_of(52, records([1])) + 1);
}

#[ink::test]
fn a_narrower_consent_shuts_out_like_a_revoke() {
    let mut consents = with(whole(2));
    give(&mut consents, DOCTOR, records([1])).unwrap();
    assert_eq!(consents.lowest_generation(&PATIENT), 3);
    // What ends later was of single records, and needs nothing more.
    assert_eq!(consents.revoke(&PATIENT, &DOCTOR), Ok(3));
}

#[ink::test]
fn a_narrower_consent_shuts_out_after_the_wide_one_expired() {
    let mut consents = with(whole(2));
    let narrow = Grant {
        until_ms: UNTIL + DAY_MS,
        ..fresh(grant(records([1])))
    };
    consents
        .grant(&PATIENT, &DOCTOR, &narrow, UNTIL, LONGEST)
        .unwrap();
    assert_eq!(consents.lowest_generation(&PATIENT), 3);
}

#[ink::test]
fn a_wider_consent_replaces_in_place() {
    let mut consents = with(records([1]));
    give(&mut consents, DOCTOR, whole(1)).unwrap();
    assert_eq!(consents.lowest_generation(&PATIENT), 1);
    let page = consents.page(List::DoctorsOf, &PATIENT, 0, 9, 9).unwrap();
    assert_eq!(page.total, 1);
    assert_eq!(page.items[0].scope, ScopeSummary::WholeHistory { generation: 1 });
}

#[ink::test]
fn a_rewrap_gives_the_next_key() {
    let mut consents = with(whole(1));
    let before = consents.consent(&PATIENT, &DOCTOR).unwrap();
    rewrap(&mut consents, DOCTOR, 2, NOW + 5).unwrap();
    // With the patient's signature over the consent as it is now; all else stays.
    let after = medink_types::Consent {
        scope: whole(2),
        signature: [2; 64].into(),
        ..before
    };
    assert_eq!(consents.consent(&PATIENT, &DOCTOR), Some(after));
    assert_eq!(consents.revoke(&PATIENT, &DOCTOR), Ok(3));
}

#[ink::test]
fn a_rewrap_is_for_whole_histories_that_last() {
    let mut consents = with(whole(2));
    give(&mut consents, OTHER, records([1])).unwrap();
    let mut rewrap = |doctor, generation, now| rewrap(&mut consents, doctor, generation, now);
    assert_eq!(rewrap(account(9), 2, NOW), Err(Error::NoConsent));
    assert_eq!(rewrap(OTHER, 2, NOW), Err(Error::WrongKeyKind));
    assert_eq!(rewrap(DOCTOR, 1, NOW), Err(Error::WrongGeneration { current: 2 }));
    assert_eq!(rewrap(DOCTOR, u32::MAX, NOW), Err(Error::Overflow));
    assert_eq!(rewrap(DOCTOR, 2, UNTIL), Err(Error::NoConsent));
    assert_eq!(rewrap(DOCTOR, 2, UNTIL - 1), Ok(()));
}

#[ink::test]
fn a_rewrap_gives_no_key_that_somebody_was_shut_out_of() {
    let mut consents = with(whole(1));
    give(&mut consents, OTHER, whole(1)).unwrap();
    consents.revoke(&PATIENT, &OTHER).unwrap();
    assert_eq!(rewrap(&mut consents, DOCTOR, 1, NOW), Err(pending(2)));
    assert_eq!(rewrap(&mut consents, DOCTOR, 2, NOW), Ok(()));
}

#[ink::test]
fn the_whole_history_may_be_written() {
    let consents = with(whole(1));
    let salt = consents.consent(&PATIENT, &DOCTOR).unwrap().salt;
    for about in [None, Some((2, 1))] {
        for authored in [false, true] {
            let ticket = consents.write_ticket(&PATIENT, &DOCTOR, about, authored, NOW);
            let ticket = ticket.unwrap();
            assert_eq!((ticket.whole_history, ticket.lowest_generation), (true, 1));
            assert_eq!(ticket.salt, salt);
        }
    }
    let ticket = |doctor, now| consents.write_ticket(&PATIENT, &doctor, None, true, now);
    assert_eq!(ticket(DOCTOR, UNTIL), Err(Error::NoConsent));
    assert_eq!(ticket(OTHER, NOW), Err(Error::NoConsent));
}

#[ink::test]
fn single_records_may_be_annotated_and_what_one_wrote_amended() {
    let consents = with(records([4, 9]));
    let salt = consents.consent(&PATIENT, &DOCTOR).unwrap().salt;
    let ticket = |about, authored| {
        let ticket = consents.write_ticket(&PATIENT, &DOCTOR, about, authored, NOW);
        ticket.map(|ticket| (ticket.whole_history, ticket.salt))
    };
    // The record itself, or its first version.
    assert_eq!(ticket(Some((4, 4)), false), Ok((false, salt)));
    assert_eq!(ticket(Some((7, 4)), false), Ok((false, salt)));
    assert_eq!(ticket(Some((9, 2)), false), Ok((false, salt)));
    assert_eq!(ticket(Some((7, 2)), false), Err(Error::NoConsent));
    assert_eq!(ticket(None, false), Err(Error::NoConsent));
    assert_eq!(ticket(None, true), Ok((false, salt)));
}

#[ink::test]
fn a_reader_has_the_record_its_first_version_or_wrote_it() {
    let consents = with(records([4]));
    let check = |versions, authored, now| consents.check_reader(&PATIENT, &DOCTOR, versions, authored, now);
    assert_eq!(check((4, 4), false, NOW), Ok(()));
    assert_eq!(check((7, 4), false, NOW), Ok(()));
    assert_eq!(check((4, 2), false, NOW), Ok(()));
    assert_eq!(check((7, 7), true, NOW), Ok(()));
    assert_eq!(check((7, 7), false, NOW), Err(Error::NoConsent));
    // Nothing without a live consent, one's own writing neither.
    assert_eq!(check((4, 4), true, UNTIL), Err(Error::NoConsent));
}

#[ink::test]
fn lists_follow_grants_and_revokes() {
    let mut consents = Consents::default();
    for (patient, doctor) in [(1, 11), (1, 12), (1, 13), (2, 11), (3, 11), (2, 12)] {
        consents
            .grant(
                &account(patient),
                &account(doctor),
                &fresh(grant(whole(1))),
                NOW,
                LONGEST,
            )
            .unwrap();
    }
    // From the start of both lists; then of those who were moved.
    for (patient, doctor) in [(1, 11), (3, 11), (1, 13)] {
        consents.revoke(&account(patient), &account(doctor)).unwrap();
    }
    let doctors = |n| {
        let page = consents.page(List::DoctorsOf, &account(n), 0, 9, 9).unwrap();
        page.items.iter().map(|entry| entry.doctor).collect::<Vec<_>>()
    };
    let patients = |n| {
        let page = consents.page(List::PatientsOf, &account(n), 0, 9, 9).unwrap();
        page.items.iter().map(|entry| entry.patient).collect::<Vec<_>>()
    };
    assert_eq!([doctors(1), doctors(3)], [vec![account(12)], vec![]]);
    assert_eq!(doctors(2), [account(11), account(12)]);
    assert_eq!(patients(11), [account(2)]);
    assert_eq!(patients(12), [account(1), account(2)]);
    assert_eq!(patients(13), []);
}

#[ink::test]
fn pages_are_bounded_and_keep_expired_consents() {
    let mut consents = Consents::default();
    for n in 10..15 {
        give(&mut consents, account(n), records([1])).unwrap();
    }
    let page = consents.page(List::DoctorsOf, &PATIENT, 3, 3, 3).unwrap();
    assert_eq!((page.items.len(), page.total, page.next), (2, 5, None));
    assert_eq!(page.items[0].until, UNTIL);
    let refused = Err(Error::PageSize { max: 3 });
    assert_eq!(consents.page(List::DoctorsOf, &PATIENT, 0, 4, 3), refused);
    assert_eq!(consents.page(List::PatientsOf, &DOCTOR, 0, 4, 3), refused);
    assert_eq!(
        consents
            .page(List::DoctorsOf, &PATIENT, 0, 0, 3)
            .unwrap()
            .items
            .len(),
        3
    );
}
