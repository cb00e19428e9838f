//! The program: the command line on the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => return medink::cannot_start(&error),
    };
    let code = runtime.block_on(medink::run());
    // After Ctrl-C a thread may still be in the midst of a large file: nobody waits for what it does.
    runtime.shutdown_background();
    code
}
