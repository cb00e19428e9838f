//! Where content is: identifiers as the chain and as the stores have them, and whose a reference to content is.
//!
//! What the chain says is a node's word: an identifier that is none costs its record alone, never a command.

use crate::error::{Error, Kind, Result};
use crate::{Medink, blake2_256};
use medink_store::{Cid, Owner};
use medink_types::{AccountId, Record};
use medink_words::said;

impl Medink {
    /// Whose the references to a patient's content are in a store: the deployment's and the patient's. Whoever lets
    /// content go lets this one's go, and nobody else's.
    pub(super) fn owner(&self, patient: AccountId) -> Owner {
        let deployment = self.deployment.sealing();
        let parts: [&[u8]; 4] = [
            b"medink/v1/content-owner",
            &deployment.genesis,
            &deployment.contract,
            patient.as_ref(),
        ];
        Owner::new(blake2_256(&parts.concat()))
    }
}

/// A content identifier as stores take it.
pub(super) fn from_chain(cid: &medink_types::Cid) -> Result<Cid> {
    from_bytes(&cid.0)
}

/// The same from the bytes of one.
pub(super) fn from_bytes(bytes: &[u8]) -> Result<Cid> {
    Cid::try_from(bytes).map_err(|e| {
        Error::new(Kind::Damaged, said!("core-place-no-cid", e = e.to_string()))
            .next(said!("core-place-no-cid-next"))
            .of_one()
    })
}

/// Where a record's content is.
///
/// # Errors
/// [`Kind::Damaged`] for an identifier that is none, and for a record that has none though it is not erased.
pub(super) fn of(record: &Record) -> Result<Cid> {
    match &record.cid {
        Some(cid) => from_chain(cid),
        None => Err(
            Error::new(Kind::Damaged, said!("core-no-place", number = record.number))
                .next(said!("core-ask-another-node"))
                .of_one(),
        ),
    }
}

/// A content identifier as the chain takes it.
pub(super) fn to_chain(cid: &Cid) -> Result<medink_types::Cid> {
    let bytes = cid.to_bytes();
    <[u8; medink_types::bounds::CID_BYTES]>::try_from(bytes.as_slice())
        .map(medink_types::Cid)
        .map_err(|_| Error::new(Kind::Internal, said!("core-store-named")))
}
