//! What sort of document a file is, by its first bytes and its name. The answer goes inside the ciphertext.

use medink_seal::record::Kind;
use std::path::Path;

/// How many bytes from the start are enough to tell.
pub const SNIFF: usize = 8 * 1024;

/// A document's media type (RFC 6838) and the record kind that usually goes with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Media {
    /// Such as `application/pdf`.
    pub media_type: String,
    /// Such as imaging.
    pub kind: Kind,
    /// The date that it says of itself, as ISO 8601.
    pub date: Option<String>,
}

/// Tells by the first bytes, and by the name's ending where they say nothing.
pub fn detect(start: &[u8], path: Option<&Path>) -> Media {
    let of = |media_type: &str, kind| Media {
        media_type: media_type.to_owned(),
        kind,
        date: date(start, media_type),
    };
    // DICOM PS3.10: a preamble of 128 bytes, then "DICM".
    if start.get(128..132) == Some(b"DICM") {
        return of("application/dicom", Kind::Imaging);
    }
    if let Some(found) = infer::get(start) {
        return of(found.mime_type(), Kind::Document);
    }
    let text = std::str::from_utf8(start)
        .or_else(|e| std::str::from_utf8(start.get(..e.valid_up_to()).unwrap_or_default()));
    let text = text.unwrap_or_default().trim_start();
    if text.starts_with('{') && text.contains("\"resourceType\"") {
        return of("application/fhir+json", fhir_kind(text));
    }
    let ending = path
        .and_then(Path::extension)
        .and_then(|e| e.to_str())
        .unwrap_or_default()
        .to_ascii_lowercase();
    match ending.as_str() {
        "json" => of("application/json", Kind::Document),
        "dcm" => of("application/dicom", Kind::Imaging),
        "csv" => of("text/csv", Kind::Laboratory),
        "md" => of("text/markdown", Kind::Document),
        _ if !text.is_empty() && !start.contains(&0) => of("text/plain", Kind::Document),
        _ => of("application/octet-stream", Kind::Document),
    }
}

/// The date that a document says of itself near its beginning: that of a FHIR resource (R4, its clinically relevant one
/// first), the study date of DICOM (PS3.6: 0008,0020), the time when a picture was taken (Exif 2.3: 0x9003).
fn date(start: &[u8], media_type: &str) -> Option<String> {
    let found = match media_type {
        "application/fhir+json" => FHIR_DATES.iter().find_map(|name| {
            let name = format!("\"{name}\"");
            let rest = start
                .get(position(start, name.as_bytes())?..)?
                .get(name.len()..)?;
            let rest = rest.trim_ascii_start().strip_prefix(b":")?;
            let value = rest.trim_ascii_start().strip_prefix(b"\"")?;
            let end = value.iter().position(|c| matches!(c, b'"' | b'T'))?;
            text(value.get(..end)?)
        }),
        // Explicit little endian: the tag, DA, the length, YYYYMMDD.
        "application/dicom" => {
            let tag = b"\x08\x00\x20\x00DA\x08\x00";
            let rest = start.get(position(start, tag)?..)?.get(tag.len()..)?;
            dashed(text(rest.get(..8)?)?.as_str())
        }
        "image/jpeg" | "image/heif" | "image/tiff" => {
            let exif = start.get(position(start, b"Exif\0\0")?..)?;
            exif.windows(19).find_map(|time| {
                let time = text(time)?;
                let (day, clock) = time.split_once(' ')?;
                (clock.bytes().filter(|c| *c == b':').count() == 2).then_some(())?;
                crate::when::parse_date(&day.replace(':', "-")).ok()
            })
        }
        _ => None,
    };
    found.and_then(|date| crate::when::parse_date(&date).ok())
}

/// The dates of FHIR resources, the one that says most in front.
const FHIR_DATES: [&str; 9] = [
    "effectiveDateTime",
    "performedDateTime",
    "occurrenceDateTime",
    "onsetDateTime",
    "authoredOn",
    "recordedDate",
    "started",
    "date",
    "issued",
];

fn position(within: &[u8], what: &[u8]) -> Option<usize> {
    within.windows(what.len()).position(|part| part == what)
}

fn text(bytes: &[u8]) -> Option<String> {
    bytes
        .is_ascii()
        .then(|| String::from_utf8_lossy(bytes).into_owned())
}

/// `20240531` as `2024-05-31`.
fn dashed(digits: &str) -> Option<String> {
    Some(format!(
        "{}-{}-{}",
        digits.get(..4)?,
        digits.get(4..6)?,
        digits.get(6..8)?
    ))
}

fn fhir_kind(text: &str) -> Kind {
    let is = |name: &str| text.contains(&format!("\"{name}\""));
    if is("Observation") || is("DiagnosticReport") {
        Kind::Laboratory
    } else if is("ImagingStudy") {
        Kind::Imaging
    } else if is("Condition") {
        Kind::Diagnosis
    } else if is("CarePlan") {
        Kind::TreatmentPlan
    } else if is("MedicationRequest") || is("MedicationStatement") {
        Kind::Medication
    } else {
        Kind::Document
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_documents_are_told() {
        let dicom: Vec<u8> = [vec![0; 128], b"DICM".to_vec(), vec![2, 0]].concat();
        let cases: [(&[u8], &str, &str, Kind); 7] = [
            (b"%PDF-1.7\n", "a.pdf", "application/pdf", Kind::Document),
            (&dicom, "a", "application/dicom", Kind::Imaging),
            (
                b"{\n \"resourceType\": \"Observation\"}",
                "a.json",
                "application/fhir+json",
                Kind::Laboratory,
            ),
            (b"{}", "a.json", "application/json", Kind::Document),
            (b"", "a", "application/octet-stream", Kind::Document),
            ("Grüezi".as_bytes(), "a", "text/plain", Kind::Document),
            (
                b"\x00\x01\x02",
                "a.bin",
                "application/octet-stream",
                Kind::Document,
            ),
        ];
        for (bytes, name, media_type, kind) in cases {
            assert_eq!(
                detect(bytes, Some(Path::new(name))),
                Media {
                    media_type: media_type.into(),
                    kind,
                    date: None
                },
                "{name}"
            );
        }
    }

    #[test]
    fn documents_say_their_date() {
        let fhir = br#"{"resourceType": "Observation", "issued": "2024-06-01", "effectiveDateTime" : "2024-05-31T08:00:00Z"}"#;
        let dicom = [vec![0; 128], b"DICM\x08\x00\x20\x00DA\x08\x0020231224".to_vec()].concat();
        let jpeg = [
            b"\xff\xd8\xff\xe1\x00\x40Exif\0\0MM\0*".to_vec(),
            b"\x002019:07:14 10:20:30\0".to_vec(),
        ]
        .concat();
        let none = br#"{"resourceType": "Observation", "effectiveDateTime": "yesterday"}"#;
        for (bytes, date) in [
            (fhir.as_slice(), Some("2024-05-31")),
            (&dicom, Some("2023-12-24")),
            (&jpeg, Some("2019-07-14")),
            (none.as_slice(), None),
        ] {
            assert_eq!(detect(bytes, None).date.as_deref(), date);
        }
    }
}
