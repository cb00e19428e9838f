//! Plays random sequences of the contracts' messages against the model (`e2e-tests/contracts`), more of them than CI does.

use anyhow::Result;

use crate::progress::Progress;
use crate::workspace::{CONTRACTS, Workspace};
use crate::{bundle, ci, exec, toolchain};

/// Sends about `ops` messages. The same ones for the same `seed`, and CI's own for 0.
///
/// # Errors
/// If the contracts don't build, or part from the model: the steps that it takes are in the output.
pub fn run(ws: &Workspace, ops: u32, seed: u32, progress: &mut Progress) -> Result<()> {
    let toolchain = toolchain::find(progress)?;
    bundle::build(ws, &toolchain, &CONTRACTS, progress)?;
    progress.step(&format!("play {ops} operations"), |_| {
        // The whole workspace, as the tests build it: chosen by itself, the crate would have other features.
        exec::stream(
            ci::root(ws)
                .args(["test", "--workspace", "--locked", "--test", "contracts"])
                .args(["--", "model::random_sequences", "--nocapture"])
                .env("MEDINK_MODEL_OPS", ops.to_string())
                .env("MEDINK_MODEL_SEED", seed.to_string()),
        )
    })
}
