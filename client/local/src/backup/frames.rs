//! An archive as a stream: files one behind the other, each with its name, its size and its hash in front, and an end that
//! says how many there were and the hash of all of that. It has no links, no owners and no modes: there is nothing to be had
//! from one but files of a bounded size.
//!
//! ```text
//! frame    length of the JSON (2 bytes, big endian) ‖ JSON ‖ for a file its bytes
//! {"Begin": {"format": 1, "made_ms": ..., "store": ...}}
//! {"File": {"path": "accounts/ada.json", "size": ..., "hash": "BLAKE2b-256 of its bytes, in hex"}}
//! {"End": {"files": ..., "bytes": ..., "hash": "BLAKE2b-256 of all JSON before, in hex"}}
//! ```
//! Nothing here opens a file or knows a folder; that nobody has changed the stream is the sealing's to prove.

use super::place::Inside;
use super::{read_failed, write_failed};
use blake2::{Blake2b, Digest, digest::consts::U32};
use medink_core::error::{Error, Kind, Result};
use medink_words::{Said, said};
use serde::{Deserialize, Serialize};
use std::io::{Read, Write};

/// The version of the format.
const FORMAT: u32 = 1;

/// Largest file in an archive, in bytes: each is in memory as a whole. Blocks of a store have 2 MiB at most, medink's other
/// files one.
pub(super) const LARGEST: u64 = 16 * 1024 * 1024;

type Hash = Blake2b<U32>;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
enum Frame {
    Begin { format: u32, made_ms: u64, store: bool },
    File { path: String, size: u64, hash: String },
    End { files: u64, bytes: u64, hash: String },
}

/// What an archive holds, all in all. Two of the same files are the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contents {
    /// When it was made, in milliseconds since 1970-01-01.
    pub made_ms: u64,
    /// Whether the store's content is in it.
    pub store: bool,
    /// How many files.
    pub files: u64,
    /// Their bytes.
    pub bytes: u64,
    /// The hash of every name, size and hash.
    hash: String,
}

/// An archive on its way out.
pub(super) struct Packing<W> {
    out: W,
    all: Hash,
    contents: Contents,
}

impl<W: Write> Packing<W> {
    /// Begins one.
    pub fn begin(out: W, made_ms: u64, store: bool) -> Result<Self> {
        let mut packing = Packing {
            out,
            all: Hash::new(),
            contents: Contents {
                made_ms,
                store,
                files: 0,
                bytes: 0,
                hash: String::new(),
            },
        };
        packing.frame(&Frame::Begin {
            format: FORMAT,
            made_ms,
            store,
        })?;
        Ok(packing)
    }

    /// Adds a file.
    pub fn file(&mut self, inside: &Inside, bytes: &[u8]) -> Result<()> {
        let size = length(bytes);
        self.frame(&Frame::File {
            path: inside.name(),
            size,
            hash: hash_of(bytes),
        })?;
        self.out.write_all(bytes).map_err(write_failed)?;
        self.contents.files = self.contents.files.saturating_add(1);
        self.contents.bytes = self.contents.bytes.saturating_add(size);
        Ok(())
    }

    /// Writes the end; gives the writer back, and what is in the archive.
    pub fn finish(mut self) -> Result<(W, Contents)> {
        self.contents.hash = hex::encode(self.all.clone().finalize());
        let end = Frame::End {
            files: self.contents.files,
            bytes: self.contents.bytes,
            hash: self.contents.hash.clone(),
        };
        self.frame(&end)?;
        Ok((self.out, self.contents))
    }

    fn frame(&mut self, frame: &Frame) -> Result<()> {
        let json = serde_json::to_vec(frame).map_err(|_| too_long())?;
        let length = u16::try_from(json.len()).map_err(|_| too_long())?;
        self.all.update(&json);
        self.out
            .write_all(&length.to_be_bytes())
            .and_then(|()| self.out.write_all(&json))
            .map_err(write_failed)
    }
}

/// Goes through an archive to its end. `visit` gets each file whole, its hash proved; what it returns ends the way.
///
/// # Errors
/// [`Kind::Damaged`] for what is no archive, and those of `visit`.
pub(super) fn unpack(
    mut from: impl Read,
    mut visit: impl FnMut(Inside, &[u8]) -> Result<()>,
) -> Result<Contents> {
    let mut all = Hash::new();
    let Frame::Begin {
        format,
        made_ms,
        store,
    } = read_frame(&mut from, &mut all)?
    else {
        return Err(malformed(said!("local-backup-no-beginning")));
    };
    if format != FORMAT {
        return Err(
            Error::new(Kind::Damaged, said!("local-backup-format", format = format))
                .next(said!("core-update-medink")),
        );
    }
    let mut contents = Contents {
        made_ms,
        store,
        files: 0,
        bytes: 0,
        hash: String::new(),
    };
    let mut bytes = Vec::new();
    loop {
        let before = all.clone();
        match read_frame(&mut from, &mut all)? {
            Frame::File { path, size, hash } => {
                let inside = Inside::parse(&path).ok_or_else(|| malformed(said!("local-backup-path")))?;
                if size > LARGEST {
                    return Err(malformed(said!("local-backup-large")));
                }
                bytes.clear();
                let read = (&mut from).take(size).read_to_end(&mut bytes);
                read.map_err(read_failed)?;
                if length(&bytes) != size || hash_of(&bytes) != hash {
                    return Err(malformed(said!("local-backup-hash")));
                }
                visit(inside, &bytes)?;
                contents.files = contents.files.saturating_add(1);
                contents.bytes = contents.bytes.saturating_add(size);
            }
            Frame::End {
                files,
                bytes: in_all,
                hash,
            } => {
                contents.hash = hex::encode(before.finalize());
                let said = (files, in_all, hash.as_str());
                if said != (contents.files, contents.bytes, contents.hash.as_str()) {
                    return Err(malformed(said!("local-backup-manifest")));
                }
                // The end of the frames is the end of the stream: that is proved by reading it.
                let mut behind = [0u8; 1];
                return match (&mut from).take(1).read(&mut behind).map_err(read_failed)? {
                    0 => Ok(contents),
                    _ => Err(malformed(said!("local-backup-manifest"))),
                };
            }
            Frame::Begin { .. } => return Err(malformed(said!("local-backup-no-beginning"))),
        }
    }
}

fn read_frame(from: &mut impl Read, all: &mut Hash) -> Result<Frame> {
    let mut length = [0u8; 2];
    from.read_exact(&mut length).map_err(read_failed)?;
    let mut json = vec![0u8; usize::from(u16::from_be_bytes(length))];
    from.read_exact(&mut json).map_err(read_failed)?;
    all.update(&json);
    serde_json::from_slice(&json).map_err(|_| malformed(said!("local-backup-no-frame")))
}

fn hash_of(bytes: &[u8]) -> String {
    hex::encode(Hash::digest(bytes))
}

fn length(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}

fn malformed(why: Said) -> Error {
    Error::new(Kind::Damaged, said!("local-backup-malformed", why = why))
        .next(said!("local-backup-malformed-next"))
}

fn too_long() -> Error {
    Error::new(Kind::Internal, said!("local-backup-path"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILES: [(&str, &[u8]); 3] = [
        ("accounts/ada.json", b"{}"),
        ("journal/empty", b""),
        ("store/blocks/AB/block.data", b"ciphertext"),
    ];

    fn packed() -> (Vec<u8>, Contents) {
        let mut packing = Packing::begin(Vec::new(), 7, true).unwrap();
        for (name, bytes) in FILES {
            packing.file(&Inside::parse(name).unwrap(), bytes).unwrap();
        }
        packing.finish().unwrap()
    }

    /// Files by their names.
    type Found = Vec<(String, Vec<u8>)>;

    fn unpacked(bytes: &[u8]) -> Result<(Found, Contents)> {
        let mut found = Vec::new();
        let contents = unpack(bytes, |inside, bytes| {
            found.push((inside.name(), bytes.to_vec()));
            Ok(())
        })?;
        Ok((found, contents))
    }

    /// A frame as somebody else would make it.
    fn frame(json: &str) -> Vec<u8> {
        let mut bytes = u16::try_from(json.len()).unwrap().to_be_bytes().to_vec();
        bytes.extend_from_slice(json.as_bytes());
        bytes
    }

    #[test]
    fn files_come_out_as_they_went_in() {
        let (bytes, contents) = packed();
        assert_eq!((contents.files, contents.bytes, contents.store), (3, 12, true));
        let (found, read) = unpacked(&bytes).unwrap();
        assert_eq!(read, contents);
        let expected: Vec<_> = FILES
            .iter()
            .map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec()))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn every_cut_and_whatever_follows_is_noticed() {
        let (bytes, _) = packed();
        for at in 0..bytes.len() {
            assert_eq!(
                unpacked(&bytes[..at]).unwrap_err().kind,
                Kind::Damaged,
                "cut at {at}"
            );
        }
        assert!(unpacked(&[bytes.as_slice(), b"x"].concat()).is_err());
    }

    /// Each single byte: changed, in capitals, left out, repeated, exchanged with the next. Cuts are above.
    #[test]
    fn every_small_damage_of_an_archive_is_noticed() {
        let (good, _) = packed();
        for at in 0..good.len() {
            let mut changed = good.clone();
            changed[at] ^= 1 << (at % 8);
            let mut in_capitals = good.clone();
            in_capitals[at] ^= 0x20;
            let mut left_out = good.clone();
            left_out.remove(at);
            let mut repeated = good.clone();
            repeated.insert(at, good[at]);
            let mut exchanged = good.clone();
            exchanged.swap(at, (at + 1).min(good.len() - 1));
            for (what, bad) in [
                ("changed", changed),
                ("in capitals", in_capitals),
                ("left out", left_out),
                ("repeated", repeated),
                ("exchanged", exchanged),
            ] {
                assert!(bad == good || unpacked(&bad).is_err(), "byte {at} {what}");
            }
        }
    }

    /// What lies in people's backups: a change here needs another format's number.
    #[test]
    fn the_format_has_not_drifted() {
        let hashes = [
            "c09da522dac261c3d2566230bed10d2f3ef13f8e7654576c12e857e07f786098",
            "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8",
            "14e1acccbe57ed5ba853ba820d0a9d59b279a0405d34a367aa7af45caa8be3c3",
        ];
        let mut known = frame(r#"{"Begin":{"format":1,"made_ms":7,"store":true}}"#);
        for ((path, bytes), hash) in FILES.into_iter().zip(hashes) {
            let size = bytes.len();
            let file = format!(r#"{{"File":{{"path":"{path}","size":{size},"hash":"{hash}"}}}}"#);
            known.extend(frame(&file));
            known.extend_from_slice(bytes);
        }
        let all = "ad229a67ffb04d5571d3f70a1aa811de6827479e48831ab43a90cfe0e0f19a5f";
        known.extend(frame(&format!(
            r#"{{"End":{{"files":3,"bytes":12,"hash":"{all}"}}}}"#
        )));
        assert_eq!(packed().0, known);
    }

    #[test]
    fn names_that_lead_elsewhere_and_sizes_without_end_are_refused() {
        let begin = frame(r#"{"Begin":{"format":1,"made_ms":0,"store":false}}"#);
        let hash = hash_of(b"x");
        for path in [
            "../escaped",
            "accounts/../../escaped",
            "/etc/passwd",
            "accounts/..",
            "node/chains/x",
            "config/run/node.ready",
        ] {
            let file = frame(&format!(
                r#"{{"File":{{"path":"{path}","size":1,"hash":"{hash}"}}}}"#
            ));
            let bytes = [begin.as_slice(), &file, b"x"].concat();
            let error = unpack(bytes.as_slice(), |_, _| panic!("{path} was used")).unwrap_err();
            assert_eq!(error.kind, Kind::Damaged, "{path}");
        }
        let file = frame(&format!(
            r#"{{"File":{{"path":"accounts/a.json","size":{},"hash":"{hash}"}}}}"#,
            u64::MAX
        ));
        let bytes = [begin.as_slice(), &file, b"x"].concat();
        let error = unpack(bytes.as_slice(), |_, _| panic!("used")).unwrap_err();
        assert_eq!(error.kind, Kind::Damaged);
        // What is not known is not passed over: there are no links.
        for frame_of in [
            r#"{"Link":{"path":"accounts/a","to":"/etc"}}"#,
            r#"{"File":{"path":"accounts/a","size":0,"hash":"","link":"/etc"}}"#,
        ] {
            let bytes = [begin.as_slice(), &frame(frame_of)].concat();
            assert_eq!(unpacked(&bytes).unwrap_err().kind, Kind::Damaged);
        }
        let newer = frame(r#"{"Begin":{"format":2,"made_ms":0,"store":false}}"#);
        assert!(unpacked(&newer).unwrap_err().to_string().contains("2"));
    }
}
