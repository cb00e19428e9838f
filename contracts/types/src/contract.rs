//! What only the contracts need: calls to each other, events, storage cells, hashes.
//!
//! Each of these goes through one plain function, as bytes: ink! would generate the whole way anew for every
//! message called, every event and every type of cell, and the contracts would not fit their bound. Types stay
//! checked: by the generated call builders, the events' own types and the mappings' types.

use crate::error::Error;
use alloc::vec::Vec;
use ink::env::call::utils::{ReturnType, Set};
use ink::env::call::{build_call, Call, CallBuilder, ExecutionInput, Selector};
use ink::env::event::state::{HasRemainingTopics, Uninit};
use ink::env::event::{TopicsBuilder, TopicsBuilderBackend};
use ink::env::hash::{Blake2x256, HashOutput};
use ink::env::{DefaultEnvironment, Environment, Event};
use ink::storage::traits::{Storable, StorageKey};
use ink::storage::Mapping;
use ink_primitives::AccountId;
use scale::{Codec, Decode, DecodeAll, Encode, EncodeLike};

/// Types of messages' arguments.
pub mod arg {
    /// An account, as a pointer: ink!'s dispatcher would move its 32 bytes from hand to hand in every message, a
    /// tenth of a contract's code. The encoding is the account's, and so is the name that tools show.
    pub type AccountId = alloc::boxed::Box<ink_primitives::AccountId>;

    /// A grant, likewise.
    pub type Grant = alloc::boxed::Box<crate::Grant>;
}

/// Calls another contract, as its generated call builder says, and returns its answer. Where there is none (no
/// contract there, a trap, no gas left, an answer of another type) that is [`Error::CallFailed`], never a panic.
pub fn ask<Args: Encode, Answer: Decode>(
    call: CallBuilder<
        DefaultEnvironment,
        Set<Call<DefaultEnvironment>>,
        Set<ExecutionInput<Args>>,
        Set<ReturnType<Answer>>,
    >,
) -> Result<Answer, Error> {
    let call = call.params();
    let answer = ask_encoded(call.callee(), &call.exec_input().encode())?;
    Answer::decode_all(&mut answer.as_slice()).map_err(|_| Error::CallFailed)
}

#[inline(never)]
fn ask_encoded(callee: &AccountId, input: &[u8]) -> Result<Vec<u8>, Error> {
    let (selector, arguments) = input.split_first_chunk().ok_or(Error::CallFailed)?;
    let called = build_call::<DefaultEnvironment>()
        .call(*callee)
        .exec_input(ExecutionInput::new(Selector::new(*selector)).push_arg(Encoded(arguments)))
        .returns::<Rest>()
        .try_invoke();
    match called {
        Ok(Ok(Rest(answer))) => Ok(answer),
        Ok(Err(_)) | Err(_) => Err(Error::CallFailed),
    }
}

/// Emits an event of [`crate::events`]: its signature, actor and subject are the topics; `fields` is what it says
/// besides, in SCALE.
#[inline(never)]
pub(crate) fn emit(signature: Option<[u8; 32]>, actor: &AccountId, subject: &AccountId, fields: &[u8]) {
    ink::env::emit_event::<DefaultEnvironment, _>(EncodedEvent {
        signature,
        actor,
        subject,
        fields: Encoded(fields),
    });
}

/// The cells of a mapping. They are where and what ink!'s own access makes them: only the way is shorter.
pub trait Cells<K: Encode, V: Encode> {
    /// What the cell of `key` holds.
    fn read<Q: EncodeLike<K>>(&self, key: Q) -> Option<V>;

    /// Whether the cell of `key` holds anything.
    fn holds<Q: EncodeLike<K>>(&self, key: Q) -> bool;

    /// Makes the cell of `key` hold `value`.
    fn write<Q: EncodeLike<K>, R: EncodeLike<V> + ?Sized>(&mut self, key: Q, value: &R);

    /// Empties the cell of `key`.
    fn clear<Q: EncodeLike<K>>(&mut self, key: Q);
}

impl<K: Encode, V: Codec, Place: StorageKey> Cells<K, V> for Mapping<K, V, Place> {
    fn read<Q: EncodeLike<K>>(&self, key: Q) -> Option<V> {
        let bytes = read_encoded(&(Place::KEY, key).encode())?;
        match V::decode(&mut bytes.as_slice()) {
            Ok(value) => Some(value),
            Err(_) => unreachable!("nothing but `write` fills the cell, with a `V`"),
        }
    }

    fn holds<Q: EncodeLike<K>>(&self, key: Q) -> bool {
        holds_encoded(&(Place::KEY, key).encode())
    }

    fn write<Q: EncodeLike<K>, R: EncodeLike<V> + ?Sized>(&mut self, key: Q, value: &R) {
        write_encoded(&(Place::KEY, key).encode(), &value.encode());
    }

    fn clear<Q: EncodeLike<K>>(&mut self, key: Q) {
        clear_encoded(&(Place::KEY, key).encode());
    }
}

#[inline(never)]
fn read_encoded(key: &[u8]) -> Option<Vec<u8>> {
    match ink::env::get_contract_storage(&Encoded(key)) {
        Ok(cell) => cell.map(|Rest(bytes)| bytes),
        Err(_) => unreachable!("bytes need no decoding"),
    }
}

#[inline(never)]
fn holds_encoded(key: &[u8]) -> bool {
    ink::env::contains_contract_storage(&Encoded(key)).is_some()
}

#[inline(never)]
fn write_encoded(key: &[u8], value: &[u8]) {
    ink::env::set_contract_storage(&Encoded(key), &Encoded(value));
}

#[inline(never)]
fn clear_encoded(key: &[u8]) {
    ink::env::clear_contract_storage(&Encoded(key));
}

/// BLAKE2b-256 of `bytes`.
#[inline(never)]
pub fn digest(bytes: &[u8]) -> [u8; 32] {
    let mut hash = <Blake2x256 as HashOutput>::Type::default();
    ink::env::hash_bytes::<Blake2x256>(bytes, &mut hash);
    hash
}

/// BLAKE2b-256 of the SCALE encoding of `value`.
pub fn digest_of<T: Encode>(value: &T) -> [u8; 32] {
    digest(&value.encode())
}

/// Bytes that are SCALE already.
struct Encoded<'a>(&'a [u8]);

impl Encode for Encoded<'_> {
    fn size_hint(&self) -> usize {
        self.0.len()
    }

    fn encode_to<O: scale::Output + ?Sized>(&self, output: &mut O) {
        output.write(self.0);
    }
}

impl Storable for Encoded<'_> {
    fn encode<O: scale::Output + ?Sized>(&self, output: &mut O) {
        self.encode_to(output);
    }

    fn decode<I: scale::Input>(_: &mut I) -> Result<Self, scale::Error> {
        Err("bytes to be written are not read".into())
    }

    fn encoded_size(&self) -> usize {
        self.0.len()
    }
}

/// All that is left of an answer or a cell, not decoded yet.
struct Rest(Vec<u8>);

impl Decode for Rest {
    fn decode<I: scale::Input>(input: &mut I) -> Result<Self, scale::Error> {
        let length = input.remaining_len()?.unwrap_or_default();
        let mut bytes = alloc::vec![0; length];
        input.read(&mut bytes)?;
        Ok(Rest(bytes))
    }
}

impl Storable for Rest {
    fn encode<O: scale::Output + ?Sized>(&self, output: &mut O) {
        output.write(&self.0);
    }

    fn decode<I: scale::Input>(input: &mut I) -> Result<Self, scale::Error> {
        Decode::decode(input)
    }

    fn encoded_size(&self) -> usize {
        self.0.len()
    }
}

/// An event of [`crate::events`], whichever.
#[derive(Encode)]
struct EncodedEvent<'a> {
    #[codec(skip)]
    signature: Option<[u8; 32]>,
    actor: &'a AccountId,
    subject: &'a AccountId,
    fields: Encoded<'a>,
}

impl Event for EncodedEvent<'_> {
    type RemainingTopics = [HasRemainingTopics; 3];
    // The signature is pushed below: it differs from event to event.
    const SIGNATURE_TOPIC: Option<[u8; 32]> = None;

    fn topics<E: Environment, B: TopicsBuilderBackend<E>>(
        &self,
        builder: TopicsBuilder<Uninit, E, B>,
    ) -> B::Output {
        builder
            .build::<Self>()
            .push_topic(self.signature.as_ref())
            .push_topic(Some(self.actor))
            .push_topic(Some(self.subject))
            .finish()
    }
}
