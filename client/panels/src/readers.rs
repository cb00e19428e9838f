//! Doors to the readers of this crate that nobody else calls, for those who hand them damaged bytes (`e2e-tests/bytes`). No page
//! goes through here.

use crate::picture::Picture;
use crate::thumbnail;
use medink_core::error::Result;

/// A picture that a registration card is looked for in. What looks for codes in it is not reached: it may stop or go on for
/// ever, and runs where that is this picture's end.
pub fn picture(bytes: &[u8]) -> Result<()> {
    Picture::of(bytes).map(drop)
}

/// The small picture of a record, as PNG.
pub fn thumbnail(bytes: &[u8]) -> Option<Vec<u8>> {
    thumbnail::small(bytes)
}
