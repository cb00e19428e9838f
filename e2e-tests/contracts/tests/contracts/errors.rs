//! Every refusal that the interface knows, reached by name: a variant that no call can reach would be a word without
//! a meaning, and one that is added without a way to it here fails the last test.

use e2e_contracts::messages::{admin, audit, doctor, patient};
use e2e_contracts::people::{self, ADMIN, DOCTOR, OTHER_ADMIN, OTHER_PATIENT, PATIENT, STRANGER};
use e2e_contracts::{Bundle, Forwarder, World, samples};
use medink_types::{
    AccountId, AuditParameters, Error, NewRecord, Part, Proposal, Role, SystemParameters, bounds,
};
use scale::Encode;
use std::collections::BTreeSet;

/// What is done to a system, and what comes of it.
type Way = fn(&mut World) -> Error;

/// A way to each error: by name, from a system with people and one record of [`PATIENT`].
const WAYS: &[(&str, Way)] = &[
    ("MissingRole", |w| w.refused(STRANGER, admin::pause())),
    ("CallerNotAuthorized", |w| {
        w.refused(ADMIN, admin::set_role(ADMIN, STRANGER, Role::Doctor, true))
    }),
    ("Paused", |w| {
        w.done(ADMIN, admin::pause());
        w.refused(PATIENT, patient::log_access(PATIENT, 1))
    }),
    ("NotWired", |_| World::unwired().refused(ADMIN, admin::pause())),
    ("AlreadyWired", |w| {
        let contracts = w.contracts();
        w.refused(ADMIN, admin::register_contracts(contracts))
    }),
    ("AlreadyAdmin", |w| w.refused(ADMIN, admin::add_admin(ADMIN))),
    ("NotAnAdmin", |w| w.refused(ADMIN, admin::remove_admin(STRANGER))),
    ("LastAdmin", |w| w.refused(ADMIN, admin::remove_admin(ADMIN))),
    ("TooManyAdmins", |w| {
        for n in 1..bounds::ADMINS {
            w.done(ADMIN, admin::add_admin(AccountId([n as u8; 32])));
        }
        w.refused(ADMIN, admin::add_admin(STRANGER))
    }),
    ("AlreadyRegistered", |w| {
        w.refused(
            ADMIN,
            doctor::register_doctor(DOCTOR, samples::signed_key(DOCTOR), samples::no_profile()),
        )
    }),
    ("UnknownDoctor", |w| {
        w.refused(ADMIN, doctor::suspend_doctor(STRANGER))
    }),
    ("UnknownPatient", |w| {
        w.refused(
            DOCTOR,
            patient::add_medical_record(STRANGER, samples::record(2, 1)),
        )
    }),
    ("DoctorSuspended", |w| {
        w.done(ADMIN, doctor::suspend_doctor(DOCTOR));
        w.refused(DOCTOR, doctor::update_profile(samples::profile()))
    }),
    ("NotSuspended", |w| {
        w.refused(ADMIN, doctor::reinstate_doctor(DOCTOR))
    }),
    ("SelfRegistrationClosed", |w| {
        w.refused(
            STRANGER,
            patient::register_patient(STRANGER, samples::signed_key(STRANGER), samples::no_profile()),
        )
    }),
    ("AlreadyAuthorized", |w| {
        let contract = w.address(Part::Patient);
        propose(w, Proposal::AuthorizeContract(contract))
    }),
    ("NotAuthorized", |w| {
        propose(w, Proposal::DeauthorizeContract(STRANGER))
    }),
    ("NotAContract", |w| {
        propose(w, Proposal::AuthorizeContract(STRANGER))
    }),
    ("NoConsent", |w| {
        w.refused(DOCTOR, patient::log_access(PATIENT, 1))
    }),
    ("InvalidPeriod", |w| {
        w.refused(
            PATIENT,
            doctor::grant_access(DOCTOR, samples::whole_history(1, 1)),
        )
    }),
    ("ConsentTooLong", |w| {
        let until = w.in_days(367);
        w.refused(
            PATIENT,
            doctor::grant_access(DOCTOR, samples::whole_history(1, until)),
        )
    }),
    ("InvalidEncryptionKey", |w| {
        let short = people::signed_by(STRANGER, STRANGER, vec![1; 32].into(), 1);
        let register = doctor::register_doctor(STRANGER, short, samples::no_profile());
        w.refused(ADMIN, register)
    }),
    ("TooLong", |w| {
        w.refused(
            PATIENT,
            patient::update_profile(vec![1; bounds::PATIENT_PROFILE_BYTES + 1].into()),
        )
    }),
    ("Empty", |w| {
        w.refused(PATIENT, patient::update_profile(samples::no_profile()))
    }),
    ("TooMany", |w| {
        let batch = (0..17).map(|n| samples::record(n, 1)).collect();
        w.refused(PATIENT, patient::add_medical_records(PATIENT, batch))
    }),
    ("Duplicate", |w| {
        w.refused(
            PATIENT,
            patient::reseal_records(1, vec![samples::reseal(1), samples::reseal(1)]),
        )
    }),
    ("PageSize", |w| w.refused(STRANGER, audit::entries(0, 51))),
    ("InvalidParameter", |w| {
        propose(w, Proposal::AuditParameters(AuditParameters { max_page: 0 }))
    }),
    ("UnknownRecord", |w| w.refused(PATIENT, patient::erase_record(2))),
    ("RecordErased", |w| {
        w.done(PATIENT, patient::erase_record(1));
        w.refused(PATIENT, patient::erase_record(1))
    }),
    ("DuplicateRecord", |w| {
        w.refused(
            PATIENT,
            patient::add_medical_record(PATIENT, samples::record(1, 1)),
        )
    }),
    ("WrongGeneration", |w| {
        w.refused(
            PATIENT,
            patient::add_medical_record(PATIENT, samples::record(2, 2)),
        )
    }),
    ("RotationPending", |w| {
        let until = w.in_days(1);
        w.done(
            PATIENT,
            doctor::grant_access(DOCTOR, samples::whole_history(1, until)),
        );
        w.done(PATIENT, doctor::revoke_access(DOCTOR));
        w.refused(
            PATIENT,
            patient::add_medical_record(PATIENT, samples::record(2, 1)),
        )
    }),
    ("WrongKeyKind", |w| {
        w.refused(
            PATIENT,
            patient::add_medical_record(PATIENT, samples::pairwise_record(2, [0; 16].into())),
        )
    }),
    ("Overflow", |w| {
        let until = w.in_days(1);
        w.refused(
            PATIENT,
            doctor::grant_access(DOCTOR, samples::whole_history(u32::MAX, until)),
        )
    }),
    ("CallFailed", |w| {
        // A doctor contract whose admin contract is a contract, and not an admin contract.
        let foreign = Forwarder::deploy(&mut w.chain, STRANGER);
        let log = w.address(Part::Audit);
        let lost = w.instantiate(STRANGER, Part::Doctor, &(foreign.0, log));
        let register = doctor::register_doctor(DOCTOR, samples::signed_key(DOCTOR), samples::no_profile());
        w.send_to(lost, ADMIN, &register).0.unwrap_err()
    }),
    ("NotPaused", |w| w.refused(ADMIN, admin::resume())),
    ("PausedRecently", |w| {
        w.done(ADMIN, admin::pause());
        let over = w.in_days(3);
        w.chain.set_time(over);
        w.refused(ADMIN, admin::pause())
    }),
    ("StaysAuthorized", |w| {
        let doctors = w.address(Part::Doctor);
        propose(w, Proposal::DeauthorizeContract(doctors))
    }),
    ("InvalidCid", |w| {
        let nowhere = NewRecord {
            cid: [0xff; 36].into(),
            ..samples::record(2, 1)
        };
        w.refused(PATIENT, patient::add_medical_record(PATIENT, nowhere))
    }),
    ("KeyNotProved", |w| {
        let others = people::signed_by(ADMIN, STRANGER, samples::public_key(), 1);
        let register = doctor::register_doctor(STRANGER, others, samples::no_profile());
        w.refused(ADMIN, register)
    }),
    ("StaleKey", |w| {
        w.refused(
            DOCTOR,
            doctor::replace_encryption_key(samples::signed_key(DOCTOR)),
        )
    }),
    ("PlaceTaken", |w| {
        w.refused(
            OTHER_PATIENT,
            patient::add_medical_record(OTHER_PATIENT, samples::record(1, 1)),
        )
    }),
    ("NotTheAuthor", |w| {
        w.refused(DOCTOR, patient::amend_record(PATIENT, 1, samples::record(2, 1)))
    }),
    ("ProfileChanged", |w| {
        w.refused(ADMIN, doctor::attest_doctor(DOCTOR, [0; 32]))
    }),
    ("NotAttested", |w| {
        w.refused(ADMIN, doctor::withdraw_attestation(PATIENT))
    }),
    ("UnknownProposal", |w| w.refused(ADMIN, admin::approve(1))),
    ("ProposalClosed", |w| {
        announce(w);
        w.done(ADMIN, admin::withdraw_approval(1));
        w.refused(ADMIN, admin::carry_out(1))
    }),
    ("AlreadyApproved", |w| {
        needs_two(w);
        w.refused(ADMIN, admin::approve(1))
    }),
    ("NotApproved", |w| {
        needs_two(w);
        w.refused(OTHER_ADMIN, admin::withdraw_approval(1))
    }),
    ("QuorumMissing", |w| {
        needs_two(w);
        w.refused(ADMIN, admin::carry_out(1))
    }),
    ("NoticeRunning", |w| {
        announce(w);
        w.refused(ADMIN, admin::carry_out(1))
    }),
    ("UnknownCode", |w| {
        announce(w);
        let over = w.in_days(7);
        w.chain.set_time(over);
        w.refused(ADMIN, admin::carry_out(1))
    }),
    ("Inconsistent", |w| {
        // A log that has lost an entry which its head counts.
        let (log, lost) = (w.address(Part::Audit), w.read(audit::entry(3)).unwrap().encode());
        let (key, _) = w
            .chain
            .storage(log)
            .into_iter()
            .find(|(_, value)| *value == lost)
            .unwrap();
        w.chain.remove(log, &key);
        w.refused(STRANGER, audit::entries(0, 10))
    }),
];

fn propose(w: &mut World, proposal: Proposal) -> Error {
    w.refused(ADMIN, admin::propose(proposal))
}

/// Proposal 1: an upgrade to code that is nowhere.
fn announce(w: &mut World) {
    let upgrade = Proposal::UpgradeCode {
        contract: Part::Doctor,
        code_hash: [7; 32].into(),
    };
    w.done(ADMIN, admin::propose(upgrade));
}

/// A second admin, and proposal 1 by the first, which needs both.
fn needs_two(w: &mut World) {
    w.done(ADMIN, admin::add_admin(OTHER_ADMIN));
    let parameters = SystemParameters {
        quorum: 2,
        ..SystemParameters::default()
    };
    w.decided(Proposal::SystemParameters(parameters));
    w.done(ADMIN, admin::add_admin(STRANGER));
}

#[test]
fn every_error_is_reached() {
    for (name, way) in WAYS {
        let mut w = World::peopled();
        w.done(
            PATIENT,
            patient::add_medical_record(PATIENT, samples::record(1, 1)),
        );
        let error = way(&mut w);
        assert_eq!(name_of(error), *name, "{error:?}");
    }
}

#[test]
fn no_error_is_left_out() {
    let reached: BTreeSet<_> = WAYS.iter().map(|(name, _)| name.to_string()).collect();
    for contract in Part::ALL {
        assert_eq!(reached, declared(contract), "{contract:?}");
    }
}

#[test]
fn constructors_refuse_what_could_not_work() {
    let mut w = World::new();
    let (root, log) = (w.address(Part::Admin), w.address(Part::Audit));
    let good = SystemParameters::default();
    let paged = |max_page| AuditParameters { max_page };
    let range = |max| Err(Error::InvalidParameter { min: 1, max });

    let nobody: [AccountId; 0] = [];
    let alone = SystemParameters { quorum: 2, ..good };
    assert_eq!(
        w.try_instantiate(STRANGER, Part::Admin, &(alone, nobody.as_slice())),
        range(1)
    );
    let twice = (good, [DOCTOR, DOCTOR].as_slice());
    assert_eq!(
        w.try_instantiate(STRANGER, Part::Admin, &twice),
        Err(Error::AlreadyAdmin)
    );
    let many: Vec<_> = (0..bounds::ADMINS).map(|n| AccountId([n as u8; 32])).collect();
    assert_eq!(
        w.try_instantiate(STRANGER, Part::Admin, &(good, many)),
        Err(Error::TooMany {
            max: bounds::ADMINS - 1
        })
    );
    let endless = SystemParameters {
        longest_consent_days: bounds::CONSENT_DAYS + 1,
        ..good
    };
    assert_eq!(
        w.try_instantiate(STRANGER, Part::Admin, &(endless, nobody.as_slice())),
        range(bounds::CONSENT_DAYS)
    );
    for max_page in [0, bounds::PAGE + 1] {
        let wrong = SystemParameters { max_page, ..good };
        assert_eq!(
            w.try_instantiate(STRANGER, Part::Admin, &(wrong, nobody.as_slice())),
            range(bounds::PAGE)
        );
        let wrong = (root, paged(max_page));
        assert_eq!(
            w.try_instantiate(STRANGER, Part::Audit, &wrong),
            range(bounds::PAGE)
        );
    }
    let no_contract = Err(Error::NotAContract);
    assert_eq!(
        w.try_instantiate(STRANGER, Part::Audit, &(DOCTOR, paged(50))),
        no_contract
    );
    for wrong in [(DOCTOR, log), (root, DOCTOR)] {
        assert_eq!(w.try_instantiate(STRANGER, Part::Doctor, &wrong), no_contract);
    }
    let doctors = w.address(Part::Doctor);
    for wrong in [
        (DOCTOR, log, doctors),
        (root, DOCTOR, doctors),
        (root, log, DOCTOR),
    ] {
        assert_eq!(w.try_instantiate(STRANGER, Part::Patient, &wrong), no_contract);
    }
}

/// The errors' names in a contract's metadata.
fn declared(contract: Part) -> BTreeSet<String> {
    let types = Bundle::of(contract).metadata["types"].as_array().unwrap();
    let path = ["medink_types", "error", "Error"];
    let error = types.iter().map(|entry| &entry["type"]).find(|ty| {
        ty["path"]
            .as_array()
            .is_some_and(|names| names.iter().map(|name| name.as_str().unwrap()).eq(path))
    });
    let variants = error.unwrap()["def"]["variant"]["variants"].as_array().unwrap();
    variants
        .iter()
        .map(|variant| variant["name"].as_str().unwrap().to_owned())
        .collect()
}

/// The variant's name, as it stands in the metadata.
fn name_of(error: Error) -> String {
    let text = format!("{error:?}");
    text.split(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or_default()
        .to_owned()
}
