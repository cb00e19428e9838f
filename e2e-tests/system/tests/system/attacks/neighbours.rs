//! Another user of the same machine, who has the browser's cookie: cookies know no ports, so a listener on any port of
//! 127.0.0.1 is sent it.

use super::lone;
use e2e_system::http::{Browser, form, split};
use e2e_system::until;
use nix::unistd::Uid;
use std::fs;
use std::io::{Read, Write};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};

/// The user `nobody`: not the one who runs the tests.
const OTHER: u32 = 65534;

/// What the tests are told where they can't become somebody else.
const NOT_RUN: &str = "NOT RUN: another user of the machine against the panels: that takes the superuser\n";

/// Sends what comes from standard input and prints the answer.
const ASK: &str = "exec 3<>/dev/tcp/127.0.0.1/$0 && cat >&3 && cat <&3";
/// Sends it and lets go of the connection at once, several times.
const LET_GO: &str =
    "all=$(cat); for n in {1..20}; do exec 3<>/dev/tcp/127.0.0.1/$0 && echo \"$all\" >&3; exec 3>&-; done";
/// Holds many connections until standard input ends.
const HOLD: &str = "for n in {1..100}; do exec {held}<>/dev/tcp/127.0.0.1/$0; done; echo held; cat";

/// Starts a program of another user that talks to a port of this machine. None where the tests may not.
fn another(script: &str, port: &str) -> Option<Child> {
    if !Uid::effective().is_root() {
        // Past the test runner, which keeps what a passing test prints to itself.
        let _ = std::io::stdout().write_all(NOT_RUN.as_bytes());
        return None;
    }
    let child = Command::new("bash")
        .args(["-c", script, port])
        .uid(OTHER)
        .gid(OTHER)
        .current_dir("/")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn();
    Some(child.expect("bash can be started as nobody"))
}

/// What a program of another user is answered; none where the tests may not be one.
fn answered(script: &str, port: &str, request: &str) -> Option<String> {
    let mut child = another(script, port)?;
    let mut to = child.stdin.take().expect("its standard input");
    to.write_all(request.as_bytes()).expect("it takes the request");
    drop(to);
    let done = child.wait_with_output().expect("its end");
    assert!(done.status.success(), "{:?}", done.status);
    Some(String::from_utf8_lossy(&done.stdout).into_owned())
}

fn port(address: &str) -> &str {
    address.rsplit(':').next().expect("a port")
}

/// A request as a browser with this session would make it.
fn request(browser: &Browser, address: &str, method: &str, path: &str) -> String {
    let body = match method {
        "POST" => form(&browser.token, &[]),
        _ => String::new(),
    };
    format!(
        "{method} {path} HTTP/1.1\r\nHost: {address}\r\nOrigin: http://{address}\r\nCookie: {}\r\nConnection: close\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
        browser.cookie,
        body.len()
    )
}

fn vault(browser: &Browser) -> String {
    let page = browser.ask("GET", "/", &[], b"");
    let policy = page.header("content-security-policy").to_owned();
    let vault = policy.split("frame-src http://").nth(1);
    vault
        .and_then(|rest| rest.split(';').next())
        .expect("the vault")
        .to_owned()
}

#[test]
fn a_stolen_cookie_is_worth_nothing_to_another_user() {
    let (_machine, panels, browser) = lone();
    let vault = vault(&browser);
    let (pages, invited) = split(&panels.invitation());
    for (address, method, path) in [
        (&pages, "GET", "/"),
        (&pages, "GET", "/assets/medink.css"),
        (&pages, "GET", invited.as_str()),
        (&pages, "POST", "/lock"),
        (&vault, "GET", "/0"),
    ] {
        let request = request(&browser, address, method, path);
        let Some(answer) = answered(ASK, port(address), &request) else {
            return;
        };
        assert!(
            answer.starts_with("HTTP/1.1 403 ") && answer.contains("another user of this machine"),
            "{method} {path}: {answer}"
        );
        assert!(!answer.contains("set-cookie"), "{answer}");
    }
    assert_eq!(browser.ask("GET", "/", &[], b"").status, 200, "the owner goes on");
}

/// The kernel says of a connection that its program has let go of that it is user 0's, who runs these tests.
#[test]
fn a_request_that_is_let_go_of_at_once_is_not_carried_out() {
    let (machine, _panels, mut browser) = lone();
    machine.medink("account new ada").ok();
    let passphrase = fs::read_to_string(machine.passphrase_file()).unwrap();
    browser.post(
        "/unlock",
        &[("account", "ada"), ("passphrase", passphrase.trim())],
    );
    assert!(browser.get("/").text().contains("action=\"/lock\""));
    let lock = request(&browser, &browser.address, "POST", "/lock");
    if answered(LET_GO, port(&browser.address), &lock).is_none() {
        return;
    }
    until_closed(port(&browser.address));
    assert!(
        browser.get("/").text().contains("action=\"/lock\""),
        "the account is unlocked as before"
    );
}

#[test]
fn many_strangers_do_not_shut_the_owner_out() {
    let (_machine, _panels, browser) = lone();
    let Some(mut holding) = another(HOLD, port(&browser.address)) else {
        return;
    };
    let mut said = [0; 5];
    let out = holding.stdout.as_mut().expect("its standard output");
    out.read_exact(&mut said).expect("it says that it holds them");
    assert_eq!(browser.ask("GET", "/", &[], b"").status, 200);
    drop(holding.stdin.take());
    holding.wait().expect("its end");
}

/// Waits until the panels have closed their ends of all connections: until then they may act on one.
fn until_closed(port: &str) {
    let port: u16 = port.parse().expect("a port");
    until("the panels have closed every connection", || {
        let table = fs::read_to_string("/proc/net/tcp").expect("the kernel's table");
        !table.lines().any(|row| {
            let words: Vec<&str> = row.split_whitespace().collect();
            // 0A listens; 06 is over, and kept for stray packets.
            words.len() > 3
                && words[1].ends_with(&format!(":{port:04X}"))
                && !["0A", "06"].contains(&words[3])
        })
    });
}
