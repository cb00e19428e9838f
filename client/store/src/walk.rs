//! Going through a content's leaves in order, or through those of a range: which block comes next, and whether what
//! came fits.
//!
//! Reads nothing itself: whoever drives it fetches each block and verifies it against its CID, from a disk or from a
//! daemon. Keeps what is still to be visited, not the content: at most eight levels of 174 links.

use cid::Cid;
use medink_words::{Said, said};

use crate::StoreError;
use crate::key::RAW;
use crate::tree::{self, Link, MAX_DEPTH, Node};

/// A walk that has begun.
#[derive(Debug)]
pub(crate) struct Walk {
    root: Cid,
    size: u64,
    /// What comes next is last.
    pending: Vec<Pending>,
    /// The block asked for and not given yet.
    asked: Option<Place>,
    /// The range asked for, in bytes of content.
    from: u64,
    to: u64,
}

#[derive(Debug)]
enum Pending {
    /// The bytes of a root that is a leaf.
    Leaf(Vec<u8>),
    /// A block still to be fetched.
    Block(Place),
}

/// Where in the tree a block is.
#[derive(Debug, Clone, Copy)]
struct Place {
    link: Link,
    /// Bytes of content before it.
    start: u64,
    /// How many levels it is down.
    depth: u8,
}

/// How a walk goes on.
#[derive(Debug)]
pub(crate) enum Step {
    /// These are the next bytes of the range.
    Bytes(Vec<u8>),
    /// This block is needed: to be [given](Walk::give).
    Block(Cid),
    /// The range is over.
    End,
}

impl Walk {
    /// Begins at the root, whose verified block this is. The walk goes through all of the content, until
    /// [`narrow`](Self::narrow).
    pub(crate) fn begin(root: Cid, block: Vec<u8>) -> Result<Self, StoreError> {
        let mut walk = Self {
            root,
            size: 0,
            pending: Vec::new(),
            asked: None,
            from: 0,
            to: 0,
        };
        if root.codec() == RAW {
            walk.size = block.len() as u64;
            walk.pending.push(Pending::Leaf(block));
        } else {
            let node = tree::parse(&root, &block)?;
            walk.size = node.size;
            walk.descend(&node, 0, 1);
        }
        walk.to = walk.size;
        Ok(walk)
    }

    /// The content that is walked.
    pub(crate) fn root(&self) -> &Cid {
        &self.root
    }

    /// Confines the walk to `len` bytes from `offset`, or to where the content ends.
    pub(crate) fn narrow(&mut self, offset: u64, len: u64) -> Result<(), StoreError> {
        if offset > self.size {
            return Err(StoreError::OutOfRange {
                cid: Box::new(self.root),
                offset,
                size: self.size,
            });
        }
        self.from = offset;
        self.to = offset.saturating_add(len).min(self.size);
        Ok(())
    }

    /// What comes next.
    pub(crate) fn step(&mut self) -> Step {
        loop {
            match self.pending.pop() {
                None => return Step::End,
                Some(Pending::Leaf(bytes)) => return Step::Bytes(self.cut(bytes, 0)),
                Some(Pending::Block(place)) => {
                    let end = place.start.saturating_add(place.link.size);
                    if place.start < self.to && end > self.from {
                        self.asked = Some(place);
                        return Step::Block(place.link.cid);
                    }
                }
            }
        }
    }

    /// Takes the block asked for, which was verified; the bytes of the range in it, if it is a leaf. After an error,
    /// nothing more can be had.
    pub(crate) fn give(&mut self, block: Vec<u8>) -> Result<Option<Vec<u8>>, StoreError> {
        let Some(Place { link, start, depth }) = self.asked.take() else {
            return Ok(None);
        };
        if link.cid.codec() == RAW {
            if block.len() as u64 != link.size {
                return Err(odd(&link.cid, said!("store-tree-leaf-size")));
            }
            return Ok(Some(self.cut(block, start)));
        }
        let node = tree::parse(&link.cid, &block)?;
        if node.size != link.size {
            return Err(odd(&link.cid, said!("store-tree-node-size")));
        }
        if depth >= MAX_DEPTH {
            return Err(odd(&link.cid, said!("store-tree-depth")));
        }
        self.descend(&node, start, depth + 1);
        Ok(None)
    }

    fn descend(&mut self, node: &Node, start: u64, depth: u8) {
        let first = self.pending.len();
        let mut start = start;
        for link in &node.links {
            self.pending.push(Pending::Block(Place {
                link: *link,
                start,
                depth,
            }));
            start = start.saturating_add(link.size);
        }
        if let Some(added) = self.pending.get_mut(first..) {
            added.reverse();
        }
    }

    /// What of a leaf that begins at `start` lies in the range.
    fn cut(&self, mut bytes: Vec<u8>, start: u64) -> Vec<u8> {
        let end = self.to.saturating_sub(start).min(bytes.len() as u64);
        let begin = self.from.saturating_sub(start).min(end);
        bytes.truncate(end as usize);
        bytes.drain(..begin as usize);
        bytes
    }
}

fn odd(cid: &Cid, why: Said) -> StoreError {
    StoreError::Unsupported {
        cid: Box::new(*cid),
        why,
    }
}
