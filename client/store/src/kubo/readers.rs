//! The readers of what a daemon answers, and of how it is named: see [`crate::readers`].

use super::options::{Address, Credentials};
use super::reference::{self, Wide};
use super::{numbers, rpc};
use crate::StoreError;
use cid::Cid;
use serde::de::DeserializeOwned;

/// A line of a daemon's answer, whatever was asked: whether it is one to anything.
pub fn answer(line: &[u8]) -> bool {
    fn read<T: DeserializeOwned>(line: &[u8]) -> Option<T> {
        serde_json::from_slice(line).ok()
    }
    let version = read::<rpc::Told>(line).is_some_and(|told| numbers(&told.version).is_some());
    let pin = read::<rpc::Pin>(line).is_some_and(|pin| pin.cid.parse::<Wide>().is_ok());
    let others = [
        read::<rpc::Stat>(line).is_some(),
        read::<rpc::Put>(line).is_some(),
        read::<rpc::Unpinned>(line).is_some(),
        read::<rpc::Repo>(line).is_some(),
        read::<rpc::Removed>(line).is_some_and(|removed| !removed.error.is_empty()),
    ];
    version || pin || others.contains(&true)
}

/// The content that one of a daemon's pins refers to, where that is a reference of medink's.
pub fn pin(text: &str) -> Option<Cid> {
    reference::content(&text.parse::<Wide>().ok()?)
}

/// A line of a file with credentials.
pub fn credentials(line: &str) -> bool {
    Credentials::parse(line).is_ok()
}

/// A daemon's address.
pub fn address(text: &str) -> Result<(), StoreError> {
    Address::check(text, true).map(drop)
}
