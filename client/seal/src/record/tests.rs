use super::{chunks::Chunks, header::Shape, stream::CHUNK, *};
use crate::{RecordKey, crypt::TAG, random::fixed::Fixed};
use std::io::{self, Cursor, Read, Seek, SeekFrom};

fn details(size: usize) -> Details {
    Details {
        title: "Chest X-ray".into(),
        kind: Kind::Imaging,
        file_name: Some("thorax.dcm".into()),
        media_type: "application/dicom".into(),
        size: size as u64,
        created_ms: 1_700_000_000_000,
    }
}

fn content(size: usize) -> Vec<u8> {
    (0..size).map(|i| (i % 251) as u8 ^ (i >> 16) as u8).collect()
}

fn sealed(size: usize) -> (Vec<u8>, RecordKey) {
    let mut out = Vec::new();
    let info = seal_with(
        &mut Fixed::new("record"),
        &mut content(size).as_slice(),
        &details(size),
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
    assert_eq!(len(0), 87 + 1_024 + 3_072 + 2 * TAG);
    for size in SIZES.into_iter().filter(|size| *size > 3_072) {
        let whole = 1_024 + size as u64;
        // 12 % of padding, 87 bytes of header, 16 for the details and for each chunk of content.
        let most = whole + whole * 12 / 100 + 87 + 16 + 16 * (whole * 112 / 100).div_ceil(CHUNK);
        assert!(len(size) as u64 <= most, "{size}: {}", len(size));
    }
    let long = Details {
        title: "t".repeat(900),
        ..details(0)
    };
    assert_eq!(
        sealed_len(&long).unwrap(),
        sealed_len(&details(0)).unwrap(),
        "longer details, same size"
    );
}

#[test]
fn every_header_bit_is_authenticated() {
    let (good, key) = sealed(70_000);
    for at in 0..HEADER_LEN {
        for bit in 0..8 {
            let mut bad = good.clone();
            bad[at] ^= 1 << bit;
            let error = open(&bad, &key).unwrap_err();
            let expected = match at {
                0..4 => matches!(error, RecordError::NotARecord),
                4..6 => matches!(error, RecordError::NewerFormat { .. }),
                6 => matches!(error, RecordError::Malformed(_)),
                7..16 => matches!(error, RecordError::Malformed(_) | RecordError::WrongKey),
                _ => matches!(error, RecordError::WrongKey),
            };
            assert!(expected, "byte {at} bit {bit}: {error:?}");
        }
    }
}

#[test]
fn a_wrong_key_is_told() {
    let (good, _) = sealed(10);
    let other = RecordKey::generate().unwrap();
    assert!(matches!(open(&good, &other), Err(RecordError::WrongKey)));
    let header = Header::read(&mut good.as_slice()).unwrap();
    assert!(matches!(
        Opener::with_header(header, &good[HEADER_LEN..], &other),
        Err(RecordError::WrongKey)
    ));
}

#[test]
fn damage_is_told_with_its_place() {
    let (good, key) = sealed(200_000);
    let shape = Header::read(&mut good.as_slice()).unwrap().shape();
    assert_eq!(shape.last(), 4);
    for number in 0..=shape.last() {
        let (start, len) = (shape.start_of(number), shape.len_of(number));
        for at in [
            start,
            start + len / 2,
            start + len - TAG as u64 - 1,
            start + len - TAG as u64,
            start + len - 1,
        ] {
            let mut bad = good.clone();
            bad[at as usize] ^= 0x80;
            match open(&bad, &key).unwrap_err() {
                RecordError::Damaged { part, from, to } => {
                    assert_eq!((part, from, to), (number, start, start + len));
                }
                error => panic!("byte {at}: {error:?}"),
            }
        }
    }
}

#[test]
fn a_cut_is_told_wherever_it_is() {
    let (good, key) = sealed(200_000);
    let shape = Header::read(&mut good.as_slice()).unwrap().shape();
    let mut cuts: Vec<u64> = (1..=HEADER_LEN as u64 + 20).collect();
    for number in 0..=shape.last() {
        let end = shape.start_of(number) + shape.len_of(number);
        cuts.extend([end - TAG as u64, end - 1, end, end + 1]);
    }
    let whole = good.len() as u64;
    for cut in cuts.into_iter().filter(|cut| *cut < whole) {
        match open(&good[..cut as usize], &key).unwrap_err() {
            RecordError::Truncated { expected, found } => {
                assert_eq!(found, cut);
                assert_eq!(
                    expected,
                    if cut < HEADER_LEN as u64 {
                        HEADER_LEN as u64
                    } else {
                        whole
                    }
                );
            }
            error => panic!("cut at {cut}: {error:?}"),
        }
    }
    assert!(matches!(open(&[], &key), Err(RecordError::NotARecord)));
    assert!(matches!(open(b"%PDF-1.7", &key), Err(RecordError::NotARecord)));
}

#[test]
fn chunks_in_another_order_are_told() {
    let (good, key) = sealed(200_000);
    let shape = Header::read(&mut good.as_slice()).unwrap().shape();
    let chunk = |number: u64| {
        let start = shape.start_of(number) as usize;
        good[start..start + shape.len_of(number) as usize].to_vec()
    };
    for (here, there) in [(1, 2), (2, 3), (3, 1)] {
        let mut bad = good.clone();
        let start = shape.start_of(here) as usize;
        bad[start..start + CHUNK as usize + TAG].copy_from_slice(&chunk(there));
        match open(&bad, &key).unwrap_err() {
            RecordError::Moved { expected, found } => assert_eq!((expected, found), (here, there)),
            error => panic!("{there} in place of {here}: {error:?}"),
        }
    }
    // A chunk left out: the rest moves up.
    let mut bad = good.clone();
    bad.drain(shape.start_of(2) as usize..shape.start_of(3) as usize);
    assert!(matches!(
        open(&bad, &key),
        Err(RecordError::Moved {
            expected: 2,
            found: 3
        })
    ));
    // A chunk of another record under the same key: there is none, keys are fresh; of another key it is damage.
    let (other, _) = {
        let mut out = Vec::new();
        let info = seal(&mut content(200_000).as_slice(), &details(200_000), &mut out).unwrap();
        (out, info)
    };
    let mut bad = good.clone();
    let range = shape.start_of(1) as usize..shape.start_of(2) as usize;
    bad[range.clone()].copy_from_slice(&other[range]);
    assert!(matches!(
        open(&bad, &key),
        Err(RecordError::Damaged { part: 1, .. })
    ));
}

#[test]
fn what_is_appended_is_told_and_told_again() {
    let (good, key) = sealed(70_000);
    let mut bad = good.clone();
    bad.push(0);
    match open(&bad, &key).unwrap_err() {
        RecordError::Appended { expected } => assert_eq!(expected, good.len() as u64),
        error => panic!("{error:?}"),
    }
    let mut opener = Opener::new(bad.as_slice(), &key).unwrap();
    for _ in 0..2 {
        let error = io::copy(&mut opener, &mut io::sink()).unwrap_err();
        let inner = error.get_ref().unwrap().downcast_ref::<RecordError>();
        assert!(matches!(inner, Some(RecordError::Appended { .. })), "{error:?}");
    }
}

#[test]
fn through_read_the_end_is_not_reported_before_it_is_checked() {
    // The content ends in chunk 1; what is behind it is padding alone.
    let size = 65_000;
    let (good, key) = sealed(size);
    let shape = Header::read(&mut good.as_slice()).unwrap().shape();
    assert_eq!(shape.last(), 2);
    for bad in [&good[..good.len() - 1], &good[..shape.start_of(2) as usize]] {
        let mut opener = Opener::new(bad, &key).unwrap();
        let mut back = vec![0; size];
        opener.read_exact(&mut back).unwrap();
        assert!(back == content(size));
        for _ in 0..2 {
            let error = opener.read(&mut [0]).unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::UnexpectedEof);
        }
    }
}

#[test]
fn any_range_reads_alone() {
    let size = 300_000;
    let (good, key) = sealed(size);
    // Not at the start of its file.
    let mut file = Cursor::new([vec![9; 17], good].concat());
    file.set_position(17);
    let mut opener = Opener::new(file, &key).unwrap();
    let whole = content(size);
    let ranges = [
        (0, 0),
        (0, 1),
        (299_999, 1),
        (300_000, 0),
        (65_535, 2),
        (131_072, 65_536),
        (1, 299_998),
        (0, 300_000),
        (10, 5),
        (70_000, 5),
        (65_536, 1),
        (200_000, 100_000),
        (5, 5),
    ];
    for (offset, len) in ranges {
        let mut out = Vec::new();
        opener.read_range(offset, len, &mut out).unwrap();
        assert!(
            out == whole[offset as usize..(offset + len) as usize],
            "{offset} {len}"
        );
    }
    for (offset, len) in [(300_000, 1), (0, 300_001), (u64::MAX, u64::MAX)] {
        let error = opener.read_range(offset, len, &mut io::sink()).unwrap_err();
        assert!(
            matches!(error, RecordError::Range { size: 300_000, .. }),
            "{error:?}"
        );
    }
}

#[test]
fn seeks_like_a_file() {
    let size = 300_000;
    let (good, key) = sealed(size);
    let mut opener = Opener::new(Cursor::new(good), &key).unwrap();
    let mut plain = Cursor::new(content(size));
    let mut state = 1u64;
    for _ in 0..300 {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let at = (state >> 33) % (size as u64 + 20_000);
        let to = match state >> 62 {
            0 => SeekFrom::Start(at),
            1 => SeekFrom::End(-((at % size as u64) as i64)),
            2 => SeekFrom::End(5),
            _ => SeekFrom::Current(at as i64 - plain.position() as i64),
        };
        assert_eq!(opener.seek(to).unwrap(), plain.seek(to).unwrap());
        let len = at % 9_000;
        let (mut a, mut b) = (Vec::new(), Vec::new());
        opener.by_ref().take(len).read_to_end(&mut a).unwrap();
        plain.by_ref().take(len).read_to_end(&mut b).unwrap();
        assert!(a == b, "{to:?}");
    }
    assert!(opener.seek(SeekFrom::Current(i64::MIN)).is_err());
}

#[test]
fn a_range_of_a_cut_record_reads_as_far_as_it_goes() {
    let (good, key) = sealed(300_000);
    let mut opener = Opener::new(Cursor::new(&good[..200_000]), &key).unwrap();
    let mut out = Vec::new();
    opener.read_range(100_000, 50_000, &mut out).unwrap();
    assert!(matches!(
        opener.read_range(190_000, 50_000, &mut io::sink()),
        Err(RecordError::Truncated { .. })
    ));
    out.clear();
    opener.read_range(10, 20, &mut out).unwrap();
    assert_eq!(
        out,
        content(300_000)[10..30],
        "after the error the reader is found again"
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
        title: "t".repeat(17_000),
        ..details(0)
    };
    assert!(matches!(
        sealed_len(&long),
        Err(RecordError::DetailsTooLong { most: 16_380, .. })
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
            title: "t".repeat(len),
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

/// The sealed chunks, made by hand, with whatever plaintext.
fn by_hand(details: &[u8], content: &[u8]) -> (Vec<u8>, RecordKey) {
    let key = RecordKey::from_bytes(&[7; 32]);
    let shape = Shape {
        details: details.len() as u64,
        content: content.len() as u64,
    };
    let (header, stream) = Header::fresh(&mut Fixed::new("by hand"), &key, shape).unwrap();
    let mut out = header.as_bytes().to_vec();
    for (number, plain) in core::iter::once(details)
        .chain(content.chunks(CHUNK as usize))
        .enumerate()
    {
        let mut chunk = [plain, &[0; TAG]].concat();
        stream.seal(number as u64, &mut chunk).unwrap();
        out.append(&mut chunk);
    }
    (out, key)
}

fn encoded(json: &str, fill: u8) -> Vec<u8> {
    let mut bytes = (json.len() as u32).to_be_bytes().to_vec();
    bytes.extend_from_slice(json.as_bytes());
    bytes.resize(1_024, fill);
    bytes
}

#[test]
fn what_a_faulty_program_sealed_is_refused() {
    let json = serde_json::to_string(&details(5)).unwrap();
    let good = [content(5), vec![0; 3_067]].concat();
    let (sealed, key) = by_hand(&encoded(&json, 0), &good);
    assert_eq!(open(&sealed, &key).unwrap(), content(5), "by hand it works");
    let mut dirty = good.clone();
    dirty[3_000] = 1;
    let wrong_size = serde_json::to_string(&details(5_000)).unwrap();
    let folder = json.replace("thorax.dcm", "../thorax.dcm");
    let mut past_the_end = encoded(&json, 0);
    past_the_end[..4].copy_from_slice(&2_000u32.to_be_bytes());
    for (name, details, content) in [
        ("dirty padding", encoded(&json, 0), &dirty),
        ("dirty details", encoded(&json, 1), &good),
        ("another size", encoded(&wrong_size, 0), &good),
        ("no JSON", encoded("{", 0), &good),
        ("a length past the end", past_the_end, &good),
    ] {
        let (sealed, key) = by_hand(&details, content);
        assert!(
            matches!(open(&sealed, &key), Err(RecordError::Malformed(_))),
            "{name}"
        );
    }
    let (sealed, key) = by_hand(&encoded(&folder, 0), &good);
    assert!(matches!(open(&sealed, &key), Err(RecordError::FileName)));
}

/// RustCrypto's implementation of STREAM opens what this one seals: the same nonces, the same flag.
#[test]
fn is_the_stream_of_rustcrypto() {
    use aead_stream::{DecryptorBE32, Key, Nonce, StreamBE32, aead::KeyInit};
    use aes_gcm::Aes256Gcm;

    let (key, prefix) = ([3u8; 32], [5u8; 7]);
    let secret = crate::secret::Secret::copy_from(&key);
    let stream = super::stream::Stream::new(&secret, prefix, 2).unwrap();
    let foreign = Aes256Gcm::new(&Key::<Aes256Gcm>::from(key));
    let nonce = Nonce::<Aes256Gcm, StreamBE32<Aes256Gcm>>::from(prefix);
    let mut decryptor = DecryptorBE32::from_aead(foreign, &nonce);
    let chunk = |number: u64| {
        let mut chunk = [content(100 + number as usize), vec![0; TAG]].concat();
        stream.seal(number, &mut chunk).unwrap();
        chunk
    };
    assert_eq!(decryptor.decrypt_next(chunk(0).as_slice()).unwrap(), content(100));
    assert_eq!(decryptor.decrypt_next(chunk(1).as_slice()).unwrap(), content(101));
    assert_eq!(decryptor.decrypt_last(chunk(2).as_slice()).unwrap(), content(102));
}

/// A reader that fails once, and one that gives a byte at a time.
struct Odd<R> {
    inner: R,
    interrupt: bool,
}

impl<R: Read> Read for Odd<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.interrupt = !self.interrupt;
        if self.interrupt {
            return Err(io::ErrorKind::Interrupted.into());
        }
        let one = buffer.len().min(1_013);
        self.inner.read(&mut buffer[..one])
    }
}

#[test]
fn slow_and_interrupted_readers_are_fine() {
    let size = 150_000;
    let plain = content(size);
    let mut out = Vec::new();
    let mut reader = Odd {
        inner: plain.as_slice(),
        interrupt: false,
    };
    let info = seal(&mut reader, &details(size), &mut out).unwrap();
    let mut back = Vec::new();
    let reader = Odd {
        inner: out.as_slice(),
        interrupt: false,
    };
    Opener::new(reader, &info.key)
        .unwrap()
        .copy_to(&mut back)
        .unwrap();
    assert!(back == plain);
}

struct Broken;

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Err(io::Error::other("the disk is gone"))
    }
}

impl io::Write for Broken {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(io::Error::other("the disk is full"))
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn reading_and_writing_errors_are_told_apart() {
    let (good, key) = sealed(10);
    assert!(matches!(
        seal(&mut Broken, &details(10), &mut io::sink()),
        Err(RecordError::Read(_))
    ));
    assert!(matches!(
        seal(&mut content(10).as_slice(), &details(10), &mut Broken),
        Err(RecordError::Write(_))
    ));
    assert!(matches!(Opener::new(Broken, &key), Err(RecordError::Read(_))));
    let mut opener = Opener::new(good.as_slice(), &key).unwrap();
    assert!(matches!(opener.copy_to(&mut Broken), Err(RecordError::Write(_))));
    let header = Header::read(&mut good.as_slice()).unwrap();
    let mut chunks = Chunks::new(&header, good[HEADER_LEN..2_000].chain(Broken), &key).unwrap();
    chunks.load_next().unwrap();
    assert!(matches!(chunks.load_next(), Err(RecordError::Read(_))));
}
