//! Values as pages write them: times, people, amounts, sizes. Types here that write markup escape what they hold.

use crate::voice::{Voice, Words};
use askama::filters::HtmlSafe;
use jiff::Timestamp;
use medink_chain::{StorageDeposit, Token};
use medink_core::people::Named;
use medink_core::words;
use medink_core::{Error, Medink, Step};
use medink_types::AccountId;
use medink_words::{Said, Value, said};
use std::fmt;

/// A point in time, in milliseconds since 1970-01-01: UTC to the minute, which a script turns to the browser's own time,
/// with the exact one on hover.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct When(pub u64);

impl When {
    fn at(self) -> Option<Timestamp> {
        Timestamp::from_millisecond(i64::try_from(self.0).ok()?).ok()
    }

    /// In UTC, as RFC 3339; none for what is out of range.
    pub fn rfc3339(self) -> Option<String> {
        self.at().map(|at| at.to_string())
    }
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.at() {
            Some(at) => write!(
                f,
                "<time datetime=\"{at}\" title=\"{at}\">{} UTC</time>",
                at.strftime("%Y-%m-%d %H:%M")
            ),
            None => write!(f, "{} ms", self.0),
        }
    }
}

impl HtmlSafe for When {}

/// Where a script writes the time at which a page is printed.
#[derive(Debug, Clone, Copy)]
pub struct Now;

impl fmt::Display for Now {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<span data-now></span>")
    }
}

impl HtmlSafe for Now {}

/// An address: its beginning and end, whole on hover and for copying.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The whole address.
    pub address: String,
    /// What is known of who it is; written in front, never alone: names can be equal.
    pub name: Option<Words>,
    /// What the name is worth; none where it is medink's own word, such as "you".
    pub standing: Option<Said>,
}

impl Person {
    /// An account by its address alone.
    pub fn of(medink: &Medink, account: &AccountId) -> Self {
        Person {
            address: medink.address(account),
            name: None,
            standing: None,
        }
    }

    /// The same with medink's own word for who it is.
    #[must_use]
    pub fn called(self, word: impl Into<Words>) -> Self {
        Person {
            name: Some(word.into()),
            standing: None,
            ..self
        }
    }

    /// The same with the name that they gave themselves, and who attested it, if anybody did.
    #[must_use]
    pub fn declared(self, name: Option<String>, attested_by: Option<&str>) -> Self {
        Person {
            standing: name.is_some().then(|| words::standing(attested_by)),
            name: name.map(Words::Text),
            ..self
        }
    }

    /// The same with what the directory calls a doctor, if it does.
    #[must_use]
    pub fn named(self, medink: &Medink, named: Option<Named>) -> Self {
        match named {
            Some(Named { name, attested_by }) => {
                let by = attested_by.map(|by| medink.short_address(&by));
                self.declared(Some(name), by.as_deref())
            }
            None => self,
        }
    }

    /// Name and address in a line of text.
    pub fn label(&self) -> Said {
        match &self.name {
            Some(Words::Said(word)) => {
                said!("name-and-address", name = word.clone(), address = self.short())
            }
            Some(Words::Text(name)) => said!("name-and-address", name = name, address = self.short()),
            None => said!("known-as-address", address = self.short()),
        }
    }

    /// Its beginning and end.
    pub fn short(&self) -> String {
        let (Some(start), Some(end)) = (
            self.address.get(..6),
            self.address.get(self.address.len().saturating_sub(4)..),
        ) else {
            return self.address.clone();
        };
        format!("{start}…{end}")
    }
}

/// Somebody, as a page in a language calls them.
#[derive(Debug)]
pub struct Called {
    voice: Voice,
    person: Person,
}

impl Voice {
    /// Somebody, by name and address.
    pub fn person(&self, person: &Person) -> Called {
        Called {
            voice: *self,
            person: person.clone(),
        }
    }
}

impl fmt::Display for Called {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let escape = |text: &str| {
            let escaped = askama::filters::escape(text, askama::filters::Html);
            escaped.map(|escaped| escaped.to_string()).map_err(|_| fmt::Error)
        };
        let Person {
            address,
            name,
            standing,
        } = &self.person;
        if let Some(name) = name {
            let name = self.voice.tell(name);
            match standing {
                None => write!(f, "<span class=\"name\">{name}</span> ")?,
                Some(standing) => {
                    let standing = self.voice.tell(standing);
                    write!(
                        f,
                        "<bdi class=\"name\">{name}</bdi> <small class=\"standing\">{standing}</small> "
                    )?;
                }
            }
        }
        write!(
            f,
            "<code class=\"address\" title=\"{}\">{}</code>",
            escape(address)?,
            escape(&self.person.short())?
        )
    }
}

impl HtmlSafe for Called {}

/// The value of a field that a person edits. A page shows the marks of direction in what others wrote; here they stay
/// as they are, or saving the form would write them out.
pub struct Typed<'a>(&'a str);

/// For templates.
pub fn typed(value: &str) -> Typed<'_> {
    Typed(value)
}

impl fmt::Display for Typed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.0;
        while let Some(at) = rest.find(['\u{200e}', '\u{200f}', '\u{61c}']) {
            let (before, mark) = rest.split_at(at);
            let mut letters = mark.chars();
            let code = letters.next().map_or(0, u32::from);
            let before = askama::filters::escape(before, askama::filters::Html).map_err(|_| fmt::Error)?;
            write!(f, "{before}&#{code};")?;
            rest = letters.as_str();
        }
        let rest = askama::filters::escape(rest, askama::filters::Html).map_err(|_| fmt::Error)?;
        write!(f, "{rest}")
    }
}

impl HtmlSafe for Typed<'_> {}

/// A hash, in a sentence.
pub struct Code<'a>(&'a str);

/// For templates.
pub fn code(text: &str) -> Code<'_> {
    Code(text)
}

impl fmt::Display for Code<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = askama::filters::escape(self.0, askama::filters::Html).map_err(|_| fmt::Error)?;
        write!(f, "<code class=\"long\">{text}</code>")
    }
}

impl HtmlSafe for Code<'_> {}

/// A transaction as the page after it tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// What it did, as `contract.message`.
    pub what: String,
    /// In which block.
    pub block: u64,
    /// Its fee, with the token.
    pub fee: String,
    /// What was set aside or given back for storage, in words; none where nothing was.
    pub deposit: Option<Said>,
    /// Its hash.
    pub hash: String,
}

impl Receipt {
    /// For a step of an operation.
    pub fn of(step: &Step, token: &Token) -> Self {
        let deposit = match &step.receipt.deposit {
            StorageDeposit::Charged(0) | StorageDeposit::Refunded(0) => None,
            StorageDeposit::Charged(amount) => Some(said!(
                "receipt-deposit",
                amount = Value::amount(&token.format(*amount))
            )),
            StorageDeposit::Refunded(amount) => Some(said!(
                "receipt-refund",
                amount = Value::amount(&token.format(*amount))
            )),
        };
        Receipt {
            what: step.what.clone(),
            block: step.receipt.block_number,
            fee: token.format(step.receipt.fee),
            deposit,
            hash: format!("0x{}", hex::encode(step.receipt.tx_hash)),
        }
    }
}

/// The transactions that were made and paid for before an operation failed.
pub fn paid(error: &Error) -> Vec<Receipt> {
    let paid = error.paid.as_deref().into_iter();
    paid.flat_map(|paid| paid.steps.iter().map(|step| Receipt::of(step, &paid.token)))
        .collect()
}

/// Transactions in a line.
pub fn summary(receipts: &[Receipt]) -> Said {
    match receipts {
        [one] => said!("receipts-one", fee = Value::amount(&one.fee)),
        many => said!("receipts-many", count = many.len()),
    }
}

/// What a transaction did, for the line of its receipt.
pub fn did(receipt: &Receipt) -> Said {
    let did = match crate::did::sentence(&receipt.what) {
        Words::Said(said) => Value::from(said),
        Words::Text(text) => Value::from(text),
    };
    let fee = Value::amount(&receipt.fee);
    match &receipt.deposit {
        None => said!("receipt", did = did, fee = fee, block = receipt.block),
        Some(deposit) => {
            let deposit = deposit.clone();
            said!(
                "receipt-with-deposit",
                did = did,
                fee = fee,
                deposit = deposit,
                block = receipt.block
            )
        }
    }
}

/// A kind of record: one of medink's own in words, any other as it was given.
pub fn kind(kind: &str) -> Words {
    words::kind(kind).map_or_else(|| kind.into(), Words::from)
}

/// An amount as people read it in passing: two digits after the point, rounded down.
pub fn amount(amount: u128, token: &Token) -> String {
    let exact = token.format(amount);
    let (number, symbol) = exact.split_once(' ').unwrap_or((&exact, ""));
    let short = match number.split_once('.') {
        Some((whole, part)) => format!("{whole}.{}", part.get(..2).unwrap_or(part)),
        None => number.to_owned(),
    };
    format!("{short} {symbol}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use medink_words::Language;

    #[test]
    fn an_amount_in_passing_is_short() {
        let token = Token {
            symbol: "UNIT".into(),
            decimals: 12,
        };
        assert_eq!(amount(1_239_999_999_999, &token), "1.23 UNIT");
        assert_eq!(amount(5_000_000_000_000, &token), "5 UNIT");
        assert_eq!(amount(1, &token), "0.00 UNIT");
    }

    #[test]
    fn a_name_does_not_stand_alone() {
        let person = Person {
            address: "5GTjFdam8Zr8AfM3".into(),
            name: None,
            standing: None,
        };
        let liar = person.clone().declared(Some("you".into()), None);
        let me = person.called(said!("you"));
        for (language, worth) in [
            (Language::English, "self-declared"),
            (Language::French, "non vérifié"),
        ] {
            let voice = Voice { language };
            let (liar, me) = (voice.person(&liar).to_string(), voice.person(&me).to_string());
            assert!(liar.contains(worth) && liar.contains("5GTjFd…AfM3"), "{liar}");
            assert!(!me.contains(worth) && me.contains("5GTjFd…AfM3"), "{me}");
        }
        let french = Voice {
            language: Language::French,
        };
        assert!(french.person(&me).to_string().contains(">vous</span>"));
        assert_eq!(liar.label().to_string(), "you, 5GTjFd…AfM3");
    }

    #[test]
    fn what_is_written_as_markup_is_escaped() {
        let person = Person {
            address: "\"><script>".into(),
            name: None,
            standing: None,
        }
        .declared(Some("<b>&".into()), Some("<i>"));
        let text = Voice::default().person(&person).to_string();
        assert!(
            !text.contains("<script>") && !text.contains("<b>") && !text.contains("<i>"),
            "{text}"
        );
        assert_eq!(typed("<\u{200f}\"").to_string(), "&#60;&#8207;&#34;");
        assert_eq!(code("<a>").to_string(), "<code class=\"long\">&#60;a&#62;</code>");
        assert!(When(0).to_string().contains("datetime=\"1970-01-01T00:00:00Z\""));
        assert_eq!(When(u64::MAX).to_string(), format!("{} ms", u64::MAX));
    }
}
