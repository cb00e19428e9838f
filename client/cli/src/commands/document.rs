//! What `record add` and `record amend` are given: a file, which is streamed, or standard input or a pipe, which is read
//! into memory before anything is sealed, because its size has to be known. So that has a bound, and a file none.
//!
//! Devices are refused. No name is repeated in an error: a file's name can say something of a patient.

use crate::commands::details;
use crate::context::Context;
use medink_core::Watch;
use medink_core::error::{Error, Kind, Result};
use medink_core::files;
use medink_core::records::{Described, Document};
use medink_core::when;
use medink_core::words;
use medink_seal::record::Kind as RecordKind;
use serde::Deserialize;
use std::fs::{File, Metadata};
use std::io::{self, Cursor, Read};
use std::os::unix::fs::FileTypeExt;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// Most that is taken from standard input or a pipe, in MiB.
const MOST_MIB: u64 = 64;

/// What stands for standard input.
const STANDARD_INPUT: &str = "-";

/// Title, kind and date as a user gives them.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Given {
    title: Option<String>,
    kind: Option<String>,
    date: Option<String>,
}

/// Where a document comes from.
enum Origin {
    File,
    Pipe,
    StandardInput,
}

impl Origin {
    /// Looks before anything is opened: opening a pipe would wait for somebody to write to it. `which` names the file in
    /// errors.
    fn of(path: &Path, which: &str) -> Result<Self> {
        if path == Path::new(STANDARD_INPUT) {
            return Ok(Origin::StandardInput);
        }
        let about = std::fs::metadata(path).map_err(|e| unreadable(which, &e))?;
        if about.is_dir() {
            return Err(Error::new(Kind::Usage, format!("{which} is a folder"))
                .next("Give the files in it, or pack it into one file first."));
        }
        match (about.is_file(), about.file_type().is_fifo()) {
            (true, _) => Ok(Origin::File),
            (_, true) => Ok(Origin::Pipe),
            _ => Err(
                Error::new(Kind::Usage, format!("{which} is no regular file and no pipe"))
                    .next("Copy it to a file first."),
            ),
        }
    }
}

/// Checks what can be checked of all of them together, before any is read.
pub fn check(paths: &[PathBuf], details: Option<&Path>) -> Result<()> {
    if paths.len() < 2 {
        return Ok(());
    }
    if details.is_some() {
        return Err(Error::new(Kind::Usage, "--details fits a single file only")
            .next("Add the files one by one, or leave --details out."));
    }
    for (place, path) in paths.iter().enumerate() {
        if !matches!(Origin::of(path, &which(place, paths.len()))?, Origin::File) {
            return Err(Error::new(
                Kind::Usage,
                "standard input or a pipe is recorded by itself, not with other files",
            )
            .next("Give it a command of its own."));
        }
    }
    Ok(())
}

/// What one of several is called in errors, in place of its name.
pub fn which(place: usize, count: usize) -> String {
    match count {
        1 => "the file given".to_owned(),
        _ => format!("file {} of {count}", place.saturating_add(1)),
    }
}

/// Opens a document and finds out what it is. `which` names it in errors.
pub async fn document(
    context: &Context,
    path: &Path,
    which: &str,
    details_file: Option<&Path>,
) -> Result<Document> {
    match Origin::of(path, which)? {
        Origin::File => {
            let (file, about) = opened(path).map_err(|e| unreadable(which, &e))?;
            let mut described = described(given(context, details_file).await?)?;
            described.file_name = path.file_name().map(|name| name.to_string_lossy().into_owned());
            described.size = about.len();
            Document::detect(file, described).map_err(|error| error.at(which))
        }
        Origin::Pipe => {
            let path = path.to_owned();
            let source = move || File::open(path);
            streamed(context, "the pipe", details_file, source).await
        }
        Origin::StandardInput => {
            if details_file == Some(Path::new(STANDARD_INPUT)) {
                return Err(Error::new(
                    Kind::Usage,
                    "the document and its details can't both come from standard input",
                )
                .next("Give one of them as a file."));
            }
            streamed(context, "standard input", details_file, || Ok(io::stdin())).await
        }
    }
}

/// A document that has no size and no name before it was read. Its title is asked for first, so that nobody waits for
/// gigabytes to be told that something is missing.
async fn streamed<R: Read>(
    context: &Context,
    what: &'static str,
    details_file: Option<&Path>,
    source: impl FnOnce() -> io::Result<R> + Send + 'static,
) -> Result<Document> {
    let described = described(given(context, details_file).await?)?;
    if described.title.as_deref().unwrap_or_default().trim().is_empty() {
        let problem = format!("what comes from {what} has no file's name, so it needs a title");
        return Err(Error::new(Kind::Usage, problem)
            .next("Give it with --details FILE, as JSON: {\"title\": \"...\", \"kind\": \"...\"}."));
    }
    if what == "standard input" && context.prompt.interactive() {
        context
            .bars
            .say("Reading from the terminal; Ctrl-D on a line of its own ends it.");
    }
    let bytes = files::apart(move || bounded(source, what)).await?;
    let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    Document::detect(Cursor::new(bytes), Described { size, ..described })
}

/// Reads all of it, if that is not too much.
fn bounded<R: Read>(source: impl FnOnce() -> io::Result<R>, what: &str) -> Result<Zeroizing<Vec<u8>>> {
    let most = MOST_MIB.saturating_mul(1024 * 1024);
    let mut bytes = Zeroizing::new(Vec::new());
    source()
        .and_then(|source| source.take(most.saturating_add(1)).read_to_end(&mut bytes))
        .map_err(|e| Error::io(format!("reading {what}"), &e).next("Copy it to a file and add that."))?;
    match u64::try_from(bytes.len()).unwrap_or(u64::MAX) {
        0 => Err(Error::new(Kind::Usage, format!("nothing came from {what}"))
            .next("Look whether the program that writes to it has failed.")),
        size if size > most => Err(Error::new(
            Kind::Usage,
            format!("more than {MOST_MIB} MiB come from {what}, which is more than is read into memory"),
        )
        .next("Save it to a file and add that: a file may have any size.")),
        _ => Ok(bytes),
    }
}

fn opened(path: &Path) -> io::Result<(File, Metadata)> {
    let file = File::open(path)?;
    let about = file.metadata()?;
    Ok((file, about))
}

fn unreadable(which: &str, error: &io::Error) -> Error {
    Error::io(format!("reading {which}"), error).next("Check that it is there and that you may read it.")
}

/// What was given, checked.
pub fn described(given: Given) -> Result<Described> {
    words::check_title(given.title.as_deref().unwrap_or_default())?;
    let kind = given
        .kind
        .map(|kind| kind.parse::<RecordKind>())
        .transpose()
        .map_err(|e| Error::new(Kind::Usage, e.to_string()))?;
    Ok(Described {
        title: given.title,
        kind,
        date: given.date.as_deref().map(when::parse_date).transpose()?,
        ..Described::default()
    })
}

async fn given(context: &Context, file: Option<&Path>) -> Result<Given> {
    let fields = ["title", "kind", "date"];
    let Some(text) = details(context, file, "the record's details", &fields, true).await? else {
        return Ok(Given::default());
    };
    parsed(&text)
}

/// What was given as JSON. The error never repeats it.
pub fn parsed(text: &str) -> Result<Given> {
    serde_json::from_str(text).map_err(|e| {
        Error::new(
            Kind::Usage,
            format!(
                "the record's details are not valid JSON: line {}, column {}",
                e.line(),
                e.column()
            ),
        )
        .next("They hold text fields: title, kind and date.")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_more_is_read_than_fits_and_nothing_is_no_document() {
        let zeros = |size: u64| bounded(move || Ok(io::repeat(0).take(size)), "the pipe");
        let most = MOST_MIB * 1024 * 1024;
        assert_eq!(zeros(most).unwrap().len() as u64, most);
        for size in [most + 1, u64::MAX] {
            let error = zeros(size).unwrap_err();
            assert!(
                error.kind == Kind::Usage && error.to_string().contains("Save it to a file"),
                "{error}"
            );
        }
        let error = zeros(0).unwrap_err();
        assert!(error.what.contains("nothing came from the pipe"), "{error}");
        let error = bounded(|| File::open("/nowhere/a-name"), "the pipe").unwrap_err();
        assert!(
            error.kind == Kind::Io && !error.to_string().contains("a-name"),
            "{error}"
        );
    }

    #[test]
    fn a_device_is_neither_a_file_nor_a_pipe() {
        let error = Origin::of(Path::new("/dev/zero"), "the file given")
            .err()
            .unwrap();
        assert_eq!(error.kind, Kind::Usage);
        assert!(matches!(
            Origin::of(Path::new("-"), "the file given"),
            Ok(Origin::StandardInput)
        ));
    }

    #[test]
    fn a_stream_is_recorded_by_itself() {
        let paths = |names: &[&str]| names.iter().map(PathBuf::from).collect::<Vec<_>>();
        assert!(check(&paths(&["-"]), Some(Path::new("details"))).is_ok());
        let error = check(&paths(&["/proc/self/status", "-"]), None).unwrap_err();
        assert!(error.what.contains("by itself"), "{error}");
        let error = check(&paths(&["/a-name", "-"]), None).unwrap_err();
        assert!(
            error.what.contains("file 1 of 2") && !error.to_string().contains("a-name"),
            "{error}"
        );
    }
}
