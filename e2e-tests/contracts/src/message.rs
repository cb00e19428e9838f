//! A call as data: which contract, which message, which arguments, what it answers.

use medink_interface::selector;
use medink_types::{Error, Part};
use scale::{Decode, Input};
use std::marker::PhantomData;

/// A message with its arguments, ready to be sent by anybody, that answers an `R`.
#[derive(Debug)]
pub struct Message<R> {
    /// The contract whose message it is.
    pub contract: Part,
    /// The message's name.
    pub label: &'static str,
    /// Selector and SCALE-encoded arguments.
    pub data: Vec<u8>,
    answer: PhantomData<fn() -> R>,
}

impl<R> Clone for Message<R> {
    fn clone(&self) -> Self {
        Message {
            data: self.data.clone(),
            ..*self
        }
    }
}

impl<R> Message<R> {
    pub(crate) fn new(contract: Part, label: &'static str, arguments: Vec<u8>) -> Self {
        let mut data = selector(label).to_vec();
        data.extend(arguments);
        Message {
            contract,
            label,
            data,
            answer: PhantomData,
        }
    }
}

impl<T> Message<Result<T, Error>> {
    /// The same, without the type of what it answers on success: for tables of different messages.
    pub fn any(self) -> Message<Result<Rest, Error>> {
        Message {
            contract: self.contract,
            label: self.label,
            data: self.data,
            answer: PhantomData,
        }
    }
}

/// All that is left of an input, undecoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rest(pub Vec<u8>);

impl Decode for Rest {
    fn decode<I: Input>(input: &mut I) -> Result<Self, scale::Error> {
        let length = input.remaining_len()?.ok_or("an input without an end")?;
        let mut bytes = vec![0; length];
        input.read(&mut bytes)?;
        Ok(Rest(bytes))
    }
}
