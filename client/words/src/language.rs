//! The languages, and which of them somebody asks for.

/// A language that medink speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Language {
    /// What is spoken where no other language is asked for.
    #[default]
    English,
    /// French.
    French,
    /// Modern Standard Arabic, with the digits that forms and addresses are written with.
    Arabic,
}

impl Language {
    /// All of them, in the order that they are offered in.
    pub const fn all() -> [Language; 3] {
        [Language::English, Language::French, Language::Arabic]
    }

    /// As BCP 47 has it: `en`, `fr`, `ar`.
    pub const fn code(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::French => "fr",
            Language::Arabic => "ar",
        }
    }

    /// Which way it is read, as HTML has it: `ltr` or `rtl`.
    pub const fn direction(self) -> &'static str {
        match self {
            Language::English | Language::French => "ltr",
            Language::Arabic => "rtl",
        }
    }

    /// What its own readers call it.
    pub const fn native_name(self) -> &'static str {
        match self {
            Language::English => "English",
            Language::French => "Français",
            Language::Arabic => "العربية",
        }
    }

    /// The language of a tag such as `fr` or `fr-CA`, if medink speaks it.
    pub fn coded(tag: &str) -> Option<Language> {
        let code = tag.split(['-', '_']).next()?;
        Language::all()
            .into_iter()
            .find(|language| language.code().eq_ignore_ascii_case(code))
    }

    /// The language of a POSIX locale such as `fr_FR.UTF-8`, as `LC_ALL`, `LC_MESSAGES` and `LANG` have it, if medink
    /// speaks it. `C` and `POSIX` are none.
    pub fn from_locale(locale: &str) -> Option<Language> {
        Language::coded(locale.split(['.', '@']).next()?)
    }

    /// The best of an HTTP `Accept-Language`: the highest quality value, the first of equals; English where none of
    /// them is spoken. What is malformed in it is passed over.
    pub fn negotiated(accept_language: &str) -> Language {
        let mut best: Option<(u16, Language)> = None;
        for range in accept_language.split(',') {
            let mut parts = range.split(';').map(str::trim);
            let language = match parts.next() {
                Some("*") => Some(Language::English),
                Some(tag) => Language::coded(tag),
                None => None,
            };
            let quality = match parts.next() {
                None => Some(1000),
                Some(parameter) => quality(parameter),
            };
            if let (Some(language), Some(quality)) = (language, quality)
                && quality > best.map_or(0, |(best, _)| best)
            {
                best = Some((quality, language));
            }
        }
        best.map_or(Language::English, |(_, language)| language)
    }
}

/// A quality value such as `q=0.8`, in thousandths.
fn quality(parameter: &str) -> Option<u16> {
    let (name, value) = parameter.split_once('=')?;
    if !name.trim().eq_ignore_ascii_case("q") {
        return None;
    }
    let (whole, part) = value.trim().split_once('.').unwrap_or((value.trim(), ""));
    if part.len() > 3 || !part.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    let thousandths: u16 = format!("{part:0<3}").parse().ok()?;
    match whole {
        "0" => Some(thousandths),
        "1" if thousandths == 0 => Some(1000),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_language_that_is_spoken_is_taken() {
        for (header, language) in [
            ("", Language::English),
            ("fr", Language::French),
            ("FR-ca", Language::French),
            ("ar-EG,ar;q=0.9,en;q=0.8", Language::Arabic),
            ("de-DE, de;q=0.9", Language::English),
            ("de, fr;q=0.3", Language::French),
            ("en;q=0.5, fr;q=0.8, ar;q=0.7", Language::French),
            ("fr;q=0.8, ar;q=0.8", Language::French),
            ("fr;q=0, en;q=0.1", Language::English),
            ("fr;q=0", Language::English),
            ("*, fr;q=0.9", Language::English),
            ("*;q=0.1, ar; q=0.2", Language::Arabic),
            ("fr;q=1.0, ar;q=1.001", Language::French),
            ("fr;q=x, ar;q=0.1", Language::Arabic),
            ("fr;level=1, ar;q=0.1", Language::Arabic),
            (",,;;q=,fr", Language::French),
            ("french, fra", Language::English),
        ] {
            assert_eq!(Language::negotiated(header), language, "{header}");
        }
    }

    #[test]
    fn a_locale_names_its_language() {
        for (locale, language) in [
            ("fr_FR.UTF-8", Some(Language::French)),
            ("ar@latn", Some(Language::Arabic)),
            ("en", Some(Language::English)),
            ("C.UTF-8", None),
            ("POSIX", None),
            ("de_CH.UTF-8", None),
            ("", None),
        ] {
            assert_eq!(Language::from_locale(locale), language, "{locale}");
        }
    }
}
