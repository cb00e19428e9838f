//! A clock that jumps: the node's, which the chain's time comes from, and a client's, which nothing is to depend on that
//! others rely on. The chain's time never goes back, and what was there stays.

use e2e_system::people::{ADA, HOUSE, id};
use e2e_system::{Machine, World};
use medink_core::Kind;

/// A day, in milliseconds.
const DAY: u64 = 86_400_000;

fn now() -> u64 {
    medink_core::now_ms().expect("the time")
}

#[test]
fn the_clock_of_a_node_jumps() {
    let mut machine = Machine::new().with_a_clock();
    machine.up();
    let world = World::on(machine);
    world.patient(ADA);
    world.doctor(HOUSE);
    world.add(ADA, ADA, "one");
    world.grant_all(ADA, HOUSE);

    // Ahead, and back while it runs: time stands still until the clock has caught up, and everything is taken.
    let chain_says = || {
        world
            .ledger()
            .wait(world.ledger().core().now_ms())
            .expect("the chain's time")
    };
    world.set_clock("+5d");
    world.add(ADA, ADA, "two");
    let ahead = chain_says();
    assert!(ahead > now() + 4 * DAY);
    world.set_clock("-2d");
    world.add(ADA, ADA, "three");
    let back = chain_says();
    assert!(back > ahead && back < ahead + DAY, "{ahead} {back}");
    assert_eq!(world.open(HOUSE, ADA, 3), b"three");
    // The same over a restart.
    world.medink("down").ok();
    world.medink("up").ok();
    world.add(HOUSE, ADA, "four");
    assert!(chain_says() > back);
    world.medink("check --whole").acting(ADA).ok();

    // Far ahead: the consent has run out, the keys change, and nothing is lost.
    world.set_clock("+40d");
    world.add(ADA, ADA, "five");
    world.get(HOUSE, ADA, 1).fails(Kind::Refused).says("consent");
    for (number, content) in [(1, "one"), (2, "two"), (3, "three"), (4, "four"), (5, "five")] {
        assert_eq!(world.open(ADA, ADA, number), content.as_bytes());
    }
    world.medink("check --whole").acting(ADA).ok();
}

#[test]
fn the_clock_of_a_client_is_wrong() {
    let host = Machine::running();
    let world = World::on(Machine::at(host.rpc()).with_a_clock());
    world.patient(ADA);
    world.doctor(HOUSE);
    world.grant_all(ADA, HOUSE);
    world.add(ADA, ADA, "one");
    let whole = || {
        world.medink("check --whole").acting(ADA).ok();
    };
    // Behind: the chain's own time is asked, and nothing is different.
    for (number, offset) in [(2, "-400d"), (3, "-20000d")] {
        world.set_clock(offset);
        assert_eq!(world.add(ADA, ADA, offset), number);
        assert_eq!(
            world.open(HOUSE, ADA, number),
            offset.as_bytes(),
            "the consent is live"
        );
        let listed = world.medink("record list").acting(ADA).ok();
        assert_eq!(listed["records"].as_array().map(Vec::len), Some(number as usize));
        whole();
    }
    // Ahead: by this clock the consent is over. Its doctor is refused before anything is paid, and the patient gives no new
    // key under it; what is written goes on.
    world.set_clock("+400d");
    world.get(HOUSE, ADA, 1).fails(Kind::Refused).says("consent");
    assert_eq!(world.add(ADA, ADA, "ahead"), 4);
    whole();
    // Right again: the patient's next command gives the doctor what came meanwhile.
    world.set_clock("+0d");
    assert_eq!(world.add(ADA, ADA, "right"), 5);
    for (number, content) in [(1, "one"), (4, "ahead"), (5, "right")] {
        assert_eq!(world.open(HOUSE, ADA, number), content.as_bytes());
    }
    whole();

    // What is given until so long from now ends by then; by a clock that is behind, that may be over.
    let until = || world.ledger().consents(id(ADA)).first().expect("a consent").until;
    let before = until();
    world.set_clock("-400d");
    world
        .medink(&format!("consent grant {HOUSE} --whole-history --until 30d"))
        .acting(ADA)
        .fails(Kind::Refused)
        .says("in the future");
    assert_eq!(until(), before);
}
