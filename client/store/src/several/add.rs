//! The same content into several stores, in constant memory.
//!
//! Each store writes on a thread of its own, from a queue of a few chunks: so none waits for another. One that fails, or
//! takes nothing for too long, is cut off, and the others go on, as long as enough are left.

use crate::doing::Doing;
use std::sync::Arc;
use std::time::Duration;

use futures::future::join_all;
use tokio::runtime::Handle;
use tokio::sync::mpsc;
use tokio::task::{JoinHandle, spawn_blocking};
use tokio::time::timeout;

use super::member::Member;
use super::too_few;
use super::warnings::Missed;
use crate::StoreError;
use crate::chunk::Piece;
use crate::content::{Added, Hold};
use crate::push::{Adding, Chunks};

/// Chunks that wait for one store, each of [`CHUNK`](crate::CHUNK) bytes.
const AHEAD: usize = 4;

/// Content on its way into all members.
pub(super) struct ToAll {
    members: Arc<[Member]>,
    /// One for each member, in their order.
    ways: Vec<Way>,
    /// How many have to have it in the end.
    copies: usize,
    chunks: Chunks,
    patience: Duration,
    runtime: Handle,
}

/// The way into one store.
enum Way {
    /// It takes what comes.
    Open {
        pieces: mpsc::Sender<Piece>,
        writing: JoinHandle<Result<Added, StoreError>>,
    },
    /// It takes no more.
    Over(StoreError),
}

impl ToAll {
    /// Begins with all members; at least `copies` have to take it.
    pub(super) async fn begin(
        members: Arc<[Member]>,
        copies: usize,
        patience: Duration,
    ) -> Result<Self, StoreError> {
        let begun = join_all(members.iter().map(|member| member.ask(member.store.begin()))).await;
        let ways = begun.into_iter().map(Way::begin).collect();
        let mut all = Self {
            members,
            ways,
            copies,
            chunks: Chunks::default(),
            patience,
            runtime: Handle::current(),
        };
        all.is_open()?;
        Ok(all)
    }

    /// Whether enough still take something; if not, why.
    fn is_open(&mut self) -> Result<(), StoreError> {
        let open = |way: &&Way| matches!(way, Way::Open { .. });
        let have = self.ways.iter().filter(open).count();
        if have >= self.copies {
            return Ok(());
        }
        // The queues of the others end without an end: whatever they have is garbage.
        let failed = self.members.iter().zip(std::mem::take(&mut self.ways));
        let failed = failed.filter_map(|(member, way)| match way {
            Way::Open { .. } => None,
            Way::Over(error) => Some((member, error)),
        });
        Err(too_few(Doing::Storing, (have, self.copies), failed.collect()))
    }

    /// Hands a piece to all that still take some.
    fn hand(&mut self, piece: impl Fn() -> Piece) {
        let ways = std::mem::take(&mut self.ways);
        let each = self.members.iter().zip(ways);
        self.ways = each
            .map(|(member, way)| way.hand(piece(), member, self.patience, &self.runtime))
            .collect();
    }
}

impl Way {
    fn begin(begun: Result<Box<dyn Adding>, StoreError>) -> Self {
        match begun {
            Ok(adding) => {
                let (pieces, taken) = mpsc::channel(AHEAD);
                let writing = spawn_blocking(move || write(adding, taken));
                Way::Open { pieces, writing }
            }
            Err(error) => Way::Over(error),
        }
    }

    /// Hands one piece over, and is over where the store has failed or is too slow.
    fn hand(self, piece: Piece, member: &Member, patience: Duration, runtime: &Handle) -> Self {
        let Way::Open { pieces, writing } = self else {
            return self;
        };
        let error = match runtime.block_on(timeout(patience, pieces.send(piece))) {
            Ok(Ok(())) => return Way::Open { pieces, writing },
            Ok(Err(_)) => {
                let ended = runtime.block_on(writing).unwrap_or(Err(StoreError::Stopped));
                ended.err().unwrap_or(StoreError::Stopped)
            }
            // Its queue ends without an end: whatever it has is given up.
            Err(_) => too_slow(member, patience),
        };
        member.note(&error);
        Way::Over(error)
    }

    /// What came of it, once it was told the end. One that takes nothing more and does not come to an end is given up.
    async fn end(self, member: &Member, patience: Duration) -> Result<Added, StoreError> {
        let (pieces, mut writing) = match self {
            Way::Open { pieces, writing } => (pieces, writing),
            Way::Over(error) => return Err(error),
        };
        let mut room = pieces.capacity();
        loop {
            match timeout(patience, &mut writing).await {
                Ok(ended) => return ended.unwrap_or(Err(StoreError::Stopped)),
                // It goes on, slowly.
                Err(_) if pieces.capacity() > room => room = pieces.capacity(),
                Err(_) => return Err(too_slow(member, patience)),
            }
        }
    }
}

fn too_slow(member: &Member, patience: Duration) -> StoreError {
    StoreError::TooSlow {
        place: member.name.clone(),
        doing: Doing::Storing,
        seconds: patience.as_secs_f64().ceil() as u64,
    }
}

/// Writes what comes, until the end comes.
fn write(mut adding: Box<dyn Adding>, mut pieces: mpsc::Receiver<Piece>) -> Result<Added, StoreError> {
    loop {
        match pieces.blocking_recv() {
            Some(Piece::Bytes(bytes)) => adding.write(&bytes)?,
            Some(Piece::End) => return adding.finish(),
            None => return Err(StoreError::Stopped),
        }
    }
}

impl Adding for ToAll {
    fn write(&mut self, bytes: &[u8]) -> Result<(), StoreError> {
        let mut chunks = std::mem::take(&mut self.chunks);
        let pushed = chunks.push(bytes, |chunk| {
            self.hand(|| Piece::Bytes(chunk.clone()));
            self.is_open()
        });
        self.chunks = chunks;
        pushed
    }

    fn finish(mut self: Box<Self>) -> Result<Added, StoreError> {
        if let Some(rest) = self.chunks.rest() {
            self.hand(|| Piece::Bytes(rest.clone()));
        }
        self.hand(|| Piece::End);
        let Self {
            members,
            ways,
            copies,
            patience,
            runtime,
            ..
        } = *self;
        let ends = members.iter().zip(ways).map(|(member, way)| async move {
            let added = way.end(member, patience).await;
            if let Err(error) = &added {
                member.note(error);
            }
            added
        });
        let added = runtime.block_on(join_all(ends));
        together(&members, added, copies)
    }
}

/// What came of it: one address, and the holds of all that took it. Where these are too few nothing holds it.
fn together(
    members: &[Member],
    added: Vec<Result<Added, StoreError>>,
    copies: usize,
) -> Result<Added, StoreError> {
    let mut good: Vec<Added> = Vec::with_capacity(added.len());
    let mut failed = Vec::new();
    for (member, added) in members.iter().zip(added) {
        match (added, good.first()) {
            (Ok(added), Some(first)) if added.cid != first.cid => {
                let (place, cid) = (member.name.clone(), Box::new(first.cid));
                failed.push((member, StoreError::Disagrees { place, cid }));
            }
            (Ok(added), _) => good.push(added),
            (Err(error), _) => failed.push((member, error)),
        }
    }
    let (have, all) = (good.len(), members.len());
    let first = good.first().filter(|_| have >= copies);
    let Some((cid, size, stored)) = first.map(|added| (added.cid, added.size, added.stored)) else {
        return Err(too_few(Doing::Storing, (have, copies), failed));
    };
    for (member, error) in failed {
        member.warn(Missed::Stored { have, all }, &error);
        member.misses(&cid);
    }
    Ok(Added::new(cid, size, stored, Hold::new(good)))
}
