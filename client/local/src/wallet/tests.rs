#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use super::*;
use medink_seal::ss58;
use std::os::unix::fs::PermissionsExt;
use tempfile::TempDir;

/// BIP-39's own example; its sr25519 address is in Substrate's and Polkadot.js' tests.
const PHRASE: &str = "legal winner thank year wave sausage worth useful legal winner thank yellow";
const PASSPHRASE: &str = "correct horse battery";
const ALICE: &str = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
const DEVELOPMENT: Network = Network {
    prefix: 42,
    development: true,
};
const LIVE: Network = Network {
    prefix: 42,
    development: false,
};

struct Home {
    wallet: Wallet,
    folders: Folders,
    _folder: TempDir,
}

impl Home {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let folders = Folders::at(folder.path().join("home")).unwrap();
        Home {
            wallet: Wallet::open(&folders),
            folders,
            _folder: folder,
        }
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folders.accounts().join(name)
    }

    /// A key file that says it is of this address, and can't be opened.
    fn put(&self, name: &str, address: &str) {
        self.folders.prepare().unwrap();
        let json = format!(
            r#"{{"encoded":"AAAA","encoding":{{"content":["pkcs8","sr25519"],"type":["scrypt","xsalsa20-poly1305"],
               "version":"3"}},"address":"{address}","meta":{{}}}}"#
        );
        fs::write(self.file(&format!("{name}.json")), json).unwrap();
    }
}

fn text(address: &[u8; 32]) -> String {
    ss58::encode(address, 42).unwrap()
}

#[test]
fn a_new_account_is_kept_and_opens_with_its_passphrase_and_its_phrase() {
    let home = Home::new();
    let (entry, phrase) = home.wallet.create("anna", PASSPHRASE).unwrap();
    assert_eq!(entry.name, "anna");
    assert!(entry.created.unwrap().elapsed().unwrap().as_secs() < 60);
    assert_eq!(entry.genesis, None);
    let mode = fs::metadata(home.file("anna.json")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let json = fs::read_to_string(home.file("anna.json")).unwrap();
    assert!(!json.contains(phrase.as_str()) && !json.contains(PASSPHRASE));

    assert_eq!(
        home.wallet.unlock(&entry, PASSPHRASE).unwrap().address(),
        entry.address
    );
    assert_eq!(
        Account::from_phrase(phrase.as_str()).unwrap().address(),
        entry.address
    );
    let wrong = home.wallet.unlock(&entry, "correct horse batterie").unwrap_err();
    assert_eq!(wrong.kind, Kind::Keys);
    assert!(
        !wrong.to_string().contains("batterie") && !wrong.to_string().contains("anna"),
        "{wrong}"
    );
    assert_eq!(
        home.wallet.list().unwrap(),
        [Listed {
            name: "anna".into(),
            entry: Ok(entry)
        }]
    );
}

#[test]
fn an_export_comes_in_elsewhere_under_another_passphrase() {
    let (one, two) = (Home::new(), Home::new());
    let entry = one.wallet.import_phrase("anna", PHRASE, PASSPHRASE).unwrap();
    assert_eq!(entry.address, Account::from_phrase(PHRASE).unwrap().address());
    let short = one.wallet.export(&entry, PASSPHRASE, "short").unwrap_err();
    assert_eq!(short.kind, Kind::Usage);
    let json = one
        .wallet
        .export(&entry, PASSPHRASE, "a passphrase for the road")
        .unwrap();
    assert!(
        one.wallet
            .export(&entry, "not the passphrase", "a passphrase for the road")
            .is_err()
    );

    let wrong = two
        .wallet
        .import_polkadot_js("a", &json, PASSPHRASE, "yet another one")
        .unwrap_err();
    assert_eq!(wrong.kind, Kind::Keys);
    let there = two
        .wallet
        .import_polkadot_js("a", &json, "a passphrase for the road", "yet another one")
        .unwrap();
    assert_eq!((there.name.as_str(), there.address), ("a", entry.address));
    assert_eq!(
        two.wallet.unlock(&there, "yet another one").unwrap().address(),
        entry.address
    );
}

#[test]
fn a_uri_derives_further() {
    let home = Home::new();
    let suri = format!("{PHRASE}//clinic/2///password");
    let entry = home.wallet.import_suri("derived", &suri, PASSPHRASE).unwrap();
    assert_eq!(entry.address, Account::from_suri(&suri).unwrap().address());
}

#[test]
fn nothing_is_replaced() {
    let home = Home::new();
    home.put("anna", ALICE);
    let before = fs::read(home.file("anna.json")).unwrap();
    for error in [
        home.wallet.create("anna", PASSPHRASE).unwrap_err(),
        home.wallet.import_phrase("anna", PHRASE, PASSPHRASE).unwrap_err(),
        home.wallet.check_new("anna").unwrap_err(),
        // Somebody was faster than this program.
        home.wallet
            .keep("anna", &Account::from_suri("//Bob").unwrap(), PASSPHRASE, None)
            .unwrap_err(),
    ] {
        assert_eq!(error.kind, Kind::Usage);
        assert!(error.what.to_string().contains("not replaced"), "{error}");
    }
    assert_eq!(fs::read(home.file("anna.json")).unwrap(), before);
}

#[test]
fn what_can_be_refused_at_once_makes_nothing() {
    let home = Home::new();
    let short = home.wallet.create("anna", "seven77").unwrap_err();
    assert_eq!(short.kind, Kind::Usage);
    assert!(
        short.what.to_string().contains("at least 8 characters") && !short.to_string().contains("seven77"),
        "{short}"
    );
    // Characters are counted, not bytes.
    assert!(check_passphrase("äößéçñå").is_err() && check_passphrase("äößéçñåø").is_ok());
    for name in ["", "../anna", "a/b", "Anna", ".json", "//Alice"] {
        assert_eq!(
            home.wallet.create(name, PASSPHRASE).unwrap_err().kind,
            Kind::Usage,
            "{name}"
        );
        assert_eq!(
            home.wallet.check_new(name).unwrap_err().kind,
            Kind::Usage,
            "{name}"
        );
    }
    assert!(home.wallet.check_new("anna").is_ok());
    assert_eq!(home.wallet.list().unwrap(), []);
    assert!(!home.folders.data().exists());
}

#[test]
fn phrases_are_not_repeated_in_errors() {
    let home = Home::new();
    let unknown = home
        .wallet
        .import_phrase("a", &PHRASE.replace("yellow", "yellowish"), PASSPHRASE)
        .unwrap_err();
    assert!(
        unknown.what.to_string().contains("word 12") && !unknown.to_string().contains("yellowish"),
        "{unknown}"
    );
    let order = home
        .wallet
        .import_phrase("a", &PHRASE.replace("yellow", "year"), PASSPHRASE)
        .unwrap_err();
    assert!(
        order.what.to_string().contains("checksum") && !order.to_string().contains("winner"),
        "{order}"
    );
    assert_eq!((unknown.kind, order.kind), (Kind::Usage, Kind::Usage));
}

#[test]
fn development_accounts_are_not_imported() {
    let home = Home::new();
    for error in [
        home.wallet.import_suri("a", "//Alice", PASSPHRASE).unwrap_err(),
        home.wallet
            .import_phrase(
                "a",
                "bottom drive obey lake curtain smoke basket hold race lonely fit walk",
                PASSPHRASE,
            )
            .unwrap_err(),
    ] {
        assert_eq!(error.kind, Kind::Usage);
        assert!(error.what.to_string().contains("development account"), "{error}");
    }
}

#[test]
fn damaged_files_are_listed_and_hurt_nobody_else() {
    let home = Home::new();
    home.put("good", ALICE);
    fs::write(home.file("empty.json"), "").unwrap();
    fs::write(home.file("binary.json"), [0xff; 10]).unwrap();
    fs::write(home.file("huge.json"), vec![b' '; 100_000]).unwrap();
    fs::create_dir(home.file("folder.json")).unwrap();
    fs::write(home.file("My Account.json"), "{}").unwrap();
    fs::write(home.file("notes.txt"), "not an account").unwrap();
    fs::write(home.file(".new-1234"), "half an account").unwrap();
    let listed = home.wallet.list().unwrap();
    let names: Vec<_> = listed.iter().map(|listed| listed.name.as_str()).collect();
    assert_eq!(names, ["My Account", "binary", "empty", "folder", "good", "huge"]);
    for listed in listed {
        match listed.entry {
            Ok(entry) => assert_eq!(
                (listed.name.as_str(), text(&entry.address).as_str()),
                ("good", ALICE)
            ),
            Err(error) => {
                assert_eq!(error.kind, Kind::Damaged, "{error}");
                assert!(error.next.is_some(), "{error}");
            }
        }
    }
    assert_eq!(home.wallet.find("empty", LIVE).unwrap_err().kind, Kind::Damaged);
    assert_eq!(text(&home.wallet.find(ALICE, LIVE).unwrap().address), ALICE);
}

#[test]
fn a_file_that_says_another_address_is_not_opened() {
    let home = Home::new();
    let entry = home.wallet.import_phrase("anna", PHRASE, PASSPHRASE).unwrap();
    let json = fs::read_to_string(home.file("anna.json")).unwrap();
    fs::write(home.file("anna.json"), json.replace(&text(&entry.address), ALICE)).unwrap();
    let forged = home.wallet.find("anna", LIVE).unwrap();
    assert_eq!(text(&forged.address), ALICE);
    assert_eq!(
        home.wallet.unlock(&forged, PASSPHRASE).unwrap_err().kind,
        Kind::Damaged
    );
    fs::write(home.file("anna.json"), json).unwrap();
    let exchanged = home.wallet.unlock(&forged, PASSPHRASE).unwrap_err();
    assert!(
        exchanged.kind == Kind::Damaged && exchanged.what.to_string().contains("another account"),
        "{exchanged}"
    );
    fs::remove_file(home.file("anna.json")).unwrap();
    assert_eq!(
        home.wallet.unlock(&entry, PASSPHRASE).unwrap_err().kind,
        Kind::NotFound
    );
}

#[test]
fn accounts_are_found_by_name_and_address() {
    let home = Home::new();
    home.put("anna", ALICE);
    for reference in ["anna", ALICE, " anna "] {
        let found = home.wallet.find(reference, LIVE).unwrap();
        assert_eq!(
            (found.name.as_str(), text(&found.address).as_str()),
            ("anna", ALICE)
        );
        assert_eq!(home.wallet.address(reference, LIVE).unwrap(), found.address);
        assert_eq!(
            home.wallet.resolve(reference, LIVE).unwrap().address(),
            found.address
        );
    }
    let bob = text(&Account::from_suri("//Bob").unwrap().address());
    let nobody = home.wallet.find(&bob, LIVE).unwrap_err();
    assert_eq!(nobody.kind, Kind::NotFound);
    assert_eq!(
        text(&home.wallet.address(&bob, LIVE).unwrap()),
        bob,
        "a recipient need not be of this machine"
    );

    home.put("anna-again", ALICE);
    let twice = home.wallet.find(ALICE, LIVE).unwrap_err();
    assert!(
        twice.kind == Kind::Usage && twice.what.to_string().contains("several"),
        "{twice}"
    );
    assert_eq!(text(&home.wallet.address(ALICE, LIVE).unwrap()), ALICE);
}

#[test]
fn what_names_nobody_is_told_and_not_repeated() {
    let home = Home::new();
    let unknown = home.wallet.address("berta", LIVE).unwrap_err();
    assert_eq!(unknown.kind, Kind::NotFound);
    assert!(!unknown.to_string().contains("berta"), "{unknown}");
    for reference in ["", "Berta Example", &ALICE[..20]] {
        let error = home.wallet.address(reference, LIVE).unwrap_err();
        assert_eq!(error.kind, Kind::Usage, "{reference}");
        assert!(error.what.to_string().contains("neither the name"), "{error}");
        assert!(
            reference.is_empty() || !error.to_string().contains(reference),
            "{error}"
        );
    }
    let spaced = home
        .wallet
        .address("Berta Example, born on the first of January, 1970", LIVE)
        .unwrap_err();
    assert!(
        spaced.what.to_string().contains("not an address") && !spaced.to_string().contains("1970"),
        "{spaced}"
    );
    let typo = home
        .wallet
        .address(&ALICE.replace("Grw", "Gwr"), LIVE)
        .unwrap_err();
    assert!(typo.what.to_string().contains("checksum"), "{typo}");
    let polkadot = ss58::encode(&ss58::decode(ALICE).unwrap().1, 0).unwrap();
    let error = home.wallet.address(&polkadot, LIVE).unwrap_err();
    assert_eq!(error.kind, Kind::Usage);
    assert!(error.what.to_string().contains("network prefix 0"), "{error}");
}

#[test]
fn development_accounts_act_on_development_chains_alone() {
    let home = Home::new();
    let Resolved::Development(alice) = home.wallet.resolve("//Alice", DEVELOPMENT).unwrap() else {
        panic!()
    };
    assert_eq!(text(&alice.address()), ALICE);
    assert_eq!(text(&home.wallet.address("//Alice", DEVELOPMENT).unwrap()), ALICE);
    for error in [
        home.wallet.resolve("//Alice", LIVE).unwrap_err(),
        home.wallet.address("//Alice", LIVE).unwrap_err(),
        home.wallet.address("//Alice", Network::default()).unwrap_err(),
        home.wallet.find("//Alice", DEVELOPMENT).unwrap_err(),
        home.wallet.resolve("//", DEVELOPMENT).unwrap_err(),
    ] {
        assert_eq!(error.kind, Kind::Usage, "{error}");
    }
}

#[test]
fn nothing_secret_is_shown_for_debugging() {
    let home = Home::new();
    let shown = format!("{:?}", home.wallet.resolve("//Alice", DEVELOPMENT).unwrap());
    assert!(shown.contains(ALICE) && shown.len() < 120, "{shown}");
}

#[test]
fn an_account_is_renamed_and_stays_what_it_is() {
    let home = Home::new();
    let entry = home.wallet.import_phrase("ada", PHRASE, PASSPHRASE).unwrap();
    home.put("taken", ALICE);
    for (name, kind) in [
        ("taken", Kind::Usage),
        ("Ada L", Kind::Usage),
        ("ada", Kind::Usage),
    ] {
        assert_eq!(home.wallet.rename(&entry, name).unwrap_err().kind, kind, "{name}");
    }
    let renamed = home.wallet.rename(&entry, "ada-2").unwrap();
    assert_eq!((renamed.name.as_str(), renamed.address), ("ada-2", entry.address));
    assert!(!home.file("ada.json").exists());
    assert_eq!(
        home.wallet.unlock(&renamed, PASSPHRASE).unwrap().address(),
        entry.address
    );
    let json = fs::read_to_string(home.file("ada-2.json")).unwrap();
    assert_eq!(key_file::inspect(&json).unwrap().name.as_deref(), Some("ada-2"));
    // Its old name is nobody's any more.
    let error = home.wallet.rename(&entry, "ada-3").unwrap_err();
    assert_eq!(error.kind, Kind::NotFound);
}

#[test]
fn a_passphrase_is_changed_only_by_who_knows_it() {
    let home = Home::new();
    let entry = home.wallet.import_phrase("ada", PHRASE, PASSPHRASE).unwrap();
    let before = fs::read(home.file("ada.json")).unwrap();
    let refused = [
        (
            home.wallet
                .change_passphrase(&entry, "not this one", "another one, longer"),
            Kind::Keys,
        ),
        (
            home.wallet.change_passphrase(&entry, PASSPHRASE, "short"),
            Kind::Usage,
        ),
    ];
    for (result, kind) in refused {
        assert_eq!(result.unwrap_err().kind, kind);
    }
    assert_eq!(
        fs::read(home.file("ada.json")).unwrap(),
        before,
        "nothing was touched"
    );
    home.wallet
        .change_passphrase(&entry, PASSPHRASE, "another one, longer")
        .unwrap();
    assert_eq!(
        home.wallet.unlock(&entry, PASSPHRASE).unwrap_err().kind,
        Kind::Keys
    );
    assert_eq!(
        home.wallet
            .unlock(&entry, "another one, longer")
            .unwrap()
            .address(),
        entry.address
    );
    let mode = fs::metadata(home.file("ada.json")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn an_account_is_removed_and_no_other() {
    let home = Home::new();
    let entry = home.wallet.import_phrase("ada", PHRASE, PASSPHRASE).unwrap();
    home.put("alice", ALICE);
    // Somebody put another account under its name meanwhile.
    let ada = fs::read(home.file("ada.json")).unwrap();
    fs::copy(home.file("alice.json"), home.file("ada.json")).unwrap();
    for error in [
        home.wallet.remove(&entry).unwrap_err(),
        home.wallet.rename(&entry, "ada-2").unwrap_err(),
    ] {
        assert_eq!(error.kind, Kind::Damaged, "{error}");
    }
    fs::write(home.file("ada.json"), ada).unwrap();
    home.wallet.remove(&entry).unwrap();
    assert_eq!(home.wallet.remove(&entry).unwrap_err().kind, Kind::NotFound);
    let left: Vec<String> = home
        .wallet
        .list()
        .unwrap()
        .into_iter()
        .map(|one| one.name)
        .collect();
    assert_eq!(left, ["alice"]);
}

#[test]
fn who_changes_an_account_that_another_program_changes_is_told() {
    let home = Home::new();
    let entry = home.wallet.import_phrase("ada", PHRASE, PASSPHRASE).unwrap();
    let before = fs::read(home.file("ada.json")).unwrap();
    let other = fs::File::open(home.file("ada.json")).unwrap();
    other.lock().unwrap();
    for refused in [
        home.wallet.rename(&entry, "ada-2").map(|_| ()),
        home.wallet
            .change_passphrase(&entry, PASSPHRASE, "another one, longer"),
        home.wallet.remove(&entry),
    ] {
        let error = refused.unwrap_err();
        assert_eq!(error.kind, Kind::Unreachable, "{error}");
        assert!(
            error.what.to_string().contains("another program") && error.next.is_some(),
            "{error}"
        );
    }
    assert_eq!(
        fs::read(home.file("ada.json")).unwrap(),
        before,
        "nothing was touched"
    );
    // Reading needs no lock, and what was locked can be changed again.
    home.wallet.unlock(&entry, PASSPHRASE).unwrap();
    drop(other);
    let renamed = home.wallet.rename(&entry, "ada-2").unwrap();
    home.wallet.remove(&renamed).unwrap();
    assert_eq!(home.wallet.list().unwrap(), []);
}

#[test]
fn of_two_new_names_at_once_one_holds() {
    let home = Home::new();
    let mut entry = home.wallet.import_phrase("ada", PHRASE, PASSPHRASE).unwrap();
    for round in 0..20 {
        let (one, two) = (format!("one-{round}"), format!("two-{round}"));
        let (first, second) = std::thread::scope(|scope| {
            let first = scope.spawn(|| home.wallet.rename(&entry, &one));
            let second = scope.spawn(|| home.wallet.rename(&entry, &two));
            (first.join().unwrap(), second.join().unwrap())
        });
        let (won, lost) = match first {
            Ok(won) => (won, second.unwrap_err()),
            Err(lost) => (second.unwrap(), lost),
        };
        assert!(matches!(lost.kind, Kind::Unreachable | Kind::NotFound), "{lost}");
        let names: Vec<_> = home
            .wallet
            .list()
            .unwrap()
            .into_iter()
            .map(|one| one.name)
            .collect();
        assert_eq!(names, [won.name.as_str()]);
        entry = won;
    }
}

#[test]
fn a_removed_account_does_not_come_back_with_a_new_passphrase() {
    let home = Home::new();
    let entry = home.wallet.import_phrase("ada", PHRASE, PASSPHRASE).unwrap();
    let (changed, removed) = std::thread::scope(|scope| {
        let changed = scope.spawn(|| {
            home.wallet
                .change_passphrase(&entry, PASSPHRASE, "another one, longer")
        });
        let removed = scope.spawn(|| home.wallet.remove(&entry));
        (changed.join().unwrap(), removed.join().unwrap())
    });
    assert!(changed.is_ok() || removed.is_ok(), "one of them wins");
    assert_eq!(home.file("ada.json").exists(), removed.is_err());
    if removed.is_err() {
        home.wallet.unlock(&entry, "another one, longer").unwrap();
    }
}
