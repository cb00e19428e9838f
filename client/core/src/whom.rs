//! Who is meant by what the log's columns show: a name of the directory, the beginning and end of an address, a
//! contract. Several people can have one name, and then all of them are meant.

use crate::Medink;
use crate::error::{Error, Kind, Result};
use medink_types::{AccountId, Part, bounds};
use medink_words::said;
use unicode_normalization::UnicodeNormalization;

/// Most doctors of the directory whose names are looked at: each is read on its own.
const LOOKED_AT: u64 = 1_000;

/// Fewest letters of an address that say anything.
const FEWEST: usize = 4;

/// Some accounts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Among {
    /// These.
    Any(Vec<AccountId>),
    /// Whose address, with this network's prefix, begins and ends so.
    Short {
        /// The network's prefix.
        prefix: u16,
        /// How it begins.
        begin: String,
        /// How it ends.
        end: String,
    },
}

impl Among {
    /// Whether an account is among them.
    pub fn has(&self, account: &AccountId) -> bool {
        match self {
            Among::Any(all) => all.contains(account),
            Among::Short { prefix, begin, end } => medink_seal::ss58::encode(account.as_ref(), *prefix)
                .is_ok_and(|address| address.starts_with(begin) && address.ends_with(end)),
        }
    }

    /// The one, where there is only one.
    pub fn only(&self) -> Option<AccountId> {
        match self {
            Among::Any(all) => match all.as_slice() {
                [one] => Some(*one),
                _ => None,
            },
            Among::Short { .. } => None,
        }
    }
}

impl Medink {
    /// Whom a word means that is neither a whole address nor an account of this machine.
    ///
    /// # Errors
    /// [`Kind::NotFound`] where nobody is called so, [`Kind::Usage`] where the directory is too long to say who is.
    pub async fn whom(&self, given: &str) -> Result<Among> {
        let prefix = self.chain.identity().ss58_prefix;
        if let Some((begin, end)) = short(given) {
            return Ok(Among::Short { prefix, begin, end });
        }
        let given = plain(given);
        for (name, part) in CONTRACTS {
            if given == name {
                return Ok(Among::Any(vec![self.part(part)]));
            }
        }
        let mut named = Vec::new();
        let mut start = 0;
        while start < LOOKED_AT {
            let page = self.doctors_from(start, bounds::PAGE).await?;
            for view in page.items {
                if view.named().is_some_and(|named| plain(&named.name) == given) {
                    named.push(view.doctor.account);
                }
            }
            match page.next {
                Some(next) if next > start => start = next,
                _ => break,
            }
        }
        if start >= LOOKED_AT {
            // Whoever has the same name further down would be left out of what is looked for, unseen.
            return Err(Error::new(
                Kind::Usage,
                said!("core-directory-too-large", looked_at = LOOKED_AT),
            )
            .next(said!("core-directory-too-large-next")));
        }
        match named.is_empty() {
            false => Ok(Among::Any(named)),
            true => {
                Err(Error::new(Kind::NotFound, said!("core-nobody-known"))
                    .next(said!("core-nobody-known-next")))
            }
        }
    }
}

/// What the log's columns call the contracts.
const CONTRACTS: [(&str, Part); 4] = [
    ("admin contract", Part::Admin),
    ("audit contract", Part::Audit),
    ("doctor contract", Part::Doctor),
    ("patient contract", Part::Patient),
];

/// Beginning and end of an address, as lists show it: `5Grwva…utQY`, or `5Grwva...utQY` as it may be typed.
fn short(given: &str) -> Option<(String, String)> {
    let (begin, end) = given
        .trim()
        .split_once('…')
        .or_else(|| given.trim().split_once("..."))?;
    let letters = |text: &str| text.chars().all(|c| c.is_ascii_alphanumeric());
    (begin.len() >= FEWEST && letters(begin) && letters(end)).then(|| (begin.to_owned(), end.to_owned()))
}

/// A name as two people would say it is the same: without what is not seen, and however its letters are put together.
fn plain(name: &str) -> String {
    let name: String = name.nfkc().flat_map(char::to_lowercase).collect();
    let seen = |c: &char| !matches!(c, '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{2066}'..='\u{2069}');
    let name: String = name.chars().filter(seen).collect();
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use medink_seal::ss58;

    #[test]
    fn a_short_address_is_read_as_lists_show_it() {
        assert_eq!(short("5Grwva…utQY"), Some(("5Grwva".into(), "utQY".into())));
        assert_eq!(short(" 5Grwva...utQY "), Some(("5Grwva".into(), "utQY".into())));
        assert_eq!(short("5Grwvaxy…"), Some(("5Grwvaxy".into(), String::new())));
        for bad in ["", "…", "5G…", "Dr. House", "Dr. H…se", "…utQY"] {
            assert_eq!(short(bad), None, "{bad}");
        }
        let ada = AccountId::from([7; 32]);
        let address = ss58::encode(ada.as_ref(), ss58::SUBSTRATE).unwrap();
        let among = |begin: &str, end: &str| Among::Short {
            prefix: ss58::SUBSTRATE,
            begin: begin.to_owned(),
            end: end.to_owned(),
        };
        assert!(among(&address[..6], &address[address.len() - 4..]).has(&ada));
        assert!(among(&address[..8], "").has(&ada));
        assert!(!among(&address[..6], "####").has(&ada));
        assert_eq!(among(&address[..6], "").only(), None);
    }

    #[test]
    fn a_name_is_the_same_however_it_is_written() {
        assert_eq!(plain("  Dr.  ANDRÉ\u{200f} "), plain("dr. andre\u{301}"));
        assert_ne!(plain("Dr. House"), plain("Dr. Houses"));
        assert_eq!(Among::Any(vec![[1; 32].into()]).only(), Some([1; 32].into()));
        assert_eq!(Among::Any(vec![[1; 32].into(), [2; 32].into()]).only(), None);
    }
}
