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
}

/// Tells by the first bytes, and by the name's ending where they say nothing.
pub fn detect(start: &[u8], path: Option<&Path>) -> Media {
    let of = |media_type: &str, kind| Media {
        media_type: media_type.to_owned(),
        kind,
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
                    kind
                },
                "{name}"
            );
        }
    }
}
