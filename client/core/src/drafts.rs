//! What somebody has begun to write and not yet added: kept sealed on this machine, so that a lock, a crash or a closed
//! page loses none of it.
//!
//! A draft is its writer's alone: it is sealed under a key of the account, its file's name is made of digests, and nothing
//! of it goes anywhere else. It is there until it is added or thrown away. What is damaged is no draft.

use crate::Operation;
use crate::error::{Error, Kind, Result};
use crate::files;
use crate::remembered::{Found, Remembered};
use medink_types::AccountId;
use medink_words::said;
use zeroize::Zeroizing;

/// Ends the name of every file.
const SUFFIX: &str = ".draft";

/// Longest draft, in bytes.
pub const MAX: usize = 256 * 1024;

impl Operation<'_> {
    /// `of` says which of this account's drafts about the patient it is.
    fn draft_at(&self, patient: AccountId, of: &str) -> Remembered {
        self.remembered("medink/v1/draft", &[patient.as_ref(), of.as_bytes()], SUFFIX)
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
            return Err(Error::new(Kind::Usage, said!("core-draft-too-long", max = MAX))
                .next(said!("core-draft-too-long-next")));
        }
        let place = self.draft_at(patient, of);
        files::apart(move || place.write(&text, || said!("core-file-draft"))).await
    }

    /// What was begun; none where there is nothing, or nothing that opens.
    ///
    /// # Errors
    /// [`Kind::Io`].
    pub async fn draft(&self, patient: AccountId, of: &str) -> Result<Option<Zeroizing<Vec<u8>>>> {
        let place = self.draft_at(patient, of);
        files::apart(move || match place.read() {
            Ok(Found::Content(content)) => Ok(Some(content)),
            Ok(Found::Nothing | Found::Damaged) => Ok(None),
            Err(error) => {
                let path = place.path().display().to_string();
                Err(Error::io(said!("core-reading-draft", path = path), &error))
            }
        })
        .await
    }

    /// Throws a draft away: it was added, or is not wanted.
    ///
    /// # Errors
    /// [`Kind::Io`].
    pub async fn drop_draft(&self, patient: AccountId, of: &str) -> Result<()> {
        let place = self.draft_at(patient, of);
        files::apart(move || {
            place.forget().map_err(|error| {
                let path = place.path().display().to_string();
                Error::io(said!("core-removing-draft", path = path), &error)
            })
        })
        .await
    }
}
