//! Files that are missing, empty, folders, or out of reach. What is out of reach here is so for the superuser too.

use super::{HIDDEN, Table, WRONG_PASSPHRASE, world};
use e2e_system::people::{ADA, ADMIN, HOUSE, card};
use medink_core::Kind;
use medink_types::bounds;
use std::fs;
use std::path::{Path, PathBuf};

/// A file that is there and that nobody can read from its beginning (proc_pid_mem(5)).
const UNREADABLE: &str = "/proc/self/mem";

/// A folder in which nobody can make anything (proc(5)).
const UNWRITABLE: &str = "/proc/hidden-name";

#[test]
fn what_is_to_be_read() {
    let world = world();
    let medink = |words: &str| world.medink(words);
    let card = card("//Somebody").to_text();
    let good = world.write("good.txt", "good");
    let missing = world.work(HIDDEN);
    let folder = world.work(&format!("{HIDDEN}.d"));
    fs::create_dir(&folder).unwrap();
    let below = world.write(&format!("{HIDDEN}.txt"), "a file").join("below");
    let unreadable = PathBuf::from(UNREADABLE);

    let mut table = Table::new(&world);
    for (path, kind) in [
        (&missing, Kind::Io),
        (&folder, Kind::Usage),
        (&below, Kind::Io),
        (&unreadable, Kind::Io),
    ] {
        for call in [medink("record add"), medink("record amend 1")] {
            table.wrong(kind, call.arg(path).acting(ADA), &["the file given"]);
        }
        // The others are not stored first.
        let several = medink("record add").arg(&good).arg(&good).arg(path).acting(ADA);
        table.wrong(kind, several, &["file 3 of 3"]);
    }
    // A file that turns out to be another than it was: what was stored before it is given up with it.
    let growing = Path::new("/proc/cpuinfo");
    table.wrong(
        Kind::Usage,
        medink("record add").arg(&good).arg(growing).acting(ADA),
        &["don't change it"],
    );
    for path in [&missing, &folder, &below, &unreadable] {
        for (call, what) in [
            (
                medink("record add").arg(&good).acting(ADA),
                "the record's details",
            ),
            (
                medink("record amend 1").arg(&good).acting(ADA),
                "the record's details",
            ),
            (
                medink(&format!("note add --patient {ADA} --kind medication")).acting(HOUSE),
                "the note",
            ),
            (medink("patient update").acting(ADA), "the profile"),
            (medink("patient register").acting(ADA), "the profile"),
            (medink("doctor update").acting(HOUSE), "the profile"),
            (
                medink(&format!("admin register-patient {card}")).acting(ADMIN),
                "the profile",
            ),
            (
                medink(&format!("admin register-doctor {card}")).acting(ADMIN),
                "the profile",
            ),
        ] {
            table.wrong(Kind::Io, call.option("--details", path), &[what, "Check"]);
        }
        for role in ["patient", "doctor"] {
            let call = medink(&format!("admin register-{role}")).arg(path).acting(ADMIN);
            table.wrong(Kind::Io, call, &["the registration card", "Check"]);
        }
        let call = medink("account import other").option("--from", path);
        table.wrong(Kind::Io, call, &["the phrase or key file", "Check"]);
        table.wrong(
            Kind::Io,
            medink("account new other").passphrase(path),
            &["the passphrase file", "Check"],
        );
        table.wrong(
            Kind::Io,
            medink("audit verify").arg(path),
            &["the export", "Check"],
        );
    }
    table.done();
}

#[test]
fn what_may_not_be_empty() {
    let world = world();
    let medink = |words: &str| world.medink(words);
    let empty = world.write(HIDDEN, "");
    let good = world.write("good.txt", "good");
    let card = card("//Somebody").to_text();
    let mut table = Table::new(&world);
    for (call, says) in [
        (medink("record add").arg(&good).acting(ADA), "title, kind"),
        (medink("record amend 1").arg(&good).acting(ADA), "title, kind"),
        (
            medink(&format!("note add --patient {ADA} --kind medication")).acting(HOUSE),
            "title, text",
        ),
        (medink("patient update").acting(ADA), "birth_date"),
        (medink("patient register").acting(ADA), "birth_date"),
        (medink("doctor update").acting(HOUSE), "specialty"),
        (
            medink(&format!("admin register-doctor {card}")).acting(ADMIN),
            "specialty",
        ),
        (
            medink(&format!("admin register-patient {card}")).acting(ADMIN),
            "birth_date",
        ),
    ] {
        table.wrong(Kind::Usage, call.option("--details", &empty), &[says]);
    }
    for role in ["patient", "doctor"] {
        let call = medink(&format!("admin register-{role}"))
            .arg(&empty)
            .acting(ADMIN);
        table.wrong(Kind::Usage, call, &["registration card", "account show --card"]);
    }
    table.wrong(
        Kind::Usage,
        medink("account import other").option("--from", &empty),
        &["recovery words"],
    );
    table.wrong(
        Kind::Usage,
        medink("account new other").passphrase(&empty),
        &["empty first line"],
    );
    table.wrong(
        Kind::Damaged,
        medink("audit verify").arg(&empty),
        &["empty", "audit export"],
    );
    // Without a file and a terminal there is nobody to ask.
    table.wrong(
        Kind::Usage,
        medink(&format!("note add --patient {ADA} --kind medication")).acting(HOUSE),
        &["no terminal", "--details"],
    );
    table.wrong(
        Kind::Usage,
        medink("patient update").acting(ADA),
        &["no terminal", "--details"],
    );
    let call = medink("account new other").without("MEDINK_PASSPHRASE_FILE");
    table.wrong(Kind::Usage, call, &["no terminal", "--passphrase-file"]);
    table.done();
}

#[test]
fn where_something_is_to_be_written() {
    let world = world();
    let medink = |words: &str| world.medink(words);
    medink("account new mine").ok();
    let folder = world.work(HIDDEN);
    fs::create_dir(&folder).unwrap();
    let file = world.write(&format!("{HIDDEN}.txt"), "a file");
    let missing = folder.join("missing").join(HIDDEN);
    let below = file.join(HIDDEN);
    let unwritable = PathBuf::from(UNWRITABLE);

    let mut table = Table::new(&world);
    let outputs = |output: &Path| {
        [
            medink("record get 1").option("--output", output).acting(ADA),
            medink(&format!("record get 1 --patient {ADA}"))
                .option("--output", output)
                .acting(HOUSE),
            medink("audit export").option("--output", output),
            medink("account export mine").option("--output", output),
        ]
    };
    for output in [&folder, &file] {
        for call in outputs(output) {
            table.wrong(Kind::Usage, call, &["already"]);
        }
    }
    for output in [&missing, &below, &unwritable] {
        for call in outputs(output) {
            table.wrong(Kind::Io, call, &[]);
        }
    }
    // A folder is never replaced.
    for call in [
        medink("record get 1 --force")
            .option("--output", &folder)
            .acting(ADA),
        medink("audit export --force").option("--output", &folder),
    ] {
        table.wrong(Kind::Usage, call, &["folder"]);
    }
    for place in [&missing, &file, &unwritable] {
        table.wrong(Kind::Io, medink("man").arg(place), &["manual pages"]);
    }
    // No place for medink's own folder.
    for home in [&file, &below, &unwritable] {
        for words in ["up", "account new other", "status", "deploy --as //Alice"] {
            // Looking makes nothing, so it is not told where nothing can be made.
            if words == "status" && home == &unwritable {
                continue;
            }
            let call = medink(words).variable("MEDINK_HOME", home);
            let run = call.text().run();
            run.failed(Kind::Io);
            assert!(run.err.contains("MEDINK_HOME"), "{run}");
        }
    }
    assert_eq!(fs::read(&file).unwrap(), b"a file");
    table.done();
}

#[test]
fn bundles_that_are_none() {
    let machine = e2e_system::Machine::running();
    let file = machine.write("file", "");
    let other = machine.work("other");
    for contract in ["admin", "audit", "doctor", "patient"] {
        fs::create_dir_all(other.join(contract)).unwrap();
        fs::write(
            other.join(contract).join(format!("{contract}.contract")),
            r#"{"source":{}}"#,
        )
        .unwrap();
    }
    let deploy = |folder: &Path| machine.medink("deploy --bundles").arg(folder).acting(ADMIN);
    deploy(&machine.work("missing"))
        .fails(Kind::Io)
        .says("cargo xtask bundle");
    deploy(&file).fails(Kind::Io).says("cargo xtask bundle");
    deploy(&other).fails(Kind::Damaged).says("cargo xtask bundle");
    for words in [
        "record list",
        "patient show",
        "consent list",
        "params show",
        "audit list",
        "admin list",
    ] {
        machine
            .medink(words)
            .acting(ADA)
            .fails(Kind::NotFound)
            .says("medink deploy");
    }
}

/// A file whose size is said to be 0 and that has bytes (proc(5)): it is found out while it is sealed.
const GROWN: &str = "/proc/version";

#[test]
fn what_was_paid_before_a_failure_is_told() {
    let world = world();
    let files: Vec<_> = (0..bounds::BATCH)
        .map(|n| world.write(&format!("paid-{n}.txt"), "good"))
        .collect();
    let add = || world.medink("record add").args(&files).arg(GROWN).acting(ADA);
    let run = add().run();
    run.failed(Kind::Usage).says("16 of 17 files are recorded");
    let envelope = run.envelope();
    let steps = envelope["error"]["steps"].as_array().unwrap();
    let [step] = steps.as_slice() else {
        panic!("not the one transaction that was made\n{run}");
    };
    assert_eq!(step["what"], "patient.add_medical_records", "{run}");
    assert_ne!(step["fee"], "0", "{run}");
    let told = add().text().run();
    told.failed(Kind::Usage);
    let words = told.to_string();
    assert!(
        words.contains("Done and paid for before that:\n    patient.add_medical_records: block "),
        "{words}"
    );
    // What failed before anything was paid says nothing of it.
    let run = world.medink("record add").arg(GROWN).acting(ADA).run();
    run.failed(Kind::Usage);
    assert!(run.envelope()["error"].get("steps").is_none(), "{run}");
}

#[test]
fn passphrases_that_are_wrong() {
    let world = world();
    let medink = |words: &str| world.medink(words);
    medink("account new mine").ok();
    let exported = world.work("mine.json");
    medink("account export mine --output").arg(&exported).ok();
    let good = world.write("good.txt", "good");
    let wrong = world.write("wrong", format!("{WRONG_PASSPHRASE}\n"));
    let mut table = Table::new(&world);
    for call in [
        medink("record add").arg(&good),
        medink("record list"),
        medink("record get 1 --output").arg(world.work("never")),
        medink("record amend 1").arg(&good),
        medink("record erase 1 --yes"),
        medink(&format!("note add --patient {ADA} --kind diagnosis --details -")).input(r#"{"title":"T"}"#),
        medink("patient show"),
        medink("patient register --details -").input(r#"{"name":"N"}"#),
        medink("patient update --details -").input(r#"{"name":"N"}"#),
        medink("doctor update --details -").input(r#"{"name":"N"}"#),
        medink(&format!("consent grant {HOUSE} --whole-history --until 1d")),
        medink(&format!("consent revoke {HOUSE}")),
        medink("admin pause"),
        medink("params set --max-page 9"),
        medink(&format!("account fund {ADA} 1")),
        medink("account show"),
        medink("account show --card"),
    ] {
        table.wrong(
            Kind::Keys,
            call.acting("mine").passphrase(&wrong),
            &["wrong password"],
        );
    }
    let output = world.work("never.json");
    table.wrong(
        Kind::Keys,
        medink("account export mine --output")
            .arg(output)
            .passphrase(&wrong),
        &["wrong password"],
    );
    let import = medink("account import other").option("--from", &exported);
    table.wrong(Kind::Keys, import.passphrase(&wrong), &["wrong password"]);
    let short = world.write("short", "short\n");
    table.wrong(
        Kind::Usage,
        medink("account new other").passphrase(&short),
        &["at least 8"],
    );
    table.done();
}
