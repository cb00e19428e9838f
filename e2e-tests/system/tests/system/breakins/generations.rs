//! Generations driven off the road: a number out of range in a raw grant or rewrap, and a node that tells of one.
//!
//! What holds: the doctor and the patient contract agree on the present generation, and refuse keys of any other; the
//! client stops where a node says what can't be.

use super::{refused, world};
use e2e_system::people::{self, ADA, HOUSE, WILSON};
use e2e_system::{Ledger, Proxy};
use medink_chain::contracts::{doctor, patient};
use medink_core::Kind;
use medink_types::{Error, Grant, Purpose, Rewrap, Salt, Scope, Signature};

/// A generation that no patient comes to.
const FAR: u32 = 4_000_000_000;

#[test]
fn a_generation_out_of_range_is_refused() {
    let world = world();
    world.grant_all(ADA, HOUSE);
    let ledger = world.ledger();
    let directory = ledger.deployment().doctor();
    let ada = people::account(ADA);
    for generation in [2, FAR] {
        let message = doctor::grant_access(directory, people::id(WILSON), &grant(generation));
        refused(ledger.send(&ada, &message), Error::WrongGeneration { current: 1 });
        let rewrap = Rewrap {
            doctor: people::id(HOUSE),
            key: [0; 60],
            signature: Signature([0; 64]),
        };
        let message = doctor::rewrap_consents(directory, generation, &[rewrap]);
        refused(ledger.send(&ada, &message), Error::WrongGeneration { current: 1 });
    }
    assert_eq!(generation(&ledger), 1);
    // She is not locked out.
    world.medink(&format!("consent revoke {HOUSE}")).acting(ADA).ok();
    assert_eq!(generation(&ledger), 2);
    assert_eq!(world.add(ADA, ADA, "after"), 1);
}

#[test]
fn a_node_that_tells_of_a_generation_out_of_range_is_stopped_at() {
    let world = world();
    world.add(ADA, ADA, "mine");
    world.grant_all(ADA, HOUSE);
    let ledger = world.ledger();
    let contracts = ledger.deployment().contracts();
    let add = world.write("more.txt", "more");
    let told = |lowest: bool, generation: bool| {
        let proxy = Proxy::before(world.rpc());
        if lowest {
            proxy.answer(contracts.doctor, "lowest_generation", &FAR);
        }
        if generation {
            proxy.answer(contracts.patient, "generation", &FAR);
        }
        proxy
    };
    for (lowest, generation_too) in [(true, false), (false, true), (true, true)] {
        let proxy = told(lowest, generation_too);
        let run = world
            .medink(&format!("--node {} record add", proxy.rpc()))
            .arg(&add)
            .acting(ADA)
            .run();
        assert!(!matches!(run.code, None | Some(0 | 101)), "{run}");
        let error = run.envelope()["error"].clone();
        assert!(error["next"].is_string(), "it says what to do\n{run}");
        // A rotation is heard when it is tried and when it is sent: one at most.
        assert!(proxy.heard("rotate_generation") <= 2, "{run}");
        assert!(proxy.told() >= 1);
    }
    let run = world
        .medink(&format!(
            "--node {} consent revoke {HOUSE}",
            told(true, false).rpc()
        ))
        .acting(ADA)
        .run();
    run.failed(Kind::Damaged).says("4000000000 is due");
    assert!(generation(&ledger) <= 2);
    // Behind an honest node all goes on.
    let number = world.add(ADA, ADA, "after");
    assert_eq!(world.open(ADA, ADA, number), b"after");
}

fn generation(ledger: &Ledger) -> u32 {
    let at = ledger.deployment().patient();
    ledger.read(&patient::generation(at, people::id(ADA)))
}

/// A grant of the whole history whose key is said to be of this generation. The contract opens no key and checks no
/// signature in it.
fn grant(generation: u32) -> Grant {
    Grant {
        scope: Scope::WholeHistory {
            generation,
            key: [0; 60],
        },
        purpose: Purpose::Treatment,
        from_ms: 0,
        until_ms: medink_core::now_ms().unwrap() + 86_400_000,
        salt: Salt([generation.to_le_bytes()[0] ^ 0x55; 16]),
        key_serial: 1,
        sealed_pairwise: vec![1; 1_200].into(),
        signature: Signature([0; 64]),
    }
}
