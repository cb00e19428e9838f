//! Nothing that comes from a chain, a store, a disk or a keyboard makes this crate panic: every reader is given
//! noise, and good bytes with noise in them.

use crate::{
    Account, DeploymentId, DirectoryKey, EncryptionPublicKey, ProfileKey, RecordKey, SignedKey, card,
    journal, key_file, person, profile,
    random::{Random, fixed::Fixed},
    record::{self, Details, Header, Kind, Opener},
    ss58, suri, wrap,
};
use std::io::{self, Cursor};

const ROUNDS: usize = 3_000;

/// Some good bytes, changed in a few places and cut or lengthened; or nothing but noise.
fn spoil(random: &mut Fixed, good: &[u8]) -> Vec<u8> {
    let [kind, len, at, ..] = random.array::<32>().unwrap();
    let mut bytes = good.to_vec();
    if kind % 4 == 0 || bytes.is_empty() {
        bytes = vec![0; usize::from(len) * usize::from(at) % 3_000];
        random.fill(&mut bytes).unwrap();
        // The first bytes lead further in.
        bytes
            .iter_mut()
            .zip(good.iter().take(usize::from(at % 80)))
            .for_each(|(to, from)| *to = *from);
        return bytes;
    }
    for _ in 0..kind % 5 {
        let place = usize::from_be_bytes(random.array().unwrap()) % bytes.len();
        bytes[place] = random.array::<1>().unwrap()[0];
    }
    if kind & 64 != 0 {
        bytes.truncate(usize::from_be_bytes(random.array().unwrap()) % (bytes.len() + 1));
    }
    if kind & 128 != 0 {
        bytes.push(len);
    }
    bytes
}

#[test]
fn no_bytes_make_a_reader_panic() {
    let random = &mut Fixed::new("noise");
    let patient = Account::from_suri("//Patient").unwrap();
    let keys = patient.encryption_keys();
    let encryption = keys.of(1).unwrap();
    let deployment = DeploymentId {
        genesis: [1; 32],
        contract: [2; 32],
    };
    let secrets = patient.patient_secrets(deployment).unwrap();
    let binding = secrets.binding();
    let (one, journal_key) = (secrets.generation_key(1).unwrap(), patient.journal_key().unwrap());
    let pairwise = secrets.pairwise_key(patient.address(), &[8; 16]).unwrap();
    let directory = DirectoryKey::from_bytes(&[3; 32]);
    let details = Details {
        title: "t".into(),
        kind: Kind::Document,
        file_name: None,
        media_type: "text/plain".into(),
        size: 5,
        created_ms: 0,
        date: None,
    };
    let mut record = Vec::new();
    let author = record::Author {
        account: &patient,
        binding: &binding,
    };
    let info = record::seal(&mut b"hello".as_slice(), &details, &author, &mut record).unwrap();

    let signed = SignedKey::new(&patient, 1).unwrap();
    let card = card::Card::new(signed.clone()).to_bytes();
    let for_person = person::seal_pairwise(&binding, encryption.recipient(), &pairwise).unwrap();
    let desk = profile::seal_at_desk(&binding, encryption.recipient(), b"p").unwrap();
    let by_generation = profile::seal_by_generation(&binding, &one, b"p").unwrap();
    let doctor = profile::seal_doctor(&deployment, &[4; 32], &directory, b"p").unwrap();
    let journal = journal::seal(&journal_key, "n", b"j").unwrap();
    let wrapped = wrap::record_by_generation(&binding, &one, &[5; 32], &info.key).unwrap();

    // What is spoilt may still be good, by not having been changed; so nothing but the absence of panics is asked.
    for _ in 0..ROUNDS {
        let _ = card::Card::from_bytes(&spoil(random, &card));
        let _ = EncryptionPublicKey::from_bytes(&spoil(random, encryption.public_key().as_bytes()));
        let _ = SignedKey::verify(
            patient.address(),
            1,
            &spoil(random, signed.key_bytes()),
            &spoil(random, signed.signature()),
        );
        let bad = spoil(random, &for_person);
        let _ = person::open_pairwise(&binding, &keys, &[8; 16], &bad);
        let _ = person::key_serial(&bad);
        for good in [&desk, &by_generation] {
            let bad = spoil(random, good);
            let _ = profile::open_as_patient(&keys, &secrets, &bad);
            let _ = profile::open_by_generation(&binding, &one, &bad);
            let _ = profile::open_by_key(&binding, &ProfileKey::from_bytes(&[6; 32]), &bad);
            let _ = (profile::form(&bad), profile::digest(&bad));
        }
        let _ = profile::open_doctor(&deployment, &[4; 32], &directory, &spoil(random, &doctor));
        let _ = journal::open(&journal_key, "n", &spoil(random, &journal));
        let _ = wrap::open_record_by_generation(&binding, &one, &[5; 32], &spoil(random, &wrapped));
        let bad = spoil(random, &record);
        let _ = Header::read(&mut bad.as_slice())
            .map(|header| (header.digest(), header.sealed_len(), header.statement_at()));
        for key in [&info.key, &RecordKey::from_bytes(&[7; 32])] {
            let _ = Opener::new(bad.as_slice(), key)
                .and_then(|mut opener| record::reseal(&mut opener, &mut io::sink()));
            if let Ok(mut opener) = Opener::new(Cursor::new(&bad), key) {
                let _ = opener.open_statement(&spoil(random, &record));
                let _ = opener.copy_to(&mut io::sink());
                let _ = opener.read_range(1, 3, &mut io::sink());
            }
        }
    }
}

#[test]
fn no_text_makes_a_reader_panic() {
    let random = &mut Fixed::new("noise in text");
    let patient = Account::from_suri("//Patient").unwrap();
    let card = card::Card::new(SignedKey::new(&patient, 1).unwrap()).to_text();
    let file = r#"{"encoded":"AAAA","encoding":{"content":["pkcs8","sr25519"],"type":["scrypt","xsalsa20-poly1305"],
        "version":"3"},"address":"5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY","meta":{"name":"x"}}"#;
    let address = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
    for _ in 0..ROUNDS {
        let text = |random: &mut Fixed, good: &str| {
            String::from_utf8_lossy(&spoil(random, good.as_bytes())).into_owned()
        };
        let _ = card::Card::parse(&text(random, &card));
        let bad = text(random, file);
        let _ = (key_file::inspect(&bad), Account::from_polkadot_js(&bad, "x"));
        let _ = ss58::decode(&text(random, address));
        // Phrases that parse cost a key derivation; those with an odd word do not.
        let bad = text(random, "//Alice/soft///password é");
        let _ = (suri::is_development(&bad), Account::from_phrase(&bad));
        let _ = text(random, "treatment-plan").parse::<Kind>();
    }
}
