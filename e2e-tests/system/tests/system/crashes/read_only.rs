//! A disk that can't be written any more, as a failing one becomes: what is there can be read, what would change something is
//! refused in words before the chain hears of it, and everything goes on when the disk can be written again.

use e2e_system::people::{ADA, HOUSE, id};
use e2e_system::{Machine, World};
use medink_core::Kind;
use serde_json::Value;

/// MiB of a disk that has room for everything here, and for the node's reserve.
const SIZE: u64 = 400;

#[test]
fn a_disk_that_can_not_be_written_is_read() {
    let host = Machine::running();
    let world = World::on(Machine::at_on_a_disk(host.rpc(), SIZE));
    world.patient(ADA);
    world.doctor(HOUSE);
    world.add(ADA, ADA, "one");
    world.grant_all(ADA, HOUSE);
    world.medink("record list").acting(ADA).ok();
    let file = world.write("two.txt", "two");
    let ledger = world.ledger();
    let height = ledger.height();

    world.disk().read_only(true);
    let adding = world.medink("record add").arg(&file).acting(ADA).fails(Kind::Io);
    assert!(
        adding.words().to_lowercase().contains("read-only"),
        "{}",
        adding.words()
    );
    world
        .medink(&format!("record add --patient {ADA}"))
        .arg(&file)
        .acting(HOUSE)
        .fails(Kind::Io);
    world.medink("account new mine").fails(Kind::Io);
    world.medink("config set account ada").fails(Kind::Io);
    assert_eq!(ledger.height(), height, "the chain was not asked");
    // What only reads goes on.
    let listed = world.medink("record list").acting(ADA).ok();
    assert_eq!(
        listed["records"][0]["details"]["title"], "document.txt",
        "{listed}"
    );
    assert_eq!(world.open(ADA, ADA, 1), b"one");
    assert_eq!(world.open(HOUSE, ADA, 1), b"one");
    world.medink("status").ok();
    world.medink("store status").ok();
    let checked = world.medink("check").acting(ADA).run();
    let data: Value = checked.envelope()["data"].clone();
    let broken = data["findings"].as_array().expect("findings").iter();
    let broken: Vec<_> = broken.filter(|one| one["severity"] == "broken").collect();
    assert!(broken.is_empty(), "nothing is lost: {broken:?}");

    world.disk().read_only(false);
    assert_eq!(ledger.records(id(ADA)).len(), 1);
    world.medink("record add").arg(&file).acting(ADA).ok();
    assert_eq!(world.open(ADA, ADA, 2), b"two");
    world.medink("check --whole").acting(ADA).ok();
}

#[test]
fn a_node_does_not_start_on_a_disk_that_can_not_be_written() {
    let world = World::on(Machine::running_on_a_disk(SIZE));
    world.patient(ADA);
    world.add(ADA, ADA, "one");
    world.medink("down").ok();
    world.disk().read_only(true);
    let refused = world.medink("up").run();
    assert!(
        refused.code == Some(i32::from(Kind::Io.exit_code())),
        "it says why\n{refused}"
    );
    assert_eq!(world.nodes(), []);
    world.disk().read_only(false);
    world.medink("up").ok();
    assert_eq!(world.open(ADA, ADA, 1), b"one");
    world.medink("check --whole").acting(ADA).ok();
}
