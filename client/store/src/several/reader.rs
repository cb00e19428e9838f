//! Reading on from the next store where one fails in the middle.
//!
//! Every store hands out only what it has verified, so what came before the failure was right.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use cid::Cid;
use futures::future::BoxFuture;
use tokio::io::{AsyncRead, ReadBuf};

use super::member::Member;
use super::tells_more;
use super::warnings::Missed;
use crate::{Reader, StoreError};

/// A reader, and the member that it reads from.
type Open = (usize, Reader);

/// A stream over several stores.
pub(super) struct OneAfterTheOther {
    members: Arc<[Member]>,
    cid: Cid,
    /// Where the next byte is, and how many are wanted from there.
    offset: u64,
    left: u64,
    now: Now,
}

enum Now {
    Reading(usize, Reader),
    /// The error is the first store's: the one to tell if no other can go on.
    Opening(Option<StoreError>, BoxFuture<'static, Result<Open, StoreError>>),
    Failed,
}

/// Opens the range in the first member from `first` on that can.
pub(super) async fn open(
    members: &[Member],
    first: usize,
    cid: &Cid,
    offset: u64,
    len: u64,
) -> Result<Open, StoreError> {
    let mut failed: Option<StoreError> = None;
    for (at, member) in members.iter().enumerate().skip(first) {
        match member.ask(member.store.read_range(cid, offset, len)).await {
            Ok(reader) => return Ok((at, reader)),
            Err(error) if error.is_of_address() => return Err(error),
            Err(error) => {
                let is_absent = matches!(error, StoreError::NotFound { .. });
                if !is_absent {
                    member.warn(Missed::Read, &error);
                }
                // Where it is in no store, the first is the one to name; else what is wrong with it where it is.
                let was_absent = matches!(failed, None | Some(StoreError::NotFound { .. }));
                if was_absent && !is_absent || failed.as_ref().is_none_or(|told| tells_more(&error, told)) {
                    failed = Some(error);
                }
            }
        }
    }
    Err(failed.unwrap_or(StoreError::Stopped))
}

impl OneAfterTheOther {
    pub(super) fn new(members: Arc<[Member]>, cid: Cid, offset: u64, left: u64, (at, reader): Open) -> Self {
        Self {
            members,
            cid,
            offset,
            left,
            now: Now::Reading(at, reader),
        }
    }
}

impl AsyncRead for OneAfterTheOther {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, out: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        loop {
            match &mut this.now {
                Now::Reading(at, reader) => {
                    let before = out.filled().len();
                    match ready!(Pin::new(reader).poll_read(cx, out)) {
                        Ok(()) => {
                            let read = (out.filled().len() - before) as u64;
                            this.offset = this.offset.saturating_add(read);
                            this.left = this.left.saturating_sub(read);
                            return Poll::Ready(Ok(()));
                        }
                        Err(error) => {
                            let error = StoreError::from_io(error);
                            // No other store can go on with that either.
                            if error.is_of_address() {
                                this.now = Now::Failed;
                                return Poll::Ready(Err(error.into_read()));
                            }
                            let next = *at + 1;
                            if let Some(member) = this.members.get(*at) {
                                member.note(&error);
                                member.warn(Missed::ReadWhole, &error);
                            }
                            let (members, cid) = (Arc::clone(&this.members), this.cid);
                            let (offset, left) = (this.offset, this.left);
                            let opening = async move { open(&members, next, &cid, offset, left).await };
                            this.now = Now::Opening(Some(error), Box::pin(opening));
                        }
                    }
                }
                Now::Opening(first, opening) => match ready!(opening.as_mut().poll(cx)) {
                    Ok((at, reader)) => this.now = Now::Reading(at, reader),
                    Err(error) => {
                        let error = first.take().unwrap_or(error);
                        this.now = Now::Failed;
                        return Poll::Ready(Err(error.into_read()));
                    }
                },
                Now::Failed => return Poll::Ready(Err(io::Error::other("reading has failed before"))),
            }
        }
    }
}
