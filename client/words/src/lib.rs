//! What medink says, in the languages that people read: sentences are keys with arguments ([`Said`]), and each language
//! has a file that says how they read ([Fluent](https://projectfluent.org), `locales/`). It knows neither chain nor
//! store, neither terminal nor page, keeps no file, and never decides what is said: only how.
//!
//! ```
//! use medink_words::{Language, said};
//!
//! let size = said!("size-kb", number = "1.6");
//! assert_eq!(size.in_language(Language::English), "1.6 KB");
//! assert_eq!(size.in_language(Language::French), "1.6 Ko");
//! ```

mod bundles;
mod figures;
mod language;
mod said;

pub use figures::decimal;
pub use language::Language;
pub use said::{Piece, Said, Value, plain, worded};

/// A sentence as its key and its arguments: `said!("key")`, `said!("key", number = 5u32, title = title)`. An argument is
/// whatever [`Value`] can be made from; its name is the one that the files of the languages have, without the `$`.
#[macro_export]
macro_rules! said {
    ($key:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::Said::new($key, vec![$((stringify!($name), $crate::Value::from($value))),*])
    };
}
