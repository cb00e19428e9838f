//! Known answers for every format. A change here is a change of what lies on people's disks, in stores and on
//! chains: it needs a new version number, and the old vectors stay and must still open.

use crate::{
    Account, DeploymentId, DirectoryKey, Recipient, RecordKey, SignedKey, backup, card, consent,
    crypt::blake2b_256,
    journal, person, profile,
    random::{Random, fixed::Fixed},
    record::{self, Details, Header, Kind, Opener},
    visit, wrap,
};
use std::collections::BTreeMap;
use std::io::{Read, Write};

const FILE: &str = include_str!("../testdata/formats-v2.json");
const SALT: [u8; 16] = [0x66; 16];
const HEADER_DIGEST: [u8; 32] = [0x44; 32];

fn deployment() -> DeploymentId {
    DeploymentId {
        genesis: [0x11; 32],
        contract: [0x22; 32],
    }
}

fn patient() -> Account {
    Account::from_suri("//Patient").unwrap()
}

fn doctor() -> Account {
    Account::from_suri("//Doctor").unwrap()
}

fn record_key() -> RecordKey {
    RecordKey::from_bytes(&[0x33; 32])
}

fn content() -> Vec<u8> {
    (0..150_000u32).map(|i| (i % 251) as u8).collect()
}

fn details(size: u64) -> Details {
    Details {
        title: "Blood count".into(),
        kind: Kind::Laboratory,
        file_name: Some("blood.pdf".into()),
        media_type: "application/pdf".into(),
        size,
        created_ms: 1_700_000_000_000,
        date: None,
    }
}

/// Something as a backup.
fn backed_up(content: &[u8]) -> Vec<u8> {
    let random = &mut Fixed::new("backup");
    let mut sealing = backup::seal_with(random, backup::LOG_N, Vec::new(), "passphrase").unwrap();
    sealing.write_all(content).unwrap();
    sealing.finish().unwrap()
}

fn terms() -> consent::Terms {
    consent::Terms {
        doctor: doctor().address(),
        purpose: 1,
        from_ms: 1_700_000_000_000,
        until_ms: 1_800_000_000_000,
        salt: SALT,
        key_serial: 1,
        scope_digest: consent::digest(b"scope"),
        sealed_digest: consent::digest(b"sealed"),
    }
}

/// What this version makes.
fn made() -> BTreeMap<&'static str, String> {
    let mut made = BTreeMap::new();
    let (account, phrase) = Account::generate_with(&mut Fixed::new("account")).unwrap();
    made.insert("account-phrase", phrase.as_str().to_string());
    made.insert("account-address", hex::encode(account.address()));

    let (patient, doctor) = (patient(), doctor());
    let recipient = |account: &Account| -> Recipient { account.encryption(1).unwrap().recipient().clone() };
    made.insert(
        "patient-encryption-key-blake2b",
        hex::encode(blake2b_256(recipient(&patient).key.as_bytes())),
    );
    let secrets = patient.patient_secrets(deployment()).unwrap();
    let binding = secrets.binding();
    let [one, two] = [1, 2].map(|number| secrets.generation_key(number).unwrap());
    let pairwise = secrets.pairwise_key(doctor.address(), &SALT).unwrap();
    made.insert("generation-key-1", hex::encode(one.expose()));
    made.insert("generation-key-2", hex::encode(two.expose()));
    made.insert("pairwise-key", hex::encode(pairwise.secret.expose()));

    let random = Fixed::new("card").ahead(32).unwrap();
    let key = SignedKey::new_with(random, &patient, 1).unwrap();
    made.insert("card", card::Card::new(key).to_text());
    let sealed = person::seal_pairwise_with(
        &mut Fixed::new("person"),
        &binding,
        &recipient(&doctor),
        &pairwise,
    );
    made.insert("person-pairwise", hex::encode(sealed.unwrap()));
    let sealed = person::seal_pairwise_with(
        &mut Fixed::new("person"),
        &binding,
        doctor.encryption(2).unwrap().recipient(),
        &pairwise,
    );
    made.insert("person-pairwise-second-key", hex::encode(sealed.unwrap()));
    let random = Fixed::new("consent").ahead(32).unwrap();
    let signature = consent::sign_with(random, &patient, deployment(), &terms());
    made.insert("consent-signature", hex::encode(signature));

    for (name, wrap) in wrap::tests::known(&binding, &one, &two, &pairwise, &HEADER_DIGEST, &record_key()) {
        made.insert(name, hex::encode(wrap));
    }

    let random = &mut Fixed::new("visit");
    let sealed = visit::seal_with(random, &binding, &pairwise, visit::Reason::EmergencyTreatment);
    made.insert("visit-reason", hex::encode(sealed.unwrap()));

    let author = record::Author {
        account: &doctor,
        binding: &binding,
    };
    let mut small = Vec::new();
    let random = &mut Fixed::new("record");
    let info = record::seal_with(random, &mut b"hello".as_slice(), &details(5), &author, &mut small).unwrap();
    made.insert("record-key", hex::encode(info.key.expose()));
    made.insert("record-header-digest", hex::encode(info.header_digest));
    made.insert("record", hex::encode(small));
    let mut large = Vec::new();
    let random = &mut Fixed::new("record");
    record::seal_with(
        random,
        &mut content().as_slice(),
        &details(150_000),
        &author,
        &mut large,
    )
    .unwrap();
    made.insert("record-of-150000-bytes-blake2b", hex::encode(blake2b_256(&large)));

    let random = &mut Fixed::new("profile");
    let sealed =
        profile::seal_at_desk_with(random, &binding, &recipient(&patient), b"{\"name\":\"P\"}").unwrap();
    made.insert("profile-desk", hex::encode(sealed));
    let sealed = profile::seal_by_generation_with(random, &binding, &two, b"{\"name\":\"P\"}").unwrap();
    made.insert("profile-generation", hex::encode(sealed));
    let key = DirectoryKey::from_bytes(&[0x55; 32]);
    let sealed = profile::seal_doctor_with(
        random,
        &deployment(),
        &doctor.address(),
        &key,
        b"{\"name\":\"D\"}",
    )
    .unwrap();
    made.insert("profile-doctor", hex::encode(sealed));

    let key = patient.journal_key().unwrap();
    let sealed = journal::seal_with(&mut Fixed::new("journal"), &key, "upload-1", b"half done").unwrap();
    made.insert("journal", hex::encode(sealed));
    let file = patient.to_polkadot_js_with(
        &mut Fixed::new("key file"),
        "passphrase",
        "Patient",
        Some([0x11; 32]),
    );
    made.insert("key-file", file.unwrap());

    made.insert("backup", hex::encode(backed_up(b"a machine")));
    let large = backed_up(&self::content());
    made.insert("backup-of-150000-bytes-blake2b", hex::encode(blake2b_256(&large)));
    made
}

#[test]
fn no_format_has_drifted() {
    let known: BTreeMap<String, String> = serde_json::from_str(FILE).unwrap();
    let made = made();
    // Shown when the test fails: what the file would have to say.
    println!("{}", serde_json::to_string_pretty(&made).unwrap());
    for (name, made) in &made {
        assert_eq!(
            known.get(*name),
            Some(made),
            "{name} is made in another way than before"
        );
    }
    assert_eq!(known.len(), made.len(), "every known answer is checked");
}

#[test]
fn what_was_sealed_once_still_opens() {
    let known: BTreeMap<String, String> = serde_json::from_str(FILE).unwrap();
    let bytes = |name: &str| hex::decode(&known[name]).unwrap();
    let (patient, doctor) = (patient(), doctor());
    let secrets = patient.patient_secrets(deployment()).unwrap();
    let binding = secrets.binding();
    let [one, two] = [1, 2].map(|number| secrets.generation_key(number).unwrap());

    assert_eq!(
        card::Card::parse(&known["card"]).unwrap().address(),
        patient.address()
    );
    assert_eq!(
        Account::from_polkadot_js(&known["key-file"], "passphrase")
            .unwrap()
            .address(),
        patient.address()
    );
    let restored = Account::from_phrase(&known["account-phrase"]).unwrap();
    assert_eq!(hex::encode(restored.address()), known["account-address"]);

    let pairwise = person::open_pairwise(
        &binding,
        &doctor.encryption_keys(),
        &SALT,
        &bytes("person-pairwise"),
    )
    .unwrap();
    assert_eq!(pairwise, secrets.pairwise_key(doctor.address(), &SALT).unwrap());
    let second = bytes("person-pairwise-second-key");
    assert_eq!(person::key_serial(&second), Ok(2));
    let opened = person::open_pairwise(&binding, &doctor.encryption_keys(), &SALT, &second);
    assert_eq!(opened.unwrap(), pairwise);
    let signature = bytes("consent-signature").try_into().unwrap();
    assert_eq!(consent::verify(&binding, &terms(), &signature), Ok(()));
    let open = wrap::open_record_by_generation(
        &binding,
        &one,
        &HEADER_DIGEST,
        &bytes("wrap-record-by-generation"),
    );
    assert_eq!(open.unwrap(), record_key());
    let open = wrap::open_record_by_pairwise(
        &binding,
        &pairwise,
        &HEADER_DIGEST,
        &bytes("wrap-record-by-pairwise"),
    );
    assert_eq!(open.unwrap(), record_key());
    let open =
        wrap::open_generation_by_pairwise(&binding, &pairwise, 2, &bytes("wrap-generation-by-pairwise"));
    assert_eq!(open.unwrap(), two);
    assert_eq!(
        wrap::open_link(&binding, &two, &bytes("wrap-generation-link")).unwrap(),
        one
    );
    let open = wrap::open_profile_by_pairwise(
        &binding,
        &pairwise,
        &HEADER_DIGEST,
        &bytes("wrap-profile-by-pairwise"),
    );
    assert_eq!(open.unwrap().expose(), record_key().expose());
    let sealed = bytes("visit-reason").try_into().unwrap();
    let reason = visit::open(&binding, &pairwise, &sealed);
    assert_eq!(reason, Ok(Some(visit::Reason::EmergencyTreatment)));

    let sealed = bytes("record");
    let key = RecordKey::from_bytes(&bytes("record-key").try_into().unwrap());
    let header = Header::read(&mut sealed.as_slice()).unwrap();
    assert_eq!(hex::encode(header.digest()), known["record-header-digest"]);
    let mut opener = Opener::new(sealed.as_slice(), &key).unwrap();
    assert_eq!(opener.details(), &details(5));
    let mut content = Vec::new();
    opener.copy_to(&mut content).unwrap();
    assert_eq!(content, b"hello");
    let statement = opener.statement().unwrap();
    assert_eq!(statement.author(), doctor.address());
    assert_eq!(
        statement.check(&binding, &opener.details_digest()),
        record::Authorship::Right
    );

    let encryption = patient.encryption_keys();
    for name in ["profile-desk", "profile-generation"] {
        let opened = profile::open_as_patient(&encryption, &secrets, &bytes(name)).unwrap();
        assert_eq!(opened.as_slice(), b"{\"name\":\"P\"}", "{name}");
    }
    let key = DirectoryKey::from_bytes(&[0x55; 32]);
    let opened =
        profile::open_doctor(&deployment(), &doctor.address(), &key, &bytes("profile-doctor")).unwrap();
    assert_eq!(opened.as_slice(), b"{\"name\":\"D\"}");
    let opened = journal::open(&patient.journal_key().unwrap(), "upload-1", &bytes("journal")).unwrap();
    assert_eq!(opened.as_slice(), b"half done");

    let sealed = bytes("backup");
    let key = backup::Key::of(&mut sealed.as_slice(), "passphrase").unwrap();
    let mut content = Vec::new();
    key.open(sealed.as_slice())
        .unwrap()
        .read_to_end(&mut content)
        .unwrap();
    assert_eq!(content, b"a machine");
}
