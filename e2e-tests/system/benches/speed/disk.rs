//! What the machine's disk does with the same bytes, without medink: the limit of what is to be durable.

use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::hint::black_box;
use std::io::{Read, Write};
use std::path::Path;
use std::time::Instant;

const PIECE: usize = 1 << 20;

/// Seconds that some work takes.
pub fn seconds(work: impl FnOnce()) -> f64 {
    let begun = Instant::now();
    work();
    begun.elapsed().as_secs_f64()
}

/// Bytes without two equal blocks.
pub fn noise(len: usize, seed: u64) -> Vec<u8> {
    let mut state = 0x9e37_79b9_7f4a_7c15 ^ (seed.wrapping_add(1)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mut bytes = vec![0u8; len.next_multiple_of(8)];
    for word in bytes.chunks_exact_mut(8) {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        word.copy_from_slice(&state.to_le_bytes());
    }
    bytes.truncate(len);
    bytes
}

/// Writes files one after the other, each durable before the next: its bytes and its name.
pub fn write_each(folder: &Path, files: &[Vec<u8>]) {
    for (n, bytes) in files.iter().enumerate() {
        let mut file = File::create(folder.join(n.to_string())).unwrap();
        file.write_all(bytes).unwrap();
        file.sync_all().unwrap();
        File::open(folder).unwrap().sync_all().unwrap();
    }
}

/// Copies a file, and makes the copy durable.
pub fn copy(from: &Path, to: &Path) {
    let mut source = File::open(from).unwrap();
    let mut target = File::create(to).unwrap();
    let mut piece = vec![0; PIECE];
    loop {
        let read = source.read(&mut piece).unwrap();
        if read == 0 {
            break;
        }
        target.write_all(&piece[..read]).unwrap();
    }
    target.sync_all().unwrap();
}

/// Reads and hashes every file below a folder; how many bytes they have.
pub fn hash_all(folder: &Path) -> u64 {
    let mut all = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all += hash_all(&path);
        } else {
            let bytes = fs::read(&path).unwrap();
            all += bytes.len() as u64;
            black_box(Sha256::digest(&bytes));
        }
    }
    all
}
