//! Collecting garbage: mark what pins reach, remove the rest.
//!
//! Runs only while nobody adds, pins or reads. In doubt it removes nothing: without a pinned tree's inner
//! node nobody can tell which blocks are below it, and they may be what a repair needs.

use crate::doing::Doing;
use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::Path;
use std::sync::Arc;

use crate::StoreError;
use crate::blocks::{self, Fault};
use crate::content::Collected;
use crate::files::{names, shards, sync_folder};
use crate::ingest::add_of;
use crate::key::{Key, RAW};
use crate::layout::Layout;
use crate::pins;
use crate::survey::Survey;
use crate::tree;

/// Collects. The caller holds the lock alone.
pub(crate) fn collect(layout: &Arc<Layout>) -> Result<Collected, StoreError> {
    let mut done = Collected {
        leftovers: clear_temp(&layout.temp())?,
        ..Collected::default()
    };
    let marked = mark(layout)?;
    for shard in shards(&layout.blocks())? {
        sweep(&layout.blocks().join(shard), &marked, &mut done)?;
    }
    Ok(done)
}

/// Removes what adds left that were killed: none runs now. How many they were.
fn clear_temp(temp: &Path) -> Result<u64, StoreError> {
    let mut adds = HashSet::new();
    for name in names(temp)? {
        let path = temp.join(&name);
        let gone = if path.is_dir() {
            fs::remove_dir_all(&path)
        } else {
            fs::remove_file(&path)
        };
        gone.map_err(|source| StoreError::io(Doing::Remove, &path, source))?;
        adds.insert(add_of(&name.to_string_lossy()).to_owned());
    }
    Ok(adds.len() as u64)
}

/// What pins reach. Reads nodes only; a leaf that is missing keeps nothing from being collected.
fn mark(layout: &Arc<Layout>) -> Result<Survey, StoreError> {
    let mut marked = Survey::default();
    pins::each(layout, |pin| {
        marked.add(pin);
        while let Some((cid, _)) = marked.next() {
            if cid.codec() == RAW {
                continue;
            }
            match blocks::read(layout, &cid) {
                Ok(bytes) => marked.below(&tree::parse(&cid, &bytes)?.links),
                Err(Fault::Store(error)) => return Err(error),
                Err(Fault::Missing | Fault::Damaged) => {
                    return Err(StoreError::GcUnsafe {
                        pin: Box::new(*pin),
                        block: Box::new(cid),
                        place: layout.place(),
                    });
                }
            }
        }
        Ok(())
    })?;
    Ok(marked)
}

/// Removes the blocks of one shard that are not marked. Files that are no blocks are left alone.
fn sweep(folder: &Path, marked: &Survey, done: &mut Collected) -> Result<(), StoreError> {
    let before = done.blocks;
    for name in names(folder)? {
        let Some(key) = name.to_str().and_then(Key::of_file_name) else {
            continue;
        };
        if marked.saw(&key) {
            done.kept += 1;
            continue;
        }
        let path = folder.join(name);
        let failed = |source: io::Error| StoreError::io(Doing::Remove, &path, source);
        let size = fs::metadata(&path).map_err(failed)?.len();
        fs::remove_file(&path).map_err(failed)?;
        done.blocks += 1;
        done.bytes += size;
    }
    if done.blocks > before {
        sync_folder(folder)
    } else {
        Ok(())
    }
}
