//! How fast content is taken in, beside the SHA2-256 of the same bytes: below that no store of this kind can
//! go, on whatever machine. Both in one run, alternating, the median of several.
//!
//! `cargo bench -p medink-store`; the folder is below `TMPDIR`, whose disk is part of the figure.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::hint::black_box;
use std::time::{Duration, Instant};

use medink_store::{ContentStore, EmbeddedStore};
use sha2::{Digest, Sha256};

const BYTES: usize = 256 * 1024 * 1024;
const ROUNDS: usize = 5;

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    let mut bytes = vec![0u8; BYTES];
    let mut state = 0x9e37_79b9_7f4a_7c15u64;
    for word in bytes.chunks_exact_mut(8) {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        word.copy_from_slice(&state.to_le_bytes());
    }
    let (mut hashing, mut adding, mut reading) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let start = Instant::now();
        black_box(Sha256::digest(black_box(&bytes)));
        hashing.push(start.elapsed());

        let folder = tempfile::tempdir().unwrap();
        let store = EmbeddedStore::open(folder.path()).unwrap();
        let start = Instant::now();
        let added = runtime
            .block_on(store.add(&mut bytes.as_slice(), &|_| {}))
            .unwrap();
        adding.push(start.elapsed());

        let start = Instant::now();
        runtime.block_on(async {
            let mut reader = store.read(&added.cid).await.unwrap();
            tokio::io::copy(&mut reader, &mut tokio::io::sink())
                .await
                .unwrap();
        });
        reading.push(start.elapsed());
    }
    let hash = median(hashing);
    for (name, time) in [
        ("sha2-256", hash),
        ("add", median(adding)),
        ("read", median(reading)),
    ] {
        let speed = BYTES as f64 / 1e6 / time.as_secs_f64();
        let ratio = time.as_secs_f64() / hash.as_secs_f64();
        println!("{name:8} {speed:7.0} MB/s  {ratio:5.2} times the time of plain SHA2-256");
    }
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times.get(times.len() / 2).copied().unwrap()
}
