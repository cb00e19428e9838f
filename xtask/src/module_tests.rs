//! Modules as compilers write them, good and bad, built by hand.

use wasm_encoder::{
    CodeSection, ConstExpr, CustomSection, ExportKind, Function, FunctionSection, GlobalSection, GlobalType,
    Instruction, MemoryType, TypeSection, ValType,
};

use super::*;

/// What a module is made of; `Default` is one that the chain takes as it is.
struct Sketch {
    imports: Vec<(&'static str, &'static str, EntityType)>,
    exports: Vec<(&'static str, ExportKind)>,
    body: Vec<Instruction<'static>>,
    entry_params: Vec<ValType>,
    custom: Option<&'static str>,
}

impl Default for Sketch {
    fn default() -> Self {
        Self {
            imports: vec![
                ("seal1", "get_storage", EntityType::Function(0)),
                memory(2, Some(16)),
            ],
            exports: vec![("call", ExportKind::Func), ("deploy", ExportKind::Func)],
            body: vec![],
            entry_params: vec![],
            custom: None,
        }
    }
}

fn memory(minimum: u64, maximum: Option<u64>) -> (&'static str, &'static str, EntityType) {
    let memory = MemoryType {
        minimum,
        maximum,
        memory64: false,
        shared: false,
        page_size_log2: None,
    };
    ("env", "memory", EntityType::Memory(memory))
}

/// The module: its one function of its own is what every exported function stands for.
fn build(sketch: &Sketch) -> Vec<u8> {
    let mut types = TypeSection::new();
    types.ty().function([ValType::I32; 3], [ValType::I32]);
    types.ty().function(sketch.entry_params.clone(), []);
    let mut imports = ImportSection::new();
    for (from, name, entity) in &sketch.imports {
        imports.import(from, name, *entity);
    }
    let imported = sketch
        .imports
        .iter()
        .filter(|(_, _, kind)| matches!(kind, EntityType::Function(_)))
        .count();
    let mut functions = FunctionSection::new();
    functions.function(1);
    let mut globals = GlobalSection::new();
    let stack_pointer = GlobalType {
        val_type: ValType::I32,
        mutable: true,
        shared: false,
    };
    globals.global(stack_pointer, &ConstExpr::i32_const(65_536));
    let mut exports = ExportSection::new();
    for (name, kind) in &sketch.exports {
        exports.export(
            name,
            *kind,
            if *kind == ExportKind::Func {
                imported as u32
            } else {
                0
            },
        );
    }
    let mut body = Function::new([]);
    for instruction in &sketch.body {
        body.instruction(instruction);
    }
    body.instruction(&Instruction::End);
    let mut code = CodeSection::new();
    code.function(&body);

    let mut module = wasm_encoder::Module::new();
    module
        .section(&types)
        .section(&imports)
        .section(&functions)
        .section(&globals)
        .section(&exports);
    module.section(&code);
    if let Some(name) = sketch.custom {
        module.section(&CustomSection {
            name: name.into(),
            data: b"/home/somebody/src/lib.rs".as_slice().into(),
        });
    }
    module.finish()
}

fn refused(sketch: &Sketch) -> String {
    check(&build(sketch)).unwrap_err().to_string()
}

#[test]
fn a_good_module_is_taken_and_trimming_leaves_it_alone() {
    let module = build(&Sketch::default());
    check(&module).unwrap();
    assert_eq!(trim(&module).unwrap(), module);
}

#[test]
fn trimming_makes_what_a_linker_writes_into_what_the_chain_takes() {
    let sketch = Sketch {
        imports: vec![("seal1", "get_storage", EntityType::Function(0)), memory(2, None)],
        exports: vec![
            ("__data_end", ExportKind::Global),
            ("call", ExportKind::Func),
            ("helper", ExportKind::Func),
            ("deploy", ExportKind::Func),
        ],
        custom: Some("name"),
        ..Default::default()
    };
    let raw = build(&sketch);
    assert!(check(&raw).is_err());
    let trimmed = trim(&raw).unwrap();
    check(&trimmed).unwrap();
    assert_eq!(
        trimmed,
        build(&Sketch::default()),
        "limit set, other exports and the custom section gone"
    );
}

#[test]
fn a_smaller_limit_of_memory_is_kept() {
    let sketch = Sketch {
        imports: vec![memory(2, Some(3))],
        ..Default::default()
    };
    assert_eq!(trim(&build(&sketch)).unwrap(), build(&sketch));
}

#[test]
fn too_much_memory_is_refused() {
    for (minimum, maximum) in [(2, Some(17)), (17, None)] {
        let sketch = Sketch {
            imports: vec![memory(minimum, maximum)],
            ..Default::default()
        };
        let error = trim(&build(&sketch)).unwrap_err().to_string();
        assert!(error.contains("17 pages"), "{error}");
    }
    assert!(
        refused(&Sketch {
            imports: vec![memory(2, Some(17))],
            ..Default::default()
        })
        .contains("not limited")
    );
    assert!(
        refused(&Sketch {
            imports: vec![memory(2, None)],
            ..Default::default()
        })
        .contains("not limited")
    );
}

#[test]
fn memory_must_be_imported() {
    let sketch = Sketch {
        imports: vec![],
        ..Default::default()
    };
    assert!(
        trim(&build(&sketch))
            .unwrap_err()
            .to_string()
            .contains("--import-memory")
    );
    assert!(refused(&sketch).contains("0 memories"));
}

#[test]
fn an_import_no_chain_has_is_refused_by_name() {
    let sketch = Sketch {
        imports: vec![
            ("env", "_ZN4core9panicking5panic17h00E", EntityType::Function(0)),
            memory(2, Some(16)),
        ],
        ..Default::default()
    };
    let error = refused(&sketch);
    assert!(error.contains("env._ZN4core9panicking5panic"), "{error}");
    let sketch = Sketch {
        imports: vec![
            ("seal3", "get_storage", EntityType::Function(0)),
            memory(2, Some(16)),
        ],
        ..Default::default()
    };
    assert!(refused(&sketch).contains("seal3.get_storage"));
}

#[test]
fn exports_must_be_the_two_entry_points() {
    let exports = |exports: &[(&'static str, ExportKind)]| {
        refused(&Sketch {
            exports: exports.to_vec(),
            ..Default::default()
        })
    };
    assert!(exports(&[("call", ExportKind::Func)]).contains("no entry point `deploy`"));
    assert!(exports(&[("deploy", ExportKind::Func)]).contains("no entry point `call`"));
    let error = exports(&[
        ("call", ExportKind::Func),
        ("deploy", ExportKind::Func),
        ("x", ExportKind::Func),
    ]);
    assert!(error.contains("exports `x`"), "{error}");
    assert!(
        exports(&[("call", ExportKind::Memory), ("deploy", ExportKind::Func)]).contains("exports `call`")
    );
    let sketch = Sketch {
        entry_params: vec![ValType::I32],
        ..Default::default()
    };
    assert!(refused(&sketch).contains("wrong signature"));
}

#[test]
fn instructions_beyond_the_first_version_of_wasm_are_refused() {
    let bodies: [(&str, Vec<Instruction<'static>>); 3] = [
        (
            "sign extension",
            vec![
                Instruction::I32Const(1),
                Instruction::I32Extend8S,
                Instruction::Drop,
            ],
        ),
        (
            "bulk memory",
            vec![
                Instruction::I32Const(0),
                Instruction::I32Const(0),
                Instruction::I32Const(0),
                Instruction::MemoryFill(0),
            ],
        ),
        ("floats", vec![Instruction::F32Const(1.0), Instruction::Drop]),
    ];
    for (what, body) in bodies {
        let error = refused(&Sketch {
            body,
            ..Default::default()
        });
        assert!(error.contains("engine refuses"), "{what}: {error}");
    }
}

#[test]
fn code_over_the_limit_is_refused_with_its_size() {
    let body = (0..MAX_CODE_BYTES / 7 + 1)
        .flat_map(|_| [Instruction::I32Const(i32::MAX), Instruction::Drop])
        .collect();
    let error = refused(&Sketch {
        body,
        ..Default::default()
    });
    assert!(error.contains("the limit is 40960"), "{error}");
}

#[test]
fn what_is_no_module_is_an_error() {
    assert!(trim(b"not wasm").is_err());
    assert!(trim(b"").is_err());
    assert!(check(b"not wasm").is_err());
}
