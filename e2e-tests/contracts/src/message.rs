//! A call as data: which contract, which message, which arguments, what it answers.

use medink_types::Error;
use scale::{Decode, Input};
use std::marker::PhantomData;

/// One of the four contracts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Contract {
    /// Who governs.
    Admin,
    /// What happened.
    Audit,
    /// Who may treat, and patients' consents to them.
    Doctor,
    /// Whose records.
    Patient,
}

impl Contract {
    /// All four, in the order of deployment.
    pub const ALL: [Contract; 4] = [
        Contract::Admin,
        Contract::Audit,
        Contract::Doctor,
        Contract::Patient,
    ];

    /// The name of its crate and its bundle.
    pub fn name(self) -> &'static str {
        match self {
            Contract::Admin => "admin",
            Contract::Audit => "audit",
            Contract::Doctor => "doctor",
            Contract::Patient => "patient",
        }
    }
}

/// ink!'s selector: the first four bytes of the BLAKE2b-256 of the label.
pub fn selector(label: &str) -> [u8; 4] {
    let hash = crate::chain::blake2_256(label.as_bytes());
    [hash[0], hash[1], hash[2], hash[3]]
}

/// A message with its arguments, ready to be sent by anybody, that answers an `R`.
#[derive(Debug)]
pub struct Message<R> {
    /// The contract whose message it is.
    pub contract: Contract,
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
    pub(crate) fn new(contract: Contract, label: &'static str, arguments: Vec<u8>) -> Self {
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
