//! Another's content, named by somebody else's record and then let go: by a patient who erases it, and by a doctor who
//! plants it so that an innocent patient's own erase does it.
//!
//! What holds: the patient contract takes no place that a live record of another has; and in a store that several
//! deployments share, where no contract can know, a reference is an owner's, and nobody lets go another's. The other way
//! round, who is faster than the author with the author's own place gains nothing: the author's client takes another.

use super::{MALLORY, place, planted, refused, world};
use e2e_parts::{Kubo, Node};
use e2e_system::people::{self, ADA, ADMIN, GRACE, HOUSE};
use e2e_system::{Ledger, Proxy, World};
use medink_chain::contracts;
use medink_core::Kind;
use medink_store::Presence;
use medink_types::{AccountId, Cid, Error, NewRecord, Reseal};
use nix::sys::signal::Signal;
use scale::Decode;
use std::fs;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, mpsc};

#[test]
fn a_live_place_of_another_is_refused() {
    let world = world();
    let number = world.add(ADA, ADA, "the victim's only copy");
    world.grant_all(GRACE, HOUSE);
    let ledger = world.ledger();
    let at = ledger.deployment().patient();
    let cid = place(&ledger, ADA, number);
    // A patient for herself, and a doctor for a patient who knows of nothing.
    for who in [GRACE, HOUSE] {
        let message = contracts::patient::add_medical_record(at, people::id(GRACE), &planted(cid));
        refused(ledger.send(&people::account(who), &message), Error::PlaceTaken);
    }
    // Nor may a record that is there move to it.
    world.add(GRACE, GRACE, "another's own");
    let moved = Reseal {
        number: 1,
        cid: Some(cid),
        key: [0; 60],
    };
    refused(
        ledger.send(
            &people::account(GRACE),
            &contracts::patient::reseal_records(at, 1, &[moved]),
        ),
        Error::PlaceTaken,
    );
    assert_eq!(ledger.records(people::id(GRACE)).len(), 1);
    assert_eq!(world.open(ADA, ADA, number), b"the victim's only copy");
}

/// The same bytes under the name that a node of a larger file would have: another place for the contract, the same
/// block for a store.
#[test]
fn another_name_for_the_same_block_lets_nothing_go() {
    let world = world();
    let number = world.add(ADA, ADA, "the victim's only copy");
    let ledger = world.ledger();
    let mut cid = place(&ledger, ADA, number);
    assert_eq!(cid.0[1], 0x55, "a leaf");
    cid.0[1] = 0x70;
    let at = ledger.deployment().patient();
    let message = contracts::patient::add_medical_record(at, people::id(GRACE), &planted(cid));
    ledger
        .send(&people::account(GRACE), &message)
        .expect("another place");
    world.medink("record erase 1 --yes").acting(GRACE).ok();
    world.medink("store gc").ok();
    assert_eq!(world.open(ADA, ADA, number), b"the victim's only copy");
}

#[test]
fn planted_through_another_chain_it_stays_in_the_store_of_this_machine() {
    let world = world();
    planted_through_another_chain(&world);
}

#[test]
fn planted_through_another_chain_it_stays_in_a_daemon() {
    let world = world();
    let kubo = Kubo::start();
    fs::write(
        world.home().join("config.toml"),
        format!("[profiles.embedded]\nipfs = \"{}\"\n", kubo.url()),
    )
    .unwrap();
    planted_through_another_chain(&world);
    kubo.ipfs(&["repo", "gc"]);
    assert_eq!(world.open(ADA, ADA, 1), b"the victim's only copy");
}

/// Plants Ada's content in records on a second chain whose deployment uses the same store, has each erased, and looks
/// whether Ada still has hers.
fn planted_through_another_chain(world: &World) {
    let number = world.add(ADA, ADA, "the victim's only copy");
    let cid = place(&world.ledger(), ADA, number);
    let node = Node::temporary();
    let there = |words: &str| world.medink(&format!("--node {} {words}", node.rpc()));
    there("deploy").acting(ADMIN).ok();
    let (doctor, patient) = (
        r#"{"name": "Somebody"}"#,
        r#"{"name": "Somebody", "birth_date": "1970-01-01"}"#,
    );
    for (role, who, profile) in [
        ("doctor", HOUSE, doctor),
        ("patient", GRACE, patient),
        ("patient", MALLORY, patient),
    ] {
        let card = people::card(who).to_text();
        there(&format!("admin register-{role} {card} --details - --fund 1000"))
            .input(profile)
            .acting(ADMIN)
            .ok();
    }
    let ledger = Ledger::at(world, node.rpc());
    let at = ledger.deployment().patient();
    let plant = |who: &str, victim: &str| {
        let message = contracts::patient::add_medical_record(at, people::id(victim), &planted(cid));
        ledger
            .send(&people::account(who), &message)
            .expect("that chain knows of no other record at the place");
        there("record erase 1 --yes").acting(victim).ok();
        assert_eq!(world.open(ADA, ADA, number), b"the victim's only copy");
    };
    plant(MALLORY, MALLORY);
    there(&format!("consent grant {HOUSE} --whole-history --until 30d"))
        .acting(GRACE)
        .ok();
    plant(HOUSE, GRACE);
    world.medink("store gc").ok();
    assert_eq!(world.open(ADA, ADA, number), b"the victim's only copy");
}

/// Somebody who sees where content is to be before it is recorded, and is faster with a record of the same place, so many
/// times: at whatever the client tries, or only at the second of two.
fn somebody_is_faster(world: &World, proxy: &Proxy, times: u32) {
    let (one, several) = ("add_medical_record", "add_medical_records");
    for message in [one, several] {
        let ledger = world.ledger();
        let at = ledger.deployment().patient();
        let left = Mutex::new(times);
        proxy.lie(at, message, move |mut arguments| {
            AccountId::decode(&mut arguments).expect("the patient");
            let record = match message == one {
                true => NewRecord::decode(&mut arguments).ok(),
                false => Vec::<NewRecord>::decode(&mut arguments)
                    .ok()
                    .and_then(|mut all| all.pop()),
            };
            let cid = record.expect("a record").cid;
            let mut left = left.lock().expect("no thread has panicked");
            if *left > 0 {
                *left -= 1;
                take(&ledger, cid);
            }
            None
        });
    }
}

/// Grace records something at a place that nobody has yet.
fn take(ledger: &Ledger, cid: Cid) {
    let message = contracts::patient::add_medical_record(
        ledger.deployment().patient(),
        people::id(GRACE),
        &planted(cid),
    );
    ledger
        .send(&people::account(GRACE), &message)
        .expect("nobody has the place yet");
}

/// The places that somebody was faster to take.
fn taken(ledger: &Ledger) -> Vec<Cid> {
    let records = ledger.records(people::id(GRACE));
    records.into_iter().filter_map(|record| record.cid).collect()
}

#[test]
fn who_takes_the_place_of_what_is_on_its_way_keeps_nothing_from_being_recorded() {
    let world = world();
    let proxy = Proxy::before(world.rpc());
    somebody_is_faster(&world, &proxy, 1);
    let add = || world.medink(&format!("--node {} record add", proxy.rpc()));
    let [first, second, third] =
        ["first", "second", "third"].map(|name| world.write(&format!("{name}.txt"), name));
    for call in [add().arg(&first), add().arg(&second).arg(&third)] {
        let run = call.acting(ADA).text().run();
        run.succeeded();
        assert!(run.err.contains("sealed anew"), "{}", run.err);
    }

    let ledger = world.ledger();
    let (taken, records) = (taken(&ledger), ledger.records(people::id(ADA)));
    assert_eq!((taken.len(), records.len()), (2, 3));
    for cid in &taken {
        assert!(records.iter().all(|record| record.cid != Some(*cid)));
        // What was stored at first is in nobody's way.
        assert_eq!(ledger.has(cid), Presence::Absent);
    }
    for (number, content) in (1..).zip(["first", "second", "third"]) {
        assert_eq!(world.open(ADA, ADA, number), content.as_bytes());
    }
}

/// The upload of a machine that went down before it knew what the chain said; somebody has its place meanwhile.
#[test]
fn what_a_crash_has_left_is_recorded_at_another_place() {
    let world = world();
    let proxy = Proxy::before(world.rpc());
    let (ledger, at) = (world.ledger(), world.ledger().deployment().patient());
    let (taken, is_taken) = mpsc::channel();
    let (crashed, has_crashed) = mpsc::channel::<()>();
    proxy.lie(at, "add_medical_record", move |mut arguments| {
        AccountId::decode(&mut arguments).expect("the patient");
        take(&ledger, NewRecord::decode(&mut arguments).expect("a record").cid);
        taken.send(()).expect("the test waits");
        // No answer ever comes.
        let _ = has_crashed.recv();
        None
    });
    let file = world.write("document.txt", "the victim's");
    let upload = world
        .medink(&format!("--node {} record add", proxy.rpc()))
        .arg(&file)
        .acting(ADA)
        .start();
    is_taken.recv().expect("the chain was asked");
    upload.signal(Signal::SIGKILL);
    upload.wait();
    drop(crashed);

    let run = world.medink("record list").acting(ADA).text().run();
    run.succeeded();
    assert!(run.err.contains("sealed anew"), "{run}");
    assert!(run.err.contains("recorded now, as number 1"), "{run}");
    assert_eq!(world.open(ADA, ADA, 1), b"the victim's");
    let ledger = world.ledger();
    let places = self::taken(&ledger);
    assert_eq!(places.len(), 1);
    world.medink("store gc").ok();
    assert_eq!(ledger.has(&places[0]), Presence::Absent);
    assert_eq!(fs::read_dir(world.home().join("journal")).unwrap().count(), 0);
}

#[test]
fn encrypting_again_takes_another_place_where_somebody_was_faster() {
    let world = world();
    world.add(ADA, ADA, "first");
    world.add(ADA, ADA, "second");
    world.grant_all(ADA, HOUSE);
    let proxy = Proxy::before(world.rpc());
    let ledger = world.ledger();
    let faster = AtomicBool::new(false);
    proxy.lie(
        ledger.deployment().patient(),
        "reseal_records",
        move |mut arguments| {
            u32::decode(&mut arguments).expect("the generation");
            let reseals = Vec::<Reseal>::decode(&mut arguments).expect("reseals");
            if !faster.swap(true, Ordering::SeqCst) {
                take(&ledger, reseals[0].cid.expect("a new place"));
            }
            None
        },
    );
    let run = world
        .medink(&format!(
            "--node {} consent revoke {HOUSE} --reencrypt",
            proxy.rpc()
        ))
        .acting(ADA)
        .text()
        .run();
    run.succeeded();
    assert!(run.err.contains("sealed anew"), "{run}");
    let ledger = world.ledger();
    let places = taken(&ledger);
    assert_eq!((places.len(), ledger.has(&places[0])), (1, Presence::Absent));
    for (number, content) in [(1, "first"), (2, "second")] {
        assert_eq!(world.open(ADA, ADA, number), content.as_bytes());
    }
}

/// Who is always faster stops the author, and is told of: nothing is half done, and nothing is left.
#[test]
fn who_is_always_faster_is_told_of_and_leaves_nothing() {
    let world = world();
    let proxy = Proxy::before(world.rpc());
    somebody_is_faster(&world, &proxy, u32::MAX);
    let file = world.write("document.txt", "the victim's");
    let add = world.medink(&format!("--node {} record add", proxy.rpc()));
    add.arg(&file)
        .acting(ADA)
        .fails(Kind::Refused)
        .says("another patient's record is at this place already");
    let ledger = world.ledger();
    let taken = taken(&ledger);
    assert_eq!(
        taken.len(),
        2,
        "the client has tried a second place, and no third"
    );
    assert_ne!(taken[0], taken[1]);
    for cid in &taken {
        assert_eq!(ledger.has(cid), Presence::Absent);
    }
    assert_eq!(ledger.records(people::id(ADA)), []);
    assert_eq!(fs::read_dir(world.home().join("journal")).unwrap().count(), 0);
    let number = world.add(ADA, ADA, "the victim's");
    assert_eq!(world.open(ADA, ADA, number), b"the victim's");
}
