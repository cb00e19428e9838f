//! What is shown of transfers that go on side by side: one sum, from its beginning to its end.

use crate::records::Document;
use crate::{Operation, Result, Watch};
use medink_seal::record::sealed_len;
use medink_words::Said;
use std::sync::atomic::{AtomicU64, Ordering};

/// Transfers that are shown as one. When it is dropped they are over.
pub(crate) struct Shown<'a> {
    watch: &'a dyn Watch,
    done: AtomicU64,
}

/// One of them.
pub(crate) struct Share<'a> {
    shown: &'a Shown<'a>,
    done: AtomicU64,
}

impl Operation<'_> {
    /// Begins to show how these are sealed.
    pub(crate) fn shown(&self, what: &Said, documents: &[Document]) -> Result<Shown<'_>> {
        let mut bytes = 0u64;
        for document in documents {
            bytes = bytes.saturating_add(sealed_len(&document.details)?);
        }
        self.watch.begin(what, bytes);
        Ok(Shown {
            watch: self.watch,
            done: AtomicU64::new(0),
        })
    }
}

impl Shown<'_> {
    /// Another transfer, of which nothing is done.
    pub(crate) fn share(&self) -> Share<'_> {
        Share {
            shown: self,
            done: AtomicU64::new(0),
        }
    }
}

impl Share<'_> {
    /// So many bytes of it are done.
    pub(crate) fn is_now(&self, done: u64) {
        let more = done.saturating_sub(self.done.swap(done, Ordering::Relaxed));
        let before = self.shown.done.fetch_add(more, Ordering::Relaxed);
        self.shown.watch.progress(before.saturating_add(more));
    }
}

impl Drop for Shown<'_> {
    fn drop(&mut self) {
        self.watch.end();
    }
}
