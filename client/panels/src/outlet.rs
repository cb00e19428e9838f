//! What goes out to a browser piece by piece, as it is made: opened records, and the archive of everything.
//!
//! A piece waits until the browser takes it, or until the session ends: what is paused in a browser keeps neither keys nor
//! plaintext beyond a lock. Every piece that was taken counts as a sign that somebody is there, as every piece of an upload
//! does. Nothing here knows what is in the pieces.

use crate::session::Session;
use axum::body::{Body, Bytes};
use futures::stream;
use std::io::{self, ErrorKind, Write};
use std::sync::Arc;
use tokio::runtime::Handle;
use tokio::sync::{mpsc, watch};
use zeroize::Zeroizing;

/// How much goes out at a time, in bytes.
pub const PIECE: usize = 64 * 1024;

/// How many pieces may wait for the browser.
const AHEAD: usize = 4;

type Piece = io::Result<Bytes>;

/// Where something goes out, for as long as the browser is there and the session lasts. It gathers pieces, and gives up what it has
/// gathered when it is dropped: only what is whole is flushed. It is written to where waiting holds nobody up.
pub struct Outlet {
    to: mpsc::Sender<Piece>,
    session: Arc<Session>,
    ending: watch::Receiver<bool>,
    runtime: Handle,
    piece: Zeroizing<Vec<u8>>,
}

/// Tells the browser that no more comes, although it is not all.
pub struct Breaker(mpsc::Sender<Piece>);

/// The pieces, as the browser takes them.
pub struct Pieces {
    from: mpsc::Receiver<Piece>,
    ending: watch::Receiver<bool>,
}

/// An outlet of this session, what breaks it off, and what comes out of it. Called within the runtime.
pub fn open(session: &Arc<Session>) -> (Outlet, Breaker, Pieces) {
    let (to, from) = mpsc::channel(AHEAD);
    let pieces = Pieces {
        from,
        ending: session.ending(),
    };
    let breaker = Breaker(to.clone());
    let outlet = Outlet {
        to,
        session: session.clone(),
        ending: session.ending(),
        runtime: Handle::current(),
        piece: Zeroizing::new(Vec::with_capacity(PIECE)),
    };
    (outlet, breaker, pieces)
}

impl Outlet {
    fn send(&mut self) -> io::Result<()> {
        if *self.ending.borrow() {
            return Err(ErrorKind::ConnectionAborted.into());
        }
        if self.piece.is_empty() {
            return Ok(());
        }
        let (to, ending) = (&self.to, &mut self.ending);
        let room = self.runtime.block_on(async {
            tokio::select! {
                biased;
                // It fails only where the session is gone altogether.
                _ = ending.wait_for(|ended| *ended) => Err(ErrorKind::ConnectionAborted),
                room = to.reserve() => room.map_err(|_| ErrorKind::BrokenPipe),
            }
        })?;
        room.send(Ok(Bytes::copy_from_slice(&self.piece)));
        self.piece.clear();
        self.session.touch();
        Ok(())
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

impl Breaker {
    /// Waits until the browser has taken what was sent before. Whoever calls this has let go of all secrets.
    pub async fn break_off(self) {
        // If nobody takes the pieces any more, nobody has to be told.
        let _ = self.0.send(Err(ErrorKind::ConnectionAborted.into())).await;
    }
}

impl Pieces {
    /// The next one; none after the last. What still waits when the session ends is not given out.
    pub async fn next(&mut self) -> Option<Piece> {
        let ended = *self.ending.borrow();
        match ended {
            true => Some(Err(ErrorKind::ConnectionAborted.into())),
            false => self.from.recv().await,
        }
    }

    /// All that are to come, after those that were taken already.
    pub fn into_body(self, taken: Option<Bytes>) -> Body {
        let taken = stream::iter(taken.map(Ok));
        let rest = stream::unfold(self, |mut pieces| async move {
            let piece = pieces.next().await?;
            Some((piece, pieces))
        });
        Body::from_stream(stream::StreamExt::chain(taken, rest))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::{Sessions, Unlocked};
    use medink_seal::Account;
    use std::time::Duration;
    use tokio::task::spawn_blocking;

    const IDLE: Duration = Duration::from_secs(60);
    /// Within this everything here has happened, or never does.
    const LIMIT: Duration = Duration::from_secs(30);

    fn unlocked() -> (Sessions, Arc<Session>) {
        let sessions = Sessions::new(IDLE);
        let token = sessions.invite().unwrap();
        let first = sessions.enter(&token).unwrap().unwrap();
        let account = Account::from_suri("//Alice").unwrap();
        let session = sessions
            .unlock(&first, Unlocked::new("a".into(), "A".into(), account))
            .unwrap();
        (sessions, session)
    }

    #[tokio::test]
    async fn pieces_are_gathered_and_nothing_comes_after_a_lock() {
        let (sessions, session) = unlocked();
        let (mut out, _breaker, mut pieces) = open(&session);
        let mut out = spawn_blocking(move || {
            out.write_all(b"piece").unwrap();
            out
        })
        .await
        .unwrap();
        assert!(pieces.from.try_recv().is_err(), "pieces are gathered");
        let mut out = spawn_blocking(move || {
            out.flush().unwrap();
            out.write_all(&[7; PIECE + 1]).unwrap();
            out
        })
        .await
        .unwrap();
        assert_eq!(&pieces.next().await.unwrap().unwrap()[..], b"piece");
        sessions.lock(&session).unwrap();
        // What waited already is not given out, either.
        assert!(pieces.next().await.unwrap().is_err());
        let out = spawn_blocking(move || {
            assert_eq!(out.flush().unwrap_err().kind(), ErrorKind::ConnectionAborted);
            out
        })
        .await
        .unwrap();
        drop(out);
        assert_eq!(pieces.from.try_recv().unwrap().unwrap().len(), PIECE);
        assert!(pieces.from.try_recv().is_err());
    }

    #[tokio::test]
    async fn a_lock_ends_what_a_browser_has_paused() {
        let (sessions, session) = unlocked();
        let (mut out, breaker, mut pieces) = open(&session);
        let writing = spawn_blocking(move || out.write_all(&[7; PIECE * (AHEAD + 1)]));
        // The channel is full, and nobody takes anything.
        tokio::time::timeout(LIMIT, async {
            while pieces.from.len() < AHEAD {
                tokio::task::yield_now().await;
            }
        })
        .await
        .unwrap();
        assert!(!writing.is_finished());
        sessions.lock(&session).unwrap();
        let written = tokio::time::timeout(LIMIT, writing).await.unwrap().unwrap();
        assert_eq!(written.unwrap_err().kind(), ErrorKind::ConnectionAborted);
        // The outlet is gone with its plaintext, and the browser learns that this is not all.
        let broken = tokio::spawn(breaker.break_off());
        assert!(pieces.next().await.unwrap().is_err());
        drop(pieces);
        tokio::time::timeout(LIMIT, broken).await.unwrap().unwrap();
    }

    #[tokio::test]
    async fn whoever_is_gone_ends_it_and_what_was_broken_off_is_told_after_the_pieces() {
        let (_sessions, session) = unlocked();
        let (mut out, breaker, mut pieces) = open(&session);
        spawn_blocking(move || {
            out.write_all(b"piece").unwrap();
            out.flush().unwrap();
        })
        .await
        .unwrap();
        breaker.break_off().await;
        assert_eq!(&pieces.next().await.unwrap().unwrap()[..], b"piece");
        assert!(pieces.next().await.unwrap().is_err());
        assert!(pieces.next().await.is_none());

        let (mut out, _breaker, pieces) = open(&session);
        drop(pieces);
        let written = spawn_blocking(move || out.write_all(&[7; PIECE])).await.unwrap();
        assert_eq!(written.unwrap_err().kind(), ErrorKind::BrokenPipe);
    }

    #[tokio::test]
    async fn every_piece_that_goes_out_keeps_the_account_unlocked() {
        let (sessions, session) = unlocked();
        let (mut out, _breaker, mut pieces) = open(&session);
        tokio::time::sleep(Duration::from_millis(300)).await;
        let before = sessions.left(&session).unwrap();
        spawn_blocking(move || out.write_all(&[7; PIECE]))
            .await
            .unwrap()
            .unwrap();
        assert_eq!(pieces.next().await.unwrap().unwrap().len(), PIECE);
        assert!(sessions.left(&session).unwrap() > before);
    }
}
