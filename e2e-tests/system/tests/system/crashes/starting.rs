//! The node, while it starts: the program that starts it is killed, or the node is. The next start comes to one node, with
//! the chain as it was.

use super::blow::{Blows, Fate, Victim, nothing_left, undisturbed};
use super::chance::share;
use e2e_system::World;
use e2e_system::people::ADA;

fn started_and_killed(test: &str, victim: Victim, kills: u32) {
    let mut world = World::deployed();
    world.patient(ADA);
    world.add(ADA, ADA, "one");
    world.medink("down").ok();
    let (length, _) = undisturbed(world.medink("up"));
    let mut blows = Blows::new(test, victim, kills);
    while blows.go_on() {
        world.medink("down").ok();
        let fate = blows.strike(&mut world, length, |machine| machine.medink("up"));
        if let Fate::Open = fate {
            world.up_again();
        }
        assert_eq!(world.nodes().len(), 1, "one node");
        assert_eq!(world.medink("up").ok()["node"]["started"], false);
        nothing_left(world.medink("check").acting(ADA));
        assert_eq!(world.open(ADA, ADA, 1), b"one");
    }
}

#[test]
fn a_node_is_started_by_a_program_that_is_killed() {
    started_and_killed("up", Victim::Client, share(10));
}

#[test]
fn a_node_that_is_killed_while_it_starts() {
    started_and_killed("up-node", Victim::Node, share(6));
}
