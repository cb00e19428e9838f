#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use super::*;
use std::os::unix::fs::{PermissionsExt, symlink};

struct Home {
    folders: Folders,
    _temporary: tempfile::TempDir,
}

impl Home {
    fn new(text: &str) -> Self {
        let temporary = tempfile::tempdir().unwrap();
        let folders = Folders::at(temporary.path().join("home")).unwrap();
        if !text.is_empty() {
            make(folders.data()).unwrap();
            fs::write(folders.config_file(), text).unwrap();
        }
        Home {
            folders,
            _temporary: temporary,
        }
    }

    fn text(&self) -> String {
        fs::read_to_string(self.folders.config_file()).unwrap_or_default()
    }

    fn set(&self, key: &str, value: &str) -> Result<Changed> {
        Config::set(&self.folders, key, value, None)
    }

    fn unset(&self, key: &str) -> Result<Changed> {
        Config::unset(&self.folders, key, None)
    }
}

const WRITTEN: &str = "\
# Ours.
profile = \"clinic\"   # the usual

[profiles.embedded] # at home
account = \"//Alice\"

# The clinic.
[profiles.clinic]
wait = \"finalized\" # slow
node = \"wss://chain.clinic.example\"

[profiles.local]
account = \"ada\"
";

#[test]
fn a_file_is_made_with_what_was_set() {
    let home = Home::new("");
    let changed = home.set("account", "ada").unwrap();
    assert_eq!(
        changed,
        Changed {
            key: "profiles.embedded.account".into(),
            was: None,
            now: Some("\"ada\"".into())
        }
    );
    home.set("profiles.clinic.node", "wss://a.example").unwrap();
    home.set("profile", "clinic").unwrap();
    home.set("wait", "finalized").unwrap();
    assert_eq!(
        home.text(),
        "profile = \"clinic\"\n[profiles.embedded]\naccount = \"ada\"\n\n[profiles.clinic]\n\
         node = \"wss://a.example\"\nwait = \"finalized\"\n"
    );
    let mode = fs::metadata(home.folders.config_file())
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o600);
    let profile = Config::load(&home.folders).unwrap().profile(None).unwrap();
    assert_eq!(
        (profile.name.as_str(), profile.wait),
        ("clinic", Some(crate::Wait::Finalized))
    );
}

#[test]
fn comments_and_order_stay() {
    let home = Home::new(WRITTEN);
    let changed = home.set("node", "wss://other.example").unwrap();
    assert_eq!(changed.was.as_deref(), Some("\"wss://chain.clinic.example\""));
    home.set("profiles.clinic.wait", "included").unwrap();
    home.set("profile", "local").unwrap();
    let expected = WRITTEN
        .replace("chain.clinic", "other")
        .replace("\"finalized\"", "\"included\"")
        .replace("profile = \"clinic\"", "profile = \"local\"");
    assert_eq!(home.text(), expected);
    // The other profile is meant now, and one can be named.
    home.unset("account").unwrap();
    Config::unset(&home.folders, "wait", Some("clinic")).unwrap();
    home.unset("profile").unwrap();
    assert_eq!(
        home.text(),
        "# Ours.\n\n[profiles.embedded] # at home\naccount = \"//Alice\"\n\n# The clinic.\n[profiles.clinic]\n\
         node = \"wss://other.example\"\n\n[profiles.local]\n"
    );
}

#[test]
fn lists_and_switches_are_read_as_they_are_typed() {
    let home = Home::new("");
    home.set("stores", "embedded, http://127.0.0.1:5001").unwrap();
    let one = home.set("stores", "[\"embedded\", { ipfs = \"http://127.0.0.1:5001\" }]");
    assert_eq!(
        one.unwrap().was.as_deref(),
        Some("[\"embedded\", \"http://127.0.0.1:5001\"]")
    );
    home.unset("stores").unwrap();
    home.set("ipfs", "http://10.0.0.1:5001").unwrap();
    home.set("ipfs-allow-plaintext", "true").unwrap();
    assert!(home.text().contains("ipfs-allow-plaintext = true\n"));
    assert_eq!(
        home.set("ipfs-allow-plaintext", "maybe").unwrap_err().kind,
        Kind::Usage
    );
    assert_eq!(home.set("stores", "[\"embedded\"").unwrap_err().kind, Kind::Usage);
}

#[test]
fn copies_are_held_against_the_stores() {
    let home = Home::new("");
    let refused = home.set("copies", "2").unwrap_err();
    assert!(refused.what.to_string().contains("1 to 1"), "{refused}");
    home.set("stores", "embedded, http://127.0.0.1:5001").unwrap();
    assert_eq!(home.set("copies", "2").unwrap().now.as_deref(), Some("2"));
    for wrong in ["0", "3", "-2", "two", "1.5", ""] {
        let refused = home.set("copies", wrong).unwrap_err();
        assert!(
            refused.kind == Kind::Usage && refused.next.is_some(),
            "{wrong}: {refused}"
        );
    }
    // Fewer stores than copies are no profile, either.
    let refused = home.set("stores", "embedded").unwrap_err();
    assert!(refused.what.to_string().contains("1 to 1"), "{refused}");
    assert!(home.text().contains("copies = 2\n"));
    home.unset("copies").unwrap();
    home.set("stores", "embedded").unwrap();
}

#[test]
fn what_could_not_be_read_is_not_written() {
    let home = Home::new(WRITTEN);
    for (key, value, says) in [
        ("node", "http://a.example", "ws://"),
        ("wait", "long", "finalized"),
        ("profile", "other", "no profile of this name"),
        ("profiles.embedded.node", "ws://a.example", "own node"),
        ("profiles.new.account", "ada", "names no node"),
        ("profiles.No.node", "ws://a.example", "a profile's name"),
        (
            "profiles.clinic.ipfs-credentials-file",
            "secret",
            "belongs to `ipfs`",
        ),
        ("account", " ", "empty"),
        ("stores", "embedded, embedded", "named twice"),
        ("nodes", "x", "no such key"),
        ("profiles.clinic", "x", "several keys"),
        ("profiles.clinic.node.x", "x", "no such key"),
    ] {
        let error = home.set(key, value).unwrap_err();
        assert_eq!(error.kind, Kind::Usage, "{key}: {error}");
        assert!(
            error.what.to_string().contains(says) && error.next.is_some(),
            "{key}: {error}"
        );
    }
    let error = home.unset("profiles.clinic").unwrap_err();
    assert!(
        error.what.to_string().contains("no profile of this name"),
        "{error}"
    );
    assert_eq!(
        home.unset("profiles.clinic.ipfs").unwrap_err().kind,
        Kind::NotFound
    );
    assert_eq!(home.text(), WRITTEN);
    home.unset("profile").unwrap();
    home.unset("profiles.clinic").unwrap();
    assert_eq!(
        Config::load(&home.folders).unwrap().profiles(),
        ["embedded", "local"]
    );
}

#[test]
fn a_mistake_can_be_set_right_and_others_are_told_where_they_stand() {
    let home = Home::new("# Mine.\n[profiles.embedded]\nwait = \"long\"\n");
    let error = home.set("account", "ada").unwrap_err();
    assert!(
        error.what.to_string().contains("line 3") && !error.what.to_string().contains("stays as it was"),
        "{error}"
    );
    home.set("wait", "included").unwrap();
    assert_eq!(home.text(), "# Mine.\n[profiles.embedded]\nwait = \"included\"\n");
    let home = Home::new("profile = \n");
    let error = home.set("account", "ada").unwrap_err();
    assert!(error.what.to_string().contains("line 1"), "{error}");
}

#[test]
fn a_link_stays_a_link() {
    let home = Home::new("");
    make(home.folders.data()).unwrap();
    let elsewhere = home._temporary.path().join("dotfiles.toml");
    fs::write(&elsewhere, "# kept elsewhere\n").unwrap();
    symlink(&elsewhere, home.folders.config_file()).unwrap();
    home.set("account", "ada").unwrap();
    assert!(
        fs::symlink_metadata(home.folders.config_file())
            .unwrap()
            .is_symlink()
    );
    let text = fs::read_to_string(&elsewhere).unwrap();
    assert_eq!(text, "# kept elsewhere\n[profiles.embedded]\naccount = \"ada\"\n");
}

#[test]
fn of_many_changes_at_once_none_is_lost() {
    let home = Home::new("");
    std::thread::scope(|scope| {
        for number in 0..8 {
            let home = &home;
            scope.spawn(move || {
                for round in 0..5 {
                    home.set(&format!("profiles.p{number}-{round}.node"), "wss://chain.example")
                        .unwrap();
                }
            });
        }
    });
    assert_eq!(Config::load(&home.folders).unwrap().profiles().len(), 2 + 40);
}

#[test]
fn a_renamed_account_is_renamed_in_every_profile() {
    let home = Home::new("");
    assert!(
        Config::rename_account(&home.folders, "ada", "lady")
            .unwrap()
            .is_empty()
    );
    assert!(!home.folders.data().exists(), "nothing is made for it");
    let text = format!("{WRITTEN}[profiles.two]\nnode = \"ws://a.example\" \naccount = 'ada' # she\n");
    let home = Home::new(&text);
    let renamed = Config::rename_account(&home.folders, "ada", "lady").unwrap();
    assert_eq!(renamed, ["local", "two"]);
    let expected = text.replace("\"ada\"", "\"lady\"").replace("'ada'", "\"lady\"");
    assert_eq!(home.text(), expected);
    assert!(
        Config::rename_account(&home.folders, "ada", "lady")
            .unwrap()
            .is_empty()
    );
}
