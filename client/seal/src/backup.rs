//! Any number of bytes under a passphrase, such as the backup of a machine: written and read from the beginning to the
//! end, in constant memory. It knows nothing of what is in them.
//!
//! ```text
//! header (72 bytes)
//!   0  magic            6   "MDNKBK"
//!   6  format version   1   1
//!   7  suite            1   1: scrypt (N 2^17, r 8, p 1), HKDF-SHA-256, AES-256-GCM
//!   8  salt            32   random
//!  40  key commitment  32
//! content   chunks of 65,536 bytes, the last one shorter or as long, each ‖ tag (16)
//! ```
//! **Keys.** scrypt of the passphrase (UTF-8 as typed) and the salt, 32 bytes; HKDF-Extract(salt, these), then HKDF-Expand
//! over the context (see the crate's page) of `medink/v1/backup/content-key` and the first 40 header bytes to the content
//! key, and likewise of `medink/v1/backup/key-commitment` to the key commitment. So every byte of the header is
//! authenticated, and a wrong passphrase is told from damage behind it. The cost is a key file's, 128 MiB and about a second
//! a guess: what is good enough for an account is good enough here.
//!
//! **Chunks.** STREAM as in [`crate::record`], with a nonce prefix of zeros, since the salt makes each key another one. The
//! first chunk is number 0; the last one, which may be empty where there is nothing else, is known by the end of the bytes and
//! has `last` 1. What was cut off, moved, changed or added anywhere does not open.
//!
//! A reader gives no byte of a chunk before that chunk is proved, and an end only where the end is.

use crate::{
    crypt::{TAG, equal, expand, extract},
    domain::{context, name},
    error::SystemError,
    random::{Random, System},
    record::stream::{CHUNK, Stream},
    secret::Secret,
};
use medink_words::{Said, said};
use std::fmt;
use std::io::{self, Read, Write};
use std::mem;
use zeroize::Zeroizing;

/// Length of the header, in bytes.
pub const HEADER_LEN: usize = COMMITTED + 32;

/// What the keys are derived from: all but the commitment.
const COMMITTED: usize = START + 32;
/// Magic, version and suite.
const START: usize = 8;
const MAGIC: [u8; 6] = *b"MDNKBK";
const VERSION: u8 = 1;
const SUITE: u8 = 1;
/// log2 of scrypt's N.
pub(crate) const LOG_N: u8 = 17;
/// Plaintext bytes in a chunk.
const PLAIN: usize = CHUNK as usize;
/// Bytes of a whole chunk, sealed.
const WHOLE: usize = PLAIN + TAG;

/// Why nothing was sealed, or it does not open.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// Does not begin as a backup does.
    NotABackup,
    /// Of a later program.
    NewerFormat {
        /// The format version found.
        version: u8,
        /// The suite found.
        suite: u8,
    },
    /// The passphrase is another one, or the header was changed.
    WrongPassphrase,
    /// No passphrase for what is to be written.
    EmptyPassphrase,
    /// Cut off or changed, from the chunk of this number on, the first being 0.
    Damaged {
        /// Which.
        part: u64,
    },
    /// The source failed.
    Read(#[source] io::Error),
    /// The destination failed.
    Write(#[source] io::Error),
    /// See [`SystemError`].
    System(#[from] SystemError),
}

impl BackupError {
    /// The sentence that it is.
    pub fn said(&self) -> Said {
        match self {
            BackupError::NotABackup => said!("seal-backup-not-a-backup"),
            BackupError::NewerFormat { version, suite } => {
                said!("seal-backup-newer-format", version = *version, suite = *suite)
            }
            BackupError::WrongPassphrase => said!("seal-backup-wrong-passphrase"),
            BackupError::EmptyPassphrase => said!("seal-backup-empty-passphrase"),
            BackupError::Damaged { part } => said!("seal-backup-damaged", part = *part),
            BackupError::Read(error) => said!("seal-record-read", why = error.to_string()),
            BackupError::Write(error) => said!("seal-record-write", why = error.to_string()),
            BackupError::System(error) => error.said(),
        }
    }

    /// What a [`Read`] or [`Write`] of this module failed with.
    pub fn from_read(error: io::Error) -> Self {
        error.downcast().unwrap_or_else(BackupError::Read)
    }
}

impl fmt::Display for BackupError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.said().fmt(f)
    }
}

/// The key of one stream, which takes about a second to get.
pub struct Key {
    header: [u8; HEADER_LEN],
    secret: Secret,
}

impl Key {
    /// The key of what `reader` gives, which stands behind the header afterwards. Takes about a second and 128 MiB, by
    /// design.
    ///
    /// # Errors
    /// All of [`BackupError`] but those about writing.
    pub fn of(reader: &mut impl Read, passphrase: &str) -> Result<Self, BackupError> {
        Key::at_cost(LOG_N, &read_header(reader)?, passphrase)
    }

    fn at_cost(log_n: u8, header: &[u8; HEADER_LEN], passphrase: &str) -> Result<Self, BackupError> {
        let Some((committed, commitment)) = header.split_first_chunk::<COMMITTED>() else {
            return Err(BackupError::NotABackup);
        };
        let (secret, expected) = keys(log_n, committed, passphrase)?;
        match equal(expected.expose(), commitment) {
            true => Ok(Key {
                header: *header,
                secret,
            }),
            false => Err(BackupError::WrongPassphrase),
        }
    }

    /// What `reader`, which stands at the header, gives from there on.
    ///
    /// # Errors
    /// [`BackupError::Damaged`] where it is another stream's header; as [`Key::of`].
    pub fn open<R: Read>(&self, mut reader: R) -> Result<Opening<R>, BackupError> {
        match read_header(&mut reader)? == self.header {
            true => Ok(Opening {
                stream: Stream::new(&self.secret, [0; 7], u64::MAX)?,
                reader,
                sealed: Vec::new(),
                ahead: None,
                plain: Zeroizing::new(Vec::with_capacity(PLAIN)),
                at: 0,
                number: 0,
                state: State::Open,
            }),
            false => Err(BackupError::Damaged { part: 0 }),
        }
    }
}

fn read_header(reader: &mut impl Read) -> Result<[u8; HEADER_LEN], BackupError> {
    let mut bytes = Vec::with_capacity(HEADER_LEN);
    reader
        .take(HEADER_LEN as u64)
        .read_to_end(&mut bytes)
        .map_err(BackupError::from_read)?;
    let Some(start) = bytes.first_chunk::<START>() else {
        return Err(BackupError::NotABackup);
    };
    let [magic @ .., version, suite] = start;
    if *magic != MAGIC {
        return Err(BackupError::NotABackup);
    }
    if (*version, *suite) != (VERSION, SUITE) {
        return Err(BackupError::NewerFormat {
            version: *version,
            suite: *suite,
        });
    }
    bytes.try_into().map_err(|_| BackupError::Damaged { part: 0 })
}

/// The content key and the commitment.
fn keys(log_n: u8, committed: &[u8; COMMITTED], passphrase: &str) -> Result<(Secret, Secret), SystemError> {
    let salt = committed.get(START..).unwrap_or_default();
    let params = scrypt::Params::new(log_n, 8, 1, 32).map_err(|_| SystemError::Library)?;
    let mut stretched = Zeroizing::new([0u8; 32]);
    scrypt::scrypt(passphrase.as_bytes(), salt, &params, stretched.as_mut_slice())
        .map_err(|_| SystemError::Library)?;
    let prk = extract(salt, stretched.as_slice());
    let of = |name| expand(&prk, &context(name, &[committed.as_slice()]));
    Ok((of(name::BACKUP_CONTENT_KEY)?, of(name::BACKUP_COMMITMENT)?))
}

/// Bytes on their way under a passphrase. Without [`Sealing::finish`] what was written does not open.
pub struct Sealing<W> {
    stream: Stream,
    writer: W,
    buffer: Zeroizing<Vec<u8>>,
    number: u64,
}

/// Begins to seal into `writer`. Takes about a second and 128 MiB, by design.
///
/// # Errors
/// [`BackupError::EmptyPassphrase`], [`BackupError::Write`], [`BackupError::System`].
pub fn seal<W: Write>(writer: W, passphrase: &str) -> Result<Sealing<W>, BackupError> {
    seal_with(&mut System, LOG_N, writer, passphrase)
}

pub(crate) fn seal_with<W: Write>(
    random: &mut impl Random,
    log_n: u8,
    mut writer: W,
    passphrase: &str,
) -> Result<Sealing<W>, BackupError> {
    if passphrase.is_empty() {
        return Err(BackupError::EmptyPassphrase);
    }
    let salt: [u8; 32] = random.array()?;
    let committed = [MAGIC.as_slice(), &[VERSION, SUITE], &salt].concat();
    let committed: [u8; COMMITTED] = committed.try_into().map_err(|_| SystemError::Library)?;
    let (secret, commitment) = keys(log_n, &committed, passphrase)?;
    writer
        .write_all(&committed)
        .and_then(|()| writer.write_all(commitment.expose()))
        .map_err(BackupError::Write)?;
    Ok(Sealing {
        stream: Stream::new(&secret, [0; 7], u64::MAX)?,
        writer,
        // Room for a whole chunk from the start: a vector that grows leaves plaintext behind.
        buffer: Zeroizing::new(Vec::with_capacity(WHOLE)),
        number: 0,
    })
}

impl<W: Write> Sealing<W> {
    /// Writes the end, and gives the writer back.
    ///
    /// # Errors
    /// [`BackupError::Write`], [`BackupError::System`].
    pub fn finish(mut self) -> Result<W, BackupError> {
        self.stream.ends_at(self.number);
        self.chunk()?;
        self.writer.flush().map_err(BackupError::Write)?;
        Ok(self.writer)
    }

    fn chunk(&mut self) -> Result<(), BackupError> {
        let len = self.buffer.len().saturating_add(TAG);
        self.buffer.resize(len, 0);
        self.stream.seal(self.number, &mut self.buffer)?;
        self.writer.write_all(&self.buffer).map_err(BackupError::Write)?;
        self.buffer.clear();
        self.number = self.number.saturating_add(1);
        Ok(())
    }
}

impl<W: Write> Write for Sealing<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // A whole one is sealed only when more comes: else it is the last.
        if self.buffer.len() >= PLAIN {
            self.chunk().map_err(io::Error::other)?;
        }
        let room = PLAIN.saturating_sub(self.buffer.len());
        let taken = bytes.get(..room.min(bytes.len())).unwrap_or_default();
        self.buffer.extend_from_slice(taken);
        Ok(taken.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

/// What was sealed, being read. Its errors hold a [`BackupError`].
pub struct Opening<R> {
    stream: Stream,
    reader: R,
    sealed: Vec<u8>,
    /// The sealed chunk behind the one at hand; none before the first was read.
    ahead: Option<Vec<u8>>,
    plain: Zeroizing<Vec<u8>>,
    /// How much of `plain` was given.
    at: usize,
    /// The number of the next chunk.
    number: u64,
    state: State,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Open,
    /// The last chunk is at hand.
    Last,
    /// Something did not open: nothing comes any more.
    Failed,
}

impl<R: Read> Opening<R> {
    fn next(&mut self) -> Result<(), BackupError> {
        let number = self.number;
        // Until this one is proved.
        let before = mem::replace(&mut self.state, State::Failed);
        self.plain.clear();
        self.at = 0;
        if before == State::Failed {
            return Err(BackupError::Damaged { part: number });
        }
        self.sealed = match self.ahead.take() {
            Some(ahead) => ahead,
            None => self.read_chunk()?,
        };
        let ahead = match self.sealed.len() {
            WHOLE => self.read_chunk()?,
            _ => Vec::new(),
        };
        let last = ahead.is_empty();
        self.ahead = Some(ahead);
        if last {
            self.stream.ends_at(number);
        }
        self.plain.resize(self.sealed.len().saturating_sub(TAG), 0);
        if !self.stream.open(number, &self.sealed, &mut self.plain)? {
            self.plain.clear();
            return Err(BackupError::Damaged { part: number });
        }
        self.number = number.saturating_add(1);
        self.state = if last { State::Last } else { State::Open };
        Ok(())
    }

    fn read_chunk(&mut self) -> Result<Vec<u8>, BackupError> {
        let mut bytes = Vec::with_capacity(WHOLE);
        self.reader
            .by_ref()
            .take(WHOLE as u64)
            .read_to_end(&mut bytes)
            .map_err(BackupError::Read)?;
        Ok(bytes)
    }
}

impl<R: Read> Read for Opening<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.at >= self.plain.len() {
            if self.state == State::Last || into.is_empty() {
                return Ok(0);
            }
            self.next().map_err(io::Error::other)?;
        }
        let read = self.plain.get(self.at..).unwrap_or_default().read(into)?;
        self.at = self.at.saturating_add(read);
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::damage::damaged;
    use crate::random::fixed::{Empty, Fixed};

    /// Cheap enough to be tried thousands of times.
    const CHEAP: u8 = 4;
    const PASSPHRASE: &str = "correct horse battery staple";

    fn sealed(content: &[u8]) -> Vec<u8> {
        let mut sealing = seal_with(&mut Fixed::new("backup"), CHEAP, Vec::new(), PASSPHRASE).unwrap();
        sealing.write_all(content).unwrap();
        sealing.finish().unwrap()
    }

    fn key(sealed: &[u8], passphrase: &str) -> Result<Key, BackupError> {
        Key::at_cost(CHEAP, &read_header(&mut &*sealed)?, passphrase)
    }

    fn opened(sealed: &[u8], key: &Key) -> Result<Vec<u8>, BackupError> {
        let mut content = Vec::new();
        key.open(sealed)?
            .read_to_end(&mut content)
            .map_err(BackupError::from_read)?;
        Ok(content)
    }

    #[test]
    fn comes_back_whatever_its_size() {
        for size in [0, 1, PLAIN - 1, PLAIN, PLAIN + 1, 3 * PLAIN, 3 * PLAIN + 7] {
            let content: Vec<u8> = (0..size).map(|n| n as u8).collect();
            let bytes = sealed(&content);
            let chunks = size.div_ceil(PLAIN).max(1);
            assert_eq!(bytes.len(), HEADER_LEN + size + chunks * TAG, "{size}");
            let key = key(&bytes, PASSPHRASE).unwrap();
            assert!(opened(&bytes, &key).unwrap() == content, "{size}");
            // Twice: the key is got once.
            assert!(opened(&bytes, &key).unwrap() == content, "{size}");
        }
    }

    #[test]
    fn every_small_damage_of_a_backup_is_noticed() {
        let good = sealed(b"the accounts of a machine");
        let right = key(&good, PASSPHRASE).unwrap();
        // As whoever restores it: the key is got from the header that is there; and as whoever has the right one already.
        let refused = |bytes: &[u8]| {
            let whole = key(bytes, PASSPHRASE).and_then(|key| opened(bytes, &key));
            whole.is_err() && opened(bytes, &right).is_err()
        };
        assert!(!refused(&good));
        for (what, bad) in damaged(&good) {
            assert!(refused(&bad), "{what}");
        }
        assert!(refused(&[good.as_slice(), b"x"].concat()), "a byte more");
    }

    /// Where one chunk ends and the next begins, and at the end: a chunk more is tried nowhere else.
    #[test]
    fn every_small_damage_at_a_seam_is_noticed() {
        let good = sealed(&(0..2 * PLAIN + 40).map(|n| (n % 251) as u8).collect::<Vec<_>>());
        let right = key(&good, PASSPHRASE).unwrap();
        let seams = [HEADER_LEN, HEADER_LEN + WHOLE, HEADER_LEN + 2 * WHOLE, good.len()];
        for seam in seams {
            for at in seam.saturating_sub(2)..(seam + 2).min(good.len()) {
                let mut more = good.clone();
                more.insert(at, good[at]);
                let mut less = good.clone();
                less.remove(at);
                let mut other = good.clone();
                other[at] ^= 0x80;
                for (what, bad) in [("repeated", more), ("left out", less), ("changed", other)] {
                    assert!(opened(&bad, &right).is_err(), "byte {at} {what}");
                }
                assert!(opened(&good[..at], &right).is_err(), "cut to {at}");
            }
        }
        assert!(opened(&good, &right).is_ok());
    }

    #[test]
    fn whole_chunks_are_not_left_out_moved_or_added() {
        let content = vec![7; 3 * PLAIN];
        let bytes = sealed(&content);
        let key = key(&bytes, PASSPHRASE).unwrap();
        let (header, body) = bytes.split_at(HEADER_LEN);
        let chunks: Vec<&[u8]> = body.chunks(WHOLE).collect();
        for wrong in [
            vec![],
            vec![chunks[0]],
            vec![chunks[0], chunks[1]],
            vec![chunks[1], chunks[2]],
            vec![chunks[0], chunks[2]],
            vec![chunks[1], chunks[0], chunks[2]],
            vec![chunks[0], chunks[1], chunks[2], chunks[2]],
        ] {
            let bytes = [header, &wrong.concat()].concat();
            assert!(
                matches!(opened(&bytes, &key), Err(BackupError::Damaged { .. })),
                "{}",
                wrong.len()
            );
        }
    }

    #[test]
    fn what_is_wrong_is_told_apart() {
        let bytes = sealed(b"x");
        assert!(matches!(
            key(&bytes, "another"),
            Err(BackupError::WrongPassphrase)
        ));
        assert!(matches!(
            key(b"PK\x03\x04 and more", PASSPHRASE),
            Err(BackupError::NotABackup)
        ));
        assert!(matches!(key(b"", PASSPHRASE), Err(BackupError::NotABackup)));
        let mut newer = bytes.clone();
        newer[6] = 2;
        assert!(matches!(
            key(&newer, PASSPHRASE),
            Err(BackupError::NewerFormat { version: 2, suite: 1 })
        ));
        assert!(matches!(
            seal_with(&mut System, CHEAP, Vec::new(), ""),
            Err(BackupError::EmptyPassphrase)
        ));
        assert!(matches!(
            seal_with(&mut Empty, CHEAP, Vec::new(), PASSPHRASE),
            Err(BackupError::System(SystemError::NoRandomness))
        ));
        // After a failure nothing comes any more, and no end either.
        let mut changed = bytes.clone();
        *changed.last_mut().unwrap() ^= 1;
        let mut opening = key(&changed, PASSPHRASE)
            .unwrap()
            .open(changed.as_slice())
            .unwrap();
        for _ in 0..2 {
            assert!(opening.read(&mut [0; 8]).is_err());
        }
    }

    #[test]
    fn what_was_given_up_does_not_open() {
        let mut out = Vec::new();
        let mut sealing = seal_with(&mut Fixed::new("given up"), CHEAP, &mut out, PASSPHRASE).unwrap();
        sealing.write_all(&vec![1; 2 * PLAIN]).unwrap();
        drop(sealing);
        let key = key(&out, PASSPHRASE).unwrap();
        assert!(opened(&out, &key).is_err());
    }

    #[test]
    fn no_bytes_make_it_panic() {
        let random = &mut Fixed::new("noise for backups");
        let bytes = sealed(&[9; 300]);
        let right = key(&bytes, PASSPHRASE).unwrap();
        for _ in 0..500 {
            let [at, to, cut, ..] = random.array::<32>().unwrap();
            let mut spoilt = bytes.clone();
            let place = (usize::from(at) * 7) % spoilt.len();
            spoilt[place] = to;
            spoilt.truncate((usize::from(cut) * 13) % (bytes.len() + 1));
            let _ = key(&spoilt, PASSPHRASE);
            let _ = opened(&spoilt, &right);
        }
    }

    #[test]
    fn what_was_sealed_at_full_cost_opens() {
        let mut sealing = seal(Vec::new(), PASSPHRASE).unwrap();
        sealing.write_all(b"x").unwrap();
        let bytes = sealing.finish().unwrap();
        let key = Key::of(&mut bytes.as_slice(), PASSPHRASE).unwrap();
        assert_eq!(opened(&bytes, &key).unwrap(), b"x");
    }
}
