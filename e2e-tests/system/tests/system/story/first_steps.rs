//! The first minutes with the panels: who one is, an account with its recovery words, a hospital from nothing to the file
//! for the others, and what locking keeps and forgets.

use e2e_system::http::{Answer, Browser};
use e2e_system::people::{ADMIN, HOUSE};
use e2e_system::{Machine, Panels, World, files, until};
use serde_json::{Value, json};

const PASSWORD: &str = "a good long password";

/// A machine without a node, and a browser that was let in.
fn alone() -> (Machine, Panels, Browser) {
    let machine = Machine::new();
    let panels = Panels::start_without_node(&machine);
    let browser = Browser::enter(&panels.invitation());
    (machine, panels, browser)
}

/// Makes an account; its recovery words.
fn makes(browser: &mut Browser, name: &str) -> Vec<String> {
    let fields = [("name", name), ("passphrase", PASSWORD), ("repeated", PASSWORD)];
    words(&browser.post("/accounts/new", &fields))
}

/// The recovery words that a page shows.
fn words(page: &Answer) -> Vec<String> {
    let text = page.text();
    let list = text.split("<ol class=\"words\">").nth(1).unwrap_or_default();
    let list = list.split("</ol>").next().unwrap_or_default();
    list.split("<li>")
        .skip(1)
        .filter_map(|rest| Some(rest.split_once("</li>")?.0.to_owned()))
        .collect()
}

/// What brings an account along.
fn along(secret: &str) -> [(&str, &str); 5] {
    [
        ("name", "Ada, once more"),
        ("secret", secret),
        ("file_passphrase", PASSWORD),
        ("passphrase", PASSWORD),
        ("repeated", PASSWORD),
    ]
}

/// Types the words that are asked for.
fn confirms(browser: &mut Browser, words: &[String]) -> Answer {
    let asked = browser.get("/accounts/confirm").text();
    let typed: Vec<(String, String)> = asked
        .split("name=\"word-")
        .skip(1)
        .filter_map(|rest| {
            let number: usize = rest.split('"').next()?.parse().ok()?;
            Some((format!("word-{number}"), words[number - 1].clone()))
        })
        .collect();
    assert_eq!(typed.len(), 3);
    let typed: Vec<(&str, &str)> = typed.iter().map(|(n, w)| (n.as_str(), w.as_str())).collect();
    browser.post("/accounts/confirm", &typed)
}

/// Asks whether the account is still unlocked, as pages do by themselves.
fn left(browser: &Browser) -> Answer {
    let headers = [
        ("X-Medink-Token", browser.token.as_str()),
        ("X-Medink-Quiet", "1"),
    ];
    browser.ask("GET", "/session", &headers, b"")
}

#[test]
fn a_refused_form_can_be_gone_back_to_until_the_account_is_locked() {
    let (_machine, _panels, mut browser) = alone();
    let weak = [
        ("name", "Ada \u{5d0}"),
        ("passphrase", "password1"),
        ("repeated", "password1"),
    ];
    let answer = browser.send("/accounts/new", &weak);
    assert_eq!(answer.status, 303, "what was sent is not what is looked at");
    let place = answer.header("location").to_owned();
    assert!(place.starts_with("/accounts/new?again="), "{place}");
    // Looked at as often as one likes: nothing is sent again.
    for _ in 0..2 {
        let page = browser.get(&place);
        assert_eq!(page.status, 422);
        let text = page.text();
        assert!(text.contains("easy to guess"), "{text}");
        assert!(text.contains("value=\"Ada \u{5d0}\""), "what was typed is there");
        assert!(!text.contains("password1"), "a password is not written back");
    }
    // Nobody else's session has it, and a lock forgets it: what is left is the page as it begins.
    let nobodys = browser.get("/accounts/new?again=00");
    browser.post("/lock", &[]);
    let forgotten = browser.get(&place);
    for page in [nobodys, forgotten] {
        let text = page.text();
        assert_eq!((page.status, page.header("location")), (200, ""));
        assert!(text.contains("<h1>Make an account</h1>"), "{text}");
        assert!(
            !text.contains("easy to guess") && !text.contains("value=\"Ada"),
            "{text}"
        );
    }
}

#[test]
fn what_restores_an_account_is_not_written_back_into_a_refused_form() {
    const WORDS: &str = "legal winner thank year wave sausage worth useful legal winner thank yellow";
    let file = json!({ "encoded": "sausage-in-a-file", "address": "0" }).to_string();
    let (_machine, _panels, mut browser) = alone();
    for (path, secret) in [("/accounts/import", WORDS), ("/accounts/import/file", &file)] {
        let mut fields = along(secret);
        fields[4].1 = "not the same password";
        let answer = browser.send(path, &fields);
        assert_eq!(answer.status, 303);
        assert!(!answer.text().contains("sausage"));
        let place = answer.header("location").to_owned();
        assert!(place.starts_with(&format!("{path}?again=")), "{place}");
        let page = browser.get(&place);
        let text = page.text();
        assert!(page.status == 422 && text.contains("passwords differ"), "{text}");
        assert!(!text.contains("sausage"), "{text}");
        assert!(text.contains("value=\"Ada, once more\""), "the rest is there");
    }
    // Nor are those that are typed to confirm them.
    let made = makes(&mut browser, "Ada");
    let asked = browser.get("/accounts/confirm").text();
    assert!(asked.contains("data-idle="), "words are not left lying open");
    let fields: Vec<String> = asked
        .split("name=\"word-")
        .skip(1)
        .filter_map(|rest| Some(format!("word-{}", rest.split('"').next()?)))
        .collect();
    let mut typed: Vec<(&str, &str)> = fields
        .iter()
        .map(|name| (name.as_str(), "sausagemaker"))
        .collect();
    typed[0].1 = "sausage-to-be";
    let refused = browser.post("/accounts/confirm", &typed);
    assert_eq!((made.len(), refused.status), (24, 422));
    assert!(!refused.text().contains("sausage"), "{}", refused.text());
    assert_eq!(left(&browser).status, 200, "the clock of the page is answered");
}

#[test]
fn a_page_that_is_answered_again_belongs_to_the_form_it_was_sent_from() {
    let (_machine, _panels, browser) = alone();
    let origin = format!("http://{}", browser.address);
    let body = e2e_system::http::form(&browser.token, &[("account", "nobody")]);
    let sent_from = |referer: &str| {
        let headers = [("Origin", origin.as_str()), ("Referer", referer)];
        let answer = browser.ask("POST", "/unlock", &headers, body.as_bytes());
        assert_eq!(answer.status, 303);
        answer.header("location").to_owned()
    };
    assert!(sent_from(&format!("{origin}/")).starts_with("/?again="));
    assert!(sent_from(&format!("{origin}/?again=00")).starts_with("/?again="));
    for other in ["http://evil.example/", &format!("{origin}//evil.example/")] {
        assert!(sent_from(other).starts_with("/unlock?again="), "{other}");
    }
}

#[test]
fn recovery_words_can_wait_and_every_page_reminds_of_it() {
    const REMINDER: &str = "recovery words are not confirmed yet";
    let (machine, _panels, mut browser) = alone();
    let made = makes(&mut browser, "Ada Lindqvist");
    assert_eq!(made.len(), 24);
    let page = browser.post("/accounts/later", &[]);
    assert!(page.text().contains(REMINDER), "{}", page.text());
    assert!(browser.get("/account").text().contains(REMINDER));

    // In another session they are shown to who has the password, and to nobody else.
    browser.post("/lock", &[]);
    let unlock = [("account", "ada-lindqvist-1"), ("passphrase", PASSWORD)];
    let page = browser.post("/unlock", &unlock);
    assert!(page.text().contains(REMINDER), "{}", page.text());
    let ask = browser.get("/accounts/phrase");
    assert!(words(&ask).is_empty() && ask.text().contains("Password of the account"));
    let wrong = browser.post("/accounts/phrase", &[("passphrase", "another long password")]);
    assert!(wrong.status == 422 && words(&wrong).is_empty());
    let mut shown = Vec::new();
    until("the words are shown again", || {
        shown = words(&browser.post("/accounts/phrase", &[("passphrase", PASSWORD)]));
        !shown.is_empty()
    });
    assert_eq!(shown, made);

    // On the disk they lie sealed, and confirmed they lie nowhere.
    let kept = || {
        files::below(machine.folder())
            .into_iter()
            .filter(|path| path.extension().is_some_and(|ending| ending == "words"))
            .count()
    };
    assert_eq!(kept(), 1);
    let page = confirms(&mut browser, &made);
    assert!(page.text().contains("are confirmed") && !page.text().contains(REMINDER));
    assert!(!browser.get("/account").text().contains(REMINDER));
    assert_eq!(kept(), 0);

    // The command line shows both names.
    let listed = machine.medink("account list").ok();
    assert_eq!(listed["accounts"][0]["name"], json!("ada-lindqvist-1"));
    assert_eq!(listed["accounts"][0]["shown"], json!("Ada Lindqvist"));
    let run = machine.medink("account list").text().run();
    assert!(run.stdout().contains("Ada Lindqvist"), "{run}");
}

#[test]
fn words_are_shown_until_another_page_is_gone_to() {
    let (_machine, _panels, mut browser) = alone();
    let made = makes(&mut browser, "Ada");
    // Between showing and confirming as often as one likes; and what pages ask for by themselves is no going.
    assert_eq!(browser.get("/accounts/confirm").status, 200);
    assert_eq!(left(&browser).status, 200);
    assert_eq!(words(&browser.get("/accounts/phrase")), made);
    browser.post("/accounts/later", &[]);
    browser.get("/account");
    let show = [("passphrase", PASSWORD)];
    assert_eq!(words(&browser.post("/accounts/phrase", &show)), made);
    browser.get("/account");
    let page = browser.get("/accounts/phrase");
    assert!(words(&page).is_empty() && page.text().contains("Password of the account"));
    let ask = browser.get("/accounts/confirm");
    assert_eq!(ask.header("location"), "/accounts/phrase");
    assert_eq!(words(&browser.post("/accounts/phrase", &show)), made);

    // Also those of an account that was never unlocked.
    browser.post("/lock", &[]);
    assert_eq!(makes(&mut browser, "Grace").len(), 24);
    browser.get("/");
    let page = browser.get("/accounts/phrase");
    assert_eq!((page.status, page.header("location")), (303, "/"));
}

#[test]
fn words_come_along_with_numbers_and_a_backup_file_on_its_own_page() {
    let (machine, _panels, mut browser) = alone();
    let made = makes(&mut browser, "Ada");
    confirms(&mut browser, &made);
    let address = browser
        .get("/account")
        .between("<code class=\"long\">", "</code>")
        .unwrap();
    let file = browser
        .send("/account/export", &[("passphrase", PASSWORD)])
        .text();
    browser.post("/lock", &[]);

    let numbered: String = made
        .iter()
        .enumerate()
        .map(|(n, word)| format!("{}. {word}\n\t", n + 1))
        .collect();
    browser.post("/accounts/import", &along(&numbered));
    let page = browser.get("/account").text();
    assert!(
        page.contains(&address) && page.contains("Ada, once more"),
        "{page}"
    );
    assert!(!page.contains("not confirmed yet"), "who has the words has them");
    browser.post("/lock", &[]);

    let wrong = browser.post("/accounts/import", &along(&file));
    assert!(
        wrong.status == 422 && wrong.text().contains("backup file"),
        "{}",
        wrong.text()
    );
    browser.post("/accounts/import/file", &along(&file));
    assert!(browser.get("/account").text().contains(&address));
    assert_eq!(
        machine.medink("account list").ok()["accounts"]
            .as_array()
            .map(Vec::len),
        Some(3)
    );
}

#[test]
fn weak_passwords_are_refused_at_the_terminal_as_well() {
    let machine = Machine::new();
    for weak in ["12345678", "password1", "qwertyuiop"] {
        let file = machine.write("weak", format!("{weak}\n"));
        let run = machine.medink("account new ada").passphrase(&file).run();
        let why = run.envelope()["error"].to_string();
        assert!(why.contains("easy to guess") && !why.contains(weak), "{run}");
    }
    assert_eq!(machine.medink("account list").ok()["accounts"], json!([]));
}

#[test]
fn a_lock_ends_every_tab_and_unlocking_comes_back_to_the_same_page() {
    let (_machine, _panels, mut browser) = alone();
    let made = makes(&mut browser, "Ada");
    confirms(&mut browser, &made);
    browser.get("/account");
    // Two tabs have one cookie, and each the token of its page.
    let answer = left(&browser);
    let seconds: Value = serde_json::from_slice(&answer.body).unwrap();
    assert!(answer.status == 200 && seconds["left"].as_u64().is_some_and(|left| left > 800));
    let other = browser.clone();
    browser.post("/lock", &[]);
    assert_eq!(left(&other).status, 401, "its session has ended");
    let mut with_new_cookie = browser.clone();
    with_new_cookie.token.clone_from(&other.token);
    assert_eq!(left(&with_new_cookie).status, 409, "its page is from before");
    assert_eq!(left(&browser).status, 409, "nothing is unlocked");

    let unlock = [("account", "ada-1"), ("passphrase", PASSWORD)];
    let page = browser.post("/unlock", &unlock);
    assert!(page.text().contains("<h1>Account</h1>"), "{}", page.text());
    // Another account begins at its own page.
    browser.post("/lock", &[]);
    let made = makes(&mut browser, "Grace");
    let page = confirms(&mut browser, &made);
    assert!(!page.text().contains("<h1>Account</h1>"), "{}", page.text());
    browser.post("/lock", &[]);
    // The last one is offered first.
    browser.post("/unlock", &unlock);
    browser.post("/lock", &[]);
    let start = browser.get("/").text();
    assert!(
        start.contains("value=\"ada-1\" required checked")
            && !start.contains("value=\"grace-1\" required checked"),
        "{start}"
    );
}

#[test]
fn a_hospital_begins_from_nothing() {
    let mut machine = Machine::new();
    machine.stops_its_node();
    let panels = Panels::start(&machine);
    let mut browser = Browser::enter(&panels.invitation());
    // Nobody presses anything: the node starts.
    until("the node runs", || {
        browser.get("/").text().contains("We are a hospital")
    });
    let page = browser.post("/who", &[("role", "hospital")]).text();
    assert!(page.contains("What is your hospital called?"), "{page}");
    let page = browser.post("/setup/name", &[("hospital", " ")]);
    assert!(page.status == 422 && page.text().contains("Type its name"));
    browser.post("/setup/name", &[("hospital", "Saint Mary \u{2014} Ward 3")]);
    let form = browser.get("/accounts/new").text();
    assert!(form.contains("value=\"Saint Mary \u{2014} Ward 3\""), "{form}");
    let made = makes(&mut browser, "Saint Mary");
    let page = confirms(&mut browser, &made).text();
    assert!(page.contains("Set up the system"), "{page}");
    // The account page works before anything is deployed.
    let account = browser.get("/account");
    assert!(account.status == 200 && account.text().contains("not part of a hospital"));

    // Without money nothing is begun.
    let refused = browser.post("/deploy", &[]);
    assert_eq!(refused.status, 422);
    assert!(refused.text().contains("nothing was begun"), "{}", refused.text());
    let page = browser.get("/").text();
    assert!(
        page.contains("Nothing is deployed") && !page.contains("was begun but not finished"),
        "{page}"
    );
    browser.post("/setup/money", &[]);
    let page = browser.post("/deploy", &[]).text();
    assert!(
        page.contains("The contracts are deployed") && page.contains("Download the file"),
        "{page}"
    );

    // Left and taken up again, until the file was taken; which is what others join with.
    let page = browser.get("/").header("location").to_owned();
    assert_eq!(page, "/setup");
    let file = browser.send("/setup/file", &[]);
    let text: Value = serde_json::from_slice(&file.body).unwrap();
    assert_eq!(text["complete"], json!(true));
    assert_eq!(browser.get("/").header("location"), "/admin");
    let page = browser.get("/setup").text();
    assert!(
        page.contains("once more") && page.contains("/admin/register/doctor"),
        "{page}"
    );
    decides_about_money(&machine, panels, browser);
}

/// What newcomers get, and who has little, is decided once, and is what forms begin with from then on, whatever ends meanwhile.
fn decides_about_money(machine: &Machine, panels: Panels, mut browser: Browser) {
    let rules = |newcomer, below, to| [("newcomer", newcomer), ("below", below), ("to", to)];
    let setup = browser.get("/setup").text();
    assert!(
        setup.contains("Rules for money") && setup.contains("value=\"1000\""),
        "{setup}"
    );
    for (wrong, why) in [
        (rules("250", "300", "200"), "no less than what it asks for"),
        (rules("many", "20", "300"), "is no amount"),
        (rules("250", "0", "300"), "is no amount"),
    ] {
        let refused = browser.post("/setup/funding", &wrong);
        let page = refused.text();
        let typed = format!(
            "name=\"newcomer\" inputmode=\"decimal\" required autocomplete=\"off\" value=\"{}\"",
            wrong[0].1
        );
        assert!(
            refused.status == 422 && page.contains(why) && page.contains(&typed),
            "{wrong:?}: {page}"
        );
    }
    let form = browser.get("/admin/register/doctor").text();
    assert!(form.contains("value=\"1000\""), "nothing was kept: {form}");
    let kept = browser.post("/setup/funding", &rules("250", "20", "300")).text();
    assert!(kept.contains("The rules are kept"), "{kept}");
    for page in [
        "/admin/register/doctor",
        "/admin/register/patient",
        "/admin/register/table",
        "/admin/admins",
    ] {
        let form = browser.get(page).text();
        assert!(
            form.contains("name=\"fund\"") && form.contains("value=\"250\""),
            "{page}: {form}"
        );
    }

    // The program is ended; the account has its rules, on the page of balances, too.
    panels.kill();
    let panels = Panels::start(machine);
    let mut browser = Browser::enter(&panels.invitation());
    browser.post(
        "/unlock",
        &[("account", "saint-mary-1"), ("passphrase", PASSWORD)],
    );
    let balances = browser.get("/admin/balances?who=admins").text();
    for words in ["Rules for money", "value=\"20\"", "value=\"300\""] {
        assert!(balances.contains(words), "{words}: {balances}");
    }
    let none = browser
        .post("/admin/balances/funding", &rules("0", "20", "300"))
        .text();
    assert!(none.contains("The rules are kept"), "{none}");
    let form = browser.get("/admin/register/doctor").text();
    let fund = form.split("name=\"fund\"").nth(1).unwrap_or_default();
    assert!(
        fund.split('>').next().unwrap_or_default().contains("value=\"\""),
        "{form}"
    );

    // What is damaged keeps nobody from registering, is told, and is replaced.
    let file = files::below(&machine.home().join("memory"))
        .into_iter()
        .find(|path| path.extension().is_some_and(|ends| ends == "funding"))
        .expect("the file of the rules");
    std::fs::write(&file, b"quagga").unwrap();
    let form = browser.get("/admin/register/patient").text();
    assert!(
        form.contains("which has your rules for money, is damaged") && form.contains("value=\"1000\""),
        "{form}"
    );
    browser.post("/setup/funding", &rules("250", "20", "300"));
    let form = browser.get("/admin/register/patient").text();
    assert!(
        !form.contains("damaged") && form.contains("value=\"250\""),
        "{form}"
    );
}

#[test]
fn two_deployments_at_once_make_one_system() {
    let machine = Machine::running();
    let panels = Panels::start(&machine);
    let browsers: Vec<Browser> = (0..2)
        .map(|_| {
            let mut browser = Browser::enter(&panels.invitation());
            browser.post("/unlock", &[("account", ADMIN)]);
            browser
        })
        .collect();
    let pages: Vec<_> = browsers
        .into_iter()
        .map(|mut browser| std::thread::spawn(move || browser.post("/deploy", &[]).text()))
        .collect();
    let pages: Vec<String> = pages.into_iter().map(|page| page.join().unwrap()).collect();
    let saying = |words: &str| pages.iter().filter(|page| page.contains(words)).count();
    assert_eq!(saying("this account is the first admin"), 1, "{pages:?}");
    assert_eq!(saying("The contracts were deployed already"), 1, "{pages:?}");
    let kept = files::below(&machine.home().join("deployments"));
    assert_eq!(kept.len(), 1, "{kept:?}");
}

#[test]
fn pictures_are_read_for_admins_and_what_is_no_picture_is_told() {
    let world = World::deployed();
    world.doctor(HOUSE);
    let panels = Panels::start(&world);
    let mut browser = Browser::enter(&panels.invitation());
    let send = |browser: &Browser, token: &str, bytes: &[u8]| {
        let origin = format!("http://{}", browser.address);
        let headers = [("Origin", origin.as_str()), ("X-Medink-Token", token)];
        browser.ask("POST", "/admin/card/picture", &headers, bytes)
    };
    let picture = |browser: &Browser, bytes: &[u8]| send(browser, &browser.token, bytes);
    assert_eq!(picture(&browser, b"GIF89a").status, 303, "nobody is unlocked");
    browser.post("/unlock", &[("account", HOUSE)]);
    browser.get("/account");
    assert_eq!(
        picture(&browser, b"GIF89a").status,
        403,
        "a doctor registers nobody"
    );
    browser.post("/lock", &[]);
    browser.post("/unlock", &[("account", ADMIN)]);
    browser.get("/account");
    assert_eq!(
        send(&browser, "0", b"GIF89a").status,
        403,
        "no page of ours asked"
    );
    for (bytes, why) in [
        (b"GIF89a".to_vec(), "no picture that can be read"),
        (
            b"\xff\xd8\xff\xe0 and nothing more".to_vec(),
            "no picture that can be read",
        ),
    ] {
        let answer = picture(&browser, &bytes);
        assert_eq!(answer.status, 422, "{}", answer.text());
        assert!(answer.text().contains(why), "{}", answer.text());
    }
}

#[test]
fn a_suspended_doctor_is_told_so() {
    let world = World::deployed();
    world.doctor(HOUSE);
    world.medink(&format!("admin suspend {HOUSE}")).acting(ADMIN).ok();
    let panels = Panels::start(&world);
    let mut browser = Browser::enter(&panels.invitation());
    browser.post("/unlock", &[("account", HOUSE)]);
    let page = browser.get("/account").text();
    assert!(page.contains("You are suspended as a doctor"), "{page}");
    assert!(!page.contains("not registered yet"), "{page}");
}
