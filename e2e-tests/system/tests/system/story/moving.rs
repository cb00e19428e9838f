//! The patient moves to other machines.

use super::Clinic;
use super::records::documents;
use e2e_system::{Machine, files};
use medink_core::Kind;
use serde_json::{Value, json};
use std::fs;

impl Clinic {
    /// An account leaves as a file that Polkadot.js reads, and comes back on another machine.
    pub fn moves_by_exported_file(&self) {
        let machine = &self.machine;
        let file = machine.work("ada-account.json");
        let exported = machine.medink("account export ada --output").arg(&file).ok();
        assert_eq!(exported["address"], json!(self.ada));
        let json: Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
        assert_eq!(json["address"], json!(self.ada));
        assert_eq!(json["encoding"]["content"], json!(["pkcs8", "sr25519"]));
        assert_eq!(json["encoding"]["type"], json!(["scrypt", "xsalsa20-poly1305"]));
        assert_eq!(json["encoding"]["version"], "3");

        let other = self.another_machine();
        let copy = other.write("from-ada.json", fs::read(&file).unwrap());
        let imported = other.medink("account import moved --from").arg(&copy).ok();
        assert_eq!(imported["address"], json!(self.ada));
        opens_old_records(&other, "moved");
    }

    /// The phrase alone restores the account and every key.
    pub fn restores_from_the_phrase(&self) {
        let other = self.another_machine();
        let imported = other
            .medink("account import restored --from -")
            .input(&self.phrase)
            .ok();
        assert_eq!(imported["address"], json!(self.ada));
        opens_old_records(&other, "restored");

        // The keys come from the phrase, the content does not: without it the program says so.
        let bare = Machine::at(self.machine.rpc());
        files::copy(
            &self.machine.home().join("deployments"),
            &bare.home().join("deployments"),
        );
        bare.medink("account import restored --from -")
            .input(&self.phrase)
            .ok();
        let listed = bare.medink("record list").acting("restored").ok();
        assert_eq!(
            (&listed["records"][0]["state"], &listed["records"][0]["here"]),
            (&json!("live"), &json!(false))
        );
        let out = bare.work("out");
        bare.medink("record get 1 --output")
            .arg(&out)
            .acting("restored")
            .fails(Kind::NotFound)
            .says("not in this store")
            .says("Nothing was logged");
        assert!(!out.exists());
    }

    /// An empty machine at the same node, with the deployment file and the disk that the store is on.
    fn another_machine(&self) -> Machine {
        let other = Machine::at(self.machine.rpc());
        for folder in ["deployments", "store"] {
            files::copy(&self.machine.home().join(folder), &other.home().join(folder));
        }
        other
    }
}

fn opens_old_records(machine: &Machine, who: &str) {
    let out = machine.work("out");
    for (number, (name, bytes, ..)) in
        [(1, &documents()[0]), (2, &documents()[1])].map(|(n, d)| (n, d.clone()))
    {
        machine
            .medink(&format!("record get {number} --force --output"))
            .arg(&out)
            .acting(who)
            .ok();
        assert_eq!(fs::read(&out).unwrap(), bytes, "{name}");
    }
    machine
        .medink("record get 28 --force --output")
        .arg(&out)
        .acting(who)
        .ok();
    assert_eq!(
        fs::read(&out).unwrap(),
        b"written after the revoke",
        "of the newer generation"
    );
    let shown = machine.medink("patient show").acting(who).ok();
    assert_eq!(shown["profile"]["name"], "Ada Lovelace");
}
