//! The people, keys and known answers of `medink-seal`'s `formats-v2.json`.

use medink_seal::consent::{self, Terms};
use medink_seal::record::{Details, Kind};
use medink_seal::{
    Account, Binding, DeploymentId, DirectoryKey, GenerationKey, PairwiseKey, PatientSecrets, RecordKey,
};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// What makes the known consent's pairwise key its own.
pub const SALT: [u8; 16] = [0x66; 16];
/// What the known wraps of records are bound to.
pub const HEADER_DIGEST: [u8; 32] = [0x44; 32];
/// The name that the known journal entry is kept under.
pub const JOURNAL: &str = "upload-1";

/// Keys that open the known answers.
pub struct Known {
    /// Where all of it belongs.
    pub deployment: DeploymentId,
    /// The patient.
    pub patient: Account,
    /// What the patient has there.
    pub secrets: PatientSecrets,
    /// The patient there.
    pub binding: Binding,
    /// The doctor.
    pub doctor: Account,
    /// The patient's first key and second key.
    pub generations: [GenerationKey; 2],
    /// The known consent's.
    pub pairwise: PairwiseKey,
    /// The known record's.
    pub record: RecordKey,
    /// The directory's.
    pub directory: DirectoryKey,
    answers: BTreeMap<String, String>,
}

impl Known {
    /// The one there is.
    ///
    /// # Panics
    /// If the file is not what it was.
    pub fn get() -> &'static Known {
        static KNOWN: OnceLock<Known> = OnceLock::new();
        KNOWN.get_or_init(|| {
            let file = include_str!("../../../client/seal/testdata/formats-v2.json");
            let answers: BTreeMap<String, String> = serde_json::from_str(file).unwrap();
            let deployment = DeploymentId {
                genesis: [0x11; 32],
                contract: [0x22; 32],
            };
            let patient = Account::from_suri("//Patient").unwrap();
            let doctor = Account::from_suri("//Doctor").unwrap();
            let secrets = patient.patient_secrets(deployment).unwrap();
            let record = hex::decode(&answers["record-key"]).unwrap();
            Known {
                deployment,
                binding: secrets.binding(),
                generations: [1, 2].map(|number| secrets.generation_key(number).unwrap()),
                pairwise: secrets.pairwise_key(doctor.address(), &SALT).unwrap(),
                record: RecordKey::from_bytes(&record.try_into().unwrap()),
                directory: DirectoryKey::from_bytes(&[0x55; 32]),
                patient,
                secrets,
                doctor,
                answers,
            }
        })
    }

    /// A known answer, as it stands in the file.
    ///
    /// # Panics
    /// If there is none of this name.
    pub fn answer(&self, name: &str) -> &str {
        self.answers.get(name).expect("a known answer of this name")
    }

    /// A known answer that stands there as hex.
    ///
    /// # Panics
    /// As [`Known::answer`].
    pub fn sealed(&self, name: &str) -> Vec<u8> {
        hex::decode(self.answer(name)).unwrap()
    }

    /// What the known consent's signature is of.
    pub fn terms() -> Terms {
        let known = Known::get();
        Terms {
            doctor: known.doctor.address(),
            purpose: 1,
            from_ms: 1_700_000_000_000,
            until_ms: 1_800_000_000_000,
            salt: SALT,
            key_serial: 1,
            scope_digest: consent::digest(b"scope"),
            sealed_digest: consent::digest(b"sealed"),
        }
    }

    /// What the known record's details say.
    pub fn details() -> Details {
        Details {
            title: "Blood count".into(),
            kind: Kind::Laboratory,
            file_name: Some("blood.pdf".into()),
            media_type: "application/pdf".into(),
            size: 5,
            created_ms: 1_700_000_000_000,
            date: None,
        }
    }
}
