//! What takes a quarter of an hour: under a load of records, consents and log entries, everything goes wrong that can, one after
//! the other. Each step waits until all agree again; what was acknowledged in all of them is held against what is there in the
//! end.

use e2e_consortium::load::{self, Ward};
use e2e_consortium::{Book, CLINIC, Consortium, Plan, Start, clock, within};
use medink_core::Kind;
use serde_json::Value;
use std::cell::Cell;
use std::fs;
use std::thread;
use std::time::Duration;

/// How long at most until something shows.
const LONG: Duration = Duration::from_secs(600);

/// How long a network stays cut.
const MINUTE: Duration = Duration::from_secs(60);

/// MiB of the disk that fills: the node's reserve, all that its database may take, and some blocks.
const SMALL: u64 = 500;

/// What a test of the whole goes through.
struct Trial {
    all: Consortium,
    wards: Vec<Ward>,
    book: Book,
    /// What the documents are numbered from, so that none has another's name.
    from: Cell<usize>,
}

impl Trial {
    fn begin() -> Self {
        let all = Consortium::begin(&Plan {
            clinics: 4,
            stores: 3,
            far: vec![4],
            small: vec![(3, SMALL)],
            session: 10,
            ..Plan::default()
        });
        all.deploy();
        let book = Book::default();
        let wards = vec![
            Ward::open(&all, &book, "ada", [2, 3, 1]),
            Ward::open(&all, &book, "grace", [4, 1, 2]),
        ];
        let trial = Trial {
            all,
            wards,
            book,
            from: Cell::new(0),
        };
        trial.says("begun");
        trial
    }

    fn says(&self, what: &str) {
        println!("--- {what}\n{}", self.book.tell());
    }

    /// Does something under load, until so many more records were acknowledged after it, and all agree.
    fn under_load(&mut self, what: &str, records: usize, fault: impl FnOnce(&mut Consortium, &Book)) {
        let from = self.from.replace(self.from.get() + 1_000);
        let (all, book) = (&mut self.all, &self.book);
        load::during(&self.wards, book, from, || {
            fault(all, book);
            let least = book.records() + records;
            within(LONG, &format!("{what}: more is acknowledged"), || {
                (book.records() >= least).then_some(())
            });
            all.agree();
        });
        self.says(what);
    }

    fn kills(&mut self) {
        for number in 1..=4 {
            self.under_load(&format!("validator {number} was killed"), 1, |all, book| {
                all.clinic_mut(number).validator.kill();
                let least = book.records() + 1;
                within(LONG, "the others go on", || {
                    (book.records() >= least).then_some(())
                });
                all.clinic_mut(number).validator.run();
            });
        }
        self.under_load("two stores were killed", 2, |all, book| {
            for number in [1, 2] {
                all.clinic_mut(number).daemon.as_mut().unwrap().kill();
            }
            within(LONG, "clients say that too few stores have it", || {
                book.heard("of 2 copies").then_some(())
            });
            for number in [1, 2] {
                all.clinic_mut(number).daemon.as_mut().unwrap().run();
            }
        });
    }

    fn cuts(&mut self) {
        self.under_load("one was cut off for a minute", 2, |all, book| {
            all.lan.cut_off(&[1]);
            let before = book.records();
            thread::sleep(MINUTE);
            within(LONG, "three go on without it", || {
                (book.records() > before).then_some(())
            });
            all.lan.heal();
        });
        self.under_load(
            "there were two halves for longer than a client waits",
            2,
            |all, book| {
                all.lan.cut_off(&[3, 4]);
                within(LONG, "clients say that it is not final", || {
                    book.heard("finality is behind").then_some(())
                });
                let before = book.records();
                thread::sleep(MINUTE);
                assert_eq!(book.records(), before, "nothing is acknowledged meanwhile");
                for number in [1, 3] {
                    let status = all.clinic(number).medink("network status").ok();
                    assert!(status["behind"].as_u64() > Some(30), "{status}");
                }
                all.lan.heal();
            },
        );
    }

    fn bad_line(&mut self) {
        self.under_load("the line of one stalled and broke", 2, |all, _| {
            let host = all.clinic(4).host.clone();
            for _ in 0..6 {
                host.line().stall(true);
                thread::sleep(Duration::from_secs(5));
                host.line().stall(false);
                thread::sleep(Duration::from_secs(2));
                host.line().break_all();
                thread::sleep(Duration::from_secs(3));
            }
        });
    }

    fn full_disk(&mut self) {
        self.under_load("the disk of one was full", 2, |all, book| {
            let clinic = all.clinic_mut(3);
            clinic.disk().fill(1 << 20);
            // It can't refuse the blocks of others, so it stops, in order, and says why.
            let ended = clinic.validator.until_ended();
            assert!(
                ended.code().is_some(),
                "not by a signal: {ended}\n{}",
                clinic.validator.log()
            );
            assert!(
                clinic.validator.log().contains("MiB"),
                "{}",
                clinic.validator.log()
            );
            let again = clinic.validator.try_run();
            assert!(again.is_some(), "it does not start on a full disk");
            clinic.medink("network status").fails(Kind::Unreachable);
            let least = book.records() + 1;
            within(LONG, "the others go on", || {
                (book.records() >= least).then_some(())
            });
            let clinic = all.clinic_mut(3);
            clinic.disk().empty();
            clinic.validator.run();
            let daemon = clinic.daemon.as_mut().unwrap();
            if !daemon.runs() {
                daemon.run();
            }
        });
    }

    fn clocks(&mut self) {
        for by in ["+1h", "-1h"] {
            self.under_load(&format!("the clock of one was wrong by {by}"), 1, |all, book| {
                let right = all.clinic(1).validator.how().clone();
                let clinic = all.clinic_mut(1);
                clinic.validator.stop();
                clinic.validator.set(Start {
                    clock: Some(by.to_owned()),
                    ..right.clone()
                });
                clinic.validator.run();
                let least = book.records() + 2;
                within(LONG, "the others go on", || {
                    (book.records() >= least).then_some(())
                });
                // Whoever looks at another hospital sees that this one makes no block that counts.
                let account = all.clinic(1).account.clone();
                within(LONG, "it is seen that it misses its turns", || {
                    let status = all.clinic(2).medink("network status").ok();
                    let makers: &Vec<Value> = status["validators"].as_array().unwrap();
                    let one = makers
                        .iter()
                        .find(|one| one["account"] == account.as_str())
                        .unwrap();
                    (one["blocks"].as_u64() < one["turns"].as_u64()).then_some(())
                });
                // Its own client is told.
                let mut check = all.clinic(1).medink("check").acting(CLINIC);
                for (name, value) in clock::wrong_by(by) {
                    check = check.variable(name, value);
                }
                let found = check.run();
                assert!(found.stdout().contains("clock"), "{found}");
                let clinic = all.clinic_mut(1);
                clinic.validator.stop();
                clinic.validator.set(right);
                clinic.validator.run();
            });
        }
    }

    fn twins(&mut self) {
        self.under_load("one signed twice", 2, |all, book| {
            let twin_host = all.lan.add(false);
            let folder = tempfile::tempdir().unwrap();
            let original = all.clinic(1).validator.folder().to_owned();
            fs::create_dir_all(folder.path().join("keystore")).unwrap();
            for entry in fs::read_dir(original.join("keystore")).unwrap() {
                let path = entry.unwrap().path();
                fs::copy(
                    &path,
                    folder.path().join("keystore").join(path.file_name().unwrap()),
                )
                .unwrap();
            }
            fs::copy(original.join("network.json"), folder.path().join("network.json")).unwrap();
            let mut twin = e2e_consortium::Validator::new(&twin_host, folder.path());
            twin.run();
            let start = all.final_height();
            within(LONG, "the twin has caught up", || {
                (twin.final_height() >= start).then_some(())
            });
            let least = book.records() + 3;
            within(LONG, "all go on", || (book.records() >= least).then_some(()));
            // Sooner or later a node sees two blocks or two votes of one turn, and says so.
            within(LONG, "a node says that one signed twice", || {
                let mut logs = all.clinics().iter().map(|clinic| clinic.validator.log());
                logs.any(|log| log.contains("quivocat")).then_some(())
            });
            twin.kill();
        });
    }

    /// A machine burns down: chain, keys, store and accounts are gone. People have the phrase and the backup.
    fn wiped(&mut self) {
        let passphrase = self.all.clinic(2).machine.passphrase_file();
        let backup = self.all.clinic(2).machine.work("backup");
        let _ = fs::remove_file(&backup);
        self.all
            .clinic(2)
            .medink("backup")
            .arg(&backup)
            .option("--backup-passphrase-file", &passphrase)
            .ok();
        let specification = fs::read(self.all.clinic(1).validator.folder().join("network.json")).unwrap();
        let right = self.all.clinic(2).validator.how().clone();
        {
            let clinic = self.all.clinic_mut(2);
            clinic.validator.kill();
            clinic.daemon.as_mut().unwrap().kill();
            clinic.wipe();
            clinic
                .medink("restore")
                .arg(&backup)
                .option("--backup-passphrase-file", &passphrase)
                .ok();
            clinic.validator.make_keys();
            fs::write(clinic.validator.folder().join("network.json"), specification).unwrap();
            clinic.validator.set(right);
            clinic.validator.run();
            clinic.daemon.as_mut().unwrap().run();
        }
        self.all.agree();
        let clinic = self.all.clinic(2);
        clinic.medink("network keys").acting(CLINIC).ok();
        let account = clinic.account.clone();
        within(LONG, "it makes blocks again", || {
            let status = clinic.medink("network status").ok();
            let makers = status["validators"].as_array().unwrap();
            let one = makers.iter().find(|one| one["account"] == account.as_str())?;
            (one["blocks"].as_u64() > Some(0)).then_some(())
        });
        let repaired = clinic.medink("store repair").ok();
        assert!(
            repaired["stores"][0]["brought"].as_u64() > Some(0),
            "its own store had lost all: {repaired}"
        );
        self.says("a machine came back empty");
    }
}

#[test]
#[ignore = "a quarter of an hour of faults, run with `cargo xtask consortium`"]
fn everything_goes_wrong_and_nothing_that_was_acknowledged_is_lost() {
    let mut trial = Trial::begin();
    trial.kills();
    trial.cuts();
    trial.bad_line();
    trial.full_disk();
    trial.clocks();
    trial.twins();
    trial.wiped();
    trial.under_load("all is well again", 2, |_, _| {});
    let Trial {
        mut all, wards, book, ..
    } = trial;
    book.check(&mut all, &wards);
}
