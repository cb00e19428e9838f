//! Consents that are given and taken back, with the change of the patient's keys that a revoke brings; and encryption keys
//! that are replaced. Who has a consent opens, who has none does not, and what was killed is finished by the same command.

use super::blow::{Blows, Fate, Victim, nothing_left, nothing_lost, undisturbed};
use super::chance::share;
use e2e_system::people::{ADA, HOUSE, WILSON, account, id};
use e2e_system::{Call, Ledger, Machine, World};
use medink_chain::contracts;
use medink_core::Kind;
use medink_types::ScopeSummary;
use std::collections::BTreeMap;
use std::time::Duration;

/// What is done; each can be done again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Deed {
    Grant,
    Revoke,
    /// With new keys and places for past records.
    Reencrypt,
    /// Somebody's next encryption key.
    NewKey(&'static str),
}

impl Deed {
    fn call(self, machine: &Machine) -> Call<'_> {
        match self {
            Deed::Grant => machine
                .medink(&format!("consent grant {HOUSE} --whole-history --until 30d"))
                .acting(ADA),
            Deed::Revoke => machine.medink(&format!("consent revoke {HOUSE}")).acting(ADA),
            Deed::Reencrypt => machine
                .medink(&format!("consent revoke {HOUSE} --reencrypt"))
                .acting(ADA),
            Deed::NewKey(who) => machine.medink("account new-key --yes").acting(who),
        }
    }

    fn actor(self) -> &'static str {
        match self {
            Deed::NewKey(who) => who,
            _ => ADA,
        }
    }
}

/// What an outside observer knows to be so.
struct Acknowledged {
    /// Whether the doctor who comes and goes has a consent.
    granted: bool,
    /// The newest serials of encryption keys that were told.
    serials: BTreeMap<&'static str, u32>,
}

impl Acknowledged {
    fn done(&mut self, deed: Deed, answer: &serde_json::Value) {
        match deed {
            Deed::Grant => self.granted = true,
            Deed::Revoke | Deed::Reencrypt => self.granted = false,
            Deed::NewKey(who) => {
                let serial = answer["key_serial"].as_u64().expect("a serial");
                let serial = u32::try_from(serial).expect("a serial");
                let before = self.serials.insert(who, serial);
                assert!(before.is_none_or(|before| before < serial), "{before:?} {serial}");
            }
        }
    }

    /// The chain and the keys say the same.
    fn holds(&self, ledger: &Ledger) {
        let (directory, patients) = (ledger.deployment().doctor(), ledger.deployment().patient());
        let generation = ledger.read(&contracts::patient::generation(patients, id(ADA)));
        let lowest = ledger.read(&contracts::doctor::lowest_generation(directory, id(ADA)));
        assert!(
            lowest <= generation,
            "the keys have not changed: {generation} of {lowest}"
        );
        let consents = ledger.consents(id(ADA));
        for consent in &consents {
            assert_eq!(
                consent.scope,
                ScopeSummary::WholeHistory { generation },
                "it has the newest key"
            );
        }
        let has = |doctor: &str| consents.iter().any(|consent| consent.doctor == id(doctor));
        assert!(has(WILSON) && has(HOUSE) == self.granted);
        for (doctor, granted) in [(WILSON, true), (HOUSE, self.granted)] {
            match ledger.open_record(&account(doctor), id(ADA), 1) {
                Ok(content) => assert!(granted && content == b"one", "{doctor}"),
                Err(error) => assert!(!granted && error.kind == Kind::Refused, "{doctor}: {error}"),
            }
        }
        for (who, serial) in &self.serials {
            let key = match *who {
                ADA => ledger.read(&contracts::patient::encryption_key(patients, id(who))),
                _ => ledger.read(&contracts::doctor::encryption_key(directory, id(who))),
            };
            let found = key.expect("a key").serial;
            assert!(found >= *serial, "{who} has {found}, and was told {serial}");
        }
    }
}

/// Gives and takes back until the last kill.
fn changed_and_killed(test: &str, victim: Victim, kills: u32) {
    let mut world = World::deployed();
    world.patient(ADA);
    for doctor in [HOUSE, WILSON] {
        world.doctor(doctor);
    }
    world.add(ADA, ADA, "one");
    world.add(ADA, ADA, "two");
    world.grant_all(ADA, WILSON);
    let mut acknowledged = Acknowledged {
        granted: false,
        serials: BTreeMap::new(),
    };
    let mut lengths: BTreeMap<Deed, Duration> = BTreeMap::new();
    for deed in [
        Deed::Grant,
        Deed::Revoke,
        Deed::Grant,
        Deed::Reencrypt,
        Deed::NewKey(HOUSE),
        Deed::NewKey(WILSON),
        Deed::NewKey(ADA),
    ] {
        let (length, answer) = undisturbed(deed.call(&world));
        acknowledged.done(deed, &answer);
        lengths.insert(deed, length);
    }

    let mut blows = Blows::new(test, victim, kills);
    while blows.go_on() {
        let deed = match (blows.chance.below(4), acknowledged.granted) {
            (0, _) => Deed::NewKey(blows.chance.one::<&str>(&[HOUSE, WILSON, ADA])),
            (_, false) => Deed::Grant,
            (1, true) => Deed::Reencrypt,
            (_, true) => Deed::Revoke,
        };
        let fate = blows.strike(&mut world, lengths[&deed], |machine| deed.call(machine));
        if let Fate::Done(answer) = fate {
            acknowledged.done(deed, &answer);
            if deed.actor() == ADA {
                acknowledged.holds(&world.ledger());
            }
            continue;
        }
        nothing_lost(&world, deed.actor(), None);
        acknowledged.done(deed, &again(&world, deed));
        if deed.actor() != ADA {
            // What was sealed to the key before is sealed again by the patient's next command.
            world.medink("record list").acting(ADA).ok();
        }
        acknowledged.holds(&world.ledger());
        nothing_left(world.medink("check").acting(deed.actor()));
    }
    nothing_left(world.medink("check --whole").acting(ADA));
    for (number, content) in [(1, b"one"), (2, b"two")] {
        assert_eq!(world.open(ADA, ADA, number), content);
    }
}

/// The same once more. A consent that is gone can't be taken back; but whatever that one had left to do is then done.
fn again(world: &World, deed: Deed) -> serde_json::Value {
    let run = deed.call(world).run();
    if deed == Deed::Revoke && run.code == Some(i32::from(Kind::Refused.exit_code())) {
        run.failed(Kind::Refused).says("consent");
        return serde_json::Value::Null;
    }
    run.succeeded()
}

#[test]
fn consents_and_keys_are_changed_by_a_program_that_is_killed() {
    changed_and_killed("consents", Victim::Client, share(64));
}

#[test]
fn consents_and_keys_are_changed_at_a_node_that_is_killed() {
    changed_and_killed("consents-node", Victim::Node, share(16));
}
