//! What happens to bytes on their way.

use proptest::prelude::{Strategy, any as arbitrary};
use proptest::prop_oneof;
use proptest::sample::Index;

/// One damage, at a place that is told by how many bytes there are.
#[derive(Debug, Clone)]
pub enum Damage {
    /// Another byte.
    Changed(Index, u8),
    /// One bit.
    Flipped(Index, u8),
    /// All from here on is lost.
    Cut(Index),
    /// So many are lost.
    LeftOut(Index, usize),
    /// What is between is there twice.
    Repeated(Index, Index),
    /// Two change places.
    Exchanged(Index, Index),
    /// Others come in between.
    Inserted(Index, Vec<u8>),
    /// A number of four bytes becomes this one.
    Number(Index, u32),
}

/// Any of them.
pub fn any() -> impl Strategy<Value = Damage> {
    let at = arbitrary::<Index>;
    let numbers = proptest::sample::select(vec![0, 1, 0x7f, 0xff, 0x7fff_ffff, 0x8000_0000, u32::MAX]);
    prop_oneof![
        4 => (at(), arbitrary::<u8>()).prop_map(|(at, byte)| Damage::Changed(at, byte)),
        4 => (at(), 0..8_u8).prop_map(|(at, bit)| Damage::Flipped(at, bit)),
        1 => at().prop_map(Damage::Cut),
        1 => (at(), 1..40_usize).prop_map(|(at, many)| Damage::LeftOut(at, many)),
        1 => (at(), at()).prop_map(|(from, to)| Damage::Repeated(from, to)),
        1 => (at(), at()).prop_map(|(one, other)| Damage::Exchanged(one, other)),
        1 => (at(), proptest::collection::vec(arbitrary::<u8>(), 1..40))
            .prop_map(|(at, bytes)| Damage::Inserted(at, bytes)),
        1 => (at(), numbers).prop_map(|(at, number)| Damage::Number(at, number)),
    ]
}

impl Damage {
    /// The bytes after it.
    pub fn done(&self, mut bytes: Vec<u8>) -> Vec<u8> {
        if bytes.is_empty() {
            if let Damage::Inserted(_, more) = self {
                bytes.extend(more);
            }
            return bytes;
        }
        let length = bytes.len();
        match self {
            Damage::Changed(at, byte) => bytes[at.index(length)] = *byte,
            Damage::Flipped(at, bit) => bytes[at.index(length)] ^= 1 << bit,
            Damage::Cut(at) => bytes.truncate(at.index(length)),
            Damage::LeftOut(at, many) => {
                let from = at.index(length);
                bytes.drain(from..length.min(from + many));
            }
            Damage::Repeated(from, to) => {
                let (one, other) = (from.index(length), to.index(length));
                let part = bytes[one.min(other)..one.max(other)].to_vec();
                let at = one.max(other);
                bytes.splice(at..at, part);
            }
            Damage::Exchanged(one, other) => bytes.swap(one.index(length), other.index(length)),
            Damage::Inserted(at, more) => {
                let at = at.index(length);
                bytes.splice(at..at, more.iter().copied());
            }
            Damage::Number(at, number) => {
                let from = at.index(length);
                let place = bytes[from..].iter_mut();
                for (to, byte) in place.zip(number.to_be_bytes()) {
                    *to = byte;
                }
            }
        }
        bytes
    }
}
