//! The files of the languages, read once.

use crate::Language;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use std::sync::LazyLock;
use unic_langid::LanguageIdentifier;

type Bundle = FluentBundle<FluentResource>;

/// The files of a language: one for each part of medink.
macro_rules! files {
    ($code:literal) => {
        [
            include_str!(concat!("../locales/", $code, "/terms.ftl")),
            include_str!(concat!("../locales/", $code, "/told.ftl")),
            include_str!(concat!("../locales/", $code, "/answers-cli.ftl")),
            include_str!(concat!("../locales/", $code, "/help-cli.ftl")),
            include_str!(concat!("../locales/", $code, "/pages-help.ftl")),
            include_str!(concat!("../locales/", $code, "/errors-seal.ftl")),
            include_str!(concat!("../locales/", $code, "/errors-store.ftl")),
            include_str!(concat!("../locales/", $code, "/errors-chain.ftl")),
            include_str!(concat!("../locales/", $code, "/errors-core.ftl")),
            include_str!(concat!("../locales/", $code, "/errors-local.ftl")),
            include_str!(concat!("../locales/", $code, "/errors-cli.ftl")),
            include_str!(concat!("../locales/", $code, "/errors-panels.ftl")),
            include_str!(concat!("../locales/", $code, "/checkup.ftl")),
            include_str!(concat!("../locales/", $code, "/archive.ftl")),
            include_str!(concat!("../locales/", $code, "/pages-start.ftl")),
            include_str!(concat!("../locales/", $code, "/pages-patient.ftl")),
            include_str!(concat!("../locales/", $code, "/pages-doctor.ftl")),
            include_str!(concat!("../locales/", $code, "/pages-admin.ftl")),
        ]
    };
}

static ENGLISH: LazyLock<Bundle> = LazyLock::new(|| bundle(Language::English));
static FRENCH: LazyLock<Bundle> = LazyLock::new(|| bundle(Language::French));
static ARABIC: LazyLock<Bundle> = LazyLock::new(|| bundle(Language::Arabic));

fn sources(language: Language) -> [&'static str; 18] {
    match language {
        Language::English => files!("en"),
        Language::French => files!("fr"),
        Language::Arabic => files!("ar"),
    }
}

fn bundle(language: Language) -> Bundle {
    let of: LanguageIdentifier = language.code().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![of]);
    // Arguments are told apart by `said`, which knows whose words they are.
    bundle.set_use_isolating(false);
    for source in sources(language) {
        // The tests read every file: what is malformed does not get here, and would cost its own message alone.
        let resource = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(resource, _)| resource);
        bundle.add_resource_overriding(resource);
    }
    bundle
}

/// The message in a language, else in English; none where no language has it.
pub fn format(language: Language, key: &str, arguments: &FluentArgs<'_>) -> Option<String> {
    in_its_own(language, key, arguments).or_else(|| in_its_own(Language::English, key, arguments))
}

/// The message in a language, and in no other.
pub fn in_its_own(language: Language, key: &str, arguments: &FluentArgs<'_>) -> Option<String> {
    let bundle: &Bundle = match language {
        Language::English => &ENGLISH,
        Language::French => &FRENCH,
        Language::Arabic => &ARABIC,
    };
    let pattern = bundle.get_message(key)?.value()?;
    // An argument that is missing stands in the sentence by its name; the tests hold the files against each other.
    let mut missing = Vec::new();
    Some(
        bundle
            .format_pattern(pattern, Some(arguments), &mut missing)
            .into_owned(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_read_whole() {
        for language in Language::all() {
            for source in sources(language) {
                let read = FluentResource::try_new(source.to_owned());
                assert!(
                    read.is_ok(),
                    "{}: {:?}",
                    language.code(),
                    read.err().map(|(_, why)| why)
                );
            }
        }
    }
}
