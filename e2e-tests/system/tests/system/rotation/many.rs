//! Many doctors: the keys are shared with all that remain, in batches that go on where they were interrupted.

use super::{note, steps, world};
use e2e_system::people::{ADA, ADMIN, account, card, id};
use e2e_system::{Ledger, World};
use medink_chain::{ChainExt, contracts};
use medink_core::Actor;
use medink_core::Kind;
use medink_core::consents::{Cover, Wish};
use medink_core::registration::Newcomer;
use medink_seal::{GenerationKey, consent, wrap};
use medink_types::{AccountId, Purpose, Rewrap, Scope, ScopeSummary};
use scale::Encode;

/// More than two batches of rewraps hold the rest of.
const DOCTORS: usize = 36;

#[test]
fn every_doctor_who_remains_gets_the_new_key() {
    let world = world(&[]);
    world.add(ADA, ADA, "one");
    let doctors: Vec<String> = (0..DOCTORS).map(|n| format!("//Doctor{n}")).collect();
    register(&world, &doctors);
    let ledger = world.ledger();
    let generations = || -> Vec<(AccountId, u32)> {
        let entries = ledger.consents(id(ADA)).into_iter();
        entries
            .map(|entry| match entry.scope {
                ScopeSummary::WholeHistory { generation } => (entry.doctor, generation),
                ScopeSummary::Records(_) => panic!("nobody has single records"),
            })
            .collect()
    };
    assert!(generations().len() == DOCTORS && generations().iter().all(|(_, generation)| *generation == 1));

    let suspended = doctors.last().unwrap();
    world
        .medink(&format!("admin suspend {suspended}"))
        .acting(ADMIN)
        .ok();
    let revoked = world
        .medink(&format!("consent revoke {}", doctors[0]))
        .acting(ADA)
        .ok();
    let mut expected = vec!["doctor.revoke_access", "patient.rotate_generation"];
    expected.extend(["doctor.rewrap_consents"; 2]);
    assert_eq!(steps(&revoked), expected, "thirty-four go in two batches");
    for (doctor, generation) in generations() {
        assert_eq!(
            generation,
            if doctor == id(suspended) { 1 } else { 2 },
            "{doctor:?}"
        );
    }

    // Suspended means that nothing new is given: after reinstatement it is.
    world
        .medink(&format!("admin reinstate {suspended}"))
        .acting(ADMIN)
        .ok();
    world.add(ADA, ADA, "two");
    assert!(generations().iter().all(|(_, generation)| *generation == 2));

    // A rotation that was interrupted within the rewraps goes on where it was.
    let (directory, patients) = (ledger.deployment().doctor(), ledger.deployment().patient());
    let binding = ledger.deployment().sealing().binding(*id(ADA).as_ref());
    let secrets = account(ADA)
        .patient_secrets(ledger.deployment().sealing())
        .unwrap();
    let (second, third) = (
        secrets.generation_key(2).unwrap(),
        secrets.generation_key(3).unwrap(),
    );
    let ada = account(ADA);
    ledger
        .send(
            &ada,
            &contracts::doctor::revoke_access(directory, id(&doctors[1])),
        )
        .unwrap();
    let link = wrap::link(&binding, &third, &second).unwrap();
    ledger
        .send(&ada, &contracts::patient::rotate_generation(patients, 2, link))
        .unwrap();
    let some: Vec<_> = doctors[2..7]
        .iter()
        .map(|doctor| rewrapped(&ledger, doctor, &third))
        .collect();
    ledger
        .send(&ada, &contracts::doctor::rewrap_consents(directory, 3, &some))
        .unwrap();
    let one_of_the_others = &doctors[9];
    note(&world, one_of_the_others, "not yet")
        .fails(Kind::Keys)
        .says("the next time");

    let listed = world.medink("record list").acting(ADA).ok();
    assert_eq!(
        steps(&listed),
        ["doctor.rewrap_consents"],
        "the other twenty-nine fit into one"
    );
    assert!(
        generations().len() == DOCTORS - 2 && generations().iter().all(|(_, generation)| *generation == 3)
    );
    for doctor in [&doctors[2], one_of_the_others, suspended] {
        assert_eq!(world.open(doctor, ADA, 2), b"two");
    }
    note(&world, one_of_the_others, "now").ok();
}

/// What a patient's client shares of a new generation with a doctor: the consent as it is with the new key, signed.
fn rewrapped(ledger: &Ledger, doctor: &str, newest: &GenerationKey) -> Rewrap {
    let (deployment, ada) = (ledger.deployment().sealing(), account(ADA));
    let binding = deployment.binding(ada.address());
    let directory = ledger.deployment().doctor();
    let given = ledger
        .read(&contracts::doctor::consent(directory, id(ADA), id(doctor)))
        .expect("a consent");
    let sealed = ledger
        .read(&contracts::doctor::sealed_pairwise(
            directory,
            id(ADA),
            id(doctor),
        ))
        .expect("a pairwise key");
    let secrets = ada.patient_secrets(deployment).unwrap();
    let pairwise = secrets.pairwise_key(*id(doctor).as_ref(), &given.salt.0).unwrap();
    let key = wrap::generation_by_pairwise(&binding, &pairwise, newest).unwrap();
    let generation = newest.number();
    let terms = consent::Terms {
        doctor: *id(doctor).as_ref(),
        purpose: given.purpose.encode()[0],
        from_ms: given.from,
        until_ms: given.until,
        salt: given.salt.0,
        key_serial: given.key_serial,
        scope_digest: consent::digest(&Scope::WholeHistory { generation, key }.encode()),
        sealed_digest: consent::digest(&sealed),
    };
    Rewrap {
        doctor: id(doctor),
        key,
        signature: consent::sign(&ada, deployment, &terms).into(),
    }
}

/// Registers doctors and gives each a consent: by the library, as there are many.
fn register(world: &World, doctors: &[String]) {
    let ledger = world.ledger();
    let core = ledger.core();
    let actor = |name: &str| Actor::new(account(name), &core.deployment).unwrap();
    let (admin, ada) = (actor(ADMIN), actor(ADA));
    for doctor in doctors {
        let card = card(doctor);
        let wish = Wish {
            doctor: id(doctor),
            cover: Cover::WholeHistory,
            purpose: Purpose::Treatment,
            from: 0,
            until: medink_core::now_ms().unwrap() + 86_400_000,
        };
        ledger.wait(async {
            core.operation(&admin)
                .register(&card, Newcomer::Doctor(None), None)
                .await
                .unwrap();
            core.chain
                .transfer(&admin, wish.doctor, 10_000_000_000_000, &core.submit)
                .await
                .unwrap();
            core.operation(&ada).grant(&wish).await.unwrap();
        });
    }
}
