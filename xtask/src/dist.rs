//! What is handed out: a tarball and a Debian package with client, node and bundles, their licences and what
//! they are made of. Publishes nothing, and signs nothing.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::progress::Progress;
use crate::runner;
use crate::workspace::{CONTRACTS, Workspace};
use crate::{ci, exec, licences, sbom};

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
const UNIT: &str = include_str!("dist/medink-node.service");

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
    let built = runner::build(ws, runner::Purpose::Use, progress)?;
    progress.step("build the client to hand out", |_| {
        let mut client = ci::root(ws);
        client.args([
            "build",
            "--release",
            "--locked",
            "--package",
            "medink",
            "--bin",
            "medink",
        ]);
        // Where a program was built is nobody's business who runs it.
        client.env("RUSTFLAGS", without_paths(ws)?);
        exec::stream(&mut client)
    })?;
    let client = ws.target.join("release/medink");
    let version = ws.package("medink")?.version;
    let dist = ws.target.join("dist");
    progress.step("pack", |progress| {
        fs::create_dir_all(&dist)?;
        let aside = tempfile::tempdir_in(&dist)?;
        let name = format!("medink-{version}-{}", architecture()?);
        let root = aside.path().join(&name);
        fill(ws, &root, [&client, &built.node], &built.bundles, progress)?;
        let packed = [tarball(ws, &root, &dist)?, debian(ws, &root, &version, &dist)?];
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

/// Compiler flags that keep this machine's folders out of what is built, in messages and elsewhere.
fn without_paths(ws: &Workspace) -> Result<String> {
    let home = match std::env::var_os("CARGO_HOME") {
        Some(home) => PathBuf::from(home),
        None => PathBuf::from(std::env::var_os("HOME").context("there is no HOME")?).join(".cargo"),
    };
    let flags = [(home, "/cargo"), (ws.root.clone(), "/medink")]
        .map(|(from, to)| format!("--remap-path-prefix={}={to}", from.display()));
    Ok(flags.join(" "))
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
    write(
        &root.join("usr/lib/systemd/system/medink-node.service"),
        UNIT.as_bytes(),
    )?;

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

fn debian(ws: &Workspace, root: &Path, version: &str, dist: &Path) -> Result<PathBuf> {
    let architecture = architecture()?;
    let control = format!(
        "Package: medink\nVersion: {version}\nArchitecture: {architecture}\nSection: misc\nPriority: optional\n\
         Maintainer: The medink developers <medink@localhost>\nDepends: {}\n\
         Description: medical records that their patients own\n \
         The client, the contracts' bundles, and a development node with its service, which is\n \
         installed but neither enabled nor started.\n",
        libraries(root)?
    );
    write(&root.join("DEBIAN/control"), control.as_bytes())?;
    let file = dist.join(format!("medink_{version}_{architecture}.deb"));
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

/// Unpacks the package into an empty root with the libraries it loads and nothing else, without a network,
/// and starts a node there and deploys to it.
pub fn try_out(deb: &Path, progress: &mut Progress) -> Result<()> {
    progress.step("try the package in an empty root, without a network", |_| {
        let folder = tempfile::tempdir()?;
        let root = folder.path();
        exec::capture(Command::new("dpkg-deb").arg("--extract").args([deb, root]))?;
        for name in PROGRAMS {
            let loads = exec::capture_text(Command::new("ldd").arg(root.join(HOME).join(name)))?;
            for library in loads.split_whitespace().filter(|word| word.starts_with('/')) {
                put(
                    Path::new(library),
                    &root.join(library.trim_start_matches('/')),
                    0o755,
                )?;
            }
        }
        for name in ["proc", "dev", "tmp", "root"] {
            fs::create_dir_all(root.join(name))?;
        }
        let mut inside = Command::new("unshare");
        inside
            .args([
                "--map-root-user",
                "--net",
                "--mount",
                "--pid",
                "--fork",
                "--kill-child",
            ])
            .args(["sh", "-euc", TRY, "sh"])
            .arg(root)
            .env_clear()
            .env("PATH", "/usr/sbin:/usr/bin:/sbin:/bin")
            .env("HOME", "/root");
        exec::stream(&mut inside)
    })
}

/// Outside of the root, since there is no shell in it. All ends with the namespace.
const TRY: &str = r#"
ip link set lo up
mount -t proc proc "$1/proc"
mount --rbind /dev "$1/dev"
inside="chroot $1 /usr/bin/medink"
$inside up
$inside --as //Alice deploy
$inside deploy --check
$inside down
"#;

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
