//! Stands in for `protoc` while the node is built, so that nobody has to
//! install one.
//!
//! The network crates below the SDK's service turn `.proto` files into Rust in
//! their build scripts, through `prost-build`, which runs the program that the
//! variable PROTOC names. This is that program: it takes the few options
//! `prost-build` gives, and no other.

use prost::Message;
use std::{env, error::Error, fs, path::PathBuf, process::ExitCode};

/// What `prost-build` asks for.
struct Task {
    include: Vec<PathBuf>,
    files: Vec<PathBuf>,
    output: PathBuf,
    imports: bool,
    source_info: bool,
}

fn main() -> ExitCode {
    match read_arguments().and_then(compile) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("medink-protoc: {error}");
            ExitCode::FAILURE
        }
    }
}

fn read_arguments() -> Result<Task, Box<dyn Error>> {
    let mut output = None;
    let mut task = Task {
        include: Vec::new(),
        files: Vec::new(),
        output: PathBuf::new(),
        imports: false,
        source_info: false,
    };
    let mut arguments = env::args_os().skip(1);
    while let Some(argument) = arguments.next() {
        let mut value = |option: &str| arguments.next().ok_or(format!("{option} lacks its value"));
        match argument.to_str() {
            Some("--include_imports") => task.imports = true,
            Some("--include_source_info") => task.source_info = true,
            // The default of today's compiler; older ones have to be told.
            Some("--experimental_allow_proto3_optional") => {}
            Some("-o") => output = Some(PathBuf::from(value("-o")?)),
            Some("-I") => task.include.push(value("-I")?.into()),
            Some(option) if option.starts_with('-') => {
                return Err(format!("{option} is not known here").into())
            }
            _ => task.files.push(argument.into()),
        }
    }
    task.output = output.ok_or("no output is named (-o)")?;
    Ok(task)
}

fn compile(task: Task) -> Result<(), Box<dyn Error>> {
    let mut compiler = protox::Compiler::new(task.include)?;
    compiler
        .include_imports(task.imports)
        .include_source_info(task.source_info);
    compiler.open_files(task.files)?;
    fs::write(&task.output, compiler.file_descriptor_set().encode_to_vec())
        .map_err(|error| format!("{} cannot be written: {error}", task.output.display()).into())
}
