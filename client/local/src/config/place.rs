//! Where in the config file something is wrong: its line, its column, its key.

use medink_words::{Value, said};
use std::ops::Range;
use std::path::Path;

use toml::de::{DeTable, DeValue};

use medink_core::error::{Error, Kind};

/// The file's text and where it is from.
pub(super) struct Source<'a> {
    pub(super) path: &'a Path,
    pub(super) text: &'a str,
}

impl Source<'_> {
    /// What the parser says, and where.
    pub(super) fn error_of(&self, error: &toml::de::Error) -> Error {
        // Without a place it is about the whole file.
        self.error_at(
            error.span().map_or(0, |span| span.start),
            message(error.message()),
        )
    }

    /// What is wrong at this byte.
    pub(super) fn error_at(&self, offset: usize, what: impl Into<Value>) -> Error {
        let before = self.text.get(..offset).unwrap_or(self.text);
        let line = before.matches('\n').count().saturating_add(1);
        let column = before
            .rsplit('\n')
            .next()
            .unwrap_or_default()
            .chars()
            .count()
            .saturating_add(1);
        let path = self.path.display().to_string();
        let place = match self.key_at(offset) {
            keys if keys.is_empty() => said!("local-config-place", path = path, line = line, column = column),
            keys => {
                let key = keys.join(".");
                said!(
                    "local-config-key",
                    path = path,
                    line = line,
                    column = column,
                    key = key
                )
            }
        };
        let what = match what.into() {
            Value::Said(what) => *what,
            words => said!("local-config-what", what = words),
        };
        Error::new(Kind::Usage, what)
            .at(place)
            .next(said!("local-set-right-there"))
    }

    /// The byte where this key is written; 0 if it is not.
    pub(super) fn offset_of(&self, keys: &[&str]) -> usize {
        let Ok(document) = DeTable::parse(self.text) else {
            return 0;
        };
        let mut table = document.get_ref();
        let mut offset = 0;
        for key in keys {
            let Some((found, value)) = table.iter().find(|(name, _)| name.get_ref() == key) else {
                return offset;
            };
            offset = found.span().start;
            let DeValue::Table(inner) = value.get_ref() else {
                return offset;
            };
            table = inner;
        }
        offset
    }

    /// The keys that lead to what is written at this byte; none if the file can't be parsed.
    fn key_at(&self, offset: usize) -> Vec<String> {
        let mut keys = Vec::new();
        if let Ok(document) = DeTable::parse(self.text) {
            descend(document.get_ref(), offset, &mut keys);
        }
        keys.reverse();
        keys
    }
}

/// What a parser says: its messages have lines of their own.
pub(super) fn message(text: &str) -> String {
    text.trim().replace('\n', ": ")
}

/// Whether the byte is in a key or a value of the table; its keys, the innermost first.
fn descend(table: &DeTable<'_>, offset: usize, keys: &mut Vec<String>) -> bool {
    let holds = |span: Range<usize>| span.contains(&offset);
    for (key, value) in table {
        let inside = match value.get_ref() {
            // The keys of a table may be written anywhere in the file: its own span says nothing.
            DeValue::Table(inner) => descend(inner, offset, keys),
            _ => holds(value.span()),
        };
        if inside || holds(key.span()) {
            keys.push(key.get_ref().to_string());
            return true;
        }
    }
    false
}
