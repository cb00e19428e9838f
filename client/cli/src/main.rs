//! The program: the command line on the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!(
                "medink: the program can't start its threads: {error}\n  End other programs, then try again."
            );
            return ExitCode::FAILURE;
        }
    };
    let code = runtime.block_on(medink::run());
    // After Ctrl-C a thread may still be in the midst of a large file: nobody waits for what it does.
    runtime.shutdown_background();
    code
}
