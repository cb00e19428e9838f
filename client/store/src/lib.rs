//! Where ciphertext lives: the [`ContentStore`] trait; [`EmbeddedStore`], the store in process; [`KuboStore`], that of
//! an IPFS daemon; [`Several`] of them as one.
//!
//! Content is addressed by CID. Every store builds the same UnixFS tree over the same bytes, so that all
//! of them name it alike: CIDv1, raw leaves, chunks of [`CHUNK`] bytes, balanced, at most [`LINKS`] links a
//! node, SHA2-256. Content of at most one chunk is its own leaf, and its CID the leaf's.
//!
//! **This crate never encrypts, and never checks that anything is encrypted.** It keeps and hands out the
//! bytes it is given, readable by whoever can read the folder, and by everybody where the store is public.
//! Seal first, add then: nothing but ciphertext may ever arrive here.
//!
//! ```no_run
//! # async fn example() -> Result<(), medink_store::StoreError> {
//! use medink_store::{ContentStore, EmbeddedStore, Owner};
//!
//! let store = EmbeddedStore::open("/var/lib/medink/store")?;
//! let mut sealed: &[u8] = b"ciphertext";
//! let added = store.add(&mut sealed, &|_| {}).await?;
//! let owner = Owner::new([7; 32]); // rather one that is made of who it is
//! store.pin(&added.cid, &owner).await?; // from here on, garbage collection leaves it alone
//! # Ok(()) }
//! ```

#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing
    )
)]

mod blocks;
mod chunk;
mod content;
mod doing;
mod embedded;
mod error;
mod files;
mod gc;
mod ingest;
mod key;
mod kubo;
mod layout;
mod lock;
mod logged;
mod pins;
mod pipe;
mod push;
mod reader;
#[doc(hidden)]
pub mod readers;
mod several;
mod survey;
mod tree;
mod walk;

pub use cid::Cid;
pub use content::{
    Added, Collected, ContentStore, Description, Hold, MAX_FAULTS, MAX_PAGE, Owner, Page, PinPage, Presence,
    Reader, Verified,
};
pub use doing::Doing;
pub use embedded::EmbeddedStore;
pub use error::StoreError;
pub use kubo::{Credentials, KuboOptions, KuboStore, Limits};
pub use logged::Logged;
pub use push::Adding;
pub use several::{Several, Warning, Warnings};

/// Bytes of content in a leaf; the last one of a content may have fewer.
///
/// What Kubo cuts with `--chunker=size-262144`.
pub const CHUNK: usize = 262_144;

/// Most links in a node of the tree.
///
/// What Kubo builds with `--max-file-links=174`.
pub const LINKS: usize = 174;
