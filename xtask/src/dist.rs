//! What is handed out: a tarball and a Debian package with client, node and bundles, their licences and what
//! they are made of. Publishes nothing, signs nothing, and hands out nothing that names a folder of its builder.

mod control;
mod trial;

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::progress::Progress;
use crate::workspace::{CONTRACTS, Workspace};
use crate::{bundle, ci, exec, licences, paths, runner, sbom, toolchain};

pub use trial::try_out;

/// Where the programs lie, with the bundles beside them: the client looks for both beside itself. /usr/bin
/// has links.
const HOME: &str = "usr/lib/medink";
const PROGRAMS: [&str; 2] = ["medink", "medink-node"];
const DOC: &str = "usr/share/doc/medink";
/// The folder of completions and its file's name, by shell.
const COMPLETIONS: [(&str, &str); 3] = [
    ("bash", "usr/share/bash-completion/completions/medink"),
    ("zsh", "usr/share/zsh/vendor-completions/_medink"),
    ("fish", "usr/share/fish/vendor_completions.d/medink.fish"),
];
/// The services, by the name of their units: the development node, the node of a network, and the keeper of a store. None is
/// enabled or started.
const UNITS: [(&str, &str); 3] = [
    ("medink-node.service", include_str!("dist/medink-node.service")),
    (
        "medink-network.service",
        include_str!("dist/medink-network.service"),
    ),
    ("medink-store.service", include_str!("dist/medink-store.service")),
];

/// Builds all parts and writes `target/dist/`.
///
/// # Errors
/// If a part does not build, or a program that packs is missing; it names it.
pub fn build(ws: &Workspace, progress: &mut Progress) -> Result<PathBuf> {
    for (program, package) in [
        ("dpkg-deb", "dpkg"),
        ("dpkg-shlibdeps", "dpkg-dev"),
        ("tar", "tar"),
    ] {
        if exec::in_path(program).is_none() {
            bail!("there is no {program} here; on Debian it comes with the package {package}");
        }
    }
    // Looked at before anything is built.
    let maintainer = control::maintainer(&ws.package("medink")?.authors, |name| std::env::var(name).ok())?;
    progress.say(&format!("the package names as its maintainer: {maintainer}"));
    let toolchain = toolchain::find(progress)?;
    // The client of every day is not needed, and not built.
    let (client, built) = runner::beside_node(ws, &toolchain, progress, |progress| {
        bundle::build(ws, &toolchain, &CONTRACTS, progress)?;
        progress.step("build the client to hand out", |_| build_client(ws))
    })?;
    let version = ws.package("medink")?.version;
    let dist = ws.target.join("dist");
    progress.step("pack", |progress| {
        fs::create_dir_all(&dist)?;
        let aside = tempfile::tempdir_in(&dist)?;
        let name = format!("medink-{version}-{}", architecture()?);
        let root = aside.path().join(&name);
        fill(ws, &root, [&client, &built.node], &built.bundles, progress)?;
        progress.step("no folder of this machine in what is packed", |_| {
            name_no_folder(&paths::native(ws), &root)
        })?;
        let packed = [tarball(ws, &root, &dist)?, debian(ws, &root, &maintainer, &dist)?];
        let mut sums = Vec::new();
        for file in &packed {
            let name = file.file_name().context("a package has a name")?;
            let mut sha256sum = Command::new("sha256sum");
            sums.extend(exec::capture(sha256sum.current_dir(&dist).arg(name))?);
            progress.say(&format!(
                "{}: {} bytes",
                file.display(),
                fs::metadata(file)?.len()
            ));
        }
        fs::write(dist.join("SHA256SUMS"), sums)?;
        let [_, deb] = packed;
        Ok(deb)
    })
}

/// Builds the client as it is handed out. Returns its program.
fn build_client(ws: &Workspace) -> Result<PathBuf> {
    let mut client = ci::root(ws);
    paths::hide(ws, &mut client);
    client.args(["build", "--release", "--locked"]);
    exec::stream(client.args(["--package", "medink", "--bin", "medink"]))?;
    Ok(ws.target.join("release/medink"))
}

/// Sees that no file below `root` names one of the builder's folders.
///
/// # Errors
/// The first file that does, and which folder.
fn name_no_folder(folders: &paths::Renamed, root: &Path) -> Result<()> {
    for file in control::files(root)? {
        let bytes = fs::read(root.join(&file)).with_context(|| format!("cannot read {}", file.display()))?;
        if let Some(folder) = folders.left_in(&bytes) {
            bail!(
                "{} names {}, a folder of this machine: where it was built is nobody's business who runs it",
                file.display(),
                folder.display()
            );
        }
    }
    Ok(())
}

/// Lays out under `root` what is installed.
fn fill(
    ws: &Workspace,
    root: &Path,
    programs: [&Path; 2],
    bundles: &Path,
    progress: &mut Progress,
) -> Result<()> {
    let home = root.join(HOME);
    let bin = root.join("usr/bin");
    fs::create_dir_all(&bin)?;
    for (name, from) in PROGRAMS.iter().zip(programs) {
        put(from, &home.join(name), 0o755)?;
        symlink(format!("../lib/medink/{name}"), bin.join(name))?;
    }
    for name in CONTRACTS {
        let file = format!("{name}/{name}.contract");
        put(&bundles.join(&file), &home.join("ink").join(&file), 0o644)?;
    }

    let client = home.join("medink");
    for (shell, file) in COMPLETIONS {
        let text = exec::capture(Command::new(&client).args(["completions", shell]))?;
        write(&root.join(file), &text)?;
    }
    let man = root.join("usr/share/man/man1");
    fs::create_dir_all(&man)?;
    exec::capture(Command::new(&client).arg("man").arg(&man))?;
    // As Debian asks for, with no time in it.
    let mut pages = Vec::new();
    for page in fs::read_dir(&man)? {
        pages.push(page?.path());
    }
    exec::stream(Command::new("gzip").args(["-9", "-n"]).args(pages))?;
    for (name, unit) in UNITS {
        write(&root.join("usr/lib/systemd/system").join(name), unit.as_bytes())?;
    }

    let doc = root.join(DOC);
    for file in [
        "README.md",
        "SECURITY.md",
        "CHANGELOG.md",
        "CONTRIBUTING.md",
        "substrate-node.md",
        "LICENSE",
    ] {
        put(&ws.root.join(file), &doc.join(file), 0o644)?;
    }
    for page in fs::read_dir(ws.root.join("docs"))? {
        let page = page?.path();
        if let (true, Some(name)) = (page.is_file(), page.file_name()) {
            put(&page, &doc.join("docs").join(name), 0o644)?;
        }
    }
    progress.step("licences of all that is linked", |progress| {
        let text = licences::collect(ws, progress)?;
        let own = fs::read_to_string(ws.root.join("LICENSE"))?;
        write(
            &doc.join("copyright"),
            format!("{}\n{own}", licences::SUMMARY).as_bytes(),
        )?;
        write(&doc.join("THIRD-PARTY.txt"), text.as_bytes())
    })?;
    progress.step("what all of it is made of", |progress| {
        sbom::write(ws, &doc.join("sbom"), &time(ws)?, progress)
    })?;
    // Whatever this machine's umask is.
    exec::stream(Command::new("chmod").args(["-R", "u=rwX,go=rX"]).arg(root))
}

fn tarball(ws: &Workspace, root: &Path, dist: &Path) -> Result<PathBuf> {
    let name = root.file_name().context("the packed folder has a name")?;
    let file = dist.join(format!("{}.tar.gz", name.to_string_lossy()));
    let mut tar = Command::new("tar");
    // The same content gives the same bytes, whoever packs it and when.
    tar.args(["--sort=name", "--owner=0", "--group=0", "--numeric-owner"])
        .arg(format!("--mtime=@{}", time(ws)?))
        .arg("-czf")
        .arg(&file)
        .arg("-C")
        .arg(root.parent().context("the packed folder lies in one")?)
        .arg(name);
    exec::stream(&mut tar)?;
    Ok(file)
}

fn debian(ws: &Workspace, root: &Path, maintainer: &str, dist: &Path) -> Result<PathBuf> {
    let architecture = architecture()?;
    let medink = ws.package("medink")?;
    control::write(
        root,
        &control::About {
            version: &medink.version,
            architecture: &architecture,
            maintainer,
            homepage: medink.homepage.as_deref(),
            depends: &libraries(root)?,
        },
    )?;
    let file = dist.join(format!("medink_{}_{architecture}.deb", medink.version));
    let mut pack = Command::new("dpkg-deb");
    pack.env("SOURCE_DATE_EPOCH", time(ws)?)
        .args(["--root-owner-group", "--build"])
        .args([root, &file]);
    exec::capture(&mut pack)?;
    Ok(file)
}

/// The packages whose libraries the programs load, as Debian's own tool finds them.
fn libraries(root: &Path) -> Result<String> {
    let aside = tempfile::tempdir()?;
    // It asks for the source package's description, and reads no more of it than its first lines.
    write(
        &aside.path().join("debian/control"),
        b"Source: medink\n\nPackage: medink\nArchitecture: any\n",
    )?;
    let mut ask = Command::new("dpkg-shlibdeps");
    ask.current_dir(aside.path()).arg("-O");
    ask.args(PROGRAMS.map(|name| root.join(HOME).join(name)));
    let said = exec::capture_text(&mut ask)?;
    said.lines()
        .find_map(|line| line.strip_prefix("shlibs:Depends="))
        .map(str::to_owned)
        .context("dpkg-shlibdeps names no packages")
}

fn architecture() -> Result<String> {
    exec::capture_text(Command::new("dpkg").arg("--print-architecture"))
}

/// The time of the last commit, in seconds; what is packed from it says no other.
fn time(ws: &Workspace) -> Result<String> {
    let mut git = Command::new("git");
    exec::capture_text(git.current_dir(&ws.root).args(["log", "-1", "--format=%ct"]))
}

fn put(from: &Path, to: &Path, mode: u32) -> Result<()> {
    let cannot = || format!("cannot put {} at {}", from.display(), to.display());
    fs::create_dir_all(to.parent().with_context(cannot)?).with_context(cannot)?;
    fs::copy(from, to).with_context(cannot)?;
    fs::set_permissions(to, fs::Permissions::from_mode(mode)).with_context(cannot)
}

fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    let cannot = || format!("cannot write {}", path.display());
    fs::create_dir_all(path.parent().with_context(cannot)?).with_context(cannot)?;
    fs::write(path, bytes).with_context(cannot)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_names_the_builders_folder_is_found() {
        let (root, builder) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let folders = paths::Renamed::new(builder.path(), None, &builder.path().join("target"));
        write(&root.path().join("usr/lib/fine"), b"/medink/client/src/lib.rs").unwrap();
        symlink("/nowhere", root.path().join("usr/link")).unwrap();
        name_no_folder(&folders, root.path()).unwrap();
        let said = format!("\0at {}/client/src/lib.rs\0", builder.path().display());
        write(&root.path().join("usr/lib/medink/medink"), said.as_bytes()).unwrap();
        let error = name_no_folder(&folders, root.path()).unwrap_err().to_string();
        assert!(error.starts_with("usr/lib/medink/medink names "), "{error}");
    }
}
