//! What foreign tools show of the contracts: contracts-ui, Polkadot.js and wallets know nothing but the metadata, so
//! every message, type and event says there what it is and in which format.

use e2e_contracts::{Bundle, Part};
use serde_json::Value;
use std::collections::BTreeMap;

type Json = &'static Value;

fn list(value: Json) -> &'static [Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn text(value: Json) -> &'static str {
    value.as_str().unwrap()
}

/// Doc lines as one text.
fn docs(item: Json) -> String {
    let lines: Vec<_> = list(&item["docs"]).iter().map(|line| text(line).trim()).collect();
    lines.join(" ")
}

fn spec(contract: Part, of: &str) -> &'static [Value] {
    list(&Bundle::of(contract).metadata["spec"][of])
}

/// Every message as `contract.message`, with its docs.
fn documented() -> BTreeMap<String, String> {
    let of = |contract: Part| {
        let named = move |message: Json| {
            (
                format!("{}.{}", contract.name(), text(&message["label"])),
                docs(message),
            )
        };
        spec(contract, "messages").iter().map(named)
    };
    Part::ALL.into_iter().flat_map(of).collect()
}

fn type_of(contract: Part, id: Json) -> Json {
    let mut types = list(&Bundle::of(contract).metadata["types"]).iter();
    &types.find(|entry| entry["id"] == *id).unwrap()["type"]
}

/// All types of a contract's metadata.
fn types(contract: Part) -> impl Iterator<Item = Json> {
    list(&Bundle::of(contract).metadata["types"])
        .iter()
        .map(|entry| &entry["type"])
}

fn path(ty: Json) -> Vec<&'static str> {
    list(&ty["path"]).iter().map(text).collect()
}

/// The fields of a type, those of its variants too, each with the name of what it is of.
fn fields(ty: Json) -> Vec<(String, Json)> {
    let name = path(ty).join("::");
    let own = list(&ty["def"]["composite"]["fields"]).iter();
    let mut all: Vec<_> = own.map(|field| (name.clone(), field)).collect();
    for variant in list(&ty["def"]["variant"]["variants"]) {
        let at = format!("{name}::{}", text(&variant["name"]));
        all.extend(list(&variant["fields"]).iter().map(|field| (at.clone(), field)));
    }
    all
}

/// Whether it is a `Vec<u8>`.
fn is_bare_bytes(contract: Part, id: Json) -> bool {
    let item = &type_of(contract, id)["def"]["sequence"]["type"];
    !item.is_null() && type_of(contract, item)["def"]["primitive"] == "u8"
}

/// The name of what a message answers, without the results and options round it.
fn answer(contract: Part, id: Json) -> &'static str {
    let ty = type_of(contract, id);
    match path(ty).as_slice() {
        ["Result"] | ["Option"] => {
            let mut variants = list(&ty["def"]["variant"]["variants"]).iter();
            let good = variants.find(|variant| matches!(text(&variant["name"]), "Ok" | "Some"));
            answer(contract, &good.unwrap()["fields"][0]["type"])
        }
        [.., name] => name,
        [] => "",
    }
}

#[test]
fn every_message_and_constructor_tells_a_person_what_it_does() {
    for contract in Part::ALL {
        for item in spec(contract, "messages")
            .iter()
            .chain(spec(contract, "constructors"))
        {
            assert!(docs(item).len() > 10, "{contract:?}.{}", item["label"]);
        }
        for message in spec(contract, "messages") {
            // What can refuse says with which words, and nothing else does.
            let (names, refuses) = (docs(message).contains("Errors: "), can_refuse(contract, message));
            assert_eq!(names, refuses, "{contract:?}.{}", message["label"]);
        }
    }
}

/// Whether the contract itself may refuse, beside ink!'s own refusal of what it can't decode.
fn can_refuse(contract: Part, item: Json) -> bool {
    let outer = type_of(contract, &item["returnType"]["type"]);
    let inner = &outer["def"]["variant"]["variants"][0]["fields"][0]["type"];
    path(type_of(contract, inner)) == ["Result"]
}

#[test]
fn bytes_have_names() {
    for contract in Part::ALL {
        for message in spec(contract, "messages") {
            for argument in list(&message["args"]) {
                assert!(
                    !is_bare_bytes(contract, &argument["type"]["type"]),
                    "{contract:?}.{}: {} is bare bytes",
                    message["label"],
                    argument["label"]
                );
            }
        }
        for ty in types(contract) {
            let of_its_own = path(ty).starts_with(&["medink_types", "bytes"]);
            for (of, field) in fields(ty) {
                assert!(
                    of_its_own || !is_bare_bytes(contract, &field["type"]),
                    "{contract:?}: {of} has a field of bare bytes: {field}"
                );
            }
        }
        // An answer, too, is one of them at most inside a name.
        for ty in types(contract).filter(|ty| matches!(path(ty).as_slice(), ["Result"] | ["Option"])) {
            for (_, field) in fields(ty) {
                assert!(!is_bare_bytes(contract, &field["type"]), "{contract:?}: {ty}");
            }
        }
    }
}

/// Lengths and formats stand with the bytes: a place is no text, a key has one length.
#[test]
fn named_bytes_say_their_format() {
    for (name, says) in [
        ("Cid", "0x01"),
        ("Cid", "36 bytes"),
        ("Cid", "Not its text"),
        ("PublicKey", "1,216 bytes"),
        ("Signature", "64 bytes"),
        ("Salt", "16 random bytes"),
        ("SealedProfile", "2,048"),
        ("SealedPairwise", "1,280 bytes"),
        ("SealedReason", "32 bytes"),
    ] {
        let mut found = 0;
        for ty in Part::ALL.into_iter().flat_map(types) {
            if path(ty) == ["medink_types", "bytes", name] {
                assert!(
                    docs(ty).contains(says),
                    "{name} does not say {says}: {}",
                    docs(ty)
                );
                found += 1;
            }
        }
        assert!(found > 0, "no metadata has a {name}");
    }
}

#[test]
fn pages_have_names_of_their_own() {
    let expected = BTreeMap::from([
        ("admin.admins", "AccountPage"),
        ("admin.proposals", "ProposalPage"),
        ("audit.entries", "LogPage"),
        ("audit.entries_by_actor", "LogPage"),
        ("audit.entries_by_subject", "LogPage"),
        ("audit.accesses_by_subject", "LogPage"),
        ("doctor.doctors", "DoctorPage"),
        ("doctor.consents_of_patient", "ConsentPage"),
        ("doctor.patients_of_doctor", "ConsentPage"),
        ("patient.records", "RecordPage"),
        ("patient.generation_links", "LinkPage"),
    ]);
    let mut found = BTreeMap::new();
    for contract in Part::ALL {
        for message in spec(contract, "messages") {
            if list(&message["args"])
                .iter()
                .any(|argument| argument["label"] == "limit")
            {
                let name = format!("{}.{}", contract.name(), text(&message["label"]));
                let docs = docs(message);
                assert!(
                    docs.contains("largest page"),
                    "{name} does not say what no limit is"
                );
                assert!(
                    docs.contains("`start`"),
                    "{name} does not say what `start` counts"
                );
                found.insert(name, answer(contract, &message["returnType"]["type"]));
            }
        }
    }
    let found: BTreeMap<_, _> = found.iter().map(|(name, page)| (name.as_str(), *page)).collect();
    assert_eq!(found, expected);
}

/// Who looks for something to press is told first that these are not for people.
#[test]
fn messages_that_contracts_call_say_so_first() {
    let between = [
        ("admin.set_role", "For the doctor and the patient contract alone"),
        ("audit.authorize_contract", "For the admin contract alone"),
        ("audit.deauthorize_contract", "For the admin contract alone"),
        ("audit.log_action", "For authorised contracts alone"),
        ("audit.log_actions", "For authorised contracts alone"),
        ("audit.update_system_parameters", "For the admin contract alone"),
        ("audit.upgrade_code", "For the admin contract alone"),
        (
            "doctor.read_ticket",
            "For the patient contract, but anybody may ask",
        ),
        ("doctor.upgrade_code", "For the admin contract alone"),
        (
            "doctor.write_ticket",
            "For the patient contract, but anybody may ask",
        ),
        ("patient.upgrade_code", "For the admin contract alone"),
        (
            "patient.vouches_for",
            "For the doctor contract, but anybody may ask",
        ),
    ];
    let documented = documented();
    for (name, words) in between {
        assert!(
            documented[name].starts_with(words),
            "{name}: {}",
            documented[name]
        );
    }
    for (name, docs) in &documented {
        let listed = between.iter().any(|(between, _)| name == between);
        assert_eq!(docs.starts_with("For "), listed, "{name}: {docs}");
    }
}

/// What no form of a foreign tool can make says which program makes it.
#[test]
fn messages_that_need_encryption_say_use_medink() {
    let sealed = [
        "doctor.grant_access",
        "doctor.register_doctor",
        "doctor.rewrap_consents",
        "doctor.update_profile",
        "patient.add_medical_record",
        "patient.add_medical_records",
        "patient.amend_record",
        "patient.annotate_record",
        "patient.begin_visit",
        "patient.register_patient",
        "patient.renew_link",
        "patient.reseal_records",
        "patient.rotate_generation",
        "patient.update_profile",
    ];
    for (name, docs) in documented() {
        assert_eq!(
            docs.contains("se medink"),
            sealed.contains(&name.as_str()),
            "{name}: {docs}"
        );
    }
}

#[test]
fn times_say_their_unit() {
    for contract in Part::ALL {
        for ty in types(contract) {
            for (of, field) in fields(ty) {
                let Some(name) = field["name"].as_str() else {
                    continue;
                };
                let is_time = field["typeName"] == "u64"
                    && !matches!(name, "index" | "count" | "total")
                    && of.starts_with("medink_types");
                assert!(
                    !is_time || docs(field).contains("milliseconds") || of.ends_with("Announced"),
                    "{contract:?}: {of}.{name}: {}",
                    docs(field)
                );
            }
        }
    }
    assert!(documented()["doctor.grant_access"].contains("milliseconds"));
}

#[test]
fn every_field_and_event_of_ours_has_docs() {
    for contract in Part::ALL {
        for ty in types(contract).filter(|ty| path(ty).first() == Some(&"medink_types")) {
            for (of, field) in fields(ty) {
                // What has no name is the one thing that its type or variant tells of.
                if field["name"].is_string() {
                    assert!(!docs(field).is_empty(), "{contract:?}: {of} {field}");
                }
            }
            for variant in list(&ty["def"]["variant"]["variants"]) {
                assert!(!docs(variant).is_empty(), "{contract:?}: {variant}");
            }
        }
        for event in spec(contract, "events") {
            assert!(!docs(event).is_empty(), "{contract:?}: {}", event["label"]);
            for argument in list(&event["args"]) {
                assert!(
                    !docs(argument).is_empty(),
                    "{contract:?}: {} {}",
                    event["label"],
                    argument["label"]
                );
            }
        }
    }
}

#[test]
fn roles_are_named() {
    let roles = types(Part::Admin).find(|ty| path(ty) == ["medink_types", "role", "Roles"]);
    let fields = fields(roles.unwrap());
    let named: Vec<_> = fields
        .iter()
        .map(|(_, field)| (text(&field["name"]), text(&field["typeName"])))
        .collect();
    assert_eq!(
        named,
        [("admin", "bool"), ("doctor", "bool"), ("patient", "bool")]
    );
}

#[test]
fn admin_can_be_deployed_with_the_defaults() {
    let labels = |contract| -> Vec<_> {
        let constructors = spec(contract, "constructors").iter();
        constructors
            .map(|constructor| text(&constructor["label"]))
            .collect()
    };
    assert_eq!(labels(Part::Admin), ["new", "with_defaults"]);
    for contract in [Part::Audit, Part::Doctor, Part::Patient] {
        assert_eq!(labels(contract), ["new"]);
    }
}

/// Everything that a person meets in Polkadot.js Apps says what it is.
#[test]
fn everything_in_a_bundle_explains_itself() {
    for contract in Part::ALL {
        let metadata = &Bundle::of(contract).metadata;
        let contract = contract.name();
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
