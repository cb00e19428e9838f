//! The program: the command line on the library.

use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    medink::cli::run().await
}
