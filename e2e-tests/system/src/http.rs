//! A browser as an attacker would write one: every byte of a request is the test's, nothing is followed or repaired.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// How long an answer may take.
const WITHIN: Duration = Duration::from_secs(60);

/// What was answered.
#[derive(Debug)]
pub struct Answer {
    /// The status; 0 if the connection was closed without one.
    pub status: u16,
    /// Names in lower case, and values.
    pub headers: Vec<(String, String)>,
    /// The body as it came.
    pub body: Vec<u8>,
}

impl Answer {
    /// The first header of this name; empty if there is none.
    pub fn header(&self, name: &str) -> &str {
        self.headers
            .iter()
            .find(|(found, _)| found == name)
            .map_or("", |(_, value)| value)
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// What was sent, however it was cut into pieces (RFC 9112, 7.1). Nothing where it was broken off.
    pub fn whole(&self) -> Vec<u8> {
        let (mut rest, mut whole) = (self.body.as_slice(), Vec::new());
        if self.header("transfer-encoding") != "chunked" {
            return self.body.clone();
        }
        loop {
            let Some(end) = rest.windows(2).position(|two| two == b"\r\n") else {
                return Vec::new();
            };
            let size = std::str::from_utf8(&rest[..end]).expect("a size");
            let size = usize::from_str_radix(size, 16).expect("a size");
            if size == 0 {
                return whole;
            }
            whole.extend_from_slice(&rest[end + 2..end + 2 + size]);
            rest = &rest[end + 2 + size + 2..];
        }
    }

    /// What stands between two words of the body.
    pub fn between(&self, before: &str, after: &str) -> Option<String> {
        let text = self.text();
        let start = text.find(before)? + before.len();
        let end = text[start..].find(after)? + start;
        Some(text[start..end].to_owned())
    }
}

/// Sends bytes and reads until the other side closes.
pub fn raw(address: &str, bytes: &[u8]) -> Answer {
    let mut stream = connect(address);
    // A side that refuses early closes while there is still something to send.
    let _ = stream.write_all(bytes);
    read(stream)
}

/// A connection.
pub fn connect(address: &str) -> TcpStream {
    let stream = TcpStream::connect(address).unwrap_or_else(|e| panic!("cannot connect to {address}: {e}"));
    stream.set_read_timeout(Some(WITHIN)).expect("a timeout");
    stream
}

/// Reads the answer on a connection.
pub fn read(mut stream: TcpStream) -> Answer {
    let mut bytes = Vec::new();
    let mut buffer = [0; 16 * 1024];
    // A reset after the answer is no matter; what came before it is.
    while let Ok(read @ 1..) = stream.read(&mut buffer) {
        bytes.extend_from_slice(&buffer[..read]);
    }
    let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") else {
        return Answer {
            status: 0,
            headers: Vec::new(),
            body: bytes,
        };
    };
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let mut lines = head.lines();
    let status = lines.next().and_then(|line| line.split(' ').nth(1));
    Answer {
        status: status.and_then(|code| code.parse().ok()).expect("a status"),
        headers: lines
            .filter_map(|line| line.split_once(": "))
            .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
            .collect(),
        body: bytes[end + 4..].to_vec(),
    }
}

/// How often a browser is sent on before it is too much.
const FOLLOWED: usize = 5;

/// A browser that was let in.
#[derive(Debug, Clone)]
pub struct Browser {
    /// Host and port of the pages.
    pub address: String,
    /// The session's cookie, `name=value`.
    pub cookie: String,
    /// The token of the page that was seen last.
    pub token: String,
}

impl Browser {
    /// Enters with the address that was printed.
    pub fn enter(url: &str) -> Self {
        let (address, path) = split(url);
        let answer = request(&address, "GET", &path, &[], b"");
        assert_eq!(answer.status, 200, "{}", answer.text());
        let mut browser = Browser {
            address,
            cookie: cookie(&answer),
            token: String::new(),
        };
        browser.get("/");
        browser
    }

    /// Loads a page; sees its token.
    pub fn get(&mut self, path: &str) -> Answer {
        let answer = self.ask("GET", path, &[], b"");
        if let Some(token) = answer.between("data-token=\"", "\"") {
            self.token = token;
        }
        answer
    }

    /// Sends a form as a page would, and follows to the next page, which may send on. Takes a new cookie.
    pub fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let mut answer = self.send(path, fields);
        for _ in 0..FOLLOWED {
            let new = cookie(&answer);
            if !new.is_empty() {
                self.cookie = new;
            }
            match answer.header("location").to_owned() {
                next if !next.is_empty() => answer = self.get(&next),
                _ => return answer,
            }
        }
        panic!("{path} sends on and on")
    }

    /// Sends a form as a page would; gives the answer itself.
    pub fn send(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body = form(&self.token, fields);
        let origin = format!("http://{}", self.address);
        let headers = [
            ("Origin", origin.as_str()),
            ("Content-Type", "application/x-www-form-urlencoded"),
        ];
        self.ask("POST", path, &headers, body.as_bytes())
    }

    /// Uploads a file as the page's script would.
    pub fn upload(&self, path: &str, name: &str, bytes: &[u8]) -> Answer {
        let origin = format!("http://{}", self.address);
        let headers = [
            ("Origin", origin.as_str()),
            ("X-Medink-Token", self.token.as_str()),
            ("X-Medink-Name", name),
        ];
        self.ask("PUT", path, &headers, bytes)
    }

    /// Any request with the cookie.
    pub fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        let mut all = vec![("Cookie", self.cookie.as_str())];
        all.extend_from_slice(headers);
        request(&self.address, method, path, &all, body)
    }
}

/// A form's body, with the token in front.
pub fn form(token: &str, fields: &[(&str, &str)]) -> String {
    let mut body = format!("token={token}");
    for (name, value) in fields {
        body.push_str(&format!("&{name}="));
        for byte in value.bytes() {
            body.push_str(&format!("%{byte:02X}"));
        }
    }
    body
}

/// A request to the host that it names.
pub fn request(address: &str, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
    let mut bytes =
        format!("{method} {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n").into_bytes();
    for (name, value) in headers {
        bytes.extend_from_slice(format!("{name}: {value}\r\n").as_bytes());
    }
    bytes.extend_from_slice(format!("Content-Length: {}\r\n\r\n", body.len()).as_bytes());
    bytes.extend_from_slice(body);
    raw(address, &bytes)
}

/// Host with port, and the rest, of an address.
pub fn split(url: &str) -> (String, String) {
    let rest = url.strip_prefix("http://").expect("an address of http");
    let slash = rest.find('/').expect("a path");
    (rest[..slash].to_owned(), rest[slash..].to_owned())
}

fn cookie(answer: &Answer) -> String {
    answer
        .header("set-cookie")
        .split(';')
        .next()
        .unwrap_or_default()
        .to_owned()
}
