//! Whether the parts are well: the node's newest block and disk, and whether the newest records' content is in the store.
//! Every look has a bound; what takes longer is a check of the whole store, which is not here.

use crate::about::About;
use crate::error::{Error, Kind, Result};
use crate::search::{LOOKED_AT, Search, Walked};
use crate::{Medink, now_ms, place};
use medink_chain::{ChainExt, Room, contracts};
use medink_store::{Cid, ContentStore, Presence, StoreError};
use medink_types::{AccountId, Action, RecordState};
use medink_words::said;
use std::collections::BTreeSet;
use std::ops::ControlFlow;

/// Most records whose content is looked for.
pub const LOOKED_FOR: usize = 200;

/// How a node is.
#[derive(Debug, Clone, Copy)]
pub struct NodeHealth {
    /// The number of its newest block.
    pub height: u64,
    /// That block's time, in milliseconds since 1970-01-01.
    pub time: u64,
    /// How old that is by this machine's clock, in milliseconds.
    pub age: u64,
    /// What it says of its disk; none for one that says nothing.
    pub room: Option<Room>,
}

/// Content of records, looked for.
#[derive(Debug, Clone, Default)]
pub struct Content {
    /// How many live records were looked for.
    pub looked: usize,
    /// Those that are not whole here: whose, and which number.
    pub missing: Vec<(AccountId, u32)>,
    /// How many could not be looked for.
    pub unreadable: usize,
    /// Whether there are older records.
    pub older: bool,
}

/// The address of no bytes at all, which every store can be asked for.
const NOTHING: &str = "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku";

/// Asks a store for one small thing, to see that it answers: it counts nothing for this, and may have none.
///
/// # Errors
/// What keeps it from answering. One that is busy with itself does answer.
pub async fn answers(store: &dyn ContentStore) -> Result<()> {
    let nothing =
        Cid::try_from(NOTHING).map_err(|_| Error::new(Kind::Internal, said!("core-address-of-nothing")))?;
    match store.has(&nothing).await {
        Ok(_) | Err(StoreError::Busy { .. }) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// What names a record in the log together with where its content is.
const STORED: [Action; 4] = [
    Action::RecordAdded,
    Action::RecordAmended,
    Action::RecordAnnotated,
    Action::RecordResealed,
];

impl Medink {
    /// How the node is.
    pub async fn node_health(&self) -> Result<NodeHealth> {
        let head = self.chain.head().await?;
        Ok(NodeHealth {
            height: head.number,
            time: head.time_ms,
            age: now_ms()?.saturating_sub(head.time_ms),
            room: self.chain.room().await?,
        })
    }

    /// Looks for the content of the newest records, [`LOOKED_FOR`] at most. Sizes are checked, bytes are not.
    pub async fn newest_content(&self) -> Result<Content> {
        let mut content = Content::default();
        let (records, older) = self.newest_records().await?;
        content.older = older;
        let mut found = Vec::new();
        let at = self.deployment.patient();
        for (patient, number) in records {
            let record = self
                .chain
                .read(&contracts::patient::record(at, patient, number))
                .await?;
            let Some(record) = record.filter(|record| record.state == RecordState::Live) else {
                continue;
            };
            match place::of(&record) {
                Ok(cid) => found.push((patient, number, cid)),
                Err(_) => content.unreadable = content.unreadable.saturating_add(1),
            }
        }
        let cids: Vec<_> = found.iter().map(|(_, _, cid)| *cid).collect();
        for ((patient, number, _), here) in found.into_iter().zip(self.store.has_all(&cids).await?) {
            match here {
                Ok(Presence::Whole) => {}
                Ok(_) => content.missing.push((patient, number)),
                Err(_) => {
                    content.unreadable = content.unreadable.saturating_add(1);
                    continue;
                }
            }
            content.looked = content.looked.saturating_add(1);
        }
        Ok(content)
    }

    /// The newest records that the log names, each once, and whether there are older ones.
    async fn newest_records(&self) -> Result<(Vec<(AccountId, u32)>, bool)> {
        let own = self.deployment.patient();
        let mut seen = BTreeSet::new();
        let mut newest = Vec::new();
        let walked = self
            .walk_back(&Search::default(), None, LOOKED_AT, |_, entry| {
                if entry.contract != own || !STORED.contains(&entry.action) {
                    return ControlFlow::Continue(());
                }
                let About::Record(number) = About::of(&entry) else {
                    return ControlFlow::Continue(());
                };
                let record = (entry.subject, number);
                if seen.contains(&record) {
                    return ControlFlow::Continue(());
                }
                if newest.len() == LOOKED_FOR {
                    return ControlFlow::Break(());
                }
                seen.insert(record);
                newest.push(record);
                ControlFlow::Continue(())
            })
            .await?;
        Ok((newest, !matches!(walked, Walked::Over)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_has_an_address() {
        assert!(Cid::try_from(NOTHING).is_ok());
    }
}
