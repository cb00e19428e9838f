//! What a program did to files, as strace(1) took it down.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

/// The system calls that matter.
pub const CALLS: &str = "open,openat,creat,write,pwrite64,writev,sendto,sendmsg,fsync,fdatasync,rename,renameat,\
                         renameat2,link,linkat,unlink,unlinkat,mkdir,mkdirat,rmdir,ftruncate";

/// Something that was done, and had an effect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// A file was opened that is made where it was not there; true where it was emptied.
    Open(PathBuf, bool),
    /// Bytes were written behind what a file had.
    Append(PathBuf, Vec<u8>),
    /// Bytes were written at a place of a file.
    Write(PathBuf, Vec<u8>, usize),
    /// A file was cut to so many bytes.
    Cut(PathBuf, usize),
    /// The disk was asked to keep a file, or a folder's names.
    Sync(PathBuf),
    /// A file got another name, or a folder.
    Rename(PathBuf, PathBuf),
    /// A file got a second name.
    Link(PathBuf, PathBuf),
    /// A name was removed.
    Remove(PathBuf),
    /// A folder was made.
    Folder(PathBuf),
    /// So many bytes went to another program.
    Tell(usize),
}

/// Reads what strace wrote with `-f -y -xx`: a call a line, every text and path in hexadecimal.
pub fn read(log: &str) -> Vec<Act> {
    let mut begun: BTreeMap<&str, String> = BTreeMap::new();
    let mut acts = Vec::new();
    for line in log.lines() {
        let Some((process, call)) = line.split_once(' ') else {
            continue;
        };
        let call = call.trim_start();
        // One thread's call may be cut in two by another's.
        if let Some(first) = call.strip_suffix(" <unfinished ...>") {
            begun.insert(process, first.to_owned());
            continue;
        }
        let rest = call
            .strip_prefix("<... ")
            .and_then(|rest| rest.split_once(" resumed>"));
        let whole = match rest {
            Some((_, rest)) => begun.remove(process).expect("what was resumed has begun") + rest,
            None => call.to_owned(),
        };
        acts.extend(act(&whole));
    }
    acts
}

/// A path or a text in a call.
enum Word {
    /// What a descriptor is of.
    Descriptor(Vec<u8>),
    Text(Vec<u8>),
}

/// What a whole call did, if it did anything.
fn act(call: &str) -> Option<Act> {
    let (name, rest) = call.split_once('(')?;
    let (arguments, result) = rest.rsplit_once(" = ")?;
    if result.starts_with('-') || result.starts_with('?') {
        return None;
    }
    let words = words(arguments);
    let number = || -> usize {
        let last = arguments.trim_end_matches(')').rsplit(", ").next();
        last.and_then(|last| last.parse().ok()).expect("a number")
    };
    let descriptor = || match words.first() {
        Some(Word::Descriptor(path)) if path.starts_with(b"/") => Some(path_of(path)),
        _ => None,
    };
    let mut paths = named(&words).into_iter();
    Some(match name {
        "open" | "openat" | "creat" => {
            if !arguments.contains("O_CREAT") && name != "creat" {
                return None;
            }
            let opened = self::words(result).into_iter().next()?;
            let Word::Descriptor(path) = opened else {
                return None;
            };
            Act::Open(path_of(&path), arguments.contains("O_TRUNC") || name == "creat")
        }
        "write" | "writev" | "sendto" | "sendmsg" | "pwrite64" => {
            let texts = words.iter().filter_map(|word| match word {
                Word::Text(bytes) => Some(bytes.as_slice()),
                Word::Descriptor(_) => None,
            });
            let mut bytes = texts.collect::<Vec<_>>().concat();
            bytes.truncate(result.parse().expect("a count of bytes"));
            match descriptor() {
                Some(path) if name == "pwrite64" => Act::Write(path, bytes, number()),
                Some(path) => Act::Append(path, bytes),
                None => Act::Tell(bytes.len()),
            }
        }
        "fsync" | "fdatasync" => Act::Sync(descriptor()?),
        "ftruncate" => Act::Cut(descriptor()?, number()),
        "rename" | "renameat" | "renameat2" => Act::Rename(paths.next()?, paths.next()?),
        "link" | "linkat" => Act::Link(paths.next()?, paths.next()?),
        "unlink" | "unlinkat" | "rmdir" => Act::Remove(paths.next()?),
        "mkdir" | "mkdirat" => Act::Folder(paths.next()?),
        _ => return None,
    })
}

/// Paths and texts, in their order. A file that has no name any more is none.
fn words(text: &str) -> Vec<Word> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(['<', '"']) {
        let (end, is_text) = match rest.as_bytes().get(at) {
            Some(b'<') => ('>', false),
            _ => ('"', true),
        };
        let inside = rest.get(at + 1..).unwrap_or_default();
        let Some(length) = inside.find(end) else { break };
        let (word, after) = inside.split_at(length);
        rest = after.get(1..).unwrap_or_default();
        found.push(match (is_text, rest.starts_with("(deleted)")) {
            (true, _) => Word::Text(bytes(word)),
            (false, true) => Word::Descriptor(Vec::new()),
            (false, false) => Word::Descriptor(bytes(word)),
        });
    }
    found
}

/// The paths that a call names: those that are not whole are in the folder of the descriptor before them.
fn named(words: &[Word]) -> Vec<PathBuf> {
    let mut folder = PathBuf::from("/");
    let mut paths = Vec::new();
    for word in words {
        match word {
            Word::Descriptor(path) => folder = path_of(path),
            Word::Text(path) => paths.push(folder.join(path_of(path))),
        }
    }
    paths
}

fn path_of(bytes: &[u8]) -> PathBuf {
    Path::new(OsStr::from_bytes(bytes)).to_path_buf()
}

/// `\x61\x62`, as bytes.
fn bytes(hexadecimal: &str) -> Vec<u8> {
    let digits: String = hexadecimal.split("\\x").collect();
    // What is no file is named in letters: no path of it matters.
    hex::decode(digits).unwrap_or_default()
}

#[test]
fn calls_are_read_as_strace_writes_them() {
    let log = r#"7 openat(AT_FDCWD<\x2f\x74>, "\x61", O_RDWR|O_CREAT|O_EXCL|O_CLOEXEC, 0600) = 3<\x2f\x74\x2f\x61>
7 write(3<\x2f\x74\x2f\x61>, "\x68\x69"..., 2 <unfinished ...>
8 fsync(4<\x2f\x74\x2f\x62>) = 0
7 <... write resumed>) = 2
7 pwrite64(3<\x2f\x74\x2f\x61>, "\x21", 1, 5) = 1
7 renameat2(AT_FDCWD<\x2f\x74>, "\x61", AT_FDCWD<\x2f\x74>, "\x2f\x74\x2f\x63", RENAME_NOREPLACE) = 0
7 rename("\x2f\x74\x2f\x63", "\x2f\x74\x2f\x64") = -1 ENOENT (No such file or directory)
7 write(3<\x2f\x74\x2f\x61>(deleted), "\x68", 1) = 1
7 unlinkat(5<\x2f\x74>, "\x63", 0) = 0
7 sendto(9<\x73\x6f\x63\x6b\x65\x74\x3a\x5b\x31\x5d>, "\x68\x69\x21", 3, MSG_NOSIGNAL, NULL, 0) = 3
7 ftruncate(3<\x2f\x74\x2f\x61>, 0) = 0
7 +++ exited with 0 +++
"#;
    let path = |name: &str| Path::new("/t").join(name);
    assert_eq!(
        read(log),
        [
            Act::Open(path("a"), false),
            Act::Sync(path("b")),
            Act::Append(path("a"), b"hi".to_vec()),
            Act::Write(path("a"), b"!".to_vec(), 5),
            Act::Rename(path("a"), path("c")),
            Act::Tell(1),
            Act::Remove(path("c")),
            Act::Tell(3),
            Act::Cut(path("a"), 0),
        ]
    );
}
