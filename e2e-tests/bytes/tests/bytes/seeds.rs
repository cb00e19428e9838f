//! What real writers make, for each reader: the corpora begin with it.

use e2e_bytes::Known;
use medink_core::Deployment;
use medink_core::audit::{self, Line, Title};
use medink_core::deployment::{CodeHashes, Made};
use medink_core::journal::{Pending, Task};
use medink_core::note::{Note, NoteKind};
use medink_core::profile::{DoctorProfile, PatientProfile};
use medink_seal::{DirectoryKey, ss58};
use medink_types::{Action, Contracts, KeyBy, LogEntry, SealedKey};
use scale::Encode;

/// The reader, the seed's name, the bytes.
pub fn good() -> Vec<(&'static str, &'static str, Vec<u8>)> {
    let known = Known::get();
    let note = Note {
        title: "Influenza".into(),
        text: Some("Rest.".into()),
        code: Some("http://hl7.org/fhir/sid/icd-10|J11".into()),
        dosage: None,
    };
    let resource = note.to_fhir(NoteKind::Diagnosis, "P", "D", "2026-01-02T03:04:05Z");
    let patient = PatientProfile {
        name: "Ada L".into(),
        ..PatientProfile::default()
    };
    let doctor = DoctorProfile {
        name: "Dr. Grace H".into(),
        specialty: Some("Cardiology".into()),
        ..DoctorProfile::default()
    };
    let form = form_urlencoded::Serializer::new(String::new())
        .append_pair("name", "Ada & Zoë")
        .append_pair("records", "1")
        .append_pair("records", "2")
        .finish();
    let mut all = vec![
        ("record", "small", known.sealed("record")),
        ("details", "all", serde_json::to_vec(&Known::details()).unwrap()),
        ("sealed_key", "first", known.sealed("person-pairwise")),
        ("sealed_key", "second", known.sealed("person-pairwise-second-key")),
        ("profile", "desk", known.sealed("profile-desk")),
        ("profile", "generation", known.sealed("profile-generation")),
        ("profile", "doctor", known.sealed("profile-doctor")),
        ("journal", "sealed", known.sealed("journal")),
        ("journal", "opened", pending().encode()),
        ("profile_text", "patient", serde_json::to_vec(&patient).unwrap()),
        ("profile_text", "doctor", serde_json::to_vec(&doctor).unwrap()),
        ("note", "given", serde_json::to_vec(&note).unwrap()),
        ("note", "resource", resource.unwrap().to_vec()),
        ("card", "text", known.answer("card").into()),
        ("form", "fields", form.into_bytes()),
        ("deployment", "complete", deployment().into_bytes()),
        ("export", "entries", export().into_bytes()),
        ("key_file", "medink", known.answer("key-file").into()),
        ("address", "phrase", b"//Alice//stash".to_vec()),
        (
            "table",
            "patients",
            format!("card,name\n{},Ada L\n", known.answer("card")).into_bytes(),
        ),
    ];
    let wraps = [
        ("record-by-generation", "wrap-record-by-generation"),
        ("record-by-pairwise", "wrap-record-by-pairwise"),
        ("generation-by-pairwise", "wrap-generation-by-pairwise"),
        ("link", "wrap-generation-link"),
        ("profile-by-pairwise", "wrap-profile-by-pairwise"),
    ];
    all.extend(wraps.map(|(name, answer)| ("wrapped_key", name, known.sealed(answer))));
    for (name, prefix) in [("one-byte", 42), ("two-bytes", 2_007)] {
        let text = ss58::encode(&known.patient.address(), prefix).unwrap();
        all.push(("address", name, text.into_bytes()));
    }
    all
}

fn pending() -> Pending {
    let mut cid = vec![0x01, 0x55, 0x12, 0x20];
    cid.extend([2; 32]);
    Pending {
        patient: [1; 32],
        cid,
        key: SealedKey {
            by: KeyBy::Generation(1),
            bytes: [3; 60],
        },
        task: Task::Amend(7),
        submitted: true,
    }
}

fn deployment() -> String {
    let made = Made {
        deployer: [8; 32].into(),
        admin_data: vec![1, 2, 3],
        audit_max_page: 50,
    };
    let key = DirectoryKey::from_bytes(&[7; 32]);
    let mut it = Deployment::start("Test".into(), [1; 32], [2; 32], &key, CodeHashes::default(), made);
    let contracts = Contracts {
        audit: [4; 32].into(),
        doctor: [5; 32].into(),
        patient: [6; 32].into(),
    };
    it.set_addresses([3; 32].into(), contracts);
    it.complete = true;
    it.to_text().unwrap()
}

/// Two entries, the second by a foreign contract.
fn export() -> String {
    let mut previous = [0; 32];
    let mut lines = Vec::new();
    for (index, contract) in [(0, [4; 32]), (1, [0x66; 32])] {
        let entry = LogEntry {
            index,
            contract: contract.into(),
            actor: [2; 32].into(),
            subject: [3; 32].into(),
            action: Action::RecordAdded,
            reference: [9; 32],
            block: 5,
            timestamp: 1_700_000_000_000,
            previous,
        };
        let hash = audit::hash(&entry);
        let line = Line {
            index,
            contract: hex::encode(contract),
            actor: hex::encode([2; 32]),
            subject: hex::encode([3; 32]),
            action: "RecordAdded".into(),
            code: entry.action.encode()[0],
            reference: hex::encode(entry.reference),
            block: entry.block,
            timestamp: entry.timestamp,
            previous: hex::encode(previous),
            hash: hex::encode(hash),
            foreign: contract == [0x66; 32],
        };
        previous = hash;
        lines.push(serde_json::to_string(&line).unwrap());
    }
    let one = |n: u8| hex::encode([n; 32]);
    let title = Title {
        medink_log: 1,
        genesis: one(1),
        admin: one(3),
        audit: one(4),
        doctor: one(5),
        patient: one(6),
        count: 2,
        hash: hex::encode(previous),
    };
    lines.insert(0, serde_json::to_string(&title).unwrap());
    lines.join("\n") + "\n"
}
