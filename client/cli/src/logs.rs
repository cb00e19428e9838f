//! The log: what medink asks of chain, store and wallet, and how long that takes, on standard error. Addresses, hashes,
//! sizes and times alone: nothing that a person wrote, no key and no passphrase is ever handed to it.
//!
//! Lines of other crates are never shown: they may quote what was sent.

use crate::args::Global;
use medink_core::error::{Error, Kind, Result};
use medink_words::{Said, said};
use std::io::IsTerminal;
use std::str::FromStr;
use tracing::level_filters::LevelFilter;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{Layer, fmt};

/// Names what is shown, in place of -v.
const VARIABLE: &str = "MEDINK_LOG";

/// Whose lines may be shown: all crates of medink's begin like this.
const OURS: &str = "medink";

/// Begins to show the log, once a program.
///
/// # Errors
/// [`Kind::Usage`] for a value of the environment variable that says nothing.
pub fn begin(global: &Global) -> Result<()> {
    let said = std::env::var(VARIABLE)
        .ok()
        .filter(|said| !said.trim().is_empty());
    let shown = match said {
        Some(said) => parse(&said)?,
        None => Targets::new().with_target(OURS, level(global.verbose)),
    };
    let colour = std::io::stderr().is_terminal()
        && std::env::var_os("NO_COLOR").is_none_or(|no_colour| no_colour.is_empty());
    let lines = fmt::layer()
        .with_writer(std::io::stderr)
        .with_ansi(colour)
        .with_timer(fmt::time::uptime())
        .compact()
        .with_filter(shown);
    // Set once already where a test runs several commands in one program: the first stays.
    let _ = tracing_subscriber::registry().with(lines).try_init();
    Ok(())
}

fn level(verbose: u8) -> LevelFilter {
    match verbose {
        0 => LevelFilter::WARN,
        1 => LevelFilter::INFO,
        2 => LevelFilter::DEBUG,
        _ => LevelFilter::TRACE,
    }
}

/// A level, or parts with a level each, such as `medink_chain=debug,medink_store=info`.
fn parse(said: &str) -> Result<Targets> {
    let wrong = |what: Said| Error::new(Kind::Usage, what).next(said!("cli-log-levels"));
    if let Ok(level) = LevelFilter::from_str(said.trim()) {
        return Ok(Targets::new().with_target(OURS, level));
    }
    let mut shown = Targets::new();
    for part in said.split(',').map(str::trim) {
        let Some((target, level)) = part.split_once('=') else {
            return Err(wrong(said!("cli-log-no-level", variable = VARIABLE)));
        };
        if !target.starts_with(OURS) {
            return Err(wrong(said!("cli-log-no-part", variable = VARIABLE)));
        }
        let level = LevelFilter::from_str(level)
            .map_err(|_| wrong(said!("cli-log-unknown-level", variable = VARIABLE)))?;
        shown = shown.with_target(target, level);
    }
    Ok(shown)
}

#[cfg(test)]
mod tests {
    use super::*;
    use tracing::Level;

    #[test]
    fn only_parts_of_medink_are_shown() {
        let shown = parse("debug").unwrap();
        assert!(shown.would_enable("medink_chain::node", &Level::DEBUG));
        assert!(!shown.would_enable("medink_chain::node", &Level::TRACE));
        assert!(!shown.would_enable("jsonrpsee", &Level::ERROR));
        let shown = parse("medink_chain=trace, medink_store=off").unwrap();
        assert!(shown.would_enable("medink_chain", &Level::TRACE));
        assert!(!shown.would_enable("medink_store", &Level::ERROR));
        assert!(!shown.would_enable("medink_local", &Level::ERROR));
        for wrong in [
            "loud",
            "jsonrpsee=trace",
            "medink_chain",
            "medink_chain=loud",
            "debug,",
            "=",
        ] {
            assert_eq!(parse(wrong).unwrap_err().kind, Kind::Usage, "{wrong}");
        }
    }
}
