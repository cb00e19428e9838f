//! Every paged message at its bounds: nothing, one, the most, one too many, behind the end, the last page.

use e2e_contracts::messages::{admin, audit, doctor, patient};
use e2e_contracts::people::{ADMIN, DOCTOR, PATIENT, STRANGER, nth};
use e2e_contracts::{Message, World, samples};
use medink_types::{AccountId, Action, AuditParameters, Error, Page, Proposal, SystemParameters};
use scale::{Decode, Encode};
use std::fmt::Debug;

/// The largest page in these tests.
const MAX: u32 = 4;

type Paged<T> = Message<Result<Page<T>, Error>>;

fn account(n: u8) -> AccountId {
    nth(n.into())
}

/// A system whose pages have at most [`MAX`] items and whose lists are longer.
fn long_lists() -> World {
    let mut w = World::peopled();
    let until = w.in_days(1);
    for n in 1..=8 {
        w.done(ADMIN, admin::add_admin(account(n)));
        w.done(
            ADMIN,
            doctor::register_doctor(account(n), samples::signed_key(account(n)), samples::profile()),
        );
        w.done(
            ADMIN,
            patient::register_patient(account(n), samples::signed_key(account(n)), samples::profile()),
        );
        w.done(
            PATIENT,
            doctor::grant_access(account(n), samples::whole_history(1, until)),
        );
        w.chain.endow(account(n));
        w.done(
            account(n),
            patient::add_medical_record(account(n), samples::record(100 + u32::from(n), 1)),
        );
        w.done(
            account(n),
            doctor::grant_access(DOCTOR, samples::single_records([1], until)),
        );
        w.done(
            PATIENT,
            patient::add_medical_record(PATIENT, samples::record(n.into(), 1)),
        );
    }
    for n in 2..=10 {
        w.done(
            PATIENT,
            patient::rotate_generation(u32::from(n) - 1, samples::wrapped(n)),
        );
    }
    for number in 1..=8 {
        w.done(PATIENT, patient::log_access(PATIENT, number));
    }
    let parameters = SystemParameters {
        max_page: MAX,
        ..SystemParameters::default()
    };
    w.done(ADMIN, admin::update_system_parameters(parameters));
    w.decided(Proposal::AuditParameters(AuditParameters { max_page: MAX }));
    w
}

/// Walks a list at all page sizes and answers its items.
#[track_caller]
fn walk<T: Decode + Encode + Debug>(w: &mut World, page: impl Fn(u64, u32) -> Paged<T>) -> Vec<T> {
    for limit in [MAX + 1, u32::MAX] {
        assert_eq!(w.refused(STRANGER, page(0, limit)), Error::PageSize { max: MAX });
    }
    // No limit is the largest page.
    let largest = w.read(page(0, MAX)).unwrap().encode();
    assert_eq!(w.read(page(0, 0)).unwrap().encode(), largest);
    let mut walks = Vec::new();
    for limit in 1..=MAX {
        let mut items = Vec::new();
        let mut next = Some(0);
        while let Some(start) = next {
            assert_eq!(
                start,
                items.len() as u64,
                "`next` says where the next page starts"
            );
            let read = w.read(page(start, limit)).unwrap();
            let last = read.total - start <= u64::from(limit);
            assert_eq!(
                read.next.is_none(),
                last,
                "the last page, and only that, has no next"
            );
            assert_eq!(read.items.len() as u64, u64::from(limit).min(read.total - start));
            items.extend(read.items);
            next = read.next;
        }
        walks.push(items);
    }
    let items = walks.remove(0);
    assert!(
        walks.iter().all(|other| other.encode() == items.encode()),
        "all page sizes give the same list"
    );
    assert!(
        items.len() > MAX as usize,
        "the list is too short to try anything on"
    );
    for start in [items.len() as u64, items.len() as u64 + 1, u64::from(u32::MAX)] {
        let behind = w.read(page(start, MAX)).unwrap();
        assert_eq!(
            (behind.items.len(), behind.next, behind.total),
            (0, None, items.len() as u64)
        );
    }
    items
}

#[test]
fn every_list_is_walked_at_every_page_size() {
    let mut w = long_lists();
    let numbers: Vec<_> = (1..=8).map(account).collect();

    let admins = walk(&mut w, admin::admins);
    assert_eq!((admins[0], &admins[1..]), (ADMIN, &numbers[..]));
    let doctors = walk(&mut w, doctor::doctors);
    assert_eq!(
        doctors[2..]
            .iter()
            .map(|doctor| doctor.account)
            .collect::<Vec<_>>(),
        numbers
    );
    let consents = walk(&mut w, |start, limit| {
        doctor::consents_of_patient(PATIENT, start, limit)
    });
    assert_eq!(
        consents.iter().map(|consent| consent.doctor).collect::<Vec<_>>(),
        numbers
    );
    let patients = walk(&mut w, |start, limit| {
        doctor::patients_of_doctor(DOCTOR, start, limit)
    });
    assert_eq!(
        patients.iter().map(|consent| consent.patient).collect::<Vec<_>>(),
        numbers
    );
    let records = walk(&mut w, |start, limit| patient::records(PATIENT, start, limit));
    assert_eq!(
        records.iter().map(|record| record.number).collect::<Vec<_>>(),
        (1..=8).collect::<Vec<_>>()
    );
    let links = walk(&mut w, |start, limit| {
        patient::generation_links(PATIENT, start as u32, limit)
    });
    assert_eq!(links, (2..=10).map(samples::wrapped).collect::<Vec<_>>());

    let log = walk(&mut w, audit::entries);
    let by_actor = walk(&mut w, |start, limit| {
        audit::entries_by_actor(PATIENT, start, limit)
    });
    assert_eq!(
        by_actor,
        log.iter()
            .filter(|entry| entry.actor == PATIENT)
            .cloned()
            .collect::<Vec<_>>()
    );
    let by_subject = walk(&mut w, |start, limit| {
        audit::entries_by_subject(PATIENT, start, limit)
    });
    assert_eq!(
        by_subject,
        log.iter()
            .filter(|entry| entry.subject == PATIENT)
            .cloned()
            .collect::<Vec<_>>()
    );
    assert_ne!(by_actor, by_subject);
    let accesses = walk(&mut w, |start, limit| {
        audit::accesses_by_subject(PATIENT, start, limit)
    });
    assert_eq!(
        accesses,
        log.iter()
            .filter(|entry| entry.subject == PATIENT && entry.action == Action::RecordAccessed)
            .cloned()
            .collect::<Vec<_>>()
    );
}

#[test]
fn lists_of_nobody_are_empty_pages() {
    let mut w = World::new();
    fn empty<T: Debug + PartialEq + Decode>(w: &mut World, page: Paged<T>) {
        assert_eq!(
            w.read(page),
            Ok(Page {
                items: Vec::new(),
                total: 0,
                next: None
            })
        );
    }
    empty(&mut w, doctor::doctors(0, 50));
    empty(&mut w, doctor::consents_of_patient(STRANGER, 0, 50));
    empty(&mut w, doctor::patients_of_doctor(STRANGER, 0, 50));
    empty(&mut w, patient::records(STRANGER, 0, 50));
    empty(&mut w, patient::generation_links(STRANGER, 0, 50));
    empty(&mut w, audit::entries_by_actor(STRANGER, 0, 50));
    empty(&mut w, audit::entries_by_subject(STRANGER, 0, 50));
    empty(&mut w, audit::accesses_by_subject(STRANGER, 0, 50));
    empty(&mut w, admin::proposals(0, 4));
}

/// The last takes the removed one's place: nobody is lost, nobody is listed twice, the rest keep their order.
#[test]
fn lists_stay_whole_when_one_leaves() {
    let mut w = long_lists();
    w.done(PATIENT, doctor::revoke_access(account(3)));
    w.done(account(1), doctor::revoke_access(DOCTOR));
    w.done(ADMIN, admin::remove_admin(account(8)));
    let after = |order: &[u8]| order.iter().map(|n| account(*n)).collect::<Vec<_>>();

    let consents = walk(&mut w, |start, limit| {
        doctor::consents_of_patient(PATIENT, start, limit)
    });
    assert_eq!(
        consents.iter().map(|consent| consent.doctor).collect::<Vec<_>>(),
        after(&[1, 2, 8, 4, 5, 6, 7])
    );
    let patients = walk(&mut w, |start, limit| {
        doctor::patients_of_doctor(DOCTOR, start, limit)
    });
    assert_eq!(
        patients.iter().map(|consent| consent.patient).collect::<Vec<_>>(),
        after(&[8, 2, 3, 4, 5, 6, 7])
    );
    let admins = walk(&mut w, admin::admins);
    assert_eq!(admins[1..], after(&[1, 2, 3, 4, 5, 6, 7]));

    // The moved one leaves from its new place, in either list, and who comes back comes last.
    let until = w.in_days(1);
    let whole_history = samples::whole_history(11, until);
    w.done(PATIENT, doctor::revoke_access(account(8)));
    w.done(PATIENT, patient::rotate_generation(10, samples::wrapped(11)));
    w.done(PATIENT, doctor::grant_access(account(3), whole_history));
    let consents = walk(&mut w, |start, limit| {
        doctor::consents_of_patient(PATIENT, start, limit)
    });
    let doctors: Vec<_> = consents.iter().map(|consent| consent.doctor).collect();
    assert_eq!(doctors, after(&[1, 2, 7, 4, 5, 6, 3]));

    let single_record = samples::single_records([1], until);
    w.done(account(8), doctor::revoke_access(DOCTOR));
    w.done(account(1), doctor::grant_access(DOCTOR, single_record));
    let consents = walk(&mut w, |start, limit| {
        doctor::patients_of_doctor(DOCTOR, start, limit)
    });
    let patients: Vec<_> = consents.iter().map(|consent| consent.patient).collect();
    assert_eq!(patients, after(&[7, 2, 3, 4, 5, 6, 1]));
}

#[test]
fn a_list_is_emptied_and_filled_again() {
    let mut w = long_lists();
    let until = w.in_days(1);
    for n in [8, 1, 4, 2, 7, 3, 6, 5] {
        w.done(PATIENT, doctor::revoke_access(account(n)));
    }
    assert_eq!(
        w.read(doctor::consents_of_patient(PATIENT, 0, MAX))
            .map(|page| page.total),
        Ok(0)
    );
    w.done(
        PATIENT,
        doctor::grant_access(account(5), samples::whole_history(10, until)),
    );
    let page = w.read(doctor::consents_of_patient(PATIENT, 0, MAX)).unwrap();
    assert_eq!((page.total, page.items[0].doctor), (1, account(5)));
}
