//! The build tool: `cargo xtask <command>` bundles the contracts, builds the node and the client and
//! runs every test. It is the only build logic there is; it never runs in production, and writes nothing
//! outside cargo's target folder but the libraries of tests in JavaScript (`node_modules`).

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

mod apt;
mod artifacts;
mod bench;
mod bundle;
mod canonical;
mod check;
mod ci;
mod consortium;
mod demo;
mod deny;
mod dist;
mod exec;
mod fingerprint;
mod foreign;
mod fuzz;
mod groups;
mod licences;
mod lints;
mod model;
mod module;
mod mutants;
mod node;
mod paths;
mod progress;
mod runner;
mod sbom;
mod test;
mod toolchain;
mod tools;
mod workspace;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::builder::PossibleValuesParser;
use clap::{Parser, Subcommand};
use progress::Progress;
use workspace::{CONTRACTS, Workspace};

const ABOUT: &str = "Builds and tests medink.

Everything a command needs is prepared by the command itself: `cargo xtask test` on a machine with \
nothing but Rust and a C compiler finds or installs the WASM toolchain, bundles the contracts, builds \
the node and the client, and runs every test. What is already there and up to date is not built again.";

const AFTER: &str = "What is built lies in cargo's target folder:
  target/ink/<name>/       the contracts' bundles: <name>.contract, <name>.json, <name>.wasm
  target/debug/medink      the client, with medink-node beside it, where it looks for it
  target/node/             the node's own build

A first build takes a while (the node is large): see each step's time as it passes.";

#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", about = ABOUT, after_help = AFTER)]
struct Cli {
    #[command(subcommand)]
    command: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Compile the four contracts to WASM, check them and write their bundles
    ///
    /// Writes `target/ink/<name>/<name>.contract` (code and metadata, what wallets and Polkadot.js Apps
    /// ask for), .json (the metadata alone) and .wasm (the code alone), and prints the sizes. The same
    /// sources and the same compiler give the same bytes, in any folder and on any machine.
    Bundle {
        /// Only these contracts; all four if none is named
        #[arg(value_name = "CONTRACT", value_parser = PossibleValuesParser::new(CONTRACTS))]
        only: Vec<String>,
        /// Build once more from nothing, aside, and fail unless every file comes out the same
        #[arg(long)]
        verify: bool,
    },
    /// Build the development node
    Node,
    /// Build everything there is to run: the bundles, the node and the client
    Build,
    /// Build everything and play the whole story on real parts, step by step
    ///
    /// Starts a node and a store in temporary folders and on free ports, and drives the client as its users do:
    /// an admin sets the system up, a doctor and a patient are registered, a document is sealed and stored, the
    /// patient consents, the doctor opens it and writes notes, the consent is revoked, and the log tells it all.
    /// Every step is checked; nothing is left running.
    Demo {
        /// The document that the patient records, in place of a small example
        #[arg(long, value_name = "FILE")]
        file: Option<PathBuf>,
    },
    /// Build everything and run every test, on real parts
    ///
    /// The tests also run against Kubo, Polkadot.js and a browser: found in PATH, else built with Go (Kubo),
    /// installed with apt-get (Chromium, Node.js) and npm (libraries).
    Test {
        /// Only tests whose name holds this, in every suite
        filter: Option<String>,
    },
    /// Format, lints and the own tests of the crates that changed: a minute between two edits
    ///
    /// A crate has changed if a file of it differs from where this work left its upstream branch, or from the
    /// last commit where there is none. Needs no bundle, node, browser or Go.
    Check {
        /// Check every crate
        #[arg(long)]
        all: bool,
    },
    /// Build what is handed out: a tarball and a Debian package, in target/dist/
    ///
    /// The client is built with the profile `release`; node and bundles are those of every day. Licences of
    /// all that is linked go with them. DEBFULLNAME and DEBEMAIL name who answers for the package.
    Dist {
        /// Then try it on a fresh Debian without a network: install it, start a node, deploy, remove it
        ///
        /// Needs root, or sudo without a password, and debootstrap, which it installs where it may.
        #[arg(long = "try")]
        try_out: bool,
    },
    /// Measure how fast it is, beside rivals that are measured in the same run: one table
    ///
    /// Builds the client as it is handed out. Takes some minutes, and an otherwise idle machine.
    Bench {
        /// The benchmark's own: --json FILE, --only calls,many,list,large,kubo, --records N, --mib N, --rounds N
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        words: Vec<String>,
    },
    /// Play random sequences of the contracts' messages against the model, more of them than CI does
    ///
    /// A sequence that fails is cut down to the steps that it takes, and its seed is kept in
    /// e2e-tests/contracts/tests/contracts/model/regressions.txt, from which it is played again first.
    Model {
        /// How many messages are sent, about
        #[arg(long, default_value_t = 100_000, value_parser = clap::value_parser!(u32).range(1..))]
        ops: u32,
        /// Another number, other sequences
        #[arg(long, default_value_t = 0)]
        seed: u32,
    },
    /// Fuzz one reader of others' bytes by cargo-fuzz, from the seeds in fuzz/corpus
    ///
    /// Needs a nightly compiler and cargo-fuzz, and says what is missing. What it finds goes to target/fuzz; what stops a
    /// reader, to fuzz/artifacts. The programs are in fuzz/fuzz_targets.
    Fuzz {
        /// The reader: record, card, export, ...
        target: String,
        /// How long
        #[arg(long, default_value_t = 3_600, value_parser = clap::value_parser!(u32).range(1..))]
        seconds: u32,
    },
    /// Change the contracts' rules and the sealed formats line by line, and see whether a test notices, by cargo-mutants
    ///
    /// Takes hours. What no test has noticed is in target/mutants; .cargo/mutants.toml says what is not changed, and
    /// CONTRIBUTING.md what becomes of a survivor.
    Mutants {
        /// Only these; both if none is named
        what: Option<mutants::What>,
        /// Only in files whose path is, or matches, this: contracts/doctor/src/consents.rs
        #[arg(long, value_name = "GLOB")]
        file: Option<String>,
    },
    /// Play a quarter of an hour of faults on hospitals that have hosts of their own: killed, cut off, full, wiped, wrong
    ///
    /// Four validators, three Kubo daemons and their clients, each hospital in a network namespace, under a load of records,
    /// consents and openings. Takes root. A short version is among the tests.
    Consortium {
        /// Measure instead: records a second, latency to finality, disk and processor, as a table and JSON
        #[arg(long)]
        figures: bool,
    },
    /// Hold what comes in from outside against deny.toml: licences, sources, bans, known vulnerabilities
    ///
    /// By cargo-deny, which is got where it is not there yet. Known vulnerabilities are those of the RustSec database;
    /// where it can't be fetched, of the snapshot in xtask/advisories, and that is said.
    Deny,
    /// Find Kubo, the reference implementation of IPFS, or build it with Go, and say where it is
    Kubo,
    /// What CI runs: install what is missing, then format, lints, docs, what comes in from outside, and every test
    Ci,
    /// Find the compiler for WASM, or install it, and say which it is
    ///
    /// Looked for, in this order: the rustc in PATH with its rust-src component, then Debian's packages
    /// (installed by apt-get where that is allowed without asking for a password).
    Toolchain,
}

fn main() -> ExitCode {
    if let Some(code) = lints::in_place_of_rustc() {
        return code;
    }
    let cli = Cli::parse();
    let mut progress = Progress::new();
    let result = run(cli.command, &mut progress);
    // The table last, and below it only what the tests came to: of a long output the end is read first.
    if let Ok(Some(totals)) = &result {
        totals.tell();
    }
    progress.summary();
    match result.and_then(|totals| totals.map_or(Ok(()), |totals| totals.finish())) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Does it. Returns what the tests came to, where it ran them.
fn run(task: Task, progress: &mut Progress) -> anyhow::Result<Option<test::Totals>> {
    let ws = Workspace::find()?;
    match task {
        Task::Test { filter } => {
            // First of all: what can't be had is said before the building, and not after.
            test::NEXTEST.find(&ws, progress)?;
            let built = runner::build(&ws, runner::Purpose::Test, progress)?;
            let foreign = foreign::Foreign::find(&ws, progress)?;
            return test::all(&ws, &built, &foreign, filter, progress).map(Some);
        }
        Task::Ci => return ci::run(&ws, progress).map(Some),
        Task::Toolchain => toolchain::find(progress).map(drop),
        Task::Bundle { only, verify } => {
            let toolchain = toolchain::find(progress)?;
            let is_meant = |name: &&str| only.is_empty() || only.iter().any(|given| given == name);
            let names: Vec<_> = CONTRACTS.into_iter().filter(is_meant).collect();
            bundle::build(&ws, &toolchain, &names, progress)?;
            if verify {
                bundle::verify(&ws, &toolchain, &names, progress)?;
            }
            Ok(())
        }
        Task::Node => {
            let toolchain = toolchain::find(progress)?;
            node::prepare(progress);
            node::build(&ws, &toolchain, progress).map(drop)
        }
        Task::Build => runner::build(&ws, runner::Purpose::Use, progress).map(drop),
        Task::Demo { file } => demo::run(&ws, file, progress),
        Task::Check { all } => check::run(&ws, all, progress),
        Task::Dist { try_out } => {
            let deb = dist::build(&ws, progress)?;
            if try_out {
                dist::try_out(&deb, progress)?;
            }
            Ok(())
        }
        Task::Bench { words } => bench::run(&ws, &words, progress),
        Task::Model { ops, seed } => model::run(&ws, ops, seed, progress),
        Task::Consortium { figures } => consortium::run(&ws, figures, progress),
        Task::Fuzz { target, seconds } => fuzz::run(&ws, &target, seconds, progress),
        Task::Mutants { what, file } => mutants::run(&ws, what, file.as_deref(), progress),
        Task::Deny => deny::check(&ws, progress).map(drop),
        Task::Kubo => {
            let kubo = foreign::kubo(&ws, progress)?;
            progress.say(&format!("Kubo is {}", kubo.display()));
            Ok(())
        }
    }?;
    Ok(None)
}
