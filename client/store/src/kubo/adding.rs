//! Content on its way to a daemon: named here on the way, and held against the name that the daemon gives it.
//!
//! One request takes it all. A few chunks wait for the daemon, so that naming and sending go side by side.

use crate::doing::Doing;
use std::sync::Arc;
use std::time::Duration;

use ipfs_api_backend_hyper::Form;
use ipfs_api_backend_hyper::response::AddResponse;
use tokio::runtime::Handle;
use tokio::sync::{OwnedRwLockReadGuard, mpsc};
use tokio::task::JoinSet;
use tokio::time::timeout;

use super::client::{Client, Refusal};
use super::{is, rpc};
use crate::StoreError;
use crate::chunk::{Namer, Piece};
use crate::content::{Added, Hold};
use crate::pipe::Pipe;
use crate::push::{Adding, Chunks};

/// Chunks on their way to the daemon, each of [`CHUNK`](crate::CHUNK) bytes.
const AHEAD: usize = 4;
const DOING: Doing = Doing::Storing;

type Told = Result<AddResponse, Refusal>;

/// An add whose request is on its way. Dropped, the request is broken off.
pub(super) struct OnItsWay {
    request: Request,
    namer: Namer,
    chunks: Chunks,
    hold: OwnedRwLockReadGuard<()>,
}

/// The one request that takes all of it.
struct Request {
    client: Arc<Client>,
    runtime: Handle,
    pieces: mpsc::Sender<Piece>,
    /// It ends with this set.
    asked: JoinSet<Told>,
}

impl OnItsWay {
    /// Sends the request's head. To be called within the runtime that sends the rest.
    pub(super) fn begin(client: Arc<Client>, hold: OwnedRwLockReadGuard<()>) -> Self {
        let (pieces, receiver) = mpsc::channel(AHEAD);
        let mut asked = JoinSet::new();
        asked.spawn(ask(Arc::clone(&client), Pipe::new(receiver)));
        Self {
            request: Request {
                client,
                runtime: Handle::current(),
                pieces,
                asked,
            },
            namer: Namer::new(),
            chunks: Chunks::default(),
            hold,
        }
    }
}

/// How long the whole takes nobody knows: whoever sends watches that it goes on.
async fn ask(client: Arc<Client>, content: Pipe) -> Told {
    let mut form = Form::default();
    form.add_async_reader("file", content);
    let mut answer = client
        .send(DOING, rpc::Add::new(), Some(form), Duration::MAX)
        .await?
        .within(Duration::MAX);
    let mut told: Option<AddResponse> = None;
    answer
        .lines(|line| {
            told = Some(line);
            Ok(())
        })
        .await?;
    told.ok_or_else(|| Refusal::Store(client.not_a_daemon()))
}

impl Request {
    /// Hands a piece over, or says why the request has ended.
    fn hand(&mut self, piece: Piece) -> Result<(), StoreError> {
        let limit = self.client.limits.idle;
        match self.runtime.block_on(timeout(limit, self.pieces.send(piece))) {
            Ok(Ok(())) => Ok(()),
            // Before it had everything: what it says can only be why it refuses.
            Ok(Err(_)) => {
                let refusal = self
                    .answer()?
                    .err()
                    .unwrap_or_else(|| Refusal::Store(self.client.not_a_daemon()));
                Err(self.client.error(DOING, refusal))
            }
            Err(_) => Err(self.client.too_slow(DOING, limit)),
        }
    }

    /// What the daemon says in the end.
    fn answer(&mut self) -> Result<Told, StoreError> {
        let limit = self.client.limits.idle;
        match self.runtime.block_on(timeout(limit, self.asked.join_next())) {
            Ok(Some(Ok(told))) => Ok(told),
            Ok(_) => Err(StoreError::Stopped),
            Err(_) => Err(self.client.too_slow(DOING, limit)),
        }
    }
}

impl Adding for OnItsWay {
    fn write(&mut self, bytes: &[u8]) -> Result<(), StoreError> {
        let Self {
            request,
            namer,
            chunks,
            ..
        } = self;
        chunks.push(bytes, |chunk| {
            namer.push(&chunk);
            request.hand(Piece::Bytes(chunk))
        })
    }

    fn finish(mut self: Box<Self>) -> Result<Added, StoreError> {
        if let Some(rest) = self.chunks.rest() {
            self.namer.push(&rest);
            self.request.hand(Piece::Bytes(rest))?;
        }
        self.request.hand(Piece::End)?;
        let named = self.namer.finish()?;
        let told = self.request.answer()?;
        let client = &self.request.client;
        let told = told.map_err(|refusal| client.error(DOING, refusal))?;
        if !is(&told.hash, &named.cid) {
            return Err(StoreError::Disagrees {
                place: client.place.clone(),
                cid: Box::new(named.cid),
            });
        }
        Ok(Added::new(
            named.cid,
            named.size,
            named.stored,
            Hold::new(self.hold),
        ))
    }
}
