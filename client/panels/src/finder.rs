//! Finding records on a page: what is asked for comes by a form and is kept with the account until it is locked, never in
//! an address: a browser keeps those in its history, and what somebody looks for says something of their health.
//!
//! The list that is looked through is the one of the last whole page, with the names of that moment: typing reads neither
//! records nor the directory again.

use crate::voice::Words;
use crate::{Fields, show};
use medink_core::error::Result;
use medink_core::find::{self, Order, Wanted};
use medink_core::people::Named;
use medink_core::versions::Versions;
use medink_core::when;
use medink_types::AccountId;
use medink_words::said;
use std::collections::HashMap;
use std::sync::Arc;

/// How many records are on a page.
const ON_A_PAGE: usize = 50;

/// The buttons that say which page is meant: another, or the one on which everything, or nothing, is to be selected.
const PAGED: [&str; 3] = ["page", ALL, NONE];

/// The button that selects all that a page shows.
pub const ALL: &str = "all";

/// The button that selects nothing any more.
pub const NONE: &str = "none";

/// Records that were listed, and what is asked of them.
#[derive(Clone)]
pub struct List {
    /// All of them.
    pub all: Arc<Vec<Versions>>,
    /// What the directory calls their authors.
    pub names: Arc<HashMap<AccountId, Named>>,
    /// What is asked for.
    pub asked: Asked,
}

/// What is asked for.
#[derive(Clone, Default)]
pub struct Asked {
    wanted: Wanted,
    page: usize,
}

/// What was found, as a page shows it.
pub struct Finder {
    /// What is asked for.
    pub wanted: Wanted,
    /// The kinds that there are.
    pub kinds: Vec<String>,
    /// How many were found.
    pub found: usize,
    /// How many there are.
    pub all: usize,
    /// The first on this page, from 1.
    pub first: usize,
    /// The last on this page.
    pub last: usize,
    /// Which page it is, from 1.
    pub page: usize,
    /// The page before, from 1.
    pub before: Option<usize>,
    /// The page after.
    pub after: Option<usize>,
}

/// A record on a page, with what stands above it where it begins another part of the list.
pub struct Found<'l> {
    /// The year, or the kind, in whose part it stands, where it is the first there.
    pub heading: Option<Words>,
    /// The record.
    pub record: &'l Versions,
}

impl Asked {
    /// What a form asks for.
    ///
    /// # Errors
    /// [`medink_core::Kind::Usage`] for what is no date.
    pub fn of(form: &Fields) -> Result<Self> {
        let date = |name: &str| form.filled(name).map(|date| when::parse_date(&date)).transpose();
        Ok(Asked {
            wanted: Wanted {
                words: form.filled("words").unwrap_or_default(),
                kind: form.filled("kind"),
                author: None,
                from: date("from")?,
                until: date("until")?,
                openable: form.is("openable", "yes"),
                order: Order::of(form.get("order")).unwrap_or_default(),
            },
            page: PAGED
                .iter()
                .find_map(|button| form.get(button).parse().ok())
                .unwrap_or(1),
        })
    }
}

impl List {
    /// The page that is asked for; the last one, if there are not so many.
    pub fn page(&self) -> (Finder, Vec<Found<'_>>) {
        self.page_of(|_| true)
    }

    /// The same of those records alone that are so.
    pub fn page_of(&self, so: impl Fn(&Versions) -> bool) -> (Finder, Vec<Found<'_>>) {
        let Asked { wanted, page } = &self.asked;
        let all: Vec<&Versions> = self.all.iter().filter(|record| so(record)).collect();
        let found = wanted.find(all.iter().copied());
        let pages = found.len().div_ceil(ON_A_PAGE).max(1);
        let page = (*page).clamp(1, pages);
        let start = page.saturating_sub(1).saturating_mul(ON_A_PAGE);
        let mut part = None;
        let shown: Vec<Found<'_>> = found
            .iter()
            .skip(start)
            .take(ON_A_PAGE)
            .map(|record| {
                let of = part_of(record, wanted.order);
                let heading = of.clone().filter(|_| of != part);
                part = of;
                Found { heading, record }
            })
            .collect();
        let finder = Finder {
            kinds: find::kinds(all.iter().copied()),
            wanted: wanted.clone(),
            found: found.len(),
            all: all.len(),
            first: start.saturating_add(usize::from(!shown.is_empty())),
            last: start.saturating_add(shown.len()),
            page,
            before: page.checked_sub(1).filter(|before| *before > 0),
            after: page.checked_add(1).filter(|after| *after <= pages),
        };
        (finder, shown)
    }
}

impl Finder {
    /// Whether a kind is the one that is asked for.
    pub fn is_kind(&self, kind: &str) -> bool {
        self.wanted.kind.as_deref() == Some(kind)
    }

    /// Whether an order is the one that is asked for.
    pub fn is_order(&self, word: &str) -> bool {
        self.wanted.order.word() == word
    }

    /// From when on, as a form has it.
    pub fn from(&self) -> &str {
        self.wanted.from.as_deref().unwrap_or_default()
    }

    /// Until when.
    pub fn until(&self) -> &str {
        self.wanted.until.as_deref().unwrap_or_default()
    }

    /// Whether more than words and order is asked for.
    pub fn filters(&self) -> bool {
        self.wanted.kind.is_some()
            || self.wanted.from.is_some()
            || self.wanted.until.is_some()
            || self.wanted.openable
    }
}

/// The part of a list that a record stands in, where the order makes parts.
fn part_of(record: &Versions, order: Order) -> Option<Words> {
    let now = record.current()?;
    match order {
        Order::Newest | Order::Oldest => {
            let year: String = find::date_of(now).chars().take(4).collect();
            Some(year.into())
        }
        Order::Kind => Some(match &now.details {
            None => said!("kind-unknown").into(),
            Some(details) => show::kind(&details.kind.to_string()),
        }),
        Order::Changed | Order::Title => None,
    }
}
