//! Where the node's program is.

use medink_words::said;
use std::ffi::OsString;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use medink_core::error::{Error, Kind, Result};

/// The program's name.
const NAME: &str = "medink-node";

/// Finds the node's program: `$MEDINK_NODE`, else beside this program, else where a checkout builds it
/// (`target/node/release`), else in `$PATH`.
///
/// # Errors
/// [`Kind::NotFound`], with how to get it.
pub fn find() -> Result<PathBuf> {
    // Without a path of its own this program has nothing beside it, and the other places still count.
    let own = std::env::current_exe().and_then(fs::canonicalize).ok();
    find_in(
        std::env::var_os("MEDINK_NODE"),
        own.as_deref(),
        std::env::var_os("PATH"),
    )
}

fn find_in(said: Option<OsString>, own: Option<&Path>, path: Option<OsString>) -> Result<PathBuf> {
    if let Some(said) = said.filter(|said| !said.is_empty()) {
        let file = absolute(Path::new(&said))?;
        return match runnable(&file) {
            true => Ok(file),
            false => Err(Error::new(
                Kind::NotFound,
                said!("local-no-program-named", path = file.display().to_string()),
            )
            .next(said!("local-no-program-named-next"))),
        };
    }
    let beside = own.and_then(Path::parent).into_iter().flat_map(|folder| {
        let built = folder
            .parent()
            .map(|target| target.join("node").join("release").join(NAME));
        [Some(folder.join(NAME)), built].into_iter().flatten()
    });
    let path = path.unwrap_or_default();
    let on_path = std::env::split_paths(&path)
        .filter(|folder| folder.is_absolute())
        .map(|folder| folder.join(NAME));
    beside.chain(on_path).find(|file| runnable(file)).ok_or_else(|| {
        Error::new(Kind::NotFound, said!("local-no-program")).next(said!("local-no-program-next"))
    })
}

/// The program is started in another folder than the current one.
fn absolute(file: &Path) -> Result<PathBuf> {
    std::path::absolute(file).map_err(|error| Error::io(said!("local-current-folder"), &error))
}

fn runnable(file: &Path) -> bool {
    fs::metadata(file).is_ok_and(|about| about.is_file() && about.permissions().mode() & 0o111 != 0)
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]
mod tests {
    use super::*;

    fn program(path: &Path) {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, b"").unwrap();
        fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
    }

    #[test]
    fn the_nearest_is_taken() {
        let temporary = tempfile::tempdir().unwrap();
        let at = |path: &str| temporary.path().join(path);
        let own = at("target/debug/medink");
        let path = std::env::join_paths([Path::new("relative"), &at("empty"), &at("bin")]).unwrap();
        let find = |said: Option<&Path>| find_in(said.map(Into::into), Some(&own), Some(path.clone()));

        let nothing = find(None).unwrap_err();
        assert_eq!(nothing.kind, Kind::NotFound);
        assert!(nothing.to_string().contains("cargo xtask node"), "{nothing}");

        for place in [
            "bin/medink-node",
            "target/node/release/medink-node",
            "target/debug/medink-node",
            "said",
        ] {
            program(&at(place));
            let said = (place == "said").then(|| at("said"));
            assert_eq!(find(said.as_deref()).unwrap(), at(place));
        }
    }

    #[test]
    fn what_can_not_be_run_is_passed_over() {
        let temporary = tempfile::tempdir().unwrap();
        let file = temporary.path().join("medink-node");
        fs::write(&file, b"").unwrap();
        let path = Some(temporary.path().as_os_str().to_os_string());
        assert_eq!(
            find_in(None, None, path.clone()).unwrap_err().kind,
            Kind::NotFound
        );
        fs::remove_file(&file).unwrap();
        fs::create_dir(&file).unwrap();
        assert_eq!(find_in(None, None, path).unwrap_err().kind, Kind::NotFound);
    }

    #[test]
    fn a_variable_that_names_nothing_is_told() {
        let temporary = tempfile::tempdir().unwrap();
        program(&temporary.path().join("medink-node"));
        let path = Some(temporary.path().as_os_str().to_os_string());
        let error = find_in(Some("/nowhere/node".into()), None, path.clone()).unwrap_err();
        assert!(
            error.what.to_string().contains("MEDINK_NODE")
                && error.what.to_string().contains("/nowhere/node"),
            "{error}"
        );
        assert!(
            find_in(Some("".into()), None, path).is_ok(),
            "an empty variable says nothing"
        );
    }
}
