//! Other sites, other programs, and what the answers allow.

use super::lone;
use e2e_system::http::{connect, form, raw, read, request};
use std::fs;
use std::io::Write;
use std::time::{Duration, Instant};

#[test]
fn only_this_machine_reaches_the_panels() {
    let (_machine, _panels, browser) = lone();
    let policy = request(&browser.address, "GET", "/", &[], b"")
        .header("content-security-policy")
        .to_owned();
    let vault = policy
        .split("frame-src http://")
        .nth(1)
        .and_then(|rest| rest.split(';').next())
        .expect("the vault")
        .to_owned();
    for address in [&browser.address, &vault] {
        assert!(address.starts_with("127.0.0.1:"), "{address}");
        let port: u16 = address.rsplit(':').next().unwrap().parse().unwrap();
        // proc_pid_net(5): address and port in hexadecimal; 0A is a listener.
        let listeners: Vec<String> = ["/proc/net/tcp", "/proc/net/tcp6"]
            .iter()
            .flat_map(|file| {
                fs::read_to_string(file)
                    .unwrap_or_default()
                    .lines()
                    .map(str::to_owned)
                    .collect::<Vec<_>>()
            })
            .map(|line| line.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
            .filter(|words| words.get(3).is_some_and(|state| state == "0A"))
            .map(|words| words[1].clone())
            .filter(|at| at.ends_with(&format!(":{port:04X}")))
            .collect();
        assert_eq!(listeners, [format!("0100007F:{port:04X}")]);
    }
}

#[test]
fn a_name_that_was_turned_to_this_machine_opens_nothing() {
    let (_machine, _panels, browser) = lone();
    let port = browser.address.rsplit(':').next().unwrap();
    let cookie = &browser.cookie;
    let ask = |head: &str| {
        let bytes = format!("{head}Cookie: {cookie}\r\nConnection: close\r\n\r\n");
        raw(&browser.address, bytes.as_bytes())
    };
    assert_eq!(
        ask(&format!("GET / HTTP/1.1\r\nHost: localhost:{port}\r\n")).status,
        200
    );
    for head in [
        format!("GET / HTTP/1.1\r\nHost: rebound.example:{port}\r\n"),
        "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n".to_owned(),
        format!("GET / HTTP/1.1\r\nHost: 127.0.0.1.rebound.example:{port}\r\n"),
        format!(
            "GET / HTTP/1.1\r\nHost: {0}\r\nHost: rebound.example\r\n",
            browser.address
        ),
        format!(
            "GET http://rebound.example/ HTTP/1.1\r\nHost: {}\r\n",
            browser.address
        ),
        "GET / HTTP/1.1\r\n".to_owned(),
        "GET / HTTP/1.0\r\n".to_owned(),
    ] {
        let answer = ask(&head);
        assert!(matches!(answer.status, 400 | 403), "{head}: {}", answer.status);
        assert!(!answer.text().contains("data-token"), "{head}");
    }
}

#[test]
fn what_another_site_asks_for_is_not_done() {
    let (_machine, _panels, browser) = lone();
    let own = format!("http://{}", browser.address);
    let token = browser.token.clone();
    let body = form(&token, &[]);
    let lock = |headers: &[(&str, &str)]| browser.ask("POST", "/lock", headers, body.as_bytes()).status;
    for headers in [
        vec![],
        vec![("Origin", "null")],
        vec![("Origin", "http://evil.example")],
        vec![("Origin", "http://127.0.0.1:1")],
        vec![("Origin", own.as_str()), ("Sec-Fetch-Site", "cross-site")],
        vec![("Origin", own.as_str()), ("Sec-Fetch-Site", "same-site")],
        vec![("Sec-Fetch-Site", "none")],
    ] {
        assert_eq!(lock(&headers), 403, "{headers:?}");
    }
    for (mode, dest) in [
        ("no-cors", "script"),
        ("no-cors", "image"),
        ("cors", "empty"),
        ("navigate", "iframe"),
    ] {
        let headers = [
            ("Sec-Fetch-Site", "cross-site"),
            ("Sec-Fetch-Mode", mode),
            ("Sec-Fetch-Dest", dest),
        ];
        for path in ["/", "/assets/medink.js"] {
            assert_eq!(
                browser.ask("GET", path, &headers, b"").status,
                403,
                "{mode} {dest} {path}"
            );
        }
    }
    let still = browser.ask("GET", "/", &[], b"");
    assert!(still.text().contains(&token), "the session is as it was");
    assert_eq!(lock(&[("Origin", own.as_str())]), 303);
}

#[test]
fn a_form_without_this_sessions_token_is_not_done() {
    let (_machine, panels, mut browser) = lone();
    let other = e2e_system::http::Browser::enter(&panels.invitation());
    let token = std::mem::take(&mut browser.token);
    for wrong in [
        "",
        "0",
        &other.token,
        &token[1..],
        &token.to_uppercase().replace(|c: char| c.is_ascii_digit(), "1"),
    ] {
        browser.token = wrong.to_owned();
        let answer = browser.send("/lock", &[]);
        assert_eq!(answer.status, 403, "{wrong}");
        assert!(answer.text().contains("nothing was done"));
    }
    let origin = format!("http://{}", browser.address);
    let upload = [("Origin", origin.as_str()), ("X-Medink-Token", "0")];
    assert_eq!(
        browser
            .ask("PUT", "/patient/records/upload", &upload, b"x")
            .status,
        403
    );
    browser.token = token;
    assert_eq!(browser.send("/lock", &[]).status, 303);
}

#[test]
fn no_page_lets_foreign_or_inline_code_run_or_is_kept() {
    let (_machine, _panels, mut browser) = lone();
    for path in [
        "/",
        "/accounts/new",
        "/accounts/import",
        "/account",
        "/nowhere",
        "/enter?token=0",
    ] {
        let answer = browser.get(path);
        let policy = answer.header("content-security-policy");
        for part in [
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
        ] {
            assert!(policy.contains(part), "{path}: {policy}");
        }
        assert!(
            !policy.contains("unsafe") && !policy.contains('*'),
            "{path}: {policy}"
        );
        for (name, value) in [
            ("cache-control", "no-store"),
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
            ("referrer-policy", "same-origin"),
        ] {
            assert_eq!(answer.header(name), value, "{path}");
        }
        let text = answer.text();
        assert!(
            !text.contains("<style") && !text.contains(" style=") && !text.contains("javascript:"),
            "{path}"
        );
        for script in text.split("<script").skip(1) {
            assert!(script.starts_with(" src=\"/assets/"), "{path}: {script}");
        }
        for handler in [" onclick", " onload", " onerror", " onsubmit"] {
            assert!(!text.contains(handler), "{path}");
        }
        assert!(
            !text.contains("https://") && !text.contains("\"//"),
            "{path}: nothing from elsewhere"
        );
    }
}

#[test]
fn too_much_is_refused_and_too_slow_is_hung_up_on() {
    let (_machine, _panels, mut browser) = lone();
    let long = "x".repeat(300 * 1024);
    assert_eq!(browser.send("/unlock", &[("account", &long)]).status, 413);
    let header = "x".repeat(64 * 1024);
    assert_eq!(browser.ask("GET", "/", &[("X-Long", &header)], b"").status, 431);
    let many = vec![("X-Many", "1"); 100];
    assert_eq!(browser.ask("GET", "/", &many, b"").status, 431);

    let begun = Instant::now();
    let mut slow = connect(&browser.address);
    slow.write_all(b"GET / HTTP/1.1\r\nHost:").unwrap();
    let answer = read(slow);
    assert!(answer.status == 0 || answer.status == 408, "{}", answer.status);
    assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
    assert_eq!(browser.get("/").status, 200);
}

/// More connections than the panels take at once, all silent: each is hung up on in the end, and whoever waited behind
/// them is served.
#[test]
fn silent_connections_do_not_keep_anybody_out_for_long() {
    let (_machine, _panels, mut browser) = lone();
    let silent: Vec<_> = (0..80).map(|_| connect(&browser.address)).collect();
    assert_eq!(browser.get("/").status, 200);
    for one in silent {
        let answer = read(one);
        assert!(answer.status == 0 || answer.status == 408, "{}", answer.status);
    }
}
