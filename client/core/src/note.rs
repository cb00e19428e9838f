//! A doctor's notes as FHIR R4 resources: diagnosis (`Condition`), treatment plan (`CarePlan`), medication
//! (`MedicationRequest`). People are referred to by their addresses, so that even the plaintext names nobody.

use crate::error::{Error, Kind, Result};
use crate::now_ms;
use crate::records::Document;
use crate::when;
use medink_seal::record::{Details, Kind as RecordKind};
use medink_words::said;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::fmt;
use std::io::Cursor;
use zeroize::Zeroizing;

/// What sort of note.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoteKind {
    /// FHIR `Condition`.
    Diagnosis,
    /// FHIR `CarePlan`.
    TreatmentPlan,
    /// FHIR `MedicationRequest`.
    Medication,
}

/// What a doctor writes. Text only; it is read from standard input, a file or a prompt, never from an argument.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Note {
    /// The diagnosis, the plan's title, or the medicine.
    pub title: String,
    /// Everything else there is to say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// A code for the title: `system|code`, such as `http://hl7.org/fhir/sid/icd-10|E11.9`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Medication only: how to take it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dosage: Option<String>,
}

impl fmt::Debug for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Note([secret])")
    }
}

impl NoteKind {
    /// The record kind that goes with it, inside the ciphertext.
    pub fn record_kind(self) -> RecordKind {
        match self {
            NoteKind::Diagnosis => RecordKind::Diagnosis,
            NoteKind::TreatmentPlan => RecordKind::TreatmentPlan,
            NoteKind::Medication => RecordKind::Medication,
        }
    }
}

impl Note {
    /// Reads a note from JSON as a user gave it; the error never repeats what it says.
    pub fn parse(json: &str) -> Result<Self> {
        let note: Note = serde_json::from_str(json).map_err(|e| {
            Error::new(
                Kind::Usage,
                said!("core-note-json", line = e.line(), column = e.column()),
            )
            .next(said!("core-note-json-next"))
        })?;
        note.has_title()?;
        Ok(note)
    }

    /// Reads a note back from the resource that [`Note::to_fhir`] has made of it; none for any other resource: what a
    /// note has no field for would be lost from a new version of it.
    pub fn of_fhir(kind: NoteKind, bytes: &[u8]) -> Option<Note> {
        let resource: Value = serde_json::from_slice(bytes).ok()?;
        let text = |at: &str| resource.pointer(at).and_then(Value::as_str).map(str::to_owned);
        let (concept, title, author, date) = match kind {
            NoteKind::Diagnosis => ("/code", "/code/text", "/recorder", "/recordedDate"),
            NoteKind::TreatmentPlan => ("/category/0", "/title", "/author", "/created"),
            NoteKind::Medication => (
                "/medicationCodeableConcept",
                "/medicationCodeableConcept/text",
                "/requester",
                "/authoredOn",
            ),
        };
        let note = Note {
            title: text(title)?,
            text: text("/note/0/text"),
            code: text(&format!("{concept}/coding/0/system"))
                .zip(text(&format!("{concept}/coding/0/code")))
                .map(|(system, code)| format!("{system}|{code}")),
            dosage: text("/dosageInstruction/0/text"),
        };
        let patient = text("/subject/reference")?;
        let author = text(&format!("{author}/reference"))?;
        let again = note
            .to_fhir(
                kind,
                patient.strip_prefix("Patient/")?,
                author.strip_prefix("Practitioner/")?,
                &text(date)?,
            )
            .ok()?;
        (serde_json::from_slice::<Value>(&again).ok()? == resource).then_some(note)
    }

    fn has_title(&self) -> Result<()> {
        if self.title.trim().is_empty() {
            let missing = Error::new(Kind::Usage, said!("core-note-title"));
            return Err(missing.next(said!("core-note-title-next")));
        }
        Ok(())
    }

    /// The note as a record to be added, made now.
    pub fn document(&self, kind: NoteKind, patient: &str, author: &str) -> Result<Document> {
        let created_ms = now_ms()?;
        let bytes = self.to_fhir(kind, patient, author, &when::rfc3339(created_ms))?;
        let details = Details {
            title: self.title.clone(),
            kind: kind.record_kind(),
            file_name: None,
            media_type: "application/fhir+json".to_owned(),
            size: bytes.len() as u64,
            created_ms,
            date: Some(when::day(created_ms)),
        };
        Ok(Document {
            details,
            source: Box::new(Cursor::new(bytes.to_vec())),
        })
    }

    /// The note as a FHIR R4 resource in JSON. `patient` and `author` are addresses, `date` is RFC 3339.
    pub fn to_fhir(
        &self,
        kind: NoteKind,
        patient: &str,
        author: &str,
        date: &str,
    ) -> Result<Zeroizing<Vec<u8>>> {
        self.has_title()?;
        if self.dosage.is_some() && kind != NoteKind::Medication {
            return Err(
                Error::new(Kind::Usage, said!("core-note-dosage")).next(said!("core-note-dosage-next"))
            );
        }
        let concept = self.concept()?;
        let subject = json!({ "reference": format!("Patient/{patient}") });
        let who = json!({ "reference": format!("Practitioner/{author}") });
        let annotation = self.text.as_ref().map(|text| json!([{ "text": text }]));
        let mut resource = match kind {
            NoteKind::Diagnosis => json!({
                "resourceType": "Condition",
                "clinicalStatus": { "coding": [{
                    "system": "http://terminology.hl7.org/CodeSystem/condition-clinical", "code": "active" }] },
                "code": concept, "subject": subject, "recordedDate": date, "recorder": who,
            }),
            NoteKind::TreatmentPlan => json!({
                "resourceType": "CarePlan", "status": "active", "intent": "plan", "title": self.title,
                "subject": subject, "created": date, "author": who,
            }),
            NoteKind::Medication => json!({
                "resourceType": "MedicationRequest", "status": "active", "intent": "order",
                "medicationCodeableConcept": concept, "subject": subject, "authoredOn": date, "requester": who,
            }),
        };
        if let Value::Object(fields) = &mut resource {
            if let Some(annotation) = annotation {
                fields.insert("note".into(), annotation);
            }
            if let Some(dosage) = &self.dosage {
                fields.insert("dosageInstruction".into(), json!([{ "text": dosage }]));
            }
            if kind == NoteKind::TreatmentPlan && self.code.is_some() {
                fields.insert("category".into(), json!([concept]));
            }
        }
        serde_json::to_vec_pretty(&resource)
            .map(Zeroizing::new)
            .map_err(|_| Error::new(Kind::Internal, said!("core-note-fhir")))
    }

    fn concept(&self) -> Result<Value> {
        let Some(code) = &self.code else {
            return Ok(json!({ "text": self.title }));
        };
        let Some((system, code)) = code
            .split_once('|')
            .filter(|(s, c)| !s.is_empty() && !c.is_empty())
        else {
            return Err(Error::new(Kind::Usage, said!("core-note-code")).next(said!("core-note-code-next")));
        };
        Ok(json!({ "coding": [{ "system": system, "code": code }], "text": self.title }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fhir(kind: NoteKind, json: &str) -> Value {
        let bytes = Note::parse(json)
            .unwrap()
            .to_fhir(kind, "P", "D", "2026-01-02T03:04:05Z")
            .unwrap();
        serde_json::from_slice(&bytes).unwrap()
    }

    #[test]
    fn each_kind_is_its_fhir_resource() {
        let it = fhir(
            NoteKind::Diagnosis,
            r#"{"title":"T","text":"more","code":"http://hl7.org/fhir/sid/icd-10|E11.9"}"#,
        );
        assert_eq!(it["resourceType"], "Condition");
        assert_eq!(it["code"]["coding"][0]["code"], "E11.9");
        assert_eq!(it["note"][0]["text"], "more");
        let it = fhir(NoteKind::TreatmentPlan, r#"{"title":"T"}"#);
        assert_eq!(
            (&it["resourceType"], &it["title"]),
            (&json!("CarePlan"), &json!("T"))
        );
        let it = fhir(NoteKind::Medication, r#"{"title":"M","dosage":"1-0-1"}"#);
        assert_eq!(it["medicationCodeableConcept"]["text"], "M");
        assert_eq!(it["dosageInstruction"][0]["text"], "1-0-1");
    }

    #[test]
    fn a_note_is_read_back_whole_or_not_at_all() {
        let notes = [
            (
                NoteKind::Diagnosis,
                r#"{"title":"T","text":"more","code":"http://hl7.org/fhir/sid/icd-10|E11.9"}"#,
            ),
            (NoteKind::Diagnosis, r#"{"title":"T"}"#),
            (
                NoteKind::TreatmentPlan,
                r#"{"title":"T","text":"x","code":"http://snomed.info/sct|1"}"#,
            ),
            (NoteKind::TreatmentPlan, r#"{"title":"T"}"#),
            (
                NoteKind::Medication,
                r#"{"title":"M","dosage":"1-0-1","text":"with water"}"#,
            ),
        ];
        for (kind, json) in notes {
            let note = Note::parse(json).unwrap();
            let bytes = note.to_fhir(kind, "P", "D", "2026-01-02T03:04:05Z").unwrap();
            assert!(Note::of_fhir(kind, &bytes) == Some(note), "{json}");
            let mut more: Value = serde_json::from_slice(&bytes).unwrap();
            more["severity"] = json!({ "text": "severe" });
            assert!(Note::of_fhir(kind, more.to_string().as_bytes()).is_none());
        }
        for other in [
            "",
            "[]",
            "{}",
            r#"{"resourceType":"Observation","code":{"text":"T"}}"#,
        ] {
            assert!(Note::of_fhir(NoteKind::Diagnosis, other.as_bytes()).is_none());
        }
    }

    #[test]
    fn wrong_notes_are_refused_without_repeating_them() {
        for bad in [
            r#"{"title":"  "}"#,
            r#"{"titel":"MARKER"}"#,
            "MARKER",
            r#"{"title":"M","code":"MARKER"}"#,
        ] {
            let error = Note::parse(bad)
                .and_then(|n| n.to_fhir(NoteKind::Diagnosis, "P", "D", "2026-01-02T03:04:05Z"))
                .unwrap_err();
            assert_eq!(error.kind, Kind::Usage);
            assert!(!error.to_string().contains("MARKER"));
        }
    }
}
