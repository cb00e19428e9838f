//! How many stores have what the chain refers to, and bringing to each what it lacks.
//!
//! All of it is public: the chain tells each live record's place, and a store whether it has that. No account and no key
//! takes part; what moves stays sealed, and is verified block by block on its way. One bad record costs its row, and one
//! store that can't be used its own share. Nothing that a live record needs is ever let go, and nothing is brought back
//! that was erased.

use crate::error::{Error, Result};
use crate::stores::{Failed, Reference, copy};
use crate::walk::Walk;
use crate::{Medink, Watch, place};
use medink_chain::{ChainExt, contracts};
use medink_store::{Cid, ContentStore, Owner, Presence, Several, StoreError, Warnings};
use medink_types::AccountId;
use medink_words::Said;
use std::sync::Arc;

/// Most rows of one kind that an answer lists.
pub const MOST_ROWS: usize = 1000;

/// A store with the name that answers call it by.
pub type Named = (String, Arc<dyn ContentStore>);

/// Rows, of which no more than were asked for are kept, and how many there are in all.
#[derive(Debug, Clone)]
pub struct Rows<T> {
    /// Those after the first `start`.
    pub items: Vec<T>,
    /// All that there are.
    pub total: u64,
    start: u64,
    limit: usize,
}

impl<T> Rows<T> {
    /// None yet, to keep `limit` of them after the first `start`; at most [`MOST_ROWS`].
    pub fn after(start: u64, limit: usize) -> Self {
        Rows {
            items: Vec::new(),
            total: 0,
            start,
            limit: limit.min(MOST_ROWS),
        }
    }

    /// One more.
    pub fn add(&mut self, row: T) {
        if self.total >= self.start && self.items.len() < self.limit {
            self.items.push(row);
        }
        self.total = self.total.saturating_add(1);
    }

    /// How many come after those that are kept.
    pub fn left(&self) -> u64 {
        let kept = self.start.saturating_add(self.items.len() as u64);
        self.total.saturating_sub(kept)
    }
}

/// A record whose place on the chain is none: whose, its number, and why.
pub type Unreadable = (AccountId, u32, Said);

/// What one store has of the live records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holding {
    /// Its name.
    pub name: String,
    /// Records that it has, all blocks of them.
    pub whole: u64,
    /// Records of which something is missing or damaged.
    pub partly: u64,
    /// Records of which it has nothing.
    pub absent: u64,
    /// Why it could not be asked to the end; none where it could.
    pub failed: Option<Error>,
}

/// A record that some store lacks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lacking {
    /// Which.
    pub reference: Reference,
    /// How many stores are known to have it whole.
    pub have: usize,
    /// The stores that said that they do not.
    pub lack: Vec<String>,
}

/// How the stores stand to the live records.
#[derive(Debug)]
pub struct Standing {
    /// Live records that were looked at.
    pub records: u64,
    /// Those that fewer stores are known to have than there are to be copies.
    pub short: u64,
    /// Each store.
    pub stores: Vec<Holding>,
    /// Records that some store lacks.
    pub lacking: Rows<Lacking>,
    /// Records that no store can have.
    pub unreadable: Rows<Unreadable>,
}

/// What was brought to one store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mended {
    /// Its name.
    pub name: String,
    /// Records that it has now and had not, or not right.
    pub brought: u64,
    /// Bytes of these.
    pub bytes: u64,
    /// Records that it had.
    pub before: u64,
    /// Why it was given up; none where it was not.
    pub failed: Option<Error>,
}

/// A record that a store still lacks.
#[derive(Debug, Clone)]
pub struct Unmended {
    /// Which.
    pub reference: Reference,
    /// The store.
    pub store: String,
    /// Why.
    pub why: Said,
}

/// What repairing came to.
#[derive(Debug)]
pub struct Repaired {
    /// Live records that were looked at.
    pub records: u64,
    /// Each store.
    pub stores: Vec<Mended>,
    /// What could not be brought.
    pub unmended: Rows<Unmended>,
    /// Records that no store can have.
    pub unreadable: Rows<Unreadable>,
}

impl Medink {
    /// What each of `stores` has of the live records of a patient, or of all patients. Of the records that some store
    /// lacks, it lists `limit` after the first `start`. Bytes are not hashed: that is [`Medink::check_records`].
    ///
    /// # Errors
    /// What keeps the chain from being read; a store that can't be asked is in the answer.
    pub async fn standing(
        &self,
        of: Option<AccountId>,
        stores: &[Named],
        copies: usize,
        (start, limit): (u64, usize),
    ) -> Result<Standing> {
        let mut walk = Walk::begin(self, of).await?;
        let mut standing = Standing::new(stores, (start, limit));
        while let Some(part) = walk.next(self).await? {
            part.unreadable
                .into_iter()
                .for_each(|row| standing.unreadable.add(row));
            standing.look(part.found, stores, copies).await;
        }
        if standing.records == 0 {
            // Whether a store answers is asked all the same.
            for (holding, (_, store)) in standing.stores.iter_mut().zip(stores) {
                holding.failed = store.describe().await.err().map(Error::from);
            }
        }
        Ok(standing)
    }

    /// Brings to each of `stores` what it lacks of the live records of a patient, or of all patients, from another that
    /// has it, and refers to it there. What is there whole already is passed over, so that it goes on after an
    /// interruption; it is told by its size, or hashed to `recheck` it. What other stores gave wrong on the way is left
    /// in `warnings`.
    ///
    /// # Errors
    /// What keeps the chain from being read; a store that can't be used is in the answer.
    pub async fn repair(
        &self,
        of: Option<AccountId>,
        stores: &[Named],
        recheck: bool,
        warnings: &Warnings,
        watch: &dyn Watch,
    ) -> Result<Repaired> {
        let mut walk = Walk::begin(self, of).await?;
        let mut done = Repaired::new(stores);
        while let Some(part) = walk.next(self).await? {
            part.unreadable
                .into_iter()
                .for_each(|row| done.unreadable.add(row));
            self.bring(&part.found, stores, recheck, warnings, watch, &mut done)
                .await?;
        }
        Ok(done)
    }

    /// Brings to each of `stores` what it lacks of these records, as [`Medink::repair`] does of all.
    pub(crate) async fn bring(
        &self,
        records: &[Reference],
        stores: &[Named],
        recheck: bool,
        warnings: &Warnings,
        watch: &dyn Watch,
        done: &mut Repaired,
    ) -> Result<()> {
        let sources: Vec<Several> = (0..stores.len()).map(|at| others(stores, at, warnings)).collect();
        for reference in records {
            done.records = done.records.saturating_add(1);
            let owner = self.owner(reference.patient);
            for (at, (source, (_, store))) in sources.iter().zip(stores).enumerate() {
                if done.stores.get(at).is_none_or(|mended| mended.failed.is_some()) {
                    continue;
                }
                let copied = copy(&reference.cid, &owner, source, store.as_ref(), recheck, watch).await;
                done.note(at, reference, copied);
            }
            if !self.is_live_at(reference.patient, &reference.cid).await? {
                // Somebody has erased the record meanwhile, or given it another place.
                done.take_back(&reference.cid, &owner, stores).await;
            }
        }
        Ok(())
    }

    /// Whether a patient has a live record whose content is this.
    pub(crate) async fn is_live_at(&self, patient: AccountId, cid: &Cid) -> Result<bool> {
        let at = self.deployment.patient();
        let query = contracts::patient::record_by_cid(at, patient, place::to_chain(cid)?);
        Ok(self.chain.read(&query).await?.is_some())
    }
}

/// All stores but this one, as one to read from.
fn others(stores: &[Named], but: usize, warnings: &Warnings) -> Several {
    let others = stores.iter().enumerate().filter(|(at, _)| *at != but);
    let others = others.map(|(_, (name, store))| (name.clone(), Arc::clone(store)));
    Several::new(others.collect(), warnings)
}

/// Whether each content is there. One that does not answer is found out by the first of them, not by each. Of content that
/// is not as it should be, the store has a part.
pub(crate) async fn ask_all(
    store: &dyn ContentStore,
    cids: &[Cid],
) -> Result<Vec<Result<Presence, StoreError>>, StoreError> {
    if let Some(first) = cids.first()
        && let Err(error) = store.has(first).await
        && !error.is_of_content()
    {
        return Err(error);
    }
    let answers = store.has_all(cids).await?.into_iter();
    Ok(answers
        .map(|answer| match answer {
            Err(error) if error.is_of_content() => Ok(Presence::Partly),
            answer => answer,
        })
        .collect())
}

impl Standing {
    fn new(stores: &[Named], (start, limit): (u64, usize)) -> Self {
        let holding = |(name, _): &Named| Holding {
            name: name.clone(),
            whole: 0,
            partly: 0,
            absent: 0,
            failed: None,
        };
        Standing {
            records: 0,
            short: 0,
            stores: stores.iter().map(holding).collect(),
            lacking: Rows::after(start, limit),
            unreadable: Rows::after(0, MOST_ROWS),
        }
    }

    /// Looks at some records in every store that still answers.
    async fn look(&mut self, found: Vec<Reference>, stores: &[Named], copies: usize) {
        let cids: Vec<Cid> = found.iter().map(|reference| reference.cid).collect();
        let mut rows: Vec<Lacking> = found
            .into_iter()
            .map(|reference| Lacking {
                reference,
                have: 0,
                lack: Vec::new(),
            })
            .collect();
        for (holding, (_, store)) in self.stores.iter_mut().zip(stores) {
            if holding.failed.is_some() {
                continue;
            }
            match ask_all(store.as_ref(), &cids).await {
                Ok(answers) => holding.hear(answers, &mut rows),
                Err(error) => holding.failed = Some(error.into()),
            }
        }
        for row in rows {
            self.records = self.records.saturating_add(1);
            let short = row.have < copies;
            if short {
                self.short = self.short.saturating_add(1);
            }
            if short || !row.lack.is_empty() {
                self.lacking.add(row);
            }
        }
    }
}

impl Holding {
    /// Notes what a store has answered of each record.
    fn hear(&mut self, answers: Vec<Result<Presence, StoreError>>, rows: &mut [Lacking]) {
        for (answer, row) in answers.into_iter().zip(rows) {
            let count = match answer {
                Ok(Presence::Whole) => {
                    row.have = row.have.saturating_add(1);
                    self.whole = self.whole.saturating_add(1);
                    continue;
                }
                Ok(Presence::Absent) => &mut self.absent,
                Ok(Presence::Partly) => &mut self.partly,
                Err(error) => {
                    self.failed = Some(error.into());
                    return;
                }
            };
            *count = count.saturating_add(1);
            row.lack.push(self.name.clone());
        }
    }
}

impl Repaired {
    /// Lets a reference that was made go again, in every store that still answers.
    async fn take_back(&mut self, cid: &Cid, owner: &Owner, stores: &[Named]) {
        for ((_, store), mended) in stores.iter().zip(&mut self.stores) {
            if mended.failed.is_none()
                && let Err(error) = store.unpin(cid, owner).await
                && !error.is_of_content()
            {
                mended.failed = Some(error.into());
            }
        }
    }

    pub(crate) fn new(stores: &[Named]) -> Self {
        let mended = |(name, _): &Named| Mended {
            name: name.clone(),
            brought: 0,
            bytes: 0,
            before: 0,
            failed: None,
        };
        Repaired {
            records: 0,
            stores: stores.iter().map(mended).collect(),
            unmended: Rows::after(0, MOST_ROWS),
            unreadable: Rows::after(0, MOST_ROWS),
        }
    }

    /// Why a store was given up; none where it was not.
    pub(crate) fn failed(&self, at: usize) -> Option<Error> {
        self.stores.get(at).and_then(|mended| mended.failed.clone())
    }

    /// Notes what came of one record in one store.
    fn note(&mut self, at: usize, reference: &Reference, copied: Result<Option<u64>, Failed>) {
        let Some(mended) = self.stores.get_mut(at) else {
            return;
        };
        let why = match copied {
            Ok(None) => {
                mended.before = mended.before.saturating_add(1);
                return;
            }
            Ok(Some(bytes)) => {
                mended.brought = mended.brought.saturating_add(1);
                mended.bytes = mended.bytes.saturating_add(bytes);
                return;
            }
            Err(Failed::Absent(error) | Failed::Source(error)) => error.said(),
            // It takes everything but this.
            Err(Failed::Store(error)) if error.is_of_content() => error.said(),
            Err(Failed::Store(error)) => {
                mended.failed = Some(error.into());
                return;
            }
        };
        self.unmended.add(Unmended {
            reference: reference.clone(),
            store: mended.name.clone(),
            why,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use medink_store::EmbeddedStore;
    use medink_words::said;
    use tempfile::TempDir;

    fn store(name: &str) -> (TempDir, Named) {
        let folder = tempfile::tempdir().unwrap();
        let store: Arc<dyn ContentStore> = Arc::new(EmbeddedStore::open(folder.path()).unwrap());
        (folder, (name.to_owned(), store))
    }

    async fn added(store: &Named, mut bytes: &[u8]) -> Reference {
        let added = store.1.add(&mut bytes, &|_| {}).await.unwrap();
        Reference {
            patient: [1; 32].into(),
            number: 7,
            cid: added.cid,
        }
    }

    fn broken() -> StoreError {
        StoreError::Unreachable {
            place: "there".into(),
            why: said!("store-rests").into(),
        }
    }

    #[test]
    fn rows_are_counted_and_a_page_of_them_is_kept() {
        let mut rows = Rows::after(2, 3);
        (0..9).for_each(|row| rows.add(row));
        assert_eq!(
            (rows.items.as_slice(), rows.total, rows.left()),
            (&[2, 3, 4][..], 9, 4)
        );
        let mut none = Rows::after(20, 3);
        (0..9).for_each(|row| none.add(row));
        assert_eq!((none.items.len(), none.total, none.left()), (0, 9, 0));
    }

    #[tokio::test]
    async fn a_record_is_short_where_fewer_have_it_than_are_to() {
        let ((_one, one), (_two, two)) = (store("one"), store("two"));
        let stores = [one, two];
        let both = added(&stores[0], b"in both").await;
        assert_eq!(added(&stores[1], b"in both").await.cid, both.cid);
        let single = added(&stores[0], b"in one").await;
        for (copies, short) in [(1, 0), (2, 1)] {
            let mut standing = Standing::new(&stores, (0, 9));
            standing
                .look(vec![both.clone(), single.clone()], &stores, copies)
                .await;
            assert_eq!((standing.records, standing.short), (2, short));
            let [holds_both, lacks_one] = standing.stores.as_slice() else {
                panic!("two stores")
            };
            assert_eq!((holds_both.whole, holds_both.absent), (2, 0));
            assert_eq!((lacks_one.whole, lacks_one.absent), (1, 1));
            let rows = standing.lacking.items;
            assert_eq!(rows.len(), 1);
            assert_eq!((&rows[0].reference, rows[0].have), (&single, 1));
            assert_eq!(rows[0].lack, ["two"]);
        }
    }

    #[test]
    fn what_a_store_does_not_answer_is_not_said_to_be_missing() {
        let reference = Reference {
            patient: [1; 32].into(),
            number: 1,
            cid: Cid::default(),
        };
        let row = || Lacking {
            reference: reference.clone(),
            have: 0,
            lack: Vec::new(),
        };
        let mut standing = Standing::new(&[], (0, 9));
        let mut holding = Holding {
            name: "one".into(),
            whole: 0,
            partly: 0,
            absent: 0,
            failed: None,
        };
        let mut rows = [row(), row(), row()];
        holding.hear(
            vec![Ok(Presence::Whole), Err(broken()), Ok(Presence::Absent)],
            &mut rows,
        );
        assert_eq!((holding.whole, holding.absent), (1, 0));
        assert!(holding.failed.is_some());
        assert!(rows.iter().all(|row| row.lack.is_empty()));
        standing.stores.push(holding);
        assert_eq!(standing.lacking.total, 0);
    }

    #[tokio::test]
    async fn one_bad_record_costs_its_row_and_a_store_that_fails_its_own_share() {
        let (_folder, one) = store("one");
        let mut done = Repaired::new(&[one.clone(), one.clone()]);
        let reference = added(&one, b"content").await;
        let absent = || StoreError::NotFound {
            cid: Box::new(reference.cid),
            place: "elsewhere".into(),
        };
        done.note(0, &reference, Ok(Some(7)));
        done.note(0, &reference, Err(Failed::Absent(absent())));
        // That no other store answers is not this one's fault.
        done.note(0, &reference, Err(Failed::Source(broken())));
        done.note(1, &reference, Ok(None));
        done.note(1, &reference, Err(Failed::Store(broken())));
        assert_eq!((done.stores[0].brought, done.stores[0].bytes), (1, 7));
        assert!(done.stores[0].failed.is_none());
        assert_eq!(done.stores[1].before, 1);
        assert!(done.stores[1].failed.is_some());
        assert_eq!(done.unmended.total, 2);
        assert!(done.unmended.items.iter().all(|row| row.store == "one"));
    }
}
