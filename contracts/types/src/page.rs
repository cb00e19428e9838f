//! Pages: the only way a list leaves a contract.

use alloc::vec::Vec;
use scale::{Decode, Encode};

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub struct Page<T> {
    /// The items, in the list's order, at most as many as asked for and as the parameters allow.
    pub items: Vec<T>,
    /// How many items the whole list has.
    pub total: u64,
    /// The `start` of the next page, or none when this was the last.
    pub next: Option<u64>,
}
