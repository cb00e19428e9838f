//! The stores: whether each answers, whether it has an account's live records whole, and whether something refers to them, so
//! that they are kept. What the chain refers to is public: none of this needs a key.

use super::{Finding, Part, Repair, numbered};
use crate::advice::Advice;
use crate::error::{Error, Result};
use crate::health::answers;
use crate::stores::Reference;
use crate::{Medink, Watch};
use futures::future::join_all;
use medink_chain::{ChainExt, contracts};
use medink_store::{Cid, ContentStore, MAX_PAGE, Page, Presence, Several, Warnings};
use medink_types::AccountId;
use medink_words::said;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;
use tokio::time::timeout;

/// How long a store may take to say that it is there.
const ANSWERS_WITHIN: Duration = Duration::from_secs(20);

/// How many records are looked for at a time.
const PART: usize = 256;

/// A store with the name that findings call it by.
pub type Named = (String, Arc<dyn ContentStore>);

/// How the stores are looked at.
pub struct Looking<'a> {
    /// Hash every block, and look for references that no record has.
    pub whole: bool,
    /// Repair what can be.
    pub repair: bool,
    /// The store that nothing but this deployment keeps anything in, if there is one, and nothing is under way: only there
    /// can it be told what nobody needs.
    pub ours: Option<String>,
    /// Who is told of what goes on.
    pub watch: &'a dyn Watch,
}

/// Asks each store whether it is there; returns those that are.
pub async fn answering(stores: Vec<Named>) -> (Vec<Finding>, Vec<Named>) {
    let asked = stores
        .iter()
        .map(|(_, store)| timeout(ANSWERS_WITHIN, answers(store.as_ref())));
    let answers = join_all(asked).await;
    let (mut findings, mut there) = (Vec::new(), Vec::new());
    for ((name, store), answer) in stores.into_iter().zip(answers) {
        match answer {
            Ok(Ok(())) => {
                findings.push(Finding::ok(
                    Part::Stores,
                    said!("checkup-store-answers", store = &name),
                ));
                there.push((name, store));
            }
            Ok(Err(error)) => findings.push(Finding::of(Part::Stores, &error)),
            Err(_) => findings.push(
                Finding::broken(Part::Stores, said!("checkup-store-silent", store = &name))
                    .next(said!("checkup-store-silent-next")),
            ),
        }
    }
    (findings, there)
}

impl Medink {
    /// Looks for the live records of accounts in every store, and for what keeps them there.
    pub async fn check_content(
        &self,
        stores: &[Named],
        accounts: &[AccountId],
        looking: &Looking<'_>,
    ) -> Vec<Finding> {
        let mut findings = Vec::new();
        if accounts.is_empty() {
            findings.push(Finding::not_looked(Part::Stores, said!("checkup-no-account")));
        }
        for account in accounts {
            match self.content_of(*account, stores, looking).await {
                Ok(found) => findings.extend(found),
                Err(error) => findings.push(Finding::of(Part::Stores, &error)),
            }
        }
        let ours = stores
            .iter()
            .find(|(name, _)| looking.whole && looking.ours.as_ref() == Some(name));
        if let Some((name, store)) = ours {
            findings.push(match self.unneeded(store.as_ref()).await {
                Ok(0) => Finding::ok(Part::References, said!("checkup-none-unneeded", store = name)),
                Ok(count) => Finding::warning(
                    Part::References,
                    said!("checkup-unneeded", store = name, count = count),
                )
                .next(said!("checkup-unneeded-next")),
                Err(error) => Finding::of(Part::References, &error),
            });
        }
        findings
    }

    async fn content_of(
        &self,
        account: AccountId,
        stores: &[Named],
        looking: &Looking<'_>,
    ) -> Result<Vec<Finding>> {
        let who = self.address(&account);
        let at = self.deployment.patient();
        if self
            .chain
            .read(&contracts::patient::patient(at, account))
            .await?
            .is_none()
        {
            return Ok(vec![Finding::ok(
                Part::Stores,
                said!("checkup-no-records", who = who),
            )]);
        }
        let references = self.references(Some(account)).await?;
        let mut findings = Vec::new();
        if !references.unreadable.is_empty() {
            let numbers = numbered(references.unreadable.iter().map(|(_, number, _)| *number));
            let what = said!("checkup-places", who = &who, numbers = numbers);
            findings.push(Finding::broken(Part::Stores, what).next(said!("checkup-places-next")));
        }
        for named in stores {
            match self
                .content_in(&who, &references.found, (named, stores), looking)
                .await
            {
                Ok(found) => findings.extend(found),
                Err(error) => findings.push(Finding::of(Part::Stores, &error)),
            }
        }
        Ok(findings)
    }

    /// An account's records in one of the stores.
    async fn content_in(
        &self,
        who: &str,
        references: &[Reference],
        (named, stores): (&Named, &[Named]),
        looking: &Looking<'_>,
    ) -> Result<Vec<Finding>> {
        let name = &named.0;
        let mut flawed = self.flawed(references, named, looking.whole).await?;
        let mut findings = Vec::new();
        match flawed.is_empty() {
            true => findings.push(Finding::ok(
                Part::Stores,
                match looking.whole {
                    true => said!(
                        "checkup-hashed",
                        store = name,
                        who = who,
                        count = references.len()
                    ),
                    false => said!("checkup-there", store = name, who = who, count = references.len()),
                },
            )),
            false => {
                let numbers = numbered(flawed.iter().map(|reference| reference.number));
                let found = Finding::broken(
                    Part::Stores,
                    said!("checkup-not-whole", store = name, who = who, numbers = numbers),
                );
                let others: Vec<Named> = stores.iter().filter(|other| other.0 != *name).cloned().collect();
                findings.push(match (looking.repair, others.is_empty()) {
                    (true, false) => {
                        let mended = self.mended(&flawed, named, others, looking).await;
                        match mended {
                            Ok(left) if left.is_empty() => {
                                flawed.clear();
                                found.repaired_by(Repair::Done)
                            }
                            Ok(left) => {
                                let numbers = numbered(left.iter().map(|reference| reference.number));
                                flawed = left;
                                found.next(said!("checkup-nowhere-next", numbers = numbers))
                            }
                            Err(error) => found.repaired_by(Repair::Failed(error)),
                        }
                    }
                    (false, false) => found.repaired_by(Repair::Unasked),
                    (_, true) => found
                        .next(said!("checkup-not-whole-next"))
                        .advise(Advice::PullContent),
                });
            }
        }
        let missing: HashSet<Cid> = flawed.iter().map(|reference| reference.cid).collect();
        let whole = references
            .iter()
            .filter(|reference| !missing.contains(&reference.cid));
        findings.extend(self.kept(who, whole, named, looking.repair).await?);
        Ok(findings)
    }

    /// The records that a store does not have whole: by the sizes of their blocks, or by their bytes.
    async fn flawed(
        &self,
        references: &[Reference],
        (name, store): &Named,
        whole: bool,
    ) -> Result<Vec<Reference>> {
        let mut flawed = Vec::new();
        for part in references.chunks(PART) {
            if whole {
                let checked = self.check_records(part, name, store.as_ref()).await?;
                flawed.extend(checked.flaws.into_iter().map(|flaw| flaw.reference));
                continue;
            }
            let cids: Vec<Cid> = part.iter().map(|reference| reference.cid).collect();
            for (reference, here) in part.iter().zip(store.has_all(&cids).await?) {
                match here {
                    Ok(Presence::Whole) => {}
                    Ok(_) => flawed.push(reference.clone()),
                    Err(error) if error.is_of_content() => flawed.push(reference.clone()),
                    Err(error) => return Err(error.into()),
                }
            }
        }
        Ok(flawed)
    }

    /// Fetches records from other stores; returns those that are not whole still.
    async fn mended(
        &self,
        flawed: &[Reference],
        named: &Named,
        others: Vec<Named>,
        looking: &Looking<'_>,
    ) -> Result<Vec<Reference>> {
        let from = Several::new(others, &Warnings::default());
        self.copy_records(flawed, &from, named.1.as_ref(), true, looking.watch)
            .await?;
        self.flawed(flawed, named, true).await
    }

    /// Whether something refers to each of these, which the store has whole.
    async fn kept<'a>(
        &self,
        who: &str,
        whole: impl Iterator<Item = &'a Reference>,
        (name, store): &Named,
        repair: bool,
    ) -> Result<Option<Finding>> {
        let mut unkept: HashMap<Cid, &Reference> =
            whole.map(|reference| (reference.cid, reference)).collect();
        if unkept.is_empty() {
            return Ok(None);
        }
        each_reference(store.as_ref(), |cid| {
            unkept.remove(cid);
        })
        .await?;
        if unkept.is_empty() {
            let what = said!("checkup-kept", store = name, who = who);
            return Ok(Some(Finding::ok(Part::References, what)));
        }
        let mut unkept: Vec<&Reference> = unkept.into_values().collect();
        unkept.sort_by_key(|reference| reference.number);
        let numbers = numbered(unkept.iter().map(|reference| reference.number));
        let what = said!("checkup-unkept", store = name, who = who, numbers = numbers);
        let mut done = match repair {
            true => Repair::Done,
            false => Repair::Unasked,
        };
        if repair {
            for reference in unkept {
                let pinned = store.pin(&reference.cid, &self.owner(reference.patient)).await;
                if let Err(error) = pinned {
                    done = Repair::Failed(error.into());
                }
            }
        }
        Ok(Some(Finding::broken(Part::References, what).repaired_by(done)))
    }

    /// How many contents something refers to that no live record of this deployment has.
    async fn unneeded(&self, store: &dyn ContentStore) -> Result<usize> {
        let all = self.references(None).await?;
        let needed: HashSet<Cid> = all.found.into_iter().map(|reference| reference.cid).collect();
        let mut count = 0usize;
        each_reference(store, |cid| {
            if !needed.contains(cid) {
                count = count.saturating_add(1);
            }
        })
        .await?;
        Ok(count)
    }
}

/// Goes through the contents that anybody refers to, a page at a time.
async fn each_reference(store: &dyn ContentStore, mut visit: impl FnMut(&Cid)) -> Result<()> {
    let mut after = None;
    loop {
        let page = Page {
            after,
            limit: MAX_PAGE,
        };
        let page = store.pinned(page).await.map_err(Error::from)?;
        page.cids.iter().for_each(&mut visit);
        let last = page.cids.last().copied();
        if !page.more || last.is_none() {
            return Ok(());
        }
        after = last;
    }
}
