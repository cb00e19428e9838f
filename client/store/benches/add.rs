//! How fast content is taken in and read back, beside the SHA2-256 of the same bytes: below that no store of
//! this kind can go, on whatever machine. All in one run, in turns, the medians of several.
//!
//! `cargo bench -p medink-store --profile dev` (the profile everything else runs in). The folders are below
//! `TMPDIR`, whose disk is part of the wall time; the processor time holds on a busy machine too.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::hint::black_box;
use std::time::Instant;

use medink_store::{ContentStore, EmbeddedStore};
use sha2::{Digest, Sha256};

const BYTES: usize = 256 * 1024 * 1024;
const ROUNDS: usize = 5;

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    let bytes = noise();
    let (mut hashing, mut adding, mut reading) = (Vec::new(), Vec::new(), Vec::new());
    // Removed only at the end: freshly freed files make a file system slow at making new ones.
    let mut folders = Vec::new();
    for _ in 0..ROUNDS {
        let folder = tempfile::tempdir().unwrap();
        let store = EmbeddedStore::open(folder.path()).unwrap();
        folders.push(folder);
        hashing.push(time(|| {
            black_box(Sha256::digest(black_box(&bytes)));
        }));
        let mut cid = None;
        adding.push(time(|| {
            cid = Some(
                runtime
                    .block_on(store.add(&mut bytes.as_slice(), &|_| {}))
                    .unwrap()
                    .cid,
            );
        }));
        reading.push(time(|| {
            runtime.block_on(async {
                let mut reader = store.read(&cid.unwrap()).await.unwrap();
                tokio::io::copy(&mut reader, &mut tokio::io::sink())
                    .await
                    .unwrap();
            });
        }));
    }
    let hash = median(hashing);
    println!(
        "{} MiB, {ROUNDS} rounds     wall: MB/s  times sha2    processor: MB/s  times sha2",
        BYTES >> 20
    );
    for (name, took) in [
        ("sha2-256", hash),
        ("add, durable", median(adding)),
        ("read, verified", median(reading)),
    ] {
        let speed = took.map(|seconds| BYTES as f64 / 1e6 / seconds);
        println!(
            "{name:24} {:10.0} {:11.2} {:16.0} {:11.2}",
            speed[0],
            took[0] / hash[0],
            speed[1],
            took[1] / hash[1]
        );
    }
}

/// Bytes without two equal blocks.
fn noise() -> Vec<u8> {
    let mut bytes = vec![0u8; BYTES];
    let mut state = 0x9e37_79b9_7f4a_7c15u64;
    for word in bytes.chunks_exact_mut(8) {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        word.copy_from_slice(&state.to_le_bytes());
    }
    bytes
}

/// Seconds by the clock, and of the processor in all threads.
fn time(work: impl FnOnce()) -> [f64; 2] {
    let (clock, processor) = (Instant::now(), processor_seconds());
    work();
    [clock.elapsed().as_secs_f64(), processor_seconds() - processor]
}

/// What this process has used so far, user and system, from `/proc` (which counts hundredths).
fn processor_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
    let fields: Vec<&str> = stat.rsplit(") ").next().unwrap().split(' ').collect();
    let ticks = |at: usize| fields[at].parse::<f64>().unwrap();
    (ticks(11) + ticks(12)) / 100.0
}

fn median(mut times: Vec<[f64; 2]>) -> [f64; 2] {
    [0, 1].map(|at| {
        times.sort_by(|a, b| a[at].total_cmp(&b[at]));
        times[times.len() / 2][at]
    })
}
