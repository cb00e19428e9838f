//! Calls to other contracts, whose failures are values.

use super::bytes::{Encoded, Rest};
use crate::error::Error;
use alloc::vec::Vec;
use ink::env::call::utils::{ReturnType, Set};
use ink::env::call::{build_call, Call, CallBuilder, ExecutionInput, Selector};
use ink::env::DefaultEnvironment as Env;
use ink_primitives::AccountId;
use scale::{Decode, DecodeAll, Encode};

/// A call that is ready to be made: what a contract's generated call builder gives.
pub type CallTo<Args, Answer> =
    CallBuilder<Env, Set<Call<Env>>, Set<ExecutionInput<Args>>, Set<ReturnType<Answer>>>;

/// Calls another contract and returns its answer. Where there is none (no contract there, a trap, no gas left,
/// an answer of another type) that is [`Error::CallFailed`], never a panic.
pub fn ask<Args: Encode, Answer: Decode>(call: CallTo<Args, Answer>) -> Result<Answer, Error> {
    let call = call.params();
    let answer = ask_encoded(call.callee(), &call.exec_input().encode())?;
    Answer::decode_all(&mut answer.as_slice()).map_err(|_| Error::CallFailed)
}

#[inline(never)]
fn ask_encoded(callee: &AccountId, input: &[u8]) -> Result<Vec<u8>, Error> {
    let (selector, arguments) = input.split_first_chunk().ok_or(Error::CallFailed)?;
    let called = build_call::<Env>()
        .call(*callee)
        .exec_input(ExecutionInput::new(Selector::new(*selector)).push_arg(Encoded(arguments)))
        .returns::<Rest>()
        .try_invoke();
    match called {
        Ok(Ok(Rest(answer))) => Ok(answer),
        Ok(Err(_)) | Err(_) => Err(Error::CallFailed),
    }
}
