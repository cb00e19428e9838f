//! The one hash that this crate computes itself: BLAKE2b with 256 bits, as Substrate and ink! use it.

use blake2::Blake2b;
use blake2::digest::Digest;
use blake2::digest::consts::U32;

/// BLAKE2b-256 of `bytes`, unkeyed.
pub(crate) fn blake2_256(bytes: &[u8]) -> [u8; 32] {
    Blake2b::<U32>::digest(bytes).into()
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
}
