//! The contract's WASM module itself: takes away what a chain does not want in it, and checks that the
//! chain will take the rest. Bytes in, bytes out; no files.

use anyhow::{Context, Result, bail};
use wasm_encoder::{EntityType, ExportSection, ImportSection, RawSection, Section};
use wasmi::{Config, Engine, ExternType, Module, core::ValueType};
use wasmparser::{ExternalKind, Parser, Payload};

/// Memory a contract may use, in pages of 64 KiB: pallet-contracts' `Limits::memory_pages`.
pub const MAX_MEMORY_PAGES: u32 = 16;

/// Most bytes of WASM that a contract of ours may have. The chain allows more; each byte is paid for by
/// a deposit at upload and by weight at every call.
pub const MAX_CODE_BYTES: usize = 40 * 1024;

/// What the chain calls, and the only things that may be exported.
const ENTRY_POINTS: [&str; 2] = ["call", "deploy"];

/// Names of the modules that pallet-contracts' functions for contracts live in.
const HOST_MODULES: [&str; 3] = ["seal0", "seal1", "seal2"];

/// Keeps only the exports `call` and `deploy`, limits the imported memory to [`MAX_MEMORY_PAGES`], and
/// drops all custom sections (names, producers). Doing it twice changes nothing.
///
/// # Errors
/// If the module can't be parsed, or imports no memory, or more than the limit.
pub fn trim(module: &[u8]) -> Result<Vec<u8>> {
    let mut output = wasm_encoder::Module::HEADER.to_vec();
    let mut memories = 0;
    for payload in Parser::new(0).parse_all(module) {
        match payload.context("the compiler's output is not a WASM module")? {
            Payload::CustomSection(_) => {}
            Payload::ExportSection(exports) => {
                let mut kept = ExportSection::new();
                for export in exports {
                    let export = export?;
                    if export.kind == ExternalKind::Func && ENTRY_POINTS.contains(&export.name) {
                        kept.export(export.name, export.kind.into(), export.index);
                    }
                }
                kept.append_to(&mut output);
            }
            Payload::ImportSection(imports) => {
                let mut kept = ImportSection::new();
                for import in imports {
                    let import = import?;
                    let mut entity = EntityType::try_from(import.ty)
                        .ok()
                        .with_context(|| format!("import of an unknown kind: {}", import.name))?;
                    if let EntityType::Memory(memory) = &mut entity {
                        memories += 1;
                        let limit = u64::from(MAX_MEMORY_PAGES);
                        let asked = memory.maximum.unwrap_or(limit).max(memory.minimum);
                        if asked > limit {
                            bail!("it asks for {asked} pages of memory; the limit is {limit}");
                        }
                        memory.maximum = Some(asked);
                    }
                    kept.import(import.module, import.name, entity);
                }
                kept.append_to(&mut output);
            }
            other => {
                if let Some((id, range)) = other.as_section() {
                    let data = module.get(range).context("a section ends outside the module")?;
                    RawSection { id, data }.append_to(&mut output);
                }
            }
        }
    }
    if memories != 1 {
        bail!("it imports {memories} memories instead of one; was it linked with --import-memory?");
    }
    Ok(output)
}

/// Checks that pallet-contracts will take `module`: the engine and settings are the pallet's for
/// deterministic code, the rules on imports and exports those of its `prepare` module. Stricter in
/// one thing: no sign extension, which older pallets refuse. And it must fit [`MAX_CODE_BYTES`].
///
/// # Errors
/// What is wrong with it, in words; the chain would only say `CodeRejected`.
pub fn check(module: &[u8]) -> Result<()> {
    if module.len() > MAX_CODE_BYTES {
        bail!(
            "the code has {} bytes; the limit is {MAX_CODE_BYTES}",
            module.len()
        );
    }
    let mut config = Config::default();
    config
        .wasm_multi_value(false)
        .wasm_mutable_global(false)
        .wasm_sign_extension(false)
        .wasm_bulk_memory(false)
        .wasm_reference_types(false)
        .wasm_tail_call(false)
        .wasm_extended_const(false)
        .wasm_saturating_float_to_int(false)
        .floats(false)
        .consume_fuel(true);
    let module = Module::new(&Engine::new(&config), module)
        .map_err(|error| anyhow::anyhow!("the contract engine refuses the code: {error}"))?;
    check_imports(&module)?;
    check_exports(&module)
}

fn check_imports(module: &Module) -> Result<()> {
    let mut memories = 0;
    for import in module.imports() {
        let (from, name) = (import.module(), import.name());
        match import.ty() {
            // The linker turns whatever is missing at link time into an import: a panic handler, or
            // ink!'s marker for a misused event or key, which carries its message in its name.
            ExternType::Func(_) if !HOST_MODULES.contains(&from) => bail!(
                "it imports the function `{from}.{name}`, which no chain has; something is \
                 called that does not exist in WASM"
            ),
            ExternType::Func(_) => {}
            ExternType::Memory(memory) if (from, name) == ("env", "memory") => {
                memories += 1;
                let most = memory.maximum_pages().map(u32::from);
                if most.is_none_or(|pages| pages > MAX_MEMORY_PAGES) {
                    bail!("its memory is not limited to {MAX_MEMORY_PAGES} pages");
                }
            }
            _ => bail!("it imports `{from}.{name}`, which is neither a function nor its memory"),
        }
    }
    if memories != 1 {
        bail!("it imports {memories} memories instead of one");
    }
    Ok(())
}

fn check_exports(module: &Module) -> Result<()> {
    for export in module.exports() {
        let is_entry = ENTRY_POINTS.contains(&export.name());
        match export.ty() {
            ExternType::Func(signature) if is_entry => {
                let results = signature.results();
                if !signature.params().is_empty() || !(results.is_empty() || results == [ValueType::I32]) {
                    bail!("its entry point `{}` has the wrong signature", export.name());
                }
            }
            _ => bail!(
                "it exports `{}`; only the functions call and deploy may be",
                export.name()
            ),
        }
    }
    for name in ENTRY_POINTS {
        if !module.exports().any(|export| export.name() == name) {
            bail!("it has no entry point `{name}`");
        }
    }
    Ok(())
}

#[cfg(test)]
#[path = "module_tests.rs"]
mod tests;
