#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use super::*;
use std::path::Path;

fn read(text: &str) -> Result<Config> {
    Config::read(&Source {
        path: Path::new("/c/config.toml"),
        text,
    })
}

/// The error's text, which has to name the file.
fn wrong(text: &str) -> String {
    let error = read(text).unwrap_err();
    assert_eq!(error.kind, Kind::Usage, "{error}");
    assert!(
        error
            .what
            .to_string()
            .starts_with("the config file /c/config.toml, line "),
        "{error}"
    );
    error.what.to_string()
}

#[test]
fn without_a_file_the_defaults_hold() {
    let temporary = tempfile::tempdir().unwrap();
    let folders = Folders::at(temporary.path().join("none")).unwrap();
    let config = Config::load(&folders).unwrap();
    assert_eq!(config, read("").unwrap());
    let profile = config.profile(None).unwrap();
    let expected = Profile {
        name: "embedded".into(),
        node: NodeChoice::Embedded,
        account: None,
        wait: None,
        stores: vec![StoreChoice::Embedded],
        copies: 1,
    };
    assert_eq!(profile, expected);
    assert_eq!(
        config.profile(Some("local")).unwrap().node,
        NodeChoice::At("ws://127.0.0.1:9944".into())
    );
    assert_eq!(config.profiles(), ["embedded", "local"]);
    assert!(!folders.data().exists(), "reading makes nothing");
}

#[test]
fn everything_said_is_heard() {
    let config = read(
        "profile = \"clinic\"\n[profiles.clinic]\nnode = \"wss://chain.example/rpc\"\naccount = \"anna\"\n\
         wait = \"finalized\"\n[profiles.embedded]\naccount = \"//Alice\"\n[profiles.local]\nwait = \"finalized\"\n",
    )
    .unwrap();
    let clinic = Profile {
        name: "clinic".into(),
        node: NodeChoice::At("wss://chain.example/rpc".into()),
        account: Some("anna".into()),
        wait: Some(Wait::Finalized),
        stores: vec![StoreChoice::Embedded],
        copies: 1,
    };
    assert_eq!(config.profile(None).unwrap(), clinic);
    let embedded = config.profile(Some("embedded")).unwrap();
    assert_eq!(
        (embedded.node, embedded.account.as_deref()),
        (NodeChoice::Embedded, Some("//Alice"))
    );
    let local = config.profile(Some("local")).unwrap();
    assert_eq!(
        (local.node, local.wait),
        (NodeChoice::At(LOCAL_NODE.into()), Some(Wait::Finalized))
    );
    assert_eq!(config.profiles(), ["clinic", "embedded", "local"]);
}

#[test]
fn the_built_in_local_may_be_elsewhere() {
    let config = read("[profiles.local]\nnode = \"ws://127.0.0.1:9955\"").unwrap();
    assert_eq!(
        config.profile(Some("local")).unwrap().node,
        NodeChoice::At("ws://127.0.0.1:9955".into())
    );
}

#[test]
fn an_unknown_profile_is_told_with_those_there_are() {
    let error = read("").unwrap().profile(Some("clinik")).unwrap_err();
    assert_eq!(error.kind, Kind::Usage);
    assert!(error.what.to_string().contains("embedded, local"), "{error}");
}

#[test]
fn errors_name_line_column_and_key() {
    let what = wrong("profile = \"local\"\n\n[profiles.clinic]\nnod = \"ws://a\"\n");
    assert!(
        what.contains("line 4, column 1, key profiles.clinic.nod: ") && what.contains("node"),
        "{what}"
    );
    let what = wrong("[profiles.clinic]\nnode = \"ws://a\"\nwait = \"forever\"\n");
    assert!(
        what.contains("line 3, column 8, key profiles.clinic.wait: ") && what.contains("finalized"),
        "{what}"
    );
    let what = wrong("[profiles.clinic]\nnode = 5\n");
    assert!(
        what.contains("line 2, column 8, key profiles.clinic.node: "),
        "{what}"
    );
    let what = wrong("[profiles.clinic]\nnode = \"http://a\"\n");
    assert!(
        what.contains("line 2, column 8, key profiles.clinic.node: ") && what.contains("wss://"),
        "{what}"
    );
    let what = wrong("profile = \"local\"\naccount = \"anna\"\n");
    assert!(
        what.contains("line 2, column 1, key account: unknown field"),
        "{what}"
    );
    let what = wrong("profile = \"a\"\nprofile = \"b\"\n");
    assert!(what.contains("line 2, column 1"), "{what}");
    let what = wrong("profile = \n");
    assert!(what.contains("line 1, column "), "{what}");
    assert!(!what.contains('\n'), "{what}");
}

#[test]
fn what_can_not_be_meant_is_refused_where_it_stands() {
    let what = wrong("[profiles.embedded]\naccount = \"a\"\nnode = \"ws://a\"\n");
    assert!(
        what.contains("line 3, column 8, key profiles.embedded.node"),
        "{what}"
    );
    let what = wrong("[profiles.local]\n[profiles.clinic]\naccount = \"a\"\n");
    assert!(
        what.contains("line 2, column 11, key profiles.clinic: this profile names no node"),
        "{what}"
    );
    let what = wrong("\nprofile = \"clinic\"\n");
    assert!(
        what.contains("line 2, column 11, key profile: ") && what.contains("embedded, local"),
        "{what}"
    );
    let what = wrong("[profiles.\"My Clinic\"]\nnode = \"ws://a\"\n");
    assert!(
        what.contains("line 1, column 11, key profiles.My Clinic: a profile's name"),
        "{what}"
    );
    let what = wrong("[profiles.clinic]\nnode = \"ws://a\"\naccount = \" \"\n");
    assert!(
        what.contains("line 3, column 11, key profiles.clinic.account: the account is empty"),
        "{what}"
    );
}

#[test]
fn a_folder_in_the_place_of_the_file_is_told() {
    let folders = Folders::at(tempfile::tempdir().unwrap().keep()).unwrap();
    std::fs::create_dir(folders.config_file()).unwrap();
    let error = Config::load(&folders).unwrap_err();
    assert!(
        error.what.to_string().contains("config file") && error.what.to_string().contains("is a folder"),
        "{error}"
    );
    std::fs::remove_dir_all(folders.data()).unwrap();
}

#[test]
fn node_addresses() {
    for good in [
        "ws://127.0.0.1:9944",
        "wss://chain.example",
        "wss://chain.example/rpc?key=1",
        "ws://[::1]",
        "ws://[::1]:9944/",
        " ws://a:1 ",
    ] {
        assert_eq!(node_url(good).unwrap(), good.trim());
    }
    for bad in [
        "",
        "127.0.0.1:9944",
        "http://a",
        "ws://",
        "ws:///a",
        "ws://:9944",
        "ws://a:0",
        "ws://a:65536",
        "ws://a b",
    ] {
        assert_eq!(node_url(bad).unwrap_err().kind, Kind::Usage, "{bad}");
    }
}

#[test]
fn waits_are_read_as_they_are_shown() {
    for wait in [Wait::Included, Wait::Finalized] {
        assert_eq!(wait.to_string().parse::<Wait>().unwrap(), wait);
    }
    assert_eq!("later".parse::<Wait>().unwrap_err().kind, Kind::Usage);
}

#[test]
fn stores() {
    let of = |lines: &str| {
        let text = format!("[profiles.embedded]\n{lines}\n");
        read(&text).unwrap().profile(Some("embedded")).unwrap().stores
    };
    let daemon = |url: &str, file: Option<&str>, allow_plaintext| {
        StoreChoice::Daemon(Daemon {
            url: url.into(),
            credentials_file: file.map(PathBuf::from),
            allow_plaintext,
        })
    };
    let here = "http://127.0.0.1:5001";
    assert_eq!(of(""), [StoreChoice::Embedded]);
    assert_eq!(of(&format!("ipfs = \"{here}\"")), [daemon(here, None, false)]);
    let all = format!("ipfs = \"{here}\"\nipfs-credentials-file = \"a/b\"\nipfs-allow-plaintext = true");
    assert_eq!(of(&all), [daemon(here, Some("/c/a/b"), true)]);
    let several = format!(
        "stores = [\"embedded\", \"{here}\", {{ ipfs = \"http://10.0.0.1:5001\", credentials-file = \"/x\", \
         allow-plaintext = true }}]"
    );
    assert_eq!(
        of(&several),
        [
            StoreChoice::Embedded,
            daemon(here, None, false),
            daemon("http://10.0.0.1:5001", Some("/x"), true)
        ]
    );
}

#[test]
fn copies_are_as_many_as_there_are_stores_at_most() {
    let two = "stores = [\"embedded\", \"http://127.0.0.1:5001\"]";
    let of = |lines: &str| read(&format!("[profiles.embedded]\n{lines}\n"));
    let copies = |lines: &str| of(lines).unwrap().profile(Some("embedded")).unwrap().copies;
    assert_eq!(copies(two), 1);
    assert_eq!(copies(&format!("{two}\ncopies = 2")), 2);
    assert_eq!(copies("copies = 1"), 1);
    assert!(of("copies = 1").unwrap().writes("embedded", "copies"));
    for (lines, most) in [
        (format!("{two}\ncopies = 3"), "1 to 2"),
        (format!("{two}\ncopies = 0"), "1 to 2"),
        (format!("{two}\ncopies = -1"), "1 to 2"),
        ("copies = 2".to_owned(), "1 to 1"),
    ] {
        let said = wrong(&format!("[profiles.embedded]\n{lines}\n"));
        assert!(said.contains("copies") && said.contains(most), "{lines}: {said}");
    }
    wrong("[profiles.embedded]\ncopies = \"two\"\n");
}

#[test]
fn stores_that_cannot_be() {
    let of = |lines: &str| wrong(&format!("[profiles.embedded]\n{lines}\n"));
    for (lines, what) in [
        ("ipfs = \"127.0.0.1:5001\"", "no address"),
        ("stores = []", "at least one"),
        ("stores = [\"embedded\", \"embedded\"]", "twice"),
        ("stores = [3]", "a store is \"embedded\""),
        (
            "stores = [{ ipfs = \"http://localhost:5001\", pasword = \"x\" }]",
            "a store is \"embedded\"",
        ),
        (
            "ipfs = \"http://localhost:5001\"\nstores = [\"embedded\"]",
            "not both",
        ),
        ("ipfs-credentials-file = \"x\"", "belongs to `ipfs`"),
        (
            "stores = [\"embedded\"]\nipfs-allow-plaintext = true",
            "belongs to `ipfs`",
        ),
    ] {
        let said = of(lines);
        assert!(said.contains(what), "{lines}: {said}");
    }
    let said = of("ipfs = \"http://ada:s3cret@localhost:5001\"");
    assert!(
        said.contains("ipfs-credentials-file") && !said.contains("s3cret"),
        "{said}"
    );
}
