//! Addresses as people read them: SS58, base58 of a network prefix, the 32-byte address and two bytes of
//! checksum. Source: <https://docs.polkadot.com/polkadot-protocol/parachain-basics/accounts/>, section on SS58.

use blake2::{Blake2b512, Digest};
use medink_words::{Said, said};
use std::fmt;

/// The prefix of any Substrate chain, development chains among them.
pub const SUBSTRATE: u16 = 42;

/// The highest prefix there is: 14 bits.
const HIGHEST: u16 = 16_383;
/// Longest text looked at: 2 prefix bytes, 32 and 2 of checksum make at most 50 characters.
const LONGEST: usize = 64;

/// Why a text is not the address of an account.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// A character that base58 does not have, or far too long a text.
    NotBase58,
    /// The checksum is not that of the rest.
    Checksum,
    /// Not 32 bytes: an Ethereum or short-form address, or a piece of one.
    Length {
        /// Bytes between prefix and checksum.
        found: usize,
    },
    /// A prefix that the standard keeps reserved or has no room for.
    Prefix(u16),
    /// A good address, but of another network.
    WrongNetwork {
        /// The prefix in the address.
        found: u16,
        /// The prefix of the network in use.
        expected: u16,
    },
}

impl AddressError {
    /// The sentence that it is.
    pub fn said(&self) -> Said {
        match self {
            AddressError::NotBase58 => said!("seal-address-not-base58"),
            AddressError::Checksum => said!("seal-address-checksum"),
            AddressError::Length { found } => said!("seal-address-length", found = *found),
            AddressError::Prefix(prefix) => said!("seal-address-prefix", prefix = *prefix),
            AddressError::WrongNetwork { found, expected } => {
                said!("seal-address-wrong-network", found = *found, expected = *expected)
            }
        }
    }
}

impl fmt::Display for AddressError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.said().fmt(f)
    }
}

/// The address in SS58 with this network prefix.
///
/// # Errors
/// [`AddressError::Prefix`] above 16383 and for the reserved 46 and 47.
pub fn encode(address: &[u8; 32], prefix: u16) -> Result<String, AddressError> {
    let mut bytes = match prefix {
        46 | 47 => return Err(AddressError::Prefix(prefix)),
        0..=63 => vec![prefix as u8],
        // The lower 8 bits are spread over both bytes, as the standard has it.
        64..=HIGHEST => vec![
            ((prefix & 0b0000_0000_1111_1100) as u8 >> 2) | 0b0100_0000,
            (prefix >> 8) as u8 | ((prefix & 0b0000_0000_0000_0011) as u8) << 6,
        ],
        _ => return Err(AddressError::Prefix(prefix)),
    };
    bytes.extend_from_slice(address);
    let sum = checksum(&bytes);
    bytes.extend_from_slice(&sum);
    Ok(bs58::encode(bytes).into_string())
}

/// The network prefix and the address in an SS58 text, whatever the network.
///
/// # Errors
/// Every [`AddressError`] but [`AddressError::WrongNetwork`].
pub fn decode(text: &str) -> Result<(u16, [u8; 32]), AddressError> {
    let text = text.trim();
    if text.is_empty() || text.len() > LONGEST {
        return Err(AddressError::NotBase58);
    }
    let bytes = bs58::decode(text)
        .into_vec()
        .map_err(|_| AddressError::NotBase58)?;
    let Some((body, sum)) = bytes.split_last_chunk::<2>() else {
        return Err(AddressError::Length { found: 0 });
    };
    let (prefix, address) = match *body {
        [one, ref rest @ ..] if one < 64 => (u16::from(one), rest),
        [one, two, ref rest @ ..] if one < 128 => {
            let low = (one << 2) | (two >> 6);
            (u16::from(low) | u16::from(two & 0b0011_1111) << 8, rest)
        }
        [one, ..] => return Err(AddressError::Prefix(u16::from(one))),
        [] => return Err(AddressError::Length { found: 0 }),
    };
    if checksum(body) != *sum {
        return Err(AddressError::Checksum);
    }
    let address = address
        .try_into()
        .map_err(|_| AddressError::Length { found: address.len() })?;
    match prefix {
        46 | 47 => Err(AddressError::Prefix(prefix)),
        _ => Ok((prefix, address)),
    }
}

/// The address in an SS58 text of the network with prefix `expected`.
///
/// # Errors
/// [`AddressError::WrongNetwork`] for a good address of another network, and those of [`decode`].
pub fn decode_for(text: &str, expected: u16) -> Result<[u8; 32], AddressError> {
    match decode(text)? {
        (found, address) if found == expected => Ok(address),
        (found, _) => Err(AddressError::WrongNetwork { found, expected }),
    }
}

/// The first two bytes of BLAKE2b-512 over "SS58PRE" and the bytes.
fn checksum(bytes: &[u8]) -> [u8; 2] {
    let hash = Blake2b512::new()
        .chain_update(b"SS58PRE")
        .chain_update(bytes)
        .finalize();
    let [first, second, ..] = <[u8; 64]>::from(hash);
    [first, second]
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALICE: &str = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";

    fn alice() -> [u8; 32] {
        hex::decode("d43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d")
            .unwrap()
            .try_into()
            .unwrap()
    }

    #[test]
    fn as_polkadot_js_writes_them() {
        let vectors = crate::foreign::vectors();
        let addresses = vectors["addresses"].as_array().unwrap();
        assert_eq!(addresses.len(), 9);
        for vector in addresses {
            let (text, prefix) = (
                vector["address"].as_str().unwrap(),
                vector["prefix"].as_u64().unwrap() as u16,
            );
            assert_eq!(encode(&alice(), prefix).unwrap(), text, "prefix {prefix}");
            assert_eq!(decode(text).unwrap(), (prefix, alice()), "prefix {prefix}");
        }
    }

    #[test]
    fn every_prefix_goes_there_and_back() {
        for prefix in 0..=HIGHEST {
            match encode(&alice(), prefix) {
                Ok(text) => assert_eq!(decode(&text), Ok((prefix, alice()))),
                Err(error) => {
                    assert_eq!(error, AddressError::Prefix(prefix));
                    assert!(prefix == 46 || prefix == 47);
                }
            }
        }
        assert_eq!(encode(&alice(), 16_384), Err(AddressError::Prefix(16_384)));
    }

    #[test]
    fn another_network_is_named() {
        let polkadot = encode(&alice(), 0).unwrap();
        let error = decode_for(&polkadot, SUBSTRATE).unwrap_err();
        assert_eq!(
            error,
            AddressError::WrongNetwork {
                found: 0,
                expected: 42
            }
        );
        assert!(error.to_string().contains("prefix 0") && error.to_string().contains("prefix 42"));
        assert_eq!(decode_for(ALICE, SUBSTRATE), Ok(alice()));
    }

    #[test]
    fn what_is_no_address_is_told_apart() {
        let with = |body: &[u8]| bs58::encode([body, &checksum(body)].concat()).into_string();
        let whole = |prefix: &[u8]| with(&[prefix, &alice()].concat());
        assert_eq!(decode(&whole(&[42])), Ok((42, alice())));
        assert_eq!(decode(&whole(&[63])), Ok((63, alice())));
        assert_eq!(decode(&whole(&[127, 0xff])), Ok((HIGHEST, alice())));
        // Kept for others, although all else is right.
        for reserved in [46, 47] {
            assert_eq!(
                decode(&whole(&[reserved])),
                Err(AddressError::Prefix(u16::from(reserved)))
            );
        }
        assert_eq!(decode(&whole(&[128])), Err(AddressError::Prefix(128)));
        for found in [31, 33] {
            let body = [[42].as_slice(), &vec![7; found]].concat();
            assert_eq!(decode(&with(&body)), Err(AddressError::Length { found }));
        }
        for (text, error) in [
            (String::new(), AddressError::NotBase58),
            ("  ".to_owned(), AddressError::NotBase58),
            ("1".to_owned(), AddressError::Length { found: 0 }),
            ("11".to_owned(), AddressError::Length { found: 0 }),
            ("1".repeat(LONGEST), AddressError::Checksum),
            ("1".repeat(LONGEST + 1), AddressError::NotBase58),
        ] {
            assert_eq!(decode(&text), Err(error), "{text:?}");
        }
    }

    #[test]
    fn a_wrong_character_is_found() {
        let good = ALICE;
        for at in 0..good.len() {
            let mut text = good.to_string();
            let other = if &good[at..=at] == "z" { "y" } else { "z" };
            text.replace_range(at..=at, other);
            assert!(decode(&text).is_err(), "{text}");
        }
        for cut in 0..good.len() {
            assert!(decode(&good[..cut]).is_err(), "{cut}");
        }
        assert_eq!(decode("0OIl"), Err(AddressError::NotBase58));
        assert_eq!(decode(&"1".repeat(1000)), Err(AddressError::NotBase58));
    }
}
