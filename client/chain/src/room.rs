//! The room on the disk of a node, as the node tells it. Upstream's nodes don't: what is said here then is nothing.

use medink_words::{Said, Value, said};
use serde::Deserialize;
use std::fmt;

const MIB: u64 = 1024 * 1024;

/// What a node says of its disk (`medink_room`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct Room {
    /// Whether it writes. If not, it takes no transactions, and goes on by itself when there is room.
    pub writable: bool,
    /// Bytes that are free; none where its chain is in memory.
    pub free: Option<u64>,
    /// Bytes that have to be free for it to write.
    pub needed: u64,
}

impl Room {
    /// As it goes into a sentence, rounded down.
    pub fn said(&self) -> Said {
        let free = mib(self.free.unwrap_or_default());
        said!("chain-room", free = free, needed = mib(self.needed))
    }
}

impl fmt::Display for Room {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.said().fmt(f)
    }
}

fn mib(bytes: u64) -> Value {
    let tenths = bytes.saturating_mul(10) / MIB;
    Value::Amount {
        number: format!("{}.{}", tenths / 10, tenths % 10),
        symbol: "MiB".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_nodes_words_are_read_and_told() {
        let room: Room =
            serde_json::from_str(r#"{"writable":false,"free":10800000,"needed":119537664}"#).unwrap();
        assert!(!room.writable);
        assert_eq!(room.to_string(), "10.2 MiB are free, 114.0 MiB are needed");
        let memory: Room = serde_json::from_str(r#"{"writable":true,"free":null,"needed":0}"#).unwrap();
        assert!(memory.writable && memory.free.is_none());
    }
}
