//! What a store was doing when it failed: the middle of its errors' sentences.

use medink_words::{Said, said};

/// What was tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doing {
    /// To write a file.
    Write,
    /// To write into a folder.
    WriteTo,
    /// To remove a file.
    Remove,
    /// To open a file or folder.
    Open,
    /// To lock the store.
    Lock,
    /// To read a file.
    Read,
    /// To create a folder.
    Create,
    /// To list a folder.
    List,
    /// Storing content.
    Storing,
    /// Reading content.
    Reading,
    /// Looking whether content is there.
    Looking,
    /// Pinning content.
    Pinning,
    /// Letting content go.
    Unpinning,
    /// Verifying content.
    Verifying,
    /// Collecting garbage.
    Collecting,
    /// Counting blocks.
    Counting,
    /// Listing what is pinned.
    ListingPins,
    /// Connecting to a daemon.
    Connecting,
}

impl Doing {
    /// As it stands in a sentence.
    pub fn said(self) -> Said {
        match self {
            Doing::Write => said!("store-doing-write"),
            Doing::WriteTo => said!("store-doing-write-to"),
            Doing::Remove => said!("store-doing-remove"),
            Doing::Open => said!("store-doing-open"),
            Doing::Lock => said!("store-doing-lock"),
            Doing::Read => said!("store-doing-read"),
            Doing::Create => said!("store-doing-create"),
            Doing::List => said!("store-doing-list"),
            Doing::Storing => said!("store-doing-storing"),
            Doing::Reading => said!("store-doing-reading"),
            Doing::Looking => said!("store-doing-looking"),
            Doing::Pinning => said!("store-doing-pinning"),
            Doing::Unpinning => said!("store-doing-unpinning"),
            Doing::Verifying => said!("store-doing-verifying"),
            Doing::Collecting => said!("store-doing-collecting-garbage"),
            Doing::Counting => said!("store-doing-counting"),
            Doing::ListingPins => said!("store-doing-listing-pins"),
            Doing::Connecting => said!("store-doing-connecting"),
        }
    }
}
