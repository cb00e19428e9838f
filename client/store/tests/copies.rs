//! Content counts as written when so many of several stores have it: one that refuses or stalls costs a warning where
//! enough are left, and an error in words where not.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod common;

use std::future::pending;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use async_trait::async_trait;
use common::*;
use medink_store::{
    Added, Adding, CHUNK, Cid, Collected, ContentStore, Description, EmbeddedStore, Owner, Page, PinPage,
    Presence, Reader, Several, StoreError, Verified, Warnings,
};
use tempfile::TempDir;

const C: u64 = CHUNK as u64;

/// What is odd about a store while it takes content in.
enum How {
    /// It takes nothing.
    Refuses,
    /// It takes everything, and does not come to an end before the other end of this is dropped.
    Stalls(Arc<Mutex<Receiver<()>>>),
    /// It takes everything, and never says that it refers to something.
    PinsForEver,
}

/// A store in a folder that is odd.
struct Odd {
    store: EmbeddedStore,
    how: How,
}

/// Content on its way into one that stalls.
struct Stalling {
    adding: Box<dyn Adding>,
    until: Arc<Mutex<Receiver<()>>>,
}

impl Adding for Stalling {
    fn write(&mut self, bytes: &[u8]) -> Result<(), StoreError> {
        self.adding.write(bytes)
    }

    fn finish(self: Box<Self>) -> Result<Added, StoreError> {
        let _ = self.until.lock().unwrap().recv();
        self.adding.finish()
    }
}

#[async_trait]
impl ContentStore for Odd {
    async fn begin(&self) -> Result<Box<dyn Adding>, StoreError> {
        match &self.how {
            How::Refuses => Err(StoreError::Stopped),
            How::PinsForEver => self.store.begin().await,
            How::Stalls(until) => Ok(Box::new(Stalling {
                adding: self.store.begin().await?,
                until: Arc::clone(until),
            })),
        }
    }

    async fn read(&self, cid: &Cid) -> Result<Reader, StoreError> {
        self.store.read(cid).await
    }

    async fn read_range(&self, cid: &Cid, offset: u64, len: u64) -> Result<Reader, StoreError> {
        self.store.read_range(cid, offset, len).await
    }

    async fn pin(&self, cid: &Cid, owner: &Owner) -> Result<(), StoreError> {
        match self.how {
            How::PinsForEver => pending().await,
            _ => self.store.pin(cid, owner).await,
        }
    }

    async fn unpin(&self, cid: &Cid, owner: &Owner) -> Result<bool, StoreError> {
        self.store.unpin(cid, owner).await
    }

    async fn pinned(&self, page: Page) -> Result<PinPage, StoreError> {
        self.store.pinned(page).await
    }

    async fn has(&self, cid: &Cid) -> Result<Presence, StoreError> {
        self.store.has(cid).await
    }

    async fn size(&self, cid: &Cid) -> Result<u64, StoreError> {
        self.store.size(cid).await
    }

    async fn gc(&self) -> Result<Collected, StoreError> {
        self.store.gc().await
    }

    async fn verify(&self, cid: &Cid) -> Result<Verified, StoreError> {
        self.store.verify(cid).await
    }

    async fn describe(&self) -> Result<Description, StoreError> {
        self.store.describe().await
    }
}

/// Three stores, the last of which may be odd.
struct Three {
    _folders: Vec<TempDir>,
    stores: Vec<EmbeddedStore>,
    last: Arc<dyn ContentStore>,
    warnings: Warnings,
}

impl Three {
    fn new(odd: Option<How>) -> Self {
        let (folders, stores): (Vec<_>, Vec<_>) = (0..3).map(|_| store()).unzip();
        let last = stores[2].clone();
        let last: Arc<dyn ContentStore> = match odd {
            Some(how) => Arc::new(Odd { store: last, how }),
            None => Arc::new(last),
        };
        Self {
            _folders: folders,
            stores,
            last,
            warnings: Warnings::default(),
        }
    }

    fn with_copies(&self, copies: usize) -> Several {
        let named: Vec<(String, Arc<dyn ContentStore>)> = vec![
            ("first".into(), Arc::new(self.stores[0].clone())),
            ("second".into(), Arc::new(self.stores[1].clone())),
            ("third".into(), Arc::clone(&self.last)),
        ];
        Several::new(named, &self.warnings)
            .with_copies(copies)
            .with_patience(Duration::from_secs(1))
    }

    /// That the third alone missed it is said, with how many have it.
    fn third_is_said_to_lack_it(&self) {
        let said = self.warnings.take();
        assert_eq!(said.len(), 1, "{said:?}");
        let words = said[0].what.to_string();
        assert!(said[0].store == "third" && said[0].lacks, "{said:?}");
        assert!(
            words.contains("not stored in third") && words.contains("It is in 2 of 3 stores"),
            "{words}"
        );
    }

    /// Nothing of what was given up is kept.
    async fn keep_nothing(&self) {
        for store in &self.stores[..2] {
            store.gc().await.unwrap();
            assert_eq!(store.describe().await.unwrap().blocks, 0);
        }
    }
}

fn stalls() -> (Sender<()>, How) {
    let (release, until) = channel();
    (release, How::Stalls(Arc::new(Mutex::new(until))))
}

/// Which stores an error says that missed it, and how many have it.
fn missed(error: &StoreError) -> (usize, usize, Vec<String>) {
    match error {
        StoreError::TooFew {
            have, copies, stores, ..
        } => (*have, *copies, stores.clone()),
        other => panic!("{other}"),
    }
}

#[tokio::test]
async fn one_that_refuses_is_a_warning_where_enough_are_left() {
    let three = Three::new(Some(How::Refuses));
    let several = three.with_copies(2);
    let added = several.add(&mut seq(2 * C + 5), &|_| {}).await.unwrap();
    several.pin(&added.cid, &OWNER).await.unwrap();
    three.third_is_said_to_lack_it();
    for store in &three.stores[..2] {
        assert!(store.verify(&added.cid).await.unwrap().is_whole());
        assert_eq!(all_pinned(store, 9).await.concat(), [added.cid]);
    }
    assert_eq!(three.stores[2].has(&added.cid).await.unwrap(), Presence::Absent);
}

#[tokio::test]
async fn one_that_refuses_is_an_error_where_all_are_to_have_it() {
    let three = Three::new(Some(How::Refuses));
    let read = AtomicBool::new(false);
    let several = three.with_copies(3);
    let error = several
        .add(&mut seq(9 * C), &|_| read.store(true, Ordering::Relaxed))
        .await
        .unwrap_err();
    assert_eq!(missed(&error), (2, 3, vec!["third".to_owned()]));
    let words = error.to_string();
    assert!(
        words.contains("storing gave 2 of 3 copies that there have to be; it failed in third"),
        "{words}"
    );
    assert!(!read.into_inner(), "it is known before anything is read");
    three.keep_nothing().await;
}

#[tokio::test]
async fn one_that_stalls_holds_the_others_for_a_bounded_time() {
    let (_release, how) = stalls();
    let three = Three::new(Some(how));
    let begun = Instant::now();
    let added = three.with_copies(2).add(&mut seq(30 * C), &|_| {}).await.unwrap();
    assert!(begun.elapsed() < Duration::from_secs(30), "{:?}", begun.elapsed());
    assert_eq!(added.size, 30 * C);
    three.third_is_said_to_lack_it();
    drop(added);

    let error = three
        .with_copies(3)
        .add(&mut seq(30 * C), &|_| {})
        .await
        .unwrap_err();
    assert_eq!(missed(&error), (2, 3, vec!["third".to_owned()]));
    three.keep_nothing().await;
}

#[tokio::test]
async fn one_that_never_refers_to_it_is_left_behind_where_enough_do() {
    let three = Three::new(Some(How::PinsForEver));
    let several = three.with_copies(2).with_patience(Duration::from_millis(100));
    let added = several.add(&mut seq(C), &|_| {}).await.unwrap();
    assert_eq!(three.warnings.take(), []);
    several.pin(&added.cid, &OWNER).await.unwrap();
    let said = three.warnings.take();
    assert_eq!(said.len(), 1, "{said:?}");
    let words = said[0].what.to_string();
    assert!(said[0].lacks && words.contains("not pinned in third"), "{words}");
}

/// What fewer stores have than are to have it is not kept for good, whatever was said when it was added.
#[tokio::test]
async fn a_reference_counts_where_the_content_is() {
    let three = Three::new(None);
    let content = seq_bytes(C + 1);
    let cid = add(&three.stores[1], &content).await.cid;
    let error = three.with_copies(2).pin(&cid, &OWNER).await.unwrap_err();
    let others = vec!["first".to_owned(), "third".to_owned()];
    assert_eq!(missed(&error), (1, 2, others));
    assert!(
        error.to_string().starts_with("pinning gave 1 of 2 copies"),
        "{error}"
    );
    assert_eq!(all_pinned(&three.stores[1], 9).await.concat(), [cid]);

    // Storing it again brings it to the others.
    let several = three.with_copies(2);
    let mut source = several.read(&cid).await.unwrap();
    let added = several.add(&mut source, &|_| {}).await.unwrap();
    assert_eq!(added.cid, cid);
    several.pin(&cid, &OWNER).await.unwrap();
    for store in &three.stores {
        assert_eq!(store.has(&cid).await.unwrap(), Presence::Whole);
    }
    assert_eq!(three.warnings.take(), []);
    // No store can have what is at no address of medink's, and that is no store's fault.
    let odd = "QmdfTbBqBPQ7VNxZEYEj14VmRuZBkqFbiwReogJgS1zR1n".parse().unwrap();
    assert!(matches!(
        several.pin(&odd, &OWNER).await,
        Err(StoreError::Unsupported { .. })
    ));
}
