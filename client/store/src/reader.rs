//! A walk as an `AsyncRead`, wherever its blocks come from.
//!
//! One step ahead: while the caller works on one leaf, the next is fetched and verified in the background. Nothing
//! waits for a slow caller, and dropping the reader ends all of it.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bytes::{Buf, Bytes};
use cid::Cid;
use futures::future::BoxFuture;
use tokio::io::{AsyncRead, ReadBuf};
use tokio::task::spawn_blocking;

use crate::layout::Layout;
use crate::lock::Guard;
use crate::walk::{Step, Walk};
use crate::{StoreError, blocks};

/// The next bytes and what goes on from there; `None` at the end.
pub(crate) type Leap = Result<Option<(Box<dyn Leaves>, Vec<u8>)>, StoreError>;

/// Verified leaves, one after the other.
pub(crate) trait Leaves: Send + 'static {
    /// Begins to fetch the next, on the runtime of the caller. Dropping what is returned gives it up.
    fn next(self: Box<Self>) -> BoxFuture<'static, Leap>;
}

/// A stream of a content's verified bytes.
pub(crate) struct ContentReader {
    /// Verified, and not handed out yet.
    ready: Bytes,
    next: Next,
}

enum Next {
    Reading(BoxFuture<'static, Leap>),
    End,
    Failed,
}

impl ContentReader {
    /// Begins to read.
    pub(crate) fn new(leaves: impl Leaves) -> Self {
        Self {
            ready: Bytes::new(),
            next: Next::Reading(Box::new(leaves).next()),
        }
    }
}

impl AsyncRead for ContentReader {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, out: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        while this.ready.is_empty() {
            let leap = match &mut this.next {
                Next::Reading(job) => ready!(job.as_mut().poll(cx)),
                Next::End => return Poll::Ready(Ok(())),
                // A caller that tries again after an error must not take the rest for an end.
                Next::Failed => return Poll::Ready(Err(io::Error::other("reading has failed before"))),
            };
            match leap {
                Ok(Some((leaves, bytes))) => {
                    this.ready = bytes.into();
                    this.next = Next::Reading(leaves.next());
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

/// A walk through blocks on this machine's disk.
#[derive(Debug)]
pub(crate) struct OnDisk {
    walk: Walk,
    layout: Arc<Layout>,
    _guard: Guard,
}

impl OnDisk {
    /// Begins with the root's block.
    pub(crate) fn begin(layout: Arc<Layout>, root: Cid, guard: Guard) -> Result<Self, StoreError> {
        let block = blocks::read(&layout, &root).map_err(|fault| fault.of(&root, &root, layout.place()))?;
        Ok(Self {
            walk: Walk::begin(root, block)?,
            layout,
            _guard: guard,
        })
    }

    /// As [`Walk::narrow`].
    pub(crate) fn narrow(&mut self, offset: u64, len: u64) -> Result<(), StoreError> {
        self.walk.narrow(offset, len)
    }

    fn read(&mut self) -> Result<Option<Vec<u8>>, StoreError> {
        loop {
            match self.walk.step() {
                Step::Bytes(bytes) => return Ok(Some(bytes)),
                Step::End => return Ok(None),
                Step::Block(cid) => {
                    let block = blocks::read(&self.layout, &cid)
                        .map_err(|fault| fault.of(self.walk.root(), &cid, self.layout.place()))?;
                    if let Some(bytes) = self.walk.give(block)? {
                        return Ok(Some(bytes));
                    }
                }
            }
        }
    }
}

impl Leaves for OnDisk {
    fn next(mut self: Box<Self>) -> BoxFuture<'static, Leap> {
        let job = spawn_blocking(move || Ok(self.read()?.map(|bytes| (self as Box<dyn Leaves>, bytes))));
        Box::pin(async { job.await.unwrap_or(Err(StoreError::Stopped)) })
    }
}
