//! Commands that fail with a person's words in what they were given. None of them repeats one.

use super::words::{plain, word};
use super::{PATIENT, Stage};
use e2e_system::Call;
use e2e_system::people::{ADMIN, HOUSE, card};
use serde_json::json;
use std::fs;

impl Stage {
    pub(super) fn fails(&self) {
        self.fails_by_paths();
        self.fails_by_contents();
        self.fails_by_references();
        self.fails_by_arguments();
    }

    /// Runs a command that fails, and keeps what it prints.
    fn wrong(&self, call: Call<'_>) {
        let run = call.text().run();
        assert!(run.code.is_some_and(|code| code != 0), "it was to fail\n{run}");
        assert!(run.err.trim().len() > 20, "it was to say why\n{run}");
        self.keep(&run);
    }

    fn fails_by_paths(&self) {
        let machine = &self.machine;
        let medink = |words: &str| machine.medink(words);
        let card = card(HOUSE).to_text();
        let good = machine.write("good.txt", "good");
        let missing = machine.work(&word("path"));
        let folder = machine.work(&format!("{}.d", word("path")));
        fs::create_dir(&folder).unwrap();
        for path in [&missing, &folder, &good.join(word("path"))] {
            self.wrong(medink("record add").arg(path).acting(PATIENT));
            self.wrong(medink("record add").arg(&good).arg(path).acting(PATIENT));
            self.wrong(medink("record amend 1").arg(path).acting(PATIENT));
            self.wrong(
                medink("record add")
                    .arg(&good)
                    .option("--details", path)
                    .acting(PATIENT),
            );
            let note = medink(&format!("note add --patient {} --kind diagnosis", self.patient));
            self.wrong(note.option("--details", path).acting(HOUSE));
            for command in ["patient update", "record search", "record rename 1"] {
                self.wrong(medink(command).option("--details", path).acting(PATIENT));
            }
            self.wrong(medink("doctor update").option("--details", path).acting(HOUSE));
            self.wrong(
                medink(&format!("admin register-patient {card}"))
                    .option("--details", path)
                    .acting(ADMIN),
            );
            self.wrong(medink("admin register-doctor").arg(path).acting(ADMIN));
            self.wrong(medink("account import other").option("--from", path));
            self.wrong(medink("audit verify").arg(path));
            self.wrong(medink("record list").acting(PATIENT).passphrase(path));
        }
        let taken = machine.write(&word("output"), "taken");
        for output in [&taken, &folder, &missing.join("deeper"), &good.join("deeper")] {
            self.wrong(medink("record get 1").option("--output", output).acting(PATIENT));
            self.wrong(medink("audit export").option("--output", output));
            self.wrong(medink(&format!("account export {PATIENT}")).option("--output", output));
        }
    }

    fn fails_by_contents(&self) {
        let machine = &self.machine;
        let medink = |words: &str| machine.medink(words);
        let good = machine.write("good.txt", "good");
        let wrong_json = |about: &str, field: &str| {
            let said = word(about);
            [
                said.clone(),
                format!("{{\"{field}\": \"{said}\""),
                json!({ field: said, "unknown": said }).to_string(),
                json!({ field: [said] }).to_string(),
                json!({ said.clone(): said }).to_string(),
            ]
        };
        for text in wrong_json("details", "title") {
            self.wrong(
                medink("record add --details -")
                    .arg(&good)
                    .input(text)
                    .acting(PATIENT),
            );
        }
        for text in wrong_json("details", "title").into_iter().skip(1) {
            self.wrong(medink("record rename 1 --details -").input(&text).acting(PATIENT));
            self.wrong(medink("record search").input(&text).acting(PATIENT));
        }
        let said = word("note");
        let notes = [
            json!({ "title": said, "code": said }).to_string(),
            json!({ "title": said, "dosage": said }).to_string(),
            json!({ "title": " ", "text": said }).to_string(),
        ];
        for text in wrong_json("note", "title").into_iter().chain(notes) {
            let call = medink(&format!(
                "note add --patient {} --kind diagnosis --details -",
                self.patient
            ));
            self.wrong(call.input(text).acting(HOUSE));
        }
        let said = word("profile");
        let profiles = [
            json!({ "name": "", "email": said }).to_string(),
            json!({ "name": said.repeat(200) }).to_string(),
        ];
        for text in wrong_json("profile", "name").into_iter().chain(profiles) {
            self.wrong(medink("patient update --details -").input(&text).acting(PATIENT));
            self.wrong(medink("doctor update --details -").input(&text).acting(HOUSE));
            self.wrong(
                medink("patient register --details -")
                    .input(&text)
                    .acting(PATIENT),
            );
        }
        let said = word("card");
        for card in [
            said.clone(),
            format!("medink1:{said}"),
            format!("{said}\nmedink1:AAAA\n"),
        ] {
            self.wrong(medink("admin register-patient -").input(&card).acting(ADMIN));
        }
        let said = word("phrase");
        let json = json!({ "address": said, "encoded": said, "encoding": {}, "meta": { "name": said } });
        for text in [
            said.clone(),
            vec![said.as_str(); 24].join(" "),
            format!("0x{said}"),
            json.to_string(),
        ] {
            self.wrong(medink("account import other --from -").input(text));
        }
        let other = machine.write("wrong-passphrase", word("passphrase"));
        self.wrong(medink("record list").acting(PATIENT).passphrase(&other));
        let output = machine.work("never.json");
        self.wrong(
            medink(&format!("account export {PATIENT} --output"))
                .arg(output)
                .passphrase(&other),
        );
        let export = machine.write(
            "export.jsonl",
            format!("{{\"action\": \"{0}\", \"{0}\": 1}}\n", word("export")),
        );
        self.wrong(medink("audit verify").arg(export));
    }

    fn fails_by_references(&self) {
        let machine = &self.machine;
        let medink = |words: &str| machine.medink(words);
        for said in [word("account"), plain("account"), plain("account").to_lowercase()] {
            self.wrong(medink("record list").acting(&said));
            self.wrong(medink("record list --patient").arg(&said).acting(HOUSE));
            self.wrong(medink("patient show").arg(&said).acting(HOUSE));
            self.wrong(
                medink("consent grant --whole-history --until 30d")
                    .arg(&said)
                    .acting(PATIENT),
            );
            self.wrong(medink("consent revoke").arg(&said).acting(PATIENT));
            self.wrong(medink("account show").arg(&said));
            self.wrong(medink("account fund").arg(&said).arg("1").acting(ADMIN));
            self.wrong(medink("audit list --subject").arg(&said));
        }
        self.wrong(medink("account new").arg(word("account")));
    }

    /// Words where a number or another command was expected: somebody has mixed up the arguments.
    fn fails_by_arguments(&self) {
        let machine = &self.machine;
        let medink = |words: &str| machine.medink(words);
        let said = word("argument");
        for words in [
            "record get --output out",
            "record erase --yes",
            "record amend 1 good.txt",
            "record list",
            "record",
            "note add --patient p --kind",
            "note add --patient p --kind diagnosis",
            "note add --patient p --kind diagnosis --amends",
            "note add --patient p --kind diagnosis --about",
            "consent grant //House --until 30d --records",
            "record add good.txt --title",
        ] {
            self.wrong(medink(words).arg(&said).acting(PATIENT));
        }
        self.wrong(
            medink("record add good.txt")
                .arg(format!("--title={said}"))
                .acting(PATIENT),
        );
    }
}
