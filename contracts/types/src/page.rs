//! Pages: the only way a list leaves a contract.

use crate::error::Error;
use crate::{ConsentEntry, Doctor, LogEntry, ProposalEntry, Record, WrappedKey};
use alloc::vec::Vec;
use ink_primitives::AccountId;
use scale::{Decode, Encode};

/// One page of a list. Tools are shown each kind of page under a name of its own ([`Listed::PAGE`]).
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Page<T> {
    /// The items, in the list's order, at most as many as asked for and as the parameters allow.
    pub items: Vec<T>,
    /// How many items the whole list has.
    pub total: u64,
    /// The `start` of the next page, or none when this was the last.
    pub next: Option<u64>,
}

/// What there are pages of.
pub trait Listed {
    /// What a page of them is called.
    const PAGE: &'static str;
}

macro_rules! pages {
    ($( $(#[$doc:meta])* $page:ident of $item:ty; )*) => { $(
        $(#[$doc])*
        pub type $page = Page<$item>;

        impl Listed for $item {
            const PAGE: &'static str = stringify!($page);
        }
    )* };
}

pages! {
    /// A page of accounts.
    AccountPage of AccountId;
    /// A page of the log.
    LogPage of LogEntry;
    /// A page of the doctors' directory.
    DoctorPage of Doctor;
    /// A page of consents.
    ConsentPage of ConsentEntry;
    /// A page of records.
    RecordPage of Record;
    /// A page of links between generations.
    LinkPage of WrappedKey;
    /// A page of proposals.
    ProposalPage of ProposalEntry;
}

#[cfg(feature = "std")]
impl<T: Listed + scale_info::TypeInfo + 'static> scale_info::TypeInfo for Page<T> {
    type Identity = Self;

    fn type_info() -> scale_info::Type {
        scale_info::Type::builder()
            .path(scale_info::Path::new(T::PAGE, module_path!()))
            .docs(&["One page of a list."])
            .composite(
                scale_info::build::Fields::named()
                    .field(|f| {
                        f.ty::<Vec<T>>()
                            .name("items")
                            .type_name("Vec<T>")
                            .docs(&["The items, in the list's order."])
                    })
                    .field(|f| {
                        f.ty::<u64>()
                            .name("total")
                            .type_name("u64")
                            .docs(&["How many items the whole list has."])
                    })
                    .field(|f| {
                        f.ty::<Option<u64>>()
                            .name("next")
                            .type_name("Option<u64>")
                            .docs(&["The `start` of the next page, or none when this was the last."])
                    }),
            )
    }
}

impl<T> Page<T> {
    /// Reads the items from `start`, at most `limit`, of a list of `total`, each with `item`. A `limit` of 0 is
    /// `max`. A `start` at or behind the end gives an empty last page.
    ///
    /// Errors: [`Error::PageSize`] where `limit` is above `max`; what `item` answers.
    pub fn read(
        start: u64,
        limit: u32,
        max: u32,
        total: u64,
        item: &mut dyn FnMut(u64) -> Result<T, Error>,
    ) -> Result<Self, Error> {
        if limit > max {
            return Err(Error::PageSize { max });
        }
        let limit = if limit == 0 { max } else { limit };
        let end = start.saturating_add(u64::from(limit)).min(total);
        let mut items = Vec::new();
        for n in start..end {
            items.push(item(n)?);
        }
        Ok(Page {
            items,
            total,
            next: (end < total).then_some(end),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(start: u64, limit: u32, total: u64) -> Result<Page<u64>, Error> {
        Page::read(start, limit, 3, total, &mut Ok)
    }

    #[test]
    fn pages_follow_each_other_to_the_end() {
        let first = read(0, 3, 5);
        let second = read(3, 3, 5);
        assert_eq!(
            first,
            Ok(Page {
                items: Vec::from([0, 1, 2]),
                total: 5,
                next: Some(3)
            })
        );
        assert_eq!(
            second,
            Ok(Page {
                items: Vec::from([3, 4]),
                total: 5,
                next: None
            })
        );
    }

    #[test]
    fn a_page_that_ends_with_the_list_is_the_last() {
        assert_eq!(read(0, 3, 3).map(|page| page.next), Ok(None));
        assert_eq!(read(2, 1, 4).map(|page| page.next), Ok(Some(3)));
    }

    #[test]
    fn behind_the_end_there_is_an_empty_last_page() {
        for start in [0, 5, 6, u64::MAX] {
            let total = if start == 0 { 0 } else { 5 };
            assert_eq!(
                read(start, 3, total),
                Ok(Page {
                    items: Vec::new(),
                    total,
                    next: None
                })
            );
        }
    }

    #[test]
    fn a_page_without_a_limit_is_the_largest_and_one_of_too_much_is_refused() {
        assert_eq!(read(0, 0, 5), read(0, 3, 5));
        assert_eq!(read(0, 4, 5), Err(Error::PageSize { max: 3 }));
    }

    #[test]
    fn an_item_that_fails_fails_the_page() {
        let page: Result<Page<u64>, _> = Page::read(0, 1, 3, 1, &mut |_| Err(Error::Inconsistent));
        assert_eq!(page, Err(Error::Inconsistent));
    }
}
