//! Recovery words as people type and copy them: numbered, over several lines, with whatever stands between.

use zeroize::Zeroizing;

/// The words alone, with one space between them. What is no list of words, such as a secret URI, stays as it is.
pub fn tidy_words(text: &str) -> Zeroizing<String> {
    let mut tidy = Zeroizing::new(String::with_capacity(text.len()));
    for part in text.split_whitespace() {
        let word = without_number(part);
        if word.is_empty() {
            continue;
        }
        if !tidy.is_empty() {
            tidy.push(' ');
        }
        tidy.push_str(word);
    }
    tidy
}

/// `12.abandon`, `12)abandon` and `12abandon` are the word; `12`, `12.` and a dot by itself are none. No recovery word has
/// a digit in it.
fn without_number(part: &str) -> &str {
    part.trim_start_matches(|c: char| c.is_numeric())
        .trim_matches(|c: char| matches!(c, '.' | ')' | '(' | ':' | ',' | ';' | '-' | '–' | '•' | '#'))
        .trim_start_matches(|c: char| c.is_numeric())
        .trim_matches(|c: char| matches!(c, '.' | ')' | ':' | ',' | ';'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_what_stands_between_go() {
        for typed in [
            "abandon ability able",
            " abandon\tability\n\nable\u{a0}",
            "1. abandon 2. ability 3. able",
            "1.abandon 2.ability 3.able",
            "1) abandon\n2) ability\n3) able",
            "1 abandon, 2 ability, 3 able.",
            "(1) abandon (2) ability (3) able",
            "#1: abandon #2: ability #3: able",
            "١. abandon ٢. ability ٣. able",
        ] {
            assert_eq!(tidy_words(typed).as_str(), "abandon ability able", "{typed}");
        }
        assert_eq!(tidy_words(" 1. 2. ").as_str(), "");
    }
}
