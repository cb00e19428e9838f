//! What only shows between processes: being killed, sharing a folder, running out of disk or rights, and
//! how much memory an add takes.
//!
//! Not under the test harness: this program starts itself again as the other process, told by its first
//! two arguments. Otherwise its arguments choose tests by a part of their names, or list them, as the harness's do.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod common;

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};

use common::*;
use medink_store::{CHUNK, Cid, ContentStore, EmbeddedStore, Owner, Page, StoreError};

const C: u64 = CHUNK as u64;
const CHILD: &str = "as-child";

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    if args.first().is_some_and(|arg| arg == CHILD) {
        return child(&args[1..]);
    }
    let tests: [(&str, fn()); 7] = [
        ("killed_adds_leave_only_garbage", killed_adds_leave_only_garbage),
        (
            "two_processes_add_and_collect_at_once",
            two_processes_add_and_collect_at_once,
        ),
        (
            "owners_in_several_processes_do_not_disturb_one_another",
            owners_in_several_processes_do_not_disturb_one_another,
        ),
        (
            "fresh_content_of_another_process_is_held",
            fresh_content_of_another_process_is_held,
        ),
        ("an_add_takes_constant_memory", an_add_takes_constant_memory),
        ("no_rights_are_told", no_rights_are_told),
        ("no_room_is_told", no_room_is_told),
    ];
    let has = |option: &str| args.iter().any(|arg| arg == option);
    // Of a program that runs each test by itself: it asks what there is, and whether some of it is ignored.
    if has("--ignored") {
        return;
    }
    // What follows an option is its value, not a part of a name.
    let before = std::iter::once("").chain(args.iter().map(String::as_str));
    let wanted: Vec<_> = args
        .iter()
        .zip(before)
        .filter(|(arg, before)| !arg.starts_with('-') && *before != "--format")
        .map(|(arg, _)| arg)
        .collect();
    let is_wanted = |name: &str| {
        let fits = |part: &&&String| match has("--exact") {
            true => name == **part,
            false => name.contains(**part),
        };
        wanted.is_empty() || wanted.iter().any(|part| fits(&part))
    };
    for (name, test) in tests.iter().filter(|(name, _)| is_wanted(name)) {
        if has("--list") {
            println!("{name}: test");
            continue;
        }
        print!("test {name} ... ");
        std::io::stdout().flush().unwrap();
        test();
        println!("ok");
    }
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap()
}

/// The other process: does one thing in a store, and says on standard output what came of it.
fn child(args: &[String]) {
    let [task, folder] = args else { panic!("{args:?}") };
    let opened = EmbeddedStore::open(folder);
    let store = match opened {
        Ok(store) => store,
        Err(error) => return println!("{error:?}\n{error}"),
    };
    let said = runtime().block_on(async {
        match task.as_str() {
            // Tells how far it is, and never ends.
            "add-forever" => {
                let told = |total| println!("{total}");
                store.add(&mut seq(u64::MAX), &told).await.map(drop)
            }
            // Adds and pins, each time it is told to go on.
            "add-in-turn" => {
                for (number, go) in (1..).zip(std::io::stdin().lines()) {
                    go.unwrap();
                    let added = store.add(&mut seq(number * C / 2), &|_| {}).await?;
                    store.pin(&added.cid, &OWNER).await?;
                    drop(added);
                    println!("{number}");
                }
                Ok(())
            }
            // Refers to what is there and lets go of it again, for as long as somebody listens.
            "come-and-go" => {
                let cid = all_pinned(&store, 1).await[0][0];
                let mut label = [0; 32];
                label[..4].copy_from_slice(&std::process::id().to_le_bytes());
                let own = Owner::new(label);
                while writeln!(std::io::stdout(), "again").is_ok() {
                    store.pin(&cid, &own).await?;
                    assert!(store.unpin(&cid, &own).await?);
                }
                Ok(())
            }
            "add-and-hold" => {
                let added = store.add(&mut seq(3 * C), &|_| {}).await?;
                println!("{}", added.cid);
                std::io::stdin().read_to_end(&mut Vec::new()).unwrap();
                drop(added);
                Ok(())
            }
            "measure" => {
                // Once before, so that threads, pools and code are there.
                drop(store.add(&mut seq(20 * C), &|_| {}).await?);
                let before = status("VmHWM:");
                let added = store.add(&mut seq(300_000_000), &|_| {}).await?;
                println!("{} {} {}", added.size, before, status("VmHWM:"));
                Ok(())
            }
            "add" => store
                .add(&mut seq(40 * C), &|_| {})
                .await
                .map(|added| println!("{}", added.cid)),
            "gc" => store.gc().await.map(|done| println!("{done:?}")),
            "read" => {
                let pins = store
                    .pinned(Page {
                        after: None,
                        limit: 1,
                    })
                    .await?;
                let bytes = all(store.read(&pins.cids[0]).await?).await?;
                println!("{}", bytes.len());
                Ok(())
            }
            other => panic!("{other}"),
        }
    });
    if let Err(error) = said {
        let error: StoreError = error;
        println!("{error:?}\n{error}");
    }
}

/// A line of this process's own memory figures, in KiB.
fn status(field: &str) -> u64 {
    let text = fs::read_to_string("/proc/self/status").unwrap();
    let line = text.lines().find(|line| line.starts_with(field)).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

fn command(program: &Path, task: &str, folder: &Path) -> Command {
    let mut command = Command::new(program);
    command
        .args([CHILD, task])
        .arg(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped());
    command
}

fn start(task: &str, folder: &Path) -> (Child, BufReader<ChildStdout>) {
    let mut child = command(&std::env::current_exe().unwrap(), task, folder)
        .spawn()
        .unwrap();
    let said = BufReader::new(child.stdout.take().unwrap());
    (child, said)
}

fn line(said: &mut BufReader<ChildStdout>) -> String {
    let mut line = String::new();
    said.read_line(&mut line).unwrap();
    line.trim().to_owned()
}

fn killed_adds_leave_only_garbage() {
    let (folder, store) = store();
    let runtime = runtime();
    let kept = runtime.block_on(async {
        let added = add(&store, &seq_bytes(3 * C)).await;
        store.pin(&added.cid, &OWNER).await.unwrap();
        added.cid
    });
    // In the first batch, about its end, and with several published: a batch is when the one after it is full, if not
    // before. (What is told is a few chunks ahead.)
    for (chunks, published) in [(6, 0), (66, 0), (136, 64), (200, 128)] {
        let (mut child, mut said) = start("add-forever", folder.path());
        while line(&mut said).parse::<u64>().unwrap() < chunks * C {}
        child.kill().unwrap();
        child.wait().unwrap();

        let done = runtime.block_on(store.gc()).unwrap();
        assert_eq!((done.kept, done.leftovers), (4, 1), "after {chunks} chunks");
        assert!(done.blocks >= published, "{done:?} after {chunks} chunks");
        assert_eq!(block_files(folder.path()).len(), 4);
        assert_eq!(fs::read_dir(folder.path().join("tmp")).unwrap().count(), 0);
        assert!(runtime.block_on(store.verify(&kept)).unwrap().is_whole());
    }
}

fn two_processes_add_and_collect_at_once() {
    let (folder, store) = store();
    let runtime = runtime();
    let mut others = [
        start("add-in-turn", folder.path()),
        start("add-in-turn", folder.path()),
    ];
    let mut goes = others.each_mut().map(|(child, _)| child.stdin.take().unwrap());
    for round in 1..=20 {
        // All three at once, for the same blocks: the collection takes its turn, before, between or after.
        goes.iter_mut().for_each(|go| writeln!(go).unwrap());
        let done = runtime.block_on(store.gc()).unwrap();
        assert_eq!(
            done.blocks, 0,
            "round {round}: nothing here is garbage for a moment"
        );
        for (_, said) in &mut others {
            assert_eq!(line(said), round.to_string());
        }
    }
    drop(goes);
    others
        .iter_mut()
        .for_each(|(child, _)| assert!(child.wait().unwrap().success()));
    runtime.block_on(async {
        let pins = store
            .pinned(Page {
                after: None,
                limit: 100,
            })
            .await
            .unwrap()
            .cids;
        assert_eq!(pins.len(), 20);
        for cid in &pins {
            assert!(store.verify(cid).await.unwrap().is_whole(), "{cid}");
        }
    });
}

fn owners_in_several_processes_do_not_disturb_one_another() {
    let (folder, store) = store();
    let runtime = runtime();
    let cid = runtime.block_on(async {
        let added = add(&store, &seq_bytes(3 * C)).await;
        store.pin(&added.cid, &OWNER).await.unwrap();
        added.cid
    });
    let mut others = [
        start("come-and-go", folder.path()),
        start("come-and-go", folder.path()),
    ];
    let owner = |number: u8| Owner::new([number; 32]);
    for number in 0..=200 {
        // Each of the others has gone a round further.
        for (_, said) in &mut others {
            assert_eq!(line(said), "again");
        }
        runtime.block_on(async {
            // For moments nobody else refers to it, and what was made has to be there still.
            store.pin(&cid, &owner(number)).await.unwrap();
            if number == 0 {
                assert!(store.unpin(&cid, &OWNER).await.unwrap());
            } else {
                assert!(store.unpin(&cid, &owner(number - 1)).await.unwrap());
            }
        });
    }
    for (mut child, said) in others {
        drop(said);
        assert!(child.wait().unwrap().success());
    }
    runtime.block_on(async {
        assert_eq!(all_pinned(&store, 10).await.concat(), [cid]);
        assert_eq!(store.gc().await.unwrap().kept, 4);
        assert!(store.unpin(&cid, &owner(200)).await.unwrap());
        assert_eq!(store.gc().await.unwrap().kept, 0);
    });
}

fn fresh_content_of_another_process_is_held() {
    let (folder, store) = store();
    let runtime = runtime();
    let (mut child, mut said) = start("add-and-hold", folder.path());
    let cid: Cid = line(&mut said).parse().unwrap();
    let error = runtime.block_on(store.gc()).unwrap_err();
    assert!(matches!(error, StoreError::Busy { .. }), "{error}");
    assert!(runtime.block_on(store.verify(&cid)).unwrap().is_whole());
    // The hold ends with the process, in whatever way that ends.
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(runtime.block_on(store.gc()).unwrap().blocks, 4);
}

fn an_add_takes_constant_memory() {
    let (folder, _) = store();
    let (mut child, mut said) = start("measure", folder.path());
    let told = line(&mut said);
    assert!(child.wait().unwrap().success(), "{told}");
    let figures: Vec<u64> = told
        .split(' ')
        .map(|figure| figure.parse().unwrap_or_else(|_| panic!("{told}")))
        .collect();
    let grown = figures[2] - figures[1];
    print!("(grew by {grown} KiB) ");
    assert_eq!(figures[0], 300_000_000);
    assert!(grown < 32 * 1024, "grew by {grown} KiB");
}

/// This program where anybody can start it, as an account that is not root: root has all rights.
fn anybody(temp: &Path) -> impl Fn(&str, &Path) -> String {
    fs::set_permissions(temp, fs::Permissions::from_mode(0o755)).unwrap();
    let program: PathBuf = temp.join("program");
    fs::copy(std::env::current_exe().unwrap(), &program).unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    let root = fs::metadata("/proc/self").unwrap();
    let root = std::os::unix::fs::MetadataExt::uid(&root) == 0;
    move |task, folder| {
        let mut command = command(&program, task, folder);
        if root {
            command.uid(65534).gid(65534);
        }
        String::from_utf8(command.current_dir("/").output().unwrap().stdout).unwrap()
    }
}

fn no_rights_are_told() {
    let temp = tempfile::tempdir().unwrap();
    let run = anybody(temp.path());
    let folder = temp.path().join("store");
    let store = EmbeddedStore::open(&folder).unwrap();
    runtime().block_on(async {
        let added = add(&store, &seq_bytes(3 * C)).await;
        store.pin(&added.cid, &OWNER).await.unwrap();
    });
    let entries = walk(&folder);
    let set = |path: &Path, mode: u32| {
        let files_have_no = if path.is_dir() { 0 } else { 0o111 };
        fs::set_permissions(path, fs::Permissions::from_mode(mode & !files_have_no)).unwrap();
    };
    // Readable only: reading goes on, writing is refused.
    entries.iter().for_each(|path| set(path, 0o555));
    assert_eq!(run("read", &folder), format!("{}\n", 3 * C));
    let said = run("add", &folder);
    assert!(
        said.starts_with("NoRights") && said.contains("Give the account"),
        "{said}"
    );
    // Closed, from the inside; and opened again from the outside.
    entries.iter().rev().for_each(|path| set(path, 0o000));
    let said = run("read", &folder);
    assert!(said.starts_with("NoRights"), "{said}");
    entries.iter().for_each(|path| set(path, 0o700));
    // Nor may one be made.
    fs::set_permissions(temp.path(), fs::Permissions::from_mode(0o555)).unwrap();
    let said = run("add", &temp.path().join("other"));
    fs::set_permissions(temp.path(), fs::Permissions::from_mode(0o755)).unwrap();
    assert!(said.starts_with("NoRights") && said.contains("other"), "{said}");
}

/// A folder and all in it, deepest last.
fn walk(folder: &Path) -> Vec<PathBuf> {
    let mut found = vec![folder.to_path_buf()];
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(walk(&path))
        } else {
            found.push(path)
        }
    }
    found
}

fn no_room_is_told() {
    let (folder, store) = store();
    // The one kind of full that needs no disk and no rights: a limit on the size of files, in KiB, that a
    // block does not fit. The shell ignores the signal that comes with it, and so do its children.
    let script = "trap '' XFSZ; ulimit -f 100; exec \"$0\" \"$@\"";
    let output = Command::new("bash")
        .args(["-c", script])
        .arg(std::env::current_exe().unwrap())
        .args([CHILD, "add"])
        .arg(folder.path())
        .output()
        .unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(
        said.starts_with("DiskFull") && said.contains("Free some space"),
        "{said}"
    );
    assert_eq!(
        fs::read_dir(folder.path().join("tmp")).unwrap().count(),
        0,
        "what was written is removed again"
    );
    assert_eq!(runtime().block_on(store.gc()).unwrap().kept, 0);
}
