//! The latest blocks of a development chain, durable before anybody hears of
//! them.
//!
//! The database takes a block into memory first, and to the disk some time
//! later. What a client was told is written would be gone with the process or
//! the power. On a network other nodes have the block; a development chain has
//! these files, and at its start whatever the database lacks is carried out
//! again.
//!
//! `blocks.recent` is appended to; once it is large it becomes `blocks.older`,
//! in place of the one before. By then the database has long written that: it
//! holds back less than either file takes. An entry is its length (4 bytes, the
//! lowest first), TwoX-128 of what follows, and a header, the digests that are
//! no part of what the runtime carries out, and a body, in SCALE. One that was
//! cut off is the last, and nobody heard of its block.

use crate::{
    chain::Client,
    runtime_api::{Block, Hash},
};
use parity_scale_codec::{Decode, Encode};
use sc_consensus::{
    BlockCheckParams, BlockImport, BlockImportParams, ForkChoiceStrategy, ImportResult, StateAction,
};
use sp_blockchain::HeaderBackend;
use sp_consensus::{BlockOrigin, BlockStatus, Error};
use sp_io::hashing::twox_128;
use sp_runtime::{traits::Header as _, DigestItem};
use std::{
    fs::{self, File, OpenOptions},
    io::{self, BufReader, Read, Write},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

type Header = <Block as sp_runtime::traits::Block>::Header;
type Body = Vec<<Block as sp_runtime::traits::Block>::Extrinsic>;
type Entry = (Header, Vec<DigestItem>, Body);

/// Bytes after which a file is full: the database has more to write than its
/// blocks, and holds back 64 MiB of its own log and 16 MiB that wait for it.
const FULL: u64 = 80 * 1024 * 1024;

/// Bytes of an entry before its content.
const FRAME: usize = 4 + 16;

/// Imports the blocks that are made here, durably where there is a folder.
pub struct Recent {
    client: Arc<Client>,
    log: Option<Mutex<Log>>,
}

struct Log {
    current: PathBuf,
    older: PathBuf,
    file: File,
    length: u64,
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
                let (mut log, entries) = Log::open(folder, client.info().best_number)?;
                for entry in entries {
                    again(&client, entry).await?;
                }
                log.make_room()?;
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
    if known != BlockStatus::Unknown || *block.header.parent_hash() != best {
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

impl Log {
    /// Opens the files in `folder`, and what is in them of blocks above `best`.
    /// What was cut off is removed.
    fn open(folder: &Path, best: u32) -> io::Result<(Self, Vec<Entry>)> {
        let (current, older) = (folder.join("blocks.recent"), folder.join("blocks.older"));
        let (mut lost, _) = entries(&older, best)?;
        let (latest, length) = entries(&current, best)?;
        lost.extend(latest);
        let file = OpenOptions::new().create(true).append(true).open(&current)?;
        // Its name is durable before anything in it is relied on.
        File::open(folder)?.sync_all()?;
        let mut log = Self {
            current,
            older,
            file,
            length,
        };
        log.cut(length)?;
        Ok((log, lost))
    }

    fn append(&mut self, content: &[u8]) -> io::Result<u64> {
        self.make_room()?;
        let before = self.length;
        let length = u32::try_from(content.len()).map_err(io::Error::other)?;
        let frame = [&length.to_le_bytes(), &twox_128(content)[..], content].concat();
        let written = self.file.write_all(&frame).and_then(|()| self.file.sync_data());
        if let Err(error) = written {
            // Half of it is removed now, or when it is read.
            let _ = self.cut(before);
            return Err(error);
        }
        self.length = before + frame.len() as u64;
        Ok(before)
    }

    fn cut(&mut self, length: u64) -> io::Result<()> {
        self.file.set_len(length)?;
        self.file.sync_data()?;
        self.length = length;
        Ok(())
    }

    /// Begins a new file where this one is full.
    fn make_room(&mut self) -> io::Result<()> {
        if self.length < FULL {
            return Ok(());
        }
        fs::rename(&self.current, &self.older)?;
        self.file = OpenOptions::new().create(true).append(true).open(&self.current)?;
        self.length = 0;
        match self.current.parent() {
            Some(folder) => File::open(folder)?.sync_all(),
            None => Ok(()),
        }
    }
}

/// The entries of a file that are of blocks above `best`, up to the first entry
/// that is cut off or damaged, and how many bytes are whole. None where there is
/// no file.
fn entries(path: &Path, best: u32) -> io::Result<(Vec<Entry>, u64)> {
    let (mut found, mut whole) = (Vec::new(), 0);
    let file = match File::open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok((found, whole)),
        file => file?,
    };
    let length = file.metadata()?.len();
    let mut file = BufReader::new(file);
    let (mut frame, mut content) = ([0; FRAME], Vec::new());
    while whole + (FRAME as u64) <= length {
        file.read_exact(&mut frame)?;
        let (size, sum) = frame.split_at(4);
        let size = size.try_into().map_or(u32::MAX, u32::from_le_bytes);
        let end = whole + FRAME as u64 + u64::from(size);
        if end > length {
            break;
        }
        content.resize(size as usize, 0);
        file.read_exact(&mut content)?;
        if twox_128(&content) != sum {
            break;
        }
        let mut rest = content.as_slice();
        let Ok(header) = Header::decode(&mut rest) else {
            break;
        };
        if *header.number() > best {
            let Ok((post_digests, body)) = Decode::decode(&mut rest) else {
                break;
            };
            found.push((header, post_digests, body));
        }
        whole = end;
    }
    Ok((found, whole))
}

#[cfg(test)]
mod tests {
    use super::*;
    use sp_runtime::Digest;

    fn content(number: u32) -> Vec<u8> {
        let header = Header::new(
            number,
            Hash::default(),
            Hash::default(),
            Hash::default(),
            Digest::default(),
        );
        (header, Vec::<DigestItem>::new(), Body::new()).encode()
    }

    fn numbers(folder: &Path) -> Vec<u32> {
        let (_, entries) = Log::open(folder, 0).unwrap();
        entries.into_iter().map(|(header, ..)| *header.number()).collect()
    }

    #[test]
    fn what_was_cut_off_or_taken_back_is_not_there_and_what_was_before_is() {
        let folder = tempfile::tempdir().unwrap();
        let (mut log, none) = Log::open(folder.path(), 0).unwrap();
        assert!(none.is_empty());
        log.append(&content(1)).unwrap();
        let before = log.append(&content(2)).unwrap();
        let whole = fs::read(&log.current).unwrap();
        for length in before as usize..whole.len() {
            fs::write(&log.current, &whole[..length]).unwrap();
            assert_eq!(numbers(folder.path()), [1], "{length}");
            // It goes on behind what is whole.
            assert_eq!(fs::metadata(&log.current).unwrap().len(), before);
        }
        for at in before as usize..whole.len() {
            let mut damaged = whole.clone();
            damaged[at] ^= 1;
            fs::write(&log.current, &damaged).unwrap();
            assert_eq!(numbers(folder.path()), [1], "byte {at}");
        }
        fs::write(&log.current, &whole).unwrap();
        assert_eq!(numbers(folder.path()), [1, 2]);
        let (mut log, above) = Log::open(folder.path(), 1).unwrap();
        assert_eq!(above.len(), 1, "what the database has is passed over");
        log.cut(before).unwrap();
        log.append(&content(3)).unwrap();
        assert_eq!(numbers(folder.path()), [1, 3]);
    }

    #[test]
    fn a_full_file_gives_way_and_the_one_before_stays() {
        let folder = tempfile::tempdir().unwrap();
        let (mut log, _) = Log::open(folder.path(), 0).unwrap();
        log.append(&content(1)).unwrap();
        log.length = FULL;
        log.append(&content(2)).unwrap();
        assert_eq!(numbers(folder.path()), [1, 2]);
        log.length = FULL;
        log.append(&content(3)).unwrap();
        assert_eq!(numbers(folder.path()), [2, 3]);
    }
}
