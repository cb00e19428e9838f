//! The stores: whether each answers, whether it has an account's live records whole, and whether something refers to them, so
//! that they are kept. What the chain refers to is public: none of this needs a key.

use super::{Finding, Part, Repair, numbered};
use crate::advice::Advice;
use crate::error::{Error, Result};
use crate::health::answers;
use crate::replication::{Named, Repaired, ask_all};
use crate::stores::Reference;
use crate::{Medink, Watch};
use futures::future::join_all;
use medink_chain::{ChainExt, contracts};
use medink_store::{Cid, ContentStore, MAX_PAGE, Page, Presence, Warnings};
use medink_types::AccountId;
use medink_words::said;
use std::collections::{HashMap, HashSet};
use std::time::Duration;
use tokio::time::timeout;

/// How long a store may take to say that it is there.
const ANSWERS_WITHIN: Duration = Duration::from_secs(20);

/// How many records are looked for at a time.
const PART: usize = 256;

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
        let mut lacking = Vec::new();
        for named in stores {
            lacking.push(self.lacking(&references.found, named, looking.whole).await);
        }
        let several = stores.len() > 1;
        let repaired = match looking.repair && several {
            true => Some(self.brought(&references.found, &lacking, stores, looking).await?),
            false => None,
        };
        for (at, (named, lacking)) in stores.iter().zip(lacking).enumerate() {
            let failed = repaired.as_ref().map(|done| done.failed(at));
            let found = async {
                let lacking = lacking?;
                let left = match failed {
                    Some(None) => Some(Ok(self.lacking(&lacking, named, true).await?)),
                    Some(Some(error)) => Some(Err(error)),
                    None => None,
                };
                let about = About {
                    who: &who,
                    store: &named.0,
                    whole: looking.whole,
                    several,
                };
                let mut found = vec![about.told(references.found.len(), &lacking, left.as_ref())];
                let missing = left.and_then(Result::ok).unwrap_or(lacking);
                let missing: HashSet<Cid> = missing.iter().map(|reference| reference.cid).collect();
                let there = references
                    .found
                    .iter()
                    .filter(|reference| !missing.contains(&reference.cid));
                found.extend(self.kept(&who, there, named, looking.repair).await?);
                Ok(found)
            };
            match found.await {
                Ok(found) => findings.extend(found),
                Err(error) => findings.push(Finding::of(Part::Stores, &error)),
            }
        }
        Ok(findings)
    }

    /// The records that a store does not have whole: by the sizes of their blocks, or by their bytes.
    async fn lacking(
        &self,
        references: &[Reference],
        (name, store): &Named,
        whole: bool,
    ) -> Result<Vec<Reference>> {
        let mut lacking = Vec::new();
        for part in references.chunks(PART) {
            if whole {
                let checked = self.check_records(part, name, store.as_ref()).await?;
                lacking.extend(checked.flaws.into_iter().map(|flaw| flaw.reference));
                continue;
            }
            let cids: Vec<Cid> = part.iter().map(|reference| reference.cid).collect();
            for (reference, here) in part.iter().zip(ask_all(store.as_ref(), &cids).await?) {
                if here? != Presence::Whole {
                    lacking.push(reference.clone());
                }
            }
        }
        Ok(lacking)
    }

    /// Brings what any store lacks there from the others. What these gave wrong is found where they are looked at.
    async fn brought(
        &self,
        references: &[Reference],
        lacking: &[Result<Vec<Reference>>],
        stores: &[Named],
        looking: &Looking<'_>,
    ) -> Result<Repaired> {
        let wanted: HashSet<Cid> = lacking.iter().flatten().flatten().map(|one| one.cid).collect();
        let wanted = references.iter().filter(|one| wanted.contains(&one.cid));
        let wanted: Vec<Reference> = wanted.cloned().collect();
        let mut done = Repaired::new(stores);
        let warnings = Warnings::default();
        self.bring(&wanted, stores, true, &warnings, looking.watch, &mut done)
            .await?;
        Ok(done)
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

/// An account's records in a store.
struct About<'a> {
    who: &'a str,
    store: &'a str,
    /// Whether they were hashed.
    whole: bool,
    /// Whether there are other stores.
    several: bool,
}

impl About<'_> {
    /// Whether they are there whole: `count` of them, but for those that were lacking. `left` is what is lacking still where
    /// the other stores were asked for it.
    fn told(&self, count: usize, lacking: &[Reference], left: Option<&Result<Vec<Reference>>>) -> Finding {
        let About { who, store, .. } = *self;
        if lacking.is_empty() {
            let what = match self.whole {
                true => said!("checkup-hashed", store = store, who = who, count = count),
                false => said!("checkup-there", store = store, who = who, count = count),
            };
            return Finding::ok(Part::Stores, what);
        }
        let named = |references: &[Reference]| numbered(references.iter().map(|reference| reference.number));
        let numbers = named(lacking);
        let what = said!("checkup-not-whole", store = store, who = who, numbers = numbers);
        let found = Finding::broken(Part::Stores, what);
        match left {
            Some(Ok(left)) if left.is_empty() => found.repaired_by(Repair::Done),
            Some(Ok(left)) => found.next(said!("checkup-nowhere-next", numbers = named(left))),
            Some(Err(error)) => found.repaired_by(Repair::Failed(error.clone())),
            None if self.several => found
                .next(said!("checkup-not-whole-several-next"))
                .advise(Advice::RepairContent),
            None => found
                .next(said!("checkup-not-whole-next"))
                .advise(Advice::PullContent),
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Kind;

    #[test]
    fn what_is_lacking_is_told_with_what_helps() {
        let lacking = [Reference {
            patient: [1; 32].into(),
            number: 7,
            cid: Cid::default(),
        }];
        let about = |several| About {
            who: "who",
            store: "store",
            whole: false,
            several,
        };
        assert!(!about(true).told(3, &[], None).stays());
        let told =
            |several, left: Option<Result<Vec<Reference>>>| about(several).told(3, &lacking, left.as_ref());
        assert_eq!(told(false, None).advice, Some(Advice::PullContent));
        assert_eq!(told(true, None).advice, Some(Advice::RepairContent));
        assert!(!told(true, Some(Ok(Vec::new()))).stays());
        let nowhere = told(true, Some(Ok(lacking.to_vec())));
        assert!(nowhere.stays() && nowhere.as_error().to_string().contains("7"));
        let failed = told(true, Some(Err(Error::new(Kind::Io, said!("core-stopped")))));
        assert!(failed.stays() && failed.as_error().to_string().contains("stopped"));
    }
}
