//! Looking over a content without handing it out: how big, whether it is whole, whether it is right.
//!
//! Changes nothing.

use std::collections::HashSet;
use std::sync::Arc;

use cid::Cid;

use crate::StoreError;
use crate::blocks::{self, Fault};
use crate::content::{MAX_FAULTS, Presence, Verified};
use crate::key::{Key, RAW};
use crate::layout::Layout;
use crate::tree::{self, Link};

/// Bytes of content below `root`.
pub(crate) fn size(layout: &Arc<Layout>, root: &Cid) -> Result<u64, StoreError> {
    let bytes = blocks::read(layout, root).map_err(|fault| fault.of(root, root, layout.place()))?;
    if root.codec() == RAW {
        Ok(bytes.len() as u64)
    } else {
        Ok(tree::parse(root, &bytes)?.size)
    }
}

/// Whether all blocks are here: nodes are read, of leaves only the size is looked at.
pub(crate) fn has(layout: &Arc<Layout>, root: &Cid) -> Result<Presence, StoreError> {
    match whole(layout, root) {
        Ok(()) => Ok(Presence::Whole),
        Err(StoreError::NotFound { .. }) => Ok(Presence::Absent),
        Err(StoreError::Incomplete { .. } | StoreError::Damaged { .. }) => Ok(Presence::Partly),
        Err(error) => Err(error),
    }
}

/// The first block found missing or damaged, as an error, if one is.
pub(crate) fn whole(layout: &Arc<Layout>, root: &Cid) -> Result<(), StoreError> {
    let failed = |fault: Fault, block: &Cid| fault.of(root, block, layout.place());
    let mut survey = Survey::of(root);
    while let Some((cid, size)) = survey.next() {
        if cid.codec() == RAW {
            let found = blocks::size(layout, &cid).map_err(|fault| failed(fault, &cid))?;
            if size.is_some_and(|size| size != found) {
                return Err(failed(Fault::Damaged, &cid));
            }
        } else {
            let bytes = blocks::read(layout, &cid).map_err(|fault| failed(fault, &cid))?;
            survey.below(&tree::parse(&cid, &bytes)?.links);
        }
    }
    Ok(())
}

/// Every block read and hashed.
pub(crate) fn verify(layout: &Arc<Layout>, root: &Cid) -> Result<Verified, StoreError> {
    let mut found = Verified::default();
    let mut survey = Survey::of(root);
    while let Some((cid, _)) = survey.next() {
        let faults = found.missing.len() + found.damaged.len();
        match blocks::read(layout, &cid) {
            Ok(bytes) => {
                found.blocks += 1;
                found.bytes += bytes.len() as u64;
                if cid.codec() != RAW {
                    survey.below(&tree::parse(&cid, &bytes)?.links);
                }
            }
            Err(Fault::Store(error)) => return Err(error),
            Err(_) if faults >= MAX_FAULTS => found.more += 1,
            Err(Fault::Missing) => found.missing.push(cid),
            Err(Fault::Damaged) => found.damaged.push(cid),
        }
    }
    Ok(found)
}

/// The blocks of a tree or of many, each once, in the order of the content.
///
/// Once is what bounds it: a made-up tree may refer to one block any number of times. 32 bytes a block.
#[derive(Default)]
pub(crate) struct Survey {
    pending: Vec<(Cid, Option<u64>)>,
    leaves: HashSet<Key>,
    nodes: HashSet<Key>,
}

impl Survey {
    pub(crate) fn of(root: &Cid) -> Self {
        let mut survey = Self::default();
        survey.add(root);
        survey
    }

    /// Goes on with another tree.
    pub(crate) fn add(&mut self, root: &Cid) {
        self.pending.push((*root, None));
    }

    /// The next block, and its size in bytes of content where a node told.
    pub(crate) fn next(&mut self) -> Option<(Cid, Option<u64>)> {
        while let Some((cid, size)) = self.pending.pop() {
            // Links were checked as they were read. A root that is no address of ours fails when it is read.
            let Ok(key) = Key::of_cid(&cid) else {
                return Some((cid, size));
            };
            let seen = if cid.codec() == RAW {
                &mut self.leaves
            } else {
                &mut self.nodes
            };
            if seen.insert(key) {
                return Some((cid, size));
            }
        }
        None
    }

    /// What is below the node that came last.
    pub(crate) fn below(&mut self, links: &[Link]) {
        self.pending
            .extend(links.iter().rev().map(|link| (link.cid, Some(link.size))));
    }

    /// Whether a block of this key has come.
    pub(crate) fn saw(&self, key: &Key) -> bool {
        self.leaves.contains(key) || self.nodes.contains(key)
    }
}
