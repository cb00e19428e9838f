//! What other programs made, to compare with: Polkadot.js here; the standards' own vectors in `hpke`, Wycheproof's in
//! `wycheproof`, subxt in `substrate`.

mod hpke;
mod substrate;
mod wycheproof;

use serde::Deserialize;
use serde::de::DeserializeOwned;

/// `testdata/polkadot-js.json`: accounts, addresses, key files and a signature by `@polkadot/keyring` and
/// `@polkadot/util-crypto` (their version is in the file).
pub(crate) fn vectors() -> serde_json::Value {
    serde_json::from_str(include_str!("../../testdata/polkadot-js.json")).unwrap()
}

/// A file of `testdata/vectors`: whose tests, and which.
#[derive(Deserialize)]
#[serde(bound = "T: DeserializeOwned", deny_unknown_fields)]
struct Vectors<T> {
    source: String,
    about: String,
    tests: Vec<T>,
}

/// The tests of a file, of which there are so many: none is lost unseen.
fn tests<T: DeserializeOwned>(file: &str, count: usize) -> Vec<T> {
    let read: Vectors<T> = serde_json::from_str(file).unwrap();
    assert!(!read.source.is_empty() && !read.about.is_empty());
    assert_eq!(read.tests.len(), count);
    read.tests
}

/// Bytes as hex in these files.
fn bytes<const N: usize>(hex: &str) -> [u8; N] {
    hex::decode(hex).unwrap().try_into().unwrap()
}
