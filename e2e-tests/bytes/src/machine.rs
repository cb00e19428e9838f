//! Files that go from machine to machine: deployments, exports of the log, key files.

use crate::taken;
use medink_core::Deployment;
use medink_core::audit;
use medink_seal::key_file;
use std::io::Cursor;

/// A deployment file.
pub(crate) fn deployment(bytes: &[u8]) -> bool {
    let Ok(text) = str::from_utf8(bytes) else {
        return false;
    };
    let found = Deployment::parse(text);
    if let Ok(found) = &found {
        let again = found.to_text().unwrap();
        let reread = Deployment::parse(&again).unwrap();
        assert_eq!(reread.to_text().unwrap(), again);
    }
    taken(found)
}

/// An export of the log, and a head that it is held against.
pub(crate) fn export(bytes: &[u8]) -> bool {
    let found = audit::recompute(&mut Cursor::new(bytes), Some(1));
    if let Ok(found) = &found {
        let verdict = audit::verify_against(&mut Cursor::new(bytes), &found.head).unwrap();
        assert!(verdict.complete && verdict.entries == found.head.count);
    }
    if let Ok(text) = str::from_utf8(bytes) {
        let _ = audit::parse_head(text);
    }
    taken(found)
}

/// A key file, without its passphrase.
pub(crate) fn key_file(bytes: &[u8]) -> bool {
    let Ok(text) = str::from_utf8(bytes) else {
        return false;
    };
    let info = key_file::inspect(text);
    if let Ok(info) = &info {
        let renamed = key_file::renamed(text, "another").unwrap();
        let again = key_file::inspect(&renamed).unwrap();
        assert_eq!(again.address, info.address);
        assert_eq!(again.name.as_deref(), Some("another"));
    }
    taken(info)
}
