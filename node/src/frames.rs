//! Two files that entries are appended to, durably; the older one goes when the
//! newer one is full. What an entry holds is not known here.
//!
//! An entry is its length (4 bytes, the lowest first), TwoX-128 of what follows,
//! and the content. What was cut off or damaged ends the file.

use sp_io::hashing::twox_128;
use std::{
    fs::{self, File, OpenOptions},
    io::{self, BufReader, Read, Write},
    path::{Path, PathBuf},
};

/// Bytes of an entry before its content.
const FRAME: usize = 4 + 16;

/// The files, with the end of the newer one.
pub struct Frames {
    current: PathBuf,
    older: PathBuf,
    file: File,
    length: u64,
    /// Whether there may be more in the newer file than its length says, which
    /// could not be removed yet.
    torn: bool,
    full: u64,
}

impl Frames {
    /// Opens the files in `folder`, the newer one being full with so many bytes, and
    /// passes on what is in them, in order, up to what `take` does not understand.
    /// What does not belong to an entry that is whole is removed.
    ///
    /// # Errors
    /// What kept a file from being read or written.
    pub fn open(folder: &Path, full: u64, mut take: impl FnMut(&[u8]) -> bool) -> io::Result<Self> {
        let (current, older) = (folder.join("blocks.recent"), folder.join("blocks.older"));
        read(&older, &mut take)?;
        let length = read(&current, &mut take)?;
        let file = OpenOptions::new().create(true).append(true).open(&current)?;
        // Its name is durable before anything in it is relied on.
        File::open(folder)?.sync_all()?;
        let mut frames = Self {
            current,
            older,
            file,
            length,
            torn: false,
            full,
        };
        frames.cut(length)?;
        Ok(frames)
    }

    /// Makes an entry durable. How long the newer file was before it.
    ///
    /// # Errors
    /// What kept it from being written; then nothing of it is there.
    pub fn append(&mut self, content: &[u8]) -> io::Result<u64> {
        if self.torn {
            // What stands behind it would not be found again.
            self.cut(self.length)?;
        }
        self.make_room()?;
        let before = self.length;
        let length = u32::try_from(content.len()).map_err(io::Error::other)?;
        let frame = [&length.to_le_bytes(), &twox_128(content)[..], content].concat();
        let written = self.file.write_all(&frame).and_then(|()| self.file.sync_data());
        if let Err(error) = written {
            // Half of it is removed now, or before the next.
            let _ = self.cut(before);
            return Err(error);
        }
        self.length = before + frame.len() as u64;
        Ok(before)
    }

    /// Removes what was appended since the newer file was so long.
    ///
    /// # Errors
    /// What kept the file from being written.
    pub fn cut(&mut self, length: u64) -> io::Result<()> {
        (self.length, self.torn) = (length, true);
        self.file.set_len(length)?;
        self.file.sync_data()?;
        self.torn = false;
        Ok(())
    }

    /// Begins a new file where this one is full.
    fn make_room(&mut self) -> io::Result<()> {
        if self.length < self.full {
            return Ok(());
        }
        // An earlier try may have come so far, and no further.
        match fs::metadata(&self.current) {
            Ok(found) if found.len() < self.full => {}
            Ok(_) => fs::rename(&self.current, &self.older)?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
        let file = OpenOptions::new().create(true).append(true).open(&self.current)?;
        if let Some(folder) = self.current.parent() {
            File::open(folder)?.sync_all()?;
        }
        (self.file, self.length) = (file, 0);
        Ok(())
    }
}

/// Passes on the entries of a file, where there is one, and says how many bytes
/// are whole.
fn read(path: &Path, take: &mut impl FnMut(&[u8]) -> bool) -> io::Result<u64> {
    let file = match File::open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(0),
        file => file?,
    };
    let (length, mut whole) = (file.metadata()?.len(), 0);
    let mut file = BufReader::new(file);
    let (mut frame, mut content) = ([0; FRAME], Vec::new());
    while whole + (FRAME as u64) <= length {
        file.read_exact(&mut frame)?;
        let (size, sum) = frame.split_at(4);
        let size = size.try_into().map_or(u32::MAX, u32::from_le_bytes);
        let end = whole + FRAME as u64 + u64::from(size);
        if end > length {
            break;
        }
        content.resize(size as usize, 0);
        file.read_exact(&mut content)?;
        if twox_128(&content) != sum || !take(&content) {
            break;
        }
        whole = end;
    }
    Ok(whole)
}
