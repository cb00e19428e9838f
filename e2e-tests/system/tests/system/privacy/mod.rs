//! Nobody without a key sees anything: the story is played with words of its own in everything that people write,
//! then all that is left behind is searched for them: the chain's state, transactions and events, the store, the
//! journal, the node's files and log, what commands print, errors too.

mod mistakes;
mod words;

use e2e_system::people::{ADMIN, HOUSE, account, address, card};
use e2e_system::scan::{Finding, Scanner};
use e2e_system::{Call, Dump, Ledger, Machine, Run, documents, files, place_of};
use medink_seal::ss58;
use medink_types::AccountId;
use nix::sys::signal::Signal;
use serde_json::Value;
use std::cell::RefCell;
use std::fs;
use std::path::Path;

/// The patient, an account of the wallet.
const PATIENT: &str = "p";

/// The machine that the story is played on, and all that commands printed that were not asked to show anything.
struct Stage {
    machine: Machine,
    printed: RefCell<Vec<(String, Vec<u8>)>>,
    /// The patient's address.
    patient: String,
    /// The phrase of the patient's account.
    phrase: String,
}

#[test]
fn nothing_that_people_write_is_left_in_plaintext() {
    let stage = Stage::set();
    stage.play();
    stage.fails();
    stage.interrupts();

    let ledger = Ledger::open(&stage.machine);
    let secrets = [stage.phrase.clone(), passphrase()];
    let scanner = Scanner::new(words::all().into_iter().chain(secrets));
    let dump = ledger.dump();
    stage.dump_is_whole(&ledger, &dump);
    stage.scan_finds_what_is_there(&scanner);
    stage.shows_to_those_who_may_see(&scanner);
    stage.log_is_whole();

    let mut found = Vec::new();
    for (place, bytes) in dump.state.iter().chain(&dump.extrinsics).chain(&dump.events) {
        found.extend(scanner.find(place, bytes));
    }
    for (place, bytes) in stage.printed.borrow().iter() {
        found.extend(scanner.find(place, bytes));
    }
    found.extend(stage.on_disk(&scanner));
    let told: Vec<String> = found
        .iter()
        .map(|f| format!("{:?}, {}, at byte {} of {}", f.word, f.written, f.offset, f.place))
        .collect();
    assert!(
        told.is_empty(),
        "{} places show what nobody may see:\n{}",
        told.len(),
        told.join("\n")
    );
}

impl Stage {
    fn set() -> Self {
        let machine = Machine::running();
        fs::write(machine.passphrase_file(), passphrase()).unwrap();
        let deployed = machine.medink("deploy").acting(ADMIN).text().run();
        deployed.succeeded();
        let made = machine.medink(&format!("account new {PATIENT}")).ok();
        let text = |name: &str| made[name].as_str().unwrap().to_owned();
        let stage = Stage {
            printed: RefCell::default(),
            patient: text("address"),
            phrase: text("phrase"),
            machine,
        };
        stage.keep(&deployed);
        stage
    }

    /// Runs a command that succeeds and shows nothing of anybody, and keeps what it prints.
    fn quiet(&self, call: Call<'_>) {
        // With all that the log can say, which is searched as well.
        let run = call.variable("MEDINK_LOG", "trace").text().run();
        run.succeeded();
        self.keep(&run);
    }

    fn keep(&self, run: &Run) {
        let mut printed = self.printed.borrow_mut();
        printed.push((format!("standard output of `{}`", run.shown), run.out.clone()));
        printed.push((
            format!("standard error of `{}`", run.shown),
            run.err.clone().into_bytes(),
        ));
    }

    fn play(&self) {
        let machine = &self.machine;
        let medink = |words: &str| machine.medink(words);
        let house = card(HOUSE).to_text();
        let patient = medink(&format!("account show {PATIENT} --card")).ok()["card"]
            .as_str()
            .unwrap()
            .to_owned();
        for (role, card, profile) in [
            ("doctor", &house, words::doctor("desk")),
            ("patient", &patient, words::patient("desk")),
        ] {
            let call = medink(&format!("admin register-{role} {card} --fund 1000 --details -"));
            self.quiet(call.input(profile.to_string()).acting(ADMIN));
        }
        let updates = [
            ("doctor", HOUSE, words::doctor("own")),
            ("patient", PATIENT, words::patient("own")),
        ];
        for (role, who, profile) in updates {
            self.quiet(
                medink(&format!("{role} update --details -"))
                    .input(profile.to_string())
                    .acting(who),
            );
        }
        let documents = [
            ("letter", documents::pdf(&words::content("letter"))),
            ("pulse", documents::fhir(&words::content("pulse"))),
            ("scan", documents::dicom(&words::content("scan"))),
        ];
        for (name, bytes) in &documents {
            let file = machine.write(&words::file_name(name), bytes);
            let call = medink("record add --details -").arg(&file).acting(PATIENT);
            self.quiet(call.input(words::details(name).to_string()));
        }
        // Several at once, called as their files are.
        let files = documents.map(|(name, _)| machine.work(&words::file_name(name)));
        self.quiet(medink("record add").args(&files[..2]).acting(PATIENT));
        self.quiet(medink(&format!("consent grant {HOUSE} --whole-history --until 30d")).acting(PATIENT));
        for kind in words::NOTES {
            let call = medink(&format!(
                "note add --patient {} --kind {kind} --details -",
                self.patient
            ));
            self.quiet(call.input(words::note(kind).to_string()).acting(HOUSE));
        }
        let file = machine.write(&words::file_name("corrected"), words::content("corrected"));
        let call = medink("record amend 2 --details -").arg(&file);
        self.quiet(
            call.input(words::details("corrected").to_string())
                .acting(PATIENT),
        );
        let call =
            medink("note add --kind diagnosis --about 2 --details -").option("--patient", &self.patient);
        self.quiet(call.input(words::note("diagnosis").to_string()).acting(HOUSE));
        let call = medink("record rename 1 --details -").acting(PATIENT);
        self.quiet(call.input(words::details("renamed").to_string()));
        // What is looked for, and is not found, is not repeated either.
        let call = medink("record search").acting(PATIENT);
        self.quiet(call.input(words::content("pulse")));
        for who in [HOUSE, PATIENT] {
            let call = medink("record get 1 --force --output").arg(machine.work("opened"));
            self.quiet(call.option("--patient", &self.patient).acting(who));
        }
        self.quiet(
            medink("record list")
                .option("--patient", &self.patient)
                .acting(HOUSE),
        );
        self.quiet(medink("doctor patients").acting(HOUSE));
        self.quiet(medink("consent list").acting(PATIENT));
        self.quiet(medink(&format!("consent revoke {HOUSE} --reencrypt")).acting(PATIENT));
        self.quiet(medink("record erase 3 --yes").acting(PATIENT));
        self.quiet(
            medink("account export --output")
                .arg(machine.work("account.json"))
                .arg(PATIENT),
        );
        for words in [
            "audit list --last 1000",
            "params show",
            "status",
            "account list",
            "admin list",
        ] {
            self.quiet(medink(words));
        }
        self.quiet(medink("audit export --output").arg(machine.work("log.jsonl")));
        self.quiet(medink("audit verify").arg(machine.work("log.jsonl")));
    }

    /// Leaves an upload behind that was stored and noted in the journal, but not recorded.
    fn interrupts(&self) {
        let machine = &self.machine;
        let file = machine.work(&words::file_name("interrupted"));
        files::large(&file, 40_000_000);
        let mut bytes = fs::read(&file).unwrap();
        bytes.splice(0..0, words::content("interrupted").bytes());
        fs::write(&file, bytes).unwrap();
        let details = machine.write("details", words::details("interrupted").to_string());
        let call = machine
            .medink("record add")
            .arg(&file)
            .option("--details", &details);
        let mut upload = call.acting(PATIENT).text().start();
        let blocks = machine.home().join("store/blocks");
        let before = files::below(&blocks).len();
        upload.until("its first block was stored", || {
            files::below(&blocks).len() > before
        });
        let frozen = machine.freeze_node();
        let noted = || machine.journal();
        upload.until("it was noted in the journal", || !noted().is_empty());
        upload.signal(Signal::SIGKILL);
        let run = upload.wait();
        assert_eq!(run.signal, Some(Signal::SIGKILL as i32), "{run}");
        self.keep(&run);
        drop(frozen);
        assert_eq!(noted().len(), 1, "the journal has something to be searched");
    }

    /// The log that is searched is one: it tells of chain, store and wallet.
    fn log_is_whole(&self) {
        let printed = self.printed.borrow();
        let log: String = printed
            .iter()
            .filter(|(place, _)| place.starts_with("standard error"))
            .map(|(_, bytes)| String::from_utf8_lossy(bytes))
            .collect();
        for line in [
            "asked the node",
            "written",
            "patient.add_medical_record",
            "asked the store",
            "opened a key file",
        ] {
            assert!(log.contains(line), "the log says nothing of {line:?}");
        }
    }

    /// What is searched is what is there: public things are found in each part of it.
    fn dump_is_whole(&self, ledger: &Ledger, dump: &Dump) {
        let patient: AccountId = ss58::decode_for(&self.patient, ss58::SUBSTRATE).unwrap().into();
        let cid = place_of(&ledger.records(patient)[0]);
        let secret = account(HOUSE).encryption(1).unwrap();
        let key = secret.recipient().key.as_bytes();
        let has = |pieces: &[(String, Vec<u8>)], bytes: &[u8]| {
            pieces
                .iter()
                .any(|(_, piece)| piece.windows(bytes.len()).any(|window| window == bytes))
        };
        for (what, bytes) in [
            ("a content identifier", &cid[..]),
            ("an encryption key", &key[..]),
        ] {
            assert!(has(&dump.state, bytes), "{what} is in the state");
            assert!(has(&dump.extrinsics, bytes), "{what} is in a transaction");
        }
        let id: &[u8] = patient.as_ref();
        assert!(
            has(&dump.events, id) && has(&dump.state, id),
            "the patient's account is in both"
        );
        let store = files::sizes(&self.machine.home().join("store"));
        assert!(
            store.values().sum::<u64>() > 40_000_000,
            "the store has the interrupted upload"
        );
    }

    /// The search goes through every folder and knows every writing: a word put there is found, and goes again.
    fn scan_finds_what_is_there(&self, scanner: &Scanner) {
        let home = self.machine.home();
        for folder in [
            "store/blocks",
            "journal",
            "memory",
            "node",
            "run",
            "deployments",
            "accounts",
        ] {
            let file = home.join(folder).join("planted");
            for pattern in scanner
                .patterns()
                .iter()
                .filter(|p| p.word == words::word("letter-title"))
            {
                fs::write(&file, [b"before", pattern.bytes.as_slice(), b"behind"].concat()).unwrap();
                let found = scan_file(scanner, &file);
                assert!(
                    found
                        .iter()
                        .any(|f| f.written == pattern.written && f.offset == 6),
                    "{} was not found in {folder}",
                    pattern.written
                );
            }
            assert!(
                !self.on_disk(scanner).is_empty(),
                "a file in {folder} is searched"
            );
            fs::remove_file(&file).unwrap();
        }
    }

    /// The words were there to be seen: those who may see them do.
    fn shows_to_those_who_may_see(&self, scanner: &Scanner) {
        let machine = &self.machine;
        let sees = |what: &str, bytes: &[u8], word: String| {
            assert!(
                scanner.find(what, bytes).iter().any(|f| f.word == word),
                "{what} shows {word:?}"
            );
        };
        let show = |call: Call<'_>| -> Run {
            let run = call.run();
            run.succeeded();
            // Standard error shows nothing even then.
            self.printed.borrow_mut().push((
                format!("standard error of `{}`", run.shown),
                run.err.clone().into(),
            ));
            run
        };
        for (number, document) in [(1, "letter"), (2, "pulse"), (9, "corrected")] {
            let out = machine.work("seen");
            let call = machine
                .medink(&format!("record get {number} --force --output"))
                .arg(&out)
                .acting(PATIENT);
            let run = show(call);
            sees("the answer", &run.out, words::word(&format!("{document}-title")));
            sees("the answer", &run.out, words::word(&format!("{document}-file")));
            sees(
                "the opened document",
                &fs::read(&out).unwrap(),
                words::content(document),
            );
        }
        let listed = show(machine.medink("record list").acting(PATIENT));
        sees("the list", &listed.out, words::word("medication-title"));
        let found = show(
            machine
                .medink("record search")
                .input(words::word("renamed-title"))
                .acting(PATIENT),
        );
        sees("what was found", &found.out, words::word("renamed-kind"));
        let profile = show(machine.medink("patient show").acting(PATIENT));
        let shown: Value = profile.envelope()["data"]["profile"].clone();
        assert_eq!(shown, words::patient("own"));
        let doctor = show(machine.medink(&format!("doctor show {}", address(HOUSE))));
        assert_eq!(doctor.envelope()["data"]["profile"], words::doctor("own"));
    }

    /// Everything that medink and its node have written, by names and by content. Not the files that its user wrote
    /// and those that were opened for the user.
    fn on_disk(&self, scanner: &Scanner) -> Vec<Finding> {
        let machine = &self.machine;
        let folders = [machine.home(), machine.temporary(), machine.folder().join("user")];
        let mut found = Vec::new();
        for file in folders.iter().flat_map(|folder| files::below(folder)) {
            found.extend(scan_file(scanner, &file));
        }
        found
    }
}

fn scan_file(scanner: &Scanner, file: &Path) -> Vec<Finding> {
    let place = file.display().to_string();
    let mut found = scanner.find(&format!("the name of {place}"), place.as_bytes());
    found.extend(scanner.find(&place, &fs::read(file).unwrap()));
    found
}

fn passphrase() -> String {
    words::plain("passphrase-of-the-patient")
}
