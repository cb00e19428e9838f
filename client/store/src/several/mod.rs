//! Several stores as one: everything is written to all, and read from the first that can give it.
//!
//! Content counts as written when so many of them have it durably as there are to be copies. One more that is down,
//! slow, full or lying costs a [`Warning`], not the record: what it could not do is left where the faces fetch it, and
//! the others go on. What has to happen everywhere (unpinning what is to be gone) is an error where it did not, so that
//! it is asked for again.
//!
//! Nothing here repairs what a store missed: who knows what has to be there does.

mod add;
mod member;
mod reader;
mod warnings;

use crate::doing::Doing;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use cid::Cid;
use futures::StreamExt;
use futures::future::join_all;
use futures::stream::FuturesUnordered;
use tokio::time::timeout;

pub use warnings::{Warning, Warnings};

use crate::StoreError;
use crate::content::{
    Collected, ContentStore, Description, MAX_PAGE, Owner, Page, PinPage, Presence, Reader, Verified,
};
use crate::key::{Key, shard};
use crate::push::Adding;
use member::Member;
use reader::OneAfterTheOther;
use warnings::Missed;

/// How long all others wait for one to take the next piece of what is added.
const PATIENCE: Duration = Duration::from_secs(30);

/// How many times as long one may take to refer to content where enough others do: it looks through all of it before, and
/// may be collecting garbage.
const LOOKS: u32 = 10;

/// Several stores behind the one trait.
pub struct Several {
    members: Arc<[Member]>,
    copies: usize,
    patience: Duration,
}

impl Several {
    /// These stores, each with the name that warnings call it by, in the order in which they are read. At least one.
    pub fn new(stores: Vec<(String, Arc<dyn ContentStore>)>, warnings: &Warnings) -> Self {
        Self {
            members: stores
                .into_iter()
                .map(|(name, store)| Member::new(name, store, warnings.clone()))
                .collect(),
            copies: 1,
            patience: PATIENCE,
        }
    }

    /// The same, but content counts as written only when `copies` of them have it, rather than one.
    #[must_use]
    pub fn with_copies(mut self, copies: usize) -> Self {
        self.copies = copies.max(1);
        self
    }

    /// The same, but one that takes no more of what is added is given up after `patience` rather than 30 s.
    #[must_use]
    pub fn with_patience(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    /// Asks all at once; what each gave, in their order.
    async fn all<'s, T, F>(
        &'s self,
        call: impl Fn(&'s dyn ContentStore) -> F,
    ) -> Vec<(&'s Member, Result<T, StoreError>)>
    where
        F: Future<Output = Result<T, StoreError>>,
    {
        join_all(self.members.iter().map(|member| {
            let call = call(member.store.as_ref());
            async move { (member, member.ask(call).await) }
        }))
        .await
    }

    /// Has all refer to a content; what each said, in their order. Once enough do, the others are waited for as long as
    /// [`LOOKS`] says.
    async fn pin_each(&self, cid: &Cid, owner: &Owner) -> Vec<(&Member, Result<(), StoreError>)> {
        let asked = self.members.iter().enumerate().map(|(at, member)| async move {
            let answer = member.ask(member.store.pin(cid, owner)).await;
            (at, answer)
        });
        let mut asked: FuturesUnordered<_> = asked.collect();
        let mut answers: Vec<Option<Result<(), StoreError>>> = self.members.iter().map(|_| None).collect();
        let patience = self.patience.saturating_mul(LOOKS);
        loop {
            let have = answers.iter().flatten().filter(|answer| answer.is_ok()).count();
            let next = match have >= self.copies {
                true => timeout(patience, asked.next()).await.unwrap_or(None),
                false => asked.next().await,
            };
            let Some((at, answer)) = next else { break };
            if let Some(place) = answers.get_mut(at) {
                *place = Some(answer);
            }
        }
        let late = |member: &Member| {
            let error = StoreError::TooSlow {
                place: member.name.clone(),
                doing: Doing::Pinning,
                seconds: patience.as_secs_f64().ceil() as u64,
            };
            member.note(&error);
            error
        };
        let each = self.members.iter().zip(answers);
        each.map(|(member, answer)| (member, answer.unwrap_or_else(|| Err(late(member)))))
            .collect()
    }

    async fn open(&self, cid: &Cid, offset: u64, len: u64) -> Result<Reader, StoreError> {
        Key::of_cid(cid)?;
        let open = reader::open(&self.members, 0, cid, offset, len).await?;
        let members = Arc::clone(&self.members);
        Ok(Box::new(OneAfterTheOther::new(members, *cid, offset, len, open)))
    }
}

/// Whether this error says more of why nothing worked than what was told so far. What follows from the address is so
/// everywhere. Otherwise: as long as one store can't be asked, it may have what the others do not.
fn tells_more(error: &StoreError, told: &StoreError) -> bool {
    let weight = |error: &StoreError| match error.is_of_address() {
        true => 2,
        false => u8::from(!error.is_of_content()),
    };
    weight(error) > weight(told)
}

/// What worked, with a warning for each that did not; if none did, or none can, the error that tells most.
fn some<T>(answers: Vec<(&Member, Result<T, StoreError>)>, missed: Missed) -> Result<Vec<T>, StoreError> {
    let mut worked = Vec::with_capacity(answers.len());
    let mut failed = Vec::new();
    for (member, answer) in answers {
        match answer {
            Ok(value) => worked.push(value),
            Err(error) => failed.push((member, error)),
        }
    }
    let mut most: Option<(usize, &StoreError)> = None;
    for (at, (_, error)) in failed.iter().enumerate() {
        if most.is_none_or(|(_, told)| tells_more(error, told)) {
            most = Some((at, error));
        }
    }
    let returned = most
        .filter(|(_, error)| worked.is_empty() || error.is_of_address())
        .map(|(at, _)| at);
    // The error that is returned needs no warning besides, nor is one that is so everywhere any store's fault.
    let returned = returned.map(|at| failed.remove(at).1);
    for (member, error) in failed.iter().filter(|(_, error)| !error.is_of_address()) {
        member.warn(missed, error);
    }
    returned.map_or(Ok(worked), Err)
}

/// The error where fewer than `copies` have the content: with the names of all that failed, where any has it.
fn too_few(doing: Doing, (have, copies): (usize, usize), failed: Vec<(&Member, StoreError)>) -> StoreError {
    let stores = failed.iter().map(|(member, _)| member.name.clone()).collect();
    let mut failed = failed.into_iter();
    let first = failed.next().map_or(StoreError::Stopped, |(_, error)| error);
    if have > 0 {
        return StoreError::TooFew {
            doing,
            have,
            copies,
            stores,
            why: Box::new(first.said()),
        };
    }
    let all = failed.len().saturating_add(1);
    for (member, error) in failed {
        member.warn(Missed::Stored { have, all }, &error);
    }
    first
}

/// What worked, if it worked everywhere.
fn everywhere<T>(
    answers: Vec<(&Member, Result<T, StoreError>)>,
    missed: Missed,
    doing: Doing,
) -> Result<Vec<T>, StoreError> {
    let failed: Vec<_> = answers
        .iter()
        .filter_map(|(member, answer)| Some((member.name.clone(), answer.as_ref().err()?.said())))
        .collect();
    let all = answers.len();
    let worked = some(answers, missed)?;
    match failed.first() {
        Some((_, why)) if failed.len() < all => Err(StoreError::NotEverywhere {
            doing,
            why: Box::new(why.clone()),
            stores: failed.into_iter().map(|(name, _)| name).collect(),
        }),
        _ => Ok(worked),
    }
}

#[async_trait]
impl ContentStore for Several {
    /// Each store gets the same bytes at the same time; none more than a few chunks before the slowest.
    async fn begin(&self) -> Result<Box<dyn Adding>, StoreError> {
        Ok(Box::new(
            add::ToAll::begin(Arc::clone(&self.members), self.copies, self.patience).await?,
        ))
    }

    async fn read(&self, cid: &Cid) -> Result<Reader, StoreError> {
        self.open(cid, 0, u64::MAX).await
    }

    async fn read_range(&self, cid: &Cid, offset: u64, len: u64) -> Result<Reader, StoreError> {
        self.open(cid, offset, len).await
    }

    /// Wherever the content is, and in as many as there are to be copies. [`StoreError::TooFew`] where it is in fewer:
    /// those keep their references.
    async fn pin(&self, cid: &Cid, owner: &Owner) -> Result<(), StoreError> {
        Key::of_cid(cid)?;
        let mut answers = self.pin_each(cid, owner).await;
        let have = answers.iter().filter(|(_, answer)| answer.is_ok()).count();
        let of_address = |error: &StoreError| error.is_of_address();
        let beyond_help = answers
            .iter()
            .any(|(_, answer)| answer.as_ref().is_err_and(of_address));
        if have > 0 && have < self.copies && !beyond_help {
            let failed = answers
                .into_iter()
                .filter_map(|(member, answer)| Some((member, answer.err()?)))
                .collect();
            return Err(too_few(Doing::Pinning, (have, self.copies), failed));
        }
        if have > 0 {
            // Of what a store did not take, it was said that it is not there.
            answers.retain(|(member, answer)| !(member.has_missed(cid) && answer.is_err()));
        }
        some(answers, Missed::Pinned).map(drop)
    }

    /// In all. [`StoreError::NotEverywhere`] where one could not be asked: to be repeated when it can.
    async fn unpin(&self, cid: &Cid, owner: &Owner) -> Result<bool, StoreError> {
        Key::of_cid(cid)?;
        let answers = self.all(|store| store.unpin(cid, owner)).await;
        Ok(everywhere(answers, Missed::Unpinned, Doing::Unpinning)?.contains(&true))
    }

    /// What any of them has pinned.
    async fn pinned(&self, page: Page) -> Result<PinPage, StoreError> {
        let limit = page.limit.clamp(1, MAX_PAGE);
        let pages = some(self.all(|store| store.pinned(page)).await, Missed::Listed)?;
        let mut more = pages.iter().any(|page| page.more);
        let mut merged = BTreeMap::new();
        for cid in pages.into_iter().flat_map(|page| page.cids) {
            let name = cid.to_string();
            merged.insert((shard(&name).to_owned(), name), cid);
        }
        while merged.len() > limit {
            merged.pop_last();
            more = true;
        }
        Ok(PinPage {
            cids: merged.into_values().collect(),
            more,
        })
    }

    /// Whole where one of them has all of it.
    async fn has(&self, cid: &Cid) -> Result<Presence, StoreError> {
        Key::of_cid(cid)?;
        let mut answers = Vec::with_capacity(self.members.len());
        for member in self.members.iter() {
            let answer = member.ask(member.store.has(cid)).await;
            let whole = matches!(answer, Ok(Presence::Whole));
            answers.push((member, answer));
            if whole {
                break;
            }
        }
        let found = some(answers, Missed::Looked)?;
        Ok(if found.contains(&Presence::Whole) {
            Presence::Whole
        } else if found.contains(&Presence::Partly) {
            Presence::Partly
        } else {
            Presence::Absent
        })
    }

    async fn size(&self, cid: &Cid) -> Result<u64, StoreError> {
        Key::of_cid(cid)?;
        let mut failed: Option<StoreError> = None;
        for member in self.members.iter() {
            match member.ask(member.store.size(cid)).await {
                Ok(size) => return Ok(size),
                Err(error) if error.is_of_address() => return Err(error),
                Err(error) => {
                    if !matches!(error, StoreError::NotFound { .. }) {
                        member.warn(Missed::Looked, &error);
                    }
                    if failed.as_ref().is_none_or(|told| tells_more(&error, told)) {
                        failed = Some(error);
                    }
                }
            }
        }
        Err(failed.unwrap_or(StoreError::Stopped))
    }

    /// In all; the sum. [`StoreError::NotEverywhere`] where one could not.
    async fn gc(&self) -> Result<Collected, StoreError> {
        let answers = self.all(|store| store.gc()).await;
        let all = everywhere(answers, Missed::Collected, Doing::Collecting)?;
        Ok(all.iter().fold(Collected::default(), |sum, one| Collected {
            blocks: sum.blocks.saturating_add(one.blocks),
            bytes: sum.bytes.saturating_add(one.bytes),
            kept: sum.kept.saturating_add(one.kept),
            leftovers: sum.leftovers.saturating_add(one.leftovers),
        }))
    }

    /// What the best of them has; a warning for each that is worse. Ask each alone to know each alone.
    async fn verify(&self, cid: &Cid) -> Result<Verified, StoreError> {
        Key::of_cid(cid)?;
        let faults = |found: &Verified| found.missing.len() as u64 + found.damaged.len() as u64 + found.more;
        let answers = self.all(|store| store.verify(cid)).await;
        for (member, answer) in &answers {
            if let Ok(found) = answer
                && let Some(block) = found.missing.first().or(found.damaged.first()).copied()
            {
                let error = StoreError::Incomplete {
                    cid: Box::new(*cid),
                    block: Box::new(block),
                    place: member.name.clone(),
                };
                member.warn(Missed::Whole, &error);
            }
        }
        let found = some(answers, Missed::Verified)?;
        found.into_iter().min_by_key(faults).ok_or(StoreError::Stopped)
    }

    /// The sum of those that can be asked.
    async fn describe(&self) -> Result<Description, StoreError> {
        let names: Vec<_> = self.members.iter().map(|member| member.name.as_str()).collect();
        let mut sum = Description {
            kind: "several",
            place: names.join(", "),
            version: None,
            blocks: 0,
            bytes: 0,
            pins: 0,
            free: None,
        };
        for one in some(self.all(|store| store.describe()).await, Missed::Described)? {
            sum.blocks = sum.blocks.saturating_add(one.blocks);
            sum.bytes = sum.bytes.saturating_add(one.bytes);
            sum.pins = sum.pins.saturating_add(one.pins);
        }
        Ok(sum)
    }
}
