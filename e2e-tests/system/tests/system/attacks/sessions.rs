//! Getting in without being let in, staying after being shut out.

use super::lone;
use e2e_system::http::{Browser, request, split};
use e2e_system::{Machine, Panels, until};

#[test]
fn the_address_lets_one_browser_in_once() {
    let machine = Machine::new();
    let panels = Panels::start_without_node(&machine);
    let url = panels.invitation();
    let (address, path) = split(&url);
    for wrong in [
        "/enter",
        "/enter?token=",
        "/enter?token=0000000000000000000000000000000000000000000000000000000000000000",
    ] {
        let answer = request(&address, "GET", wrong, &[], b"");
        assert!(
            answer.status == 401 && answer.header("set-cookie").is_empty(),
            "{wrong}"
        );
    }
    Browser::enter(&url);
    let again = request(&address, "GET", &path, &[], b"");
    assert!(again.status == 401 && again.header("set-cookie").is_empty());
    assert_ne!(panels.invitation(), url);
}

#[test]
fn without_the_cookie_there_is_nothing() {
    let (_machine, _panels, browser) = lone();
    let name = browser.cookie.split('=').next().unwrap().to_owned();
    let guess = format!("{name}={}", "0".repeat(64));
    let empty = format!("{name}=");
    for path in [
        "/",
        "/patient",
        "/doctor",
        "/admin",
        "/account",
        "/status",
        "/session",
        "/setup",
        "/accounts/phrase",
        "/unlock?again=0",
        "/opened/0",
    ] {
        for cookie in ["", guess.as_str(), empty.as_str()] {
            let answer = request(&browser.address, "GET", path, &[("Cookie", cookie)], b"");
            assert_eq!(answer.status, 401, "{path} {cookie}");
            assert!(!answer.text().contains("token"), "{path}");
        }
    }
}

#[test]
fn the_cookie_is_out_of_reach_of_scripts_and_other_sites() {
    let machine = Machine::new();
    let panels = Panels::start_without_node(&machine);
    let (address, path) = split(&panels.invitation());
    let answer = request(&address, "GET", &path, &[], b"");
    let cookie = answer.header("set-cookie");
    let (pair, attributes) = cookie.split_once("; ").unwrap();
    assert_eq!(attributes, "Path=/; HttpOnly; SameSite=Strict");
    let port = address.rsplit(':').next().unwrap();
    let (name, value) = pair.split_once('=').unwrap();
    assert_eq!(name, format!("medink-{port}"));
    assert_eq!(value.len(), 64, "256 bits");
}

#[test]
fn a_link_to_a_form_that_is_forgotten_leads_nowhere_else() {
    let (_machine, _panels, browser) = lone();
    for path in [
        "//evil.example/?again=x",
        "//evil.example?again=x",
        "/\\evil.example/?again=x",
        "/?again=x",
        "/accounts/new?again=//evil.example/",
    ] {
        let answer = browser.ask("GET", path, &[], b"");
        assert_eq!(answer.header("location"), "", "{path}");
        assert!(
            matches!(answer.status, 200 | 400 | 404),
            "{path}: {}",
            answer.status
        );
    }
}

#[test]
fn unlocking_gives_a_new_session_and_locking_ends_it() {
    let (machine, _panels, mut browser) = lone();
    machine.medink("account new ada").ok();
    let before = browser.clone();
    let passphrase = std::fs::read_to_string(machine.passphrase_file()).unwrap();
    browser.post(
        "/unlock",
        &[("account", "ada"), ("passphrase", passphrase.trim())],
    );
    assert_ne!(
        browser.cookie, before.cookie,
        "a session that was planted before is worth nothing"
    );
    assert_eq!(before.ask("GET", "/", &[], b"").status, 401);
    assert!(browser.get("/").text().contains("action=\"/lock\""));

    let unlocked = browser.clone();
    browser.post("/lock", &[]);
    assert_ne!(browser.cookie, unlocked.cookie);
    for path in ["/", "/account"] {
        assert_eq!(unlocked.ask("GET", path, &[], b"").status, 401, "{path}");
    }
    assert!(!browser.get("/").text().contains("action=\"/lock\""));
}

#[test]
fn passphrases_are_not_guessed_at_speed() {
    let (machine, panels, mut browser) = lone();
    machine.medink("account new ada").ok();
    let passphrase = std::fs::read_to_string(machine.passphrase_file()).unwrap();
    let answer = browser.post("/unlock", &[("account", "ada"), ("passphrase", "wrong-wrong")]);
    assert_eq!(answer.status, 422);
    assert!(
        !answer.text().contains("wrong-wrong"),
        "a passphrase is not written back"
    );
    // At once, in another session, and even the right one.
    let mut other = Browser::enter(&panels.invitation());
    let right = [("account", "ada"), ("passphrase", passphrase.trim())];
    let answer = other.post("/unlock", &right);
    assert!(answer.text().contains("before the next try"), "{}", answer.text());
    until("the wait is over", || {
        let answer = other.post("/unlock", &right);
        !answer.text().contains("before the next try")
    });
    assert!(other.get("/").text().contains("action=\"/lock\""));

    // Side by side they are tried one after the other: after the first, the rest has to wait.
    let browsers: Vec<_> = (0..8).map(|_| Browser::enter(&panels.invitation())).collect();
    let guesses = browsers.into_iter().enumerate().map(|(n, mut browser)| {
        std::thread::spawn(move || {
            let guess = format!("a guess, number {n}");
            browser
                .post("/unlock", &[("account", "ada"), ("passphrase", &guess)])
                .text()
        })
    });
    let guesses: Vec<_> = guesses.collect();
    let answers: Vec<String> = guesses.into_iter().map(|guess| guess.join().unwrap()).collect();
    let waiting = answers
        .iter()
        .filter(|text| text.contains("before the next try"))
        .count();
    let wrong = answers
        .iter()
        .filter(|text| text.contains("wrong password for this key file"))
        .count();
    assert_eq!((wrong, waiting), (1, 7));
}

#[test]
fn a_new_accounts_phrase_stays_in_its_session() {
    let (machine, panels, mut browser) = lone();
    let fields = [
        ("name", "grace"),
        ("passphrase", "a good passphrase"),
        ("repeated", "a good passphrase"),
    ];
    let page = browser.post("/accounts/new", &fields);
    let words: Vec<String> = page
        .text()
        .split("<li>")
        .skip(1)
        .filter_map(|rest| Some(rest.split_once("</li>")?.0.to_owned()))
        .collect();
    assert_eq!(words.len(), 24);
    let mut other = Browser::enter(&panels.invitation());
    assert!(!other.get("/accounts/phrase").text().contains("<li>"));
    // Confirmed: gone.
    let confirm = browser.get("/accounts/confirm").text();
    let asked: Vec<(String, String)> = confirm
        .split("name=\"word-")
        .skip(1)
        .filter_map(|rest| {
            let number: usize = rest.split('"').next()?.parse().ok()?;
            Some((format!("word-{number}"), words[number - 1].clone()))
        })
        .collect();
    assert_eq!(asked.len(), 3);
    let wrong: Vec<(&str, &str)> = asked.iter().map(|(name, _)| (name.as_str(), "wrong")).collect();
    assert_eq!(browser.post("/accounts/confirm", &wrong).status, 422);
    let right: Vec<(&str, &str)> = asked.iter().map(|(n, w)| (n.as_str(), w.as_str())).collect();
    browser.post("/accounts/confirm", &right);
    assert!(!browser.get("/accounts/phrase").text().contains("<li>"));
    // Nor is it on the disk.
    let phrase = words.join(" ");
    let found = e2e_system::files::below(machine.folder())
        .into_iter()
        .filter(|path| {
            std::fs::read(path).is_ok_and(|bytes| String::from_utf8_lossy(&bytes).contains(&phrase))
        })
        .count();
    assert_eq!(found, 0);
}
