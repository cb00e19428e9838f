//! Who wrote an opened record, in words: what its signature says, held against what the chain says. Anything but right
//! is a plain warning. Decides nothing: whoever opened the record has read it.

use crate::Medink;
use crate::transfer::WrittenBy;
use crate::words;
use medink_types::AccountId;
use medink_words::{Said, said};

impl WrittenBy {
    /// In one or two sentences; `who` calls an account what people know it by.
    pub fn words(&self, who: impl Fn(&AccountId) -> Said) -> Said {
        let (named, recorded) = (who(&self.named), who(&self.recorded));
        match (self.signed, self.named == self.recorded) {
            (true, true) => said!("written-right", named = named),
            (true, false) => said!("written-put-by-another", named = named, recorded = recorded),
            (false, true) => said!("written-unsigned", named = named),
            (false, false) => {
                said!(
                    "written-unsigned-put-by-another",
                    named = named,
                    recorded = recorded
                )
            }
        }
    }
}

impl Medink {
    /// The same with the names that the two have in the directory, each beside the address, and with "you" and "the
    /// patient".
    pub async fn written_words(&self, written: &WrittenBy, me: AccountId, patient: AccountId) -> Said {
        let named = self.known_as(written.named, me, patient).await;
        let recorded = self.known_as(written.recorded, me, patient).await;
        written.words(|account| match *account == written.named {
            true => named.clone(),
            false => recorded.clone(),
        })
    }

    /// What an account is called beside what it did with a patient's records. People gave themselves these names.
    async fn known_as(&self, account: AccountId, me: AccountId, patient: AccountId) -> Said {
        let address = self.address(&account);
        if account == me {
            return said!("known-as-you", address = address);
        }
        if account == patient {
            return said!("known-as-the-patient", address = address);
        }
        // A name that can't be had is no reason to withhold the warning.
        match self.directory_name(account).await.ok().flatten() {
            Some(named) => {
                let by = named.attested_by.map(|by| self.short_address(&by));
                words::name_and_address(&named.name, by.as_deref(), address)
            }
            None => words::address(address),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_but_what_is_right_is_a_warning_that_names_both() {
        let words = |named: u8, signed: bool| {
            let written = WrittenBy {
                named: [named; 32].into(),
                recorded: [1; 32].into(),
                signed,
            };
            let called = |account: &AccountId| words::address(format!("NO{}", account.0[0]));
            let words = written.words(called).to_string();
            assert_eq!(words.starts_with("Careful"), !written.is_right(), "{words}");
            words
        };
        assert_eq!(words(1, true), "Written by NO1, signature right.");
        assert!(words(1, false).contains("signature is wrong"));
        for other in [words(2, true), words(2, false)] {
            assert!(other.contains("NO2") && other.contains("NO1"), "{other}");
        }
    }
}
