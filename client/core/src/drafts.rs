//! What somebody has begun to write and not yet added: kept sealed on this machine, so that a lock, a crash or a closed
//! page loses none of it.
//!
//! A draft is its writer's alone: it is sealed under a key of the account, its file's name is made of digests, and nothing
//! of it goes anywhere else. It is there until it is added or thrown away. What is damaged is no draft.

use crate::error::{Error, Kind, Result};
use crate::{Operation, blake2_256, files};
use medink_seal::journal::{self as sealing, JournalKey};
use medink_types::AccountId;
use std::io;
use std::path::PathBuf;
use zeroize::Zeroizing;

/// Ends the name of every file.
const SUFFIX: &str = ".draft";

/// Longest draft, in bytes.
pub const MAX: usize = 256 * 1024;

/// Where a draft is.
struct Place {
    path: PathBuf,
    name: String,
    key: JournalKey,
}

impl Operation<'_> {
    /// `of` says which of this account's drafts about the patient it is.
    fn draft_at(&self, patient: AccountId, of: &str) -> Place {
        let deployment = self.deployment.sealing();
        let id = self.actor.id();
        let parts: [&[u8]; 6] = [
            b"medink/v1/draft",
            &deployment.genesis,
            &deployment.contract,
            id.as_ref(),
            patient.as_ref(),
            of.as_bytes(),
        ];
        let name = format!("{}{SUFFIX}", hex::encode(blake2_256(&parts.concat())));
        Place {
            path: self.memory.join(&name),
            name,
            key: self.actor.journal.clone(),
        }
    }

    /// Keeps a draft in place of the one before; an empty one is none.
    ///
    /// # Errors
    /// [`Kind::Usage`] over [`MAX`]; [`Kind::Io`].
    pub async fn keep_draft(&self, patient: AccountId, of: &str, text: Zeroizing<Vec<u8>>) -> Result<()> {
        if text.is_empty() {
            return self.drop_draft(patient, of).await;
        }
        if text.len() > MAX {
            return Err(
                Error::new(Kind::Usage, format!("a draft holds at most {MAX} bytes"))
                    .next("Add what there is, and write the rest as another note."),
            );
        }
        let place = self.draft_at(patient, of);
        files::apart(move || {
            let sealed = sealing::seal(&place.key, &place.name, &text)
                .map_err(|e| Error::new(Kind::Internal, format!("sealing a draft: {e}")))?;
            files::write(&place.path, &sealed, "draft")
        })
        .await
    }

    /// What was begun; none where there is nothing, or nothing that opens.
    ///
    /// # Errors
    /// [`Kind::Io`].
    pub async fn draft(&self, patient: AccountId, of: &str) -> Result<Option<Zeroizing<Vec<u8>>>> {
        let place = self.draft_at(patient, of);
        files::apart(move || match std::fs::read(&place.path) {
            Ok(sealed) => Ok(sealing::open(&place.key, &place.name, &sealed).ok()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(failed("reading", &place, &error)),
        })
        .await
    }

    /// Throws a draft away: it was added, or is not wanted.
    ///
    /// # Errors
    /// [`Kind::Io`].
    pub async fn drop_draft(&self, patient: AccountId, of: &str) -> Result<()> {
        let place = self.draft_at(patient, of);
        files::apart(move || match std::fs::remove_file(&place.path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(failed("removing", &place, &error)),
            _ => Ok(()),
        })
        .await
    }
}

fn failed(doing: &str, place: &Place, error: &io::Error) -> Error {
    Error::io(format!("{doing} a draft, {}", place.path.display()), error)
}
