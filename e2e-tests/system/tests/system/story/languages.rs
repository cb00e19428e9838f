//! The pages in the language of who looks: what the browser is set to, or what was chosen by hand, which outlives a lock.

use e2e_system::http::{Answer, Browser, request, split};
use e2e_system::{Machine, Panels};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

const PASSWORD: &str = "a good long password";

/// Pages that need no node.
const PAGES: [&str; 9] = [
    "/",
    "/help",
    "/account",
    "/accounts/new",
    "/accounts/import",
    "/accounts/import/file",
    "/accounts/phrase",
    "/accounts/confirm",
    "/nowhere",
];

/// A browser that is set to a language.
fn set_to(browser: &Browser, language: &str, path: &str) -> Answer {
    browser.ask("GET", path, &[("Accept-Language", language)], b"")
}

/// Chooses by hand. The cookie stays with the browser, beside the session's.
fn choose(browser: &mut Browser, language: &str) -> Answer {
    let answer = browser.send("/language", &[("language", language)]);
    let cookie = answer.header("set-cookie").to_owned();
    if let Some((chosen, rest)) = cookie.split_once(';') {
        assert!(
            rest.contains("Max-Age=31536000")
                && rest.contains("HttpOnly")
                && rest.contains("SameSite=Strict"),
            "{cookie}"
        );
        let session = browser.cookie.split("; ").next().unwrap().to_owned();
        browser.cookie = format!("{session}; {chosen}");
    }
    answer
}

/// Sends a form and goes where it leads; keeps the choice beside the session's new cookie.
fn session(browser: &mut Browser, path: &str, fields: &[(&str, &str)]) -> Answer {
    let chosen = browser.cookie.split_once("; ").unwrap().1.to_owned();
    let answer = browser.send(path, fields);
    let cookie = answer
        .header("set-cookie")
        .split(';')
        .next()
        .unwrap_or_default()
        .to_owned();
    if !cookie.is_empty() {
        browser.cookie = format!("{cookie}; {chosen}");
    }
    browser.get(answer.header("location"))
}

fn is_in(page: &Answer, language: &str, direction: &str) {
    let begin = format!("<html lang=\"{language}\" dir=\"{direction}\">");
    assert!(page.text().contains(&begin), "{begin}: {}", page.text());
}

/// The text that a page shows: without markup, and without its first lines.
fn shown(page: &Answer) -> String {
    let text = page.text();
    let body = text.split_once("<body").map_or(text.as_str(), |(_, body)| body);
    let mut shown = String::new();
    for part in body.split('<') {
        let (_, words) = part.split_once('>').unwrap_or(("", part));
        shown.push_str(words);
        shown.push(' ');
    }
    shown
}

/// The keys of messages, but for those that are a word of English as well.
fn keys() -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../client/words/locales/en");
    let mut keys = BTreeSet::new();
    for file in fs::read_dir(folder).unwrap() {
        let text = fs::read_to_string(file.unwrap().path()).unwrap();
        let begun = text.lines().filter_map(|line| line.split_once(" = "));
        keys.extend(
            begun
                .map(|(key, _)| key.to_owned())
                .filter(|key| key.contains('-') && !key.contains(' ')),
        );
    }
    assert!(keys.len() > 100, "{keys:?}");
    keys
}

fn alone() -> (Machine, Panels, Browser) {
    let machine = Machine::new();
    let panels = Panels::start_without_node(&machine);
    let browser = Browser::enter(&panels.invitation());
    (machine, panels, browser)
}

#[test]
fn a_page_is_in_the_language_that_the_browser_is_set_to() {
    let (_machine, _panels, browser) = alone();
    let french = set_to(&browser, "fr-CH, fr;q=0.9, en;q=0.8", "/");
    is_in(&french, "fr", "ltr");
    assert!(french.text().contains("Qui \u{ea}tes-vous"), "{}", french.text());
    let arabic = set_to(&browser, "ar;q=0.9, fr;q=0.2", "/");
    is_in(&arabic, "ar", "rtl");
    assert!(arabic.text().contains("من أنت؟"), "{}", arabic.text());
    for other in ["de-DE, de;q=0.9", "*", "", "nonsense;;q=", "en-GB"] {
        let page = set_to(&browser, other, "/");
        is_in(&page, "en", "ltr");
        assert!(page.text().contains("Who are you?"), "{other}: {}", page.text());
    }
    // Whatever others may have put into it.
    let odd = set_to(&browser, &format!("{}fr", "de;q=0.1,".repeat(50)), "/");
    is_in(&odd, "fr", "ltr");
}

#[test]
fn a_stranger_is_told_in_their_language_too() {
    let (_machine, panels, browser) = alone();
    let headers = [("Accept-Language", "fr")];
    let page = request(&browser.address, "GET", "/", &headers, b"");
    assert_eq!(page.status, 401);
    is_in(&page, "fr", "ltr");
    let (address, path) = split(&panels.invitation());
    let page = request(&address, "GET", &path, &headers, b"");
    is_in(&page, "fr", "ltr");
    assert!(page.text().contains("Bienvenue"), "{}", page.text());
}

#[test]
fn a_choice_by_hand_wins_and_outlives_a_lock() {
    let (_machine, _panels, mut browser) = alone();
    let answer = choose(&mut browser, "ar");
    assert_eq!(answer.status, 303);
    is_in(&set_to(&browser, "fr", "/"), "ar", "rtl");

    // Through an account, and its lock: the session is another one then, and the choice stays.
    let fields = [("name", "Ada"), ("passphrase", PASSWORD), ("repeated", PASSWORD)];
    is_in(&session(&mut browser, "/accounts/new", &fields), "ar", "rtl");
    is_in(&session(&mut browser, "/accounts/later", &[]), "ar", "rtl");
    let account = browser.get("/account");
    is_in(&account, "ar", "rtl");
    assert!(account.text().contains("<bdi>Ada</bdi>") && account.text().contains("بطاقة التسجيل"));
    let locked = session(&mut browser, "/lock", &[]);
    is_in(&locked, "ar", "rtl");
    assert!(locked.text().contains("تم القفل."), "{}", locked.text());

    // What was not said before the choice was changed is said in the language of the page that says it.
    choose(&mut browser, "fr");
    let refused = [("name", "Ada"), ("passphrase", PASSWORD), ("repeated", "another")];
    let refused = session(&mut browser, "/accounts/new", &refused);
    is_in(&refused, "fr", "ltr");
    assert!(
        refused.text().contains("les deux mots de passe"),
        "{}",
        refused.text()
    );
}

#[test]
fn a_choice_needs_the_forms_token_and_a_language_that_is_spoken() {
    let (_machine, _panels, mut browser) = alone();
    for unknown in ["de", "", "../fr", "fr\r\nX: y"] {
        let answer = browser.send("/language", &[("language", unknown)]);
        assert_eq!(
            (answer.status, answer.header("set-cookie")),
            (422, ""),
            "{unknown:?}"
        );
    }
    let token = std::mem::take(&mut browser.token);
    let answer = browser.send("/language", &[("language", "fr")]);
    assert_eq!((answer.status, answer.header("set-cookie")), (403, ""));
    browser.token = token;
    assert_eq!(browser.send("/language", &[("language", "fr")]).status, 303);
}

#[test]
fn a_choice_leads_back_to_the_page_that_it_was_made_on() {
    let (_machine, _panels, browser) = alone();
    let origin = format!("http://{}", browser.address);
    let referer = format!("{origin}/accounts/import");
    let body = e2e_system::http::form(&browser.token, &[("language", "fr")]);
    let headers = [
        ("Origin", origin.as_str()),
        ("Referer", referer.as_str()),
        ("Content-Type", "application/x-www-form-urlencoded"),
    ];
    let answer = browser.ask("POST", "/language", &headers, body.as_bytes());
    assert_eq!(answer.header("location"), "/accounts/import");
}

#[test]
fn no_page_shows_a_key_or_words_of_another_language() {
    let (_machine, _panels, mut browser) = alone();
    let fields = [("name", "Ada"), ("passphrase", PASSWORD), ("repeated", PASSWORD)];
    let known = keys();
    for unlocked in [false, true] {
        if unlocked {
            browser.post("/accounts/new", &fields);
            browser.post("/accounts/later", &[]);
        }
        for path in PAGES {
            for language in ["en", "fr", "ar"] {
                let page = set_to(&browser, language, path);
                let text = shown(&page);
                let raw: Vec<&str> = text
                    .split(|c: char| c.is_whitespace() || ".,:;!?()".contains(c))
                    .filter(|word| known.contains(*word))
                    .collect();
                assert_eq!(raw, Vec::<&str>::new(), "{path} in {language}");
                assert!(
                    !text.contains("{$") && !text.contains("&#60;link"),
                    "{path} in {language}: {text}"
                );
                if language != "en" {
                    for english in [" the ", " your ", "Password", "Account"] {
                        assert!(!text.contains(english), "{path} in {language}: {english}: {text}");
                    }
                }
            }
        }
    }
}
