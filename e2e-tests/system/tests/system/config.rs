//! The config file as its user sees and changes it.

use e2e_system::Machine;
use medink_core::Kind;
use serde_json::Value;
use std::fs;
use std::os::unix::fs::PermissionsExt;

/// A setting's value, and where it comes from.
fn setting(shown: &Value, key: &str) -> (Value, String) {
    let settings = shown["settings"].as_array().unwrap();
    let found = settings.iter().find(|one| one["key"] == key);
    let found = found.unwrap_or_else(|| panic!("{key} is not in {shown}"));
    (found["value"].clone(), found["from"].as_str().unwrap().to_owned())
}

#[test]
fn what_holds_is_shown_with_where_it_comes_from() {
    let machine = Machine::new();
    let show = || machine.medink("config show");
    let holds = |shown: &Value, key: &str, value: Value, from: &str| {
        assert_eq!(setting(shown, key), (value, from.to_owned()), "{key}");
    };
    let shown = show().ok();
    holds(&shown, "profile", "embedded".into(), "default");
    holds(&shown, "node", "embedded".into(), "default");
    holds(&shown, "account", Value::Null, "default");
    holds(&shown, "wait", Value::Null, "default");
    holds(&shown, "stores", vec!["embedded"].into(), "default");
    let home = machine.home().display().to_string();
    holds(&shown, "home", home.into(), "environment");
    let passphrase = machine.passphrase_file().display().to_string();
    holds(&shown, "passphrase-file", passphrase.into(), "environment");
    assert_eq!(shown["exists"], false);
    assert!(!machine.home().exists(), "looking makes nothing");

    machine
        .medink("config set profiles.clinic.node wss://chain.example")
        .ok();
    machine
        .medink("config set profiles.clinic.account reception")
        .ok();
    machine.medink("config set profile clinic").ok();
    machine.medink("config set ipfs http://127.0.0.1:5001").ok();
    machine
        .medink("config set ipfs-credentials-file ipfs.secret")
        .ok();
    let shown = show().ok();
    holds(&shown, "profile", "clinic".into(), "file");
    holds(&shown, "node", "wss://chain.example".into(), "file");
    holds(&shown, "account", "reception".into(), "file");
    holds(&shown, "wait", Value::Null, "default");
    holds(&shown, "stores", vec!["http://127.0.0.1:5001"].into(), "file");
    let credentials = machine.home().join("ipfs.secret").display().to_string();
    holds(&shown, "ipfs-credentials-file", vec![credentials].into(), "file");

    // The environment comes before the file, and options before both, wherever they stand.
    let from_environment = || show().variable("MEDINK_NODE_URL", "ws://127.0.0.1:1");
    holds(
        &from_environment().ok(),
        "node",
        "ws://127.0.0.1:1".into(),
        "environment",
    );
    let both = from_environment()
        .option("--node", "ws://127.0.0.1:2")
        .option("--wait", "finalized")
        .option("--ipfs", "embedded")
        .variable("MEDINK_ACCOUNT", "ada")
        .ok();
    holds(&both, "node", "ws://127.0.0.1:2".into(), "option");
    holds(&both, "wait", "finalized".into(), "option");
    holds(&both, "stores", vec!["embedded"].into(), "option");
    holds(&both, "account", "ada".into(), "environment");
    let text = from_environment().text().run();
    text.succeeded();
    assert!(text.stdout().contains("environment (MEDINK_NODE_URL)"), "{text}");
    show().option("--profile", "nobody").fails(Kind::Usage);
}

#[test]
fn the_file_is_changed_as_its_user_would() {
    let machine = Machine::new();
    let path = machine.home().join("config.toml");
    let told = machine.medink("config path").ok();
    assert_eq!(told["file"], path.display().to_string());
    let run = machine.medink("config path").text().run();
    assert_eq!(run.stdout().trim_end(), path.display().to_string());

    fs::create_dir(machine.home()).unwrap();
    fs::write(
        &path,
        "# Ours.\n\n[profiles.embedded]  # at home\nwait = \"included\" # quick\n",
    )
    .unwrap();
    let changed = machine.medink("config set wait finalized").ok();
    assert_eq!(changed["key"], "profiles.embedded.wait");
    assert_eq!(
        fs::read_to_string(&path).unwrap(),
        "# Ours.\n\n[profiles.embedded]  # at home\nwait = \"finalized\" # quick\n"
    );
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    machine.medink("config unset wait").ok();
    assert_eq!(
        fs::read_to_string(&path).unwrap(),
        "# Ours.\n\n[profiles.embedded]  # at home\n"
    );
    machine.medink("config unset wait").fails(Kind::NotFound);
}

#[test]
fn what_could_not_be_read_is_refused_and_a_mistake_is_set_right() {
    let machine = Machine::new();
    machine.medink("config set account ada").ok();
    let path = machine.home().join("config.toml");
    let before = fs::read(&path).unwrap();
    for (words, says) in [
        ("config set node wss://elsewhere.example", "own node"),
        ("config set wait long", "finalized"),
        ("config set profile nobody", "no profile of this name"),
        ("config set hidden-name x", "no such key"),
        ("config set account ada --dry-run", "nothing to try"),
    ] {
        let refused = machine.medink(words).fails(Kind::Usage).says(says);
        assert!(!refused.words().contains("hidden-name"), "{refused:?}");
    }
    assert_eq!(fs::read(&path).unwrap(), before);

    // Where the file can't be read, it can still be found and set right.
    fs::write(&path, "[profiles.embedded]\nwait = \"long\"\n").unwrap();
    machine.medink("status").fails(Kind::Usage).says("line 2");
    machine.medink("config show").fails(Kind::Usage).says("line 2");
    machine.medink("config path").ok();
    machine.medink("config set wait included").ok();
    machine.medink("config show").ok();
}

#[test]
fn two_at_once_lose_nothing() {
    let machine = Machine::new();
    let running: Vec<_> = (0..12)
        .map(|number| {
            let words = format!("config set profiles.p{number}.node wss://chain.example");
            machine.medink(&words).start()
        })
        .collect();
    for run in running {
        run.wait().succeeded();
    }
    let profiles = machine.medink("config show").ok()["profiles"]
        .as_array()
        .unwrap()
        .len();
    assert_eq!(profiles, 2 + 12);
}
