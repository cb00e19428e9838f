//! The disk fills up under the node: it says so, takes nothing more, and goes on by itself when there is room.

use e2e_system::people::{ADA, ADMIN, HOUSE};
use e2e_system::{Machine, Run, World, until};
use medink_core::Kind;

/// MiB of a disk that has room for everything here, the node's reserve and all that its database may take.
const SIZE: u64 = 400;

/// Bytes that are left when it is full: less than the node's reserve, enough for the store of a small record.
const LEFT: u64 = 20 * 1024 * 1024;

/// Waits until the node says that it writes, or that it does not. It looks once a second.
fn until_writable(world: &World, writable: bool) {
    until("the node sees how full the disk is", || {
        world.medink("status").ok()["writable"] == writable
    });
}

fn add(world: &World, text: &str) -> Run {
    let file = world.write("two.txt", text);
    world.medink("record add").arg(&file).acting(ADA).run()
}

#[test]
fn a_full_disk_is_told_refused_at_once_and_survived() {
    let world = World::on(Machine::running_on_a_disk(SIZE));
    world.patient(ADA);
    world.doctor(HOUSE);
    world.add(ADA, ADA, "one");
    world.grant_all(ADA, HOUSE);
    until_writable(&world, true);

    world.disk().fill(LEFT);
    until_writable(&world, false);
    let status = world.medink("status").text().run();
    status.succeeded();
    let folder = world.home().join("node");
    for words in [
        "too full",
        "MiB are free",
        "Free some space",
        folder.to_str().unwrap(),
    ] {
        assert!(status.stdout().contains(words), "{words:?}\n{status}");
    }
    world
        .medink("up")
        .fails(Kind::Io)
        .says("too full")
        .says("Free some space");

    // Not the outcome that is unknown after a minute and a half, but a refusal: nothing was written.
    add(&world, "two")
        .failed(Kind::Io)
        .says("too full")
        .says("Nothing was written")
        .says("Free some space");
    let height = world.ledger().height();
    world
        .medink(&format!("account fund {ADA} 1"))
        .acting(ADMIN)
        .fails(Kind::Io)
        .says("too full");
    assert_eq!(world.ledger().height(), height);
    // What only reads goes on; nobody opens another's record without an entry in the log.
    let listed = world.medink("record list").acting(ADA).ok();
    assert_eq!(listed["records"].as_array().unwrap().len(), 1);
    world.get(HOUSE, ADA, 1).fails(Kind::Io).says("too full");
    assert!(!world.work("never").exists());
    assert_eq!(world.open(ADA, ADA, 1), b"one");

    world.disk().empty();
    until_writable(&world, true);
    world.medink("up").ok();
    let listed = world.medink("record list").acting(ADA).ok();
    assert_eq!(
        listed["records"].as_array().unwrap().len(),
        1,
        "what was refused is not there"
    );
    add(&world, "two").succeeded();
    assert_eq!(world.open(ADA, ADA, 2), b"two");
    assert_eq!(world.medink("down").ok()["killed"], false);
    world.medink("up").ok();
    assert_eq!(world.open(ADA, ADA, 1), b"one");
    assert_eq!(world.open(ADA, ADA, 2), b"two");
}

#[test]
fn on_a_full_disk_the_node_stops_in_order_and_does_not_start() {
    let world = World::on(Machine::running_on_a_disk(SIZE));
    world.patient(ADA);
    world.add(ADA, ADA, "one");
    world.disk().fill(600 * 1024);
    until_writable(&world, false);
    let stopped = world.medink("down").ok();
    assert_eq!(stopped["killed"], false);
    world
        .medink("up")
        .fails(Kind::Unreachable)
        .says("too full")
        .says("Free some space");

    world.disk().empty();
    world.medink("up").ok();
    assert_eq!(world.open(ADA, ADA, 1), b"one");
}
