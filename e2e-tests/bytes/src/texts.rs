//! What people and browsers hand over: cards, addresses, forms, profiles and notes as JSON, documents, tables of people.

use crate::taken;
use medink_chain::Token;
use medink_core::note::{Note, NoteKind};
use medink_core::profile::{self, DoctorProfile, PatientProfile};
use medink_core::roster::{Of, Roster};
use medink_core::{audit, media, registration, when};
use medink_panels::{Fields, Voice, fhir as resource, readers};
use medink_seal::card::Card;
use medink_seal::record::Kind;
use medink_seal::{ss58, suri};
use std::path::Path;

/// A registration card, as text and as bytes.
pub(crate) fn card(bytes: &[u8]) -> bool {
    let card = match str::from_utf8(bytes) {
        Ok(text) => Card::parse(text),
        Err(_) => Card::from_bytes(bytes),
    };
    if let Ok(card) = &card {
        assert_eq!(Card::parse(&card.to_text()).as_ref(), Ok(card));
        assert_eq!(Card::from_bytes(&card.to_bytes()).as_ref(), Ok(card));
    }
    taken(card)
}

/// An address, or a phrase that is known to all.
pub(crate) fn address(bytes: &[u8]) -> bool {
    let Ok(text) = str::from_utf8(bytes) else {
        return false;
    };
    let decoded = ss58::decode(text);
    if let Ok((prefix, address)) = &decoded {
        let again = ss58::encode(address, *prefix).unwrap();
        assert_eq!(ss58::decode_for(&again, *prefix).as_ref(), Ok(address));
    }
    taken(decoded) | suri::is_development(text)
}

/// A form: whatever comes is fields.
pub(crate) fn form(bytes: &[u8]) -> bool {
    let fields = Fields::parse(bytes);
    let value = fields.get("name").to_owned();
    assert_eq!(fields.all("name").next().unwrap_or_default(), value);
    assert!(value.is_empty() || fields.is("name", &value));
    assert_eq!(fields.filled("name").is_some(), !value.trim().is_empty());
    assert_eq!(fields.sum(), Fields::parse(bytes).sum());
    true
}

/// A profile, a patient's or a doctor's.
pub(crate) fn profile_text(bytes: &[u8]) -> bool {
    let Ok(text) = str::from_utf8(bytes) else {
        return false;
    };
    let patient = profile::parse::<PatientProfile>(text);
    if let Ok(patient) = &patient {
        let again = serde_json::to_string(patient).unwrap();
        assert!(profile::parse::<PatientProfile>(&again).unwrap() == *patient);
    }
    taken(patient) | taken(profile::parse::<DoctorProfile>(text))
}

/// A note, as its author gives it, and as the resource that is made of it.
pub(crate) fn note(bytes: &[u8]) -> bool {
    let kinds = [NoteKind::Diagnosis, NoteKind::TreatmentPlan, NoteKind::Medication];
    let mut read = false;
    if let Ok(text) = str::from_utf8(bytes) {
        let note = Note::parse(text);
        if let Ok(note) = &note {
            for kind in kinds {
                // Refused where it has what this kind has no field for.
                if let Ok(resource) = note.to_fhir(kind, "P", "D", "2026-01-02T03:04:05Z") {
                    assert!(Note::of_fhir(kind, &resource).is_some());
                }
            }
        }
        read |= taken(note);
    }
    for kind in kinds {
        read |= Note::of_fhir(kind, bytes).is_some();
    }
    read
}

/// A document of any kind: what it is, and which date it says of itself.
pub(crate) fn document(bytes: &[u8]) -> bool {
    let found = media::detect(bytes, None);
    for name in ["x.dcm", "x.json", "x"] {
        let named = media::detect(bytes, Some(Path::new(name)));
        assert!(!named.media_type.is_empty());
    }
    if let Some(date) = &found.date {
        let plain = date.chars().all(|c| c.is_ascii_digit() || c == '-');
        assert!(plain && date.len() <= 10, "{date:?} is no date");
    }
    found.media_type != "application/octet-stream"
}

/// A table of people to be registered.
pub(crate) fn table(bytes: &[u8]) -> bool {
    taken(Roster::read(Of::Patients, bytes)) | taken(Roster::read(Of::Doctors, bytes))
}

/// What is typed into a field or behind an option: a time, a length of time, a date, an amount, a head of the log, a node's
/// address, a kind, a phrase.
pub(crate) fn typed(bytes: &[u8]) -> bool {
    let Ok(text) = str::from_utf8(bytes) else {
        return false;
    };
    let token = Token {
        symbol: "UNIT".into(),
        decimals: 12,
    };
    let Ok(kind) = text.parse::<Kind>();
    assert_eq!(kind.to_string().parse::<Kind>().as_ref(), Ok(&kind));
    if let Ok(seconds) = when::parse_length(text) {
        let again = when::length_in_symbols(seconds);
        assert_eq!(when::parse_length(&again), Ok(seconds));
    }
    if let Ok(date) = when::parse_date(text) {
        assert_eq!(when::parse_date(&date), Ok(date));
    }
    [
        taken(when::parse(text)),
        taken(when::parse_end(text)),
        taken(when::parse_length(text)),
        taken(when::parse_date(text)),
        taken(registration::parse_amount(text, &token)),
        taken(registration::parse_amount_or_none(text, &token)),
        taken(audit::parse_head(text)),
        taken(medink_local::config::node_url(text)),
    ]
    .contains(&true)
}

/// A document of FHIR, as it is shown.
pub(crate) fn fhir(bytes: &[u8]) -> bool {
    let nodes = resource::read(bytes, Voice::default());
    if let Some(nodes) = &nodes {
        assert!(nodes.iter().all(|node| node.depth <= 12), "nested too deep");
    }
    nodes.is_some()
}

/// A picture: to look for a card in, and to be made small.
pub(crate) fn picture(bytes: &[u8]) -> bool {
    let small = readers::thumbnail(bytes);
    if let Some(small) = &small {
        assert!(readers::thumbnail(small).is_some(), "what is made is a picture");
    }
    taken(readers::picture(bytes)) | small.is_some()
}
