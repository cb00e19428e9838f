//! One message of a contract, typed: the call, and how its answer is read.

use crate::submission::ContractCall;
use medink_interface::Event;
use medink_interface::answer::Unanswered;
use medink_types::AccountId;

type DecodeAnswer<T> = fn(&[u8]) -> Result<T, Unanswered>;
type Told<T> = fn(&[Event]) -> Option<T>;

/// A message that only reads. `T` is what it returns.
#[derive(Debug, Clone)]
pub struct Query<T> {
    call: ContractCall,
    decode: DecodeAnswer<T>,
}

/// A message that changes something. `T` is what it returns when it succeeds.
#[derive(Debug, Clone)]
pub struct Message<T> {
    call: ContractCall,
    decode: DecodeAnswer<T>,
    told: Option<Told<T>>,
}

impl<T> Query<T> {
    pub(super) fn new(at: AccountId, label: &str, data: Vec<u8>, decode: DecodeAnswer<T>) -> Self {
        Query {
            call: ContractCall {
                contract: at,
                value: 0,
                data,
                label: label.to_owned(),
            },
            decode,
        }
    }

    /// The call behind it.
    pub fn call(&self) -> &ContractCall {
        &self.call
    }

    pub(crate) fn decode(&self, answer: &[u8]) -> Result<T, Unanswered> {
        (self.decode)(answer)
    }
}

impl<T> Message<T> {
    pub(super) fn new(
        at: AccountId,
        label: &str,
        data: Vec<u8>,
        decode: DecodeAnswer<T>,
        told: Option<Told<T>>,
    ) -> Self {
        Message {
            call: ContractCall {
                contract: at,
                value: 0,
                data,
                label: label.to_owned(),
            },
            decode,
            told,
        }
    }

    /// The call behind it.
    pub fn call(&self) -> &ContractCall {
        &self.call
    }

    pub(crate) fn decode(&self, answer: &[u8]) -> Result<T, Unanswered> {
        (self.decode)(answer)
    }

    /// Whether events tell its value, so that it is known without a trial.
    pub(crate) fn is_told(&self) -> bool {
        self.told.is_some()
    }

    /// The value as the contract's own events in the block tell it, for messages whose value another transaction
    /// could have changed since the dry run. `None`: this message has no such value. `Some(None)`: it has, and the
    /// events do not tell it.
    pub(crate) fn told_by(&self, events: &[Event]) -> Option<Option<T>> {
        self.told.map(|told| told(events))
    }
}
