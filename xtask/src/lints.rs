//! Lints and documentation of our own crates, on the dependencies that were built for the tests.
//!
//! `cargo clippy` and `cargo doc` first check the hundreds of crates beneath, in a form that no build can use. Put
//! before rustc for our own crates alone, as `cargo clippy` does it itself, clippy finds them built; and so does
//! rustdoc behind it. Neither makes a program: of our own crates only the metadata is written.

use std::ffi::OsString;
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};

use anyhow::{Context, Result, bail};

use crate::exec;

/// Tells this program that cargo calls it in rustc's place.
const IN_PLACE: &str = "MEDINK_XTASK_IN_PLACE_OF_RUSTC";

/// What clippy is told besides; each argument ends with the separator that it knows.
const CLIPPY: &str = "-Dwarnings__CLIPPY_HACKERY__";

/// What Linux says behind the path of a program whose file is another one now (proc_pid_exe(5)).
const REPLACED: &str = " (deleted)";

/// Options of rustc's that rustdoc has as well, where they change what a crate says. All take a value.
const SHARED: [&str; 12] = [
    "--crate-name",
    "--crate-type",
    "--edition",
    "--cfg",
    "--check-cfg",
    "--extern",
    "-L",
    "--cap-lints",
    "--warn",
    "--allow",
    "--deny",
    "--forbid",
];

/// Runs clippy and rustdoc over the workspace that `build`, a `cargo build` of all that is looked at, builds; warnings
/// are errors. What lies beneath is built, if it is not yet.
///
/// # Errors
/// If there is anything to be said.
pub fn run(build: &mut Command) -> Result<()> {
    // The build of all that is looked at may have put another file of this program in its place.
    let this = std::env::current_exe().context("this program does not know where it is")?;
    let this = match this.to_str().and_then(|path| path.strip_suffix(REPLACED)) {
        Some(path) => path.into(),
        None => this,
    };
    exec::stream(
        build
            .arg("--all-targets")
            .env("RUSTC_WORKSPACE_WRAPPER", this)
            .env("CLIPPY_ARGS", CLIPPY)
            .env(IN_PLACE, "1"),
    )
}

/// Acts in rustc's place where cargo has called this program for that.
pub fn in_place_of_rustc() -> Option<ExitCode> {
    std::env::var_os(IN_PLACE)?;
    let mut arguments = std::env::args_os().skip(1);
    let rustc = arguments.next()?;
    Some(match check(&rustc, arguments.collect()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    })
}

fn check(rustc: &OsString, arguments: Vec<OsString>) -> Result<()> {
    let arguments: Vec<String> = arguments
        .into_iter()
        .map(|one| one.into_string().ok().context("an argument is not valid Unicode"))
        .collect::<Result<_>>()?;
    if runs_at_once(&arguments) {
        return done(Command::new("clippy-driver").arg(rustc).args(&arguments));
    }
    let arguments = metadata_alone(arguments, Path::exists);
    done(Command::new("clippy-driver").arg(rustc).args(&arguments))?;
    let Some(told) = documented(&arguments) else {
        return Ok(());
    };
    let folder = value(&arguments, "--out-dir").context("cargo names a folder")?;
    let mut rustdoc = Command::new(Path::new(rustc).with_file_name("rustdoc"));
    rustdoc
        .args(told)
        .args(["-Dwarnings", "--out-dir"])
        .arg(Path::new(folder).with_file_name("documentation"));
    // As cargo has it: nobody outside reads a program's.
    if value(&arguments, "--crate-type") == Some("bin") {
        rustdoc.arg("--document-private-items");
    }
    done(&mut rustdoc)
}

fn done(command: &mut Command) -> Result<()> {
    let status = command
        .stdin(Stdio::inherit())
        .status()
        .with_context(|| format!("cannot start {}", command.get_program().display()))?;
    if !status.success() {
        bail!("{} ended with {status}", command.get_program().display());
    }
    Ok(())
}

/// Whether cargo asks the compiler something, or runs what comes of it during the build.
fn runs_at_once(arguments: &[String]) -> bool {
    match value(arguments, "--crate-name") {
        // Cargo's name for a crate that is only asked about.
        None | Some("___") => true,
        Some(name) => {
            name.starts_with("build_script_") || value(arguments, "--crate-type") == Some("proc-macro")
        }
    }
}

/// What follows an option.
fn value<'a>(arguments: &'a [String], option: &str) -> Option<&'a str> {
    let mut after = arguments.iter().skip_while(|one| *one != option).skip(1);
    after.next().map(String::as_str)
}

/// The same compilation as far as its metadata. Our own crates beneath have none but that, either.
fn metadata_alone(arguments: Vec<String>, there: impl Fn(&Path) -> bool) -> Vec<String> {
    let change = |one: String| {
        if one.starts_with("--emit=") {
            return "--emit=dep-info,metadata".to_owned();
        }
        match one.split_once('=') {
            Some((_, path)) if path.ends_with(".rlib") && !there(Path::new(path)) => {
                format!("{}.rmeta", one.trim_end_matches(".rlib"))
            }
            _ => one,
        }
    };
    arguments.into_iter().map(change).collect()
}

/// What rustdoc is told of a library or a program; none for tests, examples and benchmarks.
fn documented(arguments: &[String]) -> Option<Vec<String>> {
    let source = arguments.iter().find(|one| one.ends_with(".rs"))?;
    let in_src = Path::new(source).iter().any(|part| part == "src");
    if !in_src || arguments.iter().any(|one| one == "--test") {
        return None;
    }
    let mut told = vec![source.clone()];
    let mut rest = arguments.iter();
    while let Some(one) = rest.next() {
        let option = one.split_once('=').map_or(one.as_str(), |(option, _)| option);
        if !SHARED.contains(&option) {
            continue;
        }
        told.push(one.clone());
        if option == one {
            told.extend(rest.next().cloned());
        }
    }
    Some(told)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        text.split_whitespace().map(str::to_owned).collect()
    }

    const LIBRARY: &str = "--crate-name seal --edition=2024 client/seal/src/lib.rs --error-format=json --crate-type lib \
         --emit=dep-info,metadata,link -C opt-level=3 --warn=clippy::panic --cfg feature=\"x\" -C metadata=1 \
         --out-dir /t/deps -L dependency=/t/deps --extern hex=/t/deps/libhex-1.rlib --extern ours=/t/deps/libours-2.rlib";

    #[test]
    fn only_metadata_is_written_and_read_of_our_own() {
        let changed = metadata_alone(words(LIBRARY), |path| path.ends_with("libhex-1.rlib"));
        let changed = changed.join(" ");
        assert!(changed.contains("--emit=dep-info,metadata -C"), "{changed}");
        assert!(changed.contains("hex=/t/deps/libhex-1.rlib"), "{changed}");
        assert!(changed.ends_with("ours=/t/deps/libours-2.rmeta"), "{changed}");
    }

    #[test]
    fn what_the_build_itself_needs_is_made_whole() {
        assert!(!runs_at_once(&words(LIBRARY)));
        for text in [
            "-vV",
            "- --crate-name ___ --print=file-names",
            "--crate-name build_script_build build.rs --crate-type bin",
            "--crate-name macros src/lib.rs --crate-type proc-macro",
        ] {
            assert!(runs_at_once(&words(text)), "{text}");
        }
    }

    #[test]
    fn rustdoc_is_told_what_it_knows_of_libraries_and_programs() {
        let told = documented(&words(LIBRARY)).unwrap().join(" ");
        assert_eq!(
            told,
            "client/seal/src/lib.rs --crate-name seal --edition=2024 --crate-type lib --warn=clippy::panic --cfg \
             feature=\"x\" -L dependency=/t/deps --extern hex=/t/deps/libhex-1.rlib --extern ours=/t/deps/libours-2.rlib"
        );
        assert!(documented(&words("--crate-name seal client/seal/src/lib.rs --test")).is_none());
        assert!(
            documented(&words(
                "--crate-name add client/store/benches/add.rs --crate-type bin"
            ))
            .is_none()
        );
    }
}
