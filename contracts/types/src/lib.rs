//! What the four medink contracts and everybody who calls them agree on.
//!
//! Types, bounds, errors and events of the contracts' interfaces stand here once: the contracts use them with
//! the feature `ink` (storage layouts, event signatures), the client without it, so that neither has a copy.
//!
//! This crate holds no storage, and no rule but the checks of lengths, lists and pages that all four contracts
//! make alike ([`check`], [`Page::read`]). Nothing in it carries plaintext about a patient: what identifies a
//! person or speaks of health travels as ciphertext, whatever the contract. Anybody can read a
//! chain's state: contracts decide what is written, encryption decides who can read it.

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

pub mod bounds;
mod bytes;
pub mod check;
mod consent;
#[cfg(feature = "ink")]
pub mod contract;
mod error;
pub mod events;
mod governance;
mod key;
mod log;
mod page;
mod params;
mod people;
mod record;
mod role;

pub use bytes::{Cid, PublicKey, Salt, SealedPairwise, SealedProfile, SealedReason, Signature};
pub use consent::{
    Consent, ConsentEntry, Grant, GrantedKey, Purpose, Rewrap, Scope, ScopeSummary, WriteTicket,
};
pub use error::Error;
pub use governance::{Decision, Part, Proposal, ProposalEntry, ProposalState};
pub use ink_primitives::{AccountId, Hash};
pub use key::SignedKey;
pub use log::{change_reference, number_reference, record_reference, time_reference, Action, Head, LogEntry};
pub use page::{
    AccountPage, ConsentPage, DoctorPage, LinkPage, Listed, LogPage, Page, ProposalPage, RecordPage,
};
pub use params::{AuditParameters, Contracts, Pause, Standing, SystemParameters};
pub use people::{Attestation, Doctor, DoctorStatus, Patient};
pub use record::{KeyBy, NewRecord, Record, RecordState, Reseal, SealedKey, WrappedKey};
pub use role::{Role, Roles};
