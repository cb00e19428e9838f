//! Who wrote a record: the author's signature over its details and its content, inside the ciphertext. A record's place
//! on the chain says who put it there; this says who wrote it, whatever a node answers. It is not bound to the header:
//! sealing a record again under a fresh key leaves it right.

use super::RecordError;
use crate::{
    account::{Account, verify_in},
    binding::Binding,
    domain::name,
    random::Ahead,
};
use aws_lc_rs::digest;
use core::fmt;
use medink_words::said;

/// Length of a statement, in bytes, without the tag of its chunk.
pub(super) const LEN: usize = 32 + 32 + 64;

/// Who writes a record, and whose record it becomes.
#[derive(Debug, Clone, Copy)]
pub struct Author<'a> {
    /// Signs: the patient's own account, or the doctor's who writes a note.
    pub account: &'a Account,
    /// The patient in the deployment.
    pub binding: &'a Binding,
}

/// Whether a record is by whom it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Authorship {
    /// The named author signed these details and this content, for this patient in this deployment.
    Right,
    /// Not so: take the name for nobody's. The record may be whole and readable nevertheless.
    Wrong,
}

/// A record's last part: who wrote it, the digest of its content, and the signature over both and the details.
///
/// It says what the content has to be. That the content is that, is known once it was read to its end.
#[derive(Clone, PartialEq, Eq)]
pub struct Statement {
    author: [u8; 32],
    content: [u8; 32],
    signature: [u8; 64],
}

impl Statement {
    /// Signs for this author: `details` and `content` are the SHA-256 of the details' JSON and of the content.
    pub(super) fn sign(
        random: Ahead,
        author: &Author<'_>,
        details: &[u8; 32],
        content: [u8; 32],
    ) -> Statement {
        let address = author.account.address();
        let message = message(author.binding, &address, details, &content);
        Statement {
            author: address,
            content,
            signature: author
                .account
                .sign_in(name::RECORD_AUTHOR.as_bytes(), &message, random),
        }
    }

    pub(super) fn from_bytes(bytes: &[u8]) -> Result<Statement, RecordError> {
        let malformed = || RecordError::Malformed(said!("seal-record-statement-length"));
        let (author, rest) = bytes.split_first_chunk::<32>().ok_or_else(malformed)?;
        let (content, signature) = rest.split_first_chunk::<32>().ok_or_else(malformed)?;
        Ok(Statement {
            author: *author,
            content: *content,
            signature: signature.try_into().map_err(|_| malformed())?,
        })
    }

    pub(super) fn to_bytes(&self) -> Vec<u8> {
        [self.author.as_slice(), &self.content, &self.signature].concat()
    }

    /// Whom the record names as its author. Worth nothing before [`check`](Statement::check).
    pub fn author(&self) -> [u8; 32] {
        self.author
    }

    /// Whether the named author signed the details with this digest ([`super::Opener::details_digest`]) and the
    /// content, for the binding's patient.
    pub fn check(&self, binding: &Binding, details_digest: &[u8; 32]) -> Authorship {
        let message = message(binding, &self.author, details_digest, &self.content);
        match verify_in(
            name::RECORD_AUTHOR.as_bytes(),
            &self.author,
            &message,
            &self.signature,
        ) {
            true => Authorship::Right,
            false => Authorship::Wrong,
        }
    }

    /// Whether the content with this SHA-256 is the one meant.
    pub(super) fn is_of(&self, content: &[u8; 32]) -> bool {
        self.content == *content
    }
}

impl fmt::Debug for Statement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Statement([secret])")
    }
}

fn message(binding: &Binding, author: &[u8; 32], details: &[u8; 32], content: &[u8; 32]) -> Vec<u8> {
    binding.context(name::RECORD_AUTHOR, &[author, details, content])
}

/// SHA-256 of bytes that come piece by piece.
#[derive(Clone)]
pub(super) struct Sha256(digest::Context);

impl Sha256 {
    pub(super) fn new() -> Self {
        Sha256(digest::Context::new(&digest::SHA256))
    }

    pub(super) fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    pub(super) fn finish(self) -> [u8; 32] {
        let mut out = [0; 32];
        let digest = self.0.finish();
        out.iter_mut()
            .zip(digest.as_ref())
            .for_each(|(to, from)| *to = *from);
        out
    }

    /// Of bytes that are all at hand.
    pub(super) fn of(bytes: &[u8]) -> [u8; 32] {
        let mut sha = Sha256::new();
        sha.update(bytes);
        sha.finish()
    }
}
