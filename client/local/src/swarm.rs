//! The key of a private network of IPFS daemons: those that have it talk to each other, and to nobody else.
//!
//! It is made of the system's random bytes, in the form that Kubo reads from `swarm.key`, and kept nowhere here.

use medink_core::error::{Error, Kind, Result};
use medink_words::said;
use zeroize::Zeroizing;

/// What a key's file begins with: the protocol, and how the 32 bytes that follow are written.
const HEAD: &str = "/key/swarm/psk/1.0.0/\n/base16/\n";

/// A new key, as the text of its file.
///
/// # Errors
/// [`Kind::Internal`] where the system gives no random bytes.
pub fn key() -> Result<Zeroizing<String>> {
    let mut bytes = Zeroizing::new([0u8; 32]);
    getrandom::fill(bytes.as_mut_slice())
        .map_err(|_| Error::new(Kind::Internal, said!("local-no-random")))?;
    let digits = Zeroizing::new(hex::encode(bytes.as_slice()));
    Ok(Zeroizing::new(format!("{HEAD}{}\n", digits.as_str())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_has_the_form_that_kubo_reads_and_no_two_are_the_same() {
        let (one, other) = (key().unwrap(), key().unwrap());
        let lines: Vec<&str> = one.lines().collect();
        assert_eq!(lines[..2], ["/key/swarm/psk/1.0.0/", "/base16/"]);
        assert!(lines.len() == 3 && lines[2].len() == 64);
        assert!(lines[2].bytes().all(|c| c.is_ascii_hexdigit()));
        assert_ne!(*one, *other);
    }
}
