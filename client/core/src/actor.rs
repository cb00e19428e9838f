//! An unlocked account: everything that is derived from its secret, made once.

use crate::Deployment;
use crate::error::{Error, Kind, Result};
use crate::index::Held;
use medink_chain::{Signer, SignerError};
use medink_seal::journal::JournalKey;
use medink_seal::{Account, EncryptionKeys, PatientSecrets};
use medink_types::AccountId;
use medink_words::said;
use std::sync::Arc;

/// Who acts: an account, its encryption keys and, should it be a patient's, the patient's secrets.
pub struct Actor {
    pub(super) account: Account,
    pub(super) keys: EncryptionKeys,
    pub(super) secrets: PatientSecrets,
    pub(super) journal: JournalKey,
    /// What it remembers of records, in memory as well.
    pub(super) index: Arc<Held>,
}

impl Actor {
    /// Derives everything for this deployment.
    pub fn new(account: Account, deployment: &Deployment) -> Result<Self> {
        let derive = |e: medink_seal::SystemError| {
            Error::new(Kind::Internal, said!("core-deriving-keys", e = e.said()))
        };
        Ok(Actor {
            keys: account.encryption_keys(),
            secrets: account.patient_secrets(deployment.sealing()).map_err(derive)?,
            journal: account.journal_key().map_err(derive)?,
            index: Arc::default(),
            account,
        })
    }

    /// The account's address.
    pub fn id(&self) -> AccountId {
        self.account.address().into()
    }
}

impl Signer for Actor {
    fn account(&self) -> [u8; 32] {
        self.account.address()
    }

    fn sign(&self, payload: &[u8]) -> std::result::Result<[u8; 64], SignerError> {
        Ok(self.account.sign(payload))
    }
}

/// An unlocked account that only signs: for what is done before there is a deployment to derive keys for.
pub struct Plain(
    /// The account.
    pub Account,
);

impl Signer for Plain {
    fn account(&self) -> [u8; 32] {
        self.0.address()
    }

    fn sign(&self, payload: &[u8]) -> std::result::Result<[u8; 64], SignerError> {
        Ok(self.0.sign(payload))
    }
}
