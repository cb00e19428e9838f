//! Deposits: who pays for what is stored, and who is paid back when it goes. A chain pays back to whoever calls; so
//! nothing that somebody else paid for ever gets smaller, and nobody earns by making others store or erase.

use e2e_contracts::messages::{admin, doctor, patient};
use e2e_contracts::people::{ADMIN, DOCTOR, OTHER_ADMIN, OTHER_DOCTOR, PATIENT, STRANGER, THIRD_ADMIN};
use e2e_contracts::{Bundle, Message, World, blake2_256, samples};
use medink_types::{AccountId, Error, Part, Proposal, Reseal, SealedProfile, SystemParameters};
use scale::Decode;
use std::{env, fs, ops::Sub};

/// What a state takes: items, and bytes of values, as pallet-contracts counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Size {
    items: i64,
    bytes: i64,
}

const NOTHING: Size = Size { items: 0, bytes: 0 };

impl Sub for Size {
    type Output = Size;

    fn sub(self, before: Size) -> Size {
        Size {
            items: self.items - before.items,
            bytes: self.bytes - before.bytes,
        }
    }
}

impl Size {
    /// The deposit on a common development chain: 0.1 UNIT an item, 0.000005 a byte.
    fn units(self) -> f64 {
        self.items as f64 * 0.1 + self.bytes as f64 * 0.000_005
    }

    fn is_paid_back(self) -> bool {
        self.items < 0 || self.bytes < 0
    }
}

fn size(w: &mut World, contracts: &[Part]) -> Size {
    let mut size = NOTHING;
    for contract in contracts {
        let storage = w.chain.storage(w.address(*contract));
        size.items += storage.len() as i64;
        size.bytes += storage.values().map(|value| value.len() as i64).sum::<i64>();
    }
    size
}

const STATE: [Part; 3] = [Part::Admin, Part::Doctor, Part::Patient];
const LOG: [Part; 1] = [Part::Audit];

/// What a call adds to the state, and what to the log, which never pays anything back. Both together are what its
/// sender pays.
#[track_caller]
fn adds<T: Decode>(w: &mut World, by: AccountId, message: Message<Result<T, Error>>) -> (Size, Size) {
    let before = (size(w, &STATE), size(w, &LOG));
    let paid = w.done(by, message).receipt.deposit;
    let added = (size(w, &STATE) - before.0, size(w, &LOG) - before.1);
    let all = added.0.items + added.0.bytes + added.1.items + added.1.bytes;
    // What is paid back is a share of what was paid, rounded down: in the sandbox, where a byte costs 1, that shows.
    assert!(
        (0..=3).contains(&(paid - i128::from(all))),
        "the sender pays for all that a call adds: {paid} for {all}"
    );
    assert!(added.1.items > 0 && added.1.bytes > 0);
    added
}

/// [`PATIENT`] with record 1; [`DOCTOR`] has the whole history, [`OTHER_DOCTOR`] record 1.
fn in_use() -> World {
    let mut w = World::governed(SystemParameters::default(), &[OTHER_ADMIN]);
    w.register_people();
    let until = w.in_days(30);
    w.done(
        PATIENT,
        patient::add_medical_record(PATIENT, samples::record(1, 1)),
    );
    w.done(
        PATIENT,
        doctor::grant_access(DOCTOR, samples::whole_history(1, until)),
    );
    w.done(
        PATIENT,
        doctor::grant_access(OTHER_DOCTOR, samples::single_records([1], until)),
    );
    w
}

/// A doctor pays for what the doctor writes, and the patient gets nothing by erasing it or taking it over.
#[test]
fn what_a_doctor_wrote_pays_the_patient_nothing() {
    let mut w = in_use();
    w.done(
        DOCTOR,
        patient::add_medical_record(PATIENT, samples::record(2, 1)),
    );
    let (state, _) = adds(&mut w, PATIENT, patient::erase_record(2));
    assert_eq!(state, NOTHING);

    // Under the pairwise key it is larger than under a generation.
    let note = patient::annotate_record(PATIENT, 1, w.pairwise_record(OTHER_DOCTOR, 3));
    w.done(OTHER_DOCTOR, note);
    let (state, _) = adds(
        &mut w,
        PATIENT,
        patient::reseal_records(1, vec![samples::reseal(3)]),
    );
    assert_eq!(state, NOTHING);
    let moved = Reseal {
        cid: Some(samples::cid(30)),
        ..samples::reseal(3)
    };
    let (state, _) = adds(&mut w, PATIENT, patient::reseal_records(1, vec![moved]));
    assert!(!state.is_paid_back(), "{state:?}");
    let (state, _) = adds(&mut w, PATIENT, patient::erase_record(3));
    assert_eq!(state, NOTHING);
}

/// The place that a doctor paid for can be had for one's own record and be given back: one item, for two log entries
/// of three items each. Nobody earns by it.
#[test]
fn a_place_that_a_doctor_paid_for_is_no_gain() {
    let mut w = in_use();
    w.done(
        DOCTOR,
        patient::add_medical_record(PATIENT, samples::record(2, 1)),
    );
    let own = adds(
        &mut w,
        PATIENT,
        patient::add_medical_record(PATIENT, samples::record(50, 1)),
    );
    let own_back = adds(&mut w, PATIENT, patient::erase_record(3));
    w.done(PATIENT, patient::erase_record(2));
    let again = adds(
        &mut w,
        PATIENT,
        patient::add_medical_record(PATIENT, samples::record(2, 1)),
    );
    let back = adds(&mut w, PATIENT, patient::erase_record(4));
    let in_all = |(state, log): (Size, Size)| state.units() + log.units();
    let honest = in_all(own) + in_all(own_back);
    let greedy = in_all(again) + in_all(back);
    assert!(greedy > 0.0, "a patient earns {greedy} UNIT");
    // What it saves is a place, and no more.
    assert!((honest - greedy - 0.1).abs() < 0.001, "{honest} {greedy}");
}

#[test]
fn a_profile_that_an_admin_entered_pays_its_owner_nothing() {
    let mut w = in_use();
    let short = || SealedProfile(vec![1]);
    let (state, _) = adds(&mut w, DOCTOR, doctor::update_profile(short()));
    assert_eq!(state, NOTHING);
    let (state, _) = adds(&mut w, PATIENT, patient::update_profile(short()));
    assert_eq!(state, NOTHING);
    // A longer one is its owner's to pay.
    let long = SealedProfile(vec![1; 500]);
    let (state, _) = adds(&mut w, PATIENT, patient::update_profile(long));
    assert_eq!((state.items, state.bytes > 400), (0, true));
}

#[test]
fn what_another_admin_entered_pays_an_admin_nothing() {
    let mut w = in_use();
    for message in [
        doctor::suspend_doctor(DOCTOR),
        doctor::reinstate_doctor(DOCTOR),
        doctor::withdraw_attestation(DOCTOR),
        doctor::attest_doctor(DOCTOR, blake2_256(&samples::profile())),
    ] {
        let label = message.label;
        let (state, _) = adds(&mut w, OTHER_ADMIN, message);
        assert_eq!(state, NOTHING, "{label}");
    }
    w.done(ADMIN, admin::add_admin(STRANGER));
    for removed in [STRANGER, ADMIN] {
        let (state, _) = adds(&mut w, OTHER_ADMIN, admin::remove_admin(removed));
        assert_eq!(state, NOTHING);
    }
    // Whoever comes back finds the place paid for.
    let (state, _) = adds(&mut w, OTHER_ADMIN, admin::add_admin(STRANGER));
    assert_eq!(state, NOTHING);
}

/// A consent is paid for by the patient who gives it and paid back to the same when it is taken back, to the last byte.
#[test]
fn a_consent_is_paid_back_to_who_gave_it() {
    let mut w = in_use();
    let until = w.in_days(30);
    // Counters of lists stay; they are there by now.
    w.done(PATIENT, doctor::revoke_access(OTHER_DOCTOR));
    let grant = doctor::grant_access(OTHER_DOCTOR, samples::single_records([1], until));
    let (given, _) = adds(&mut w, PATIENT, grant);
    let (back, _) = adds(&mut w, PATIENT, doctor::revoke_access(OTHER_DOCTOR));
    assert!(given.items > 0);
    assert_eq!(given - NOTHING, NOTHING - back);
}

/// Another's consents are moved within lists, not made smaller.
#[test]
fn a_revoke_pays_back_the_own_consent_alone() {
    let mut w = in_use();
    let until = w.in_days(30);
    let other = e2e_contracts::people::OTHER_PATIENT;
    w.done(other, patient::add_medical_record(other, samples::record(9, 1)));
    let theirs = doctor::grant_access(OTHER_DOCTOR, samples::single_records([1], until));
    let (given, _) = adds(&mut w, other, theirs);
    // The first of the doctor's two patients leaves, and the second takes the place.
    let (mine, _) = adds(&mut w, PATIENT, doctor::revoke_access(OTHER_DOCTOR));
    let (back, _) = adds(&mut w, other, doctor::revoke_access(OTHER_DOCTOR));
    assert_eq!(mine, back);
    // But for the counters that the first consent of a patient made.
    assert!(given.items + back.items <= 2 && given.items + back.items >= 0);
}

#[test]
fn an_own_record_is_paid_back_but_for_what_is_left_of_it() {
    let mut w = in_use();
    let add = patient::add_medical_record(PATIENT, samples::record(2, 1));
    let (added, _) = adds(&mut w, PATIENT, add);
    let (back, _) = adds(&mut w, PATIENT, patient::erase_record(2));
    // The record's number, author and time stay; its place and key go.
    assert_eq!((added.items, back.items), (2, -1));
    assert!(back.bytes < -100, "{back:?}");
}

#[test]
fn a_rotation_and_a_renewed_link_are_the_patients() {
    let mut w = in_use();
    let (state, _) = adds(
        &mut w,
        PATIENT,
        patient::rotate_generation(1, samples::wrapped(2)),
    );
    assert_eq!(state, Size { items: 1, bytes: 60 });
    let (state, _) = adds(&mut w, PATIENT, patient::renew_link(2, samples::wrapped(3)));
    assert_eq!(state, NOTHING);
}

/// Proposals stay. What a withdrawal frees is the place of the own approval, and what carrying out frees is eight bytes.
#[test]
fn proposals_pay_nobody_for_anothers_approval() {
    let mut w = World::of_three_admins(3);
    w.done(ADMIN, admin::propose(Proposal::AddAdmin(STRANGER)));
    let (approved, _) = adds(&mut w, OTHER_ADMIN, admin::approve(1));
    assert_eq!(approved, Size { items: 0, bytes: 32 });
    let (withdrawn, _) = adds(&mut w, OTHER_ADMIN, admin::withdraw_approval(1));
    assert_eq!(withdrawn, Size { items: 0, bytes: -32 });
    let (withdrawn, _) = adds(&mut w, ADMIN, admin::withdraw_approval(1));
    assert_eq!(withdrawn, Size { items: 0, bytes: -32 });
}

/// The table of docs/deposits.md: what each message adds for who signs it.
fn table() -> String {
    let mut lines = Vec::new();
    let mut row = |w: &mut World, name: &str, who: &str, by, message: Message<Result<_, Error>>| {
        let (state, log) = adds(w, by, message);
        lines.push(format!(
            "| {name} | {who} | {:.6} | {:.6} |",
            state.units(),
            log.units()
        ));
    };
    let mut w = in_use();
    let until = w.in_days(30);
    let new = samples::signed_key(STRANGER);
    let short = || SealedProfile(vec![1]);
    let record = |n| samples::record(n, 1);
    let register = doctor::register_doctor(STRANGER, new.clone(), samples::profile()).any();
    row(&mut w, "`register_doctor`", "admin", ADMIN, register);
    let register = patient::register_patient(STRANGER, new, samples::profile()).any();
    row(&mut w, "`register_patient`", "admin", ADMIN, register);
    let shrink = doctor::update_profile(short()).any();
    row(
        &mut w,
        "`update_profile`, shorter than the admin entered it",
        "doctor",
        DOCTOR,
        shrink,
    );
    let shrink = patient::update_profile(short()).any();
    row(
        &mut w,
        "`update_profile`, shorter than the admin entered it",
        "patient",
        PATIENT,
        shrink,
    );
    let later = patient::replace_encryption_key(samples::later_key(PATIENT, 2)).any();
    row(&mut w, "`replace_encryption_key`", "its owner", PATIENT, later);
    row(
        &mut w,
        "`suspend_doctor`",
        "another admin",
        OTHER_ADMIN,
        doctor::suspend_doctor(STRANGER).any(),
    );
    row(
        &mut w,
        "`reinstate_doctor`",
        "another admin",
        OTHER_ADMIN,
        doctor::reinstate_doctor(STRANGER).any(),
    );
    let withdraw = doctor::withdraw_attestation(STRANGER).any();
    row(
        &mut w,
        "`withdraw_attestation`",
        "another admin",
        OTHER_ADMIN,
        withdraw,
    );
    row(
        &mut w,
        "`add_medical_record`",
        "patient",
        PATIENT,
        patient::add_medical_record(PATIENT, record(2)).any(),
    );
    row(
        &mut w,
        "`erase_record`, of the patient's own",
        "patient",
        PATIENT,
        patient::erase_record(2).any(),
    );
    row(
        &mut w,
        "`add_medical_record`",
        "doctor",
        DOCTOR,
        patient::add_medical_record(PATIENT, record(3)).any(),
    );
    row(
        &mut w,
        "`erase_record`, of the doctor's",
        "patient",
        PATIENT,
        patient::erase_record(3).any(),
    );
    let note = patient::annotate_record(PATIENT, 1, w.pairwise_record(OTHER_DOCTOR, 4)).any();
    row(
        &mut w,
        "`annotate_record`, under the pairwise key",
        "doctor",
        OTHER_DOCTOR,
        note,
    );
    let taken = patient::reseal_records(1, vec![samples::reseal(4)]).any();
    row(
        &mut w,
        "`reseal_records`, of the doctor's note",
        "patient",
        PATIENT,
        taken,
    );
    row(
        &mut w,
        "`log_access`",
        "doctor",
        DOCTOR,
        patient::log_access(PATIENT, 1).any(),
    );
    row(
        &mut w,
        "`begin_visit`",
        "doctor",
        DOCTOR,
        patient::begin_visit(PATIENT, samples::reason(1)).any(),
    );
    w.done(PATIENT, doctor::revoke_access(OTHER_DOCTOR));
    let grant = |grant| doctor::grant_access(OTHER_DOCTOR, grant).any();
    row(
        &mut w,
        "`grant_access`, 1 record",
        "patient",
        PATIENT,
        grant(samples::single_records([1], until)),
    );
    row(
        &mut w,
        "`revoke_access`, of it",
        "patient",
        PATIENT,
        doctor::revoke_access(OTHER_DOCTOR).any(),
    );
    row(
        &mut w,
        "`grant_access`, whole history",
        "patient",
        PATIENT,
        grant(samples::whole_history(1, until)),
    );
    row(
        &mut w,
        "`revoke_access`, of it",
        "patient",
        PATIENT,
        doctor::revoke_access(OTHER_DOCTOR).any(),
    );
    row(
        &mut w,
        "`rotate_generation`",
        "patient",
        PATIENT,
        patient::rotate_generation(1, samples::wrapped(2)).any(),
    );
    row(
        &mut w,
        "`renew_link`",
        "patient",
        PATIENT,
        patient::renew_link(2, samples::wrapped(2)).any(),
    );
    let rewrap = doctor::rewrap_consents(2, vec![samples::rewrap(DOCTOR, 2)]).any();
    row(&mut w, "`rewrap_consents`, 1 doctor", "patient", PATIENT, rewrap);
    row(
        &mut w,
        "`add_admin`",
        "admin",
        ADMIN,
        admin::add_admin(THIRD_ADMIN).any(),
    );
    row(
        &mut w,
        "`remove_admin`",
        "another admin",
        OTHER_ADMIN,
        admin::remove_admin(THIRD_ADMIN).any(),
    );

    let mut w = World::of_three_admins(2);
    let code = w.chain.upload(STRANGER, &Bundle::of(Part::Doctor).other_code());
    let upgrade = Proposal::UpgradeCode {
        contract: Part::Doctor,
        code_hash: code,
    };
    row(
        &mut w,
        "`propose`, an upgrade",
        "admin",
        ADMIN,
        admin::propose(upgrade).any(),
    );
    row(
        &mut w,
        "`approve`, which announces it",
        "another admin",
        OTHER_ADMIN,
        admin::approve(1).any(),
    );
    let over = w.in_days(7);
    w.chain.set_time(over);
    w.done(THIRD_ADMIN, admin::carry_out(1));
    row(
        &mut w,
        "`propose`, a new admin",
        "admin",
        ADMIN,
        admin::propose(Proposal::AddAdmin(STRANGER)).any(),
    );
    row(
        &mut w,
        "`withdraw_approval`",
        "the same",
        ADMIN,
        admin::withdraw_approval(2).any(),
    );
    lines.join("\n")
}

/// docs/deposits.md says what is measured. MEDINK_WRITE_DOCS=1 writes it anew.
#[test]
fn the_docs_say_what_is_measured() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/deposits.md");
    let page = fs::read_to_string(path).unwrap();
    let head = "|---|---|---:|---:|\n";
    let (before, rest) = page.split_once(head).unwrap();
    let (written, after) = rest.split_once("\n\n").unwrap();
    let measured = table();
    if env::var_os("MEDINK_WRITE_DOCS").is_some() {
        fs::write(path, format!("{before}{head}{measured}\n\n{after}")).unwrap();
        return;
    }
    assert_eq!(written, measured, "docs/deposits.md is not what is measured");
}
