//! One stream into several stores, in constant memory.
//!
//! Each store reads from a pipe of its own that holds a few chunks. One that fails, or takes nothing for too long, is
//! cut off: its pipe ends as one that was given up does, and the others go on.

use std::time::Duration;

use futures::future::join_all;
use tokio::io::AsyncRead;
use tokio::sync::{mpsc, oneshot};
use tokio::time::timeout;

use super::member::Member;
use crate::StoreError;
use crate::chunk::{Piece, next_chunk};
use crate::content::{Added, Hold};
use crate::pipe::Pipe;

/// Chunks that wait for one store, each of [`CHUNK`](crate::CHUNK) bytes.
const AHEAD: usize = 4;

/// The way into one store.
struct Way {
    pieces: mpsc::Sender<Piece>,
    give_up: oneshot::Sender<()>,
}

/// Adds to all members; at least one has to take it.
pub(super) async fn to_all(
    members: &[Member],
    patience: Duration,
    source: &mut (dyn AsyncRead + Send + Unpin),
    progress: &(dyn Fn(u64) + Send + Sync),
) -> Result<Added, StoreError> {
    let (mut ways, mut adds) = (Vec::new(), Vec::new());
    for member in members {
        let (pieces, receiver) = mpsc::channel(AHEAD);
        let (give_up, given_up) = oneshot::channel();
        ways.push(Some(Way { pieces, give_up }));
        adds.push(member.ask(into_one(member, receiver, given_up, patience)));
    }
    let (fed, added) = tokio::join!(feed(source, progress, ways, patience), join_all(adds));
    // It was the source: whatever the stores say is only what came of that.
    fed?;
    together(members, added)
}

async fn into_one(
    member: &Member,
    pieces: mpsc::Receiver<Piece>,
    mut given_up: oneshot::Receiver<()>,
    patience: Duration,
) -> Result<Added, StoreError> {
    let mut pipe = Pipe::new(pieces);
    tokio::select! {
        added = member.store.add(&mut pipe, &|_| {}) => added,
        Ok(()) = &mut given_up => Err(StoreError::TooSlow {
            place: member.name.clone(),
            doing: "storing",
            seconds: patience.as_secs_f64().ceil() as u64,
        }),
    }
}

/// Sends the source on to all that still take it, until its end or until nobody does.
async fn feed(
    source: &mut (dyn AsyncRead + Send + Unpin),
    progress: &(dyn Fn(u64) + Send + Sync),
    mut ways: Vec<Option<Way>>,
    patience: Duration,
) -> Result<(), StoreError> {
    let mut total = 0u64;
    while ways.iter().any(Option::is_some) {
        let Some(chunk) = next_chunk(source).await? else {
            for way in ways.into_iter().flatten() {
                hand(way, Piece::End, patience).await;
            }
            return Ok(());
        };
        for slot in &mut ways {
            if let Some(way) = slot.take() {
                *slot = hand(way, Piece::Bytes(chunk.clone()), patience).await;
            }
        }
        total = total.saturating_add(chunk.len() as u64);
        progress(total);
    }
    Ok(())
}

/// Hands one piece over; nothing comes back of a store that has failed, or that is too slow and is told so.
async fn hand(way: Way, piece: Piece, patience: Duration) -> Option<Way> {
    match timeout(patience, way.pieces.send(piece)).await {
        Ok(Ok(())) => Some(way),
        Ok(Err(_)) => None,
        Err(_) => {
            // Where it has failed meanwhile, it has said why.
            let _ = way.give_up.send(());
            None
        }
    }
}

/// What came of it: one address, and the holds of all that took it.
fn together(members: &[Member], added: Vec<Result<Added, StoreError>>) -> Result<Added, StoreError> {
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
    let Some((cid, size, stored)) = good.first().map(|added| (added.cid, added.size, added.stored)) else {
        let mut failed = failed.into_iter();
        let first = failed.next().map_or(StoreError::Stopped, |(_, error)| error);
        for (member, error) in failed {
            member.warn("not stored", &error);
        }
        return Err(first);
    };
    for (member, error) in failed {
        member.warn("not stored", &error);
        member.misses(&cid);
    }
    Ok(Added::new(cid, size, stored, Hold::new(good)))
}
