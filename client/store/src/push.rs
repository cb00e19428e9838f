//! Content pushed into a store: the seam's other half, and the pump that feeds it from a stream.
//!
//! Nothing here knows a store.

use bytes::Bytes;
use tokio::io::AsyncRead;
use tokio::task::spawn_blocking;

use crate::chunk::next_chunk;
use crate::content::Added;
use crate::{CHUNK, StoreError};

/// Content on its way into a store.
///
/// Writing blocks for as long as the store takes: it belongs on a thread that may. Dropped before
/// [`finish`](Adding::finish) has returned, it was never there, but for garbage that
/// [`gc`](crate::ContentStore::gc) removes.
pub trait Adding: Send {
    /// Takes the next bytes, any number of them.
    ///
    /// # Errors
    /// What keeps the store from writing. Nothing can be written afterwards.
    fn write(&mut self, bytes: &[u8]) -> Result<(), StoreError>;

    /// Ends the content. When it returns, every byte is durable, but not pinned yet: [`Added`] says how that is bridged.
    ///
    /// # Errors
    /// What keeps the store from writing.
    fn finish(self: Box<Self>) -> Result<Added, StoreError>;
}

/// Feeds all of `source` to a store: reads the next chunk while the last one is written.
pub(crate) async fn pump(
    adding: Box<dyn Adding>,
    source: &mut (dyn AsyncRead + Send + Unpin),
    progress: &(dyn Fn(u64) + Send + Sync),
) -> Result<Added, StoreError> {
    let mut total = 0u64;
    let mut chunk = next_chunk(source).await?;
    let mut adding = adding;
    while let Some(bytes) = chunk {
        let len = bytes.len() as u64;
        let writing = apart(move || {
            adding.write(&bytes)?;
            Ok(adding)
        });
        let (next, written) = tokio::join!(next_chunk(source), writing);
        // What the store says counts first: it took what was before.
        adding = written?;
        total = total.saturating_add(len);
        progress(total);
        chunk = next?;
    }
    apart(move || adding.finish()).await
}

async fn apart<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, StoreError> + Send + 'static,
) -> Result<T, StoreError> {
    spawn_blocking(work).await.unwrap_or(Err(StoreError::Stopped))
}

/// Bytes that are gathered to whole chunks of [`CHUNK`].
#[derive(Default)]
pub(crate) struct Chunks {
    begun: Vec<u8>,
}

impl Chunks {
    /// Takes bytes and hands on each chunk that is full.
    pub(crate) fn push(
        &mut self,
        mut bytes: &[u8],
        mut hand_on: impl FnMut(Bytes) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        while !bytes.is_empty() {
            let room = CHUNK.saturating_sub(self.begun.len());
            let (now, later) = bytes.split_at(room.min(bytes.len()));
            self.begun.extend_from_slice(now);
            bytes = later;
            if self.begun.len() >= CHUNK {
                hand_on(std::mem::take(&mut self.begun).into())?;
            }
        }
        Ok(())
    }

    /// The chunk that is not full; none where there is nothing.
    pub(crate) fn rest(&mut self) -> Option<Bytes> {
        let rest = std::mem::take(&mut self.begun);
        (!rest.is_empty()).then(|| rest.into())
    }
}
