//! A patient's own pages in French and Arabic: what is new, records, consents, the log, the profile, and the archive that is
//! taken along, whose page to read it by is in the same language.

use super::languages_doctor::{self, Reader};
use e2e_system::people::{ADA, HOUSE, WILSON, address};
use e2e_system::{Panels, World};
use std::io::{Cursor, Read};
use zip::ZipArchive;

const PASSWORD: &str = "correct horse battery staple";

/// As at the doctor's; the one with a consent has looked.
fn clinic() -> (World, Panels) {
    let (world, panels) = languages_doctor::clinic();
    world.open(HOUSE, ADA, 1);
    (world, panels)
}

/// Words of a language that the pages must show.
struct Expected {
    language: &'static str,
    overview: &'static str,
    opened: &'static str,
    number: &'static str,
    kind: &'static str,
    selected: &'static str,
    new_version: &'static str,
    erase: &'static str,
    unsure: &'static str,
    erase_two: &'static str,
    download_two: &'static str,
    chosen: &'static str,
    nothing_selected: &'static str,
    consents: &'static str,
    whole: &'static str,
    purpose: &'static str,
    now: &'static str,
    directory: &'static str,
    verified: &'static str,
    none_chosen: &'static str,
    given: &'static str,
    revoke: &'static str,
    revoked: &'static str,
    log: &'static str,
    total: &'static str,
    full_name: &'static str,
    written: &'static str,
    export: &'static str,
    differ: &'static str,
    erased: &'static str,
    archive: [&'static str; 4],
}

const FRENCH: Expected = Expected {
    language: "fr",
    overview: "Vue d’ensemble",
    opened: "Ouvert par d’autres",
    number: "n° 1",
    kind: "laboratoire",
    selected: "Sélection\u{202f}: <b data-count>0</b>",
    new_version: "Nouvelle version",
    erase: "Effacer <bdi>Lettre 1</bdi>\u{202f}?",
    unsure: "rien n’a été effacé",
    erase_two: "Effacer 2 documents\u{202f}?",
    download_two: "Télécharger 2 documents",
    chosen: "Les 2 documents que vous avez sélectionnés sont choisis ci-dessous.",
    nothing_selected: "rien n’est sélectionné",
    consents: "Qui a accès",
    whole: "tout le dossier",
    purpose: "soins",
    now: "Actuellement\u{202f}: tout le dossier, motif\u{202f}: soins",
    directory: "Chercher dans l’annuaire des médecins",
    verified: "vérifié par ",
    none_chosen: "aucun document n’est choisi",
    given: "Le consentement est donné.",
    revoke: "Révoquer le consentement",
    revoked: "Le consentement est révoqué",
    log: "Qui a consulté, et ce qui a été fait",
    total: "ont été ouverts 1 fois en tout",
    full_name: "Nom complet",
    written: "Votre profil est écrit, scellé.",
    export: "Une archive avec vos 2 documents",
    differ: "les deux mots de passe",
    erased: "Le document 2 est effacé",
    archive: [
        "<html lang=\"fr\" dir=\"ltr\">",
        "<h1>Mes documents médicaux</h1>",
        "vérifié par <bdi>",
        "signature valable",
    ],
};

const ARABIC: Expected = Expected {
    language: "ar",
    overview: "نظرة عامة",
    opened: "فتحه آخرون",
    number: "رقم 1",
    kind: "مختبر",
    selected: "المحدد: <b data-count>0</b>",
    new_version: "إصدار جديد",
    erase: "محو <bdi>Lettre 1</bdi>؟",
    unsure: "لم يُمحَ شيء",
    erase_two: "محو مستندين؟",
    download_two: "تنزيل مستندين",
    chosen: "المستندان اللذان حددتهما مختاران أدناه.",
    nothing_selected: "لم يُحدد شيء",
    consents: "من له حق الاطّلاع",
    whole: "السجل الطبي كله",
    purpose: "العلاج",
    now: "الآن: السجل الطبي كله، السبب: العلاج",
    directory: "البحث في دليل الأطباء",
    verified: "وثّقه ",
    none_chosen: "لم يُختر أي مستند",
    given: "أُعطيت الموافقة.",
    revoke: "سحب الموافقة",
    revoked: "سُحبت الموافقة وتغيّرت مفاتيحك",
    log: "من اطّلع، وماذا جرى",
    total: "مرة واحدة إجمالًا",
    full_name: "الاسم الكامل",
    written: "كُتب ملفك الشخصي مختومًا.",
    export: "أرشيف واحد فيه مستنداك بكل إصداراتهما",
    differ: "كلمتا المرور",
    erased: "مُحي المستند 2",
    archive: [
        "<html lang=\"ar\" dir=\"rtl\">",
        "<h1>مستنداتي الطبية</h1>",
        "وثّقه <bdi>",
        "والتوقيع صحيح",
    ],
};

fn walk(expected: &Expected) {
    let (_world, panels) = clinic();
    let house = address(HOUSE);
    let mut ada = Reader::of(&panels, ADA, expected.language);
    ada.sees("/patient", &[expected.overview, expected.opened, "Lettre 1"]);

    // Records: the list, in another order, one of them, and what is asked before it is erased.
    let words = [expected.kind, expected.number, expected.selected];
    ada.sees("/patient/records", &words);
    ada.sends("/patient/records/find", &[("order", "kind")], &words);
    let words = [expected.new_version, expected.kind];
    ada.sees("/patient/records/1", &words);
    ada.sees("/patient/records/1/erase", &[expected.erase]);
    ada.is_refused("/patient/records/1/erase", &[], &[expected.unsure]);

    // What is selected.
    let selected = "/patient/records/selected";
    let both = |what| [("chosen", "1"), ("chosen", "2"), ("do", what)];
    ada.is_refused(selected, &[("do", "erase")], &[expected.nothing_selected]);
    ada.sends(selected, &both("erase"), &[expected.erase_two]);
    ada.sends(selected, &both("download"), &[expected.download_two]);
    ada.sends(selected, &both("access"), &[expected.directory]);
    let sent = ada.browser.send(selected, &both("access"));
    let (_, with) = sent.header("location").split_once('?').unwrap();
    let wilson = format!("/patient/consents/new?doctor={}&{with}", address(WILSON));
    ada.sees(&wilson, &[expected.chosen, expected.verified]);

    // Consents: the list, the search and its results, one that there is, giving one, taking it back.
    let list = [expected.consents, expected.whole, expected.purpose];
    ada.sees("/patient/consents", &list);
    ada.sees("/patient/consents/new", &[expected.directory, "Dr. House"]);
    let found = ada.browser.get("/patient/consents/doctors?q=nobody").text();
    assert!(!found.contains("No doctor"), "{found}");
    let change = format!("/patient/consents/new?doctor={house}");
    ada.sees(&change, &[expected.now]);
    let mut fields = vec![
        ("doctor", address(WILSON)),
        ("scope", "records".to_owned()),
        ("purpose", "treat".to_owned()),
        ("until", "7d".to_owned()),
    ];
    fn borrowed<'f>(fields: &'f [(&'f str, String)]) -> Vec<(&'f str, &'f str)> {
        fields
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect()
    }
    let new = "/patient/consents/new";
    ada.is_refused(new, &borrowed(&fields), &[expected.none_chosen]);
    fields.push(("record", "1".to_owned()));
    ada.sends(new, &borrowed(&fields), &[expected.given]);
    let revoke = format!("/patient/consents/revoke?doctor={house}");
    ada.sees(&revoke, &[expected.revoke]);

    ada.sees("/patient/log", &[expected.log]);
    ada.sees("/patient/log?show=opened", &[expected.total, "Lettre 1"]);
    ada.sees("/patient/profile", &[expected.full_name]);
    ada.sends(
        "/patient/profile",
        &[("name", "Ada Lovelace")],
        &[expected.written],
    );

    // What is taken along is read in the language, too.
    ada.sees("/patient/export", &[expected.export]);
    let twice = [("how", "encrypted"), ("password", PASSWORD), ("again", "another")];
    ada.is_refused("/patient/export", &twice, &[expected.differ]);
    let archive = ada.browser.send("/patient/export", &[("how", "plain")]);
    let mut archive = ZipArchive::new(Cursor::new(archive.whole())).expect("an archive");
    let mut page = String::new();
    let mut file = archive.by_name("index.html").expect("the page to read it by");
    file.read_to_string(&mut page).unwrap();
    for words in expected.archive {
        assert!(page.contains(words), "{words} is not in {page}");
    }
    for english in ["My medical records", "Written by", "whole history", "archive-"] {
        assert!(!page.contains(english), "{english}: {page}");
    }

    // What ends things says so in the language.
    let doctor = [("doctor", house.as_str())];
    ada.sends("/patient/consents/revoke", &doctor, &[expected.revoked]);
    ada.sends("/patient/records/2/erase", &[("sure", "yes")], &[expected.erased]);
}

#[test]
fn a_patients_pages_are_in_french() {
    walk(&FRENCH);
}

#[test]
fn a_patients_pages_are_in_arabic() {
    walk(&ARABIC);
}
