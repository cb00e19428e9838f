//! Where something goes that a user asked for: beside the place first, then renamed, so that the place has all of it or
//! nothing. Errors never repeat the path: a file's name can say something of a patient.

use crate::error::{Error, Kind, Result};
use crate::files::Naming;
use medink_words::said;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// What a destination may replace.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Replace {
    /// Nothing, and there is no way to ask for it.
    Never,
    /// Nothing: it was not asked for.
    Unasked,
    /// A file that is there.
    Asked,
}

/// A place that can be written to. Dropping it leaves nothing.
pub struct Place {
    file: NamedTempFile,
    path: PathBuf,
    replace: Replace,
    what: Naming,
}

impl Place {
    /// Looks whether the place can be written to, so that it is known before anything else is done. `what` is medink's
    /// own word for what comes there.
    ///
    /// Errors: [`Kind::Usage`] where something is there already, [`Kind::Io`].
    pub fn prepare(path: &Path, replace: Replace, what: Naming) -> Result<Self> {
        match path.symlink_metadata() {
            Ok(about) if about.is_dir() => {
                return Err(Error::new(Kind::Usage, said!("core-destination-folder"))
                    .next(said!("core-destination-folder-next")));
            }
            Ok(_) if replace != Replace::Asked => return Err(exists(replace)),
            _ => {}
        }
        let folder = match path.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        let file = tempfile::Builder::new()
            .prefix(".medink-")
            .tempfile_in(folder)
            .map_err(|e| failed(what, &e))?;
        Ok(Place {
            file,
            path: path.to_path_buf(),
            replace,
            what,
        })
    }

    /// Where to write to. What was written is at the place after [`Place::keep`].
    pub fn writer(&self) -> Result<File> {
        self.file.as_file().try_clone().map_err(|e| failed(self.what, &e))
    }

    /// Puts what was written at the place. Its bytes are on the disk before: whatever happens, the place has all of it or
    /// what it had.
    pub fn keep(self) -> Result<()> {
        let what = self.what;
        self.file.as_file().sync_all().map_err(|e| failed(what, &e))?;
        let kept = match self.replace {
            Replace::Asked => self.file.persist(&self.path),
            Replace::Never | Replace::Unasked => self.file.persist_noclobber(&self.path),
        };
        match kept {
            Ok(_) => Ok(()),
            Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => Err(exists(self.replace)),
            Err(error) => Err(failed(what, &error.error)),
        }
    }
}

fn exists(replace: Replace) -> Error {
    let next = match replace {
        Replace::Never => said!("core-destination-exists-next"),
        Replace::Unasked | Replace::Asked => said!("core-destination-exists-force"),
    };
    Error::new(Kind::Usage, said!("core-destination-exists")).next(next)
}

/// Writing that failed. The kind of the error alone: its text may hold the path.
pub fn failed(what: Naming, error: &io::Error) -> Error {
    let error = io::Error::from(error.kind());
    let failed = Error::io(said!("core-writing-to-destination", what = what()), &error);
    failed.next(match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
            said!("core-destination-full")
        }
        io::ErrorKind::BrokenPipe => {
            said!("core-destination-pipe")
        }
        _ => said!("core-choose-folder"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn write(path: &Path, replace: Replace, text: &str) -> Result<()> {
        let place = Place::prepare(path, replace, || said!("core-the-export"))?;
        place.writer()?.write_all(text.as_bytes()).unwrap();
        place.keep()
    }

    #[test]
    fn a_place_gets_all_or_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        drop(Place::prepare(&path, Replace::Never, || said!("core-the-export")).unwrap());
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
        write(&path, Replace::Never, "one").unwrap();
        for refused in [Replace::Never, Replace::Unasked] {
            let error = write(&path, refused, "two").unwrap_err();
            assert_eq!(error.kind, Kind::Usage);
            assert_eq!(error.to_string().contains("--force"), refused == Replace::Unasked);
        }
        assert_eq!(std::fs::read(&path).unwrap(), b"one");
        write(&path, Replace::Asked, "three").unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"three");
    }

    #[test]
    fn a_full_disk_is_named() {
        let error = failed(
            || said!("core-the-opened-record"),
            &io::ErrorKind::StorageFull.into(),
        );
        assert!(
            error.kind == Kind::Io && error.to_string().contains("Free some space"),
            "{error}"
        );
    }

    #[test]
    fn what_can_not_be_written_to_is_told_without_its_name() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a-name");
        std::fs::write(&file, "").unwrap();
        for (path, kind) in [
            (folder.path().to_path_buf(), Kind::Usage),
            (folder.path().join("a-name/below"), Kind::Io),
            (folder.path().join("a-name-that-is-missing/below"), Kind::Io),
        ] {
            let error = write(&path, Replace::Asked, "").unwrap_err();
            assert_eq!(error.kind, kind, "{error}");
            assert!(
                error.next.is_some() && !error.to_string().contains("a-name"),
                "{error}"
            );
        }
    }
}
