//! The power goes: what was stored but not recorded is found, and finished or cleaned, by the next run.

use super::interrupted::{large, stored, uploading, waits_for};
use super::world;
use e2e_system::people::{ADA, ADMIN, HOUSE, id};
use e2e_system::{Proxy, Running, World, files, place_of};
use medink_core::Kind;
use medink_store::Presence;
use medink_types::RecordState;
use nix::sys::signal::Signal;
use std::fs;
use std::path::PathBuf;
use std::time::Duration;

/// Kills a program that has no chance to do anything about it.
fn kill(running: Running) {
    running.signal(Signal::SIGKILL);
    let run = running.wait();
    assert_eq!(run.signal, Some(Signal::SIGKILL as i32), "{run}");
}

/// Kills an upload when it is stored and noted in the journal, while the node hangs.
fn killed_before_it_is_recorded(world: &World, mut upload: Running) {
    let frozen = world.freeze_node();
    waits_for(&frozen, world, &mut upload);
    kill(upload);
    drop(frozen);
    assert_eq!(world.journal().len(), 1);
}

#[test]
fn an_upload_that_was_killed_while_storing_is_cleaned() {
    let world = world();
    let file = large(&world);
    let before = files::sizes(&world.home().join("store"));
    kill(uploading(&world, &file));
    assert!(stored(&world) > 5_000_000, "it left something behind");
    assert!(world.journal().is_empty());
    world.medink("record list").acting(ADA).ok();
    assert_eq!(
        files::sizes(&world.home().join("store")),
        before,
        "the next run cleans"
    );
    assert_eq!(world.open(ADA, ADA, 1), b"one");
}

#[test]
fn an_upload_that_was_killed_before_it_was_recorded_is_finished() {
    let world = world();
    let file = large(&world);
    killed_before_it_is_recorded(&world, uploading(&world, &file));

    // Only its own author finishes it.
    world
        .medink(&format!("record list --patient {ADA}"))
        .acting(HOUSE)
        .ok();
    assert_eq!(world.journal().len(), 1);
    let listed = world.medink("record list").acting(ADA).text().run();
    listed.succeeded();
    assert!(listed.err.contains("is recorded now, as number 3"), "{listed}");
    assert!(world.journal().is_empty());
    assert_eq!(world.ledger().records(id(ADA)).len(), 3);
    world.get(ADA, ADA, 3).ok();
    assert!(files::same(&file, &world.work("never")));
}

#[test]
fn an_upload_that_was_recorded_is_not_recorded_again() {
    let world = world();
    let file = large(&world);
    // The journal's entry is put back after the upload has come to its end: as if the power had gone right before it
    // was removed.
    let mut upload = uploading(&world, &file);
    let frozen = world.freeze_node();
    waits_for(&frozen, &world, &mut upload);
    let entry = world.journal().swap_remove(0);
    let noted = fs::read(&entry).unwrap();
    drop(frozen);
    upload.wait().succeeded();
    assert!(world.journal().is_empty());
    fs::write(&entry, noted).unwrap();

    let height = world.ledger().height();
    let told = world.medink("record list").acting(ADA).text().run();
    told.succeeded();
    assert!(told.err.contains("is recorded now, as number 3"), "{told}");
    let listed = world.medink("record list").acting(ADA).ok();
    assert_eq!(listed["records"].as_array().unwrap().len(), 3);
    assert_eq!(listed["steps"].as_array().unwrap().len(), 0);
    assert_eq!(world.ledger().height(), height);
    assert!(world.journal().is_empty());
    world.get(ADA, ADA, 3).ok();
    assert!(files::same(&file, &world.work("never")));
}

#[test]
fn an_upload_that_can_no_longer_be_recorded_is_cleaned() {
    let world = world();
    let file = large(&world);
    let before = stored(&world);
    let mut upload = world
        .medink(&format!("record add --patient {ADA}"))
        .arg(&file)
        .acting(HOUSE)
        .text()
        .start();
    upload.until("several megabytes were stored", || {
        stored(&world) > before + 5_000_000
    });
    killed_before_it_is_recorded(&world, upload);
    world.medink(&format!("consent revoke {HOUSE}")).acting(ADA).ok();

    let listed = world
        .medink(&format!("record list --patient {ADA}"))
        .acting(HOUSE)
        .text()
        .run();
    listed.succeeded();
    assert!(listed.err.contains("can't be recorded any more"), "{listed}");
    assert!(world.journal().is_empty());
    assert_eq!(world.ledger().records(id(ADA)).len(), 2);
    assert!(stored(&world) < 1_000_000, "its blocks are gone");
}

#[test]
fn encrypting_again_can_be_taken_up() {
    let world = world();
    let file = large(&world);
    world.medink("record add").arg(&file).acting(ADA).ok();
    let ledger = world.ledger();
    let old: Vec<_> = ledger
        .records(id(ADA))
        .into_iter()
        .map(|record| record.cid)
        .collect();
    let before = stored(&world);
    let mut revoking = world
        .medink(&format!("consent revoke {HOUSE} --reencrypt"))
        .acting(ADA)
        .text()
        .start();
    revoking.until("it was within the large record", || {
        stored(&world) > before + 5_000_000
    });
    kill(revoking);

    // The consent is gone, and everything opens; what was begun is cleaned by the next run.
    world.get(HOUSE, ADA, 1).fails(Kind::Refused).says("consent");
    assert_eq!(
        (world.open(ADA, ADA, 1), world.open(ADA, ADA, 2)),
        (b"one".to_vec(), b"two".to_vec())
    );
    world.medink("record list").acting(ADA).ok();
    assert!(world.journal().is_empty());
    assert!(
        stored(&world) < before + 1_000_000,
        "what was half encrypted is cleaned"
    );

    // The same command goes on with what it had not done.
    let again = world
        .medink(&format!("consent revoke {HOUSE} --reencrypt"))
        .acting(ADA)
        .ok();
    assert!(again["reencrypted"]["records"].as_u64().unwrap() >= 1, "{again}");
    for (record, old) in ledger.records(id(ADA)).iter().zip(&old) {
        assert_ne!(record.cid, *old, "record {}", record.number);
    }
    world.get(ADA, ADA, 3).ok();
    assert!(files::same(&file, &world.work("never")));
}

#[test]
fn an_erasure_is_completed_in_the_store() {
    let world = world();
    let ledger = world.ledger();
    let record = ledger.records(id(ADA)).swap_remove(0);
    // The pin can't be removed: as if the power had gone right behind the transaction.
    let pins = files::below(&world.home().join("store/pins"));
    let place = place_of(&record);
    let cid = medink_store::Cid::try_from(place.0.as_slice())
        .unwrap()
        .to_string();
    let of_it = |path: &&PathBuf| path.file_stem().is_some_and(|name| *name == *cid);
    let pin = pins.iter().find(of_it).expect("its pin");
    fs::remove_file(pin).unwrap();
    fs::create_dir(pin).unwrap();
    world
        .medink("record erase 1 --yes")
        .acting(ADA)
        .fails(Kind::Io)
        .says("erased on the chain")
        .says("medink record list");
    assert_eq!(ledger.records(id(ADA))[0].state, RecordState::Erased);
    assert_eq!(ledger.has(&place), Presence::Whole, "it is still there");

    fs::remove_dir(pin).unwrap();
    fs::write(pin, "").unwrap();
    let listed = world.medink("record list").acting(ADA).ok();
    assert_eq!(listed["records"][0]["state"], "erased");
    assert_eq!(ledger.has(&place), Presence::Absent);
    assert!(world.journal().is_empty());
    assert_eq!(world.open(ADA, ADA, 2), b"two");
}

#[test]
fn two_uploads_at_a_time_do_not_meddle() {
    let world = world();
    let names = ["a.bin", "b.bin"];
    let begun: Vec<Running> = names
        .map(|name| {
            let file = world.work(name);
            files::large(
                &file,
                20_000_000 + name.len() as u64 * u64::from(name.as_bytes()[0]),
            );
            world.medink("record add").arg(&file).acting(ADA).start()
        })
        .into();
    // Whoever comes meanwhile takes nothing for left behind.
    for _ in 0..5 {
        world.medink("record list").acting(ADA).ok();
    }
    let numbers: Vec<u64> = begun
        .into_iter()
        .map(|running| {
            running.wait().succeeded()["records"][0]["number"]
                .as_u64()
                .unwrap()
        })
        .collect();
    assert!(numbers == [3, 4] || numbers == [4, 3], "{numbers:?}");
    for (name, number) in names.iter().zip(numbers) {
        let out = world.work("opened.bin");
        world
            .medink(&format!("record get {number} --force --output"))
            .arg(&out)
            .acting(ADA)
            .ok();
        assert!(files::same(&world.work(name), &out), "{name}");
    }
    assert_eq!(world.ledger().records(id(ADA)).len(), 4);
    assert!(files::below(&world.home().join("journal")).is_empty());
}

/// Behind a slow link, so that each finds it unrecorded before the other has recorded it.
#[test]
fn of_two_who_finish_what_was_left_none_takes_it_away() {
    let world = world();
    let file = large(&world);
    killed_before_it_is_recorded(&world, uploading(&world, &file));
    let proxy = Proxy::before(world.rpc());
    proxy.delay(Duration::from_millis(60));
    let begun: Vec<Running> = (0..2)
        .map(|_| {
            world
                .medink(&format!("--node {} record list", proxy.rpc()))
                .acting(ADA)
                .start()
        })
        .collect();
    for running in begun {
        running.wait().succeeded();
    }
    world.medink("store gc").ok();
    assert_eq!(world.ledger().records(id(ADA)).len(), 3);
    world.get(ADA, ADA, 3).ok();
    assert!(files::same(&file, &world.work("never")));
    assert!(world.journal().is_empty());
}

#[test]
fn what_was_left_waits_out_a_pause() {
    let world = world();
    let file = large(&world);
    killed_before_it_is_recorded(&world, uploading(&world, &file));
    world.medink("admin pause").acting(ADMIN).ok();
    let listed = world.medink("record list").acting(ADA).text().run();
    listed.succeeded();
    assert!(listed.err.contains("waits to be recorded"), "{listed}");
    assert_eq!(world.journal().len(), 1);
    world.medink("admin resume").acting(ADMIN).ok();
    world.medink("record list").acting(ADA).ok();
    world.get(ADA, ADA, 3).ok();
    assert!(files::same(&file, &world.work("never")));
    assert!(world.journal().is_empty());
}
