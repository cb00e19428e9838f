//! What the unit tests of several pages of a patient are made of.

use medink_core::records::Listed;
use medink_types::{Record, RecordState};

/// A record of a list, without details.
pub fn listed(number: u32, amends: Option<u32>, state: RecordState, here: bool) -> Listed {
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
        here,
    }
}
