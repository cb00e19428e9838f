//! Sealing and opening as it should go. What should not is beside: `tamper`, `faults`; parts of records: `ranges`; who
//! wrote them: `authors`.

mod authors;
mod faults;
mod ranges;
mod tamper;

use super::{stream::CHUNK, *};
use crate::{Account, Binding, DeploymentId, RecordKey, crypt::TAG, random::fixed::Fixed};
use std::io::{self, Read};

fn details(size: usize) -> Details {
    Details {
        title: "Chest X-ray".into(),
        kind: Kind::Imaging,
        file_name: Some("thorax.dcm".into()),
        media_type: "application/dicom".into(),
        size: size as u64,
        created_ms: 1_700_000_000_000,
        date: None,
    }
}

fn content(size: usize) -> Vec<u8> {
    (0..size).map(|i| (i % 251) as u8 ^ (i >> 16) as u8).collect()
}

fn patient() -> Account {
    Account::from_suri("//Patient").unwrap()
}

fn doctor() -> Account {
    Account::from_suri("//Doctor").unwrap()
}

/// Where all records of these tests belong.
fn binding() -> Binding {
    DeploymentId {
        genesis: [1; 32],
        contract: [2; 32],
    }
    .binding(patient().address())
}

/// As [`super::seal`], written by the doctor.
fn seal(
    reader: &mut impl Read,
    details: &Details,
    writer: &mut impl io::Write,
) -> Result<SealedInfo, RecordError> {
    let author = Author {
        account: &doctor(),
        binding: &binding(),
    };
    super::seal(reader, details, &author, writer)
}

fn sealed(size: usize) -> (Vec<u8>, RecordKey) {
    let mut out = Vec::new();
    let info = seal_with(
        &mut Fixed::new("record"),
        &mut content(size).as_slice(),
        &details(size),
        &Author {
            account: &doctor(),
            binding: &binding(),
        },
        &mut out,
    )
    .unwrap();
    assert_eq!(info.sealed_len, out.len() as u64);
    (out, info.key)
}

fn open(sealed: &[u8], key: &RecordKey) -> Result<Vec<u8>, RecordError> {
    let mut out = Vec::new();
    Opener::new(sealed, key)?.copy_to(&mut out)?;
    Ok(out)
}

/// Around every size at which something changes.
const SIZES: [usize; 16] = [
    0, 1, 3_071, 3_072, 3_073, 65_535, 65_536, 65_537, 131_071, 131_072, 131_073, 196_608, 200_000, 262_144,
    1_000_000, 3_000_000,
];

#[test]
fn goes_there_and_back() {
    for size in SIZES {
        let mut out = Vec::new();
        let info = seal(&mut content(size).as_slice(), &details(size), &mut out).unwrap();
        let header = Header::read(&mut out.as_slice()).unwrap();
        assert_eq!(header.digest(), info.header_digest);
        assert_eq!(header.sealed_len(), out.len() as u64);
        assert_eq!(sealed_len(&details(size)).unwrap(), out.len() as u64);
        let mut opener = Opener::new(out.as_slice(), &info.key).unwrap();
        assert_eq!(opener.details(), &details(size));
        let mut back = Vec::new();
        assert_eq!(opener.copy_to(&mut back).unwrap(), size as u64);
        assert!(back == content(size), "{size}");
        let mut back = Vec::new();
        Opener::new(out.as_slice(), &info.key)
            .unwrap()
            .read_to_end(&mut back)
            .unwrap();
        assert!(back == content(size), "{size} through Read");
    }
}

#[test]
fn every_record_has_its_own_key_and_header() {
    let mut seen = std::collections::HashSet::new();
    for _ in 0..8 {
        let mut out = Vec::new();
        let info = seal(&mut io::empty(), &details(0), &mut out).unwrap();
        assert!(seen.insert(*info.key.expose()) && seen.insert(info.header_digest));
    }
}

#[test]
fn sizes_say_little() {
    let len = |size| sealed(size).0.len();
    assert!((0..=3_072).step_by(256).all(|size| len(size) == len(0)));
    assert_eq!(len(0), 87 + 1_024 + 3_072 + 128 + 3 * TAG);
    for size in SIZES.into_iter().filter(|size| *size > 3_072) {
        let whole = 1_024 + size as u64;
        // 12 % of padding, 87 bytes of header, 144 of statement, 16 for the details and for each chunk of content.
        let most = whole + whole * 12 / 100 + 87 + 144 + 16 + 16 * (whole * 112 / 100).div_ceil(CHUNK);
        assert!(len(size) as u64 <= most, "{size}: {}", len(size));
    }
    let long = Details {
        file_name: Some("t".repeat(700)),
        ..details(0)
    };
    assert_eq!(
        sealed_len(&long).unwrap(),
        sealed_len(&details(0)).unwrap(),
        "longer details, same size"
    );
}

#[test]
fn another_size_than_announced_is_told() {
    for size in [10, 65_536, 200_000] {
        let wanted = details(size);
        let short = content(size - 1);
        let error = seal(&mut short.as_slice(), &wanted, &mut io::sink()).unwrap_err();
        assert!(matches!(error, RecordError::Shrank { expected, found }
            if expected == size as u64 && found == size as u64 - 1));
        let long = content(size + 1);
        let mut out = Vec::new();
        let error = seal(&mut long.as_slice(), &wanted, &mut out).unwrap_err();
        assert!(matches!(error, RecordError::Grew { expected, found }
            if expected == size as u64 && found == size as u64 + 1));
        assert!(
            (out.len() as u64) < sealed_len(&wanted).unwrap(),
            "nothing whole is left behind"
        );
    }
}

#[test]
fn bad_details_are_refused() {
    for name in ["", ".", "..", "a/b", "../etc/passwd", "c:\\x", "a\nb", "a\0"] {
        let bad = Details {
            file_name: Some(name.into()),
            ..details(0)
        };
        assert!(matches!(sealed_len(&bad), Err(RecordError::FileName)), "{name:?}");
    }
    for name in ["scan.dcm", "…", ".hidden", "Röntgen 1.pdf", "a..b"] {
        assert!(
            sealed_len(&Details {
                file_name: Some(name.into()),
                ..details(0)
            })
            .is_ok(),
            "{name:?}"
        );
    }
    let long = Details {
        media_type: "t".repeat(17_000),
        ..details(0)
    };
    assert!(matches!(
        sealed_len(&long),
        Err(RecordError::DetailsTooLong { most: 16_380, .. })
    ));
    let shown = |error: RecordError| error.to_string();
    let title = |letter: &str, letters: usize| Details {
        title: letter.repeat(letters),
        ..details(0)
    };
    for letter in ["t", "ß", "\u{1f4a9}"] {
        assert!(
            sealed_len(&title(letter, 255)).is_ok(),
            "characters count, not bytes"
        );
        let error = shown(sealed_len(&title(letter, 256)).unwrap_err());
        assert_eq!(
            error,
            "the title of a record is 256 characters long; at most 255 fit. Shorten it"
        );
    }
    let kind = |letters: usize| Details {
        kind: Kind::Other("k".repeat(letters)),
        ..details(0)
    };
    assert!(sealed_len(&kind(64)).is_ok());
    assert!(matches!(
        sealed_len(&kind(65)),
        Err(RecordError::TooManyLetters { what, found: 65, most: 64 }) if what.key == "seal-record-kind"
    ));
    let huge = Details {
        size: u64::MAX,
        ..details(0)
    };
    assert!(matches!(
        sealed_len(&huge),
        Err(RecordError::TooLarge { found: u64::MAX })
    ));
}

#[test]
fn details_of_every_length_come_back() {
    for len in [0, 1, 800, 900, 1_000, 3_000, 10_000, 16_000] {
        let wanted = Details {
            media_type: "t".repeat(len),
            file_name: None,
            ..details(5)
        };
        let mut out = Vec::new();
        let info = seal(&mut content(5).as_slice(), &wanted, &mut out).unwrap();
        let mut opener = Opener::new(out.as_slice(), &info.key).unwrap();
        assert_eq!(opener.details(), &wanted);
        let mut back = Vec::new();
        opener.copy_to(&mut back).unwrap();
        assert_eq!(back, content(5));
    }
}

/// Where the padded details become twice as long, and where they end.
#[test]
fn details_come_back_at_every_edge() {
    let bare = Details {
        media_type: String::new(),
        ..details(5)
    };
    let bare = serde_json::to_vec(&bare).unwrap().len();
    let of = |length: usize| Details {
        media_type: "t".repeat(length - bare),
        ..details(5)
    };
    for length in [
        1_019, 1_020, 1_021, 1_024, 2_044, 2_045, 4_092, 4_093, 16_379, 16_380,
    ] {
        let wanted = of(length);
        let mut out = Vec::new();
        let info = seal(&mut content(5).as_slice(), &wanted, &mut out).unwrap();
        let opener = Opener::new(out.as_slice(), &info.key).unwrap();
        assert_eq!(opener.details(), &wanted, "{length}");
    }
    assert!(matches!(
        sealed_len(&of(16_381)),
        Err(RecordError::DetailsTooLong {
            found: 16_381,
            most: 16_380
        })
    ));
}

#[test]
fn kinds_are_words() {
    for kind in Kind::NAMED {
        assert_eq!(kind.as_str().parse::<Kind>().unwrap(), kind);
        assert_eq!(serde_json::to_string(&kind).unwrap(), format!("\"{kind}\""));
    }
    assert_eq!(
        "vaccination".parse::<Kind>().unwrap(),
        Kind::Other("vaccination".into())
    );
}

#[test]
fn nothing_secret_is_printed() {
    let (good, key) = sealed(5);
    let opener = Opener::new(good.as_slice(), &key).unwrap();
    let shown = format!(
        "{opener:?} {:?} {:?} {key:?}",
        opener.details(),
        opener.details().kind
    );
    for secret in ["Chest", "thorax", "dicom", "imaging", &hex::encode(key.expose())] {
        assert!(!shown.contains(secret), "{shown}");
    }
}
