//! Genuine code with a foreign neighbour: the patient contract instantiated with a doctor contract of the attacker's, and
//! a deployment file that names it.
//!
//! What holds: a contract's address follows from deployer, code, arguments and salt, and the arguments name its
//! neighbours; whoever checks or joins computes all four again.

use e2e_system::people::{self, ADMIN};
use e2e_system::{Ledger, Machine, World};
use medink_chain::{ChainExt, Code, Instantiation, SubmitOptions, contracts};
use medink_core::Deployment;
use medink_core::Kind;
use medink_core::actor::Plain;
use medink_types::{AccountId, Contracts};
use std::fs;

#[test]
fn genuine_code_with_a_foreign_neighbour_is_named() {
    let world = World::deployed();
    let ledger = world.ledger();
    let file = Deployment::path(&world.home().join("deployments"), ledger.deployment().genesis());
    let honest = fs::read_to_string(&file).unwrap();
    let miswired = miswired(&ledger);
    fs::write(&file, miswired.to_text().unwrap()).unwrap();
    world
        .medink("deploy --check")
        .fails(Kind::Damaged)
        .says("address of patient that follows from how it was made")
        .says("Use nothing of this deployment");

    let invitation = world.write("invitation.json", miswired.to_text().unwrap());
    let other = Machine::at(world.rpc());
    other
        .medink("join")
        .arg(&invitation)
        .fails(Kind::Damaged)
        .says("address of patient that follows from how it was made");
    assert!(
        !other.home().join("deployments").exists()
            || fs::read_dir(other.home().join("deployments"))
                .unwrap()
                .next()
                .is_none()
    );

    fs::write(&file, honest).unwrap();
    world.medink("deploy --check").ok();
}

/// A second deployment of the same code and deployer: admin knows the doctor and patient contracts that its file names,
/// only that the patient contract asks another doctor contract.
fn miswired(ledger: &Ledger) -> Deployment {
    let mut deployment = ledger.deployment().clone();
    let admin = people::account(ADMIN);
    deployment.salt = [7; 32];
    let make = |code: [u8; 32], data: Vec<u8>, salt: &[u8]| -> AccountId {
        let new = Instantiation {
            code: Code::Existing(code),
            data,
            salt: salt.to_vec(),
            value: 0,
            label: "a contract".to_owned(),
        };
        let (signer, options) = (Plain(admin.clone()), SubmitOptions::default());
        let made = ledger.wait(ledger.chain().instantiate(&signer, &new, &options));
        made.expect("the chain makes it").address
    };
    let code = deployment.code_hashes.clone();
    let salt = deployment.salt;
    let made = deployment.made();
    let parameters = medink_types::AuditParameters {
        max_page: made.audit_max_page,
    };
    let at_admin = make(code.admin, made.admin_data, &salt);
    let audit = make(code.audit, contracts::audit::new(at_admin, parameters), &salt);
    let doctor = make(code.doctor, contracts::doctor::new(at_admin, audit), &salt);
    // Its own admin is the attacker's: what it says of consents, the attacker says.
    let foreign = make(code.doctor, contracts::doctor::new(at_admin, audit), b"foreign");
    assert_ne!(doctor, foreign);
    let patient = make(
        code.patient,
        contracts::patient::new(at_admin, audit, foreign),
        &salt,
    );
    let registry = Contracts {
        audit,
        doctor,
        patient,
    };
    let message = contracts::admin::register_contracts(at_admin, registry);
    ledger
        .wait(
            ledger
                .chain()
                .call(&Plain(admin), &message, &SubmitOptions::default()),
        )
        .expect("the first admin registers them");
    deployment.set_addresses(at_admin, registry);
    deployment
}
