//! Documents that attack, and those who want somebody else's.

use e2e_system::http::{Answer, Browser, request, split};
use e2e_system::people::ADA;
use e2e_system::scan::Scanner;
use e2e_system::{Panels, World, documents, files};
use std::fs;

/// A page of an opened record: its address, and where the content is.
struct Opened {
    page: String,
    frame: String,
    source: String,
}

fn world() -> (World, Panels, Browser) {
    let world = World::deployed();
    world.patient(ADA);
    let panels = Panels::start(&world);
    let mut browser = Browser::enter(&panels.invitation());
    let home = browser.post("/unlock", &[("account", ADA)]);
    let home = browser.get(home.header("location")).status.max(home.status);
    assert!(home < 500);
    browser.get("/patient/records");
    (world, panels, browser)
}

fn upload(browser: &Browser, name: &str, bytes: &[u8]) -> u32 {
    let answer = browser.upload("/patient/records/upload", name, bytes);
    assert_eq!(answer.status, 200, "{}", answer.text());
    let number = answer.between("\"number\":", "}").expect("a number");
    number.parse().expect("a number")
}

fn open(browser: &mut Browser, number: u32, how: &str) -> Opened {
    let path = format!("/patient/records/{number}/open");
    let answer = browser.send(&path, &[("how", how)]);
    assert_eq!(answer.status, 303, "{}", answer.text());
    let page = answer.header("location").to_owned();
    let shown = browser.get(&page);
    let source = shown
        .between("src=\"http://127.0.0.1:", "\"")
        .or_else(|| shown.between("<a class=\"button\" href=\"http://127.0.0.1:", "\""))
        .or_else(|| shown.between("url=http://127.0.0.1:", "\""))
        .unwrap_or_else(|| panic!("no content in {}", shown.text()));
    Opened {
        page,
        frame: shown.between("<iframe", ">").unwrap_or_default(),
        source: format!("http://127.0.0.1:{source}"),
    }
}

fn fetch(source: &str, headers: &[(&str, &str)]) -> Answer {
    let (address, path) = split(source);
    request(&address, "GET", &path, headers, b"")
}

#[test]
fn nothing_in_a_document_runs() {
    let (_world, _panels, mut browser) = world();
    let script = "<script>fetch('/')</script>";
    let html = format!("<!doctype html><html><body>{script}</body></html>");
    let svg = format!("<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\">{script}</svg>");
    let fhir = documents::fhir(script);
    for (name, bytes) in [
        ("a.html", html.as_bytes()),
        ("a.svg", svg.as_bytes()),
        ("a.json", fhir.as_slice()),
        ("a.txt", script.as_bytes()),
    ] {
        let number = upload(&browser, name, bytes);
        let opened = open(&mut browser, number, "show");
        let answer = fetch(&opened.source, &[]);
        assert_eq!(answer.status, 200, "{name}");
        let policy = answer.header("content-security-policy");
        assert!(
            policy.contains("default-src 'none'") && policy.contains("; sandbox;"),
            "{name}: {policy}"
        );
        assert!(
            !policy.contains("script-src") && !policy.contains("allow-"),
            "{name}: {policy}"
        );
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{name}");
        assert_eq!(answer.header("cache-control"), "no-store", "{name}");
        match answer.header("content-type") {
            // Written as a page of ours, where it is text and no more.
            "text/html; charset=utf-8" => {
                assert!(!answer.text().contains("<script"), "{name}: {}", answer.text());
                assert!(opened.frame.contains("sandbox=\"\""), "{name}: {}", opened.frame);
            }
            "application/octet-stream" => {
                assert!(
                    answer.header("content-disposition").starts_with("attachment"),
                    "{name}"
                );
            }
            other => panic!("{name} goes out as {other}"),
        }
    }
    // A PDF has no frame that is sandboxed, so its type may not be anything else.
    let number = upload(&browser, "a.pdf", &documents::pdf("a letter"));
    let opened = open(&mut browser, number, "show");
    let answer = fetch(&opened.source, &[]);
    assert_eq!(answer.header("content-type"), "application/pdf");
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    assert!(
        answer
            .header("content-security-policy")
            .starts_with("default-src 'none'")
    );
    assert_ne!(split(&opened.source).0, browser.address, "another origin");
}

#[test]
fn a_documents_address_is_good_once_for_its_own_session_while_it_is_unlocked() {
    let (_world, panels, mut browser) = world();
    let number = upload(&browser, "a.txt", b"for Ada alone");
    let opened = open(&mut browser, number, "show");
    // Guesses, with the session's own cookie, too.
    let (vault, _) = split(&opened.source);
    for guess in ["/", "/0", &format!("/{}", "0".repeat(64)), "/../", "/patient"] {
        let answer = request(&vault, "GET", guess, &[("Cookie", &browser.cookie)], b"");
        assert_eq!(answer.status, 404, "{guess}");
    }
    let bytes = format!(
        "GET {} HTTP/1.1\r\nHost: rebound.example\r\nConnection: close\r\n\r\n",
        split(&opened.source).1
    );
    assert_eq!(e2e_system::http::raw(&vault, bytes.as_bytes()).status, 403);
    // The page of it is this session's.
    let mut other = Browser::enter(&panels.invitation());
    other.post("/unlock", &[("account", ADA)]);
    assert_eq!(other.get(&opened.page).status, 404);
    assert!(fetch(&opened.source, &[]).text().contains("for Ada alone"));
    assert_eq!(fetch(&opened.source, &[]).status, 404, "once");
    assert!(browser.get(&opened.page).text().contains("shown once"));

    let opened = open(&mut browser, number, "download");
    browser.post("/lock", &[]);
    assert_eq!(fetch(&opened.source, &[]).status, 404, "the lock ends it");
}

#[test]
fn what_is_shown_is_on_no_disk_and_ones_own_needs_no_entry() {
    let (world, _panels, mut browser) = world();
    let word = "zebrafish-marker-4711";
    let number = upload(
        &browser,
        "zebrafish-name.txt",
        format!("It says {word}").as_bytes(),
    );
    let accesses = || {
        let log = world.medink(&format!("audit list --subject {ADA}")).ok();
        let entries = log["entries"].as_array().expect("entries").clone();
        entries
            .iter()
            .filter(|entry| entry.to_string().contains("RecordAccessed"))
            .count()
    };
    let before = accesses();
    for how in ["show", "download"] {
        let opened = open(&mut browser, number, how);
        assert!(fetch(&opened.source, &[]).text().contains(word));
    }
    assert_eq!(accesses(), before, "one's own needs no entry");
    let scanner = Scanner::new([word, "zebrafish-name"]);
    for path in files::below(world.folder()) {
        let found = scanner.find(&path.display().to_string(), &fs::read(&path).unwrap_or_default());
        assert!(found.is_empty(), "{found:?}");
    }
}

#[test]
fn what_people_type_is_text_on_every_page() {
    let (_world, _panels, mut browser) = world();
    let attack = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>";
    let profile = [
        ("name", attack),
        ("allergies", attack),
        ("birth_date", "1815-12-10"),
    ];
    browser.post("/patient/profile", &profile);
    let origin = format!("http://{}", browser.address);
    let title = "%22%27%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E%3Cimg%20src%3Dx%20onerror%3Dalert(2)%3E";
    let headers = [
        ("Origin", origin.as_str()),
        ("X-Medink-Token", browser.token.as_str()),
        ("X-Medink-Title", title),
        ("X-Medink-Kind", title),
        ("X-Medink-Name", "a%22b.txt"),
    ];
    let answer = browser.ask("PUT", "/patient/records/upload", &headers, b"x");
    assert_eq!(answer.status, 200, "{}", answer.text());
    let bad = [
        ("scope", "whole"),
        ("purpose", attack),
        ("until", attack),
        ("doctor", attack),
    ];
    let refused = browser.post("/patient/consents/new", &bad);
    assert_eq!(refused.status, 422);
    let mut pages = vec![refused];
    pages.push(browser.post("/patient/profile", &[("allergies", attack)]));
    let opened = open(&mut browser, 1, "show");
    let query = "?q=%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E";
    for path in [
        "/patient",
        "/patient/profile",
        "/patient/records",
        "/patient/records/1",
        "/patient/records/1/erase",
        &opened.page,
        &format!("/patient/consents/new{query}"),
        &format!("/patient/consents/doctors{query}"),
        "/patient/log",
    ] {
        pages.push(browser.get(path));
    }
    for page in pages {
        let text = page.text();
        assert!(
            !text.contains("<script>alert") && !text.contains("<img src=x"),
            "{text}"
        );
    }
}
