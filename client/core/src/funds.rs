//! What people have to pay with: lists of it, sending some, and topping up everybody who has too little.
//!
//! Topping up reads what somebody has just before it sends, so a run that is begun again sends only to those who are
//! still below by then. That holds for one admin at a time, and for what the chain has carried out: two who top up at
//! once may both send to somebody, and a transfer that was under way when a run broke off may be sent again.

use crate::error::{Error, Kind, Result};
use crate::many::{Ended, Rows, ends_all};
use crate::people::Named;
use crate::registration::check_spendable;
use crate::search::Search;
use crate::{Done, Medink, Operation};
use futures::{StreamExt, TryStreamExt, stream};
use medink_types::{AccountId, Action, bounds};
use medink_words::said;
use std::collections::BTreeSet;

/// Most transfers of one run.
pub const MOST_TRANSFERS: usize = 500;

/// How many balances are asked for side by side.
const SIDE_BY_SIDE: usize = 8;

/// Who is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Circle {
    /// Who governs.
    Admins,
    /// The doctors of the directory.
    Doctors,
    /// Who was ever registered as a patient, as the log knows them.
    Patients,
}

impl Circle {
    /// All of them.
    pub const ALL: [Circle; 3] = [Circle::Admins, Circle::Doctors, Circle::Patients];

    /// Its name.
    pub fn word(self) -> &'static str {
        match self {
            Circle::Admins => "admins",
            Circle::Doctors => "doctors",
            Circle::Patients => "patients",
        }
    }

    /// The one of this name.
    pub fn of(word: &str) -> Option<Self> {
        Circle::ALL.into_iter().find(|circle| circle.word() == word)
    }
}

/// Somebody with what they have.
#[derive(Debug, Clone)]
pub struct Holder {
    /// Who.
    pub account: AccountId,
    /// What the directory calls them.
    pub named: Option<Named>,
    /// What they have besides what is set aside, in the token's smallest unit.
    pub free: u128,
}

/// A page of them.
#[derive(Debug, Clone)]
pub struct Holders {
    /// The rows.
    pub rows: Vec<Holder>,
    /// How many there are in all, where the chain tells.
    pub total: Option<u64>,
    /// Where the next page begins; none where there is none. Of patients, it is the one before a place of the log.
    pub next: Option<u64>,
}

/// Who is listed, not yet with what they have.
type Listed = (Vec<(AccountId, Option<Named>)>, Option<u64>, Option<u64>);

/// A rule for topping up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    below: u128,
    to: u128,
    most: u128,
}

impl Rule {
    /// Who has less than `below` gets as much as makes it `to`, until one run has sent `most` in all; in the token's
    /// smallest unit.
    ///
    /// # Errors
    /// [`Kind::Usage`] for a rule by which nobody would be topped up, or whoever was would be at once again.
    pub fn new(below: u128, to: u128, most: u128) -> Result<Self> {
        if below == 0 || to < below {
            return Err(
                Error::new(Kind::Usage, said!("core-rule-bounds")).next(said!("core-rule-bounds-next"))
            );
        }
        if most < to {
            return Err(Error::new(Kind::Usage, said!("core-rule-most")).next(said!("core-rule-most-next")));
        }
        Ok(Rule { below, to, most })
    }

    /// What somebody with so much gets; none for who has enough.
    pub fn amount(&self, has: u128) -> Option<u128> {
        (has < self.below).then(|| self.to.saturating_sub(has))
    }
}

/// What one run may still send. A balance may be read wrongly each time, or be spent at once: the sum has its own bound.
struct Purse {
    left: u128,
    transfers: usize,
}

impl Purse {
    fn of(rule: Rule) -> Self {
        Purse {
            left: rule.most,
            transfers: MOST_TRANSFERS,
        }
    }

    /// Takes the amount of one transfer; whether there was as much. What was not sent in the end counts as well.
    fn take(&mut self, amount: u128) -> bool {
        match (self.left.checked_sub(amount), self.transfers.checked_sub(1)) {
            (Some(left), Some(transfers)) => {
                *self = Purse { left, transfers };
                true
            }
            _ => false,
        }
    }
}

/// A transfer, done or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transfer {
    /// To whom.
    pub account: AccountId,
    /// What they had.
    pub had: u128,
    /// How much it is.
    pub amount: u128,
    /// Why it was not sent, or why that is not known ([`is_unclear`](crate::many::is_unclear)); none where it was.
    pub failed: Option<Error>,
}

impl Medink {
    /// A page of people with what they have.
    pub async fn holders(&self, circle: Circle, start: Option<u64>, most: u32) -> Result<Holders> {
        let (listed, total, next) = self.circle(circle, start, most).await?;
        let rows = stream::iter(listed)
            .map(|(account, named)| async move {
                let free = self.chain.balance(account).await?.free;
                Ok::<_, Error>(Holder { account, named, free })
            })
            .buffered(SIDE_BY_SIDE)
            .try_collect()
            .await?;
        Ok(Holders { rows, total, next })
    }

    async fn circle(&self, circle: Circle, start: Option<u64>, most: u32) -> Result<Listed> {
        Ok(match circle {
            Circle::Admins => {
                let page = self.admins_from(start.unwrap_or_default(), most).await?;
                let rows = page.items.into_iter().map(|admin| (admin, None)).collect();
                (rows, Some(page.total), page.next)
            }
            Circle::Doctors => {
                let page = self.doctors_from(start.unwrap_or_default(), most).await?;
                let rows = page
                    .items
                    .into_iter()
                    .map(|view| (view.doctor.account, view.named()))
                    .collect();
                (rows, Some(page.total), page.next)
            }
            Circle::Patients => {
                let registered = Search {
                    action: Some(Action::PatientRegistered),
                    ..Search::default()
                };
                let most = usize::try_from(most).unwrap_or(usize::MAX);
                let found = self.search_log(&registered, start, most).await?;
                let own = self.deployment.patient();
                let rows = found
                    .entries
                    .into_iter()
                    // What another contract wrote into the log is no registration.
                    .filter(|entry| entry.contract == own)
                    .map(|entry| (entry.subject, None))
                    .collect();
                (rows, None, found.older)
            }
        })
    }
}

impl Operation<'_> {
    /// Sends some of the actor's balance, in the token's smallest unit.
    ///
    /// # Errors
    /// [`Kind::Funds`] where the actor has less.
    pub async fn send(&self, to: AccountId, amount: u128) -> Result<Done<()>> {
        check_spendable(self.chain.as_ref(), self.actor, amount).await?;
        self.run(self.sent(to, amount)).await
    }

    /// Tops up by a rule whoever of these circles is below it, but for the actor: with [`MOST_TRANSFERS`] at most, and no
    /// more in all than the rule says.
    ///
    /// # Errors
    /// Those of reading the lists. What keeps one transfer from being made is told to `rows`.
    pub async fn top_up(
        &self,
        rule: Rule,
        circles: &[Circle],
        rows: &dyn Rows<Transfer>,
    ) -> Result<Done<Ended>> {
        self.run(async {
            let mut seen = BTreeSet::from([self.actor.id()]);
            let mut purse = Purse::of(rule);
            for circle in circles {
                let mut start = None;
                loop {
                    // Also where a whole page has nobody to be topped up.
                    if !rows.goes_on() {
                        return Ok(Ended::Stopped);
                    }
                    let page = self.holders(*circle, start, bounds::PAGE).await?;
                    for holder in page.rows {
                        if !rows.goes_on() {
                            return Ok(Ended::Stopped);
                        }
                        if rule.amount(holder.free).is_none() || !seen.insert(holder.account) {
                            continue;
                        }
                        // Somebody may have sent something while those before had their turn.
                        let had = self.chain.balance(holder.account).await?.free;
                        let Some(amount) = rule.amount(had) else { continue };
                        if !purse.take(amount) {
                            return Ok(Ended::AtBound);
                        }
                        let failed = self.sent(holder.account, amount).await.err();
                        let ends = failed.clone().filter(ends_all);
                        rows.row(Transfer {
                            account: holder.account,
                            had,
                            amount,
                            failed,
                        });
                        if let Some(error) = ends {
                            return Ok(Ended::Failed(error));
                        }
                    }
                    match (page.next, start) {
                        // Lists of people go on upwards, the log backwards; a node that says otherwise ends it.
                        (Some(next), None) => start = Some(next),
                        (Some(next), Some(at))
                            if (next < at) == (*circle == Circle::Patients) && next != at =>
                        {
                            start = Some(next);
                        }
                        _ => break,
                    }
                }
            }
            Ok(Ended::All)
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_tops_up_who_is_below_and_nobody_else() {
        let rule = Rule::new(100, 500, 10_000).unwrap();
        for (has, gets) in [
            (0, Some(500)),
            (99, Some(401)),
            (100, None),
            (499, None),
            (900, None),
        ] {
            assert_eq!(rule.amount(has), gets, "{has}");
        }
        // Whoever was topped up is not topped up again.
        assert_eq!(Rule::new(100, 100, 100).unwrap().amount(100), None);
        for (below, to, most) in [(0, 0, 9), (0, 5, 9), (5, 4, 9), (5, 6, 5), (5, 6, 0)] {
            assert_eq!(Rule::new(below, to, most).unwrap_err().kind, Kind::Usage);
        }
    }

    /// A node that lies, or people who send on what they get: each time somebody has nothing.
    #[test]
    fn a_run_has_a_bound_also_where_everybody_always_has_nothing() {
        let sent = |rule: Rule| {
            let mut purse = Purse::of(rule);
            let mut sent = Vec::new();
            while let Some(amount) = rule.amount(0).filter(|amount| purse.take(*amount)) {
                sent.push(amount);
            }
            sent
        };
        assert_eq!(sent(Rule::new(100, 500, 1_700).unwrap()), [500, 500, 500]);
        assert_eq!(sent(Rule::new(100, 500, 500).unwrap()), [500]);
        assert_eq!(
            sent(Rule::new(100, 500, u128::MAX).unwrap()).len(),
            MOST_TRANSFERS
        );
        let largest = Rule::new(u128::MAX, u128::MAX, u128::MAX).unwrap();
        assert_eq!(sent(largest), [u128::MAX]);
    }

    #[test]
    fn a_circle_is_found_by_its_name() {
        for circle in Circle::ALL {
            assert_eq!(Circle::of(circle.word()), Some(circle));
        }
        assert_eq!(Circle::of("everybody"), None);
    }
}
