//! What is kept, and for whom: an empty file for each reference, named by its CID and its owner.
//!
//! Making and removing an empty file can't stop half way, needs no lock among processes, and shows in `ls`. No two
//! owners ever touch the same file, and no folder is ever removed, so none can undo what another does at the same
//! time. Knows nothing of blocks.

use crate::doing::Doing;
use std::fs::{self, File};
use std::io;
use std::path::PathBuf;

use cid::Cid;

use crate::StoreError;
use crate::content::{MAX_PAGE, Owner, Page, PinPage};
use crate::files::{names, shards, sync_folder};
use crate::key::{Key, shard};
use crate::layout::Layout;

/// Where a reference's file is, present or not: its folder, and its path.
fn paths(layout: &Layout, cid: &Cid, owner: &Owner) -> Result<(PathBuf, PathBuf), StoreError> {
    Key::of_cid(cid)?;
    let name = cid.to_string();
    let folder = layout.pins().join(shard(&name));
    let path = folder.join(format!("{name}.{owner}"));
    Ok((folder, path))
}

/// The content that a file refers to. Only what [`pin`] would write is a reference.
pub(crate) fn content(file_name: &str) -> Option<Cid> {
    let (name, owner) = file_name.split_once('.')?;
    let is_owner = owner.len() == 64 && owner.bytes().all(|c| matches!(c, b'0'..=b'9' | b'a'..=b'f'));
    let cid: Cid = name.parse().ok()?;
    (is_owner && cid.to_string() == name).then_some(cid)
}

/// Makes the owner's reference, durably.
pub(crate) fn pin(layout: &Layout, cid: &Cid, owner: &Owner) -> Result<(), StoreError> {
    let (folder, path) = paths(layout, cid, owner)?;
    layout.make_shard(&folder)?;
    File::create(&path)
        .and_then(|file| file.sync_all())
        .map_err(|source| StoreError::io(Doing::Write, &path, source))?;
    layout.sync_shards(&layout.pins(), [&folder])
}

/// Lets the owner's reference go, durably; whether there was one.
pub(crate) fn unpin(layout: &Layout, cid: &Cid, owner: &Owner) -> Result<bool, StoreError> {
    let (folder, path) = paths(layout, cid, owner)?;
    match fs::remove_file(&path) {
        Ok(()) => sync_folder(&folder).map(|()| true),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(source) => Err(StoreError::io(Doing::Remove, &path, source)),
    }
}

/// A page of contents with references, by shard and name. Costs the page and one shard, not all references.
pub(crate) fn page(layout: &Layout, page: Page) -> Result<PinPage, StoreError> {
    let limit = page.limit.clamp(1, MAX_PAGE);
    let after = page.after.map(|cid| cid.to_string());
    let after = after.as_deref().map(|name| (shard(name), name));
    let mut cids: Vec<Cid> = Vec::new();
    for folder in shards(&layout.pins())? {
        let folder = folder.to_string_lossy();
        if after.is_some_and(|(shard, _)| *folder < *shard) {
            continue;
        }
        for name in names(&layout.pins().join(&*folder))? {
            let Some(cid) = name.to_str().and_then(content) else {
                continue;
            };
            // Names are sorted: a content's references follow one another.
            if after.is_some_and(|after| (&*folder, cid.to_string().as_str()) <= after)
                || cids.last() == Some(&cid)
            {
                continue;
            }
            if cids.len() == limit {
                return Ok(PinPage { cids, more: true });
            }
            cids.push(cid);
        }
    }
    Ok(PinPage { cids, more: false })
}

/// All contents with references, one by one.
pub(crate) fn each(
    layout: &Layout,
    mut visit: impl FnMut(&Cid) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let mut after = None;
    loop {
        let some = page(
            layout,
            Page {
                after,
                limit: MAX_PAGE,
            },
        )?;
        some.cids.iter().try_for_each(&mut visit)?;
        after = some.cids.last().copied();
        if !some.more {
            return Ok(());
        }
    }
}
