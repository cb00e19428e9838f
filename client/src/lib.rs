//! medink: medical records that their patients own.
//!
//! The library is the whole client without a face: [`core`] does what patients, doctors and administrators do,
//! over two seams (`medink_chain::Chain` for the ledger, `medink_store::ContentStore` for ciphertext) and with the
//! keys and formats of `medink_seal`. [`local`] is what belongs to one machine: folders, the config file, the
//! embedded node; [`wallet`] keeps the encrypted key files; [`machine`] puts these together. The faces, the command line
//! in [`cli`] and the pages in [`panels`], only ask and show: they call the same functions and add no rule of their own.
//! What others wrote they show through [`words`].
//!
//! Nothing in plaintext leaves this library but to a file or a stream that the caller named.

#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing
    )
)]

pub mod cli;
pub mod core;
pub mod error;
pub mod local;
pub mod machine;
pub mod panels;
pub mod wallet;
pub mod when;
pub mod words;

pub use error::{Error, Kind, Result};
