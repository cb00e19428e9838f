//! Sealed files, as far as they can be told from garbage without a key: journal, memory, index. What opens and says
//! something else is found when its account is unlocked.

use super::{Finding, Part, Repair};
use crate::error::{Error, Result};
use crate::files;
use medink_seal::journal as sealing;
use medink_words::said;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Fewest bytes in an entry of the journal before it is sealed: patient, place, wrapped key, task, and whether the chain was
/// asked, in SCALE.
pub const SHORTEST_ENTRY: usize = 32 + 37 + 65 + 1 + 1;

/// Looks at every sealed file in a folder. What can't be one is named; `removable` where nothing is lost with it.
pub fn sealed_files(part: Part, folder: &Path, least: usize, removable: bool, repair: bool) -> Vec<Finding> {
    let damaged = match damaged(folder, least) {
        Ok(damaged) => damaged,
        Err(error) => return vec![Finding::of(part, &error)],
    };
    damaged
        .into_iter()
        .map(|path| told(part, &path, removable, repair))
        .collect()
}

fn told(part: Part, path: &Path, removable: bool, repair: bool) -> Finding {
    let what = said!("checkup-sealed-damaged", path = path.display().to_string());
    let found = Finding::warning(part, what);
    if !removable {
        return found.next(said!("checkup-sealed-damaged-next"));
    }
    let removed = Repair::try_to(repair, || {
        let doing = || said!("core-cleaning", folder = path.display().to_string());
        files::remove(path).map_err(|error| Error::io(doing(), &error))
    });
    found.repaired_by(removed)
}

/// The files that can't be what was sealed.
fn damaged(folder: &Path, least: usize) -> Result<Vec<PathBuf>> {
    let failed = |error: io::Error| {
        Error::io(
            said!("core-cleaning", folder = folder.display().to_string()),
            &error,
        )
    };
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.map_err(failed)?,
    };
    let mut damaged = Vec::new();
    for entry in entries {
        let entry = entry.map_err(failed)?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        // Those of programs at work, and those that carry a lock and nothing else.
        if files::is_temporary(&name) || name.ends_with("-lock") || name.ends_with(".under-way") {
            continue;
        }
        let path = entry.path();
        match is_sealed(&path, least) {
            Ok(false) => damaged.push(path),
            Ok(true) => {}
            // Another medink has just finished with it.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(failed(error)),
        }
    }
    damaged.sort();
    Ok(damaged)
}

/// Whether a file can be a sealed one. What is no file is none of medink's, and left alone.
pub(crate) fn is_sealed(path: &Path, least: usize) -> io::Result<bool> {
    let about = fs::metadata(path)?;
    if !about.is_file() {
        return Ok(true);
    }
    let mut first = Vec::new();
    File::open(path)?.take(1).read_to_end(&mut first)?;
    Ok(sealing::could_be(first.first().copied(), about.len(), least))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::{Pending, Task};
    use medink_seal::Account;
    use medink_types::{KeyBy, SealedKey};
    use scale::Encode;

    #[test]
    fn no_entry_is_shorter_than_the_shortest() {
        let shortest = Pending {
            patient: [1; 32],
            cid: vec![2; 36],
            key: SealedKey {
                by: KeyBy::Generation(1),
                bytes: [3; 60],
            },
            task: Task::Add,
            submitted: false,
        };
        assert_eq!(shortest.encode().len(), SHORTEST_ENTRY);
    }

    #[test]
    fn garbage_is_named_and_removed_where_nothing_is_lost() {
        let folder = tempfile::tempdir().unwrap();
        let key = Account::from_suri("//Ada").unwrap().journal_key().unwrap();
        let good = sealing::seal(&key, "a.pending", &[0; SHORTEST_ENTRY]).unwrap();
        for (name, bytes) in [
            ("a.pending", good.as_slice()),
            ("b.pending", &good[..good.len() - 1]),
            ("c.pending", b""),
            ("d.seen-lock", b""),
            ("e.under-way", b""),
            (".tmp123", b""),
        ] {
            fs::write(folder.path().join(name), bytes).unwrap();
        }
        fs::create_dir(folder.path().join("mine")).unwrap();
        let look =
            |removable, repair| sealed_files(Part::Journal, folder.path(), SHORTEST_ENTRY, removable, repair);
        let found = look(true, false);
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found.iter().all(Finding::stays));
        assert!(found[0].what.to_string().contains("b.pending"));
        assert_eq!(look(false, true).iter().filter(|one| one.stays()).count(), 2);
        assert_eq!(look(true, true).iter().filter(|one| one.repaired).count(), 2);
        assert!(look(true, false).is_empty());
        assert_eq!(fs::read(folder.path().join("a.pending")).unwrap(), good);
        assert!(sealed_files(Part::Journal, &folder.path().join("nowhere"), 0, true, true).is_empty());
    }
}
