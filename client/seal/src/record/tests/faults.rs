//! Other programs that seal as this one does or do not, and readers and writers that fail.

use super::*;
use crate::record::{
    chunks::Chunks,
    header::Shape,
    statement::Sha256,
    stream::{CHUNK, Stream},
};

/// The sealed chunks, made by hand, with whatever plaintext.
pub(super) fn by_hand(details: &[u8], content: &[u8], statement: &[u8]) -> (Vec<u8>, RecordKey) {
    let key = RecordKey::from_bytes(&[7; 32]);
    let shape = Shape {
        details: details.len() as u64,
        content: content.len() as u64,
    };
    let (header, stream) = Header::fresh(&mut Fixed::new("by hand"), &key, shape).unwrap();
    let mut out = header.as_bytes().to_vec();
    for (number, plain) in core::iter::once(details)
        .chain(content.chunks(CHUNK as usize))
        .chain([statement])
        .enumerate()
    {
        let mut chunk = [plain, &[0; TAG]].concat();
        stream.seal(number as u64, &mut chunk).unwrap();
        out.append(&mut chunk);
    }
    (out, key)
}

/// What a program writes behind this content, right but for the signature, which reading does not ask.
fn unsigned(content: &[u8]) -> Vec<u8> {
    [[1; 32].as_slice(), &Sha256::of(content), &[2; 64]].concat()
}

pub(super) fn encoded(json: &str, fill: u8) -> Vec<u8> {
    let mut bytes = (json.len() as u32).to_be_bytes().to_vec();
    bytes.extend_from_slice(json.as_bytes());
    bytes.resize(1_024, fill);
    bytes
}

#[test]
fn what_a_faulty_program_sealed_is_refused() {
    let json = serde_json::to_string(&details(5)).unwrap();
    let good = [content(5), vec![0; 3_067]].concat();
    let (sealed, key) = by_hand(&encoded(&json, 0), &good, &unsigned(&content(5)));
    assert_eq!(open(&sealed, &key).unwrap(), content(5), "by hand it works");
    let content_of_five = content(5);
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
        let (sealed, key) = by_hand(&details, content, &unsigned(&content_of_five));
        assert!(
            matches!(open(&sealed, &key), Err(RecordError::Malformed(_))),
            "{name}"
        );
    }
    let (sealed, key) = by_hand(&encoded(&folder, 0), &good, &unsigned(&content(5)));
    assert!(matches!(open(&sealed, &key), Err(RecordError::FileName)));
}

/// RustCrypto's implementation of STREAM opens what this one seals: the same nonces, the same flag.
#[test]
fn is_the_stream_of_rustcrypto() {
    use aead_stream::{DecryptorBE32, Key, Nonce, StreamBE32, aead::KeyInit};
    use aes_gcm::Aes256Gcm;

    let (key, prefix) = ([3u8; 32], [5u8; 7]);
    let secret = crate::secret::Secret::copy_from(&key);
    let stream = Stream::new(&secret, prefix, 2).unwrap();
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

/// Gives this error.
struct Failing(Option<io::Error>);

impl Read for Failing {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

#[test]
fn reading_and_writing_errors_are_told_apart() {
    let (good, key) = sealed(10);
    assert!(matches!(
        seal(&mut Broken, &details(10), &mut io::sink()),
        Err(RecordError::Read(_))
    ));
    let other = io::Error::other(RecordError::WrongKey);
    assert!(
        matches!(
            seal(&mut Failing(Some(other)), &details(10), &mut io::sink()),
            Err(RecordError::WrongKey)
        ),
        "what is wrong with a record that is read says so itself"
    );
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
