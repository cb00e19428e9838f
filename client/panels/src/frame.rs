//! What every page shows around its own: who is unlocked, where one can go, what was just done.

use crate::show::Receipt;
use crate::voice::{Voice, Words};
use medink_chain::Token;
use medink_core::Step;
use medink_types::{Role, Roles};
use medink_words::Said;
use std::ops::Deref;

/// Something to be told once, on the next page.
#[derive(Debug, Clone)]
pub struct Notice {
    /// In a sentence.
    pub text: Words,
    /// The transactions that it took.
    pub receipts: Vec<Receipt>,
    /// Whether something went wrong on the way, although it was done.
    pub warning: bool,
    /// What several of these in a row are told as, and how many this one stands for.
    many: Option<(&'static str, usize)>,
}

impl Notice {
    /// Without transactions.
    pub fn plain(text: impl Into<Words>) -> Self {
        Notice {
            text: text.into(),
            receipts: Vec::new(),
            warning: false,
            many: None,
        }
    }

    /// Something that a user has to know although the work went on.
    pub fn warning(text: impl Into<Words>) -> Self {
        Notice {
            warning: true,
            ..Notice::plain(text)
        }
    }

    /// With the transactions of an operation.
    pub fn done(text: impl Into<Words>, steps: &[Step], token: &Token) -> Self {
        Notice {
            text: text.into(),
            receipts: steps.iter().map(|step| Receipt::of(step, token)).collect(),
            warning: false,
            many: None,
        }
    }

    /// One of perhaps many: several in a row are told in a line, such as "18 records added.", with `many` being the key of
    /// that message, which has a `count`.
    pub fn of_many(self, many: &'static str) -> Self {
        Notice {
            many: Some((many, 1)),
            ..self
        }
    }

    /// Takes in the next one, if both are told in one line; else gives it back.
    pub fn take_in(&mut self, next: Notice) -> Option<Notice> {
        match (self.many, next.many) {
            (Some((many, count)), Some((same, more))) if many == same => {
                let count = count.saturating_add(more);
                self.text = Said::new(many, vec![("count", count.into())]).into();
                self.many = Some((many, count));
                self.receipts.extend(next.receipts);
                None
            }
            _ => Some(next),
        }
    }
}

/// The unlocked account, as pages show it.
#[derive(Debug, Clone)]
pub struct Who {
    /// What it is called before people.
    pub name: String,
    /// Its address, whole.
    pub address: String,
}

/// What every page shows around its own.
#[derive(Debug, Clone)]
pub struct Frame {
    /// The language, and what is said in it.
    pub voice: Voice,
    /// The token that every form has to hold.
    pub token: String,
    /// The unlocked account.
    pub who: Option<Who>,
    /// Whether its recovery words wait to be confirmed.
    pub unconfirmed: bool,
    /// The roles that the chain gives it.
    pub roles: Roles,
    /// The path of this page.
    pub path: String,
    /// What the admins announce to everybody who is signed in.
    pub announced: Vec<Words>,
    /// What was just done.
    pub notices: Vec<Notice>,
    /// After how many seconds an account that is left alone is locked; none where there is none to lock.
    pub idle: Option<u64>,
}

/// `frame.say`, `frame.language`, ...
impl Deref for Frame {
    type Target = Voice;

    fn deref(&self) -> &Voice {
        &self.voice
    }
}

impl Frame {
    /// Whether it has any role.
    pub fn any(&self) -> bool {
        !self.roles.is_empty()
    }

    /// Whether it is an admin's.
    pub fn admin(&self) -> bool {
        self.roles.has(Role::Admin)
    }

    /// Whether it is a doctor's.
    pub fn doctor(&self) -> bool {
        self.roles.has(Role::Doctor)
    }

    /// Whether it is a patient's.
    pub fn patient(&self) -> bool {
        self.roles.has(Role::Patient)
    }

    /// Whether this page is `path` or below it.
    pub fn under(&self, path: &str) -> bool {
        self.path == path
            || self
                .path
                .strip_prefix(path)
                .is_some_and(|rest| rest.starts_with('/'))
    }

    /// Whether this page is `path`: for `aria-current`.
    pub fn at(&self, path: &str) -> bool {
        self.path == path
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use medink_words::said;

    #[test]
    fn many_of_a_kind_are_told_in_a_line() {
        let added = |number: u32| {
            let mut notice = Notice::plain(said!("upload-recorded", number = number)).of_many("upload-added");
            notice.receipts.push(Receipt {
                what: "patient.add_medical_record".into(),
                block: u64::from(number),
                fee: "1 UNIT".into(),
                deposit: None,
                hash: String::new(),
            });
            notice
        };
        let mut told = added(1);
        assert_eq!(told.text.to_string(), "Recorded as number 1.");
        for number in 2..=18 {
            assert!(told.take_in(added(number)).is_none());
        }
        assert_eq!(
            (told.text.to_string().as_str(), told.receipts.len()),
            ("18 records added.", 18)
        );
        assert!(told.take_in(Notice::plain("Locked.")).is_some());
        assert!(Notice::plain("Locked.").take_in(added(1)).is_some());
    }
}
