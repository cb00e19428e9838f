//! One name for each thing that is derived, sealed or signed, and the way it is joined with what it belongs to.
//! A key or a ciphertext made under one name and one context opens under no other.

/// Names, each used for exactly one purpose.
pub(crate) mod name {
    pub(crate) const ROOT: &str = "medink/v1/account-root";
    /// Derives the key, and says in the proof of the public half what it is: neither can be taken for the other.
    pub(crate) const ENCRYPTION_KEY: &str = "medink/v1/encryption-key";
    pub(crate) const PATIENT_ROOT: &str = "medink/v1/patient-root";
    pub(crate) const GENERATION_KEY: &str = "medink/v1/generation-key";
    pub(crate) const PAIRWISE_KEY: &str = "medink/v1/pairwise-key";
    pub(crate) const JOURNAL_KEY: &str = "medink/v1/journal-key";
    pub(crate) const CONSENT: &str = "medink/v1/consent";
    pub(crate) const PERSON_PAIRWISE: &str = "medink/v1/person/pairwise-key";
    pub(crate) const PERSON_PROFILE: &str = "medink/v1/person/patient-profile";
    pub(crate) const WRAP_RECORD_BY_GENERATION: &str = "medink/v1/wrap/record-by-generation";
    pub(crate) const WRAP_RECORD_BY_PAIRWISE: &str = "medink/v1/wrap/record-by-pairwise";
    pub(crate) const WRAP_GENERATION_BY_PAIRWISE: &str = "medink/v1/wrap/generation-by-pairwise";
    pub(crate) const WRAP_GENERATION_LINK: &str = "medink/v1/wrap/generation-link";
    pub(crate) const WRAP_PROFILE_BY_GENERATION: &str = "medink/v1/wrap/profile-by-generation";
    pub(crate) const WRAP_PROFILE_BY_PAIRWISE: &str = "medink/v1/wrap/profile-by-pairwise";
    pub(crate) const RECORD_AUTHOR: &str = "medink/v1/record-author";
    pub(crate) const RECORD_CONTENT_KEY: &str = "medink/v1/record/content-key";
    pub(crate) const RECORD_COMMITMENT: &str = "medink/v1/record/key-commitment";
    pub(crate) const PATIENT_PROFILE: &str = "medink/v1/profile/patient";
    pub(crate) const DOCTOR_PROFILE: &str = "medink/v1/profile/doctor";
    pub(crate) const JOURNAL: &str = "medink/v1/journal";
    pub(crate) const BACKUP_CONTENT_KEY: &str = "medink/v1/backup/content-key";
    pub(crate) const BACKUP_COMMITMENT: &str = "medink/v1/backup/key-commitment";
    pub(crate) const VISIT_REASON_KEY: &str = "medink/v1/visit/reason-key";
    pub(crate) const VISIT_REASON: &str = "medink/v1/visit/reason";

    #[cfg(test)]
    pub(crate) const ALL: [&str; 25] = [
        ROOT,
        ENCRYPTION_KEY,
        PATIENT_ROOT,
        GENERATION_KEY,
        PAIRWISE_KEY,
        JOURNAL_KEY,
        CONSENT,
        PERSON_PAIRWISE,
        PERSON_PROFILE,
        WRAP_RECORD_BY_GENERATION,
        WRAP_RECORD_BY_PAIRWISE,
        WRAP_GENERATION_BY_PAIRWISE,
        WRAP_GENERATION_LINK,
        WRAP_PROFILE_BY_GENERATION,
        WRAP_PROFILE_BY_PAIRWISE,
        RECORD_AUTHOR,
        RECORD_CONTENT_KEY,
        RECORD_COMMITMENT,
        PATIENT_PROFILE,
        DOCTOR_PROFILE,
        JOURNAL,
        BACKUP_CONTENT_KEY,
        BACKUP_COMMITMENT,
        VISIT_REASON_KEY,
        VISIT_REASON,
    ];
}

/// `name` and `parts`, each with its length in front (4 bytes, big endian), so that no two lists of parts give
/// the same bytes.
pub(crate) fn context(name: &str, parts: &[&[u8]]) -> Vec<u8> {
    let mut out = Vec::with_capacity(4 + name.len() + parts.iter().map(|p| 4 + p.len()).sum::<usize>());
    for part in core::iter::once(&name.as_bytes()).chain(parts) {
        // No part is near 4 GiB: names, addresses, numbers, digests, headers.
        out.extend_from_slice(&(part.len() as u32).to_be_bytes());
        out.extend_from_slice(part);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_differ() {
        let unique: std::collections::BTreeSet<_> = name::ALL.iter().collect();
        assert_eq!(unique.len(), name::ALL.len());
    }

    #[test]
    fn parts_do_not_run_into_each_other() {
        assert_ne!(context("a", &[b"bc", b"d"]), context("a", &[b"b", b"cd"]));
        assert_ne!(context("a", &[b"b"]), context("ab", &[b""]));
        assert_eq!(context("ab", &[b"c"]), b"\0\0\0\x02ab\0\0\0\x01c");
    }
}
