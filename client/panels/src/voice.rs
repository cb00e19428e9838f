//! Words in the language of who looks at a page. A template has them by its `frame`:
//!
//! ```text
//! {{ frame.say("start-welcome") }}
//! {{ frame.say("found-all").with("all", finder.all) }}
//! {{ frame.say("unconfirmed").link("link", "/accounts/phrase") }}      Your words ... <link>Write them down</link>
//! {{ frame.say("phrase-warning").with("name", name).element("name", "strong") }}
//! {{ frame.say("admins-remove").class("hidden", "span", "hidden").with("who", who) }}    Remove<hidden> { $who }</hidden>
//! {{ frame.tell(notice.text) }}                                        what Rust code said, an error's words
//! <meter aria-label="{{ frame.say("strength") }}">
//! ```
//!
//! The elements of a message are markup only where the template fills them, and only as it does; all else of a message,
//! and everything of an argument, is escaped. Others' words stand in a `<bdi>`, and amounts are read from left to right.

use crate::show::When;
use askama::filters::{Html as AsHtml, HtmlSafe, escape};
use axum::http::{HeaderMap, header};
use medink_core::Error;
use medink_words::{Language, Piece, Said, Value, said};
use std::fmt;

/// The name of the cookie that keeps the language that was chosen by hand. It is not of a port: it says nothing of anybody.
const COOKIE: &str = "medink-language";
/// How long it is kept, in seconds: a year.
const KEPT_FOR: u32 = 365 * 24 * 60 * 60;

/// The language that a request asks for: by the cookie of a choice, else by what the browser is set to, else English.
pub fn language_of(headers: &HeaderMap) -> Language {
    let chosen = crate::guard::cookie_of(headers, COOKIE).and_then(|code| Language::coded(&code));
    chosen.unwrap_or_else(|| {
        // Several headers of one name are one list (RFC 9110).
        let accepted: Vec<&str> = headers
            .get_all(header::ACCEPT_LANGUAGE)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .collect();
        Language::negotiated(&accepted.join(","))
    })
}

/// The cookie that keeps a choice.
pub fn cookie(language: Language) -> String {
    format!(
        "{COOKIE}={}; Path=/; Max-Age={KEPT_FOR}; HttpOnly; SameSite=Strict",
        language.code()
    )
}

/// Words of medink's own, to be said in a language later, or words as they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Words {
    /// To be said.
    Said(Said),
    /// As they are.
    Text(String),
}

impl From<Said> for Words {
    fn from(said: Said) -> Self {
        Words::Said(said)
    }
}

impl From<String> for Words {
    fn from(text: String) -> Self {
        Words::Text(text)
    }
}

impl From<&str> for Words {
    fn from(text: &str) -> Self {
        Words::Text(text.to_owned())
    }
}

/// What went wrong, with what to do next.
impl From<Error> for Words {
    fn from(error: Error) -> Self {
        let what = error.what;
        match error.next {
            Some(next) => said!("trouble-next", what = what, next = next).into(),
            None => said!("trouble", what = what).into(),
        }
    }
}

/// In English.
impl fmt::Display for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Words::Said(said) => said.fmt(f),
            Words::Text(text) => f.write_str(text),
        }
    }
}

/// What can be told in a language.
pub trait Spoken {
    /// Its parts.
    fn pieces(&self, language: Language) -> Vec<Piece>;
}

impl Spoken for Said {
    fn pieces(&self, language: Language) -> Vec<Piece> {
        Said::pieces(self, language)
    }
}

impl Spoken for Words {
    fn pieces(&self, language: Language) -> Vec<Piece> {
        match self {
            Words::Said(said) => said.pieces(language),
            Words::Text(text) => text.as_str().pieces(language),
        }
    }
}

impl Spoken for str {
    fn pieces(&self, _: Language) -> Vec<Piece> {
        vec![Piece::Words(self.to_owned())]
    }
}

impl Spoken for String {
    fn pieces(&self, language: Language) -> Vec<Piece> {
        self.as_str().pieces(language)
    }
}

impl<T: Spoken + ?Sized> Spoken for &T {
    fn pieces(&self, language: Language) -> Vec<Piece> {
        (**self).pieces(language)
    }
}

/// What a template can give a message as an argument.
pub trait Argument {
    /// As the message has it.
    fn value(&self) -> Value;
}

macro_rules! arguments {
    ($($of:ty),*) => { $(
        impl Argument for $of {
            fn value(&self) -> Value {
                Value::from(*self)
            }
        }
    )* };
}

arguments!(u8, u32, u64, usize);

impl Argument for str {
    fn value(&self) -> Value {
        Value::from(self)
    }
}

impl Argument for String {
    fn value(&self) -> Value {
        Value::from(self)
    }
}

impl Argument for Value {
    fn value(&self) -> Value {
        self.clone()
    }
}

impl Argument for Said {
    fn value(&self) -> Value {
        Value::from(self.clone())
    }
}

impl Argument for Words {
    fn value(&self) -> Value {
        match self {
            Words::Said(said) => said.value(),
            Words::Text(text) => text.value(),
        }
    }
}

impl<T: Argument + ?Sized> Argument for &T {
    fn value(&self) -> Value {
        (**self).value()
    }
}

/// A language, with what templates say in it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Voice {
    /// The language.
    pub language: Language,
}

impl Voice {
    /// The language of a request.
    pub fn of(headers: &HeaderMap) -> Self {
        Voice {
            language: language_of(headers),
        }
    }

    /// A message by its key, for arguments and elements to be added.
    pub fn say(&self, key: &'static str) -> Saying {
        Saying {
            language: self.language,
            said: Said::new(key, Vec::new()),
            fills: Vec::new(),
        }
    }

    /// What was said elsewhere, as markup: escaped.
    pub fn tell(&self, spoken: impl Spoken) -> Told {
        Told {
            language: self.language,
            pieces: spoken.pieces(self.language),
        }
    }

    /// What was said elsewhere, as plain text, for what is no markup.
    pub fn text(&self, spoken: impl Spoken) -> String {
        medink_words::plain(spoken.pieces(self.language))
    }

    /// An amount such as `1.25 UNIT`.
    pub fn amount(&self, written: impl AsRef<str>) -> Told {
        let said = said!("amount", amount = Value::amount(written.as_ref()));
        self.tell(said)
    }

    /// A size, in bytes.
    pub fn size(&self, bytes: &u64) -> Told {
        let said = said!("size", size = Value::Bytes(*bytes));
        self.tell(said)
    }

    /// All languages, for choosing one.
    pub fn languages(&self) -> [Offered; 3] {
        Language::all().map(|language| Offered {
            code: language.code(),
            direction: language.direction(),
            name: language.native_name(),
            current: language == self.language,
        })
    }
}

/// A language that can be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offered {
    /// As a form and an attribute have it.
    pub code: &'static str,
    /// Which way it is read.
    pub direction: &'static str,
    /// What its own readers call it.
    pub name: &'static str,
    /// Whether it is the one of the page.
    pub current: bool,
}

/// How a template fills an element of a message.
#[derive(Debug)]
enum Fill {
    Link(String),
    Element(&'static str),
    Class(&'static str, &'static str),
    Put(String),
}

/// A message that a template says.
#[derive(Debug)]
pub struct Saying {
    language: Language,
    said: Said,
    fills: Vec<(&'static str, Fill)>,
}

impl Saying {
    /// With an argument.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Argument) -> Self {
        self.said.arguments.push((name, value.value()));
        self
    }

    /// With `<name>...</name>` as a link.
    #[must_use]
    pub fn link(mut self, name: &'static str, href: impl fmt::Display) -> Self {
        self.fills.push((name, Fill::Link(href.to_string())));
        self
    }

    /// With `<name>...</name>` as this element of HTML, which has no attributes.
    #[must_use]
    pub fn element(mut self, name: &'static str, element: &'static str) -> Self {
        self.fills.push((name, Fill::Element(element)));
        self
    }

    /// With `<name>...</name>` as this element of HTML, of this class.
    #[must_use]
    pub fn class(mut self, name: &'static str, element: &'static str, class: &'static str) -> Self {
        self.fills.push((name, Fill::Class(element, class)));
        self
    }

    /// With what writes its own markup in the place of `<name/>`.
    #[must_use]
    pub fn put(mut self, name: &'static str, markup: impl HtmlSafe) -> Self {
        self.fills.push((name, Fill::Put(markup.to_string())));
        self
    }
}

impl fmt::Display for Saying {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        written(f, self.language, self.said.pieces(self.language), &self.fills)
    }
}

impl HtmlSafe for Saying {}

/// Words that were said elsewhere, as markup.
#[derive(Debug)]
pub struct Told {
    language: Language,
    pieces: Vec<Piece>,
}

impl fmt::Display for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        written(f, self.language, self.pieces.clone(), &[])
    }
}

impl HtmlSafe for Told {}

/// Every piece, escaped; elements only where they are filled, and each closed before what it stands in.
fn written(
    f: &mut fmt::Formatter<'_>,
    language: Language,
    pieces: Vec<Piece>,
    fills: &[(&'static str, Fill)],
) -> fmt::Result {
    let filled = |name: &str| fills.iter().find(|(of, _)| *of == name).map(|(_, fill)| fill);
    let mut open: Vec<(String, &'static str)> = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Words(words) => safe(f, &words)?,
            Piece::Theirs(words) => {
                f.write_str("<bdi>")?;
                safe(f, &words)?;
                f.write_str("</bdi>")?;
            }
            Piece::Figure(words) if language.direction() == "rtl" => {
                f.write_str("<bdi dir=\"ltr\">")?;
                safe(f, &words)?;
                f.write_str("</bdi>")?;
            }
            Piece::Figure(words) => safe(f, &words)?,
            Piece::Time(ms, words) => match When(ms).rfc3339() {
                Some(at) => {
                    write!(f, "<time datetime=\"{at}\" title=\"{at}\">")?;
                    safe(f, &words)?;
                    f.write_str("</time>")?;
                }
                None => safe(f, &words)?,
            },
            Piece::Open(name) => match filled(&name) {
                Some(Fill::Link(href)) => {
                    f.write_str("<a href=\"")?;
                    safe(f, href)?;
                    f.write_str("\">")?;
                    open.push((name, "a"));
                }
                Some(Fill::Element(element)) => {
                    write!(f, "<{element}>")?;
                    open.push((name, element));
                }
                Some(Fill::Class(element, class)) => {
                    write!(f, "<{element} class=\"{class}\">")?;
                    open.push((name, element));
                }
                Some(Fill::Put(_)) | None => safe(f, &format!("<{name}>"))?,
            },
            Piece::Close(name) => match open.pop_if(|(last, _)| *last == name) {
                Some((_, element)) => write!(f, "</{element}>")?,
                None => safe(f, &format!("</{name}>"))?,
            },
            Piece::Alone(name) => match filled(&name) {
                Some(Fill::Put(markup)) => f.write_str(markup)?,
                _ => safe(f, &format!("<{name}/>"))?,
            },
        }
    }
    for (_, element) in open.into_iter().rev() {
        write!(f, "</{element}>")?;
    }
    Ok(())
}

fn safe(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    let text = escape(text, AsHtml).map_err(|_| fmt::Error)?;
    write!(f, "{text}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    const FRENCH: Voice = Voice {
        language: Language::French,
    };
    const ARABIC: Voice = Voice {
        language: Language::Arabic,
    };

    #[test]
    fn a_choice_wins_over_the_browsers_setting() {
        let of = |pairs: &[(header::HeaderName, &'static str)]| {
            let mut headers = HeaderMap::new();
            for (name, value) in pairs {
                headers.append(name.clone(), HeaderValue::from_static(value));
            }
            language_of(&headers)
        };
        let accept = header::ACCEPT_LANGUAGE;
        assert_eq!(of(&[]), Language::English);
        assert_eq!(
            of(&[(accept.clone(), "fr-CH, fr;q=0.9, en;q=0.8")]),
            Language::French
        );
        assert_eq!(
            of(&[(accept.clone(), "de"), (accept.clone(), "ar;q=0.5")]),
            Language::Arabic
        );
        let chosen = (header::COOKIE, "medink-4711=00; medink-language=ar");
        assert_eq!(of(&[(accept.clone(), "fr"), chosen]), Language::Arabic);
        let nonsense = (header::COOKIE, "medink-language=xx");
        assert_eq!(of(&[(accept, "fr"), nonsense]), Language::French);
        assert!(cookie(Language::French).starts_with("medink-language=fr; Path=/; Max-Age=31536000;"));
    }

    #[test]
    fn arguments_are_escaped_and_told_apart() {
        let said = FRENCH.say("phrase-warning").with("name", "<script>&</strong>");
        let text = said.element("name", "strong").to_string();
        assert!(
            text.contains("<strong><bdi>&#60;script&#62;&#38;&#60;/strong&#62;</bdi></strong>"),
            "{text}"
        );
        assert!(!text.contains("<script"), "{text}");
        let told = FRENCH.tell("<script>").to_string();
        assert_eq!(told, "&#60;script&#62;");
        let said = said!("setup-done", hospital = "<script>");
        assert!(!FRENCH.tell(&said).to_string().contains("<script"));
        // Plain text is not markup, and whoever writes it into a page escapes it.
        assert!(FRENCH.text(&said).contains("<script>"));
    }

    /// What a translation could hold, as pieces: no file has it.
    fn of(pieces: Vec<Piece>, fills: &[(&'static str, Fill)]) -> String {
        struct Page<'a>(Vec<Piece>, &'a [(&'static str, Fill)]);
        impl fmt::Display for Page<'_> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                written(f, Language::English, self.0.clone(), self.1)
            }
        }
        Page(pieces, fills).to_string()
    }

    #[test]
    fn a_translation_holds_no_markup_but_what_the_template_fills() {
        let words = |text: &str| Piece::Words(text.into());
        let text = of(
            vec![
                words("<script src=x>"),
                Piece::Open("script".into()),
                Piece::Open("link".into()),
                words("&\""),
                Piece::Close("b".into()),
                Piece::Alone("img".into()),
            ],
            &[("link", Fill::Link("/a\"><script>".into()))],
        );
        assert_eq!(
            text,
            "&#60;script src=x&#62;&#60;script&#62;<a href=\"/a&#34;&#62;&#60;script&#62;\">&#38;&#34;&#60;/b&#62;&#60;img/&#62;</a>"
        );
    }

    #[test]
    fn elements_are_closed_in_turn() {
        let fills = [("a", Fill::Element("strong")), ("b", Fill::Class("em", "hidden"))];
        let text = of(
            vec![
                Piece::Open("a".into()),
                Piece::Open("b".into()),
                Piece::Close("a".into()),
                Piece::Close("b".into()),
            ],
            &fills,
        );
        assert_eq!(text, "<strong><em class=\"hidden\">&#60;/a&#62;</em></strong>");
    }

    #[test]
    fn amounts_are_read_from_left_to_right_also_in_arabic() {
        assert_eq!(FRENCH.amount("1.5 UNIT").to_string(), "1,5 UNIT");
        assert_eq!(
            ARABIC.amount("1.5 UNIT").to_string(),
            "<bdi dir=\"ltr\">1.5 UNIT</bdi>"
        );
        assert_eq!(FRENCH.size(&2_000).to_string(), "2 Ko");
    }

    #[test]
    fn words_are_said_or_as_they_are() {
        let said: Words = said!("size-kb", number = 2u8).into();
        assert_eq!(FRENCH.text(&said), "2 Ko");
        assert_eq!(said.to_string(), "2 KB");
        assert_eq!(FRENCH.text(Words::from("2 KB")), "2 KB");
        let time = said!("announced-paused", until = Value::Time(0));
        assert!(
            FRENCH
                .tell(&time)
                .to_string()
                .contains("datetime=\"1970-01-01T00:00:00Z\"")
        );
    }
}
