//! Runs other programs: cargo, rustc, apt-get. Never through a shell, and never with a terminal to ask
//! questions on: standard input is always empty.

use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::groups::Group;

/// How often a program that may be ended early is looked after.
const LOOK: Duration = Duration::from_millis(100);

/// Runs `command` with its output on ours, and fails if it does.
pub fn stream(command: &mut Command) -> Result<()> {
    let status = command
        .stdin(Stdio::null())
        .status()
        .with_context(|| cannot_start(command))?;
    if !status.success() {
        bail!("{} ended with {status}; its output is above", describe(command));
    }
    Ok(())
}

/// As [`stream`], with the output in a file, and ended early once `stop` is set, with all that it has started: of a cargo
/// that is ended alone, the compilers go on.
pub fn stream_into(command: &mut Command, file: &File, stop: &AtomicBool) -> Result<()> {
    command
        .stdin(Stdio::null())
        .stdout(file.try_clone()?)
        .stderr(file.try_clone()?);
    let mut group = Group::start(command).with_context(|| cannot_start(command))?;
    let status = loop {
        if let Some(status) = group.ended()? {
            break status;
        }
        if stop.load(Ordering::Relaxed) {
            group.end()?;
            bail!("{} was ended: what ran beside it has failed", describe(command));
        }
        std::thread::sleep(LOOK);
    };
    if !status.success() {
        bail!("{} ended with {status}; its output is above", describe(command));
    }
    Ok(())
}

/// Runs `command` and returns what it printed. What it says on stderr is shown only if it fails.
pub fn capture(command: &mut Command) -> Result<Vec<u8>> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .with_context(|| cannot_start(command))?;
    if !output.status.success() {
        bail!(
            "{} ended with {}:\n{}{}",
            describe(command),
            output.status,
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr).trim_end(),
        );
    }
    Ok(output.stdout)
}

/// Runs `command` and returns what it printed, with what it says on stderr on ours, as it comes.
pub fn capture_stdout(command: &mut Command) -> Result<Vec<u8>> {
    let output = command
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| cannot_start(command))?;
    if !output.status.success() {
        bail!(
            "{} ended with {}; its output is above",
            describe(command),
            output.status
        );
    }
    Ok(output.stdout)
}

/// As [`capture`], for commands that print a line or two of text.
pub fn capture_text(command: &mut Command) -> Result<String> {
    let bytes = capture(command)?;
    let text = String::from_utf8(bytes)
        .with_context(|| format!("{} printed something that is not text", describe(command)))?;
    Ok(text.trim().to_owned())
}

/// The program called `name` in PATH, if there is one.
pub fn in_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join(name))
        .find(|file| file.is_file())
}

/// The cargo that runs us, on the workspace's own toolchain, for builds that run on this machine.
///
/// What `cargo run` told us about ourselves is taken away: build scripts that look at such variables
/// would otherwise run anew on every change between a cargo called by hand and one called by us.
pub fn cargo() -> Command {
    by_hand(std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo")))
}

/// A program that calls cargo, or is called by it, in the environment that it would have if called by hand.
pub fn by_hand(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    for (key, _) in std::env::vars_os() {
        if is_about_us(&key) {
            command.env_remove(key);
        }
    }
    command
}

/// Takes away every variable that steers cargo or rustc, but for where cargo's caches and mirrors are:
/// the builds to WASM must come out the same whoever starts them.
pub fn clear_rust_env(command: &mut Command) {
    for (key, _) in std::env::vars_os() {
        if steers_rust(&key) {
            command.env_remove(key);
        }
    }
}

fn is_about_us(key: &OsStr) -> bool {
    let key = key.to_string_lossy();
    ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_", "CARGO_CRATE_"]
        .iter()
        .any(|start| key.starts_with(start))
        || [
            "CARGO_PRIMARY_PACKAGE",
            "OUT_DIR",
            "LD_LIBRARY_PATH",
            "DYLD_FALLBACK_LIBRARY_PATH",
        ]
        .contains(&key.as_ref())
}

fn steers_rust(key: &OsStr) -> bool {
    let text = key.to_string_lossy();
    let kept = text == "CARGO_HOME"
        || text == "RUSTUP_HOME"
        || [
            "CARGO_HTTP_",
            "CARGO_NET_",
            "CARGO_REGISTR",
            "CARGO_SOURCE_",
            "CARGO_TERM_",
        ]
        .iter()
        .any(|start| text.starts_with(start));
    !kept && (text.starts_with("CARGO") || text.starts_with("RUST") || is_about_us(key))
}

fn describe(command: &Command) -> String {
    let mut words = vec![command.get_program().to_string_lossy().into_owned()];
    words.extend(command.get_args().map(|word| word.to_string_lossy().into_owned()));
    format!("`{}`", words.join(" "))
}

fn cannot_start(command: &Command) -> String {
    format!("cannot start {}", describe(command))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_places_and_mirrors_survive_the_clearing() {
        for gone in [
            "CARGO",
            "CARGO_TARGET_DIR",
            "CARGO_ENCODED_RUSTFLAGS",
            "CARGO_PROFILE_RELEASE_LTO",
        ] {
            assert!(steers_rust(OsStr::new(gone)), "{gone}");
        }
        for gone in [
            "RUSTFLAGS",
            "RUSTC",
            "RUSTC_WRAPPER",
            "RUSTUP_TOOLCHAIN",
            "LD_LIBRARY_PATH",
            "OUT_DIR",
        ] {
            assert!(steers_rust(OsStr::new(gone)), "{gone}");
        }
        for kept in [
            "CARGO_HOME",
            "RUSTUP_HOME",
            "CARGO_HTTP_PROXY",
            "CARGO_REGISTRIES_X_INDEX",
            "PATH",
        ] {
            assert!(!steers_rust(OsStr::new(kept)), "{kept}");
        }
    }

    #[test]
    fn what_a_person_set_for_native_builds_is_left_alone() {
        for kept in [
            "RUSTFLAGS",
            "CARGO_TARGET_DIR",
            "RUSTUP_TOOLCHAIN",
            "CARGO_INCREMENTAL",
        ] {
            assert!(!is_about_us(OsStr::new(kept)), "{kept}");
        }
        assert!(is_about_us(OsStr::new("CARGO_MANIFEST_DIR")));
    }

    #[test]
    fn what_runs_aside_is_kept_and_can_be_ended() {
        let mut file = tempfile::tempfile().unwrap();
        let go_on = AtomicBool::new(false);
        let mut both = Command::new("sh");
        both.args(["-c", "echo out; echo err >&2"]);
        stream_into(&mut both, &file, &go_on).unwrap();
        let error = stream_into(&mut Command::new("false"), &file, &go_on).unwrap_err();
        assert!(error.to_string().contains("`false` ended with"), "{error}");
        let stop = AtomicBool::new(true);
        let begun = std::time::Instant::now();
        let error = stream_into(Command::new("sleep").arg("60"), &file, &stop).unwrap_err();
        assert!(
            error.to_string().contains("what ran beside it has failed"),
            "{error}"
        );
        assert!(begun.elapsed() < Duration::from_secs(30));

        let mut said = String::new();
        std::io::Seek::rewind(&mut file).unwrap();
        std::io::Read::read_to_string(&mut file, &mut said).unwrap();
        assert_eq!(said, "out\nerr\n");
    }

    #[test]
    fn what_is_ended_early_takes_along_what_it_has_started() {
        let folder = tempfile::tempdir().unwrap();
        let log = folder.path().join("log");
        let file = File::create(&log).unwrap();
        let stop = AtomicBool::new(false);
        let mut parent = Command::new("sh");
        parent.args(["-c", "sleep 60 & echo $!; wait"]);
        let child = std::thread::scope(|scope| {
            let run = scope.spawn(|| stream_into(&mut parent, &file, &stop));
            let child = awaited(|| {
                let said = std::fs::read_to_string(&log).unwrap();
                said.strip_suffix('\n').map(str::to_owned)
            });
            stop.store(true, Ordering::Relaxed);
            assert!(run.join().unwrap().is_err());
            child.expect("the shell says what it has started")
        });
        // Gone, or dead and not yet collected by whoever is its parent now.
        let gone = awaited(|| match std::fs::read_to_string(format!("/proc/{child}/stat")) {
            Err(_) => Some(()),
            Ok(stat) => stat.rsplit_once(')').unwrap().1.starts_with(" Z").then_some(()),
        });
        assert!(gone.is_some(), "{child} goes on");
    }

    /// What `look` comes to find within ten seconds.
    fn awaited<T>(look: impl Fn() -> Option<T>) -> Option<T> {
        for _ in 0..100 {
            if let Some(found) = look() {
                return Some(found);
            }
            std::thread::sleep(LOOK);
        }
        None
    }

    #[test]
    fn a_failure_shows_the_command_and_what_it_said() {
        let error = capture(Command::new("cat").arg("/nonexistent/file"))
            .unwrap_err()
            .to_string();
        assert!(error.contains("`cat /nonexistent/file` ended with"), "{error}");
        assert!(error.contains("No such file"), "{error}");
        let error = capture(&mut Command::new("no-such-program-here"))
            .unwrap_err()
            .to_string();
        assert!(error.contains("cannot start `no-such-program-here`"), "{error}");
    }
}
