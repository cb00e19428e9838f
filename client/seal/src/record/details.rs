//! What a record is: its title, kind, file name and type. All of it is health data, so it lives inside the
//! ciphertext, and `Debug` shows none of it.

use super::RecordError;
use core::{convert::Infallible, fmt, str::FromStr};
use medink_words::said;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// The smallest and the largest size of the sealed details, as log2.
pub(super) const SMALLEST_LOG2: u8 = 10;
pub(super) const LARGEST_LOG2: u8 = 14;
const LENGTH: usize = 4;

/// Longest title that is sealed, in characters.
pub const TITLE_MAX: usize = 255;
/// Longest word for a kind that is sealed, in characters.
pub const KIND_MAX: usize = 64;

/// What a record is. Read by whoever can open the record, and by nobody else.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Details {
    /// What its author calls it.
    pub title: String,
    /// What sort of record it is.
    pub kind: Kind,
    /// The name of the file it came from, without folders.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file_name: Option<String>,
    /// The content's media type, such as `application/pdf`.
    pub media_type: String,
    /// The content's size in bytes.
    pub size: u64,
    /// When it was made, in milliseconds since 1970-01-01, by its author's clock.
    pub created_ms: u64,
    /// The date that it speaks of, such as when a sample was taken: a year, a month or a day (ISO 8601; FHIR's `date`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
}

impl Details {
    /// Length, JSON, zeros: a power of two that it fits in.
    pub(super) fn encode(&self) -> Result<Zeroizing<Vec<u8>>, RecordError> {
        self.check()?;
        self.check_letters()?;
        let json = Zeroizing::new(
            serde_json::to_vec(self)
                .map_err(|_| RecordError::Malformed(said!("seal-record-details-no-json")))?,
        );
        let most = (1usize << LARGEST_LOG2) - LENGTH;
        let too_long = RecordError::DetailsTooLong {
            found: json.len(),
            most,
        };
        let Some(length) = u32::try_from(json.len()).ok().filter(|_| json.len() <= most) else {
            return Err(too_long);
        };
        let size = (LENGTH + json.len()).next_power_of_two().max(1 << SMALLEST_LOG2);
        let mut encoded = Zeroizing::new(Vec::with_capacity(size));
        encoded.extend_from_slice(&length.to_be_bytes());
        encoded.extend_from_slice(&json);
        encoded.resize(size, 0);
        Ok(encoded)
    }

    /// The JSON in the encoded details, as its author's program wrote it.
    pub(super) fn json(encoded: &[u8]) -> Result<&[u8], RecordError> {
        let malformed = || RecordError::Malformed(said!("seal-record-details-length"));
        let (length, rest) = encoded.split_first_chunk::<LENGTH>().ok_or_else(malformed)?;
        let length = usize::try_from(u32::from_be_bytes(*length)).map_err(|_| malformed())?;
        let (json, zeros) = rest.split_at_checked(length).ok_or_else(malformed)?;
        if zeros.iter().any(|byte| *byte != 0) {
            return Err(RecordError::Malformed(said!("seal-record-details-padding")));
        }
        Ok(json)
    }

    pub(super) fn decode(encoded: &[u8]) -> Result<Details, RecordError> {
        // serde's own text could quote what is inside.
        let details: Details = serde_json::from_slice(Details::json(encoded)?)
            .map_err(|_| RecordError::Malformed(said!("seal-record-details-fields")))?;
        details.check()?;
        Ok(details)
    }

    /// What is shown in one line has an end. Asked at sealing alone: what others sealed is read all the same.
    fn check_letters(&self) -> Result<(), RecordError> {
        for (what, text, most) in [
            (said!("seal-record-title"), self.title.as_str(), TITLE_MAX),
            (said!("seal-record-kind"), self.kind.as_str(), KIND_MAX),
        ] {
            let found = text.chars().count();
            if found > most {
                return Err(RecordError::TooManyLetters { what, found, most });
            }
        }
        Ok(())
    }

    /// A program may write the content under this name: it must not lead out of the folder chosen for it.
    fn check(&self) -> Result<(), RecordError> {
        match &self.file_name {
            Some(name)
                if name.is_empty()
                    || name == "."
                    || name == ".."
                    || name.chars().any(|c| matches!(c, '/' | '\\') || c.is_control()) =>
            {
                Err(RecordError::FileName)
            }
            _ => Ok(()),
        }
    }
}

impl fmt::Debug for Details {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Details([secret])")
    }
}

/// What sort of record it is. Written as one word (`treatment-plan`); any other word is kept as it is.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum Kind {
    /// A letter, a report, any file.
    Document,
    /// Pictures: DICOM, X-ray, scans.
    Imaging,
    /// Laboratory results.
    Laboratory,
    /// A note: what the patient has.
    Diagnosis,
    /// A note: what is to be done.
    TreatmentPlan,
    /// A note: what is to be taken.
    Medication,
    /// Any other word.
    Other(String),
}

impl Kind {
    /// The kinds that have a name here.
    pub const NAMED: [Kind; 6] = [
        Kind::Document,
        Kind::Imaging,
        Kind::Laboratory,
        Kind::Diagnosis,
        Kind::TreatmentPlan,
        Kind::Medication,
    ];

    /// The word for it.
    pub fn as_str(&self) -> &str {
        match self {
            Kind::Document => "document",
            Kind::Imaging => "imaging",
            Kind::Laboratory => "laboratory",
            Kind::Diagnosis => "diagnosis",
            Kind::TreatmentPlan => "treatment-plan",
            Kind::Medication => "medication",
            Kind::Other(word) => word,
        }
    }
}

impl From<String> for Kind {
    fn from(word: String) -> Kind {
        Kind::NAMED
            .into_iter()
            .find(|kind| kind.as_str() == word)
            .unwrap_or(Kind::Other(word))
    }
}

impl From<Kind> for String {
    fn from(kind: Kind) -> String {
        kind.as_str().into()
    }
}

impl FromStr for Kind {
    type Err = Infallible;

    fn from_str(word: &str) -> Result<Kind, Infallible> {
        Ok(Kind::from(word.to_string()))
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Kind([secret])")
    }
}
