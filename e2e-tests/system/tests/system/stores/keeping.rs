//! A service beside a hospital's store: it keeps what the chain refers to, lets go what was erased, and survives outages.

use super::{place, world};
use e2e_parts::Kubo;
use e2e_system::people::ADA;
use e2e_system::{Run, World};
use medink_core::Kind;
use nix::sys::signal::Signal;
use std::fs;
use std::os::unix::fs::PermissionsExt;

/// The profile `embedded` keeps records as `clients` says; the profile `service` as `service` does, on the same node.
fn configured(world: &World, clients: &str, service: &str) {
    let text = format!(
        "[profiles.embedded]\n{clients}\n\n[profiles.service]\nnode = \"{}\"\n{service}\n",
        world.rpc()
    );
    fs::write(world.home().join("config.toml"), text).unwrap();
}

/// It ended because it was told to, and in order. Returns what it wrote.
fn ended(run: &Run) -> String {
    run.succeeded();
    run.stdout()
}

#[test]
fn it_brings_what_was_missed_and_lets_go_what_was_erased() {
    let world = world();
    let (near, mut far) = (Kubo::start(), Kubo::start());
    configured(
        &world,
        &format!("stores = [\"embedded\", \"{}\"]", far.url()),
        &format!("stores = [\"{}\", \"{}\"]", near.url(), far.url()),
    );
    world.add(ADA, ADA, "from before it began");
    let first = place(&world, 1);
    let mut service = world.medink("store serve --profile service").text().start();
    service.until("what was missed is there", || near.block_file(&first).is_file());
    world.add(ADA, ADA, "while it runs");
    let second = place(&world, 2);
    service.until("what is new is there", || near.block_file(&second).is_file());

    // The store that it brings content from is away when a record is made, and gets that later itself.
    far.kill();
    world.add(ADA, ADA, "while the other store is away");
    let third = place(&world, 3);
    far.run();
    world.medink("store repair").ok();
    service.until("what could not be had is there", || {
        near.block_file(&third).is_file()
    });

    // The node is away for a while.
    world.medink("down").ok();
    world.medink("up").ok();
    world.add(ADA, ADA, "after the node was away");
    let fourth = place(&world, 4);
    service.until("it follows again", || near.block_file(&fourth).is_file());

    world.medink("record erase 1 --yes").acting(ADA).ok();
    service.until("what was erased is gone", || !near.block_file(&first).exists());
    for cid in [&second, &third, &fourth] {
        assert!(near.ipfs(&["pin", "ls", &cid.to_string()]).contains("indirect"));
    }
    service.signal(Signal::SIGTERM);
    let said = ended(&service.wait());
    assert!(
        said.contains(&format!("brought to {}: record 1 of ", near.url()))
            && said.contains(&format!("let go in {}: {first} of ", near.url()))
            && said.trim_end().ends_with("Stopped. What is in the store stays."),
        "{said}"
    );

    // What was erased while it did not run is gone when it does again, and is not brought back from where it still is.
    world.medink("record erase 2 --yes").acting(ADA).ok();
    assert!(near.block_file(&second).is_file());
    let mut service = world.medink("store serve --profile service").start();
    service.until("what was erased is gone", || !near.block_file(&second).exists());
    service.signal(Signal::SIGINT);
    let run = service.wait();
    assert_eq!(run.code, Some(0), "{run}");
    for line in run.stdout().lines() {
        let object: serde_json::Value = serde_json::from_str(line).unwrap();
        assert_eq!(object["medink"], 1, "{line}");
    }
    assert!(near.block_file(&third).is_file() && near.block_file(&fourth).is_file());
}

#[test]
fn it_gets_content_from_the_peers_of_a_private_network() {
    let world = world();
    let file = world.work("swarm.key");
    world.medink("store new-swarm").arg(&file).ok();
    let mode = fs::metadata(&file).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let key = fs::read_to_string(&file).unwrap();
    world
        .medink("store new-swarm")
        .arg(&file)
        .fails(Kind::Usage)
        .says("not written over");
    assert_eq!(fs::read_to_string(&file).unwrap(), key);

    let (near, far) = (Kubo::in_private_network(&key), Kubo::in_private_network(&key));
    configured(
        &world,
        &format!("ipfs = \"{}\"", far.url()),
        &format!("ipfs = \"{}\"", near.url()),
    );
    world.add(ADA, ADA, "with another hospital");
    let cid = place(&world, 1);
    let mut service = world
        .medink("store serve --peers --profile service")
        .text()
        .start();
    // It does not know the other daemon yet, and is told of it.
    near.connect(&far);
    service.until("it is there", || near.block_file(&cid).is_file());
    service.until("it is kept", || {
        let listed = near.command(&["pin", "ls", &cid.to_string()]).output().unwrap();
        listed.status.success()
    });
    service.signal(Signal::SIGTERM);
    ended(&service.wait());
    // Without being told to, no daemon asks another one.
    let status = world.medink("store status --profile service").ok();
    assert_eq!(status["stores"][0]["whole"], 1);
}
