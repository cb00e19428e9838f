//! The doctors' pages in French and Arabic: every page of a visit, from the list of patients to a consent that has ended.

use super::translated::Translation;
use e2e_system::http::{Answer, Browser, request, split};
use e2e_system::people::{ADA, HOUSE, WILSON, address};
use e2e_system::{Panels, World};
use serde_json::json;

/// Ada with a profile and two records, and two doctors; the first has a consent to everything.
pub(super) fn clinic() -> (World, Panels) {
    let world = World::deployed();
    world.patient(ADA);
    world.doctor(HOUSE);
    world.doctor(WILSON);
    world
        .medink("patient update --details -")
        .input(json!({ "name": "Ada Lovelace", "blood_group": "0+", "birth_date": "1961-12-10" }).to_string())
        .acting(ADA)
        .ok();
    world.letters(
        ADA,
        2,
        |n| json!({ "title": format!("Lettre {n}"), "kind": "laboratory" }),
    );
    world.grant_all(ADA, HOUSE);
    let panels = Panels::start(&world);
    (world, panels)
}

/// Somebody who looks in a language.
pub(super) struct Reader {
    pub(super) browser: Browser,
    translation: Translation,
}

impl Reader {
    pub(super) fn of(panels: &Panels, who: &str, language: &'static str) -> Self {
        Reader {
            browser: panels.unlocked_in(who, language),
            translation: Translation::of(language),
        }
    }

    /// A page that is in the language, with these words.
    pub(super) fn reads(&self, answer: &Answer, status: u16, words: &[&str]) -> String {
        let text = self.translation.page(answer, status);
        for word in words {
            assert!(text.contains(word), "{word} is not in {text}");
        }
        text
    }

    pub(super) fn sees(&mut self, path: &str, words: &[&str]) -> String {
        let answer = self.browser.get(path);
        self.reads(&answer, 200, words)
    }

    pub(super) fn sends(&mut self, path: &str, fields: &[(&str, &str)], words: &[&str]) -> String {
        let answer = self.browser.post(path, fields);
        self.reads(&answer, 200, words)
    }

    pub(super) fn is_refused(&mut self, path: &str, fields: &[(&str, &str)], words: &[&str]) {
        let answer = self.browser.post(path, fields);
        self.reads(&answer, 422, words);
    }

    /// What the frame of an opened record shows, which is no page of medink's own.
    fn frame(&mut self, path: &str) -> String {
        let page = self.browser.post(path, &[("in", "visit")]);
        self.reads(&page, 200, &[]);
        let source = page.between("src=\"http://127.0.0.1:", "\"").unwrap();
        let (vault, path) = split(&format!("http://127.0.0.1:{source}"));
        request(&vault, "GET", &path, &[], b"").text()
    }
}

/// Words of a language that its pages must show, in the order of the walk.
struct Expected {
    language: &'static str,
    patients: &'static str,
    none: &'static str,
    whole: &'static str,
    closed: &'static str,
    covers: &'static str,
    kind: &'static str,
    allergies: &'static str,
    visit: &'static str,
    you: &'static str,
    heading: &'static str,
    soap: &'static str,
    prescription: &'static str,
    names: &'static str,
    asked: &'static str,
    refused: &'static str,
    taken: &'static str,
    recorded: &'static str,
    entry: &'static str,
    ended: &'static str,
}

const FRENCH: Expected = Expected {
    language: "fr",
    patients: "Mes patients",
    none: "Aucun patient ne vous a encore donné de consentement.",
    whole: "Consentement\u{202f}: ",
    closed: "Profil et titres sont fermés",
    covers: "le profil, les titres et 2 documents, pour une heure",
    kind: "laboratoire",
    allergies: "Allergies\u{202f}: aucune n’est notée",
    visit: "Visite depuis le <time",
    you: "vous",
    heading: "Diagnostic sur le document 1",
    soap: "Subjectif\u{202f}:",
    prescription: "Posologie",
    names: "Chacun dispose de\u{202f}: SOAP, Constats et conduite à tenir",
    asked: "il y a déjà du texte",
    refused: "une visite doit avoir un motif",
    taken: "il y a déjà un modèle de ce nom",
    recorded: "Date de consignation",
    entry: "Votre fiche dans l’annuaire",
    ended: "Terminés",
};

const ARABIC: Expected = Expected {
    language: "ar",
    patients: "مرضاي",
    none: "لم يعطك أي مريض موافقة بعد.",
    whole: "موافقة على ",
    closed: "الملف الشخصي والعناوين مغلقة",
    covers: "الملف الشخصي والعناوين ومستندين، لمدة ساعة",
    kind: "مختبر",
    allergies: "الحساسية: لم يُدوَّن شيء",
    visit: "زيارة منذ <time",
    you: "أنت",
    heading: "تشخيص على المستند 1",
    soap: "الشكوى الذاتية:",
    prescription: "طريقة الاستعمال",
    names: "متاح للجميع: SOAP، الموجودات والخطة",
    asked: "يوجد نص بالفعل",
    refused: "تحتاج الزيارة إلى سبب",
    taken: "يوجد قالب بهذا الاسم من قبل",
    recorded: "تاريخ التدوين",
    entry: "بياناتك في الدليل",
    ended: "منتهية",
};

fn walk(expected: &Expected) {
    let (world, panels) = clinic();
    let mut wilson = Reader::of(&panels, WILSON, expected.language);
    wilson.sees("/doctor", &[expected.patients, expected.none]);

    let mut house = Reader::of(&panels, HOUSE, expected.language);
    let patient = format!("/doctor/patients/{}", address(ADA));
    house.sees("/doctor", &[expected.patients]);
    house.sees("/doctor/profile", &[expected.entry]);
    let words = [expected.whole, expected.closed, expected.covers];
    house.sees(&patient, &words);
    house.sees(&format!("{patient}/records/1"), &[]);
    let note = format!("{patient}/notes/diagnosis");
    house.sees(&note, &[]);
    house.sees(&format!("{note}/about/1"), &[expected.heading]);
    house.sees(&format!("{patient}/notes/treatment-plan"), &[]);
    house.sees(&format!("{patient}/notes/medication"), &[expected.prescription]);
    house.is_refused(&format!("{patient}/visit"), &[], &[expected.refused]);

    // In a visit: the titles and the profile, a record and what it holds.
    let words = [expected.visit, expected.allergies, expected.kind, "Lettre 1"];
    house.sends(&format!("{patient}/visit"), &[("reason", "TREAT")], &words);
    house.sees(&format!("{patient}/records/1"), &[expected.kind]);
    assert!(
        house
            .frame(&format!("{patient}/records/1/open"))
            .contains("letter 1")
    );

    // Templates are named and written in the language, and asked for by one name in all of them.
    let template = format!("{note}/template");
    let begun = [("title", "T"), ("template", "SOAP")];
    house.sends(&template, &begun, &[expected.soap, "value=\"SOAP\""]);
    let typed = [("title", "T"), ("text", "x"), ("template", "SOAP")];
    house.is_refused(&template, &typed, &[expected.asked]);
    house.sees("/doctor/templates", &[expected.names]);
    let taken = expected.names.rsplit([',', '،', ':']).next().unwrap().trim();
    let fields = [
        ("do", "new"),
        ("kind", "diagnosis"),
        ("name", taken),
        ("text", "x"),
    ];
    house.is_refused("/doctor/templates", &fields, &[expected.taken]);
    let fields = [
        ("do", "new"),
        ("kind", "diagnosis"),
        ("name", "Genou"),
        ("text", "x"),
    ];
    house.sends("/doctor/templates", &fields, &["Genou"]);

    // A note, as it is written and as it is read; what is stored is FHIR whatever the language.
    house.sends(&note, &[("title", "Grippe"), ("text", "repos")], &["Grippe"]);
    house.sees(&format!("{patient}/records/3"), &[expected.you]);
    let document = house.frame(&format!("{patient}/records/3/open"));
    for words in [expected.recorded, "Condition", "Grippe", "repos"] {
        assert!(document.contains(words), "{words} is not in {document}");
    }
    house.sends(
        &format!("{patient}/records/3/correct"),
        &[("in", "visit")],
        &["value=\"Grippe\""],
    );
    house.sends(
        &format!("{note}/amends/3"),
        &[("title", "Grippe A"), ("text", "repos")],
        &[],
    );
    house.sees(&format!("{patient}/records/4"), &["Grippe"]);
    house.sends(&format!("{patient}/visit/end"), &[], &[expected.closed]);

    // A consent that was taken back.
    world.medink(&format!("consent revoke {HOUSE}")).acting(ADA).ok();
    let gone = house.browser.get(&patient);
    house.reads(&gone, 403, &[]);
    house.sees("/doctor", &[expected.ended]);
}

#[test]
fn the_doctors_pages_are_in_french() {
    walk(&FRENCH);
}

#[test]
fn the_doctors_pages_are_in_arabic() {
    walk(&ARABIC);
}
