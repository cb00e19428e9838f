//! The seam: what medink asks of any place that keeps content, and the plain values it gets back.
//!
//! Nothing here knows how a store works. A daemon, or several stores behind one, fit the same trait.

use std::any::Any;
use std::fmt;

use async_trait::async_trait;
use cid::Cid;
use futures::{StreamExt, stream};
use tokio::io::AsyncRead;

use crate::StoreError;
use crate::push::{Adding, pump};

/// Most pins in one [`PinPage`].
pub const MAX_PAGE: usize = 1000;

/// Most blocks that one [`Verified`] names.
pub const MAX_FAULTS: usize = 1000;

/// How many contents are looked at side by side.
const SIDE_BY_SIDE: usize = 8;

/// A stream of verified content.
///
/// Bytes come out only after their block matched its CID. A missing or damaged block ends the stream with
/// an error, never with an end of file; [`StoreError::from_io`] gives back what it was.
pub type Reader = Box<dyn AsyncRead + Send + Unpin>;

/// Whose reference it is: a label that says nothing of anybody.
///
/// The caller makes it, from what it knows of the owner, so that nobody can make another's by accident and nobody
/// can tell from it who that is. A store compares labels and does nothing else with them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Owner([u8; 32]);

impl Owner {
    /// The owner of this label.
    pub const fn new(label: [u8; 32]) -> Self {
        Self(label)
    }

    /// The label.
    pub const fn label(&self) -> &[u8; 32] {
        &self.0
    }
}

/// In hexadecimal, lower case.
impl fmt::Display for Owner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Owner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A place that keeps content by CID.
///
/// Content is kept for as long as anybody refers to it: a reference is an owner's, and several owners may have one to
/// the same content. Whoever names a CID that is another's gets a reference of their own, and letting that go changes
/// nothing for the other. So nobody loses content because somebody planted its address among somebody's records.
///
/// A store trusts its clients, though. Any owner's label can be given to it: whoever can write to a store's folder or
/// reach a daemon's RPC can let go or delete everything there. References protect from what clients are made to
/// do by what they read, not from those who run the store.
///
/// Dropping any of the futures is safe: what it had begun either completes on its own or becomes garbage
/// that [`gc`](ContentStore::gc) removes. Nothing is ever visible in part under a pin.
///
/// Content is never sealed here: see the [crate's page](crate).
#[async_trait]
pub trait ContentStore: Send + Sync {
    /// Begins to take content, which the caller then pushes.
    ///
    /// # Errors
    /// What keeps the store from writing.
    async fn begin(&self) -> Result<Box<dyn Adding>, StoreError>;

    /// Takes all of `source`, in constant memory.
    ///
    /// When it returns, every byte is durable, but not pinned yet: [`Added`] says how that is bridged.
    /// `progress` is told the bytes of content taken so far, each time there are more.
    ///
    /// # Errors
    /// [`StoreError::Source`] if `source` fails; otherwise what keeps the store from writing.
    async fn add(
        &self,
        source: &mut (dyn AsyncRead + Send + Unpin),
        progress: &(dyn Fn(u64) + Send + Sync),
    ) -> Result<Added, StoreError> {
        pump(self.begin().await?, source, progress).await
    }

    /// Streams the whole content, verified block by block against `cid`.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] at once if the root is absent; faults further down come from the reader.
    async fn read(&self, cid: &Cid) -> Result<Reader, StoreError>;

    /// Streams `len` bytes from `offset`, both in bytes of content; clipped where the content ends.
    ///
    /// Reads and verifies only the blocks on the way to those bytes.
    ///
    /// # Errors
    /// As [`read`](ContentStore::read), and [`StoreError::OutOfRange`] if `offset` is beyond the end
    /// (exactly at the end is an empty stream).
    async fn read_range(&self, cid: &Cid, offset: u64, len: u64) -> Result<Reader, StoreError>;

    /// Keeps the content from being collected for this owner, durably. Pinning twice is the same as once.
    ///
    /// # Errors
    /// Content that is not whole in this store is refused, with the block that is missing or damaged.
    async fn pin(&self, cid: &Cid, owner: &Owner) -> Result<(), StoreError>;

    /// Lets this owner's reference go, durably; `true` if there was one. The content is given up for collection only
    /// when no other owner has one.
    ///
    /// # Errors
    /// [`StoreError::Unsupported`], and what keeps the store from writing. Where this owner has no reference it is
    /// `Ok(false)`, and nothing changes.
    async fn unpin(&self, cid: &Cid, owner: &Owner) -> Result<bool, StoreError>;

    /// One page of the contents that any owner refers to, each once, in an order that stays the same from page to page.
    ///
    /// # Errors
    /// What keeps the store from reading its references.
    async fn pinned(&self, page: Page) -> Result<PinPage, StoreError>;

    /// Whether all of the content is here. Sizes are checked, bytes are not: that is
    /// [`verify`](ContentStore::verify).
    ///
    /// # Errors
    /// What keeps the store from looking; absent content is an answer.
    async fn has(&self, cid: &Cid) -> Result<Presence, StoreError>;

    /// The same of many contents, in their order: for lists.
    ///
    /// # Errors
    /// What keeps the store from looking at all; of each, as [`has`](ContentStore::has).
    async fn has_all(&self, cids: &[Cid]) -> Result<Vec<Result<Presence, StoreError>>, StoreError> {
        let found = stream::iter(cids.to_vec()).map(|cid| async move { self.has(&cid).await });
        Ok(found.buffered(SIDE_BY_SIDE).collect().await)
    }

    /// Bytes of content.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] if the root is absent.
    async fn size(&self, cid: &Cid) -> Result<u64, StoreError>;

    /// Removes every block that no reference reaches, and what interrupted adds left.
    ///
    /// Safe against adds, pins and readers in this and every other process: it waits for them a little,
    /// then gives up.
    ///
    /// # Errors
    /// [`StoreError::Busy`] if they took too long; [`StoreError::GcUnsafe`] if a pinned tree has lost the
    /// node that says what belongs to it. No block is removed then.
    async fn gc(&self) -> Result<Collected, StoreError>;

    /// Hashes every block of the content again and names those that are missing or damaged.
    ///
    /// # Errors
    /// What keeps the store from looking; faults in the content are the answer.
    async fn verify(&self, cid: &Cid) -> Result<Verified, StoreError>;

    /// What and where this store is, for a status page.
    ///
    /// # Errors
    /// What keeps the store from looking.
    async fn describe(&self) -> Result<Description, StoreError>;
}

/// What a store has taken in.
///
/// While this value lives, no garbage collection takes the content, in whatever process it runs. Keep it
/// until [`ContentStore::pin`] has returned, and not for longer: collection waits for it.
#[derive(Debug)]
#[must_use = "drop it only after the content is pinned"]
pub struct Added {
    /// The content's address.
    pub cid: Cid,
    /// Bytes of content.
    pub size: u64,
    /// Bytes of all blocks, inner nodes included, as if no other content shared any.
    pub stored: u64,
    _hold: Hold,
}

impl Added {
    /// For stores: the content at `cid`, kept by `hold` until it is pinned.
    pub fn new(cid: Cid, size: u64, stored: u64, hold: Hold) -> Self {
        Self {
            cid,
            size,
            stored,
            _hold: hold,
        }
    }
}

/// Whatever keeps fresh content from being collected, until it is dropped.
pub struct Hold(#[expect(dead_code, reason = "held for what its drop does")] Box<dyn Any + Send + Sync>);

impl Hold {
    /// Holds by keeping `guard` alive. A store that collects only when told to has nothing to keep: `()`.
    pub fn new(guard: impl Any + Send + Sync) -> Self {
        Self(Box::new(guard))
    }
}

impl fmt::Debug for Hold {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Hold")
    }
}

/// Which contents are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// Those after this one: the last of the page before. `None` is the start.
    pub after: Option<Cid>,
    /// At most this many: 1 to [`MAX_PAGE`], and brought into that range if it is not.
    pub limit: usize,
}

/// Some of what is pinned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PinPage {
    /// The contents. The last one is the next page's [`Page::after`].
    pub cids: Vec<Cid>,
    /// Whether there are more.
    pub more: bool,
}

/// How much of a content is in a store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// Every block.
    Whole,
    /// The root or a part of it, but something is missing or damaged.
    Partly,
    /// Not even the root.
    Absent,
}

/// What [`ContentStore::gc`] did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Collected {
    /// Blocks removed.
    pub blocks: u64,
    /// Bytes of the removed blocks.
    pub bytes: u64,
    /// Blocks that stayed.
    pub kept: u64,
    /// Interrupted adds whose remains were removed.
    pub leftovers: u64,
}

/// What [`ContentStore::verify`] found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verified {
    /// Blocks that match their CID. One that occurs several times counts once.
    pub blocks: u64,
    /// Bytes of those.
    pub bytes: u64,
    /// Blocks that are not there. What hangs below an inner one is unknown.
    pub missing: Vec<Cid>,
    /// Blocks whose bytes can't be read, or don't match.
    pub damaged: Vec<Cid>,
    /// Faulty blocks beyond the [`MAX_FAULTS`] that are named.
    pub more: u64,
}

impl Verified {
    /// Whether the content is here, all of it, and right.
    pub fn is_whole(&self) -> bool {
        self.missing.is_empty() && self.damaged.is_empty() && self.more == 0
    }
}

/// What a store is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Description {
    /// The kind of store, such as `embedded`.
    pub kind: &'static str,
    /// Its folder or address.
    pub place: String,
    /// The version of the program behind it, where that is another one.
    pub version: Option<String>,
    /// Blocks in it.
    pub blocks: u64,
    /// Bytes of the blocks.
    pub bytes: u64,
    /// Contents that any owner refers to, each counted once.
    pub pins: u64,
    /// Bytes that can still be written where it keeps them, if that can be known.
    pub free: Option<u64>,
}
