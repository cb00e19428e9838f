//! Files of machines: deployments, exports of the log, key files, archives, specifications, bundles; config and memory.

use crate::taken;
use medink_core::deploy::NewCode;
use medink_core::{Deployment, audit, readers};
use medink_local::{Config, backup, network};
use medink_seal::key_file;
use std::io::Cursor;
use std::path::Path;

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

/// What is behind the seal of a backup.
pub(crate) fn archive(bytes: &[u8]) -> bool {
    let found = backup::check(bytes);
    if let Ok(found) = &found {
        assert!(found.bytes <= bytes.len() as u64, "more than there is");
        assert!(backup::check([bytes, b"x"].concat().as_slice()).is_err());
    }
    taken(found)
}

/// The specification of a network.
pub(crate) fn specification(bytes: &[u8]) -> bool {
    let Ok(text) = str::from_utf8(bytes) else {
        return false;
    };
    taken(network::check(text, Path::new("network.json")))
}

/// A config file.
pub(crate) fn config(bytes: &[u8]) -> bool {
    let Ok(text) = str::from_utf8(bytes) else {
        return false;
    };
    let config = Config::parse(Path::new("/medink/config.toml"), text);
    if let Ok(config) = &config {
        for name in config.profiles() {
            let profile = config.profile(Some(name)).unwrap();
            assert!((1..=profile.stores.len()).contains(&profile.copies));
        }
    }
    taken(config)
}

/// What the program of a node says of itself, on this machine.
pub(crate) fn node_line(bytes: &[u8]) -> bool {
    let keys = taken(medink_local::readers::keys(bytes));
    let Ok(text) = str::from_utf8(bytes) else {
        return keys;
    };
    keys | taken(medink_local::readers::ready(text)) | taken(medink_local::readers::peering(text))
}

/// A contract's code, as it is built.
pub(crate) fn bundle(bytes: &[u8]) -> bool {
    let Ok(text) = str::from_utf8(bytes) else {
        return false;
    };
    taken(NewCode::parse(text).map(drop))
}

/// Reads what was written, and writes it again.
type Again = fn(&[u8]) -> Option<Vec<u8>>;

/// What this machine remembers, behind its seal: of each kind.
pub(crate) fn memory(bytes: &[u8]) -> bool {
    let kinds: [Again; 6] = [
        readers::seen,
        readers::patients,
        readers::visit,
        readers::templates,
        readers::index_head,
        readers::index_part,
    ];
    let mut read = false;
    for kind in kinds {
        if let Some(again) = kind(bytes) {
            assert_eq!(kind(&again), Some(again), "read otherwise than it was written");
            read = true;
        }
    }
    read
}
