//! What a store hands over: nodes of a content's tree, a daemon's answers, names of files.

use crate::taken;
use medink_store::readers;

/// A block that is an inner node of a content's tree.
pub(crate) fn block(bytes: &[u8]) -> bool {
    taken(readers::node(bytes))
}

/// A line of a daemon's answer; the pin in one; its address and credentials; the name of a file.
pub(crate) fn daemon(bytes: &[u8]) -> bool {
    let Ok(text) = str::from_utf8(bytes) else {
        return readers::answer(bytes);
    };
    [
        readers::answer(bytes),
        readers::pin(text).is_some(),
        readers::credentials(text),
        taken(readers::address(text)),
        readers::file_name(text),
    ]
    .contains(&true)
}
