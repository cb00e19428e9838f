//! A machine is lost, and comes back from its backup: the story goes on where it was. What was cut off, changed or made by
//! somebody else is refused before anything of it is used.

use e2e_system::people::{ADMIN, HOUSE};
use e2e_system::{Call, Machine, World, files};
use medink_core::Kind;
use medink_seal::backup;
use nix::sys::signal::Signal;
use serde_json::{Value, json};
use std::fs;
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

const PASSPHRASE: &str = "a staple of correct batteries";

/// A hospital with a doctor, and a patient with an account and a record of this machine.
struct Given {
    world: World,
    patient: String,
}

impl Given {
    fn new() -> Self {
        let world = World::deployed();
        world.doctor(HOUSE);
        let made = world.medink("account new ada").ok();
        let patient = made["address"].as_str().unwrap().to_owned();
        let card = world.medink("account show ada --card").ok()["card"].clone();
        world
            .medink(&format!(
                "admin register-patient {} --details - --fund 1000",
                card.as_str().unwrap()
            ))
            .input(r#"{"name":"Ada"}"#)
            .acting(ADMIN)
            .ok();
        let given = Given { world, patient };
        given.add(&given.world, "one");
        given.world.grant_all("ada", HOUSE);
        given
    }

    fn add(&self, machine: &Machine, text: &str) -> Value {
        let file = machine.write("document.txt", text);
        machine.medink("record add").arg(&file).acting("ada").ok()
    }

    fn open(&self, machine: &Machine, who: &str, number: u32) -> Vec<u8> {
        let out = machine.work("opened");
        machine
            .medink(&format!(
                "record get {number} --force --patient {} --output",
                self.patient
            ))
            .arg(&out)
            .acting(who)
            .ok();
        fs::read(&out).unwrap()
    }

    fn backup(&self, options: &str) -> PathBuf {
        let file = self.world.work("machine.backup");
        with_passphrase(
            &self.world,
            self.world.medink(&format!("backup {options}")).arg(&file),
        )
        .ok();
        file
    }
}

/// The call with the backup's passphrase.
fn with_passphrase<'m>(machine: &'m Machine, call: Call<'m>) -> Call<'m> {
    let file = machine.write("backup-passphrase", format!("{PASSPHRASE}\n"));
    call.option("--backup-passphrase-file", file)
}

fn restore<'m>(machine: &'m Machine, options: &str, file: &Path) -> Call<'m> {
    with_passphrase(machine, machine.medink(&format!("restore {options}")).arg(file))
}

/// Whether nothing of medink's is on a machine.
fn is_empty(machine: &Machine) -> bool {
    files::below(&machine.home()).is_empty()
}

#[test]
fn the_story_goes_on_on_an_empty_machine() {
    let given = Given::new();
    let file = given.backup("--with-store");
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    let bytes = fs::read(&file).unwrap();
    for word in ["accounts/", "ada.json", "xsalsa20"] {
        assert!(
            !bytes.windows(word.len()).any(|part| part == word.as_bytes()),
            "{word} can be read"
        );
    }
    // What happens after it is on the chain, and in the store of this machine.
    given.add(&given.world, "two");

    let new = Machine::at(given.world.rpc());
    let restored = restore(&new, "", &file).ok();
    assert_eq!(
        (&restored["there"], &restored["store"]),
        (&json!(0), &json!(true)),
        "{restored}"
    );
    for folder in ["accounts", "deployments"] {
        let (old, new) = (given.world.home().join(folder), new.home().join(folder));
        assert_eq!(files::sizes(&old), files::sizes(&new), "{folder}");
        for path in files::below(&new) {
            assert_eq!(fs::metadata(path).unwrap().permissions().mode() & 0o777, 0o600);
        }
    }
    assert_eq!(given.open(&new, "ada", 1), b"one");
    assert_eq!(given.open(&new, HOUSE, 1), b"one");
    let listed = new.medink("record list").acting("ada").ok();
    assert_eq!(
        (&listed["records"][0]["here"], &listed["records"][1]["here"]),
        (&json!(true), &json!(false)),
        "{listed}"
    );
    let added = given.add(&new, "three");
    assert_eq!(added["records"][0]["number"], 3);
    assert_eq!(given.open(&new, HOUSE, 3), b"three");
    // The consent is the patient's to end from here.
    new.medink(&format!("consent revoke {HOUSE}")).acting("ada").ok();
    new.medink(&format!("record get 1 --patient {} --output", given.patient))
        .arg(new.work("never"))
        .acting(HOUSE)
        .fails(Kind::Refused);
    // All is well but for what came after the backup, which is named.
    let run = new.medink("check --as ada").run();
    assert_eq!(run.code, Some(7), "{run}");
    let findings = run.envelope()["data"]["findings"].as_array().unwrap().clone();
    let wrong: Vec<&Value> = findings
        .iter()
        .filter(|one| one["severity"] == "warning" || one["severity"] == "broken")
        .collect();
    assert!(
        wrong.len() == 1 && wrong[0]["key"] == "checkup-not-whole",
        "{run}"
    );
    assert!(wrong[0]["what"].as_str().unwrap().ends_with(": 2"), "{run}");
}

#[test]
fn config_and_credentials_come_along_and_nothing_is_replaced() {
    let given = Given::new();
    let config = "[profiles.clinic]\nnode = \"ws://127.0.0.1:1\"\nstores = [\"embedded\", { ipfs = \"http://127.0.0.1:1\", credentials-file = \"ipfs.secret\" }]\n";
    fs::write(given.world.home().join("config.toml"), config).unwrap();
    fs::write(given.world.home().join("ipfs.secret"), "bearer:token").unwrap();
    let file = given.backup("");
    // Never in the place of another.
    let before = fs::read(&file).unwrap();
    with_passphrase(&given.world, given.world.medink("backup").arg(&file))
        .fails(Kind::Usage)
        .says("already");
    assert_eq!(fs::read(&file).unwrap(), before);

    let new = Machine::at(given.world.rpc());
    restore(&new, "", &file).ok();
    assert_eq!(
        fs::read_to_string(new.home().join("config.toml")).unwrap(),
        config
    );
    assert_eq!(fs::read(new.home().join("ipfs.secret")).unwrap(), b"bearer:token");
    assert!(!new.home().join("store/blocks").exists(), "it was not asked for");
    // Again, it is all there.
    let again = restore(&new, "", &file).ok();
    assert_eq!(again["written"], 0, "{again}");
    // A machine with an account of the same name keeps it.
    let other = Machine::at(given.world.rpc());
    other.medink("account new ada").ok();
    let own = fs::read(other.home().join("accounts/ada.json")).unwrap();
    restore(&other, "", &file)
        .fails(Kind::Usage)
        .says("Nothing is replaced");
    assert_eq!(fs::read(other.home().join("accounts/ada.json")).unwrap(), own);
    assert!(
        !other.home().join("ipfs.secret").exists(),
        "nothing was written at all"
    );
}

#[test]
fn a_large_restore_that_was_killed_goes_on() {
    let given = Given::new();
    let large = given.world.work("large.bin");
    files::large(&large, 60_000_000);
    given.world.medink("record add").arg(&large).acting("ada").ok();
    let file = given.backup("--with-store");
    let new = Machine::at(given.world.rpc());
    let mut restoring = restore(&new, "", &file).start();
    restoring.until("blocks were restored", || {
        files::below(&new.home().join("store/blocks")).len() > 4
    });
    restoring.signal(Signal::SIGKILL);
    let run = restoring.wait();
    assert_eq!(run.signal, Some(Signal::SIGKILL as i32), "{run}");
    let again = restore(&new, "", &file).ok();
    let count = |name: &str| again[name].as_u64().unwrap();
    assert!(count("written") > 0 && count("there") > 0, "{again}");
    assert_eq!(count("written") + count("there"), count("files"));
    for folder in ["store/blocks", "store/pins", "accounts", "memory"] {
        let mut old = files::sizes(&given.world.home().join(folder));
        old.retain(|path, _| !path.to_string_lossy().ends_with("-lock"));
        assert_eq!(old, files::sizes(&new.home().join(folder)), "{folder}");
    }
    let run = new.medink("check --whole --as ada").run();
    assert_eq!(run.code, Some(0), "{run}");
    new.medink("record get 2 --output")
        .arg(new.work("never"))
        .acting("ada")
        .ok();
    assert!(files::same(&large, &new.work("never")));
}

#[test]
fn what_was_cut_off_or_changed_is_refused_before_anything_of_it_is_used() {
    let given = Given::new();
    let file = given.backup("--with-store");
    let good = fs::read(&file).unwrap();
    let new = Machine::at(given.world.rpc());
    let bad = new.work("bad.backup");
    let mut wrong = vec![
        good[..good.len() - 1].to_vec(),
        good[..good.len() / 2].to_vec(),
        good[..71].to_vec(),
        Vec::new(),
        [good.as_slice(), b"x"].concat(),
    ];
    for at in [3, 20, 50, 80, good.len() / 2, good.len() - 3] {
        let mut changed = good.clone();
        changed[at] ^= 1;
        wrong.push(changed);
    }
    for (bytes, options) in wrong.into_iter().zip(["", "--verify"].into_iter().cycle()) {
        fs::write(&bad, bytes).unwrap();
        let run = restore(&new, options, &bad).run();
        assert!(matches!(run.code, Some(6 | 7)), "{run}");
        assert!(is_empty(&new), "{run}");
    }
    restore(&new, "--verify", &file).ok();
    assert!(is_empty(&new), "looking writes nothing");
    let other = new.write("other", "another passphrase that is good\n");
    new.medink("restore")
        .arg(&file)
        .option("--backup-passphrase-file", &other)
        .fails(Kind::Keys);
    restore(&new, "", &new.work("nowhere")).fails(Kind::Io);
    restore(&new, "", &new.home()).fails(Kind::Io);
    assert!(is_empty(&new));
    restore(&new, "", &file).ok();
}

#[test]
fn names_that_lead_out_of_medinks_folders_are_refused() {
    let machine = Machine::at("ws://127.0.0.1:1");
    let frame = |json: Value| {
        let json = json.to_string();
        let mut bytes = u16::try_from(json.len()).unwrap().to_be_bytes().to_vec();
        bytes.extend_from_slice(json.as_bytes());
        bytes
    };
    let elsewhere = machine.work("escaped");
    for path in [
        "../work/escaped",
        "accounts/../../work/escaped",
        elsewhere.to_str().unwrap(),
        "node/escaped",
        "config/run/node.ready",
    ] {
        let mut sealing = backup::seal(Vec::new(), PASSPHRASE).unwrap();
        for bytes in [
            frame(json!({ "Begin": { "format": 1, "made_ms": 0, "store": false } })),
            frame(json!({ "File": { "path": path, "size": 1, "hash": "00" } })),
            b"x".to_vec(),
        ] {
            sealing.write_all(&bytes).unwrap();
        }
        let file = machine.write("made-up.backup", sealing.finish().unwrap());
        restore(&machine, "", &file)
            .fails(Kind::Damaged)
            .says("none that medink gives");
        assert!(is_empty(&machine) && !elsewhere.exists(), "{path}");
    }
}

#[test]
fn passphrases_and_places_are_asked_for_as_everywhere() {
    let given = Given::new();
    let world = &given.world;
    let file = world.work("machine.backup");
    let weak = world.write("weak", "12345678\n");
    world
        .medink("backup")
        .arg(&file)
        .option("--backup-passphrase-file", &weak)
        .fails(Kind::Usage)
        .says("easy to guess");
    world
        .medink("backup")
        .arg(&file)
        .fails(Kind::Usage)
        .says("terminal");
    with_passphrase(world, world.medink("backup").arg("-"))
        .fails(Kind::Usage)
        .says("--json");
    with_passphrase(world, world.medink("backup").arg(world.work("nowhere").join("x"))).fails(Kind::Io);
    assert!(!file.exists());
    // A pipe gets the backup, and nothing but that.
    let piped = with_passphrase(world, world.medink("backup --with-store").arg("-"))
        .text()
        .run();
    piped.succeeded();
    assert!(piped.err.contains("could not be read back"), "{piped}");
    let checked = with_passphrase(world, world.medink("restore --verify").arg("-"))
        .input(&piped.out)
        .ok();
    assert_eq!(checked["store"], true);
    with_passphrase(world, world.medink("restore").arg("-"))
        .input(&piped.out)
        .fails(Kind::Usage);
    // Asked for twice, and shown never.
    let mut asked = world.medink("backup").arg(&file).at_a_terminal(100);
    asked.until("Passphrase of the backup");
    asked.until_hidden();
    asked.types(&format!("{PASSPHRASE}\n"));
    asked.until("The same again");
    asked.until_hidden();
    asked.types("another one altogether\n");
    let seen = asked.wait().ended_with(2).says("differ");
    assert!(!seen.screen.contains("staple"), "{seen}");
    assert!(!file.exists());
}

#[test]
fn a_backup_while_a_large_upload_goes_on_is_whole() {
    let given = Given::new();
    let large = given.world.work("large.bin");
    files::large(&large, 60_000_000);
    let upload = given
        .world
        .medink("record add")
        .arg(&large)
        .acting("ada")
        .text()
        .start();
    let file = given.backup("--with-store");
    upload.wait().succeeded();
    let new = Machine::at(given.world.rpc());
    restore(&new, "", &file).ok();
    assert_eq!(given.open(&new, "ada", 1), b"one");
    // What was under way then is recorded by now: nothing of it waits, and nothing is done twice.
    new.medink("record list").acting("ada").ok();
    assert_eq!(
        given
            .world
            .ledger()
            .records(medink_types::AccountId::from(address(&given)))
            .len(),
        2
    );
    let left = files::below(&new.home().join("journal"));
    assert!(left.is_empty(), "{left:?}");
}

/// The patient's address as the chain has it.
fn address(given: &Given) -> [u8; 32] {
    medink_seal::ss58::decode(&given.patient).unwrap().1
}
