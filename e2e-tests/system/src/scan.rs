//! Looking for words in bytes, however they are written there: as they are, as UTF-16, in hexadecimal, in base64.

use base64::Engine;
use base64::alphabet::{Alphabet, STANDARD, URL_SAFE};
use base64::engine::general_purpose::{GeneralPurpose, NO_PAD};

/// Words to be found.
pub struct Scanner {
    patterns: Vec<Pattern>,
    /// Which patterns begin with these two bytes.
    starts: Vec<Vec<usize>>,
}

/// A word in one way of writing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    /// The word.
    pub word: String,
    /// How it is written.
    pub written: String,
    /// The bytes that it comes to.
    pub bytes: Vec<u8>,
}

/// A word that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Where.
    pub place: String,
    /// From which byte on.
    pub offset: usize,
    /// The word.
    pub word: String,
    /// How it was written.
    pub written: String,
}

impl Scanner {
    /// Looks for these words, at least eight bytes long each, so that nothing has them by chance.
    pub fn new<W: Into<String>>(words: impl IntoIterator<Item = W>) -> Self {
        let patterns: Vec<Pattern> = words.into_iter().flat_map(|word| ways(&word.into())).collect();
        let mut starts = vec![Vec::new(); 1 << 16];
        for (n, pattern) in patterns.iter().enumerate() {
            starts[start(&pattern.bytes)].push(n);
        }
        Scanner { patterns, starts }
    }

    /// All that is looked for.
    pub fn patterns(&self) -> &[Pattern] {
        &self.patterns
    }

    /// Where the words are in these bytes. `place` is what to call them.
    pub fn find(&self, place: &str, bytes: &[u8]) -> Vec<Finding> {
        let mut found = Vec::new();
        for offset in 0..bytes.len().saturating_sub(1) {
            for &n in &self.starts[start(&bytes[offset..])] {
                let pattern = &self.patterns[n];
                if bytes[offset..].starts_with(&pattern.bytes) {
                    found.push(Finding {
                        place: place.to_owned(),
                        offset,
                        word: pattern.word.clone(),
                        written: pattern.written.clone(),
                    });
                }
            }
        }
        found
    }
}

fn start(bytes: &[u8]) -> usize {
    usize::from(u16::from_be_bytes([bytes[0], bytes[1]]))
}

/// A word in every way of writing.
fn ways(word: &str) -> Vec<Pattern> {
    assert!(word.len() >= 8, "{word:?} is too short to be looked for");
    let mut ways: Vec<Pattern> = Vec::new();
    let mut way = |written: &str, bytes: Vec<u8>| {
        // Two ways may come to the same bytes: digits have no capitals.
        if ways.iter().all(|other| other.bytes != bytes) {
            ways.push(Pattern {
                word: word.to_owned(),
                written: written.to_owned(),
                bytes,
            });
        }
    };
    let texts = [
        ("as it is", word.as_bytes().to_vec()),
        (
            "UTF-16, little endian",
            word.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        ),
        (
            "UTF-16, big endian",
            word.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        ),
    ];
    for (name, text) in &texts {
        way(name, text.clone());
        way(&format!("{name}, in hexadecimal"), hex::encode(text).into_bytes());
        way(
            &format!("{name}, in hexadecimal capitals"),
            hex::encode_upper(text).into_bytes(),
        );
        for (alphabet, letters) in [("base64", &STANDARD), ("base64 for URLs", &URL_SAFE)] {
            for behind in 0..3 {
                way(
                    &format!("{name}, in {alphabet}, {behind} bytes into a group"),
                    base64(text, behind, letters),
                );
            }
        }
    }
    ways
}

/// The characters that a text comes to in base64, whatever stands before and behind it, where it begins `behind`
/// bytes into a group of three.
fn base64(text: &[u8], behind: usize, alphabet: &Alphabet) -> Vec<u8> {
    let mut bytes = vec![0; behind];
    bytes.extend(text);
    let written = GeneralPurpose::new(alphabet, NO_PAD).encode(&bytes);
    // Six bits a character: those that share bits with what is before or behind say nothing.
    let from = (behind * 8).div_ceil(6);
    let to = bytes.len() * 8 / 6;
    written.as_bytes()[from..to].to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORD: &str = "Zoë-needle-7319";

    #[test]
    fn a_word_is_found_in_every_way_of_writing_wherever_it_stands() {
        let scanner = Scanner::new([WORD]);
        assert!(scanner.find("hay", &vec![b'x'; 10_000]).is_empty());
        let text = |utf16: bool| -> Vec<u8> {
            if utf16 {
                WORD.encode_utf16().flat_map(u16::to_le_bytes).collect()
            } else {
                WORD.into()
            }
        };
        for utf16 in [false, true] {
            for before in 0..4 {
                for behind in 0..4 {
                    let hay = [vec![0xb5; before], text(utf16), vec![0x6e; behind]].concat();
                    let standard = base64::engine::general_purpose::STANDARD
                        .encode(&hay)
                        .into_bytes();
                    let url = base64::engine::general_purpose::URL_SAFE_NO_PAD
                        .encode(&hay)
                        .into_bytes();
                    let hex = [hex::encode(&hay), hex::encode_upper(&hay)].map(String::into_bytes);
                    for written in [&hay, &standard, &url, &hex[0], &hex[1]] {
                        assert!(
                            !scanner.find("hay", written).is_empty(),
                            "{}",
                            String::from_utf8_lossy(written)
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn a_finding_says_where_and_how() {
        let scanner = Scanner::new([WORD, "another word"]);
        let found = scanner.find(
            "a file",
            &[b"..".to_vec(), hex::encode(WORD).into_bytes()].concat(),
        );
        let expected = Finding {
            place: "a file".into(),
            offset: 2,
            word: WORD.into(),
            written: "as it is, in hexadecimal".into(),
        };
        assert_eq!(found, [expected]);
    }
}
