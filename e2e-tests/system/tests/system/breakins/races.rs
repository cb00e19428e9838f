//! Two of a patient's programs at once, behind a slow link: each changes the keys, or one changes them while the other
//! writes.
//!
//! What holds: a rotation names the generation that it starts from; who comes second looks again and goes on from there.

use super::{CUDDY, world};
use e2e_system::people::{self, ADA, HOUSE, WILSON};
use e2e_system::{Machine, Proxy, World, files};
use medink_chain::contracts;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// A day's link between a practice and its node.
const SLOW: Duration = Duration::from_millis(60);

/// Another machine of the patient's, with a store of its own, behind the slow link, and the slow link for this one.
fn behind_a_slow_link(world: &World) -> (Machine, Proxy) {
    let proxy = Proxy::before(world.rpc());
    proxy.delay(SLOW);
    let other = Machine::at(proxy.rpc());
    files::copy(
        &world.home().join("deployments"),
        &other.home().join("deployments"),
    );
    (other, proxy)
}

#[test]
fn two_revokes_at_once_end_in_one_chain_of_links() {
    let world = world();
    world.doctor(CUDDY);
    let old = world.add(ADA, ADA, "from before");
    for doctor in [HOUSE, WILSON, CUDDY] {
        world.grant_all(ADA, doctor);
    }
    let (other, proxy) = behind_a_slow_link(&world);
    let here = world
        .medink(&format!("--node {} consent revoke {HOUSE}", proxy.rpc()))
        .acting(ADA)
        .start();
    let there = other
        .medink(&format!("consent revoke {WILSON}"))
        .acting(ADA)
        .start();
    let (here, there) = (here.wait(), there.wait());
    here.succeeded();
    there.succeeded();
    goes_on(&world, old);
    world.get(HOUSE, ADA, old).fails(medink_core::Kind::Refused);
    world.get(WILSON, ADA, old).fails(medink_core::Kind::Refused);
}

#[test]
fn a_revoke_beside_an_upload_ends_in_one_chain_of_links() {
    // Begun with the revoke, and when the chain has it and the keys are to change: there an upload would change them, too.
    for begun in ["revoke_access", "rotate_generation"] {
        a_revoke_beside_an_upload(begun);
    }
}

fn a_revoke_beside_an_upload(begun: &str) {
    let world = world();
    world.doctor(CUDDY);
    let old = world.add(ADA, ADA, "from before");
    for doctor in [HOUSE, CUDDY] {
        world.grant_all(ADA, doctor);
    }
    let (other, proxy) = behind_a_slow_link(&world);
    let file = world.write("beside.txt", "written meanwhile");
    let mut revoke = other
        .medink(&format!("consent revoke {HOUSE}"))
        .acting(ADA)
        .start();
    revoke.until("the revoke has come so far", || proxy.heard(begun) > 0);
    let upload = world
        .medink(&format!("--node {} record add", proxy.rpc()))
        .arg(&file)
        .acting(ADA)
        .start();
    let (revoke, upload) = (revoke.wait(), upload.wait());
    revoke.succeeded();
    // The keys may have changed under the upload: then it says so, and is done by the next command or given up.
    if upload.code != Some(0) {
        upload.failed(medink_core::Kind::Refused);
    }
    goes_on(&world, old);
    world.get(HOUSE, ADA, old).fails(medink_core::Kind::Refused);
}

/// A doctor's note is wrapped for the present keys, and the keys change before the chain has it.
#[test]
fn keys_that_change_under_a_note_that_is_taken_over_leave_it_readable() {
    let world = world();
    world.doctor(CUDDY);
    let old = world.add(ADA, ADA, "from before");
    world.grant_all(ADA, CUDDY);
    world
        .medink(&format!("consent grant {WILSON} --records {old} --until 30d"))
        .acting(ADA)
        .ok();
    world
        .medink(&format!(
            "note add --patient {ADA} --kind diagnosis --about {old} --details -"
        ))
        .input(r#"{"title": "Seen"}"#)
        .acting(WILSON)
        .ok();
    let proxy = Proxy::before(world.rpc());
    let ledger = world.ledger();
    let at = ledger.deployment().patient();
    let rotated = AtomicBool::new(false);
    proxy.lie(at, "reseal_records", move |_| {
        if !rotated.swap(true, Ordering::SeqCst) {
            let message = contracts::patient::rotate_generation(at, 1, [7; 60]);
            ledger
                .send(&people::account(ADA), &message)
                .expect("another machine of hers");
        }
        None
    });
    let run = world
        .medink(&format!("--node {} record list", proxy.rpc()))
        .acting(ADA)
        .text()
        .run();
    run.succeeded();
    assert!(run.err.contains("not shared yet"), "{run}");
    // Nothing is lost: it is taken over by the next.
    world.medink("record list").acting(ADA).ok();
    let note = old + 1;
    for who in [ADA, CUDDY] {
        assert!(world.open(who, ADA, note).starts_with(b"{"), "{who}");
    }
    goes_on(&world, old);
}

/// The links lead from the newest generation to the first, and who has the whole history walks them.
fn goes_on(world: &World, old: u32) {
    let new = world.add(ADA, ADA, "from after");
    let ledger = world.ledger();
    let ada = e2e_system::people::account(ADA);
    let deployment = ledger.deployment().sealing();
    let binding = deployment.binding(ada.address());
    let secrets = ada.patient_secrets(deployment).unwrap();
    let links = ledger.links(ada.address().into());
    assert!(!links.is_empty(), "the keys have changed");
    for (newer, link) in (2..).zip(&links) {
        let key = secrets.generation_key(newer).unwrap();
        let older = medink_seal::wrap::open_link(&binding, &key, link).expect("a right link");
        assert_eq!(
            older,
            secrets.generation_key(newer - 1).unwrap(),
            "the link of {newer}"
        );
    }
    assert_eq!(world.open(CUDDY, ADA, old), b"from before");
    assert_eq!(world.open(CUDDY, ADA, new), b"from after");
}
