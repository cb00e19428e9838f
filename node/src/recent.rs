//! The latest blocks of a development chain, durable before anybody hears of
//! them.
//!
//! The database takes a block into memory first, and to the disk some time
//! later. What a client was told is written would be gone with the process or
//! the power. On a network other nodes have the block; a development chain has
//! these files, and at its start whatever the database lacks is carried out
//! again.
//!
//! `blocks.recent` is appended to ([`crate::frames`]); once it is large it becomes
//! `blocks.older`, in place of the one before. By then the database has long
//! written that: it holds back less than either file takes. An entry is a header,
//! the digests that are no part of what the runtime carries out, and a body, in
//! SCALE. Of a block whose entry was cut off nobody has heard.

use crate::{
    chain::Client,
    frames::Frames,
    runtime_api::{Block, Hash},
};
use parity_scale_codec::{Decode, Encode};
use sc_consensus::{
    BlockCheckParams, BlockImport, BlockImportParams, ForkChoiceStrategy, ImportResult, StateAction,
};
use sp_blockchain::HeaderBackend;
use sp_consensus::{BlockOrigin, BlockStatus, Error};
use sp_runtime::{traits::Header as _, DigestItem};
use std::{
    io,
    path::Path,
    sync::{Arc, Mutex, PoisonError},
};

type Header = <Block as sp_runtime::traits::Block>::Header;
type Body = Vec<<Block as sp_runtime::traits::Block>::Extrinsic>;
type Entry = (Header, Vec<DigestItem>, Body);

/// Bytes after which a file is full: the database has more to write than its
/// blocks, and holds back 64 MiB of its own log and 16 MiB that wait for it.
const FULL: u64 = 80 * 1024 * 1024;

/// Imports the blocks that are made here, durably where there is a folder.
pub struct Recent {
    client: Arc<Client>,
    log: Option<Mutex<Frames>>,
}

impl Recent {
    /// For the chain in `folder`, after what its database lacks was carried out
    /// again; for a temporary one without any file.
    ///
    /// # Errors
    /// What kept a file from being read or written, or a block from being carried
    /// out.
    pub async fn open(client: Arc<Client>, folder: Option<&Path>) -> io::Result<Self> {
        let log = match folder {
            None => None,
            Some(folder) => {
                let best = client.info().best_number;
                let mut lost = Vec::new();
                let log = Frames::open(folder, FULL, |content| match above(best, content) {
                    Ok(entry) => {
                        lost.extend(entry);
                        true
                    }
                    Err(_) => false,
                })?;
                for entry in lost {
                    again(&client, entry).await?;
                }
                Some(Mutex::new(log))
            }
        };
        Ok(Self { client, log })
    }

    /// Makes an entry durable. How long the file was before it.
    fn append(&self, block: &BlockImportParams<Block>) -> io::Result<u64> {
        let Some(log) = &self.log else {
            return Ok(0);
        };
        let body = block.body.as_deref().unwrap_or_default();
        let content = (&block.header, &block.post_digests, body).encode();
        log.lock()
            .unwrap_or_else(PoisonError::into_inner)
            .append(&content)
    }

    /// Takes back what was appended to a file of this length.
    fn take_back(&self, length: u64) -> io::Result<()> {
        match &self.log {
            None => Ok(()),
            Some(log) => log.lock().unwrap_or_else(PoisonError::into_inner).cut(length),
        }
    }
}

#[async_trait::async_trait]
impl BlockImport<Block> for Recent {
    type Error = Error;

    async fn check_block(&self, block: BlockCheckParams<Block>) -> Result<ImportResult, Error> {
        self.client.check_block(block).await
    }

    async fn import_block(&self, block: BlockImportParams<Block>) -> Result<ImportResult, Error> {
        let failed = |error: io::Error| Error::ClientImport(format!("blocks.recent: {error}"));
        let before = self.append(&block).map_err(failed)?;
        let imported = self.client.import_block(block).await;
        if !matches!(imported, Ok(ImportResult::Imported(_))) {
            self.take_back(before).map_err(failed)?;
        }
        imported
    }
}

/// An entry of a block above `best`; none of another.
fn above(best: u32, mut content: &[u8]) -> Result<Option<Entry>, parity_scale_codec::Error> {
    let header = Header::decode(&mut content)?;
    if *header.number() <= best {
        return Ok(None);
    }
    let (post_digests, body) = Decode::decode(&mut content)?;
    Ok(Some((header, post_digests, body)))
}

/// Carries out a block that the database lacks.
async fn again(client: &Arc<Client>, (header, post_digests, body): Entry) -> io::Result<()> {
    let number = *header.number();
    let failed = |why: String| io::Error::other(format!("block {number} of blocks.recent: {why}"));
    let mut block = BlockImportParams::<Block>::new(BlockOrigin::File, header);
    block.post_digests = post_digests;
    let hash: Hash = block.post_header().hash();
    let known = client
        .block_status(hash)
        .map_err(|error| failed(error.to_string()))?;
    let best = client.info().best_hash;
    if known != BlockStatus::Unknown {
        return Ok(());
    }
    if *block.header.parent_hash() != best {
        log::warn!(target: "medink", "block {number} {hash:?} of blocks.recent does not follow what the database has");
        return Ok(());
    }
    block.body = Some(body);
    block.finalized = true;
    block.fork_choice = Some(ForkChoiceStrategy::LongestChain);
    block.state_action = StateAction::Execute;
    match client.import_block(block).await {
        Ok(ImportResult::Imported(_)) => {
            log::info!(target: "medink", "block {number} {hash:?} again, which the database had lost");
            Ok(())
        }
        Ok(other) => Err(failed(format!("{other:?}"))),
        Err(error) => Err(failed(error.to_string())),
    }
}
