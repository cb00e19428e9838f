//! The archive as a file: ZIP (APPNOTE 6.3.10, with ZIP64 for what is large), written from its beginning to its end, so that
//! it can go out as it is made. Constant memory, and nothing beside it on a disk.
//!
//! A sealed one is a ZIP that holds one other, encrypted with AES-256 as WinZip specifies it (AE-2). Names, sizes and
//! the number of files would else stand in it for everybody to read.
//!
//! What was not finished does not look as if it were: without its end no program opens it.

use crate::destination::failed;
use crate::error::{Error, Kind, Result};
use crate::files::Naming;
use jiff::{Timestamp, tz::TimeZone};
use medink_words::said;
use std::io::{self, ErrorKind, Read, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use zeroize::Zeroizing;
use zip::result::ZipError;
use zip::write::{SimpleFileOptions, StreamWriter};
use zip::{AesMode, CompressionMethod, DateTime, ZipWriter};

/// medink's word for it in errors.
pub(super) const WHAT: Naming = || said!("core-the-archive");

/// The name of the one file in a sealed archive.
pub(super) const WITHIN: &str = "medink.zip";

/// From so many bytes on a file has the fields of ZIP64: compressing may make it larger than it is.
const LARGE: u64 = 3 * 1024 * 1024 * 1024;

/// How much is read at a time, in bytes.
const PIECE: usize = 64 * 1024;

type Zip<W> = ZipWriter<StreamWriter<W>>;

/// An archive that is being written. Dropping it writes no more.
pub(super) struct Packer {
    zip: Option<Layers>,
    shut: Arc<AtomicBool>,
}

enum Layers {
    Open(Box<Zip<Gate>>),
    Sealed(Box<Zip<Zip<Gate>>>),
}

/// Where the archive goes; shut when something has failed. The writers behind it write an end when they are dropped,
/// and half an archive with an end would pass for a whole one.
struct Gate {
    out: Box<dyn Write + Send>,
    shut: Arc<AtomicBool>,
}

impl Gate {
    fn tried<T>(&mut self, shut: T, write: impl FnOnce(&mut dyn Write) -> io::Result<T>) -> io::Result<T> {
        if self.shut.load(Ordering::Relaxed) {
            return Ok(shut);
        }
        let done = write(self.out.as_mut());
        if done
            .as_ref()
            .is_err_and(|error| error.kind() != ErrorKind::Interrupted)
        {
            self.shut.store(true, Ordering::Relaxed);
        }
        done
    }
}

impl Write for Gate {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.tried(bytes.len(), |out| out.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.tried((), |out| out.flush())
    }
}

impl Drop for Packer {
    fn drop(&mut self) {
        self.shut.store(true, Ordering::Relaxed);
    }
}

impl Packer {
    /// Begins one: sealed where there is a password, and of about so many bytes.
    pub(super) fn begin(
        out: Box<dyn Write + Send>,
        password: Option<&Zeroizing<String>>,
        about: u64,
    ) -> Result<Self> {
        let shut = Arc::new(AtomicBool::new(false));
        let gate = Gate {
            out,
            shut: shut.clone(),
        };
        let zip = match password {
            None => Layers::Open(Box::new(ZipWriter::new_stream(gate))),
            Some(password) => {
                let mut outer = ZipWriter::new_stream(gate);
                let options = SimpleFileOptions::default()
                    .compression_method(CompressionMethod::Stored)
                    .unix_permissions(0o600)
                    .large_file(about >= LARGE)
                    .with_aes_encryption_bytes(AesMode::Aes256, password.as_bytes());
                outer.start_file(WITHIN, options).map_err(unwritten)?;
                Layers::Sealed(Box::new(ZipWriter::new_stream(outer)))
            }
        };
        Ok(Packer { zip: Some(zip), shut })
    }

    /// Packs a file of about `size` bytes. Where its source fails what there was of it stays, and why is returned: the
    /// archive goes on.
    pub(super) fn file(
        &mut self,
        name: &str,
        time_ms: u64,
        size: u64,
        source: &mut dyn Read,
    ) -> Result<Option<io::Error>> {
        let mut options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .compression_level(Some(1))
            .unix_permissions(0o600)
            .large_file(size >= LARGE);
        if let Some(time) = time(time_ms) {
            options = options.last_modified_time(time);
        }
        let mut piece = Zeroizing::new(vec![0; PIECE]);
        let out: &mut dyn Write = match self.zip.as_mut() {
            Some(Layers::Open(zip)) => {
                zip.start_file(name, options).map_err(unwritten)?;
                zip
            }
            Some(Layers::Sealed(zip)) => {
                zip.start_file(name, options).map_err(unwritten)?;
                zip
            }
            None => return Err(over()),
        };
        loop {
            let read = match source.read(&mut piece) {
                Ok(0) => return Ok(None),
                Ok(read) => read,
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => return Ok(Some(error)),
            };
            let bytes = piece.get(..read).unwrap_or_default();
            out.write_all(bytes).map_err(|error| failed(WHAT, &error))?;
        }
    }

    /// Writes the end.
    pub(super) fn finish(mut self) -> Result<()> {
        let mut gate = match self.zip.take() {
            Some(Layers::Open(zip)) => zip.finish().map_err(unwritten)?.into_inner(),
            Some(Layers::Sealed(zip)) => {
                let outer = zip.finish().map_err(unwritten)?.into_inner();
                outer.finish().map_err(unwritten)?.into_inner()
            }
            None => return Err(over()),
        };
        gate.flush().map_err(|error| failed(WHAT, &error))
    }
}

fn unwritten(error: ZipError) -> Error {
    match error {
        ZipError::Io(error) => failed(WHAT, &error),
        // What it says may repeat a file's name.
        _ => Error::new(Kind::Internal, said!("core-archive-zip")),
    }
}

fn over() -> Error {
    Error::new(Kind::Internal, said!("core-archive-ended"))
}

/// A point in time as ZIP has it; none before 1980.
fn time(ms: u64) -> Option<DateTime> {
    let at = Timestamp::from_millisecond(i64::try_from(ms).ok()?)
        .ok()?
        .to_zoned(TimeZone::UTC);
    let part = |value: i8| u8::try_from(value).ok();
    DateTime::from_date_and_time(
        u16::try_from(at.year()).ok()?,
        part(at.month())?,
        part(at.day())?,
        part(at.hour())?,
        part(at.minute())?,
        part(at.second())?,
    )
    .ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;
    use std::sync::Mutex;
    use zip::ZipArchive;

    /// What was written, for those who look at it afterwards.
    #[derive(Clone, Default)]
    struct Kept {
        bytes: Arc<Mutex<Vec<u8>>>,
        /// After how many bytes writing fails.
        room: Option<usize>,
    }

    impl Write for Kept {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            let mut kept = self.bytes.lock().unwrap();
            if self.room.is_some_and(|room| kept.len() + bytes.len() > room) {
                return Err(ErrorKind::StorageFull.into());
            }
            kept.extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    impl Kept {
        fn archive(&self) -> zip::result::ZipResult<ZipArchive<Cursor<Vec<u8>>>> {
            ZipArchive::new(Cursor::new(self.bytes.lock().unwrap().clone()))
        }
    }

    /// Gives some bytes, and then fails.
    struct Torn(&'static [u8]);

    impl Read for Torn {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            match std::mem::take(&mut self.0) {
                [] => Err(ErrorKind::InvalidData.into()),
                bytes => {
                    buffer[..bytes.len()].copy_from_slice(bytes);
                    Ok(bytes.len())
                }
            }
        }
    }

    fn read(archive: &mut ZipArchive<Cursor<Vec<u8>>>, name: &str) -> Vec<u8> {
        let mut bytes = Vec::new();
        archive.by_name(name).unwrap().read_to_end(&mut bytes).unwrap();
        bytes
    }

    #[test]
    fn what_was_packed_comes_out_and_a_torn_source_costs_its_own_file() {
        let kept = Kept::default();
        let mut packer = Packer::begin(Box::new(kept.clone()), None, 0).unwrap();
        let large = vec![7u8; 3 * PIECE + 1];
        assert!(
            packer
                .file("records/1-ش.pdf", 1_700_000_000_000, 9, &mut large.as_slice())
                .unwrap()
                .is_none()
        );
        assert!(packer.file("2.txt", 0, 9, &mut Torn(b"half")).unwrap().is_some());
        // As one of more than 4 GiB is written.
        assert!(
            packer
                .file("3.txt", 0, u64::MAX, &mut b"three".as_slice())
                .unwrap()
                .is_none()
        );
        packer.finish().unwrap();
        let mut archive = kept.archive().unwrap();
        assert_eq!(archive.len(), 3);
        assert_eq!(read(&mut archive, "records/1-ش.pdf"), large);
        assert_eq!(read(&mut archive, "2.txt"), b"half");
        assert_eq!(read(&mut archive, "3.txt"), b"three");
    }

    #[test]
    fn a_sealed_one_opens_with_its_password_alone_and_says_nothing_without() {
        let kept = Kept::default();
        let password = Zeroizing::new("correct horse battery staple".to_owned());
        let mut packer = Packer::begin(Box::new(kept.clone()), Some(&password), 0).unwrap();
        packer
            .file("quagga-name.txt", 0, 9, &mut b"quagga-text".as_slice())
            .unwrap();
        packer.finish().unwrap();
        let bytes = kept.bytes.lock().unwrap().clone();
        assert!(!String::from_utf8_lossy(&bytes).contains("quagga"));
        let mut archive = kept.archive().unwrap();
        assert_eq!(archive.len(), 1);
        assert!(archive.by_name(WITHIN).is_err());
        assert!(archive.by_name_decrypt(WITHIN, b"another").is_err());
        let mut inner = Vec::new();
        archive
            .by_name_decrypt(WITHIN, password.as_bytes())
            .unwrap()
            .read_to_end(&mut inner)
            .unwrap();
        let mut inner = ZipArchive::new(Cursor::new(inner)).unwrap();
        assert_eq!(read(&mut inner, "quagga-name.txt"), b"quagga-text");
    }

    #[test]
    fn what_was_given_up_is_no_archive() {
        for password in [None, Some(Zeroizing::new("pass".to_owned()))] {
            let kept = Kept::default();
            let mut packer = Packer::begin(Box::new(kept.clone()), password.as_ref(), 0).unwrap();
            packer.file("1.txt", 0, 9, &mut b"one".as_slice()).unwrap();
            drop(packer);
            assert!(kept.archive().is_err());
            // Nor where there is no room for all of it.
            let kept = Kept {
                room: Some(2_000),
                ..Kept::default()
            };
            let mut packer = Packer::begin(Box::new(kept.clone()), password.as_ref(), 0).unwrap();
            // Which nothing makes smaller.
            let noise: Vec<u8> = (0..4_096u32)
                .flat_map(|n| crate::blake2_256(&n.to_le_bytes()))
                .collect();
            let error = (0..8)
                .map(|n| packer.file(&format!("{n}.bin"), 0, 9, &mut noise.as_slice()))
                .find_map(Result::err)
                .unwrap_or_else(|| packer.finish().unwrap_err());
            assert_eq!(error.kind, Kind::Io);
            assert!(kept.archive().is_err());
        }
    }
}
