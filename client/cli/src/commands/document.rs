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
use medink_words::{Said, said};
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

/// What is read to its end before it is a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stream {
    Pipe,
    StandardInput,
}

impl Stream {
    fn said(self) -> Said {
        match self {
            Stream::Pipe => said!("cli-the-pipe"),
            Stream::StandardInput => said!("cli-standard-input"),
        }
    }
}

impl Origin {
    /// Looks before anything is opened: opening a pipe would wait for somebody to write to it. `which` names the file in
    /// errors.
    fn of(path: &Path, which: &Said) -> Result<Self> {
        if path == Path::new(STANDARD_INPUT) {
            return Ok(Origin::StandardInput);
        }
        let about = std::fs::metadata(path).map_err(|e| unreadable(which, &e))?;
        if about.is_dir() {
            return Err(
                Error::new(Kind::Usage, said!("cli-is-folder", which = which.clone()))
                    .next(said!("cli-is-folder-next")),
            );
        }
        match (about.is_file(), about.file_type().is_fifo()) {
            (true, _) => Ok(Origin::File),
            (_, true) => Ok(Origin::Pipe),
            _ => Err(
                Error::new(Kind::Usage, said!("cli-not-regular", which = which.clone()))
                    .next(said!("cli-not-regular-next")),
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
        return Err(
            Error::new(Kind::Usage, said!("cli-details-single")).next(said!("cli-details-single-next"))
        );
    }
    for (place, path) in paths.iter().enumerate() {
        if !matches!(Origin::of(path, &which(place, paths.len()))?, Origin::File) {
            return Err(
                Error::new(Kind::Usage, said!("cli-pipe-by-itself")).next(said!("cli-pipe-by-itself-next"))
            );
        }
    }
    Ok(())
}

/// What one of several is called in errors, in place of its name.
pub fn which(place: usize, count: usize) -> Said {
    match count {
        1 => said!("core-file-given"),
        _ => said!("cli-file-of", place = place.saturating_add(1), count = count),
    }
}

/// Opens a document and finds out what it is. `which` names it in errors.
pub async fn document(
    context: &Context,
    path: &Path,
    which: &Said,
    details_file: Option<&Path>,
) -> Result<Document> {
    match Origin::of(path, which)? {
        Origin::File => {
            let (file, about) = opened(path).map_err(|e| unreadable(which, &e))?;
            let mut described = described(given(context, details_file).await?)?;
            described.file_name = path.file_name().map(|name| name.to_string_lossy().into_owned());
            described.size = about.len();
            Document::detect(file, described).map_err(|error| error.at(which.clone()))
        }
        Origin::Pipe => {
            let path = path.to_owned();
            let source = move || File::open(path);
            streamed(context, Stream::Pipe, details_file, source).await
        }
        Origin::StandardInput => {
            if details_file == Some(Path::new(STANDARD_INPUT)) {
                return Err(Error::new(Kind::Usage, said!("cli-both-from-input"))
                    .next(said!("cli-both-from-input-next")));
            }
            streamed(context, Stream::StandardInput, details_file, || Ok(io::stdin())).await
        }
    }
}

/// A document that has no size and no name before it was read. Its title is asked for first, so that nobody waits for
/// gigabytes to be told that something is missing.
async fn streamed<R: Read>(
    context: &Context,
    what: Stream,
    details_file: Option<&Path>,
    source: impl FnOnce() -> io::Result<R> + Send + 'static,
) -> Result<Document> {
    let described = described(given(context, details_file).await?)?;
    if described.title.as_deref().unwrap_or_default().trim().is_empty() {
        let problem = said!("cli-needs-title", what = what.said());
        return Err(Error::new(Kind::Usage, problem).next(said!("cli-needs-title-next")));
    }
    if what == Stream::StandardInput && context.prompt.interactive() {
        context.bars.say(&said!("cli-reading-input"));
    }
    let bytes = files::apart(move || bounded(source, what)).await?;
    let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    Document::detect(Cursor::new(bytes), Described { size, ..described })
}

/// Reads all of it, if that is not too much.
fn bounded<R: Read>(source: impl FnOnce() -> io::Result<R>, what: Stream) -> Result<Zeroizing<Vec<u8>>> {
    let most = MOST_MIB.saturating_mul(1024 * 1024);
    let mut bytes = Zeroizing::new(Vec::new());
    source()
        .and_then(|source| source.take(most.saturating_add(1)).read_to_end(&mut bytes))
        .map_err(|e| {
            Error::io(said!("core-reading-what", what = what.said()), &e).next(said!("cli-copy-and-add"))
        })?;
    match u64::try_from(bytes.len()).unwrap_or(u64::MAX) {
        0 => Err(
            Error::new(Kind::Usage, said!("cli-nothing-came", what = what.said()))
                .next(said!("cli-nothing-came-next")),
        ),
        size if size > most => Err(Error::new(
            Kind::Usage,
            said!("cli-too-much-came", most_mib = MOST_MIB, what = what.said()),
        )
        .next(said!("cli-too-much-came-next"))),
        _ => Ok(bytes),
    }
}

fn opened(path: &Path) -> io::Result<(File, Metadata)> {
    let file = File::open(path)?;
    let about = file.metadata()?;
    Ok((file, about))
}

fn unreadable(which: &Said, error: &io::Error) -> Error {
    Error::io(said!("cli-reading-document", which = which.clone()), error).next(said!("cli-check-there"))
}

/// What was given, checked.
pub fn described(given: Given) -> Result<Described> {
    words::check_title(given.title.as_deref().unwrap_or_default())?;
    let kind = given
        .kind
        .map(|kind| kind.parse::<RecordKind>())
        .transpose()
        .map_err(|e| Error::new(Kind::Usage, said!("cli-kind", why = e.to_string())))?;
    Ok(Described {
        title: given.title,
        kind,
        date: given.date.as_deref().map(when::parse_date).transpose()?,
        ..Described::default()
    })
}

async fn given(context: &Context, file: Option<&Path>) -> Result<Given> {
    let fields = ["title", "kind", "date"];
    let Some(text) = details(context, file, || said!("cli-the-details"), &fields, true).await? else {
        return Ok(Given::default());
    };
    parsed(&text)
}

/// What was given as JSON. The error never repeats it.
pub fn parsed(text: &str) -> Result<Given> {
    serde_json::from_str(text).map_err(|e| {
        Error::new(
            Kind::Usage,
            said!("cli-details-json", line = e.line(), column = e.column()),
        )
        .next(said!("cli-details-json-next"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_more_is_read_than_fits_and_nothing_is_no_document() {
        let zeros = |size: u64| bounded(move || Ok(io::repeat(0).take(size)), Stream::Pipe);
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
        assert!(
            error.what.to_string().contains("nothing came from the pipe"),
            "{error}"
        );
        let error = bounded(|| File::open("/nowhere/a-name"), Stream::Pipe).unwrap_err();
        assert!(
            error.kind == Kind::Io && !error.to_string().contains("a-name"),
            "{error}"
        );
    }

    #[test]
    fn a_device_is_neither_a_file_nor_a_pipe() {
        let error = Origin::of(Path::new("/dev/zero"), &which(0, 1)).err().unwrap();
        assert_eq!(error.kind, Kind::Usage);
        assert!(matches!(
            Origin::of(Path::new("-"), &which(0, 1)),
            Ok(Origin::StandardInput)
        ));
    }

    #[test]
    fn a_stream_is_recorded_by_itself() {
        let paths = |names: &[&str]| names.iter().map(PathBuf::from).collect::<Vec<_>>();
        assert!(check(&paths(&["-"]), Some(Path::new("details"))).is_ok());
        let error = check(&paths(&["/proc/self/status", "-"]), None).unwrap_err();
        assert!(error.what.to_string().contains("by itself"), "{error}");
        let error = check(&paths(&["/a-name", "-"]), None).unwrap_err();
        assert!(
            error.what.to_string().contains("file 1 of 2") && !error.to_string().contains("a-name"),
            "{error}"
        );
    }
}
