//! One of several stores is away for a while.

use super::{keeps_records_in, place, warnings, world};
use e2e_parts::Kubo;
use e2e_system::people::ADA;
use medink_core::Kind;
use serde_json::json;

#[test]
fn one_store_down_costs_a_warning_and_is_made_up_for() {
    let world = world();
    let mut kubo = Kubo::start();
    let url = kubo.url().to_owned();
    keeps_records_in(&world, &format!("stores = [\"embedded\", \"{url}\"]"));
    world.add(ADA, ADA, "in both");
    let first = place(&world, 1);
    assert!(kubo.block_file(&first).is_file());
    let status = world.medink("status").ok();
    let kinds: Vec<_> = status["stores"]
        .as_array()
        .unwrap()
        .iter()
        .map(|s| &s["kind"])
        .collect();
    assert_eq!(kinds, ["embedded", "kubo"]);
    assert!(world.medink("store verify").run().succeeded()["stores"][1]["whole"] == 1);

    kubo.kill();
    let file = world.write("document.txt", "in one");
    let added = world.medink("record add").arg(&file).acting(ADA).run();
    let said = warnings(&added);
    assert_eq!(said.len(), 1, "{added}");
    assert_eq!(said[0]["store"], json!(url));
    assert!(
        said[0]["what"].as_str().unwrap().contains("not stored in"),
        "{added}"
    );
    let shown = world.medink("record add").arg(&file).acting(ADA).text().run();
    assert!(
        shown
            .err
            .contains(&format!("medink: warning: not stored in {url}")),
        "{shown}"
    );
    let second = place(&world, 2);
    assert_eq!(world.open(ADA, ADA, 2), b"in one");
    let status = world.medink("status").ok();
    assert!(status["stores"][0]["error"].is_null());
    assert!(
        status["stores"][1]["error"]
            .as_str()
            .unwrap()
            .contains("can't be reached")
    );
    let up = world.medink("up").ok();
    assert!(
        up["stores"][1]["error"]
            .as_str()
            .unwrap()
            .contains("can't be reached")
    );

    // Erased on the chain and here; what the daemon still has is said, and is not forgotten.
    let erased = world.medink("record erase 1 --yes").acting(ADA).run();
    assert!(
        warnings(&erased)
            .iter()
            .any(|w| w["what"].as_str().unwrap().contains("not unpinned in")),
        "{erased}"
    );
    let listed = world.medink("record list").acting(ADA).run();
    assert!(
        warnings(&listed).iter().any(|w| w["store"] == json!(url)),
        "{listed}"
    );

    kubo.run();
    assert!(kubo.block_file(&first).is_file());
    let listed = world.medink("record list").acting(ADA).run();
    assert_eq!(warnings(&listed), Vec::<serde_json::Value>::new(), "{listed}");
    assert!(!kubo.block_file(&first).exists(), "it is gone there as well now");
    assert!(
        world.home().join("journal").read_dir().unwrap().next().is_none(),
        "nothing is left to do"
    );

    // What it missed is named, and copied.
    let checked = world.medink("store verify").run();
    assert_eq!(
        checked.code,
        Some(i32::from(Kind::Damaged.exit_code())),
        "{checked}"
    );
    let stores = &checked.envelope()["data"]["stores"];
    assert_eq!(
        (&stores[0]["whole"], &stores[0]["records"]),
        (&json!(2), &json!(2))
    );
    assert_eq!(stores[1]["whole"], 0);
    assert_eq!(stores[1]["flaws"][0]["cid"], json!(second.to_string()));
    assert_eq!(stores[1]["flaws"][0]["absent"], true);
    let pushed = world.medink("store push").ok();
    assert_eq!(
        (&pushed["copied"][0]["records"], &pushed["copied"][0]["before"]),
        (&json!(2), &json!(0))
    );
    world.medink("store verify").ok();
}
