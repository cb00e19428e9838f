//! Going through a content's leaves in order, or through those of a range, each verified before it is
//! handed out.
//!
//! Keeps what is still to be visited, not the content: at most eight levels of 174 links.

use std::sync::Arc;

use cid::Cid;

use crate::StoreError;
use crate::blocks::{self, Fault};
use crate::key::RAW;
use crate::layout::Layout;
use crate::lock::Guard;
use crate::tree::{self, Link, MAX_DEPTH, Node};

/// A walk that has begun.
#[derive(Debug)]
pub(crate) struct Walk {
    layout: Arc<Layout>,
    root: Cid,
    size: u64,
    /// What comes next is last.
    pending: Vec<Pending>,
    /// The range asked for, in bytes of content.
    from: u64,
    to: u64,
    _guard: Guard,
}

#[derive(Debug)]
enum Pending {
    /// The bytes of a root that is a leaf: read already.
    Leaf(Vec<u8>),
    /// A block still to be read, the bytes of content before it, and how many levels it is down.
    Block { link: Link, start: u64, depth: u8 },
}

impl Walk {
    /// Reads the root. The walk then goes through all of the content, until [`narrow`](Self::narrow).
    pub(crate) fn begin(layout: Arc<Layout>, root: Cid, guard: Guard) -> Result<Self, StoreError> {
        let bytes = blocks::read(&layout, &root).map_err(|fault| fault.of(&root, &root, &layout))?;
        let mut walk = Self {
            layout,
            root,
            size: 0,
            pending: Vec::new(),
            from: 0,
            to: 0,
            _guard: guard,
        };
        if root.codec() == RAW {
            walk.size = bytes.len() as u64;
            walk.pending.push(Pending::Leaf(bytes));
        } else {
            let node = tree::parse(&root, &bytes)?;
            walk.size = node.size;
            walk.descend(&node, 0, 1);
        }
        walk.to = walk.size;
        Ok(walk)
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

    /// The next bytes of the range; `None` at its end. After an error, nothing more can be had.
    pub(crate) fn next(&mut self) -> Result<Option<Vec<u8>>, StoreError> {
        loop {
            let (link, start, depth) = match self.pending.pop() {
                None => return Ok(None),
                Some(Pending::Leaf(bytes)) => return Ok(Some(self.cut(bytes, 0))),
                Some(Pending::Block { link, start, depth }) => (link, start, depth),
            };
            if start >= self.to || start.saturating_add(link.size) <= self.from {
                continue;
            }
            let bytes =
                blocks::read(&self.layout, &link.cid).map_err(|fault| self.failed(fault, &link.cid))?;
            if link.cid.codec() == RAW {
                if bytes.len() as u64 != link.size {
                    return Err(odd(&link.cid, "it has another size than its node says"));
                }
                return Ok(Some(self.cut(bytes, start)));
            }
            let node = tree::parse(&link.cid, &bytes)?;
            if node.size != link.size {
                return Err(odd(&link.cid, "it covers another size than its node says"));
            }
            if depth >= MAX_DEPTH {
                return Err(odd(&link.cid, "its tree is too deep"));
            }
            self.descend(&node, start, depth + 1);
        }
    }

    fn descend(&mut self, node: &Node, start: u64, depth: u8) {
        let first = self.pending.len();
        let mut start = start;
        for link in &node.links {
            self.pending.push(Pending::Block {
                link: *link,
                start,
                depth,
            });
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

    fn failed(&self, fault: Fault, block: &Cid) -> StoreError {
        fault.of(&self.root, block, &self.layout)
    }
}

fn odd(cid: &Cid, why: &'static str) -> StoreError {
    StoreError::Unsupported {
        cid: Box::new(*cid),
        why,
    }
}
