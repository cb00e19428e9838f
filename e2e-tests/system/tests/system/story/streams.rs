//! Records from standard input and from pipes: sealed as from a file, within a bound.

use e2e_system::World;
use e2e_system::people::ADA;
use medink_core::Kind;
use nix::libc::O_NONBLOCK;
use std::fs::OpenOptions;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::PathBuf;
use std::process::Command;
use std::thread;

/// More than reading the largest takes, in KiB.
const MOST_KIB: u64 = 300 * 1024;

struct Given {
    world: World,
    details: PathBuf,
}

fn given() -> Given {
    let world = World::deployed();
    world.patient(ADA);
    let details = world.write(
        "details.json",
        r#"{"title":"From a program","kind":"laboratory"}"#,
    );
    Given { world, details }
}

fn pipe(world: &World) -> PathBuf {
    let pipe = world.work("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    pipe
}

#[test]
fn standard_input_and_pipes_become_records() {
    let Given { world, details } = given();
    let pipe = pipe(&world);
    let call = |words: &str| world.medink(words).option("--details", &details).acting(ADA);
    // More than a pipe holds, so that several readings are needed.
    let content: Vec<u8> = (0..1_000_003u32).map(|number| (number % 251) as u8).collect();
    let file = world.write("file", &content);
    let from_file = world
        .medink("record add")
        .arg(&file)
        .option("--details", &details);
    let from_file = from_file.acting(ADA).ok()["records"][0]["sealed_bytes"].clone();
    let from_input = call("record add -").input(&content).ok()["records"][0].clone();
    assert_eq!(from_input["number"], 2);
    // The details are a little shorter without the file's name; what a store sees is the same.
    assert_eq!(from_input["sealed_bytes"], from_file);
    let amended = call("record amend 2 -").input("corrected").ok();
    assert_eq!(amended["number"], 3);
    let write = |content: Vec<u8>| {
        let pipe = pipe.clone();
        thread::spawn(move || std::fs::write(pipe, content).unwrap())
    };
    let writing = write(content.clone());
    call("record add").arg(&pipe).ok();
    writing.join().unwrap();
    let writing = write(b"corrected again".to_vec());
    call("record amend 4").arg(&pipe).ok();
    writing.join().unwrap();
    for (number, expected) in [
        (1, &content[..]),
        (2, &content),
        (3, b"corrected"),
        (4, &content),
        (5, b"corrected again"),
    ] {
        assert!(world.open(ADA, ADA, number) == expected, "record {number}");
    }
    let records = world.medink("record list").acting(ADA).ok();
    for place in 1..5 {
        let details = &records["records"][place]["details"];
        assert_eq!(details["title"], "From a program");
        assert_eq!(details["kind"], "laboratory");
        assert!(details["file_name"].is_null(), "{details}");
    }
    // -y answers nothing that is asked for here, since nothing is.
    call("record add - -y").input("more").ok();
    let dry = call("record add - --dry-run").input("more").ok();
    assert_eq!(dry["dry_run"], true);
}

#[test]
fn what_can_be_no_record_is_refused_at_once() {
    let Given { world, details } = given();
    let pipe = pipe(&world);
    let good = world.write("good.txt", "good");
    world.add(ADA, ADA, "one");
    let before = world.medink("record list").acting(ADA).ok()["records"].clone();
    for words in ["record add", "record amend 1"] {
        let call = || world.medink(words).acting(ADA);
        let detailed = || call().option("--details", &details);
        // Nobody waits for the pipe.
        for stream in [&PathBuf::from("-"), &pipe] {
            for yes in [&[][..], &["-y"]] {
                call()
                    .arg(stream)
                    .args(yes)
                    .fails(Kind::Usage)
                    .says("needs a title")
                    .says("--details");
            }
            let empty = call()
                .arg(stream)
                .option("--details", "-")
                .input(r#"{"title":" "}"#);
            empty.fails(Kind::Usage);
        }
        let both = call().arg("-").option("--details", "-").input("good");
        both.fails(Kind::Usage).says("both come from standard input");
        let nothing = detailed().arg("-").input("");
        nothing
            .fails(Kind::Usage)
            .says("nothing came from standard input");
        // What never ends is left at the bound.
        let mut running = detailed().arg(&pipe).start();
        // Opening it to write succeeds once somebody waits at its other end (fifo(7)).
        let mut held = None;
        running.until("it reads the pipe", || {
            let mut open = OpenOptions::new();
            held = open.write(true).custom_flags(O_NONBLOCK).open(&pipe).ok();
            held.is_some()
        });
        let mut endless = OpenOptions::new().write(true).open(&pipe).unwrap();
        drop(held);
        let endless = thread::spawn(move || while endless.write_all(&[0; 1 << 16]).is_ok() {});
        let run = running.wait();
        endless.join().unwrap();
        run.failed(Kind::Usage)
            .says("more than 64 MiB")
            .says("Save it to a file");
        assert!(run.peak_kib < MOST_KIB, "{} KiB\n{run}", run.peak_kib);
        let large = detailed().arg("-").input(vec![0; (64 << 20) + 1]);
        large.fails(Kind::Usage).says("Save it to a file");
        for device in ["/dev/zero", "/dev/null"] {
            detailed()
                .arg(device)
                .fails(Kind::Usage)
                .says("no regular file and no pipe");
        }
    }
    for stream in [&PathBuf::from("-"), &pipe] {
        let several = world.medink("record add").arg(&good).arg(stream).acting(ADA);
        several.input("good").fails(Kind::Usage).says("by itself");
    }
    assert_eq!(world.medink("record list").acting(ADA).ok()["records"], before);
}
