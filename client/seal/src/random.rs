//! Where random bytes come from: the system, or in tests a fixed stream, so that every sealed format has known
//! answers. Nothing else in this crate draws randomness, and no caller outside it can choose the source.

use crate::error::SystemError;
use zeroize::Zeroizing;

/// A source of random bytes.
pub(crate) trait Random {
    /// Fills `dest` or says that there is no randomness; never leaves it half filled silently.
    fn fill(&mut self, dest: &mut [u8]) -> Result<(), SystemError>;

    /// Draws an array.
    fn array<const N: usize>(&mut self) -> Result<[u8; N], SystemError> {
        let mut bytes = [0u8; N];
        self.fill(&mut bytes)?;
        Ok(bytes)
    }

    /// Draws `len` bytes ahead, for a library that wants a generator which can't fail.
    fn ahead(&mut self, len: usize) -> Result<Ahead, SystemError> {
        let mut bytes = Zeroizing::new(vec![0u8; len]);
        self.fill(&mut bytes)?;
        Ok(Ahead {
            bytes,
            used: 0,
            short: false,
        })
    }
}

/// The system's cryptographic random number generator.
pub(crate) struct System;

impl Random for System {
    fn fill(&mut self, dest: &mut [u8]) -> Result<(), SystemError> {
        aws_lc_rs::rand::fill(dest).map_err(|_| SystemError::NoRandomness)
    }
}

/// Random bytes drawn beforehand. A library that asks for more gets zeros and the result must be thrown away:
/// [`Ahead::finish`] says so.
pub(crate) struct Ahead {
    bytes: Zeroizing<Vec<u8>>,
    used: usize,
    short: bool,
}

impl Ahead {
    /// Nothing drawn: for signatures, whose nonce is derived from the secret key and the message as well.
    pub(crate) fn none() -> Self {
        Ahead {
            bytes: Zeroizing::new(Vec::new()),
            used: 0,
            short: false,
        }
    }

    fn take(&mut self, dest: &mut [u8]) {
        let end = self.used.saturating_add(dest.len());
        match self.bytes.get(self.used..end) {
            Some(bytes) => dest.copy_from_slice(bytes),
            None => {
                dest.fill(0);
                self.short = true;
            }
        }
        self.used = end;
    }

    /// Whether what was drawn was enough.
    pub(crate) fn finish(self) -> Result<(), SystemError> {
        if self.short {
            Err(SystemError::NoRandomness)
        } else {
            Ok(())
        }
    }
}

impl hpke::rand_core::TryRng for Ahead {
    type Error = core::convert::Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
        let mut bytes = [0u8; 4];
        self.take(&mut bytes);
        Ok(u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
        let mut bytes = [0u8; 8];
        self.take(&mut bytes);
        Ok(u64::from_le_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, dest: &mut [u8]) -> Result<(), Self::Error> {
        self.take(dest);
        Ok(())
    }
}

impl hpke::rand_core::TryCryptoRng for Ahead {}

// schnorrkel is of an older generation of the same traits.
impl rand_core::RngCore for Ahead {
    fn next_u32(&mut self) -> u32 {
        rand_core::impls::next_u32_via_fill(self)
    }

    fn next_u64(&mut self) -> u64 {
        rand_core::impls::next_u64_via_fill(self)
    }

    fn fill_bytes(&mut self, dest: &mut [u8]) {
        self.take(dest);
    }

    fn try_fill_bytes(&mut self, dest: &mut [u8]) -> Result<(), rand_core::Error> {
        self.take(dest);
        Ok(())
    }
}

impl rand_core::CryptoRng for Ahead {}

/// Fixed streams for known-answer tests.
#[cfg(test)]
pub(crate) mod fixed {
    use super::*;

    /// SHA-256 of a seed and a counter, for ever.
    pub(crate) struct Fixed {
        seed: &'static str,
        counter: u64,
    }

    impl Fixed {
        pub(crate) fn new(seed: &'static str) -> Self {
            Fixed { seed, counter: 0 }
        }
    }

    impl Random for Fixed {
        fn fill(&mut self, dest: &mut [u8]) -> Result<(), SystemError> {
            for block in dest.chunks_mut(32) {
                let mut input = self.seed.as_bytes().to_vec();
                input.extend_from_slice(&self.counter.to_be_bytes());
                let hash = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, &input);
                block.copy_from_slice(&hash.as_ref()[..block.len()]);
                self.counter += 1;
            }
            Ok(())
        }
    }

    /// Bytes that another program drew, to do what it did; no more of them.
    pub(crate) struct Given(pub(crate) Vec<u8>);

    impl Random for Given {
        fn fill(&mut self, dest: &mut [u8]) -> Result<(), SystemError> {
            if self.0.len() < dest.len() {
                return Err(SystemError::NoRandomness);
            }
            let rest = self.0.split_off(dest.len());
            dest.copy_from_slice(&std::mem::replace(&mut self.0, rest));
            Ok(())
        }
    }

    /// A system without randomness.
    pub(crate) struct Empty;

    impl Random for Empty {
        fn fill(&mut self, _: &mut [u8]) -> Result<(), SystemError> {
            Err(SystemError::NoRandomness)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drawing_past_the_end_is_told() {
        let mut ahead = fixed::Fixed::new("ahead").ahead(4).unwrap();
        ahead.take(&mut [0u8; 4]);
        ahead.take(&mut [0u8; 1]);
        assert_eq!(ahead.finish(), Err(SystemError::NoRandomness));
    }

    #[test]
    fn no_randomness_is_an_error() {
        assert_eq!(fixed::Empty.array::<4>(), Err(SystemError::NoRandomness));
    }
}
