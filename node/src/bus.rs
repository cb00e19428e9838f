//! What is said when the disk fills up in the middle of a write.
//!
//! [`crate::room`] sees to it that this does not happen by what the node itself
//! writes; another program can still take the rest of the disk within a moment.
//! The system then ends the write by a signal (SIGBUS), and there is no going on
//! after it. Here it ends with a message and exit code 1 in place of a core dump.
//! Nothing is repaired: what was in the database's log is put in its place by
//! the next start.

use crate::error::NodeError;
use std::path::Path;

/// Speaks for the chain in `folder` from now on.
///
/// # Errors
/// [`NodeError::Start`] if the system does not let a signal be handled.
pub fn speak_for(folder: &Path) -> Result<(), NodeError> {
    let message = format!(
        "medink-node: the disk of {} was full in the middle of a write, and the node had to end. Free some space on \
         it and start the node again: the chain is kept up to the last block that was written.\n",
        folder.display()
    );
    let action = move || {
        // SAFETY: both calls may be made in a signal handler
        // (signal-safety(7)), and the message lives as long as the handler.
        unsafe {
            libc::write(libc::STDERR_FILENO, message.as_ptr().cast(), message.len());
            libc::_exit(1);
        }
    };
    // SAFETY: the action neither allocates, nor locks, nor panics.
    unsafe { signal_hook_registry::register(libc::SIGBUS, action) }
        .map(|_| ())
        .map_err(|error| NodeError::Start(error.to_string()))
}
