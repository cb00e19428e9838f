//! What a session remembers between two pages: forms that were refused, as they were shown, and where its account was.
//!
//! A refused form is answered by sending the browser on to a page that is only looked at, so that going back to it, or
//! loading it again, asks nothing ("Confirm Form Resubmission") and does nothing twice. One that is forgotten is asked of
//! its own page, as any other.
//!
//! Everything is in memory alone and bounded, and forgotten when the account is locked, or the session left alone; but for
//! the place, which holds no word of anybody's. What is kept here is wiped when it is forgotten: the copy that is on its
//! way to the browser, and those that writing the page made, are not.

use crate::Fields;
use crate::session::{same, secret};
use crate::visit::with_status;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::response::Response;
use medink_core::error::Result;
use medink_types::AccountId;
use std::collections::VecDeque;
use zeroize::Zeroizing;

/// Most refused forms of a session.
const MOST: usize = 4;
/// Longest page that is kept, in bytes.
const LONGEST: usize = 4 * 1024 * 1024;
/// The field of the query that names a refused form.
const AGAIN: &str = "again";
/// Longest path that is remembered.
const LONGEST_PLACE: usize = 256;

/// What a session remembers.
#[derive(Default)]
pub struct Kept {
    refused: VecDeque<Refused>,
    place: Option<(AccountId, String)>,
}

struct Refused {
    id: Zeroizing<String>,
    page: Zeroizing<String>,
}

impl Kept {
    /// Keeps a refused form as it is shown; gives what names it. One that is too long is given back.
    ///
    /// # Errors
    /// If the system gives no random bytes.
    pub fn refused(&mut self, page: String) -> Result<std::result::Result<String, String>> {
        if page.len() > LONGEST {
            return Ok(Err(page));
        }
        let page = Zeroizing::new(page);
        if self.refused.len() >= MOST {
            self.refused.pop_front();
        }
        let id = secret()?;
        let name = id.to_string();
        self.refused.push_back(Refused { id, page });
        Ok(Ok(name))
    }

    /// A refused form.
    pub fn again(&self, id: &str) -> Option<Zeroizing<String>> {
        self.refused
            .iter()
            .find(|refused| same(&refused.id, id))
            .map(|refused| refused.page.clone())
    }

    /// Notes where an account is.
    pub fn be_at(&mut self, who: AccountId, path: &str) {
        if path.len() <= LONGEST_PLACE {
            self.place = Some((who, path.to_owned()));
        }
    }

    /// Where this account was.
    pub fn place_of(&self, who: AccountId) -> Option<String> {
        let (whose, path) = self.place.as_ref()?;
        (*whose == who).then(|| path.clone())
    }

    /// Forgets what somebody typed; the place is what unlocking comes back to.
    pub fn lock(&mut self) {
        self.refused.clear();
    }

    /// What goes on in the session that takes this one's place.
    pub fn next(&self) -> Self {
        Kept {
            refused: VecDeque::new(),
            place: self.place.clone(),
        }
    }
}

/// The page that a form stands on, if the form came from a page that can be gone back to: its path, without a query.
/// Browsers name it to their own site; where one does not, the path that the form was sent to is the next best.
pub fn page_of(parts: &Parts) -> Option<String> {
    if parts.method != Method::POST || parts.headers.contains_key("hx-request") {
        return None;
    }
    Some(referring(&parts.headers).unwrap_or_else(|| parts.uri.path().to_owned()))
}

fn referring(headers: &HeaderMap) -> Option<String> {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let rest = text(header::REFERER)?
        .strip_prefix("http://")?
        .strip_prefix(text(header::HOST)?)?;
    let path: Uri = rest.parse().ok()?;
    // An address of another host can't come out of this: it begins with one slash.
    (rest.starts_with('/') && !rest.starts_with("//")).then(|| path.path().to_owned())
}

/// Where a refused form is shown.
pub fn address(page: &str, id: &str) -> String {
    format!("{page}?{AGAIN}={id}")
}

/// Which refused form a request asks for.
pub fn asked(uri: &Uri) -> Option<String> {
    let query = Fields::parse(uri.query()?.as_bytes());
    query.filled(AGAIN)
}

/// A refused form once more.
pub fn show(page: &str) -> Response {
    with_status(StatusCode::UNPROCESSABLE_ENTITY, page.to_owned())
}

/// Whether unlocking may come back to this page: one of an account's own that is only looked at. What was opened is none.
pub fn is_place(path: &str) -> bool {
    ["/patient", "/doctor", "/admin", "/account"].iter().any(|own| {
        path.strip_prefix(own)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::Request;

    fn parts(method: &str, headers: &[(&'static str, &str)]) -> Parts {
        let mut request = Request::builder().method(method).uri("/unlock");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.body(()).unwrap().into_parts().0
    }

    #[test]
    fn only_so_many_forms_are_kept_and_none_beyond_a_lock() {
        let mut kept = Kept::default();
        let first = kept.refused("first".into()).unwrap().unwrap();
        assert_eq!(kept.again(&first).unwrap().as_str(), "first");
        // Also when it is loaded again.
        assert!(kept.again(&first).is_some() && kept.again("").is_none());
        let last = (0..MOST)
            .map(|_| kept.refused("more".into()).unwrap().unwrap())
            .last();
        assert!(kept.again(&first).is_none() && kept.again(&last.clone().unwrap()).is_some());
        let long = kept.refused("x".repeat(LONGEST + 1)).unwrap();
        assert_eq!(long.unwrap_err().len(), LONGEST + 1);
        kept.lock();
        assert!(kept.again(&last.unwrap()).is_none());
    }

    #[test]
    fn a_place_is_its_accounts_alone_and_outlives_a_lock() {
        let (ada, grace) = (AccountId::from([1; 32]), AccountId::from([2; 32]));
        let mut kept = Kept::default();
        kept.be_at(ada, "/patient/log");
        kept.lock();
        let next = kept.next();
        assert_eq!(next.place_of(ada).as_deref(), Some("/patient/log"));
        assert_eq!(next.place_of(grace), None);
        kept.be_at(ada, &format!("/{}", "x".repeat(LONGEST_PLACE)));
        assert_eq!(kept.place_of(ada).as_deref(), Some("/patient/log"));
        assert!(is_place("/patient") && is_place("/doctor/patients/5Abc/7") && is_place("/account"));
        assert!(
            !is_place("/accounts/phrase") && !is_place("/opened/7") && !is_place("/") && !is_place("/status")
        );
    }

    #[test]
    fn a_form_leads_back_to_its_own_page() {
        let from = |referer: &str| {
            page_of(&parts(
                "POST",
                &[("host", "127.0.0.1:4711"), ("referer", referer)],
            ))
        };
        assert_eq!(from("http://127.0.0.1:4711/").as_deref(), Some("/"));
        assert_eq!(
            from("http://127.0.0.1:4711/patient/profile?again=0").as_deref(),
            Some("/patient/profile")
        );
        for other in [
            "http://evil.example/",
            "http://127.0.0.1:47112/x",
            "http://127.0.0.1:4711.evil.example/x",
            "http://127.0.0.1:4711//evil.example/x",
            "https://127.0.0.1:4711/x",
            "nonsense",
        ] {
            assert_eq!(from(other).as_deref(), Some("/unlock"), "{other}");
        }
        assert_eq!(page_of(&parts("POST", &[])).as_deref(), Some("/unlock"));
        assert_eq!(page_of(&parts("GET", &[])), None);
        assert_eq!(page_of(&parts("POST", &[("hx-request", "true")])), None);
        let uri: Uri = "/unlock?again=00ff".parse().unwrap();
        assert_eq!(asked(&uri).as_deref(), Some("00ff"));
        assert_eq!(address("/unlock", "00ff"), uri.to_string());
    }
}
