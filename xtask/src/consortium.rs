//! Plays a quarter of an hour of faults on hospitals that have hosts of their own (`e2e-tests/consortium`), or measures them.
//! Asserts nothing itself.

use anyhow::Result;

use crate::progress::Progress;
use crate::runner::{self, Purpose};
use crate::workspace::Workspace;
use crate::{ci, exec, foreign};

/// Builds everything, and plays the long test, or prints the figures.
///
/// # Errors
/// If something does not build or can't be had, or a test fails.
pub fn run(ws: &Workspace, figures: bool, progress: &mut Progress) -> Result<()> {
    foreign::hosts(progress)?;
    foreign::clocks(progress)?;
    let built = runner::build(ws, Purpose::Test, progress)?;
    let kubo = foreign::kubo(ws, progress)?;
    let (title, name) = match figures {
        true => ("measure hospitals on hosts of their own", "figures::"),
        false => ("play faults on hospitals with hosts of their own", "long::"),
    };
    progress.step(title, |_| {
        // The whole workspace, as the tests build it: chosen by itself, the crate would have other features.
        let mut tests = ci::root(ws);
        tests.args(["test", "--workspace", "--locked", "--test", "consortium"]);
        tests.args(["--", name, "--ignored", "--nocapture", "--test-threads=1"]);
        exec::stream(built.announce(&mut tests).env("MEDINK_KUBO", kubo))
    })
}
