//! Who wrote a record: what is right, and every way to put words into somebody's mouth.

use super::{
    faults::{by_hand, encoded},
    *,
};
use crate::record::statement::Sha256;
use std::io::{Cursor, Seek, SeekFrom};

/// What the record says of its author, after reading it to its end.
fn authorship(sealed: &[u8], key: &RecordKey, binding: &Binding) -> (Authorship, [u8; 32]) {
    let mut opener = Opener::new(sealed, key).unwrap();
    assert!(opener.statement().is_none(), "not before it was read");
    opener.copy_to(&mut io::sink()).unwrap();
    let statement = opener.statement().unwrap();
    (
        statement.check(binding, &opener.details_digest()),
        statement.author(),
    )
}

/// A record made by hand by one who has its key: these details and this content, under this statement.
fn forged(details: &str, content: &[u8], statement: &[u8]) -> (Vec<u8>, RecordKey) {
    let padded = [content, &vec![0; 3_072 - content.len()]].concat();
    by_hand(&encoded(details, 0), &padded, statement)
}

/// The statement of a record, in the clear.
fn statement_of(sealed: &[u8], key: &RecordKey) -> Vec<u8> {
    let header = Header::read(&mut &sealed[..]).unwrap();
    let (at, len) = header.statement_at();
    assert_eq!(at + len, sealed.len() as u64);
    let opener = Opener::new(sealed, key).unwrap();
    opener.open_statement(&sealed[at as usize..]).unwrap().to_bytes()
}

#[test]
fn a_record_proves_its_author() {
    for size in SIZES {
        let (good, key) = sealed(size);
        assert_eq!(
            authorship(&good, &key, &binding()),
            (Authorship::Right, doctor().address()),
            "{size}"
        );
    }
    let (good, key) = sealed(5);
    let elsewhere = [
        Binding {
            genesis: [9; 32],
            ..binding()
        },
        Binding {
            contract: [9; 32],
            ..binding()
        },
        Binding {
            patient: [9; 32],
            ..binding()
        },
    ];
    for wrong in elsewhere {
        assert_eq!(authorship(&good, &key, &wrong).0, Authorship::Wrong, "{wrong:?}");
    }
}

#[test]
fn it_is_known_before_the_content_is_read() {
    let (good, key) = sealed(200_000);
    let header = Header::read(&mut good.as_slice()).unwrap();
    let (at, len) = header.statement_at();
    assert_eq!(len, 144);
    let part = &good[at as usize..(at + len) as usize];
    // The rest is not even there.
    let opener = Opener::new(&good[..2_000], &key).unwrap();
    let statement = opener.open_statement(part).unwrap();
    assert_eq!(statement.author(), doctor().address());
    assert_eq!(
        statement.check(&binding(), &opener.details_digest()),
        Authorship::Right
    );
    for cut in [0, 15, 143] {
        assert!(matches!(
            opener.open_statement(&part[..cut]),
            Err(RecordError::Truncated { .. })
        ));
    }
    for at in 0..part.len() {
        let mut bad = part.to_vec();
        bad[at] ^= 1;
        assert!(matches!(
            opener.open_statement(&bad),
            Err(RecordError::Damaged { part: 5, .. })
        ));
    }
    // Another part in its place, and more than it.
    assert!(
        opener
            .open_statement(&good[at as usize - 1..at as usize + 143])
            .is_err()
    );
    assert!(opener.open_statement(&[part, &[0]].concat()).is_err());
}

#[test]
fn nobody_puts_other_content_under_the_authors_name() {
    let (good, key) = sealed(5);
    let statement = statement_of(&good, &key);
    let json = serde_json::to_string(&details(5)).unwrap();
    // By hand it works.
    let (same, key) = forged(&json, &content(5), &statement);
    assert_eq!(open(&same, &key).unwrap(), content(5));
    assert_eq!(authorship(&same, &key, &binding()).0, Authorship::Right);

    let (other, key) = forged(&json, b"lupus", &statement);
    let mut out = Vec::new();
    let mut opener = Opener::new(other.as_slice(), &key).unwrap();
    assert!(matches!(opener.copy_to(&mut out), Err(RecordError::NotAsSigned)));
    assert_eq!(out, b"lupus", "it is known after the last byte");
    assert!(opener.statement().is_none());
    // Through `Read`, before the end, and again.
    let mut opener = Opener::new(other.as_slice(), &key).unwrap();
    opener.read_exact(&mut [0; 5]).unwrap();
    for _ in 0..2 {
        let error = opener.read(&mut [0]).unwrap_err();
        let inner = error.get_ref().unwrap().downcast_ref::<RecordError>();
        assert!(matches!(inner, Some(RecordError::NotAsSigned)), "{error:?}");
    }
}

#[test]
fn nobody_puts_other_details_or_names_over_the_authors_signature() {
    let (good, key) = sealed(5);
    let statement = statement_of(&good, &key);
    let json = serde_json::to_string(&details(5)).unwrap();
    // Another title; and the same details written otherwise.
    for other in [json.replace("Chest", "Skull"), json.replace(':', ": ")] {
        let (sealed, key) = forged(&other, &content(5), &statement);
        assert_eq!(open(&sealed, &key).unwrap(), content(5));
        assert_eq!(
            authorship(&sealed, &key, &binding()),
            (Authorship::Wrong, doctor().address())
        );
    }
    // Another's name over the same signature, and a signature of nobody's.
    let mut renamed = statement.clone();
    renamed[..32].copy_from_slice(&patient().address());
    let mut unsigned = statement.clone();
    unsigned[64..].fill(0);
    for statement in [renamed, unsigned] {
        let (sealed, key) = forged(&json, &content(5), &statement);
        assert_eq!(authorship(&sealed, &key, &binding()).0, Authorship::Wrong);
    }
    // One's own signature with the doctor's name in front.
    let forger = Account::from_suri("//Forger").unwrap();
    let mut out = Vec::new();
    let author = Author {
        account: &forger,
        binding: &binding(),
    };
    let info = super::super::seal(&mut content(5).as_slice(), &details(5), &author, &mut out).unwrap();
    let mut disguised = statement_of(&out, &info.key);
    disguised[..32].copy_from_slice(&doctor().address());
    let (sealed, key) = forged(&json, &content(5), &disguised);
    assert_eq!(
        authorship(&sealed, &key, &binding()),
        (Authorship::Wrong, doctor().address())
    );
}

#[test]
fn a_range_is_not_compared_and_a_seek_says_nothing_of_the_author() {
    let (good, key) = sealed(5);
    let json = serde_json::to_string(&details(5)).unwrap();
    let (other, other_key) = forged(&json, b"lupus", &statement_of(&good, &key));
    let mut opener = Opener::new(Cursor::new(other), &other_key).unwrap();
    let mut out = Vec::new();
    opener.read_range(0, 5, &mut out).unwrap();
    assert_eq!(out, b"lupus");
    opener.seek(SeekFrom::Start(0)).unwrap();
    opener.copy_to(&mut io::sink()).unwrap();
    assert!(opener.statement().is_none());
}

#[test]
fn sealing_again_keeps_the_author() {
    for size in SIZES {
        let (good, key) = sealed(size);
        let mut again = Vec::new();
        let info = reseal(&mut Opener::new(good.as_slice(), &key).unwrap(), &mut again).unwrap();
        assert_eq!(info.sealed_len, again.len() as u64);
        assert_eq!(again.len(), good.len());
        let header = Header::read(&mut again.as_slice()).unwrap();
        assert_eq!(header.digest(), info.header_digest);
        assert_ne!(
            header.digest(),
            Header::read(&mut good.as_slice()).unwrap().digest()
        );
        assert!(
            matches!(open(&again, &key), Err(RecordError::WrongKey)),
            "the key is another"
        );
        assert!(open(&again, &info.key).unwrap() == content(size), "{size}");
        assert_eq!(
            Opener::new(again.as_slice(), &info.key).unwrap().details(),
            &details(size)
        );
        assert_eq!(
            authorship(&again, &info.key, &binding()),
            (Authorship::Right, doctor().address())
        );
    }
}

/// A newer program's details stay as they are, fields that this one does not know included.
#[test]
fn sealing_again_keeps_details_that_a_newer_program_wrote() {
    let json = serde_json::to_string(&details(5)).unwrap();
    let newer = json.replacen('{', "{ \"language\": \"de\", ", 1);
    let signed = Statement::sign(
        crate::random::Ahead::none(),
        &Author {
            account: &doctor(),
            binding: &binding(),
        },
        &Sha256::of(newer.as_bytes()),
        Sha256::of(&content(5)),
    );
    let (sealed, key) = forged(&newer, &content(5), &signed.to_bytes());
    let mut again = Vec::new();
    let info = reseal(&mut Opener::new(sealed.as_slice(), &key).unwrap(), &mut again).unwrap();
    let opener = Opener::new(again.as_slice(), &info.key).unwrap();
    assert_eq!(Details::json(opener.encoded_details()).unwrap(), newer.as_bytes());
    assert_eq!(opener.details(), &details(5));
    assert_eq!(authorship(&again, &info.key, &binding()).0, Authorship::Right);
}

#[test]
fn a_title_that_is_too_long_by_now_is_still_opened_and_sealed_again() {
    let long = Details {
        title: "t".repeat(800),
        kind: Kind::Other("k".repeat(80)),
        ..details(5)
    };
    let json = serde_json::to_string(&long).unwrap();
    let (good, key) = sealed(5);
    let (sealed, key) = forged(&json, &content(5), &statement_of(&good, &key));
    let mut opener = Opener::new(sealed.as_slice(), &key).unwrap();
    assert_eq!(opener.details(), &long);
    assert!(reseal(&mut opener, &mut io::sink()).is_ok());
}

#[test]
fn what_is_not_as_signed_is_not_sealed_again() {
    let (good, key) = sealed(5);
    let json = serde_json::to_string(&details(5)).unwrap();
    let (other, other_key) = forged(&json, b"lupus", &statement_of(&good, &key));
    let mut out = Vec::new();
    let error = reseal(&mut Opener::new(other.as_slice(), &other_key).unwrap(), &mut out).unwrap_err();
    assert!(matches!(error, RecordError::NotAsSigned), "{error:?}");
    assert!(out.len() < other.len(), "nothing whole is left behind");

    let mut damaged = good.clone();
    damaged[2_000] ^= 1;
    let error = reseal(
        &mut Opener::new(damaged.as_slice(), &key).unwrap(),
        &mut io::sink(),
    )
    .unwrap_err();
    assert!(matches!(error, RecordError::Damaged { part: 1, .. }), "{error:?}");
    let cut = &good[..good.len() - 1];
    let error = reseal(&mut Opener::new(cut, &key).unwrap(), &mut io::sink()).unwrap_err();
    assert!(matches!(error, RecordError::Truncated { .. }), "{error:?}");
}

#[test]
fn a_record_is_sealed_again_from_its_start_or_not_at_all() {
    for size in [0, 5] {
        let (good, key) = sealed(size);
        let opener = || Opener::new(Cursor::new(good.clone()), &key).unwrap();
        let (mut read, mut copied, mut moved) = (opener(), opener(), opener());
        let _ = read.read(&mut [0]).unwrap();
        copied.copy_to(&mut io::sink()).unwrap();
        moved.seek(SeekFrom::Start(0)).unwrap();
        for mut touched in [read, copied, moved] {
            assert!(matches!(
                reseal(&mut touched, &mut io::sink()),
                Err(RecordError::NotFromStart)
            ));
        }
    }
}
