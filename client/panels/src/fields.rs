//! A form as it was sent: fields by name, wiped when dropped, since passphrases come this way.

use crate::Shared;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use std::convert::Infallible;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;
use zeroize::Zeroizing;

/// The fields of a form, or of a query for GET.
#[derive(Clone, Default)]
pub struct Fields(Arc<Vec<(String, Zeroizing<String>)>>);

impl Fields {
    /// Reads `application/x-www-form-urlencoded`.
    pub fn parse(bytes: &[u8]) -> Self {
        let fields = form_urlencoded::parse(bytes)
            .map(|(name, value)| (name.into_owned(), Zeroizing::new(value.into_owned())))
            .collect();
        Fields(Arc::new(fields))
    }

    /// Fields to begin with, for a form that was not sent yet.
    pub fn of<N: Into<String>, V: Into<String>>(fields: impl IntoIterator<Item = (N, V)>) -> Self {
        let fields = fields
            .into_iter()
            .map(|(name, value)| (name.into(), Zeroizing::new(value.into())))
            .collect();
        Fields(Arc::new(fields))
    }

    /// The same with these behind them.
    #[must_use]
    pub fn and<N: Into<String>, V: Into<String>>(self, more: impl IntoIterator<Item = (N, V)>) -> Self {
        let mut fields = Arc::unwrap_or_clone(self.0);
        let more = more.into_iter();
        fields.extend(more.map(|(name, value)| (name.into(), Zeroizing::new(value.into()))));
        Fields(Arc::new(fields))
    }

    /// The first field of this name; empty if there is none.
    pub fn get(&self, name: &str) -> &str {
        self.all(name).next().unwrap_or_default()
    }

    /// The same without blanks around it, none where that leaves nothing.
    pub fn filled(&self, name: &str) -> Option<String> {
        let value = self.get(name).trim();
        (!value.is_empty()).then(|| value.to_owned())
    }

    /// Every field of this name.
    pub fn all<'a, 'n>(&'a self, name: &'n str) -> impl Iterator<Item = &'a str> + use<'a, 'n> {
        self.0
            .iter()
            .filter(move |(field, _)| field == name)
            .map(|(_, value)| value.as_str())
    }

    /// A number that tells whether two forms say the same.
    pub fn sum(&self) -> u64 {
        let mut sum = DefaultHasher::new();
        for (name, value) in self.0.iter() {
            (name, value.as_str()).hash(&mut sum);
        }
        sum.finish()
    }

    /// Whether a field has this value: for checkboxes and choices.
    pub fn is(&self, name: &str, value: &str) -> bool {
        self.all(name).any(|given| given == value)
    }
}

impl<N: Into<String>, V: Into<String>> From<Vec<(N, V)>> for Fields {
    fn from(fields: Vec<(N, V)>) -> Self {
        Fields::of(fields)
    }
}

impl FromRequestParts<Shared> for Fields {
    type Rejection = Infallible;

    /// What the guard has read of the body, or the query.
    async fn from_request_parts(parts: &mut Parts, _: &Shared) -> Result<Self, Infallible> {
        Ok(match parts.extensions.get::<Fields>() {
            Some(fields) => fields.clone(),
            None => Fields::parse(parts.uri.query().unwrap_or_default().as_bytes()),
        })
    }
}
