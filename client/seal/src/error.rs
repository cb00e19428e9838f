//! What can go wrong in every module alike. Each module has an error of its own beside its code.

use medink_words::{Said, said};
use std::fmt;

/// The machine itself fails; nothing that a caller passes can cause it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SystemError {
    /// The operating system's random number generator gave nothing.
    NoRandomness,
    /// The cryptographic library refused an operation that can't fail with what it was given.
    Library,
}

impl SystemError {
    /// The sentence that it is.
    pub fn said(&self) -> Said {
        match self {
            SystemError::NoRandomness => said!("seal-system-no-randomness"),
            SystemError::Library => said!("seal-system-library"),
        }
    }
}

impl fmt::Display for SystemError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.said().fmt(f)
    }
}
