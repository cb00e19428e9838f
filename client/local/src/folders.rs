//! Where medink keeps its things: one folder of the user's, as the XDG Base Directory Specification has it.
//!
//! `$MEDINK_HOME` moves everything, the config file included; without it, data goes to `$XDG_DATA_HOME/medink`
//! (`~/.local/share/medink`) and the config file is `$XDG_CONFIG_HOME/medink/config.toml`
//! (`~/.config/medink/config.toml`). Nothing is written anywhere else, but where a command was told to.

use medink_words::{Said, Value, said};
use std::ffi::OsString;
use std::fs::{self, DirBuilder};
use std::io;
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::path::{Path, PathBuf};

use medink_core::error::{Error, Kind, Result};
use medink_core::files;

/// What may be done about a folder that is no good.
pub(crate) fn elsewhere() -> Said {
    said!("local-elsewhere")
}

/// The places on this machine. Asking for one creates nothing; see [`Folders::prepare`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folders {
    data: PathBuf,
    config_file: PathBuf,
}

impl Folders {
    /// The places that the environment says.
    ///
    /// # Errors
    /// [`Kind::Usage`] if it names none: `MEDINK_HOME`, `XDG_DATA_HOME` and `HOME` are all missing.
    pub fn from_env() -> Result<Self> {
        Self::from_variables(|name| std::env::var_os(name))
    }

    /// Everything under one folder, as `MEDINK_HOME` has it. A relative path counts from the current folder.
    ///
    /// # Errors
    /// [`Kind::Usage`] for an empty path, [`Kind::Io`] if there is no current folder.
    pub fn at(home: impl AsRef<Path>) -> Result<Self> {
        let home = home.as_ref();
        if home.as_os_str().is_empty() {
            return Err(Error::new(Kind::Usage, said!("local-folder-empty")).next(elsewhere()));
        }
        let data = std::path::absolute(home)
            .map_err(|error| Error::io(said!("local-current-folder"), &error).next(elsewhere()))?;
        Ok(Folders {
            config_file: data.join("config.toml"),
            data,
        })
    }

    fn from_variables(variable: impl Fn(&str) -> Option<OsString>) -> Result<Self> {
        let variable = |name| {
            variable(name)
                .filter(|value| !value.is_empty())
                .map(PathBuf::from)
        };
        if let Some(home) = variable("MEDINK_HOME") {
            return Self::at(home);
        }
        // The specification: a relative path is invalid, and to be ignored.
        let absolute = |name| variable(name).filter(|path| path.is_absolute());
        let base = |xdg, below_home| absolute(xdg).or_else(|| Some(absolute("HOME")?.join(below_home)));
        let (Some(data), Some(config)) = (
            base("XDG_DATA_HOME", ".local/share"),
            base("XDG_CONFIG_HOME", ".config"),
        ) else {
            let what = said!("local-no-home");
            return Err(Error::new(Kind::Usage, what).next(elsewhere()));
        };
        Ok(Folders {
            data: data.join("medink"),
            config_file: config.join("medink").join("config.toml"),
        })
    }

    /// The folder of everything but, without `MEDINK_HOME`, the config file.
    pub fn data(&self) -> &Path {
        &self.data
    }

    /// The config file, whether it is there or not.
    pub fn config_file(&self) -> &Path {
        &self.config_file
    }

    /// The accounts' encrypted key files.
    pub fn accounts(&self) -> PathBuf {
        self.data.join("accounts")
    }

    /// One file a chain: where its contracts are.
    pub fn deployments(&self) -> PathBuf {
        self.data.join("deployments")
    }

    /// The embedded node's base path.
    pub fn node(&self) -> PathBuf {
        self.data.join("node")
    }

    /// The base path of a node that is one of a network of hospitals.
    pub fn network(&self) -> PathBuf {
        self.data.join("network")
    }

    /// The embedded store: ciphertext alone.
    pub fn store(&self) -> PathBuf {
        self.data.join("store")
    }

    /// What is under way, so that it can be finished or cleaned after an interruption.
    pub fn journal(&self) -> PathBuf {
        self.data.join("journal")
    }

    /// What was seen of chains, so that no node passes an older state off as the present one.
    pub fn memory(&self) -> PathBuf {
        self.data.join("memory")
    }

    /// What is remembered of records, so that lists are there at once. Made anew where it is missing.
    pub fn index(&self) -> PathBuf {
        self.data.join("index")
    }

    /// What belongs to the embedded node's process: ready file, log, port, lock.
    pub fn run(&self) -> PathBuf {
        self.data.join("run")
    }

    /// Makes every folder that is missing, for this user alone, and proves that all can be written to, but for a disk that
    /// can only be read: what is on that is read all the same. Folders of medink's own that others could look into are
    /// closed to them; a folder that the user named is left as it is.
    ///
    /// # Errors
    /// [`Kind::Io`]: what is in the way, where.
    pub fn prepare(&self) -> Result<()> {
        make(&self.data)?;
        let mut writable = true;
        for folder in [
            self.accounts(),
            self.deployments(),
            self.node(),
            self.store(),
            self.journal(),
            self.memory(),
            self.index(),
            self.run(),
        ] {
            make(&folder)?;
            close(&folder)?;
            writable &= prove(&folder)?;
        }
        if !writable {
            return Ok(());
        }
        for folder in [
            self.accounts(),
            self.deployments(),
            self.journal(),
            self.memory(),
            self.index(),
            self.run(),
        ] {
            files::sweep(&folder)?;
        }
        Ok(())
    }
}

/// Makes a folder, and those above it, for this user alone.
pub(crate) fn make(folder: &Path) -> Result<()> {
    DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
        .map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => {
                let what = said!("local-file-for-folder", path = folder.display().to_string());
                Error::new(Kind::Io, what).next(said!("local-move-file-away", elsewhere = elsewhere()))
            }
            io::ErrorKind::NotADirectory => {
                let what = said!("local-file-in-the-way", path = folder.display().to_string());
                Error::new(Kind::Io, what).next(said!("local-move-file-away", elsewhere = elsewhere()))
            }
            _ => unusable(folder, &error),
        })
}

/// Takes away others' rights.
fn close(folder: &Path) -> Result<()> {
    let mode = fs::metadata(folder)
        .map_err(|error| unusable(folder, &error))?
        .permissions()
        .mode();
    if mode & 0o077 == 0 {
        return Ok(());
    }
    fs::set_permissions(folder, fs::Permissions::from_mode(0o700)).map_err(|error| {
        let what = said!("local-folder-open", path = folder.display().to_string());
        Error::io(what, &error).next(elsewhere())
    })
}

/// A file can be made in it; false on a disk that can only be read. What is on it is read all the same: whoever has something
/// to write there is told then.
fn prove(folder: &Path) -> Result<bool> {
    match tempfile::Builder::new().prefix(".new-").tempfile_in(folder) {
        Ok(_) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::ReadOnlyFilesystem => Ok(false),
        Err(error) => Err(unusable(folder, &error)),
    }
}

fn unusable(folder: &Path, error: &io::Error) -> Error {
    // What the temporary file's error adds is the name that it would have had.
    let reason: Value = match error.kind() {
        io::ErrorKind::PermissionDenied => said!("local-reason-no-right").into(),
        io::ErrorKind::ReadOnlyFilesystem => said!("local-reason-read-only").into(),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => said!("local-reason-full").into(),
        kind => kind.to_string().into(),
    };
    Error::new(
        Kind::Io,
        said!(
            "local-folder-unusable",
            path = folder.display().to_string(),
            reason = reason
        ),
    )
    .next(said!("local-set-right-or", elsewhere = elsewhere()))
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]
mod tests {
    use super::*;

    fn from(variables: &[(&str, &str)]) -> Result<Folders> {
        let variables = variables.to_vec();
        Folders::from_variables(|name| variables.iter().find(|(n, _)| *n == name).map(|(_, v)| v.into()))
    }

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn one_variable_moves_everything() {
        let folders = from(&[("MEDINK_HOME", "/m"), ("XDG_DATA_HOME", "/x"), ("HOME", "/h")]).unwrap();
        assert_eq!(folders.data(), Path::new("/m"));
        assert_eq!(folders.config_file(), Path::new("/m/config.toml"));
        assert_eq!(folders.accounts(), Path::new("/m/accounts"));
    }

    #[test]
    fn xdg_then_home() {
        let folders = from(&[("XDG_DATA_HOME", "/d"), ("XDG_CONFIG_HOME", "/c")]).unwrap();
        assert_eq!(folders.data(), Path::new("/d/medink"));
        assert_eq!(folders.config_file(), Path::new("/c/medink/config.toml"));
        for odd in ["", "relative/path"] {
            let folders = from(&[
                ("HOME", "/h"),
                ("XDG_DATA_HOME", odd),
                ("XDG_CONFIG_HOME", odd),
                ("MEDINK_HOME", ""),
            ])
            .unwrap();
            assert_eq!(folders.data(), Path::new("/h/.local/share/medink"));
            assert_eq!(folders.config_file(), Path::new("/h/.config/medink/config.toml"));
        }
    }

    #[test]
    fn no_home_is_told() {
        for variables in [&[][..], &[("HOME", "relative")], &[("XDG_DATA_HOME", "/d")]] {
            let error = from(variables).unwrap_err();
            assert_eq!(error.kind, Kind::Usage);
            assert!(
                error.to_string().contains("HOME") && error.to_string().contains("MEDINK_HOME"),
                "{error}"
            );
        }
        assert_eq!(Folders::at("").unwrap_err().kind, Kind::Usage);
    }

    #[test]
    fn a_relative_home_stays_where_it_was_said() {
        let folders = Folders::at("here").unwrap();
        assert_eq!(folders.data(), std::env::current_dir().unwrap().join("here"));
    }

    #[test]
    fn folders_are_made_for_their_owner_alone() {
        let temporary = tempfile::tempdir().unwrap();
        let folders = Folders::at(temporary.path().join("a/b")).unwrap();
        folders.prepare().unwrap();
        folders.prepare().unwrap();
        for folder in [
            folders.data().to_path_buf(),
            folders.accounts(),
            folders.deployments(),
            folders.node(),
            folders.store(),
            folders.journal(),
            folders.memory(),
            folders.index(),
            folders.run(),
        ] {
            assert_eq!(mode(&folder), 0o700, "{}", folder.display());
            let empty = fs::read_dir(&folder)
                .unwrap()
                .all(|entry| entry.unwrap().path().is_dir());
            assert!(empty, "no file is left in {}", folder.display());
        }
    }

    #[test]
    fn open_folders_of_ours_are_closed_and_the_users_own_is_not_touched() {
        let temporary = tempfile::tempdir().unwrap();
        let folders = Folders::at(temporary.path().join("home")).unwrap();
        for folder in [folders.data(), &folders.accounts()] {
            fs::create_dir(folder).unwrap();
            fs::set_permissions(folder, fs::Permissions::from_mode(0o755)).unwrap();
        }
        folders.prepare().unwrap();
        assert_eq!(mode(folders.data()), 0o755);
        assert_eq!(mode(&folders.accounts()), 0o700);
    }

    #[test]
    fn a_file_in_the_way_is_told() {
        let temporary = tempfile::tempdir().unwrap();
        let file = temporary.path().join("file");
        fs::write(&file, b"").unwrap();
        let itself = Folders::at(&file).unwrap().prepare().unwrap_err();
        assert!(itself.what.to_string().contains("is a file"), "{itself}");
        let below = Folders::at(file.join("deeper")).unwrap().prepare().unwrap_err();
        assert!(below.what.to_string().contains("a file is in the way"), "{below}");
        for error in [itself, below] {
            assert_eq!(error.kind, Kind::Io);
            assert!(error.to_string().contains("MEDINK_HOME"), "{error}");
        }
    }

    #[test]
    fn a_folder_without_rights_is_told() {
        // No one, root included, may make anything under /proc.
        let error = Folders::at("/proc/medink").unwrap().prepare().unwrap_err();
        assert_eq!(error.kind, Kind::Io);
        assert!(
            error.what.to_string().contains("/proc/medink") && error.to_string().contains("MEDINK_HOME"),
            "{error}"
        );
    }
}
