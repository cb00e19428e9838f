//! On folders as a machine has them.

use super::*;
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::PathBuf;

const PASSPHRASE: &str = "correct horse battery staple";

struct Machine {
    _folder: tempfile::TempDir,
    folders: Folders,
}

impl Machine {
    fn empty() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let folders = Folders::at(folder.path().join("home")).unwrap();
        Machine {
            _folder: folder,
            folders,
        }
    }

    /// With a file of each sort.
    fn given() -> Self {
        let machine = Machine::empty();
        machine.folders.prepare().unwrap();
        for (name, text) in [
            ("accounts/ada.json", "key file"),
            ("accounts/last", "ada"),
            ("deployments/00.json", "{}"),
            ("journal/one.under-way", ""),
            ("journal/one-two.pending", "sealed"),
            ("memory/00.seen", "sealed"),
            ("memory/00.seen-lock", ""),
            ("index/00.index", "sealed"),
            ("accounts/.new-half", "half"),
            ("journal/.tmphalf", "half"),
            ("run/node.log", "words"),
            ("node/db", "chain"),
            ("store/medink-store", "medink-store 2\n"),
            ("store/blocks/SHARDING", "sharding"),
            ("store/blocks/AB/one.data", "block"),
            ("store/pins/ab/one.owner", ""),
            ("store/tmp/add-x/one.data", "half"),
            ("secrets/ipfs", "bearer:token"),
            (
                "config.toml",
                "[profiles.embedded]\nstores = [{ ipfs = \"http://127.0.0.1:5001\", credentials-file = \"secrets/ipfs\" }]\n",
            ),
        ] {
            let path = machine.path(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        machine
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folders.data().join(name)
    }

    fn backup(&self, store: bool) -> (PathBuf, Made) {
        let file = self._folder.path().join("machine.backup");
        let config = Config::load(&self.folders).unwrap();
        let source = Source {
            folders: &self.folders,
            config: &config,
            store,
        };
        let made = source.to_file(&file, PASSPHRASE).unwrap();
        (file, made)
    }
}

fn there(machine: &Machine, name: &str) -> bool {
    machine.path(name).exists()
}

#[test]
fn a_machine_comes_back_without_what_is_made_anew() {
    let old = Machine::given();
    let (file, made) = old.backup(true);
    assert_eq!(made.credentials_elsewhere, 0);
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    let bytes = fs::read(&file).unwrap();
    assert!(
        !bytes
            .windows(8)
            .any(|part| part == b"key file" || part == b"ada.json")
    );
    assert_eq!(
        verify(bytes.as_slice(), PASSPHRASE).unwrap(),
        made.contents,
        "it is checked without a file as well"
    );

    let new = Machine::empty();
    let restored = restore(&new.folders, &file, PASSPHRASE).unwrap();
    assert_eq!((restored.written, restored.there), (made.contents.files, 0));
    for name in [
        "accounts/ada.json",
        "accounts/last",
        "deployments/00.json",
        "journal/one.under-way",
        "journal/one-two.pending",
        "memory/00.seen",
        "index/00.index",
        "store/medink-store",
        "store/blocks/SHARDING",
        "store/blocks/AB/one.data",
        "store/pins/ab/one.owner",
        "secrets/ipfs",
        "config.toml",
    ] {
        let (was, is) = (
            fs::read(old.path(name)).unwrap(),
            fs::read(new.path(name)).unwrap(),
        );
        assert_eq!(was, is, "{name}");
        let mode = fs::metadata(new.path(name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
    for name in [
        "memory/00.seen-lock",
        "accounts/.new-half",
        "journal/.tmphalf",
        "run/node.log",
        "node/db",
        "store/tmp/add-x",
    ] {
        assert!(!there(&new, name), "{name}");
    }
    assert_eq!(made.contents.files, 13);
    // Again: it is all there.
    let again = restore(&new.folders, &file, PASSPHRASE).unwrap();
    assert_eq!((again.written, again.there), (0, 13));

    let without = Machine::given();
    let (_, made) = without.backup(false);
    assert_eq!((made.contents.store, made.contents.files), (false, 9));
}

#[test]
fn what_was_interrupted_goes_on_and_nothing_is_replaced() {
    let old = Machine::given();
    let (file, made) = old.backup(true);
    let new = Machine::empty();
    restore(&new.folders, &file, PASSPHRASE).unwrap();
    // As after a kill in its midst.
    for name in ["memory/00.seen", "store/blocks/AB/one.data"] {
        fs::remove_file(new.path(name)).unwrap();
    }
    let again = restore(&new.folders, &file, PASSPHRASE).unwrap();
    assert_eq!((again.written, again.there), (2, made.contents.files - 2));

    // Another file in the place of one: nothing is written, also not of those before it.
    fs::remove_file(new.path("accounts/ada.json")).unwrap();
    fs::write(new.path("memory/00.seen"), "newer!").unwrap();
    let error = restore(&new.folders, &file, PASSPHRASE).unwrap_err();
    assert_eq!(error.kind, Kind::Usage);
    assert!(!error.to_string().contains("00.seen"), "{error}");
    assert!(!there(&new, "accounts/ada.json"));
    assert_eq!(fs::read(new.path("memory/00.seen")).unwrap(), b"newer!");

    // A link is another file, whatever it leads to.
    fs::remove_file(new.path("memory/00.seen")).unwrap();
    symlink(old.path("memory/00.seen"), new.path("memory/00.seen")).unwrap();
    assert_eq!(
        restore(&new.folders, &file, PASSPHRASE).unwrap_err().kind,
        Kind::Usage
    );
}

#[test]
fn another_passphrase_and_a_damaged_backup_leave_an_empty_machine_empty() {
    let old = Machine::given();
    let (file, _) = old.backup(true);
    let good = fs::read(&file).unwrap();
    let new = Machine::empty();
    let error = restore(&new.folders, &file, "another passphrase").unwrap_err();
    assert_eq!(error.kind, Kind::Keys);
    let refused = |bytes: &[u8]| {
        fs::write(&file, bytes).unwrap();
        let error = restore(&new.folders, &file, PASSPHRASE).unwrap_err();
        assert!(matches!(error.kind, Kind::Damaged | Kind::Keys), "{error}");
        assert!(!new.folders.data().exists());
    };
    refused(&good[..good.len() - 1]);
    refused(&good[..good.len() / 2]);
    refused(&good[..20]);
    refused(b"");
    refused(b"PK\x03\x04");
    for at in [0, 6, 30, 60, 100, good.len() - 1] {
        let mut changed = good.clone();
        changed[at] ^= 1;
        refused(&changed);
    }
    refused(&[good.as_slice(), b"x"].concat());
    fs::write(&file, &good).unwrap();
    restore(&new.folders, &file, PASSPHRASE).unwrap();
}

#[test]
fn nothing_is_written_over_and_odd_files_are_told() {
    let old = Machine::given();
    let (file, _) = old.backup(false);
    let before = fs::read(&file).unwrap();
    let config = Config::load(&old.folders).unwrap();
    let source = Source {
        folders: &old.folders,
        config: &config,
        store: false,
    };
    assert_eq!(source.to_file(&file, PASSPHRASE).unwrap_err().kind, Kind::Usage);
    assert_eq!(fs::read(&file).unwrap(), before);

    let large = fs::File::create(old.path("accounts/large.json")).unwrap();
    large.set_len(frames::LARGEST + 1).unwrap();
    let elsewhere = old._folder.path().join("second.backup");
    let error = source.to_file(&elsewhere, PASSPHRASE).unwrap_err();
    assert!(
        error.kind == Kind::Io && !error.to_string().contains("large.json"),
        "{error}"
    );
    assert!(!elsewhere.exists());
    assert_eq!(
        restore(&Machine::empty().folders, &old.path("accounts"), PASSPHRASE)
            .unwrap_err()
            .kind,
        Kind::Usage
    );
}
