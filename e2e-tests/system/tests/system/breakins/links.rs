//! A link between two generations that leads nowhere: an old program's, or a race's.
//!
//! What holds: the patient's client looks at each link before it goes on, and puts a right one in the place of a
//! damaged one.

use super::world;
use e2e_system::people::{self, ADA, HOUSE};
use medink_chain::contracts::patient;

#[test]
fn a_damaged_link_is_renewed_at_the_next_use() {
    let world = world();
    let old = world.add(ADA, ADA, "from before");
    world.grant_all(ADA, HOUSE);
    let ledger = world.ledger();
    let message = patient::rotate_generation(ledger.deployment().patient(), 1, [9; 60]);
    ledger
        .send(&people::account(ADA), &message)
        .expect("the contract opens no link");
    assert_eq!(ledger.links(people::id(ADA)), [[9; 60]]);

    let new = world.add(ADA, ADA, "from after");
    assert_ne!(ledger.links(people::id(ADA)), [[9; 60]]);
    assert_eq!(ledger.links(people::id(ADA)).len(), 1);
    assert_eq!(world.open(HOUSE, ADA, old), b"from before");
    assert_eq!(world.open(HOUSE, ADA, new), b"from after");
}
