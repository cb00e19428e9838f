//! What the unit tests of several modules are made of.

use crate::records::Listed;
use medink_types::{Action, LogEntry, Record, RecordState};

/// A record of a list, without details.
pub(crate) fn listed(number: u32, amends: Option<u32>, state: RecordState) -> Listed {
    Listed {
        record: Record {
            number,
            cid: None,
            key: None,
            author: [0; 32].into(),
            created: 0,
            amends,
            refers_to: None,
            state,
        },
        details: None,
        fault: None,
        here: true,
    }
}

/// The entry that says that somebody opened a record.
pub(crate) fn opened_by(actor: u8) -> LogEntry {
    LogEntry {
        index: 0,
        contract: [1; 32].into(),
        actor: [actor; 32].into(),
        subject: [3; 32].into(),
        action: Action::RecordAccessed,
        reference: [0; 32],
        block: 1,
        timestamp: 1,
        previous: [0; 32],
    }
}
