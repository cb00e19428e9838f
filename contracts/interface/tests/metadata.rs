//! Holds the table and the decoding of events against the contracts' own metadata, as it is in the bundles: names,
//! selectors, arguments, results, every field of every type, events' signature topics. A message without a row, a row
//! without a message, and any difference between the two fails.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use medink_interface::{Declared, Event, Kind, declared, selector};
use medink_types::Part;
use scale_info::form::PortableForm;
use scale_info::{Field, MetaType, PortableRegistry, Registry, TypeDef};
use serde_json::{Value, json};
use std::collections::BTreeSet;

fn metadata(part: Part) -> Value {
    let name = part.name();
    let path = e2e_parts::bundles().join(name).join(format!("{name}.json"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|e| {
        panic!(
            "{}: {e}. Build the bundles first: `cargo xtask build`.",
            path.display()
        );
    });
    serde_json::from_str(&text).unwrap()
}

/// What differs, each with where.
type Differences = Vec<String>;

/// Two types that are compared down to their last field. Names of types count, the modules that they are in do not.
struct Comparison<'a> {
    ours: PortableRegistry,
    theirs: &'a PortableRegistry,
    seen: BTreeSet<(u32, u32)>,
    found: &'a mut Differences,
}

impl Comparison<'_> {
    fn types(&mut self, ours: u32, theirs: u32, at: &str) {
        if !self.seen.insert((ours, theirs)) {
            return;
        }
        let left = self.ours.resolve(ours).unwrap().clone();
        let right = self.theirs.resolve(theirs).unwrap().clone();
        self.same(
            &left.path.ident(),
            &right.path.ident(),
            &format!("{at}: the type's name"),
        );
        match (&left.type_def, &right.type_def) {
            (TypeDef::Composite(l), TypeDef::Composite(r)) => self.fields(&l.fields, &r.fields, at),
            (TypeDef::Variant(l), TypeDef::Variant(r)) => {
                let names = |v: &[scale_info::Variant<PortableForm>]| -> Vec<(u8, String)> {
                    v.iter().map(|v| (v.index, v.name.clone())).collect()
                };
                self.same(
                    &names(&l.variants),
                    &names(&r.variants),
                    &format!("{at}: variants"),
                );
                for (l, r) in l.variants.iter().zip(&r.variants) {
                    self.fields(&l.fields, &r.fields, &format!("{at}::{}", l.name));
                }
            }
            (TypeDef::Sequence(l), TypeDef::Sequence(r)) => {
                self.types(l.type_param.id, r.type_param.id, &format!("{at}[]"));
            }
            (TypeDef::Array(l), TypeDef::Array(r)) => {
                self.same(&l.len, &r.len, &format!("{at}: length"));
                self.types(l.type_param.id, r.type_param.id, &format!("{at}[]"));
            }
            (TypeDef::Tuple(l), TypeDef::Tuple(r)) => {
                self.same(&l.fields.len(), &r.fields.len(), &format!("{at}: fields"));
                for (l, r) in l.fields.iter().zip(&r.fields) {
                    self.types(l.id, r.id, &format!("{at}.tuple"));
                }
            }
            (l, r) => self.same(l, r, at),
        }
    }

    fn fields(&mut self, left: &[Field<PortableForm>], right: &[Field<PortableForm>], at: &str) {
        let names =
            |f: &[Field<PortableForm>]| -> Vec<Option<String>> { f.iter().map(|f| f.name.clone()).collect() };
        self.same(&names(left), &names(right), &format!("{at}: fields"));
        for (l, r) in left.iter().zip(right) {
            let at = format!("{at}.{}", l.name.clone().unwrap_or_default());
            self.types(l.ty.id, r.ty.id, &at);
        }
    }

    fn same<T: PartialEq + std::fmt::Debug>(&mut self, ours: &T, theirs: &T, at: &str) {
        if ours != theirs {
            self.found
                .push(format!("{at}: {ours:?} here, {theirs:?} in the contract"));
        }
    }
}

fn same_type(ours: MetaType, theirs: &PortableRegistry, id: u32, at: &str, found: &mut Differences) {
    let mut registry = Registry::new();
    let own = registry.register_type(&ours).id;
    let mut comparison = Comparison {
        ours: registry.into(),
        theirs,
        seen: BTreeSet::new(),
        found,
    };
    comparison.types(own, id, at);
}

/// The `Ok` side of a `Result` in the contract's metadata: what a message returns inside ink!'s own result.
fn inside_lang_result(theirs: &PortableRegistry, id: u32) -> u32 {
    let TypeDef::Variant(result) = &theirs.resolve(id).unwrap().type_def else {
        panic!("not a Result")
    };
    let ok = result.variants.iter().find(|v| v.name == "Ok").unwrap();
    ok.fields[0].ty.id
}

fn id(of: &Value) -> u32 {
    of["type"].as_u64().unwrap().try_into().unwrap()
}

fn text(of: &Value) -> &str {
    of.as_str().unwrap()
}

fn list(of: &Value) -> &[Value] {
    of.as_array().unwrap()
}

/// Everything in which a contract's rows and its metadata are not the same.
fn differences(part: Part, rows: &[Declared], metadata: &Value) -> Differences {
    let mut found = Vec::new();
    let types: PortableRegistry = serde_json::from_value(json!({ "types": metadata["types"] })).unwrap();
    let rows: Vec<&Declared> = rows.iter().filter(|row| row.contract == part).collect();
    for section in ["constructors", "messages"] {
        let listed = list(&metadata["spec"][section]);
        let constructors = section == "constructors";
        let rows: Vec<_> = rows
            .iter()
            .filter(|row| (row.kind == Kind::Constructor) == constructors)
            .collect();
        for row in &rows {
            let times = rows.iter().filter(|other| other.label == row.label).count();
            if times > 1 || !listed.iter().any(|message| text(&message["label"]) == row.label) {
                let label = row.label;
                found.push(format!(
                    "{label}: {times} rows, and it is not in the contract's {section}"
                ));
            }
        }
        for message in listed {
            let label = text(&message["label"]);
            let at = format!("{}.{label}", part.name());
            let Some(row) = rows.iter().find(|row| row.label == label) else {
                found.push(format!("{at} has no row"));
                continue;
            };
            let mut same = |what: &str, ours: Value, theirs: &Value| {
                if ours != *theirs {
                    found.push(format!("{at}: {what} is {ours} here, {theirs} in the contract"));
                }
            };
            let own = format!("0x{}", hex::encode(selector(label)));
            same("the selector", json!(own), &message["selector"]);
            same("whether it takes money", json!(false), &message["payable"]);
            let names: Vec<_> = row.arguments.iter().map(|(name, _)| *name).collect();
            let theirs: Vec<_> = list(&message["args"]).iter().map(|a| text(&a["label"])).collect();
            same("its arguments' names", json!(names), &json!(theirs));
            if !constructors {
                let changes = row.kind == Kind::Change;
                same(
                    "whether it changes something",
                    json!(changes),
                    &message["mutates"],
                );
                let returned = inside_lang_result(&types, id(&message["returnType"]));
                same_type(row.returns, &types, returned, &format!("{at} -> "), &mut found);
            }
            for ((name, ty), argument) in row.arguments.iter().zip(list(&message["args"])) {
                let at = format!("{at}({name})");
                same_type(*ty, &types, id(&argument["type"]), &at, &mut found);
            }
        }
    }
    found.extend(differences_of_events(metadata));
    found
}

/// Each contract's metadata describes all events, whoever emits them. Each has actor and subject as its topics.
fn differences_of_events(metadata: &Value) -> Differences {
    let mut found = Vec::new();
    let ours: BTreeSet<_> = Event::signatures()
        .into_iter()
        .map(|(name, topic)| format!("{name} 0x{}", hex::encode(topic)))
        .collect();
    let mut theirs = BTreeSet::new();
    for event in list(&metadata["spec"]["events"]) {
        let label = text(&event["label"]);
        theirs.insert(format!("{label} {}", text(&event["signature_topic"])));
        let indexed = list(&event["args"]).iter().filter(|a| a["indexed"] == true);
        let topics: Vec<_> = indexed.map(|argument| text(&argument["label"])).collect();
        if topics != ["actor", "subject"] {
            found.push(format!("the event {label} has the topics {topics:?}"));
        }
    }
    found.extend(
        ours.symmetric_difference(&theirs)
            .map(|event| format!("the event {event}")),
    );
    found
}

#[test]
fn every_contract_is_as_the_table_says() {
    for part in Part::ALL {
        let found = differences(part, &declared(), &metadata(part));
        assert!(found.is_empty(), "{}:\n{}", part.name(), found.join("\n"));
    }
}

/// A message in the metadata, by its label.
fn message<'a>(metadata: &'a mut Value, label: &str) -> &'a mut Value {
    let messages = metadata["spec"]["messages"].as_array_mut().unwrap();
    messages.iter_mut().find(|m| m["label"] == label).unwrap()
}

/// A change of metadata.
type Change<'c> = &'c dyn Fn(&mut Value);

#[test]
fn whatever_changes_on_one_side_is_found() {
    let rows = declared();
    let changed = |change: &dyn Fn(&mut Value)| {
        let mut metadata = metadata(Part::Patient);
        change(&mut metadata);
        differences(Part::Patient, &rows, &metadata).join("\n")
    };
    let cases: [(Change<'_>, &str); 7] = [
        (
            &|m| {
                let mut new = message(m, "erase_record").clone();
                new["label"] = json!("forget_record");
                m["spec"]["messages"].as_array_mut().unwrap().push(new);
            },
            "patient.forget_record has no row",
        ),
        (
            &|m| message(m, "erase_record")["label"] = json!("forget_record"),
            "erase_record: 1 rows, and it is not in the contract's messages",
        ),
        (
            &|m| message(m, "amend_record")["args"][1]["label"] = json!("replaces"),
            "patient.amend_record: its arguments' names",
        ),
        (
            &|m| {
                let account = message(m, "record")["args"][0]["type"].clone();
                message(m, "record")["args"][1]["type"] = account;
            },
            "patient.record(number)",
        ),
        (
            &|m| {
                let args = message(m, "erase_record")["args"].as_array_mut().unwrap();
                args.clear();
            },
            "patient.erase_record: its arguments' names",
        ),
        (
            &|m| message(m, "generation")["mutates"] = json!(true),
            "patient.generation: whether it changes something",
        ),
        (
            &|m| {
                let returned = message(m, "generation")["returnType"].clone();
                message(m, "has_access")["returnType"] = returned;
            },
            "patient.has_access -> ",
        ),
    ];
    for (change, expected) in cases {
        let found = changed(change);
        assert!(found.contains(expected), "{expected}: {found:?}");
    }
    let mut few = rows.clone();
    few.retain(|row| row.label != "erase_record");
    let found = differences(Part::Patient, &few, &metadata(Part::Patient));
    assert_eq!(found, ["patient.erase_record has no row"]);
    let mut metadata = metadata(Part::Patient);
    metadata["spec"]["events"].as_array_mut().unwrap().pop();
    assert_eq!(differences(Part::Patient, &rows, &metadata).len(), 1);
}
