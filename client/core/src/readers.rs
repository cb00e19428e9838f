//! Doors to what reads the files of this crate's own once they are unsealed, for those who hand it damaged bytes
//! (`e2e-tests/bytes`). Each gives what was read as it would be written again; none where it was not taken. Nothing of medink
//! goes through here.

use crate::index::{Head, Row};
use crate::note_templates::Templates;
use crate::{ended, seen, visits};
use scale::{Decode, Encode};

/// What was seen of the chain.
pub fn seen(bytes: &[u8]) -> Option<Vec<u8>> {
    again::<seen::Seen>(bytes)
}

/// A doctor's patients, former ones included.
pub fn patients(bytes: &[u8]) -> Option<Vec<u8>> {
    again::<ended::Known>(bytes)
}

/// How far the log was seen, and who is known.
pub fn visit(bytes: &[u8]) -> Option<Vec<u8>> {
    again::<visits::Known>(bytes)
}

/// A doctor's own templates of notes.
pub fn templates(bytes: &[u8]) -> Option<Vec<u8>> {
    Templates::decode(bytes).map(|templates| templates.encode())
}

/// The part of an index that names the others.
pub fn index_head(bytes: &[u8]) -> Option<Vec<u8>> {
    again::<Head>(bytes)
}

/// A part of an index, with what each record is.
pub fn index_part(bytes: &[u8]) -> Option<Vec<u8>> {
    let rows = Vec::<Row>::decode(&mut &*bytes).ok()?;
    for row in &rows {
        let _ = row.details();
    }
    Some(rows.encode())
}

fn again<T: Decode + Encode>(bytes: &[u8]) -> Option<Vec<u8>> {
    T::decode(&mut &*bytes).ok().map(|read| read.encode())
}
