//! What several tests need: bytes that are the same everywhere, and a store to put them in.

#![allow(dead_code, reason = "each test binary uses its part")]

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::task::{Context, Poll};

use medink_store::{Added, CHUNK, Cid, ContentStore, EmbeddedStore, LINKS, Owner, Page, Reader, StoreError};
use tempfile::TempDir;
use tokio::io::{AsyncRead, AsyncReadExt, ReadBuf};

const CHUNK_: u64 = CHUNK as u64;
const NODE: u64 = CHUNK_ * LINKS as u64;

/// Lengths, and the addresses of so many bytes of [`seq`]: where they are from says `golden.rs`.
pub const GOLDEN: [(u64, &str); 9] = [
    (0, "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku"),
    (1, "bafkreidlq2zhh7zu7tqz224aj37vup2xi6w2j2vcf4outqa6klo3pb23jm"),
    (
        CHUNK_ - 1,
        "bafkreig34fexazwpi37cx45l7asy6ovwsupgvkrvukxwlgspcaz7bzzkxe",
    ),
    (
        CHUNK_,
        "bafkreifubmybw43havi3h6mtpws7pevigfeiipz5fi2tyjgma26th3c73i",
    ),
    (
        CHUNK_ + 1,
        "bafybeihsrzdfeayswrstksslqsmujjrknxqxeo2j7irtshp4oz5te7h5dy",
    ),
    (
        NODE,
        "bafybeia6x5maohcuulksitvk2245a5iveimm3zq7azndo56b3bjqkh3b44",
    ),
    (
        NODE + 1,
        "bafybeifcu5hbg3eqhbdqezgyijfdnqvl7hr7ox3otepoyfhpoyr6weicp4",
    ),
    (
        NODE + CHUNK_,
        "bafybeih6zwwdmcgsuxyuwpfj7nuemw7yobb27vwzraexhkc62kqhw24idu",
    ),
    (
        50 * 1024 * 1024,
        "bafybeifrvxx5lyferae75zw3wecy62unfkddro2mksobgxxysr37jyjyxu",
    ),
];

/// The bytes of `seq 1000000000 | head -c LEN`, in reads of odd sizes and constant memory.
pub struct Seq {
    number: u64,
    line: Vec<u8>,
    left: u64,
}

pub fn seq(len: u64) -> Seq {
    Seq {
        number: 0,
        line: Vec::new(),
        left: len,
    }
}

pub fn seq_bytes(len: u64) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(len as usize);
    let mut source = seq(len);
    while source.left > 0 {
        let line = source.next_line();
        bytes.extend_from_slice(&line);
    }
    bytes
}

impl Seq {
    fn next_line(&mut self) -> Vec<u8> {
        let mut line = std::mem::take(&mut self.line);
        if line.is_empty() {
            self.number += 1;
            writeln!(line, "{}", self.number).unwrap();
        }
        line.truncate(usize::try_from(self.left).unwrap_or(usize::MAX));
        self.left -= line.len() as u64;
        line
    }
}

impl AsyncRead for Seq {
    fn poll_read(self: Pin<&mut Self>, _: &mut Context<'_>, out: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        while this.left > 0 && out.remaining() > 0 {
            let line = this.next_line();
            let (now, later) = line.split_at(line.len().min(out.remaining()));
            out.put_slice(now);
            this.line = later.to_vec();
            this.left += later.len() as u64;
        }
        Poll::Ready(Ok(()))
    }
}

/// Whose references most tests make.
pub const OWNER: Owner = Owner::new([0x0a; 32]);
/// Somebody else.
pub const OTHER: Owner = Owner::new([0xb0; 32]);

/// A store in a folder of its own.
pub fn store() -> (TempDir, EmbeddedStore) {
    let folder = tempfile::tempdir().unwrap();
    let store = EmbeddedStore::open(folder.path()).unwrap();
    (folder, store)
}

pub async fn add(store: &EmbeddedStore, mut bytes: &[u8]) -> Added {
    store.add(&mut bytes, &|_| {}).await.unwrap()
}

/// Everything that is pinned, page by page.
pub async fn all_pinned(store: &dyn ContentStore, limit: usize) -> Vec<Vec<Cid>> {
    let (mut pages, mut after) = (Vec::new(), None);
    loop {
        let page = store.pinned(Page { after, limit }).await.unwrap();
        after = page.cids.last().copied();
        pages.push(page.cids);
        if !page.more {
            return pages;
        }
    }
}

pub async fn all(mut reader: Reader) -> Result<Vec<u8>, StoreError> {
    let mut bytes = Vec::new();
    reader
        .read_to_end(&mut bytes)
        .await
        .map_err(StoreError::from_io)?;
    Ok(bytes)
}

/// Every block's file, sorted.
pub fn block_files(store: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for shard in std::fs::read_dir(store.join("blocks")).unwrap() {
        let shard = shard.unwrap().path();
        if shard.is_dir() {
            files.extend(std::fs::read_dir(shard).unwrap().map(|file| file.unwrap().path()));
        }
    }
    files.sort();
    files
}

/// The file of a CID's block, found by what flatfs names it: independent of the crate's own way.
pub fn block_file(store: &Path, cid: &Cid) -> PathBuf {
    let base32 = cid::multibase::Base::Base32Upper.encode(cid.hash().to_bytes());
    let at = base32.len() - 3;
    store
        .join("blocks")
        .join(&base32[at..at + 2])
        .join(base32 + ".data")
}

/// The CID of a leaf with these bytes.
pub fn leaf(bytes: &[u8]) -> Cid {
    use sha2::Digest;
    Cid::new_v1(
        0x55,
        cid::multihash::Multihash::wrap(0x12, &sha2::Sha256::digest(bytes)).unwrap(),
    )
}

/// Runs out in the middle, as a file on a broken disk.
pub struct Broken(pub u64);

impl AsyncRead for Broken {
    fn poll_read(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        out: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if self.0 == 0 {
            return Poll::Ready(Err(io::Error::other("the disk went away")));
        }
        let len = (out.remaining() as u64).min(self.0);
        out.put_slice(&vec![7; len as usize]);
        self.0 -= len;
        Poll::Ready(Ok(()))
    }
}
