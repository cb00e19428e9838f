//! Changing the config file as its user would: one key at a time, with every comment, blank line and place left as it is.
//!
//! What a change would lead to is read first, by the same rules as at every start; a file that would not be right is not
//! written. The new file takes the old one's place in one step, and programs that change it at once wait for each other, so
//! that no change is lost. No secret goes into it.

use medink_core::files::Naming;
use medink_words::said;
use std::fs::{self, File};
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};

use toml_edit::{Array, Document, DocumentMut, Item, Table, TableLike, Value};

use super::place::{Source, message};
use super::{Config, EMBEDDED, LONGEST};
use crate::folders::{Folders, make};
use medink_core::error::{Error, Kind, Result};
use medink_core::files;

/// What messages call it.
const WHAT: Naming = || said!("local-file-config");

/// The key that chooses a profile.
const CHOICE: &str = "profile";
/// The table of all profiles.
const PROFILES: &str = "profiles";

/// What a profile's keys hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holds {
    Text,
    YesOrNo,
    Stores,
    Number,
}

/// A profile's keys.
const KEYS: [(&str, Holds); 8] = [
    ("node", Holds::Text),
    ("account", Holds::Text),
    ("wait", Holds::Text),
    ("stores", Holds::Stores),
    ("copies", Holds::Number),
    ("ipfs", Holds::Text),
    ("ipfs-credentials-file", Holds::Text),
    ("ipfs-allow-plaintext", Holds::YesOrNo),
];

/// What a change came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// The whole key, such as `profiles.clinic.node`.
    pub key: String,
    /// What it held before, as TOML.
    pub was: Option<String>,
    /// What it holds now, as TOML.
    pub now: Option<String>,
}

/// A key that there can be.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Key {
    /// Which profile is used.
    Choice,
    /// One of a profile's.
    OfProfile(String, &'static str, Holds),
    /// A profile with all its keys.
    Profile(String),
}

impl Config {
    /// Writes a value into the config file. `key` is written as it is there, `profiles.clinic.node`; one of a profile's keys
    /// alone is meant for `profile`, or for the profile that the file chooses.
    ///
    /// # Errors
    /// [`Kind::Usage`] for an unknown key, and for what the file could not be read with; [`Kind::Io`]. The file is then as it
    /// was.
    pub fn set(folders: &Folders, key: &str, value: &str, profile: Option<&str>) -> Result<Changed> {
        edit(folders, |document, text| {
            let key = Key::read(key, profile, document)?;
            let value = key.value(value)?;
            let was = key.held(document);
            let now = Some(shown(&value));
            let first = document.is_empty();
            if first {
                // What is there are comments alone, and they stay in front.
                document.set_trailing("");
            }
            key.put(document, value)?;
            let changed = match first {
                true if !text.is_empty() => format!("{}\n{document}", text.trim_end_matches('\n')),
                _ => document.to_string(),
            };
            let key = key.name();
            Ok((Changed { key, was, now }, changed))
        })
    }

    /// Takes a key, or a whole profile (`profiles.clinic`), out of the config file, so that its default holds. `key` and
    /// `profile` as in [`Config::set`].
    ///
    /// # Errors
    /// As [`Config::set`]; [`Kind::NotFound`] for a key that is not there.
    pub fn unset(folders: &Folders, key: &str, profile: Option<&str>) -> Result<Changed> {
        edit(folders, |document, text| {
            let key = Key::read(key, profile, document)?;
            let was = key.held(document);
            // Comments above a key may be about more than that, so they stay where it has a line of its own.
            let own_line = key.line(text).map(|line| without(text, line));
            if !key.take(document) {
                return Err(
                    Error::new(Kind::NotFound, said!("local-not-set", key = key.name()))
                        .next(said!("local-not-set-next")),
                );
            }
            let changed = own_line.unwrap_or_else(|| document.to_string());
            let key = key.name();
            Ok((Changed { key, was, now: None }, changed))
        })
    }

    /// Gives an account that was renamed its new name in every profile that names it. Returns these.
    ///
    /// # Errors
    /// As [`Config::set`].
    pub fn rename_account(folders: &Folders, old: &str, new: &str) -> Result<Vec<String>> {
        if !folders.config_file().exists() {
            return Ok(Vec::new());
        }
        edit(folders, |document, _| {
            let mut renamed = Vec::new();
            let profiles = document.get_mut(PROFILES).and_then(Item::as_table_like_mut);
            for (name, profile) in profiles.into_iter().flat_map(|profiles| profiles.iter_mut()) {
                let held = profile
                    .as_table_like_mut()
                    .and_then(|profile| profile.get_mut("account"));
                if let Some(Item::Value(held)) = held
                    && held.as_str().is_some_and(|account| account.trim() == old)
                {
                    replace(held, new.into());
                    renamed.push(name.get().to_owned());
                }
            }
            Ok((renamed, document.to_string()))
        })
    }
}

impl Key {
    fn read(text: &str, profile: Option<&str>, document: &DocumentMut) -> Result<Self> {
        let parts: Vec<&str> = text.trim().split('.').collect();
        let of_profile = |name: &str, key: &str| {
            let (key, holds) = KEYS.into_iter().find(|(known, _)| *known == key)?;
            Some(Key::OfProfile(name.to_owned(), key, holds))
        };
        let found = match parts.as_slice() {
            [CHOICE] => Some(Key::Choice),
            [PROFILES, name] => Some(Key::Profile((*name).to_owned())),
            [PROFILES, name, key] => of_profile(name, key),
            [key] => {
                let chosen = document.get(CHOICE).and_then(Item::as_str);
                of_profile(profile.or(chosen).unwrap_or(EMBEDDED), key)
            }
            _ => None,
        };
        found.ok_or_else(|| {
            let keys: Vec<&str> = KEYS.iter().map(|(key, _)| *key).collect();
            Error::new(Kind::Usage, said!("local-no-such-key")).next(said!(
                "local-no-such-key-next",
                choice = CHOICE,
                keys = keys.join(", ")
            ))
        })
    }

    fn name(&self) -> String {
        match self {
            Key::Choice => CHOICE.to_owned(),
            Key::OfProfile(profile, key, _) => format!("{PROFILES}.{profile}.{key}"),
            Key::Profile(profile) => format!("{PROFILES}.{profile}"),
        }
    }

    /// The value that was typed. Whether it is right is found out by reading the file.
    fn value(&self, text: &str) -> Result<Value> {
        match self {
            Key::Choice | Key::OfProfile(_, _, Holds::Text) => Ok(text.into()),
            Key::OfProfile(_, _, Holds::YesOrNo) => match text {
                "true" => Ok(true.into()),
                "false" => Ok(false.into()),
                _ => Err(Error::new(Kind::Usage, said!("local-true-or-false"))
                    .next(said!("local-true-or-false-next"))),
            },
            Key::OfProfile(_, _, Holds::Number) => {
                let number: i64 = text.trim().parse().map_err(|_| {
                    Error::new(Kind::Usage, said!("local-no-number")).next(said!("local-no-number-next"))
                })?;
                Ok(number.into())
            }
            Key::OfProfile(_, _, Holds::Stores) if text.trim_start().starts_with('[') => {
                text.parse().map_err(|_| {
                    Error::new(Kind::Usage, said!("local-no-list")).next(said!("local-no-list-next"))
                })
            }
            Key::OfProfile(_, _, Holds::Stores) => {
                Ok(Value::Array(text.split(',').map(str::trim).collect::<Array>()))
            }
            Key::Profile(_) => {
                Err(Error::new(Kind::Usage, said!("local-several-keys"))
                    .next(said!("local-several-keys-next")))
            }
        }
    }

    /// What is there, as TOML.
    fn held(&self, document: &DocumentMut) -> Option<String> {
        let profile = |name: &str| document.get(PROFILES)?.get(name);
        let item = match self {
            Key::Choice => document.get(CHOICE),
            Key::OfProfile(name, key, _) => profile(name).and_then(|profile| profile.get(key)),
            Key::Profile(_) => None,
        };
        item.and_then(Item::as_value).map(shown)
    }

    fn put(&self, document: &mut DocumentMut, value: Value) -> Result<()> {
        match self {
            Key::Profile(_) => {}
            Key::Choice => match document.get_mut(CHOICE) {
                Some(Item::Value(held)) => replace(held, value),
                _ => {
                    document.insert(CHOICE, Item::Value(value));
                }
            },
            Key::OfProfile(name, key, _) => {
                let profiles = table_in(document.as_table_mut(), PROFILES, true)?;
                let profile = table_in(profiles, name, false)?;
                match profile.get_mut(key) {
                    Some(Item::Value(held)) => replace(held, value),
                    _ => {
                        profile.insert(key, Item::Value(value));
                    }
                }
            }
        }
        Ok(())
    }

    /// Where in the text its line is, if it has one to itself.
    fn line(&self, text: &str) -> Option<Range<usize>> {
        let document = Document::parse(text).ok()?;
        let (table, name): (&dyn TableLike, _) = match self {
            Key::Choice => (document.as_table(), CHOICE),
            Key::OfProfile(profile, key, _) => {
                let profiles = document.as_table().get(PROFILES)?;
                (profiles.get(profile)?.as_table_like()?, *key)
            }
            Key::Profile(_) => return None,
        };
        let (key, value) = table.get_key_value(name)?;
        let (start, end) = (key.span()?.start, value.span()?.end);
        let line = text
            .get(..start)?
            .rfind('\n')
            .map_or(0, |at| at.saturating_add(1));
        let after = text.get(end..)?.find('\n');
        let next = after.map_or(text.len(), |at| end.saturating_add(at).saturating_add(1));
        text.get(line..start)?.trim().is_empty().then_some(line..next)
    }

    /// Whether it was there.
    fn take(&self, document: &mut DocumentMut) -> bool {
        let profiles = |document: &mut DocumentMut, take: &dyn Fn(&mut dyn TableLike) -> bool| {
            let profiles = document.get_mut(PROFILES).and_then(Item::as_table_like_mut);
            profiles.is_some_and(take)
        };
        match self {
            Key::Choice => document.remove(CHOICE).is_some(),
            Key::Profile(name) => profiles(document, &|profiles| profiles.remove(name).is_some()),
            Key::OfProfile(name, key, _) => profiles(document, &|profiles| {
                let profile = profiles.get_mut(name).and_then(Item::as_table_like_mut);
                profile.is_some_and(|profile| profile.remove(key).is_some())
            }),
        }
    }
}

/// The table of this name, made where it is missing. `implicit`: one that has no line of its own.
fn table_in<'t>(within: &'t mut dyn TableLike, name: &str, implicit: bool) -> Result<&'t mut dyn TableLike> {
    let made = || {
        let mut table = Table::new();
        table.set_implicit(implicit);
        Item::Table(table)
    };
    within
        .entry(name)
        .or_insert_with(made)
        .as_table_like_mut()
        .ok_or_else(|| {
            Error::new(Kind::Usage, said!("local-no-table", name = name)).next(said!("local-set-right-there"))
        })
}

/// Another value in the place of the one that is there, with the comments round it.
fn replace(held: &mut Value, mut value: Value) {
    value.decor_mut().clone_from(held.decor());
    *held = value;
}

fn without(text: &str, line: Range<usize>) -> String {
    let part = |range| text.get(range).unwrap_or_default();
    format!("{}{}", part(0..line.start), part(line.end..text.len()))
}

fn shown(value: &Value) -> String {
    value.clone().decorated("", "").to_string()
}

/// Reads the file, has it changed, and writes it if it would be read all the same.
/// `change` is given what is there, and the text that it was read from; it returns the text that it is to be.
fn edit<T>(
    folders: &Folders,
    change: impl FnOnce(&mut DocumentMut, &str) -> Result<(T, String)>,
) -> Result<T> {
    let path = folders.config_file();
    if let Some(folder) = path.parent() {
        make(folder)?;
    }
    let _turn = turn(path)?;
    let text = files::read_text(path, LONGEST, WHAT)?.unwrap_or_default();
    let source = Source { path, text: &text };
    let mut document: DocumentMut = text.parse().map_err(|error: toml_edit::TomlError| {
        source.error_at(
            error.span().map_or(0, |span| span.start),
            message(error.message()),
        )
    })?;
    let (done, changed) = change(&mut document, &text)?;
    let after = Source { path, text: &changed };
    if let Err(error) = Config::read(&after) {
        // What was wrong before is told as it stands in the file.
        Config::read(&source)?;
        let what = said!("local-config-stays", why = error.what);
        return Err(Error::new(Kind::Usage, what).next(said!("local-config-stays-next")));
    }
    if changed != text {
        files::write(&target(path)?, changed.as_bytes(), WHAT)?;
    }
    Ok(done)
}

/// The file itself, where the config file is a link to it.
fn target(path: &Path) -> Result<PathBuf> {
    match fs::canonicalize(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(path.to_owned()),
        other => other.map_err(|error| Error::io(said!("local-finding-config"), &error)),
    }
}

/// The right to change the file, until dropped. It is held for as long as reading and writing a small file takes, so others
/// wait; a file of its own carries it, since the config file is another after each change.
fn turn(path: &Path) -> Result<File> {
    let path = path.with_extension("lock");
    let failed =
        |error: io::Error| Error::io(said!("local-locking", path = path.display().to_string()), &error);
    let file = files::lock_file(&path).map_err(failed)?;
    file.lock().map_err(failed)?;
    Ok(file)
}

#[cfg(test)]
mod tests;
