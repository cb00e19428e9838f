//! BLAKE2b with 256 bits, the hash that Substrate and ink! know everything by.

use blake2::Blake2b;
use blake2::digest::Digest;
use blake2::digest::consts::U32;

/// BLAKE2b-256 of `bytes`, unkeyed.
pub fn blake2_256(bytes: &[u8]) -> [u8; 32] {
    Blake2b::<U32>::digest(bytes).into()
}

/// ink!'s selector of a message or constructor: the first four bytes of BLAKE2b-256 of its name.
pub fn selector(label: &str) -> [u8; 4] {
    let [a, b, c, d, ..] = blake2_256(label.as_bytes());
    [a, b, c, d]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_blake2b_256() {
        // The hash of nothing, as in Substrate's `sp_core::blake2_256(b"")`.
        assert_eq!(
            hex::encode(blake2_256(b"")),
            "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8"
        );
    }

    #[test]
    fn selectors_are_inks() {
        // Known from ink!'s documentation and its flipper and erc20 examples.
        assert_eq!(selector("new"), [0x9b, 0xae, 0x9d, 0x5e]);
        assert_eq!(selector("flip"), [0x63, 0x3a, 0xa5, 0x51]);
        assert_eq!(selector("get"), [0x2f, 0x86, 0x5b, 0xd9]);
        assert_eq!(selector("transfer"), [0x84, 0xa1, 0x5d, 0xa1]);
    }
}
