//! What other programs made, to compare with: Polkadot.js, in Node.js.

/// `testdata/polkadot-js.json`: accounts, addresses, key files and a signature by `@polkadot/keyring` and
/// `@polkadot/util-crypto` (their version is in the file).
pub(crate) fn vectors() -> serde_json::Value {
    serde_json::from_str(include_str!("../testdata/polkadot-js.json")).unwrap()
}
