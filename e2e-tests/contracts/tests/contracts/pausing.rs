//! The pause: it ends by itself, does not come back at once, and is told to everybody. What it stops and what it spares
//! is in `matrix`.

use e2e_contracts::messages::{admin, doctor, patient};
use e2e_contracts::people::{ADMIN, DOCTOR, OTHER_ADMIN, PATIENT};
use e2e_contracts::{Logged, Part, World, samples};
use medink_types::bounds::PAUSE_MS;
use medink_types::events::PauseChanged;
use medink_types::{Action, Error, Pause, time_reference};

/// Whether [`PATIENT`] is stopped from what a pause stops; nothing is changed.
fn is_stopped(w: &mut World) -> bool {
    let before = w.chain.moment();
    let (answer, _) = w.send(PATIENT, &patient::update_profile(samples::profile()));
    w.chain.go_back(&before);
    assert!(
        matches!(answer, Ok(()) | Err(Error::Paused)),
        "stopped by something else: {answer:?}"
    );
    answer.is_err()
}

#[test]
fn a_pause_is_logged_told_and_ended() {
    let mut w = World::peopled();
    let (subject, since) = (w.address(Part::Admin), w.chain.now());
    assert_eq!(w.refused(ADMIN, admin::resume()), Error::NotPaused);
    assert_eq!(w.read(admin::last_pause()), Pause::default());

    let pause = Pause {
        since,
        until: since + PAUSE_MS,
    };
    let entry = |action, reference| Logged {
        contract: subject,
        actor: ADMIN,
        subject,
        action,
        reference,
    };
    let told = |pause| PauseChanged {
        actor: ADMIN,
        subject,
        pause,
    };
    let done = w.done(ADMIN, admin::pause());
    assert_eq!(
        done.logged(),
        [entry(Action::Paused, time_reference(pause.until))]
    );
    done.assert_events([told(pause)]);
    assert_eq!(w.read(admin::last_pause()), pause);
    assert!(w.read(admin::standing(PATIENT)).paused);
    assert!(is_stopped(&mut w));
    assert_eq!(w.refused(ADMIN, admin::pause()), Error::Paused);

    w.chain.next_block();
    let until = w.chain.now();
    let done = w.done(ADMIN, admin::resume());
    assert_eq!(done.logged(), [entry(Action::Resumed, [0; 32])]);
    done.assert_events([told(Pause { since, until })]);
    assert!(!w.read(admin::standing(PATIENT)).paused);
    assert!(!is_stopped(&mut w));
    assert_eq!(w.refused(ADMIN, admin::resume()), Error::NotPaused);
}

#[test]
fn a_pause_ends_by_itself() {
    let mut w = World::peopled();
    let end = w.chain.now() + PAUSE_MS;
    w.done(ADMIN, admin::pause());
    w.chain.set_time(end - 1);
    assert!(is_stopped(&mut w));
    w.chain.set_time(end);
    assert!(!is_stopped(&mut w));
    assert_eq!(w.refused(ADMIN, admin::resume()), Error::NotPaused);
}

/// Whoever pauses: several admins one after the other can't keep the system still either.
#[test]
fn a_pause_does_not_come_back_before_as_much_time_has_passed() {
    let mut w = World::peopled();
    w.done(ADMIN, admin::add_admin(OTHER_ADMIN));
    let end = w.chain.now() + PAUSE_MS;
    w.done(ADMIN, admin::pause());
    for time in [end, end + PAUSE_MS - 1] {
        w.chain.set_time(time);
        for by in [ADMIN, OTHER_ADMIN] {
            assert_eq!(w.refused(by, admin::pause()), Error::PausedRecently);
        }
        assert!(!is_stopped(&mut w));
    }
    w.chain.set_time(end + PAUSE_MS);
    w.done(OTHER_ADMIN, admin::pause());
    assert!(is_stopped(&mut w));
}

/// Ended soon, it may come back soon.
#[test]
fn a_short_pause_is_waited_for_shortly() {
    let mut w = World::peopled();
    w.done(ADMIN, admin::pause());
    w.chain.next_block();
    w.done(ADMIN, admin::resume());
    assert_eq!(w.refused(ADMIN, admin::pause()), Error::PausedRecently);
    w.chain.next_block();
    w.done(ADMIN, admin::pause());
}

/// All that a patient needs to be rid of a doctor, in one go, while the system is paused.
#[test]
fn a_patient_shuts_a_doctor_out_while_paused() {
    let mut w = World::peopled();
    let until = w.in_days(30);
    let add = |n, generation| patient::add_medical_record(PATIENT, samples::record(n, generation));
    w.done(PATIENT, add(1, 1));
    w.done(
        PATIENT,
        doctor::grant_access(DOCTOR, samples::whole_history(1, until)),
    );
    w.done(ADMIN, admin::pause());
    assert_eq!(w.refused(DOCTOR, patient::log_access(PATIENT, 1)), Error::Paused);
    w.done(PATIENT, doctor::revoke_access(DOCTOR));
    w.done(PATIENT, patient::rotate_generation(1, samples::wrapped(2)));
    w.done(PATIENT, patient::erase_record(1));
    w.done(ADMIN, admin::resume());
    w.done(PATIENT, add(2, 2));
    assert_eq!(
        w.refused(DOCTOR, patient::log_access(PATIENT, 2)),
        Error::NoConsent
    );
}
