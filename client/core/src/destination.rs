//! Where something goes that a user asked for: beside the place first, then renamed, so that the place has all of it or
//! nothing. Errors never repeat the path: a file's name can say something of a patient.

use crate::error::{Error, Kind, Result};
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
    what: &'static str,
}

impl Place {
    /// Looks whether the place can be written to, so that it is known before anything else is done. `what` is medink's
    /// own word for what comes there.
    ///
    /// Errors: [`Kind::Usage`] where something is there already, [`Kind::Io`].
    pub fn prepare(path: &Path, replace: Replace, what: &'static str) -> Result<Self> {
        match path.symlink_metadata() {
            Ok(about) if about.is_dir() => {
                return Err(
                    Error::new(Kind::Usage, "there is a folder at the destination already")
                        .next("Add the name of a file that is to be written in it."),
                );
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

    /// Puts what was written at the place, durably.
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
        Replace::Never => "Choose another with --output.",
        Replace::Unasked | Replace::Asked => "Choose another with --output, or give --force to replace it.",
    };
    Error::new(Kind::Usage, "there is a file at the destination already").next(next)
}

/// The kind of the error alone: its text may hold the path.
pub(super) fn failed(what: &str, error: &io::Error) -> Error {
    let error = io::Error::from(error.kind());
    let failed = Error::io(format!("writing {what} to the destination given"), &error);
    failed.next(match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
            "Free some space there, or choose a place on another disk; nothing was kept."
        }
        io::ErrorKind::BrokenPipe => {
            "The program that it was handed on to has ended: look at what that one says."
        }
        _ => "Choose a folder that exists and that you may write to.",
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn write(path: &Path, replace: Replace, text: &str) -> Result<()> {
        let place = Place::prepare(path, replace, "a test")?;
        place.writer()?.write_all(text.as_bytes()).unwrap();
        place.keep()
    }

    #[test]
    fn a_place_gets_all_or_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        drop(Place::prepare(&path, Replace::Never, "a test").unwrap());
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
        let error = failed("the opened record", &io::ErrorKind::StorageFull.into());
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
