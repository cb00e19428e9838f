//! Bytes that are SCALE already, or not decoded yet.

use alloc::vec::Vec;
use ink::storage::traits::Storable;
use scale::{Decode, Encode, Error, Input, Output};

/// Bytes that are SCALE already: written as they are.
pub(super) struct Encoded<'a>(pub &'a [u8]);

impl Encode for Encoded<'_> {
    fn size_hint(&self) -> usize {
        self.0.len()
    }

    fn encode_to<O: Output + ?Sized>(&self, output: &mut O) {
        output.write(self.0);
    }
}

impl Storable for Encoded<'_> {
    fn encode<O: Output + ?Sized>(&self, output: &mut O) {
        self.encode_to(output);
    }

    fn decode<I: Input>(_: &mut I) -> Result<Self, Error> {
        Err("bytes to be written are not read".into())
    }

    fn encoded_size(&self) -> usize {
        self.0.len()
    }
}

/// All that is left of an answer or a cell, not decoded yet.
pub(super) struct Rest(pub Vec<u8>);

impl Decode for Rest {
    fn decode<I: Input>(input: &mut I) -> Result<Self, Error> {
        let length = input.remaining_len()?.unwrap_or_default();
        let mut bytes = alloc::vec![0; length];
        input.read(&mut bytes)?;
        Ok(Rest(bytes))
    }
}

impl Storable for Rest {
    fn encode<O: Output + ?Sized>(&self, output: &mut O) {
        output.write(&self.0);
    }

    fn decode<I: Input>(input: &mut I) -> Result<Self, Error> {
        Decode::decode(input)
    }

    fn encoded_size(&self) -> usize {
        self.0.len()
    }
}
