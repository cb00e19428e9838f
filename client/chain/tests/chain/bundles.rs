//! Holds the tables of typed calls and the decoding of events against the contracts' own metadata, as it is in the
//! bundles: names, selectors, arguments, results, every field of every type, events' signature topics.

use medink_chain::contracts::{Declared, Kind, declared, selector};
use scale_info::form::PortableForm;
use scale_info::{Field, MetaType, PortableRegistry, Registry, TypeDef};
use serde_json::Value;
use std::collections::BTreeSet;

fn metadata(contract: &str) -> Value {
    let path = e2e_parts::bundles()
        .join(contract)
        .join(format!("{contract}.json"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|e| {
        panic!(
            "{}: {e}. Build the bundles first: `cargo xtask build`.",
            path.display()
        );
    });
    serde_json::from_str(&text).unwrap()
}

fn registry(metadata: &Value) -> PortableRegistry {
    serde_json::from_value(serde_json::json!({ "types": metadata["types"] })).unwrap()
}

/// The type as this crate has it, in a registry of its own.
fn ours(meta: MetaType) -> (PortableRegistry, u32) {
    let mut registry = Registry::new();
    let id = registry.register_type(&meta).id;
    (registry.into(), id)
}

/// Compares two types down to their last field. Names of types count, the modules that they are in do not.
fn compare(
    a: &PortableRegistry,
    a_id: u32,
    b: &PortableRegistry,
    b_id: u32,
    at: &str,
    seen: &mut BTreeSet<(u32, u32)>,
) {
    if !seen.insert((a_id, b_id)) {
        return;
    }
    let (left, right) = (a.resolve(a_id).unwrap(), b.resolve(b_id).unwrap());
    assert_eq!(left.path.ident(), right.path.ident(), "{at}: the type's name");
    match (&left.type_def, &right.type_def) {
        (TypeDef::Composite(l), TypeDef::Composite(r)) => fields(a, &l.fields, b, &r.fields, at, seen),
        (TypeDef::Variant(l), TypeDef::Variant(r)) => {
            let names = |v: &[scale_info::Variant<PortableForm>]| -> Vec<(u8, String)> {
                v.iter().map(|v| (v.index, v.name.clone())).collect()
            };
            assert_eq!(names(&l.variants), names(&r.variants), "{at}: variants");
            for (l, r) in l.variants.iter().zip(&r.variants) {
                fields(a, &l.fields, b, &r.fields, &format!("{at}::{}", l.name), seen);
            }
        }
        (TypeDef::Sequence(l), TypeDef::Sequence(r)) => {
            compare(a, l.type_param.id, b, r.type_param.id, &format!("{at}[]"), seen);
        }
        (TypeDef::Array(l), TypeDef::Array(r)) => {
            assert_eq!(l.len, r.len, "{at}: length");
            compare(a, l.type_param.id, b, r.type_param.id, &format!("{at}[]"), seen);
        }
        (TypeDef::Tuple(l), TypeDef::Tuple(r)) => {
            assert_eq!(l.fields.len(), r.fields.len(), "{at}: fields");
            for (l, r) in l.fields.iter().zip(&r.fields) {
                compare(a, l.id, b, r.id, &format!("{at}.tuple"), seen);
            }
        }
        (TypeDef::Primitive(l), TypeDef::Primitive(r)) => assert_eq!(l, r, "{at}"),
        (l, r) => panic!("{at}: {l:?} here, {r:?} in the contract"),
    }
}

fn fields(
    a: &PortableRegistry,
    left: &[Field<PortableForm>],
    b: &PortableRegistry,
    right: &[Field<PortableForm>],
    at: &str,
    seen: &mut BTreeSet<(u32, u32)>,
) {
    let names =
        |f: &[Field<PortableForm>]| -> Vec<Option<String>> { f.iter().map(|f| f.name.clone()).collect() };
    assert_eq!(names(left), names(right), "{at}: fields");
    for (l, r) in left.iter().zip(right) {
        compare(
            a,
            l.ty.id,
            b,
            r.ty.id,
            &format!("{at}.{}", l.name.clone().unwrap_or_default()),
            seen,
        );
    }
}

fn same(meta: MetaType, theirs: &PortableRegistry, id: u32, at: &str) {
    let (mine, mine_id) = ours(meta);
    compare(&mine, mine_id, theirs, id, at, &mut BTreeSet::new());
}

/// The `Ok` side of a `Result` in the contract's metadata: what a message returns inside ink!'s own result.
fn inside_lang_result(theirs: &PortableRegistry, id: u32) -> u32 {
    let TypeDef::Variant(result) = &theirs.resolve(id).unwrap().type_def else {
        panic!("not a Result")
    };
    let ok = result.variants.iter().find(|v| v.name == "Ok").unwrap();
    ok.fields[0].ty.id
}

fn check_contract(contract: &str) {
    let metadata = metadata(contract);
    let theirs = registry(&metadata);
    let mine: Vec<Declared> = declared()
        .into_iter()
        .filter(|d| d.contract == contract)
        .collect();
    for (section, kinds) in [
        ("constructors", &[Kind::Constructor][..]),
        ("messages", &[Kind::Change, Kind::Read][..]),
    ] {
        let listed = metadata["spec"][section].as_array().unwrap();
        let labels: BTreeSet<&str> = listed.iter().map(|m| m["label"].as_str().unwrap()).collect();
        let declared: BTreeSet<&str> = mine
            .iter()
            .filter(|d| kinds.contains(&d.kind))
            .map(|d| d.label)
            .collect();
        assert_eq!(declared, labels, "{contract}: {section} here and in the contract");
        for message in listed {
            let label = message["label"].as_str().unwrap();
            let declared = mine
                .iter()
                .find(|d| d.label == label && kinds.contains(&d.kind))
                .unwrap();
            let at = format!("{contract}.{label}");
            assert_eq!(
                message["selector"],
                format!("0x{}", hex::encode(selector(label))),
                "{at}: selector"
            );
            assert_eq!(message["payable"], false, "{at}: payable");
            if section == "messages" {
                assert_eq!(message["mutates"], declared.kind == Kind::Change, "{at}: mutates");
                let returned = message["returnType"]["type"].as_u64().unwrap() as u32;
                same(
                    declared.returns,
                    &theirs,
                    inside_lang_result(&theirs, returned),
                    &format!("{at} -> "),
                );
            }
            let arguments = message["args"].as_array().unwrap();
            let names: Vec<&str> = arguments.iter().map(|a| a["label"].as_str().unwrap()).collect();
            let mine: Vec<&str> = declared.arguments.iter().map(|(name, _)| *name).collect();
            assert_eq!(mine, names, "{at}: arguments");
            for ((name, ty), argument) in declared.arguments.iter().zip(arguments) {
                same(
                    *ty,
                    &theirs,
                    argument["type"]["type"].as_u64().unwrap() as u32,
                    &format!("{at}({name})"),
                );
            }
        }
    }
    let topics: BTreeSet<String> = medink_chain::Event::signature_topics()
        .iter()
        .map(|topic| format!("0x{}", hex::encode(topic)))
        .collect();
    for event in metadata["spec"]["events"].as_array().unwrap() {
        let topic = event["signature_topic"].as_str().unwrap();
        assert!(
            topics.contains(topic),
            "{contract}: the event {} ({topic}) is not decoded",
            event["label"]
        );
    }
}

#[test]
fn admin_is_as_its_bundle_says() {
    check_contract("admin");
}

#[test]
fn audit_is_as_its_bundle_says() {
    check_contract("audit");
}

#[test]
fn doctor_is_as_its_bundle_says() {
    check_contract("doctor");
}

#[test]
fn patient_is_as_its_bundle_says() {
    check_contract("patient");
}

/// Everything that a person meets in Polkadot.js Apps says what it is.
#[test]
fn everything_in_a_bundle_explains_itself() {
    for contract in ["admin", "audit", "doctor", "patient"] {
        let metadata = metadata(contract);
        let explained = |what: &str, of: &Value| {
            let docs = of["docs"]
                .as_array()
                .is_some_and(|lines| lines.iter().any(|line| !line.as_str().unwrap().trim().is_empty()));
            assert!(docs, "{contract}: {what} has no docs");
            let code = of["docs"].to_string().contains("crate::");
            assert!(!code, "{contract}: {what} is explained by a name in the code");
        };
        for kind in ["constructors", "messages", "events"] {
            let all = metadata["spec"][kind].as_array().unwrap();
            assert!(!all.is_empty(), "{contract} has {kind}");
            for one in all {
                let label = one["label"].as_str().unwrap();
                explained(&format!("{kind} {label}"), one);
                for argument in one["args"].as_array().unwrap() {
                    let name = argument["label"].as_str().unwrap();
                    let what = format!("{name} of {label}");
                    if kind == "events" {
                        explained(&what, argument);
                        named_with_its_unit(&what, name, argument);
                    }
                }
            }
        }
        let ours = |ty: &&Value| ty["type"]["path"][0] == "medink_types";
        let types: Vec<&Value> = metadata["types"]
            .as_array()
            .unwrap()
            .iter()
            .filter(ours)
            .collect();
        assert!(types.len() > 5, "{contract} describes the types that it shares");
        for ty in types.iter().map(|ty| &ty["type"]) {
            let path: Vec<&str> = ty["path"]
                .as_array()
                .unwrap()
                .iter()
                .map(|p| p.as_str().unwrap())
                .collect();
            let name = path.join("::");
            // What lies in the contracts' storage is nothing that anybody passes or gets.
            if path.contains(&"contract") {
                continue;
            }
            explained(&name, ty);
            for variant in ty["def"]["variant"]["variants"].as_array().into_iter().flatten() {
                explained(&format!("{name}::{}", variant["name"]), variant);
            }
            for field in ty["def"]["composite"]["fields"].as_array().into_iter().flatten() {
                let Some(label) = field["name"].as_str() else {
                    continue;
                };
                let what = format!("{name}.{label}");
                explained(&what, field);
                if path.last() == Some(&"Grant") {
                    named_with_its_unit(&what, label, field);
                }
            }
        }
    }
}

/// What is given or told in milliseconds is called so.
fn named_with_its_unit(what: &str, name: &str, of: &Value) {
    let docs = of["docs"].to_string();
    assert!(
        !docs.contains("milliseconds") || name.ends_with("_ms"),
        "{what} is in milliseconds, and its name does not say it"
    );
}
