//! Where the parts and programs are. What is missing stops the test, saying which part it is and how to get it.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The program `medink`: `MEDINK_BIN`, else where `cargo build` leaves it.
pub fn medink() -> PathBuf {
    own("the program medink", "MEDINK_BIN", &["debug/medink"])
}

/// The program `medink-node`: `MEDINK_NODE`, else where `cargo xtask node` leaves it.
pub fn node() -> PathBuf {
    let built = ["debug/medink-node", "node/release/medink-node"];
    own("the node medink-node", "MEDINK_NODE", &built)
}

/// The folder of the contracts' bundles, each as `<name>/<name>.contract`, `.json` and `.wasm`: `MEDINK_BUNDLES`, else
/// where `cargo xtask bundle` leaves it. All four are there.
pub fn bundles() -> PathBuf {
    let folder = named("MEDINK_BUNDLES").unwrap_or_else(|| target().join("ink"));
    for name in ["admin", "audit", "doctor", "patient"] {
        let bundle = folder.join(name).join(format!("{name}.contract"));
        assert!(
            bundle.is_file(),
            "the bundle of the {name} contract is not at {}. Build it with `cargo xtask bundle`, or name the bundles' \
             folder in the environment variable MEDINK_BUNDLES.",
            bundle.display()
        );
    }
    folder
}

/// Kubo's program: `MEDINK_KUBO`, else one that `cargo xtask kubo` has built, else `ipfs` in PATH.
pub fn kubo() -> PathBuf {
    let built = || {
        let tools = std::fs::read_dir(target().join("tools")).ok()?;
        let mut found: Vec<PathBuf> = tools
            .flatten()
            .filter(|entry| entry.file_name().to_string_lossy().starts_with("kubo-"))
            .map(|entry| entry.path().join("ipfs"))
            .filter(|program| program.is_file())
            .collect();
        found.sort();
        found.pop()
    };
    foreign(
        "Kubo, the reference implementation of IPFS",
        "MEDINK_KUBO",
        built,
        &["ipfs"],
        "build it with `cargo xtask kubo`",
    )
}

/// Node.js: `MEDINK_NODEJS`, else `node` in PATH.
pub fn nodejs() -> PathBuf {
    let how = "install it (https://nodejs.org; on Debian: apt-get install nodejs npm)";
    foreign("Node.js", "MEDINK_NODEJS", || None, &["node"], how)
}

/// A browser of the Chromium family: `MEDINK_CHROMIUM`, else one in PATH.
pub fn chromium() -> PathBuf {
    // Chromium's own build without windows first, as the build tool has it.
    let names = [
        "chromium-headless-shell",
        "chrome-headless-shell",
        "chromium",
        "chromium-browser",
        "google-chrome",
    ];
    let how = "install it (on Debian: apt-get install chromium-headless-shell)";
    foreign("Chromium", "MEDINK_CHROMIUM", || None, &names, how)
}

/// strace, which takes down what a program asks of the system: `MEDINK_STRACE`, else `strace` in PATH.
pub fn strace() -> PathBuf {
    let how = "install it (on Debian: apt-get install strace)";
    foreign("strace", "MEDINK_STRACE", || None, &["strace"], how)
}

/// The library that gives a program another time than the system's, as the dynamic linker takes it: the one of faketime, which
/// is `MEDINK_FAKETIME`, else `faketime` in PATH.
pub fn clock() -> PathBuf {
    let how = "install it (on Debian: apt-get install faketime)";
    let program = foreign("faketime", "MEDINK_FAKETIME", || None, &["faketime"], how);
    let told = Command::new(&program)
        .args(["-f", "+0", "printenv", "LD_PRELOAD"])
        .output()
        .unwrap_or_else(|error| panic!("{} can't be run: {error}", program.display()));
    let library = String::from_utf8_lossy(&told.stdout).trim().to_owned();
    assert!(
        !library.is_empty(),
        "{} sets no library: {told:?}",
        program.display()
    );
    library.into()
}

/// Upstream's `contracts-node`: `MEDINK_CONTRACTS_NODE`.
pub fn contracts_node() -> PathBuf {
    let how = "substrate-node.md says how to get it";
    foreign(
        "upstream's contracts-node",
        "MEDINK_CONTRACTS_NODE",
        || None,
        &[],
        how,
    )
}

/// Libraries in JavaScript that were installed in `folder`; `one` of them tells.
pub fn libraries(folder: &Path, one: &str) {
    assert!(
        folder.join("node_modules").join(one).is_dir(),
        "the library {one} is not installed: run `npm ci` in {}, or `cargo xtask test`",
        folder.display()
    );
}

fn own(what: &str, variable: &str, built: &[&str]) -> PathBuf {
    if let Some(program) = named(variable) {
        return there(what, variable, program);
    }
    let places: Vec<PathBuf> = built.iter().map(|place| target().join(place)).collect();
    match places.iter().find(|place| place.is_file()) {
        Some(program) => program.clone(),
        None => panic!(
            "{what} is not at {}. Build everything with `cargo xtask build`, or name it in the environment variable \
             {variable}.",
            places
                .first()
                .map(|place| place.display().to_string())
                .unwrap_or_default()
        ),
    }
}

fn foreign(
    what: &str,
    variable: &str,
    built: impl FnOnce() -> Option<PathBuf>,
    names: &[&str],
    how: &str,
) -> PathBuf {
    if let Some(program) = named(variable) {
        return there(what, variable, program);
    }
    let in_path = || {
        let folders: Vec<PathBuf> = env::split_paths(&env::var_os("PATH")?).collect();
        let all = names
            .iter()
            .flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
        all.into_iter().find(|program| program.is_file())
    };
    built().or_else(in_path).unwrap_or_else(|| {
        panic!(
            "this test needs {what}, which is not here: {how}, or name its program in the environment variable {variable}"
        )
    })
}

fn there(what: &str, variable: &str, program: PathBuf) -> PathBuf {
    assert!(
        program.is_file(),
        "the environment variable {variable} is to name {what}, and names {}, where there is no file",
        program.display()
    );
    program
}

fn named(variable: &str) -> Option<PathBuf> {
    env::var_os(variable)
        .filter(|value| !value.is_empty())
        .map(PathBuf::from)
}

/// Cargo's target folder, absolute: tests run in their crate's folder.
fn target() -> PathBuf {
    // Without `..`: a browser opens no file by such a path.
    let crate_folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let workspace = crate_folder.ancestors().nth(2).unwrap_or(crate_folder);
    let named: Option<OsString> = env::var_os("CARGO_TARGET_DIR").filter(|value| !value.is_empty());
    named.map_or_else(|| workspace.join("target"), |target| workspace.join(target))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What stops the test.
    fn said(work: impl FnOnce() -> PathBuf + std::panic::UnwindSafe) -> String {
        let stopped = std::panic::catch_unwind(work).unwrap_err();
        stopped.downcast_ref::<String>().unwrap().clone()
    }

    #[test]
    fn what_is_missing_is_named_with_how_to_get_it() {
        let said = said(|| {
            foreign(
                "a telescope",
                "MEDINK_TEST_UNSET",
                || None,
                &["no-such-telescope"],
                "build one",
            )
        });
        for words in ["a telescope", "build one", "MEDINK_TEST_UNSET"] {
            assert!(said.contains(words), "{said}");
        }
    }

    #[test]
    fn an_own_part_that_is_not_built_says_how_to_build_it() {
        let said = said(|| own("the lens", "MEDINK_TEST_UNSET", &["no/such/lens"]));
        for words in [
            "the lens",
            "no/such/lens",
            "cargo xtask build",
            "MEDINK_TEST_UNSET",
        ] {
            assert!(said.contains(words), "{said}");
        }
    }

    #[test]
    fn a_variable_that_names_nothing_is_no_reason_to_look_elsewhere() {
        let said = said(|| there("the lens", "MEDINK_LENS", "/no/such/lens".into()));
        assert!(
            said.contains("MEDINK_LENS") && said.contains("/no/such/lens"),
            "{said}"
        );
    }

    #[test]
    fn what_was_built_comes_before_what_is_in_the_path() {
        let folder = tempfile::tempdir().unwrap();
        let built = folder.path().join("built");
        std::fs::write(&built, "").unwrap();
        let here = built.clone();
        assert_eq!(
            foreign("a shell", "MEDINK_TEST_UNSET", || Some(here), &["sh"], ""),
            built
        );
        assert_ne!(
            foreign("a shell", "MEDINK_TEST_UNSET", || None, &["sh"], ""),
            built
        );
    }
}
