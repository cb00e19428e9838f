//! A disk that keeps nothing but what it was asked to keep: a file's bytes from the time of its fsync, and a name from the
//! time of its folder's. What a real disk does beyond that is luck.

use super::trace::Act;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// What is there when the power is back: files with their content, by their paths below the disk's folder.
pub type View = BTreeMap<PathBuf, Rc<Vec<u8>>>;

/// What goes with the power.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Loss {
    /// Nothing.
    Nothing,
    /// Every byte and every name that the disk was not asked to keep.
    Unasked,
    /// Every such byte, but no name: a file has got its name before its content.
    Content,
}

#[derive(Debug, Clone, Default)]
struct File {
    now: Rc<Vec<u8>>,
    kept: Rc<Vec<u8>>,
}

/// What a disk has in memory, and what it keeps.
#[derive(Debug)]
pub struct Disk {
    root: PathBuf,
    passed_over: Vec<PathBuf>,
    files: Vec<File>,
    now: Names,
    kept: Names,
    /// Every content that each path has had whole; none where it was not there.
    once: BTreeMap<PathBuf, BTreeSet<Option<Rc<Vec<u8>>>>>,
}

#[derive(Debug, Clone, Default)]
struct Names {
    files: BTreeMap<PathBuf, usize>,
    folders: BTreeSet<PathBuf>,
}

impl Names {
    /// What is in a folder becomes what `from` has in it.
    fn take(&mut self, folder: &Path, from: &Names) {
        let inside = |path: &Path| path.parent() == Some(folder);
        self.files.retain(|path, _| !inside(path));
        let files = from.files.iter().filter(|(path, _)| inside(path));
        self.files.extend(files.map(|(path, file)| (path.clone(), *file)));
        self.folders.retain(|path| !inside(path));
        self.folders
            .extend(from.folders.iter().filter(|path| inside(path)).cloned());
    }

    /// Whether every folder above a path is there.
    fn lead_to(&self, path: &Path) -> bool {
        path.ancestors()
            .skip(1)
            .filter(|folder| *folder != Path::new(""))
            .all(|folder| self.folders.contains(folder))
    }
}

impl Disk {
    /// A disk with everything below `root`, but for these folders. All of it is kept.
    pub fn of(root: &Path, passed_over: &[&str]) -> Self {
        let mut disk = Disk {
            root: root.to_path_buf(),
            passed_over: passed_over.iter().map(PathBuf::from).collect(),
            files: Vec::new(),
            now: Names::default(),
            kept: Names::default(),
            once: BTreeMap::new(),
        };
        disk.read(root);
        disk.kept = disk.now.clone();
        disk
    }

    fn read(&mut self, folder: &Path) {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let Some(inside) = self.inside(&path) else {
                continue;
            };
            if path.is_dir() {
                self.now.folders.insert(inside);
                self.read(&path);
            } else {
                let content = Rc::new(fs::read(&path).expect("a file"));
                self.once
                    .insert(inside.clone(), BTreeSet::from([Some(content.clone())]));
                let file = File {
                    now: content.clone(),
                    kept: content,
                };
                self.name(inside, file);
            }
        }
    }

    /// A path below the disk's folder; none for those elsewhere.
    fn inside(&self, path: &Path) -> Option<PathBuf> {
        let inside = path.strip_prefix(&self.root).ok()?;
        let passed_over = self.passed_over.iter().any(|folder| inside.starts_with(folder));
        (!passed_over).then(|| inside.to_path_buf())
    }

    fn name(&mut self, path: PathBuf, file: File) {
        self.now.files.insert(path, self.files.len());
        self.files.push(file);
    }

    /// Notes what a path has now among what it has had.
    fn note(&mut self, path: &Path) {
        let content = self.now.files.get(path).map(|file| self.files[*file].now.clone());
        // What was there from the beginning is known already.
        let nothing = || BTreeSet::from([None]);
        self.once
            .entry(path.to_path_buf())
            .or_insert_with(nothing)
            .insert(content);
    }

    fn change(&mut self, path: &Path, change: impl FnOnce(&mut Vec<u8>)) {
        let file = self
            .inside(path)
            .and_then(|path| self.now.files.get(&path).copied());
        if let Some(file) = file {
            change(Rc::make_mut(&mut self.files[file].now));
        }
    }

    /// Something is done to it.
    pub fn act(&mut self, act: &Act) {
        match act {
            Act::Open(path, emptied) => {
                if let Some(inside) = self.inside(path)
                    && !self.now.files.contains_key(&inside)
                {
                    self.name(inside.clone(), File::default());
                    self.note(&inside);
                } else if *emptied {
                    self.change(path, Vec::clear);
                }
            }
            Act::Append(path, bytes) => self.change(path, |now| now.extend(bytes)),
            Act::Write(path, bytes, at) => self.change(path, |now| {
                let end = at + bytes.len();
                now.resize(now.len().max(end), 0);
                now[*at..end].copy_from_slice(bytes);
            }),
            Act::Cut(path, length) => self.change(path, |now| now.resize(*length, 0)),
            Act::Sync(path) => self.sync(path),
            Act::Rename(from, to) => self.renamed(from, to),
            Act::Link(from, to) => {
                if let (Some(from), Some(to)) = (self.inside(from), self.inside(to))
                    && let Some(file) = self.now.files.get(&from).copied()
                {
                    self.now.files.insert(to.clone(), file);
                    self.note(&to);
                }
            }
            Act::Remove(path) => {
                if let Some(path) = self.inside(path) {
                    self.now.folders.remove(&path);
                    self.now.files.remove(&path);
                    self.note(&path);
                }
            }
            Act::Folder(path) => self.now.folders.extend(self.inside(path)),
            Act::Tell(_) => {}
        }
    }

    fn sync(&mut self, path: &Path) {
        let Some(path) = self.inside(path) else { return };
        match self.now.files.get(&path).copied() {
            Some(file) => {
                let file = &mut self.files[file];
                file.kept.clone_from(&file.now);
                // Whoever has the disk keep it means it to be whole.
                self.note(&path);
            }
            None => self.kept.take(&path, &self.now),
        }
    }

    fn renamed(&mut self, from: &Path, to: &Path) {
        let (from, to) = (self.inside(from), self.inside(to));
        let file = from.as_ref().and_then(|from| self.now.files.remove(from));
        if let Some(from) = &from {
            self.note(from);
        }
        if let (Some(file), Some(to)) = (file, to) {
            self.now.files.insert(to.clone(), file);
            self.note(&to);
        }
    }

    /// What is there after such a loss.
    pub fn view(&self, loss: Loss) -> View {
        let names = match loss {
            Loss::Unasked => &self.kept,
            Loss::Nothing | Loss::Content => &self.now,
        };
        let there = names.files.iter().filter(|(path, _)| names.lead_to(path));
        there
            .map(|(path, file)| {
                let file = &self.files[*file];
                let content = match loss {
                    Loss::Nothing => &file.now,
                    Loss::Unasked | Loss::Content => &file.kept,
                };
                (path.clone(), content.clone())
            })
            .collect()
    }

    /// What each path has had, whole; none where it was not there.
    pub fn once(&self) -> &BTreeMap<PathBuf, BTreeSet<Option<Rc<Vec<u8>>>>> {
        &self.once
    }
}

#[test]
fn what_the_disk_is_not_asked_to_keep_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().canonicalize().unwrap();
    fs::write(root.join("file"), "old").unwrap();
    let (file, new) = (root.join("file"), root.join(".new"));
    let has = |disk: &Disk, loss| disk.view(loss).get(Path::new("file")).map(|file| file.to_vec());
    let begin = || {
        let mut disk = Disk::of(&root, &[]);
        disk.act(&Act::Open(new.clone(), false));
        disk.act(&Act::Append(new.clone(), b"new".to_vec()));
        disk
    };
    // The name before the content: an empty file, which it never was.
    let mut disk = begin();
    disk.act(&Act::Rename(new.clone(), file.clone()));
    assert_eq!(has(&disk, Loss::Content), Some(Vec::new()));
    assert!(!disk.once()[Path::new("file")].contains(&Some(Rc::default())));
    assert!(!disk.once()[Path::new("file")].contains(&None));
    // Content and name, one after the other.
    let mut disk = begin();
    disk.act(&Act::Sync(new.clone()));
    disk.act(&Act::Rename(new.clone(), file.clone()));
    assert_eq!(has(&disk, Loss::Content), Some(b"new".to_vec()));
    assert_eq!(has(&disk, Loss::Unasked), Some(b"old".to_vec()));
    disk.act(&Act::Sync(root.clone()));
    assert_eq!(has(&disk, Loss::Unasked), Some(b"new".to_vec()));
    // A file in a folder that is not kept is lost with it.
    let deep = root.join("deep");
    disk.act(&Act::Folder(deep.clone()));
    disk.act(&Act::Open(deep.join("file"), false));
    disk.act(&Act::Sync(deep.clone()));
    assert_eq!(disk.view(Loss::Unasked).len(), 1);
    disk.act(&Act::Sync(root));
    assert_eq!(disk.view(Loss::Unasked).len(), 2);
}
