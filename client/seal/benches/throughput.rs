//! How fast records are sealed and opened, next to AES-256-GCM alone on the same machine in the same run: figures
//! of different days do not compare, their ratio does.
//!
//! `cargo bench -p medink-seal --profile dev`

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use medink_seal::{
    Account, DeploymentId,
    record::{self, Author, Details, Kind, Opener},
};
use std::{
    error::Error,
    io::{self, Cursor, Write},
    time::{Duration, Instant},
};

const SIZE: usize = 128 << 20;
const CHUNK: usize = 64 << 10;
const ROUNDS: usize = 5;

type Outcome = Result<(), Box<dyn Error>>;

fn main() -> Outcome {
    let content = vec![0x5a; SIZE];
    let details = Details {
        title: "throughput".into(),
        kind: Kind::Document,
        file_name: None,
        media_type: "application/octet-stream".into(),
        size: SIZE as u64,
        created_ms: 0,
        date: None,
    };
    let account = Account::from_suri("//Bench")?;
    let deployment = DeploymentId {
        genesis: [1; 32],
        contract: [2; 32],
    };
    let author = Author {
        account: &account,
        binding: &deployment.binding(account.address()),
    };
    let mut sealed = Vec::with_capacity(usize::try_from(record::sealed_len(&details)?)?);
    let info = record::seal(&mut content.as_slice(), &details, &author, &mut sealed)?;

    let raw = best(|| raw_aes_gcm(&content))?;
    let seal = best(|| record::seal(&mut content.as_slice(), &details, &author, &mut io::sink()).map(drop))?;
    let open = best(|| {
        Opener::new(sealed.as_slice(), &info.key)?
            .copy_to(&mut io::sink())
            .map(drop)
    })?;
    let reseal = best(|| {
        let mut opener = Opener::new(sealed.as_slice(), &info.key)?;
        record::reseal(&mut opener, &mut io::sink()).map(drop)
    })?;
    let mut opener = Opener::new(Cursor::new(sealed.as_slice()), &info.key)?;
    let ranges = best(|| {
        // Backwards, so that none is at hand already.
        (0..SIZE as u64 / CHUNK as u64)
            .rev()
            .try_for_each(|i| opener.read_range(i * CHUNK as u64, 4_096, &mut io::sink()))
    })?;

    let mut out = io::stdout();
    for (name, took) in [
        ("AES-256-GCM alone", raw),
        ("seal", seal),
        ("open", open),
        ("seal again", reseal),
        ("open 4 KiB of each chunk", ranges),
    ] {
        let speed = SIZE as f64 / took.as_secs_f64() / 1e9;
        let ratio = raw.as_secs_f64() / took.as_secs_f64();
        writeln!(
            out,
            "{name:<26} {speed:>7.2} GB/s  {ratio:>5.2} of AES-256-GCM alone"
        )?;
    }
    Ok(())
}

/// The fastest of a few rounds: the others had the machine's company.
fn best<E: Error + 'static>(mut work: impl FnMut() -> Result<(), E>) -> Result<Duration, Box<dyn Error>> {
    let mut best = Duration::MAX;
    for _ in 0..ROUNDS {
        let start = Instant::now();
        work()?;
        best = best.min(start.elapsed());
    }
    Ok(best)
}

/// The content copied chunk by chunk and sealed in place.
fn raw_aes_gcm(content: &[u8]) -> Result<(), aws_lc_rs::error::Unspecified> {
    let key = LessSafeKey::new(UnboundKey::new(&AES_256_GCM, &[7; 32])?);
    let mut buffer = vec![0; CHUNK];
    for (number, chunk) in content.chunks_exact(CHUNK).enumerate() {
        buffer.copy_from_slice(chunk);
        let mut nonce = [0; 12];
        nonce[..8].copy_from_slice(&(number as u64).to_be_bytes());
        let _tag =
            key.seal_in_place_separate_tag(Nonce::assume_unique_for_key(nonce), Aad::empty(), &mut buffer)?;
    }
    Ok(())
}
