//! Who wrote an opened record, in words: what its signature says, held against what the chain says. Anything but right
//! is a plain warning. Decides nothing: whoever opened the record has read it.

use crate::Medink;
use crate::transfer::WrittenBy;
use crate::words;
use medink_types::AccountId;

impl WrittenBy {
    /// In one or two sentences; `who` calls an account what people know it by.
    pub fn words(&self, who: impl Fn(&AccountId) -> String) -> String {
        let (named, recorded) = (who(&self.named), who(&self.recorded));
        match (self.signed, self.named == self.recorded) {
            (true, true) => format!("Written by {named}, signature right."),
            (true, false) => format!(
                "Careful: {named} wrote and signed it, but {recorded} put it on the chain. Ask both before you rely on it."
            ),
            (false, true) => format!(
                "Careful: it says that {named} wrote it, and the signature is wrong or of another patient's record. \
                 Nothing shows who wrote it: ask before you rely on it."
            ),
            (false, false) => format!(
                "Careful: it says that {named} wrote it, and the signature is wrong or of another patient's record; \
                 {recorded} put it on the chain. Nothing shows who wrote it: ask before you rely on it."
            ),
        }
    }
}

impl Medink {
    /// The same with the names that the two have in the directory, each beside the address, and with "you" and "the
    /// patient".
    pub async fn written_words(&self, written: &WrittenBy, me: AccountId, patient: AccountId) -> String {
        let named = self.known_as(written.named, me, patient).await;
        let recorded = self.known_as(written.recorded, me, patient).await;
        written.words(|account| match *account == written.named {
            true => named.clone(),
            false => recorded.clone(),
        })
    }

    /// What an account is called beside what it did with a patient's records. People gave themselves these names.
    async fn known_as(&self, account: AccountId, me: AccountId, patient: AccountId) -> String {
        let address = self.address(&account);
        if account == me {
            return format!("you ({address})");
        }
        if account == patient {
            return format!("the patient ({address})");
        }
        // A name that can't be had is no reason to withhold the warning.
        match self.directory_name(account).await.ok().flatten() {
            Some(named) => {
                let by = named.attested_by.map(|by| self.short_address(&by));
                format!(
                    "{}, {address}",
                    words::name_with_standing(&named.name, by.as_deref())
                )
            }
            None => address,
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
            let words = written.words(|account| format!("NO{}", account.0[0]));
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
