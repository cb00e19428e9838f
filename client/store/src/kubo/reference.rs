//! What an owner's reference is to a daemon: a node that names the owner and links to the content, and a pin on it.
//!
//! Pins do not count: a content is pinned or not, whoever asked. Nodes of several owners over one content are several,
//! each with a pin of its own. The node is so small that its CID carries it whole (an identity hash), so nothing is
//! stored but the pin, and a list of pins is a list of references.
//!
//! Not paths in the daemon's own file system (MFS), which would keep content too: before Kubo 0.43 a collection beside
//! a write there removes the folders' own blocks, and with them every reference.

use std::fmt;

use cid::multibase::{self, Base};
use cid::{Cid, CidGeneric};

use crate::content::Owner;
use crate::key::{DAG_PB, Key};

/// Multihash code of the hash that is the bytes themselves.
const IDENTITY: u64 = 0;
/// How a node's own data begins.
const MARK: &[u8; 6] = b"medink";
/// Bytes of the CIDs that medink stores have: version, codec, hash function, length, SHA2-256.
const CID: usize = 36;
/// What comes before the content's CID: `Links` (2) of a PBNode, and of the PBLink in it `Hash` (1).
const BEFORE: [u8; 4] = [0x12, CID as u8 + 6, 0x0a, CID as u8];
/// What comes between it and the owner: an empty `Name` (2), a `Tsize` (3) of none, and `Data` (1) of the node.
const BETWEEN: [u8; 6] = [0x12, 0, 0x18, 0, 0x0a, MARK.len() as u8 + 32];

/// A CID with room for a whole node, or for whatever else a daemon has pinned.
pub(super) type Wide = CidGeneric<128>;

/// A reference to a content: the node, in the form of dag-pb. It is shown as the node's CID, which is what is pinned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reference(Vec<u8>);

impl Reference {
    /// The owner's reference to the content, which has an address of medink's.
    pub(super) fn new(cid: &Cid, owner: &Owner) -> Self {
        let parts = [&BEFORE[..], &cid.to_bytes(), &BETWEEN, MARK, owner.label()];
        Self(parts.concat())
    }

    /// The node's bytes.
    pub(super) fn node(&self) -> &[u8] {
        &self.0
    }

    /// Whether this text names the node, however it is written.
    pub(super) fn is(&self, text: &str) -> bool {
        text.parse::<Wide>().is_ok_and(|cid| {
            cid.codec() == DAG_PB && cid.hash().code() == IDENTITY && cid.hash().digest() == self.0
        })
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Version, codec, hash function, length: all so small that each is one byte.
        let head = [1, DAG_PB as u8, IDENTITY as u8, self.0.len() as u8];
        f.write_str(&multibase::encode(
            Base::Base32Lower,
            [&head, &self.0[..]].concat(),
        ))
    }
}

/// The content that a pin refers to, if it is a reference: exactly what [`Reference::new`] would make.
pub(super) fn content(pin: &Wide) -> Option<Cid> {
    if pin.codec() != DAG_PB || pin.hash().code() != IDENTITY {
        return None;
    }
    let node = pin.hash().digest();
    let (cid, rest) = node.strip_prefix(&BEFORE)?.split_at_checked(CID)?;
    let label = rest.strip_prefix(&BETWEEN)?.strip_prefix(MARK)?;
    let owner = Owner::new(label.try_into().ok()?);
    let cid = Cid::try_from(cid).ok()?;
    Key::of_cid(&cid).ok()?;
    (Reference::new(&cid, &owner).0 == node).then_some(cid)
}

#[cfg(test)]
mod tests {
    use super::*;
    use cid::multihash::Multihash;

    const OWNER: Owner = Owner::new([0xa5; 32]);

    fn cid(text: &str) -> Cid {
        text.parse().unwrap()
    }

    #[test]
    fn a_pin_tells_its_content_and_no_two_owners_share_one() {
        for text in [
            "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku",
            "bafybeihsrzdfeayswrstksslqsmujjrknxqxeo2j7irtshp4oz5te7h5dy",
        ] {
            let reference = Reference::new(&cid(text), &OWNER);
            let pin: Wide = reference.to_string().parse().unwrap();
            assert_eq!(content(&pin), Some(cid(text)));
            assert!(reference.is(&reference.to_string()));
            let other = Reference::new(&cid(text), &Owner::new([0xa4; 32]));
            assert!(!reference.is(&other.to_string()) && !reference.is(text));
        }
    }

    #[test]
    fn other_pins_are_no_references() {
        let target = cid("bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku");
        let node = Reference::new(&target, &OWNER).0;
        let pin = |codec, node: &[u8]| Wide::new_v1(codec, Multihash::wrap(IDENTITY, node).unwrap());
        assert_eq!(content(&pin(0x55, &node)), None, "another codec");
        for at in [0, 3, 4, 6, BEFORE.len() + CID + 1, BEFORE.len() + CID + 6] {
            let mut changed = node.clone();
            changed[at] ^= 1;
            assert_eq!(content(&pin(DAG_PB, &changed)), None, "byte {at}");
        }
        for len in [0, 10, node.len() - 1] {
            assert_eq!(content(&pin(DAG_PB, &node[..len])), None, "{len} bytes");
        }
        assert_eq!(content(&pin(DAG_PB, &[node, vec![0]].concat())), None);
        let plain = Wide::try_from(target.to_bytes().as_slice()).unwrap();
        assert_eq!(content(&plain), None, "the content itself");
    }
}
