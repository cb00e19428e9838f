//! Every reader of bytes that others wrote: what a store, a chain, a disk, a browser or a person hands over. Each target is one
//! function, which says whether the bytes were taken, and stops the program where a reader breaks its word. The fuzzer
//! (`fuzz/`) and the test here call the same ones; `fuzz/corpus/<target>/` is what both begin with.
//!
//! What is behind a key is tried with the keys of `formats-v2.json`, the known answers of `medink-seal`: else nothing would come
//! further than to the first tag.

#![allow(
    clippy::panic,
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "support for tests: a reader that breaks its word has to stop the fuzzer"
)]

mod chain;
mod known;
mod machine;
pub mod runtime;
mod sealed;
mod store;
mod texts;

pub use known::Known;

use std::fmt::Display;

/// A reader, by name.
#[derive(Debug, Clone, Copy)]
pub struct Target {
    /// Its name: that of the fuzzer's program and of its folder of seeds.
    pub name: &'static str,
    /// Whether it took the bytes.
    pub read: fn(&[u8]) -> bool,
}

/// All of them.
pub const TARGETS: [Target; 38] = [
    Target {
        name: "record",
        read: sealed::record,
    },
    Target {
        name: "details",
        read: sealed::details,
    },
    Target {
        name: "wrapped_key",
        read: sealed::wrapped_key,
    },
    Target {
        name: "sealed_key",
        read: sealed::sealed_key,
    },
    Target {
        name: "profile",
        read: sealed::profile,
    },
    Target {
        name: "journal",
        read: sealed::journal,
    },
    Target {
        name: "profile_text",
        read: texts::profile_text,
    },
    Target {
        name: "note",
        read: texts::note,
    },
    Target {
        name: "card",
        read: texts::card,
    },
    Target {
        name: "address",
        read: texts::address,
    },
    Target {
        name: "form",
        read: texts::form,
    },
    Target {
        name: "deployment",
        read: machine::deployment,
    },
    Target {
        name: "export",
        read: machine::export,
    },
    Target {
        name: "key_file",
        read: machine::key_file,
    },
    Target {
        name: "document",
        read: texts::document,
    },
    Target {
        name: "table",
        read: texts::table,
    },
    Target {
        name: "backup",
        read: sealed::backup,
    },
    Target {
        name: "signed_key",
        read: sealed::signed_key,
    },
    Target {
        name: "reason",
        read: sealed::reason,
    },
    Target {
        name: "archive",
        read: machine::archive,
    },
    Target {
        name: "specification",
        read: machine::specification,
    },
    Target {
        name: "config",
        read: machine::config,
    },
    Target {
        name: "node_line",
        read: machine::node_line,
    },
    Target {
        name: "bundle",
        read: machine::bundle,
    },
    Target {
        name: "memory",
        read: machine::memory,
    },
    Target {
        name: "metadata",
        read: chain::metadata,
    },
    Target {
        name: "motion",
        read: chain::motion,
    },
    Target {
        name: "call",
        read: chain::call,
    },
    Target {
        name: "value",
        read: chain::value,
    },
    Target {
        name: "events",
        read: chain::events,
    },
    Target {
        name: "emitted",
        read: chain::emitted,
    },
    Target {
        name: "answer",
        read: chain::answer,
    },
    Target {
        name: "node_words",
        read: chain::words,
    },
    Target {
        name: "block",
        read: store::block,
    },
    Target {
        name: "daemon",
        read: store::daemon,
    },
    Target {
        name: "typed",
        read: texts::typed,
    },
    Target {
        name: "fhir",
        read: texts::fhir,
    },
    Target {
        name: "picture",
        read: texts::picture,
    },
];

/// Gives `bytes` to the reader of this name. For the fuzzer's programs, which have one each.
///
/// # Panics
/// Where the reader breaks its word, and where there is none of this name.
pub fn read(name: &str, bytes: &[u8]) {
    let target = TARGETS.iter().find(|target| target.name == name);
    (target.expect("a reader of this name").read)(bytes);
}

/// Whether it was taken. A refusal has words.
fn taken<T, E: Display>(read: Result<T, E>) -> bool {
    match read {
        Ok(_) => true,
        Err(error) => {
            assert!(!error.to_string().is_empty(), "a refusal without words");
            false
        }
    }
}
