//! Finds the compiler for WASM: a rustc with the source of its standard library beside it, a linker for
//! WASM, and binaryen's wasm-opt. Installs Debian's where there is none and that is allowed.
//!
//! What a compiler can do is asked of the compiler, never concluded from its version.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, anyhow, bail};

use crate::paths::Renamed;
use crate::progress::Progress;
use crate::workspace::Workspace;
use crate::{apt, exec, paths};

/// The target of contracts and of the node's runtime.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// Where Debian's packages put the compiler. The rustc in PATH may be another one, rustup's.
const DEBIAN_RUSTC: &str = "/usr/bin/rustc";
const DEBIAN_COMPILER: [&str; 4] = ["rustc-web", "cargo-web", "rust-web-src", "lld"];

/// All it takes to build to WASM.
pub struct Toolchain {
    compiler: Compiler,
    /// binaryen's optimiser.
    pub wasm_opt: PathBuf,
    wasm_opt_version: String,
}

struct Compiler {
    rustc: PathBuf,
    cargo: PathBuf,
    /// The Rust source tree that holds `library/`.
    source: PathBuf,
    linker: PathBuf,
    version: semver::Version,
    linker_version: String,
}

/// Finds the toolchain or installs it, and says which it is.
///
/// # Errors
/// Where there is none and none may be installed: what was looked at, and both ways to get one.
pub fn find(progress: &mut Progress) -> Result<Toolchain> {
    let compiler = find_compiler(progress)?;
    let wasm_opt = find_wasm_opt(progress)?;
    let wasm_opt_version = exec::capture_text(Command::new(&wasm_opt).arg("--version"))?;
    let toolchain = Toolchain {
        compiler,
        wasm_opt,
        wasm_opt_version,
    };
    progress.say(&format!("WASM toolchain: {}", toolchain.describe()));
    Ok(toolchain)
}

impl Toolchain {
    /// The compiler's version, as bundles state it.
    pub fn rustc_version(&self) -> &semver::Version {
        &self.compiler.version
    }

    /// What may change the bytes that come out, and nothing else: versions, but no paths.
    pub fn identity(&self) -> [(&'static str, String); 3] {
        [
            ("rustc", self.compiler.version.to_string()),
            ("linker", self.compiler.linker_version.clone()),
            ("wasm_opt", self.wasm_opt_version.clone()),
        ]
    }

    /// For people: what is used, and where it lies.
    fn describe(&self) -> String {
        let Compiler {
            rustc,
            version,
            linker,
            linker_version,
            ..
        } = &self.compiler;
        format!(
            "rustc {version} ({}), {linker_version} ({}), {} ({})",
            rustc.display(),
            linker.display(),
            self.wasm_opt_version,
            self.wasm_opt.display()
        )
    }

    /// A cargo that compiles for WASM with `flags` into the folder `target`, in an environment cleared of
    /// everything that could steer it otherwise. The caller adds the command and the `-Zbuild-std` crates.
    ///
    /// No path of this machine gets into what it builds: the folder of all sources, cargo's home, the
    /// compiler's own sources and `target` are renamed.
    pub fn cargo(&self, ws: &Workspace, root: &Path, flags: &[&str], target: &Path) -> Command {
        let Compiler {
            rustc,
            cargo,
            source,
            linker,
            ..
        } = &self.compiler;
        let mut all: Vec<String> = vec![
            format!("-Clinker={}", linker.display()),
            "-Clinker-flavor=wasm-ld".into(),
            // What pallet-contracts and the node's executor understand, not all that LLVM could.
            "-Ctarget-cpu=mvp".into(),
        ];
        all.extend(flags.iter().map(|&flag| flag.to_owned()));
        all.extend(Renamed::new(&ws.root, Some(source), target).flags());

        let mut command = Command::new(cargo);
        exec::clear_rust_env(&mut command);
        command
            .current_dir(root)
            .env("RUSTC", rustc)
            // A wrapper from somebody's configuration must not get between.
            .env("RUSTC_WRAPPER", "")
            // -Zbuild-std and immediate-abort are not stable yet.
            .env("RUSTC_BOOTSTRAP", "1")
            .env("CARGO_ENCODED_RUSTFLAGS", paths::encoded(&all))
            .env("CARGO_TARGET_DIR", target);
        command
    }
}

fn find_compiler(progress: &mut Progress) -> Result<Compiler> {
    let mut reasons = Vec::new();
    let mut candidates: Vec<PathBuf> = exec::in_path("rustc").into_iter().collect();
    if !candidates.iter().any(|rustc| rustc == Path::new(DEBIAN_RUSTC)) {
        candidates.push(DEBIAN_RUSTC.into());
    }
    for rustc in candidates {
        match examine(&rustc) {
            Ok(compiler) => {
                reasons
                    .iter()
                    .for_each(|reason| progress.say(&format!("passed over: {reason}")));
                return Ok(compiler);
            }
            Err(error) => reasons.push(format!("{}: {error:#}", rustc.display())),
        }
    }
    match apt::install(&DEBIAN_COMPILER, progress) {
        Ok(true) => match examine(Path::new(DEBIAN_RUSTC)) {
            Ok(compiler) => return Ok(compiler),
            Err(error) => reasons.push(format!("{DEBIAN_RUSTC}, as installed just now: {error:#}")),
        },
        Ok(false) => {
            reasons.push("packages cannot be installed: no apt-get, or not the right to use it".into())
        }
        Err(error) => reasons.push(format!("installing Debian's packages: {error:#}")),
    }
    bail!(
        "there is no compiler for WASM here. Looked at:\n  {}\n\n{}",
        reasons.join("\n  "),
        "Get one in either of two ways, then run the same command again:\n  \
         with rustup (any system):        rustup component add rust-src\n  \
         on Debian 12, as root:           apt-get update && apt-get install --no-install-recommends \
         rustc-web cargo-web rust-web-src lld"
    )
}

/// What stands beside `rustc`; an error says why it can't build to WASM.
fn examine(rustc: &Path) -> Result<Compiler> {
    if !rustc.is_file() {
        bail!("is not there");
    }
    let ask = |arguments: &[&str]| exec::capture_text(Command::new(rustc).args(arguments));
    // rustup's commands are stand-ins; the sysroot holds the real ones.
    let sysroot = PathBuf::from(ask(&["--print=sysroot"])?);
    let source = sysroot.join("lib/rustlib/src/rust");
    if !source.join("library").is_dir() {
        bail!("has no rust-src (no {})", source.join("library").display());
    }
    let (rustc, cargo) = (sysroot.join("bin/rustc"), sysroot.join("bin/cargo"));
    if !cargo.is_file() {
        bail!("has no cargo beside it (no {})", cargo.display());
    }
    let about = exec::capture_text(Command::new(&rustc).arg("-vV"))?;
    let host = field(&about, "host").context("does not say its host")?;
    let own_linker = sysroot.join("lib/rustlib").join(host).join("bin/rust-lld");
    let linker = Some(own_linker)
        .filter(|linker| linker.is_file())
        .or_else(|| exec::in_path("wasm-ld"))
        .ok_or_else(|| anyhow!("has no linker for WASM (no rust-lld of its own, no wasm-ld in PATH)"))?;
    let linker_version = exec::capture_text(Command::new(&linker).args(["-flavor", "wasm", "--version"]))
        .context("its linker does not run")?;
    probe_immediate_abort(&rustc)?;
    Ok(Compiler {
        version: release(&about)?,
        rustc,
        cargo,
        source,
        linker,
        linker_version: short_version(&linker_version).to_owned(),
    })
}

/// Panics that only trap are what makes contracts small, and the flag for it has changed over time.
fn probe_immediate_abort(rustc: &Path) -> Result<()> {
    let printed = exec::capture_text(Command::new(rustc).env("RUSTC_BOOTSTRAP", "1").args([
        "-Zunstable-options",
        "-Cpanic=immediate-abort",
        "--print=cfg",
        "--target",
        TARGET,
    ]))
    .context("does not know -Cpanic=immediate-abort; it is too old (1.95 and 1.96 do)")?;
    if !printed.lines().any(|line| line == "panic=\"immediate-abort\"") {
        bail!("takes -Cpanic=immediate-abort but does not act on it");
    }
    Ok(())
}

fn find_wasm_opt(progress: &mut Progress) -> Result<PathBuf> {
    if let Some(found) = exec::in_path("wasm-opt") {
        return Ok(found);
    }
    let installed = apt::install(&["binaryen"], progress);
    exec::in_path("wasm-opt").ok_or_else(|| {
        let why = installed
            .err()
            .map(|error| format!(" ({error:#})"))
            .unwrap_or_default();
        anyhow!(
            "there is no wasm-opt in PATH, and it could not be installed{why}. It comes with binaryen: \
             `apt-get install binaryen` on Debian, `brew install binaryen` on a Mac, or \
             `cargo install wasm-opt --locked`. Then run the same command again."
        )
    })
}

/// The value of `key` in what `rustc -vV` prints.
fn field<'a>(about: &'a str, key: &str) -> Option<&'a str> {
    about
        .lines()
        .find_map(|line| line.strip_prefix(key)?.strip_prefix(": "))
}

fn release(about: &str) -> Result<semver::Version> {
    let release = field(about, "release").context("does not say its release")?;
    semver::Version::parse(release).with_context(|| format!("states an odd release: {release}"))
}

/// Without the builder's folder, which rustup's linker puts in brackets.
fn short_version(version: &str) -> &str {
    version.split(" (").next().unwrap_or(version).trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ABOUT: &str = "rustc 1.95.0 (59807616e 2026-04-14)\nbinary: rustc\n\
        host: x86_64-unknown-linux-gnu\nrelease: 1.95.0\nLLVM version: 22.1.2";

    #[test]
    fn rustc_is_understood() {
        assert_eq!(field(ABOUT, "host"), Some("x86_64-unknown-linux-gnu"));
        assert_eq!(release(ABOUT).unwrap(), semver::Version::new(1, 95, 0));
        assert!(release("rustc from somewhere").is_err());
    }

    #[test]
    fn a_linker_version_holds_no_path() {
        assert_eq!(
            short_version("LLD 22.1.2 (/checkout/src/llvm-project/llvm 1cb4)"),
            "LLD 22.1.2"
        );
        assert_eq!(short_version("Debian LLD 14.0.6"), "Debian LLD 14.0.6");
    }

    #[test]
    fn the_reason_names_what_is_missing() {
        let Err(error) = examine(Path::new("/nowhere/rustc")) else {
            panic!("found a compiler nowhere")
        };
        assert_eq!(error.to_string(), "is not there");
        // A program that runs but is no compiler.
        assert!(examine(Path::new("/bin/true")).is_err());
    }
}
