//! The power goes: a command's system calls are taken down by strace(1), and played on a disk that keeps nothing but what it
//! was asked to ([`disk`]). At every call the power may go. What is then on the disk is the old or the new, of every file of
//! medink's that counts; what the journal names is whole in the store; and what a command has acknowledged is there.

mod disk;
mod trace;

use disk::{Disk, Loss, View};
use e2e_system::people::{ADA, ADMIN, HOUSE, account};
use e2e_system::{Call, Machine, World, files};
use medink_core::journal::Journal;
use medink_store::{Cid, ContentStore, EmbeddedStore, Presence};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use trace::Act;

/// More than a question to a node has, in bytes, and less than a contract's code.
const CODE: usize = 20_000;

/// What has happened to a disk since a command began.
struct Played {
    /// Right before each call, and at the end: what is there if the power goes then.
    views: Vec<[View; 2]>,
    acts: Vec<Act>,
    disk: Disk,
}

/// Runs a command where nothing but success will do, and plays what it did, looking at every moment of it.
fn played(machine: &Machine, call: Call<'_>) -> Played {
    let home = fs::canonicalize(machine.home()).expect("a home folder");
    let mut disk = Disk::of(&home, &["node", "run"]);
    let log = machine.work("strace.txt");
    call.traced(&log, trace::CALLS).ok();
    let acts = trace::read(&fs::read_to_string(&log).expect("what strace wrote"));
    fs::remove_file(&log).expect("it is there");
    let mut views = vec![[disk.view(Loss::Unasked), disk.view(Loss::Content)]];
    for act in &acts {
        disk.act(act);
        let now = [disk.view(Loss::Unasked), disk.view(Loss::Content)];
        for view in &now {
            judge(view, &disk, act);
        }
        views.push(now);
    }
    acknowledged(&disk);
    Played { views, acts, disk }
}

/// Whether a file counts: it is made anew by nobody. What is on its way has another name, and the indexes repeat what is
/// elsewhere.
fn counts(path: &Path) -> bool {
    let inside = |folder: &str| path.starts_with(folder);
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let own = inside("accounts") || inside("deployments") || inside("memory") || inside("journal");
    let content = inside("store/blocks") || inside("store/pins");
    let of_no_matter = medink_core::files::is_temporary(&name) || name.ends_with("-lock");
    (own || content || path == Path::new("config.toml")) && !of_no_matter && !name.ends_with(".under-way")
}

/// Every file that counts has, or lacks, what it once was whole.
fn judge(view: &View, disk: &Disk, act: &Act) {
    for (path, contents) in disk.once() {
        let now = view.get(path);
        assert!(
            !counts(path) || contents.contains(&now.cloned()),
            "the power goes after {act:?}: {} has {} bytes, and never had; it is to have one of {:?}",
            path.display(),
            now.map_or("no".to_owned(), |now| now.len().to_string()),
            contents
                .iter()
                .map(|content| content.as_ref().map(|content| content.len()))
                .collect::<Vec<_>>(),
        );
    }
}

/// When the command has said that it is done, it is: only what is removed from the journal may come back.
fn acknowledged(disk: &Disk) {
    let (kept, there) = (disk.view(Loss::Unasked), disk.view(Loss::Nothing));
    let differ = |path: &&PathBuf| kept.get(*path) != there.get(*path);
    let paths: BTreeSet<&PathBuf> = kept.keys().chain(there.keys()).collect();
    let lost: Vec<_> = paths
        .into_iter()
        .filter(|path| counts(path) && (!path.starts_with("journal") || there.contains_key(*path)))
        .filter(differ)
        .collect();
    assert!(lost.is_empty(), "acknowledged, and gone with the power: {lost:?}");
}

/// What a journal names is in the store, whole, whenever the power goes. Returns how often there was something to look at.
fn what_the_journal_names_is_whole(world: &World, who: &str, played: &Played) -> usize {
    let ledger = world.ledger();
    let mut seen: BTreeSet<&View> = BTreeSet::new();
    let mut looked = 0;
    for view in played.views.iter().flatten() {
        let named = view
            .keys()
            .any(|path| path.starts_with("journal") && counts(path));
        if !named || !seen.insert(view) {
            continue;
        }
        let there = world.work("after the power went");
        for (path, content) in view {
            let path = there.join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a new folder");
            fs::write(path, &**content).expect("a new file");
        }
        let key = account(who).journal_key().expect("a key");
        let entries = Journal::new(&there.join("journal"), key).entries();
        let store = EmbeddedStore::open(there.join("store")).expect("a store");
        for (_, pending) in entries.expect("a journal") {
            let cid = Cid::try_from(pending.cid.as_slice()).expect("a place");
            let has = ledger.wait(store.has(&cid)).expect("a store that answers");
            assert_eq!(has, Presence::Whole, "{cid} is in the journal");
            looked += 1;
        }
        fs::remove_dir_all(there).expect("it is there");
    }
    looked
}

/// An upload is in the journal, for good, before anything refers to what was stored: else nobody would ever free it.
fn noted_before_it_is_kept(world: &World, played: &Played) {
    let pins = fs::canonicalize(world.home())
        .expect("a home folder")
        .join("store/pins");
    let pinned = |act: &Act| matches!(act, Act::Open(path, _) if path.starts_with(&pins));
    let first = played.acts.iter().position(pinned).expect("a reference is made");
    let [kept, _] = &played.views[first];
    assert!(
        kept.keys()
            .any(|path| path.starts_with("journal") && counts(path))
    );
}

#[test]
fn the_power_goes_while_records_and_consents_are_written() {
    let world = World::deployed();
    world.patient(ADA);
    world.doctor(HOUSE);
    world.add(ADA, ADA, "one");
    let small = world.write("small.txt", "small");
    let large = world.work("large.bin");
    files::large(&large, 1_500_000);

    let add = world.medink("record add").args([&small, &large]).acting(ADA);
    let added = played(&world, add);
    noted_before_it_is_kept(&world, &added);
    let looked = what_the_journal_names_is_whole(&world, ADA, &added);
    assert!(looked >= 2, "two entries were in the journal: {looked}");
    let amend = world.medink("record amend 1").arg(&small).acting(ADA);
    assert!(what_the_journal_names_is_whole(&world, ADA, &played(&world, amend)) >= 1);

    let grant = format!("consent grant {HOUSE} --whole-history --until 30d");
    played(&world, world.medink(&grant).acting(ADA));
    let revoke = format!("consent revoke {HOUSE} --reencrypt");
    let revoked = played(&world, world.medink(&revoke).acting(ADA));
    assert!(what_the_journal_names_is_whole(&world, ADA, &revoked) >= 1);
    played(&world, world.medink("record erase 2 --yes").acting(ADA));
    played(&world, world.medink("store gc"));
}

#[test]
fn the_power_goes_while_accounts_and_settings_are_written() {
    let machine = Machine::new();
    machine.medink("account new first").ok();
    played(&machine, machine.medink("account new second"));
    let passphrase = machine.write("passphrase", "another passphrase of five words\n");
    played(
        &machine,
        machine
            .medink("account passphrase second --new-passphrase-file")
            .arg(&passphrase),
    );
    played(
        &machine,
        machine
            .medink("account rename second third")
            .passphrase(&passphrase),
    );
    played(&machine, machine.medink("account remove third --yes"));
    played(&machine, machine.medink("config set account first"));
    played(&machine, machine.medink("config unset account"));
}

/// What a deployment is sealed with stands in its file and nowhere else.
#[test]
fn the_power_goes_while_contracts_are_deployed() {
    let machine = Machine::running();
    let deployed = played(&machine, machine.medink("deploy").acting(ADMIN));
    let uploads = deployed
        .acts
        .iter()
        .position(|act| matches!(act, Act::Tell(bytes) if *bytes > CODE))
        .expect("a contract's code is sent to the node");
    let [kept, _] = &deployed.views[uploads];
    assert!(
        kept.keys().any(|path| path.starts_with("deployments")),
        "the first contract is sent before the deployment's file is on the disk"
    );
    let file = deployed.disk.view(Loss::Unasked);
    assert_eq!(
        file.keys().filter(|path| path.starts_with("deployments")).count(),
        1
    );
}
