//! How a daemon is reached: its address, the secret that it may want, and how long it may take.
//!
//! The secret is shown by nothing here: not by `Debug`, and not in an error.

use medink_words::{Said, said};
use std::fmt;
use std::fs::File;
use std::io::Read;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use url::{Host, Url};
use zeroize::Zeroizing;

use crate::StoreError;

/// Longest file of credentials that is read, in bytes.
const LONGEST: u64 = 8 * 1024;

/// How long a daemon may take before it counts as gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// To accept a connection, and to say its version.
    pub connect: Duration,
    /// Between two signs of life in any answer, and to take the next piece of what is stored.
    pub idle: Duration,
    /// For what a daemon does in silence however much it keeps: marking before garbage is collected, counting blocks.
    pub silent: Duration,
}

impl Default for Limits {
    /// 5 s, 30 s, 10 min.
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(5),
            idle: Duration::from_secs(30),
            silent: Duration::from_secs(600),
        }
    }
}

/// How a daemon is reached.
#[derive(Debug, Clone, Default)]
pub struct KuboOptions {
    /// What it wants to see before it answers.
    pub credentials: Option<Credentials>,
    /// Reach it over plain HTTP on another machine, where everything and the credentials can be read on the way.
    pub allow_plaintext: bool,
    /// Have it get from its peers what is read and not there: for a network of known daemons alone. A daemon in a public
    /// one would tell strangers what is looked for.
    pub ask_peers: bool,
    /// How long it may take.
    pub limits: Limits,
}

/// A secret that a daemon, or a proxy in front of it, wants with every request.
#[derive(Clone)]
pub struct Credentials {
    /// The value of the header `Authorization` (RFC 9110, 11.6.2).
    header: Zeroizing<String>,
    /// What must never be shown.
    secret: Zeroizing<String>,
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Credentials")
    }
}

impl Credentials {
    /// A user's name and password (Basic, RFC 7617).
    pub fn basic(user: &str, password: &str) -> Self {
        let both = Zeroizing::new(format!("{user}:{password}"));
        let encoded = Zeroizing::new(STANDARD.encode(both.as_bytes()));
        Self {
            header: Zeroizing::new(format!("Basic {}", *encoded)),
            secret: Zeroizing::new(password.to_owned()),
        }
    }

    /// A token (Bearer, RFC 6750).
    pub fn bearer(token: &str) -> Self {
        Self {
            header: Zeroizing::new(format!("Bearer {token}")),
            secret: Zeroizing::new(token.to_owned()),
        }
    }

    /// Reads the first line of a file: `basic:USER:PASSWORD` or `bearer:TOKEN`, as in Kubo's `API.Authorizations`.
    ///
    /// # Errors
    /// [`StoreError::Credentials`] for a file that can't be read, that others than its owner can read, or that says
    /// something else.
    pub fn from_file(path: &Path) -> Result<Self, StoreError> {
        let wrong = |why| StoreError::Credentials {
            path: path.to_path_buf(),
            why,
        };
        // Looked at before it is opened: opening a pipe would wait for somebody to write to it.
        if std::fs::metadata(path).is_ok_and(|about| !about.is_file()) {
            return Err(wrong(said!("store-credentials-no-file")));
        }
        let file = File::open(path).map_err(|_| wrong(said!("store-credentials-unreadable")))?;
        let about = file
            .metadata()
            .map_err(|_| wrong(said!("store-credentials-cant-be-read")))?;
        if !about.is_file() {
            return Err(wrong(said!("store-credentials-no-file")));
        }
        if about.permissions().mode() & 0o077 != 0 {
            return Err(wrong(said!("store-credentials-open-to-others")));
        }
        let mut text = Zeroizing::new(String::new());
        file.take(LONGEST)
            .read_to_string(&mut text)
            .map_err(|_| wrong(said!("store-credentials-no-text")))?;
        Self::parse(text.lines().next().unwrap_or_default()).map_err(wrong)
    }

    pub(super) fn parse(line: &str) -> Result<Self, Said> {
        let line = line.trim();
        if line.chars().any(|c| c.is_control()) || !line.is_ascii() {
            return Err(said!("store-credentials-characters"));
        }
        match line.split_once(':') {
            Some(("bearer", token)) if !token.is_empty() && !token.contains(' ') => Ok(Self::bearer(token)),
            Some(("basic", both)) => match both.split_once(':') {
                Some((user, password)) if !password.is_empty() => Ok(Self::basic(user, password)),
                _ => Err(said!("store-credentials-no-password")),
            },
            _ => Err(said!("store-credentials-form")),
        }
    }

    pub(super) fn header(&self) -> &str {
        &self.header
    }

    /// The same text without the secret, should a daemon repeat it.
    pub(super) fn hide(&self, text: &str) -> String {
        let sent = self.header.split_once(' ').map_or("", |(_, sent)| sent);
        text.replace(sent, "[hidden]").replace(&*self.secret, "[hidden]")
    }
}

/// A daemon's address, checked.
#[derive(Debug, Clone)]
pub(super) struct Address {
    /// As errors name it.
    pub(super) place: String,
    /// Where requests go.
    pub(super) base: String,
    /// Whether by TLS.
    pub(super) encrypted: bool,
}

impl Address {
    /// Checks an address such as `http://127.0.0.1:5001`. The address itself is in no error: it may hold a password.
    pub(super) fn check(text: &str, allow_plaintext: bool) -> Result<Self, StoreError> {
        let wrong = |why| StoreError::Address { why };
        let url = Url::parse(text.trim()).map_err(|_| wrong(said!("store-address-malformed")))?;
        let encrypted = url.scheme() == "https";
        if !encrypted && url.scheme() != "http" {
            return Err(wrong(said!("store-address-scheme")));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(wrong(said!("store-address-password")));
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err(wrong(said!("store-address-query")));
        }
        let local = match url.host() {
            None => return Err(wrong(said!("store-address-no-host"))),
            Some(Host::Domain(name)) => name == "localhost",
            Some(Host::Ipv4(ip)) => ip.is_loopback(),
            Some(Host::Ipv6(ip)) => ip.is_loopback(),
        };
        let place = url.as_str().trim_end_matches('/').to_owned();
        if !encrypted && !local && !allow_plaintext {
            return Err(StoreError::Insecure { place });
        }
        let base = match place.ends_with("/api/v0") {
            true => place.clone(),
            false => format!("{place}/api/v0"),
        };
        Ok(Self {
            place,
            base,
            encrypted,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credentials_are_shown_nowhere() {
        for line in ["basic:ada:s3cret:word", "bearer:s3cret:word"] {
            let found = Credentials::parse(line).unwrap();
            assert_eq!(format!("{found:?}"), "Credentials");
            let said = format!("why {} and s3cret:word", found.header());
            assert!(!found.hide(&said).contains("s3cret"), "{}", found.hide(&said));
            let sent = found.header().split_once(' ').unwrap().1;
            assert!(!found.hide(&said).contains(sent));
        }
        assert_eq!(Credentials::basic("ada", "x:y").header(), "Basic YWRhOng6eQ==");
        for bad in [
            "",
            "bearer:",
            "basic:s3cret",
            "basic:s3cret:",
            "bearer:s3cret word",
            "s3cret",
            "bearer:s3cret\u{e9}",
        ] {
            let why = Credentials::parse(bad).unwrap_err();
            assert!(!why.to_string().contains("s3cret"), "{why}");
        }
    }

    #[test]
    fn a_file_that_others_can_read_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("secret");
        std::fs::write(&path, "bearer:abc\n").unwrap();
        let mode = |mode| std::fs::set_permissions(&path, PermissionsExt::from_mode(mode)).unwrap();
        mode(0o640);
        let error = Credentials::from_file(&path).unwrap_err().to_string();
        assert!(error.contains("chmod 600") && !error.contains("abc"), "{error}");
        mode(0o600);
        assert_eq!(Credentials::from_file(&path).unwrap().header(), "Bearer abc");
    }

    #[test]
    fn addresses() {
        for (text, base) in [
            ("http://127.0.0.1:5001", "http://127.0.0.1:5001/api/v0"),
            (" http://localhost:5001/ ", "http://localhost:5001/api/v0"),
            ("http://[::1]:5001/ipfs", "http://[::1]:5001/ipfs/api/v0"),
            ("http://127.9.9.9:80/api/v0/", "http://127.9.9.9/api/v0"),
            ("https://ipfs.example", "https://ipfs.example/api/v0"),
            ("https://10.0.0.1:5001", "https://10.0.0.1:5001/api/v0"),
        ] {
            assert_eq!(Address::check(text, false).unwrap().base, base);
        }
        for (text, why) in [
            ("", "no address"),
            ("127.0.0.1:5001", "no address"),
            ("/ip4/127.0.0.1/tcp/5001", "no address"),
            ("ftp://localhost", "http://"),
            ("https://ada:s3cret@ipfs.example:5001", "ipfs-credentials-file"),
            ("http://ada:s3cret@localhost:5001", "ipfs-credentials-file"),
            ("http://localhost:5001/?a=b", "? or a #"),
            ("http://ipfs.example:5001", "unencrypted"),
            ("http://localhost.example:5001", "unencrypted"),
            ("http://10.0.0.1:5001", "unencrypted"),
        ] {
            let error = Address::check(text, false).unwrap_err().to_string();
            assert!(
                error.contains(why) && !error.contains("s3cret"),
                "{text}: {error}"
            );
        }
        assert!(Address::check("http://10.0.0.1:5001", true).is_ok());
    }
}
