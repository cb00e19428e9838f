//! The main job: the whole story on real parts, told step by step and checked at each. Drives the program `medink` as
//! its users do, never its library, so that what is shown here is what they get.

#![allow(
    clippy::indexing_slicing,
    reason = "reading a serde_json::Value by name answers null where there is nothing; it never panics"
)]

mod stage;
mod story;

use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::progress::Progress;
use crate::runner;
use crate::workspace::Workspace;
use stage::Stage;

/// Builds what is needed, plays the story in temporary folders and on free ports, and leaves nothing running. Fails
/// unless every check held.
pub fn run(ws: &Workspace, file: Option<PathBuf>, progress: &mut Progress) -> Result<()> {
    // The user's file is looked at before anything is built.
    let file = match file {
        Some(path) => {
            let about = std::fs::metadata(&path).context("the file given with --file cannot be read")?;
            if !about.is_file() {
                bail!("what was given with --file is no regular file; give a single document");
            }
            Some(
                path.canonicalize()
                    .context("the file given with --file cannot be found")?,
            )
        }
        None => None,
    };
    let built = runner::build(ws, runner::Purpose::Use, progress)?;
    let summary = progress.step("the story", |_| {
        let stage = Stage::set(&built)?;
        let told = story::tell(&stage, file.as_deref());
        let left = stage.clear();
        let summary = told?;
        left?;
        Ok(summary)
    })?;
    println!("\n{summary}");
    Ok(())
}
