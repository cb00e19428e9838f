//! What an inner node of a content's tree says: its children, and how much of the content each covers.
//!
//! Reads exactly the form that is written here and by Kubo: a dag-pb node (links first, then data) whose
//! data is a UnixFS file without bytes of its own. Whatever else has a hash that matches is refused: a hash
//! says nothing of who made the block. (The parser that comes with the writer panics on some of those.)

use cid::Cid;
use medink_words::said;

use crate::StoreError;
use crate::key::Key;

/// Most levels of inner nodes. At 174 links a node, eight hold more than a `u64` counts.
pub(crate) const MAX_DEPTH: u8 = 8;

/// A child of a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Link {
    /// The child.
    pub(crate) cid: Cid,
    /// Bytes of content below it.
    pub(crate) size: u64,
}

/// An inner node.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Node {
    /// Bytes of content below it: the sum of its links'.
    pub(crate) size: u64,
    /// Its children, in the order of the content.
    pub(crate) links: Vec<Link>,
}

/// Reads the node in `block`, which is the block of `cid`.
pub(crate) fn parse(cid: &Cid, block: &[u8]) -> Result<Node, StoreError> {
    let odd = |why| StoreError::Unsupported {
        cid: Box::new(*cid),
        why,
    };
    let (children, sizes) = Fields(block)
        .node()
        .ok_or_else(|| odd(said!("store-tree-node")))?;
    if children.is_empty() || children.len() != sizes.of_links.len() {
        return Err(odd(said!("store-tree-no-sizes")));
    }
    let mut sum = 0u64;
    let mut links = Vec::with_capacity(children.len());
    for (cid, size) in children.into_iter().zip(sizes.of_links) {
        Key::of_cid(&cid)?;
        sum = sum
            .checked_add(size)
            .ok_or_else(|| odd(said!("store-tree-wrong-sizes")))?;
        links.push(Link { cid, size });
    }
    if sum != sizes.whole {
        return Err(odd(said!("store-tree-sum")));
    }
    Ok(Node { size: sum, links })
}

/// What the UnixFS message of a node tells, in bytes of content.
struct Sizes {
    whole: u64,
    of_links: Vec<u64>,
}

/// The rest of a protobuf message. Each method takes the field it names, or is `None` if something else
/// comes next.
struct Fields<'a>(&'a [u8]);

impl<'a> Fields<'a> {
    /// PBNode: `Links` (2), each a PBLink, then `Data` (1).
    fn node(mut self) -> Option<(Vec<Cid>, Sizes)> {
        let mut links = Vec::new();
        while let Some(link) = self.bytes(0x12) {
            links.push(Fields(link).link()?);
        }
        let sizes = Fields(self.bytes(0x0a)?).file()?;
        self.0.is_empty().then_some((links, sizes))
    }

    /// PBLink: `Hash` (1), an empty `Name` (2), `Tsize` (3), which is a hint and not used.
    fn link(mut self) -> Option<Cid> {
        let cid = Cid::try_from(self.bytes(0x0a)?).ok()?;
        let name = self.bytes(0x12)?;
        self.number(0x18)?;
        (name.is_empty() && self.0.is_empty()).then_some(cid)
    }

    /// UnixFS Data: `Type` (1) of 2, a file; `filesize` (3); a `blocksizes` (4) for each link.
    fn file(mut self) -> Option<Sizes> {
        if self.number(0x08)? != 2 {
            return None;
        }
        let whole = self.number(0x18)?;
        let mut of_links = Vec::new();
        while let Some(size) = self.number(0x20) {
            of_links.push(size);
        }
        self.0.is_empty().then_some(Sizes { whole, of_links })
    }

    fn number(&mut self, tag: u8) -> Option<u64> {
        let (number, rest) = varint(self.0.strip_prefix(&[tag])?)?;
        self.0 = rest;
        Some(number)
    }

    fn bytes(&mut self, tag: u8) -> Option<&'a [u8]> {
        let (len, rest) = varint(self.0.strip_prefix(&[tag])?)?;
        let (bytes, rest) = rest.split_at_checked(usize::try_from(len).ok()?)?;
        self.0 = rest;
        Some(bytes)
    }
}

/// A base-128 number of at most 64 bits, and what is behind it.
fn varint(bytes: &[u8]) -> Option<(u64, &[u8])> {
    let mut number = 0u64;
    for (at, &byte) in bytes.iter().enumerate().take(10) {
        let part = u64::from(byte & 0x7f);
        let shifted = part << (7 * at);
        if shifted >> (7 * at) != part {
            return None;
        }
        number |= shifted;
        if byte < 0x80 {
            return Some((number, bytes.get(at + 1..)?));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::{DAG_PB, RAW};
    use cid::multihash::Multihash;
    use rust_unixfs::file::adder::{Chunker, FileAdder};

    fn cid(codec: u64, block: &[u8]) -> Cid {
        use sha2::Digest;
        Cid::new_v1(
            codec,
            Multihash::wrap(0x12, &sha2::Sha256::digest(block)).unwrap(),
        )
    }

    fn root(content: &[u8]) -> Vec<u8> {
        let mut adder = FileAdder::builder().with_chunker(Chunker::Size(4)).build();
        let mut left = content;
        while !left.is_empty() {
            let taken = adder.push(left).1;
            left = &left[taken..];
        }
        adder.finish().last().unwrap().1
    }

    #[test]
    fn a_node_tells_its_children() {
        let block = root(b"0123456789");
        let node = parse(&cid(DAG_PB, &block), &block).unwrap();
        let want: Vec<_> = [&b"0123"[..], b"4567", b"89"]
            .iter()
            .map(|l| Link {
                cid: cid(RAW, l),
                size: l.len() as u64,
            })
            .collect();
        assert_eq!(
            node,
            Node {
                size: 10,
                links: want
            }
        );
    }

    #[test]
    fn sizes_that_do_not_add_up_are_refused() {
        let block = root(b"0123456789");
        // The file's size is the varint 10 behind the tag 0x18 (field 3 of the UnixFS message).
        let at = block.windows(2).rposition(|pair| pair == [0x18, 10]).unwrap();
        let mut lie = block.clone();
        lie[at + 1] = 11;
        let error = parse(&cid(DAG_PB, &lie), &lie).unwrap_err();
        assert!(error.to_string().contains("add up"), "{error}");
    }

    /// A hash that matches says nothing of who made the block: none may bring the reader down.
    #[test]
    fn mangled_nodes_are_refused_or_read_but_never_panic() {
        let block = root(&[7; 400]);
        let mut state = 0x9e37_79b9_7f4a_7c15u64;
        let mut next = |below: usize| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state % below as u64) as usize
        };
        let mut refused = 0;
        for _ in 0..200_000 {
            let mut bytes = block.clone();
            for _ in 0..=next(4) {
                let at = next(bytes.len());
                bytes[at] = next(256) as u8;
            }
            bytes.truncate(1 + next(bytes.len()));
            refused += u32::from(parse(&cid(DAG_PB, &bytes), &bytes).is_err());
        }
        assert!(refused > 150_000, "{refused}");
    }

    #[test]
    fn numbers_are_at_most_64_bits() {
        let max = [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01, 7];
        assert_eq!(varint(&max), Some((u64::MAX, &[7][..])));
        assert_eq!(varint(&[0xac, 0x02]), Some((300, &[][..])));
        for bad in [
            &[][..],
            &[0x80],
            &[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x02],
            &[0x80; 11],
        ] {
            assert_eq!(varint(bad), None, "{bad:?}");
        }
    }
}
