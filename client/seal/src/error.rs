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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::ProfileError;
    use crate::record::RecordError;
    use crate::wrap::WrapError;
    use medink_words::Language;

    #[test]
    fn an_error_within_another_keeps_its_own_sentence() {
        let system = SystemError::NoRandomness;
        for said in [
            WrapError::from(system).said(),
            ProfileError::from(WrapError::from(system)).said(),
            RecordError::from(system).said(),
        ] {
            assert_eq!(said, system.said());
        }
        assert_eq!(
            RecordError::Malformed(said!("seal-record-content-padding")).to_string(),
            "the record was sealed by a faulty program: its content is not filled up with zeros; ask its author to seal \
             it again"
        );
        let wrap = WrapError::DoesNotOpen {
            what: said!("seal-wrap-what-link"),
        };
        assert!(
            wrap.to_string()
                .starts_with("the wrapped key (a generation's, under the next) does not open: "),
            "{wrap}"
        );
        let french = wrap.said().in_language(Language::French);
        assert!(
            french.starts_with("la clé enveloppée (d\u{2019}une génération, sous la suivante)"),
            "{french}"
        );
    }
}
