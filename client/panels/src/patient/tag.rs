//! Marks beside a consent: a word or two on a ground of their own, such as how long it still lasts.

use askama::filters::HtmlSafe;
use std::fmt;

/// A mark. What it says writes its own markup.
#[derive(Debug)]
pub struct Tag {
    class: &'static str,
    words: String,
}

impl Tag {
    /// A mark of these classes that says this.
    pub fn of(class: &'static str, words: impl HtmlSafe) -> Self {
        Tag {
            class,
            words: words.to_string(),
        }
    }
}

impl fmt::Display for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<span class=\"{}\">{}</span>", self.class, self.words)
    }
}

impl HtmlSafe for Tag {}
