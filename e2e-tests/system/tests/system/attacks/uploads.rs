//! Uploads that break off, lie about their size, or come from nowhere; and a large one.

use e2e_system::http::{Browser, connect, read};
use e2e_system::people::ADA;
use e2e_system::scan::Scanner;
use e2e_system::{Panels, World, files, until};
use std::fs;
use std::io::Write;

fn world() -> (World, Panels, Browser) {
    let world = World::deployed();
    world.patient(ADA);
    let panels = Panels::start(&world);
    let mut browser = Browser::enter(&panels.invitation());
    browser.post("/unlock", &[("account", ADA)]);
    browser.get("/patient/records");
    (world, panels, browser)
}

fn head(browser: &Browser, size: u64) -> String {
    format!(
        "PUT /patient/records/upload HTTP/1.1\r\nHost: {0}\r\nOrigin: http://{0}\r\nCookie: {1}\r\nX-Medink-Token: {2}\r\nX-Medink-Name: a.bin\r\nConnection: close\r\nContent-Length: {size}\r\n\r\n",
        browser.address, browser.cookie, browser.token
    )
}

fn records(world: &World) -> usize {
    let list = world.medink("record list").acting(ADA).ok();
    list["records"].as_array().expect("records").len()
}

/// Whether an upload is under way: the journal has its marker from before anything is stored.
fn is_under_way(world: &World) -> bool {
    !files::below(&world.home().join("journal")).is_empty()
}

#[test]
fn an_upload_that_breaks_off_leaves_nothing() {
    let (world, _panels, browser) = world();
    let blocks = || {
        files::sizes(&world.home().join("store/blocks"))
            .values()
            .sum::<u64>()
    };
    let before = blocks();
    let marker = "half-a-document-marker";
    let mut stream = connect(&browser.address);
    stream
        .write_all(head(&browser, 64 * 1024 * 1024).as_bytes())
        .unwrap();
    for _ in 0..200 {
        stream.write_all(marker.repeat(4096).as_bytes()).unwrap();
    }
    until("the upload is under way", || is_under_way(&world));
    drop(stream);
    until("nothing is under way", || !is_under_way(&world));
    assert_eq!(records(&world), 0);
    assert_eq!(blocks(), before, "what was stored is freed");
    let scanner = Scanner::new([marker]);
    for path in files::below(world.folder()) {
        let found = scanner.find(&path.display().to_string(), &fs::read(&path).unwrap_or_default());
        assert!(found.is_empty(), "{found:?}");
    }
    assert_eq!(
        browser
            .upload("/patient/records/upload", "b.txt", b"whole")
            .status,
        200
    );
    assert_eq!(records(&world), 1);
}

#[test]
fn the_lock_ends_an_upload() {
    let (world, _panels, mut browser) = world();
    let mut stream = connect(&browser.address);
    stream.write_all(head(&browser, 1024 * 1024).as_bytes()).unwrap();
    stream.write_all(&[7; 100_000]).unwrap();
    until("the upload is under way", || is_under_way(&world));
    browser.post("/lock", &[]);
    let answer = read(stream);
    assert_ne!(answer.status, 200, "{}", answer.text());
    until("nothing is under way", || !is_under_way(&world));
    assert_eq!(records(&world), 0);
}

#[test]
fn a_large_file_takes_little_memory() {
    const SIZE: u64 = 2 * 1024 * 1024 * 1024;
    let (world, panels, browser) = world();
    let mut stream = connect(&browser.address);
    stream.write_all(head(&browser, SIZE).as_bytes()).unwrap();
    let piece = vec![42; 1024 * 1024];
    for _ in 0..SIZE / piece.len() as u64 {
        stream.write_all(&piece).unwrap();
    }
    let answer = read(stream);
    assert_eq!(answer.status, 200, "{}", answer.text());
    // proc_pid_status(5): the most that it ever had.
    let status = fs::read_to_string(format!("/proc/{}/status", panels.process())).unwrap();
    let peak: u64 = status
        .lines()
        .find_map(|line| {
            line.strip_prefix("VmHWM:")?
                .trim()
                .strip_suffix(" kB")?
                .trim()
                .parse()
                .ok()
        })
        .expect("VmHWM");
    assert!(peak < 300 * 1024, "{peak} KiB at most");
    assert_eq!(records(&world), 1);
}
