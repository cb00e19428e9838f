//! An administrator's pages in French and Arabic: each of them, what is done on them, what is refused, and the files that
//! they give, whose columns and codes are the same in every language.

use super::translated::Translation;
use e2e_system::http::{Answer, Browser};
use e2e_system::people::{ADA, ADMIN, CUDDY, HOUSE, WILSON, address, card};
use e2e_system::{Panels, World, until};

/// An administrator who looks in a language.
struct Reader {
    browser: Browser,
    translation: Translation,
}

impl Reader {
    fn of(panels: &Panels, language: &'static str) -> Self {
        Reader {
            browser: panels.unlocked_in(ADMIN, language),
            translation: Translation::of(language),
        }
    }

    /// What the language says for a key.
    fn words(&self, key: &str) -> String {
        self.translation.words(key)
    }

    /// What is shown is in the language, and says these.
    fn reads(&self, answer: &Answer, status: u16, said: &[&str]) -> String {
        let text = self.translation.shown(answer, status);
        self.says(&text, said);
        text
    }

    /// A whole page.
    fn page(&self, answer: &Answer, status: u16, said: &[&str]) -> String {
        let text = self.translation.page(answer, status);
        self.says(&text, said);
        text
    }

    fn says(&self, text: &str, said: &[&str]) {
        for key in said {
            let words = self.words(key);
            assert!(text.contains(&words), "{key}: {words} is not in {text}");
        }
    }

    fn sees(&mut self, path: &str, said: &[&str]) -> String {
        let answer = self.browser.get(path);
        self.page(&answer, 200, said)
    }

    fn sends(&mut self, path: &str, fields: &[(&str, &str)], said: &[&str]) -> String {
        let answer = self.browser.post(path, fields);
        self.page(&answer, 200, said)
    }

    fn is_refused(&mut self, path: &str, fields: &[(&str, &str)], said: &[&str]) -> String {
        let answer = self.browser.post(path, fields);
        self.page(&answer, 422, said)
    }
}

/// Two doctors, a patient, and a record that was opened.
fn hospital() -> (World, Panels) {
    let world = World::deployed();
    world.doctor(HOUSE);
    world.doctor(WILSON);
    world.patient(ADA);
    let number = world.add(ADA, ADA, "a letter");
    world.grant_all(ADA, HOUSE);
    world.open(HOUSE, ADA, number);
    let panels = Panels::start(&world);
    (world, panels)
}

#[test]
fn an_administrators_pages_are_in_french_and_arabic() {
    let (_world, panels) = hospital();
    for language in ["fr", "ar"] {
        let mut admin = Reader::of(&panels, language);
        let pages: [(&str, &[&str]); 15] = [
            ("/admin", &["admin-title", "home-counts", "home-register-about"]),
            (
                "/admin?counts=yes",
                &["counts-doctors-look", "counts-admins-look"],
            ),
            (
                "/admin/register/doctor",
                &["register-camera", "register-licence", "card"],
            ),
            (
                "/admin/register/patient",
                &["register-profile-about", "register-birth"],
            ),
            (
                "/admin/register/table",
                &["register-from-table", "table-whose", "table-about"],
            ),
            (
                "/admin/doctors",
                &["doctors-profile-is", "doctors-suspend-about", "doctors-active"],
            ),
            ("/admin/admins", &["admins-remove-me", "admins-add", "you"]),
            (
                "/admin/balances",
                &["balances-top-up", "balances-up-to-hint", "admin-patients"],
            ),
            ("/admin/balances?who=patients", &["balances-who", "balances-has"]),
            (
                "/admin/proposals",
                &["proposals-none", "proposals-code", "proposals-part-audit"],
            ),
            (
                "/admin/parameters",
                &["parameters-consent", "pause-about", "pause-warning"],
            ),
            ("/admin/log", &["log-to-whom", "action-opened", "log-filter-any"]),
            (
                "/admin/log/activity",
                &["activity", "activity-by-action", "action-record-added"],
            ),
            (
                "/admin/log/verify",
                &["verify", "verify-about", "verify-elsewhere"],
            ),
            (
                "/admin/health",
                &["admin-health", "health-content", "health-no-upgrades"],
            ),
        ];
        for (path, said) in pages {
            let page = admin.sees(path, said);
            let current = page.matches("aria-current=\"page\"").count();
            assert!(current > 0, "{path}: {page}");
        }
        // Parts of pages, which are no pages.
        for (path, said) in [
            ("/admin/counts", "counts-patients-look"),
            ("/admin/health/summary", "health-well"),
        ] {
            let part = admin.browser.get(path);
            let part = admin.reads(&part, 200, &[said]);
            assert!(!part.contains("<html"), "{part}");
        }
        let text = card(CUDDY).to_text();
        let part = admin.browser.send("/admin/card", &[("card", &text)]);
        admin.reads(&part, 200, &[]);
        let text = card(HOUSE).to_text();
        let part = admin.browser.send("/admin/card", &[("card", &text)]);
        let part = admin.reads(&part, 200, &[]);
        let already = if language == "fr" {
            "qui est déjà médecin"
        } else {
            "بصفة طبيب"
        };
        assert!(part.contains(already), "{part}");
    }
}

#[test]
fn what_an_administrator_does_is_told_in_french_and_arabic() {
    let (_world, panels) = hospital();
    let house = address(HOUSE);
    for (language, days, changed) in [
        ("fr", "180", "consentement le plus long"),
        ("ar", "90", "أطول موافقة"),
    ] {
        let mut admin = Reader::of(&panels, language);
        let doctor = [("account", house.as_str())];
        admin.sends("/admin/doctors/suspend", &doctor, &["doctors-suspended-done"]);
        admin.sends("/admin/doctors/reinstate", &doctor, &["doctors-reinstated-done"]);
        if language == "fr" {
            let withdraw = "/admin/doctors/withdraw-attestation";
            admin.sends(
                withdraw,
                &doctor,
                &["doctors-withdrawn-done", "doctors-verify-about"],
            );
        } else {
            // Not withdrawn again; what is not attested can be attested.
            let page = admin.sees("/admin/doctors", &["doctors-field-name"]);
            let digest = page.split("name=\"digest\" value=\"").nth(1).unwrap();
            let digest = digest.split('"').next().unwrap();
            let fields = [("account", house.as_str()), ("digest", digest)];
            admin.sends("/admin/doctors/attest", &fields, &["doctors-verified-done"]);
        }
        let stale = [("account", house.as_str()), ("digest", "00")];
        admin.is_refused(
            "/admin/doctors/attest",
            &stale,
            &["doctors-changed", "doctors-changed-next"],
        );

        // What the form of the parameters holds can be sent as it stands, and changed.
        let page = admin.sees("/admin/parameters", &["parameters-notice"]);
        let held = |name: &str| {
            let field = page.split(&format!("name=\"{name}\"")).nth(1).unwrap();
            let value = field.split("value=\"").nth(1).unwrap();
            value.split('"').next().unwrap().to_owned()
        };
        let names = ["max_page", "log_max_page", "quorum", "upgrade_notice"];
        let values = names.map(&held);
        let mut fields: Vec<(&str, &str)> =
            names.into_iter().zip(values.iter().map(String::as_str)).collect();
        if page.contains("name=\"self_registration\" checked") {
            fields.push(("self_registration", "on"));
        }
        fields.push(("longest_consent_days", "soon"));
        let refused = ["parameters-bad-consent", "parameters-bad-next"];
        admin.is_refused("/admin/parameters", &fields, &refused);
        fields.pop();
        fields.push(("longest_consent_days", days));
        let page = admin.sends("/admin/parameters", &fields, &[]);
        assert!(page.contains(changed) && page.contains(days), "{page}");
        admin.sends("/admin/parameters", &fields, &["parameters-unchanged"]);
        let page = admin.sends("/admin/pause", &[], &["pause-done"]);
        assert!(page.contains("action=\"/admin/resume\""), "{page}");
        admin.sends("/admin/resume", &[], &["pause-ended"]);
        admin.is_refused(
            "/admin/balances/top-up",
            &[("below", "1"), ("to", "2"), ("most", "3")],
            &["balances-nobody-chosen", "balances-nobody-chosen-next"],
        );

        // The form that sends money is taken once, as the column shows whom.
        let page = admin.sees("/admin/balances", &[]);
        let once = page.split("name=\"once\" value=\"").last().unwrap();
        let once = once.split('"').next().unwrap();
        let fields = [("once", once), ("account", house.as_str()), ("amount", "1.5")];
        let page = admin.sends("/admin/balances/send", &fields, &["balances-has"]);
        let amount = if language == "fr" {
            "1,5 UNIT"
        } else {
            "<bdi dir=\"ltr\">1.5 UNIT</bdi>"
        };
        assert!(page.contains(amount), "{amount}: {page}");
        let again = ["admin-form-again", "admin-form-again-next"];
        admin.is_refused("/admin/balances/send", &fields, &again);

        let page = admin.sends("/admin/log/verify", &[], &["verify-write-down"]);
        assert!(page.contains("<code class=\"long\">"), "{page}");
        let page = admin.sends("/admin/health", &[], &["health-look"]);
        assert!(page.contains("class=\"notice\" role=\"status\""), "{page}");

        // The log is filtered by the words that its columns show.
        let you = admin.words("you");
        let page = admin.sends("/admin/log", &[("actor", &you)], &["log-filter-all"]);
        assert!(
            page.contains(&format!("<span class=\"name\">{you}</span>")),
            "{page}"
        );
        admin.sends("/admin/log", &[("clear", "yes")], &["log-themselves"]);
    }
}

#[test]
fn reports_and_files_have_words_in_the_language_and_columns_for_programs() {
    let (_world, panels) = hospital();
    for (language, already, added) in [
        ("fr", "déjà enregistré avant", "document ajouté"),
        ("ar", "كان مسجّلًا من قبل", "أُضيف مستند"),
    ] {
        let mut admin = Reader::of(&panels, language);
        let none = admin.browser.get("/admin/report");
        admin.page(&none, 404, &["report-none", "report-none-next"]);
        let origin = format!("http://{}", admin.browser.address);
        let token = admin.browser.token.clone();
        let hands = |of: &str, table: &[u8]| {
            let headers = [
                ("Origin", origin.as_str()),
                ("X-Medink-Token", token.as_str()),
                ("X-Medink-Of", of),
            ];
            admin.browser.ask("PUT", "/admin/register/table", &headers, table)
        };
        let table = format!("card,name\n{},House\n", card(HOUSE).to_text());
        let refused = hands("nobody", table.as_bytes());
        assert_eq!(refused.status, 422);
        let refused: serde_json::Value = serde_json::from_slice(&refused.body).unwrap();
        assert_eq!(refused["what"], admin.words("table-of-nobody"));
        assert_eq!(refused["next"], admin.words("table-of-nobody-next"));
        assert_eq!(hands("doctors", table.as_bytes()).status, 200);
        let done = admin.words("work-all");
        until("the report is complete", || {
            let page = admin.browser.get("/admin/report").text();
            page.replace("&#39;", "'").contains(&done)
        });
        let said = ["report-doctors", "report-before", "work-already", "report-save"];
        admin.sees("/admin/report", &said);
        let rows = admin.browser.get("/admin/report/rows");
        admin.reads(&rows, 200, &["report-registered", "report-outcome"]);
        let saved = admin.browser.get("/admin/report/table").text();
        let expected = format!(
            "\u{feff}line,address,outcome,why\r\n2,{},{already},\r\n",
            address(HOUSE)
        );
        assert_eq!(saved, expected);

        let page = admin.sees("/admin/log", &["log-export-table"]);
        let link = page.split("href=\"/admin/log/export?as=table").nth(1).unwrap();
        let link = link.split('"').next().unwrap().replace("&amp;", "&");
        let saved = admin
            .browser
            .get(&format!("/admin/log/export?as=table{link}"))
            .text();
        assert!(saved.starts_with("\u{feff}number,time,who,"), "{saved}");
        assert!(saved.contains(&format!(",RecordAdded,{added},")), "{saved}");
        let other = admin.browser.get("/admin/log/export?of=999");
        admin.page(&other, 422, &["log-export-other", "log-export-other-next"]);
    }
}
