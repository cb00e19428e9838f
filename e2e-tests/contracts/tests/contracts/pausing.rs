//! While the system is paused, admins keep governing and everybody else's changes are refused; reads go on.

use crate::actions::{actions, stage};
use e2e_contracts::messages::{admin, audit, doctor, patient};
use e2e_contracts::people::{ADMIN, DOCTOR, PATIENT, STRANGER};
use e2e_contracts::{Contract, samples};
use medink_types::{Error, SystemParameters};

#[test]
fn a_paused_system_refuses_every_change_but_the_admins_own() {
    for (n, act) in actions(&mut stage()).into_iter().enumerate() {
        let mut w = stage();
        let message = actions(&mut w).remove(n).message;
        w.done(ADMIN, admin::pause());
        match message.contract {
            Contract::Doctor | Contract::Patient => {
                for by in act.allowed {
                    assert_eq!(w.refused(by, message.clone()), Error::Paused, "{}", message.label);
                }
                // Who lacks the role is told so, paused or not.
                for (by, error) in act.refused {
                    if matches!(error, Error::MissingRole(_)) {
                        assert_eq!(w.refused(by, message.clone()), error, "{}", message.label);
                    }
                }
            }
            Contract::Admin | Contract::Audit if message.label == "pause" => {
                assert_eq!(w.refused(ADMIN, message), Error::Paused);
            }
            Contract::Admin | Contract::Audit if message.label == "update_system_parameters" => {
                // The argument says `paused` as it is; see below for the admin contract's.
            }
            Contract::Admin | Contract::Audit => {
                for by in act.allowed {
                    w.done(by, message.clone());
                }
            }
        }
    }
}

#[test]
fn parameters_change_while_paused_and_leave_the_pause_as_it_is() {
    let mut w = stage();
    w.done(ADMIN, admin::pause());
    let running = SystemParameters {
        max_page: 5,
        ..SystemParameters::default()
    };
    assert_eq!(
        w.refused(ADMIN, admin::update_system_parameters(running)),
        Error::PausedApart
    );
    w.done(
        ADMIN,
        admin::update_system_parameters(SystemParameters {
            paused: true,
            ..running
        }),
    );
    w.done(
        ADMIN,
        audit::update_system_parameters(medink_types::AuditParameters { max_page: 5 }),
    );
    assert_eq!(
        w.refused(DOCTOR, doctor::update_profile(samples::profile())),
        Error::Paused,
        "changing parameters resumed the system"
    );
}

#[test]
fn everything_works_again_after_the_resume() {
    let mut w = stage();
    w.done(ADMIN, admin::pause());
    assert_eq!(w.refused(PATIENT, doctor::revoke_access(DOCTOR)), Error::Paused);
    w.done(ADMIN, admin::resume());
    for (n, act) in actions(&mut stage()).into_iter().enumerate() {
        let Some(by) = act.allowed.first() else { continue };
        let mut w = stage();
        w.done(ADMIN, admin::pause());
        w.done(ADMIN, admin::resume());
        let message = actions(&mut w).remove(n).message;
        w.done(*by, message);
    }
}

#[test]
fn reads_go_on_while_paused() {
    let mut w = stage();
    w.done(ADMIN, admin::pause());
    assert!(w.read(doctor::has_access(PATIENT, DOCTOR, 1)));
    assert!(w.read(patient::record(PATIENT, 1)).is_some());
    assert_eq!(w.read(patient::records(PATIENT, 0, 10)).unwrap().items.len(), 2);
    assert!(w.read(audit::entries(0, 50)).is_ok());
    assert_eq!(w.read(doctor::doctor(STRANGER)), None);
}
