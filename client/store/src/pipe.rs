//! Bytes on their way into a request's body.
//!
//! A pipe that ends without its [`Piece::End`] fails: an add that was given up never looks like the end of a file.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use tokio::io::{AsyncRead, ReadBuf};
use tokio::sync::mpsc;

use crate::chunk::Piece;

/// The end that a request reads.
pub(crate) struct Pipe {
    pieces: mpsc::Receiver<Piece>,
    ready: Bytes,
    ended: bool,
}

impl Pipe {
    pub(crate) fn new(pieces: mpsc::Receiver<Piece>) -> Self {
        Self {
            pieces,
            ready: Bytes::new(),
            ended: false,
        }
    }
}

impl Pipe {
    /// Waits for bytes, or for the end that was meant to be one.
    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        while self.ready.is_empty() && !self.ended {
            match ready!(self.pieces.poll_recv(cx)) {
                Some(Piece::Bytes(bytes)) => self.ready = bytes,
                Some(Piece::End) => self.ended = true,
                None => return Poll::Ready(Err(io::ErrorKind::UnexpectedEof.into())),
            }
        }
        Poll::Ready(Ok(()))
    }
}

impl AsyncRead for Pipe {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, out: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        ready!(this.poll_ready(cx))?;
        let len = this.ready.len().min(out.remaining());
        out.put_slice(&this.ready.split_to(len));
        Poll::Ready(Ok(()))
    }
}

/// What the bodies of `ipfs-api` are made of.
impl futures::AsyncRead for Pipe {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, out: &mut [u8]) -> Poll<io::Result<usize>> {
        let mut buffer = ReadBuf::new(out);
        ready!(AsyncRead::poll_read(self, cx, &mut buffer))?;
        Poll::Ready(Ok(buffer.filled().len()))
    }
}
