//! A document larger than the memory that it may take.

use e2e_parts::Kubo;
use e2e_system::people::ADA;
use e2e_system::{Call, World, files};

/// More memory than this no command may take, however large the document, in KiB.
const MEMORY_KIB: u64 = 150 * 1024;

/// Size of the large document.
const LARGE: u64 = 200 * 1000 * 1000;

#[test]
fn a_large_document_comes_and_goes_in_little_memory() {
    comes_and_goes(|call| call);
}

#[test]
fn a_large_document_takes_little_memory_with_a_daemon_too() {
    let kubo = Kubo::start();
    comes_and_goes(|call| call.option("--ipfs", kubo.url()));
}

/// A large document is recorded, renamed and opened, with commands that are told where the store is.
fn comes_and_goes(stored: impl for<'m> Fn(Call<'m>) -> Call<'m>) {
    let world = World::deployed();
    world.patient(ADA);
    let file = world.work("large.bin");
    files::large(&file, LARGE);
    let added = stored(world.medink("record add").arg(&file).acting(ADA)).run();
    let data = added.succeeded();
    assert!(data["records"][0]["sealed_bytes"].as_u64().unwrap() > LARGE);
    let rename = world.medink("record rename 1").input(r#"{"title":"Whole"}"#);
    let renamed = stored(rename.acting(ADA)).run();
    assert_eq!(renamed.succeeded()["number"], 2);
    let out = world.work("out.bin");
    let opened = stored(world.medink("record get 2 --output").arg(&out).acting(ADA)).run();
    assert_eq!(opened.succeeded()["size"], LARGE);
    assert!(files::same(&file, &out));
    for run in [added, renamed, opened] {
        assert!(
            run.peak_kib > 1024,
            "its memory was measured: {} KiB\n{run}",
            run.peak_kib
        );
        assert!(
            run.peak_kib < MEMORY_KIB,
            "it took {} KiB of memory\n{run}",
            run.peak_kib
        );
    }
}
