//! The rules of patients and records, off chain. What needs other contracts is tested on the real WASM in
//! e2e-tests.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

mod people;
mod records;

use medink_types::AccountId;

const PATIENT: AccountId = AccountId([1; 32]);
const OTHER: AccountId = AccountId([2; 32]);
const DOCTOR: AccountId = AccountId([3; 32]);
