//! The smallest transaction there is, signed by Alice: a remark.

use parity_scale_codec::{Compact, Encode};
use sp_core::{bytes::from_hex, sr25519, Pair};

/// Spec and transaction version of the runtime.
const VERSIONS: (u32, u32) = (2, 1);

/// Hex of the signed transaction with `nonce`, valid for ever on the chain of
/// `genesis`.
pub fn remark(genesis: &str, nonce: u32) -> String {
    let alice = sr25519::Pair::from_string("//Alice", None).unwrap();
    let genesis: [u8; 32] = from_hex(genesis).unwrap().try_into().unwrap();

    // System is pallet 0, remark its call 0.
    let call = (0u8, 0u8, b"medink".to_vec());
    // Immortal; nonce; no tip.
    let extension = (0u8, Compact(nonce), Compact(0u128));
    let signed = (&call, &extension, VERSIONS, genesis, genesis).encode();
    let signature = alice.sign(&signed);

    // 0x84: signed, format 4. Address 0: by account. Signature 1: sr25519.
    let transaction = (0x84u8, 0u8, alice.public().0, 1u8, signature.0, extension, call).encode();
    format!("0x{}", hex(&transaction.encode()))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
