//! Everything that a patient has, downloaded as one archive that opens without medink.
//!
//! It is made as the browser takes it, and is on no disk of this program's. A lock ends it; what has come by then is no
//! archive, and the browser says that the download failed.

use crate::show::size;
use crate::visit::download;
use crate::{Answer, AsPatient, Fields, Frame, Shared};
use askama::Template;
use axum::Router;
use axum::body::{Body, Bytes};
use axum::routing::get;
use futures::stream;
use medink_core::archive::{Protection, Taken};
use medink_core::error::{Error, Kind, Result};
use medink_core::records::Destination;
use medink_local::wallet::check_archive_password;
use std::io::{self, ErrorKind, Write};
use tokio::sync::{mpsc, watch};
use zeroize::Zeroizing;

/// What the download is called: nothing that says whose it is.
const NAME: &str = "medink-records.zip";

/// How much goes out at a time, in bytes.
const PIECE: usize = 64 * 1024;

/// How many pieces may wait for the browser.
const AHEAD: usize = 4;

/// The page of this file.
pub fn routes() -> Router<Shared> {
    Router::new().route("/patient/export", get(show).post(export))
}

#[derive(Template)]
#[template(path = "patient/export.html")]
struct Page {
    frame: Frame,
    form: Fields,
    problem: Option<Error>,
    records: u32,
    /// About how large it will be; none where this machine has not looked at the records yet.
    about: Option<String>,
}

async fn page(inside: &AsPatient, form: Fields, problem: Option<Error>) -> Result<Page> {
    let about = inside.unlocked.list(&inside.me()).map(|list| {
        let all = list.all.iter().flat_map(|record| record.all());
        let sizes = all.filter_map(|one| Some(one.details.as_ref()?.size));
        size(&sizes.fold(0u64, u64::saturating_add))
    });
    Ok(Page {
        frame: inside.frame(),
        // No page ever holds a password.
        form: Fields::of([("how", form.get("how"))]),
        problem,
        records: inside.medink.patient(inside.me()).await?.records,
        about,
    })
}

async fn show(inside: AsPatient, form: Fields) -> Answer {
    inside.page(page(&inside, form, None).await?)
}

async fn export(inside: AsPatient, form: Fields) -> Answer {
    match begun(&inside, &form).await {
        Ok(body) => Ok(download(NAME, "application/zip", body)),
        Err(problem) => inside.again(page(&inside, form, Some(problem)).await?),
    }
}

/// How the archive is to be kept from others.
fn protection(form: &Fields) -> Result<Protection> {
    match form.get("how") {
        "plain" => Ok(Protection::None),
        "encrypted" => {
            let password = Zeroizing::new(form.get("password").to_owned());
            check_archive_password(&password)?;
            if *password != form.get("again") {
                return Err(
                    Error::new(Kind::Usage, "the two passwords differ").next("Type the same one twice.")
                );
            }
            Ok(Protection::Password(password))
        }
        _ => Err(
            Error::new(Kind::Usage, "it is not chosen whether the archive is encrypted").next("Choose one."),
        ),
    }
}

/// Begins the archive. What keeps it from being begun is told on the page; what ends it later, to the browser alone.
async fn begun(inside: &AsPatient, form: &Fields) -> Result<Body> {
    let protection = protection(form)?;
    let (to, mut from) = mpsc::channel(AHEAD);
    let out = Outlet {
        to: to.clone(),
        ending: inside.session.ending(),
        piece: Zeroizing::new(Vec::with_capacity(PIECE)),
    };
    let (medink, actor) = (inside.medink.clone(), inside.actor.clone());
    let work = tokio::spawn(async move {
        let stream = Destination::Stream(Box::new(out));
        let taken = medink.operation(&actor).take_along(protection, stream).await;
        if taken.is_err() {
            // Whoever took the pieces before is told that no more come. If nobody takes any, nobody is.
            let _ = to.send(Err(ErrorKind::ConnectionAborted.into())).await;
        }
        taken.map(|taken| taken.value)
    });
    let first = match from.recv().await {
        Some(Ok(first)) => first,
        _ => return Err(why(work.await)),
    };
    let pieces = stream::unfold((Some(first), from), |(first, mut from)| async move {
        match first {
            Some(first) => Some((Ok(first), (None, from))),
            None => from.recv().await.map(|piece| (piece, (None, from))),
        }
    });
    Ok(Body::from_stream(pieces))
}

/// Why nothing came.
fn why(ended: std::result::Result<Result<Taken>, tokio::task::JoinError>) -> Error {
    match ended {
        Ok(Err(error)) => error,
        _ => Error::new(Kind::Internal, "the archive ended before it began"),
    }
}

/// Where an archive goes out to a browser, for as long as it is there and the account is unlocked. It gathers pieces, and gives
/// up what it has gathered when it is dropped: only a whole archive is flushed.
struct Outlet {
    to: mpsc::Sender<io::Result<Bytes>>,
    ending: watch::Receiver<bool>,
    piece: Zeroizing<Vec<u8>>,
}

impl Outlet {
    fn send(&mut self) -> io::Result<()> {
        if *self.ending.borrow() {
            return Err(ErrorKind::ConnectionAborted.into());
        }
        if self.piece.is_empty() {
            return Ok(());
        }
        let piece = Bytes::copy_from_slice(&self.piece);
        self.piece.clear();
        self.to
            .blocking_send(Ok(piece))
            .map_err(|_| ErrorKind::BrokenPipe.into())
    }
}

impl Write for Outlet {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let room = PIECE.saturating_sub(self.piece.len());
        let taken = bytes.get(..room.min(bytes.len())).unwrap_or_default();
        self.piece.extend_from_slice(taken);
        if self.piece.len() >= PIECE {
            self.send()?;
        }
        Ok(taken.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.send()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_archive_is_encrypted_with_what_was_typed_twice_or_not_at_all() {
        const GOOD: &str = "correct horse battery staple";
        let form = |how: &str, password: &str, again: &str| {
            protection(&Fields::of([
                ("how", how),
                ("password", password),
                ("again", again),
            ]))
        };
        assert!(matches!(form("plain", "", ""), Ok(Protection::None)));
        assert!(matches!(form("encrypted", GOOD, GOOD), Ok(Protection::Password(given)) if *given == GOOD));
        for (how, password, again) in [
            ("", "", ""),
            ("encrypted", "", ""),
            ("encrypted", "short", "short"),
            ("encrypted", GOOD, ""),
            ("encrypted", GOOD, "correct horse battery stable"),
        ] {
            let error = form(how, password, again).err().unwrap();
            assert_eq!(error.kind, Kind::Usage);
            assert!(!error.to_string().contains("horse"), "{error}");
        }
    }

    #[test]
    fn what_was_locked_gives_nothing_more() {
        let (to, mut from) = mpsc::channel(AHEAD);
        let ended = watch::Sender::new(false);
        let mut out = Outlet {
            to,
            ending: ended.subscribe(),
            piece: Zeroizing::default(),
        };
        out.write_all(b"piece").unwrap();
        assert!(from.try_recv().is_err(), "pieces are gathered");
        out.flush().unwrap();
        assert_eq!(&from.try_recv().unwrap().unwrap()[..], b"piece");
        out.write_all(&[7; PIECE + 1]).unwrap();
        assert_eq!(from.try_recv().unwrap().unwrap().len(), PIECE);
        ended.send_replace(true);
        assert!(out.flush().is_err());
        drop(out);
        assert!(from.try_recv().is_err());
    }
}
