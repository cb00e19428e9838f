//! The program: the command line on the library.

use std::process::ExitCode;

use tokio::runtime::Builder;

/// Each thread's stack: as much as the program's first thread has on Linux. What a page asks for is worked out on another, and
/// goes as deep as a command.
const STACK_BYTES: usize = 8 * 1024 * 1024;

fn main() -> ExitCode {
    let runtime = Builder::new_multi_thread()
        .enable_all()
        .thread_stack_size(STACK_BYTES)
        .build();
    let runtime = match runtime {
        Ok(runtime) => runtime,
        Err(error) => return medink::cannot_start(&error),
    };
    let code = runtime.block_on(medink::run());
    // After Ctrl-C a thread may still be in the midst of a large file: nobody waits for what it does.
    runtime.shutdown_background();
    code
}
