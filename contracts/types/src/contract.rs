//! What only the contracts need: calls to each other, events, hashes.
//!
//! Calls and events go through one plain function each, as bytes: ink! would generate the whole way anew for
//! every message called and every event, about a third of a contract's code. Types stay checked, by the
//! generated call builders and the events' own types.

use crate::error::Error;
use alloc::boxed::Box;
use alloc::vec::Vec;
use ink::env::call::utils::{ReturnType, Set};
use ink::env::call::{build_call, Call, CallBuilder, ExecutionInput, Selector};
use ink::env::event::{state::HasRemainingTopics, TopicsBuilder, TopicsBuilderBackend};
use ink::env::hash::{Blake2x256, HashOutput};
use ink::env::{DefaultEnvironment, Environment, Event};
use ink_primitives::AccountId;
use scale::{Decode, DecodeAll, Encode};

/// An account as the argument of a message: a pointer, where ink!'s dispatcher would move 32 bytes from hand to
/// hand in every message, a tenth of a contract's code. Its encoding is the account's.
pub type Account = Box<AccountId>;

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

/// Emits one of [`crate::events`]: its signature, actor and subject are the topics.
pub fn emit<E: Event>(event: &E) {
    if let Some(signature) = E::SIGNATURE_TOPIC {
        emit_encoded(signature, &event.encode());
    }
}

#[inline(never)]
fn emit_encoded(signature: [u8; 32], bytes: &[u8]) {
    ink::env::emit_event::<DefaultEnvironment, _>(EncodedEvent {
        signature,
        bytes: Encoded(bytes),
    });
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

/// All that is left of an answer, not decoded yet.
struct Rest(Vec<u8>);

impl Decode for Rest {
    fn decode<I: scale::Input>(input: &mut I) -> Result<Self, scale::Error> {
        let length = input.remaining_len()?.unwrap_or_default();
        let mut bytes = alloc::vec![0; length];
        input.read(&mut bytes)?;
        Ok(Rest(bytes))
    }
}

/// An event of [`crate::events`] in SCALE: actor and subject in front.
struct EncodedEvent<'a> {
    signature: [u8; 32],
    bytes: Encoded<'a>,
}

impl Encode for EncodedEvent<'_> {
    fn size_hint(&self) -> usize {
        self.bytes.size_hint()
    }

    fn encode_to<O: scale::Output + ?Sized>(&self, output: &mut O) {
        self.bytes.encode_to(output);
    }
}

impl Event for EncodedEvent<'_> {
    type RemainingTopics = [HasRemainingTopics; 3];
    // The signature is pushed below: it differs from event to event.
    const SIGNATURE_TOPIC: Option<[u8; 32]> = None;

    fn topics<E: Environment, B: TopicsBuilderBackend<E>>(
        &self,
        builder: TopicsBuilder<ink::env::event::state::Uninit, E, B>,
    ) -> B::Output {
        let mut accounts = self.bytes.0.chunks_exact(32).map(Encoded);
        builder
            .build::<Self>()
            .push_topic(Some(&Encoded(&self.signature)))
            .push_topic(accounts.next().as_ref())
            .push_topic(accounts.next().as_ref())
            .finish()
    }
}
