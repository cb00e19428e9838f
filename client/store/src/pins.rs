//! What is kept: an empty file for each pin, named by its CID.
//!
//! Making and removing an empty file can't stop half way, needs no lock among processes, and shows in `ls`.
//! Knows nothing of blocks.

use std::fs::{self, File};
use std::io;
use std::path::PathBuf;

use cid::Cid;

use crate::StoreError;
use crate::content::{MAX_PAGE, Page, PinPage};
use crate::files::{make_folder, names, shards, sync_folder};
use crate::key::{Key, shard};
use crate::layout::Layout;

/// Where a pin's file is, present or not: its folder, and its path.
fn paths(layout: &Layout, cid: &Cid) -> Result<(PathBuf, PathBuf), StoreError> {
    Key::of_cid(cid)?;
    let name = cid.to_string();
    let folder = layout.pins().join(shard(&name));
    let path = folder.join(name);
    Ok((folder, path))
}

/// Pins, durably.
pub(crate) fn pin(layout: &Layout, cid: &Cid) -> Result<(), StoreError> {
    let (folder, path) = paths(layout, cid)?;
    make_folder(&folder)?;
    File::create(&path)
        .and_then(|file| file.sync_all())
        .map_err(|source| StoreError::io("write", &path, source))?;
    sync_folder(&folder)?;
    sync_folder(&layout.pins())
}

/// Unpins, durably; whether it was pinned.
pub(crate) fn unpin(layout: &Layout, cid: &Cid) -> Result<bool, StoreError> {
    let (folder, path) = paths(layout, cid)?;
    match fs::remove_file(&path) {
        Ok(()) => sync_folder(&folder).map(|()| true),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(source) => Err(StoreError::io("remove", &path, source)),
    }
}

/// A page of pins, by shard and name. Costs the page and one shard, not all pins.
pub(crate) fn page(layout: &Layout, page: Page) -> Result<PinPage, StoreError> {
    let limit = page.limit.clamp(1, MAX_PAGE);
    let after = page.after.map(|cid| cid.to_string());
    let after = after.as_deref().map(|name| (shard(name), name));
    let mut cids = Vec::new();
    for folder in shards(&layout.pins())? {
        let folder = folder.to_string_lossy();
        if after.is_some_and(|(shard, _)| *folder < *shard) {
            continue;
        }
        for name in names(&layout.pins().join(&*folder))? {
            let name = name.to_string_lossy();
            if after.is_some_and(|after| (&*folder, &*name) <= after) {
                continue;
            }
            // Only what `pin` would write is a pin.
            let Some(cid) = name.parse::<Cid>().ok().filter(|cid| cid.to_string() == *name) else {
                continue;
            };
            if cids.len() == limit {
                return Ok(PinPage { cids, more: true });
            }
            cids.push(cid);
        }
    }
    Ok(PinPage { cids, more: false })
}

/// All pins, one by one.
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
