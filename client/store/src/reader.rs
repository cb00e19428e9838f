//! A walk as an `AsyncRead`.
//!
//! One block ahead: while the caller works on one, the next is read and verified on a blocking thread.
//! No thread waits for a slow caller, and dropping the reader ends all of it.

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::{Buf, Bytes};
use tokio::io::{AsyncRead, ReadBuf};
use tokio::task::{JoinHandle, spawn_blocking};

use crate::StoreError;
use crate::walk::Walk;

type Step = Result<Option<(Walk, Vec<u8>)>, StoreError>;

/// A stream of a content's verified bytes.
pub(crate) struct ContentReader {
    /// Verified, and not handed out yet.
    ready: Bytes,
    next: Next,
}

enum Next {
    Reading(JoinHandle<Step>),
    End,
    Failed,
}

impl ContentReader {
    /// Begins to read, on the runtime of the caller.
    pub(crate) fn new(walk: Walk) -> Self {
        Self {
            ready: Bytes::new(),
            next: read_on(walk),
        }
    }
}

fn read_on(mut walk: Walk) -> Next {
    Next::Reading(spawn_blocking(move || {
        Ok(walk.next()?.map(|bytes| (walk, bytes)))
    }))
}

impl AsyncRead for ContentReader {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, out: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        while this.ready.is_empty() {
            let step = match &mut this.next {
                Next::Reading(job) => ready!(Pin::new(job).poll(cx)),
                Next::End => return Poll::Ready(Ok(())),
                // A caller that tries again after an error must not take the rest for an end.
                Next::Failed => return Poll::Ready(Err(io::Error::other("reading has failed before"))),
            };
            match step.unwrap_or(Err(StoreError::Stopped)) {
                Ok(Some((walk, bytes))) => {
                    this.ready = bytes.into();
                    this.next = read_on(walk);
                }
                Ok(None) => this.next = Next::End,
                Err(error) => {
                    this.next = Next::Failed;
                    return Poll::Ready(Err(error.into_read()));
                }
            }
        }
        let len = this.ready.len().min(out.remaining());
        out.put_slice(&this.ready.copy_to_bytes(len));
        Poll::Ready(Ok(()))
    }
}
