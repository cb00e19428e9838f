//! An admin's rules for money: what somebody newly registered gets, below what somebody has little, and what topping up makes
//! it. Forms begin with them; nothing is ever sent by a rule alone. Kept sealed on this machine, under a key of the account.
//!
//! A file that is damaged is said to be, and keeping the rules anew replaces it.

use crate::error::{Error, Kind, Result};
use crate::funds::Rule;
use crate::remembered::{Found, Remembered};
use crate::{Operation, files};
use medink_chain::Token;
use medink_words::said;
use scale::{Decode, Encode};

/// Ends the file's name.
const SUFFIX: &str = ".funding";

/// What holds until an admin has decided, in whole units of the chain's token.
const NEWCOMER: u128 = 1_000;
const BELOW: u128 = 100;
const TO: u128 = 1_000;

/// The rules; amounts are in the token's smallest unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct Funding {
    /// What somebody newly registered gets; 0 for nothing.
    pub newcomer: u128,
    /// Who has less has little.
    pub below: u128,
    /// What topping up makes it.
    pub to: u128,
}

impl Funding {
    /// As it is until an admin has decided: 1,000 for a newcomer, who has less than 100 has little and gets as much as makes
    /// it 1,000.
    pub fn usual(token: &Token) -> Self {
        let unit = 10_u128.saturating_pow(token.decimals.into());
        Funding {
            newcomer: NEWCOMER.saturating_mul(unit),
            below: BELOW.saturating_mul(unit),
            to: TO.saturating_mul(unit),
        }
    }

    /// # Errors
    /// [`Kind::Usage`] for amounts by which nobody would be topped up, or whoever was would be at once again.
    fn check(&self) -> Result<()> {
        Rule::new(self.below, self.to, u128::MAX).map(drop)
    }
}

fn read(place: &Remembered) -> Result<Option<Funding>> {
    let path = place.path().display().to_string();
    let content = match place.read() {
        Ok(Found::Nothing) => return Ok(None),
        Ok(Found::Content(content)) => Funding::decode(&mut content.as_slice()).ok(),
        Ok(Found::Damaged) => None,
        Err(error) => return Err(Error::io(said!("core-reading-funding", path = path), &error)),
    };
    match content.filter(|funding| funding.check().is_ok()) {
        Some(funding) => Ok(Some(funding)),
        None => Err(
            Error::new(Kind::Damaged, said!("core-funding-damaged", path = path))
                .next(said!("core-funding-damaged-next")),
        ),
    }
}

fn write(place: &Remembered, funding: Funding) -> Result<()> {
    funding.check()?;
    place.write(&funding.encode(), || said!("core-file-funding"))
}

impl Operation<'_> {
    fn funding_at(&self) -> Remembered {
        self.remembered("medink/v1/funding", &[], SUFFIX)
    }

    /// The actor's rules for money; none where nothing was decided.
    ///
    /// # Errors
    /// [`Kind::Damaged`], [`Kind::Io`].
    pub async fn funding(&self) -> Result<Option<Funding>> {
        let place = self.funding_at();
        files::apart(move || read(&place)).await
    }

    /// Keeps rules in place of those that there are.
    ///
    /// # Errors
    /// [`Kind::Usage`] for amounts by which nobody would be topped up, or whoever was would be at once again;
    /// [`Kind::Io`].
    pub async fn keep_funding(&self, funding: Funding) -> Result<()> {
        let place = self.funding_at();
        files::apart(move || write(&place, funding)).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use medink_seal::Account;

    #[test]
    fn rules_are_kept_for_their_account_and_what_is_damaged_is_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let place = |who: &str| {
            let key = Account::from_suri(who).unwrap().journal_key().unwrap();
            Remembered::new(folder.path(), format!("one{SUFFIX}"), key)
        };
        let own = place("//Ana");
        assert_eq!(read(&own).unwrap(), None);
        let funding = Funding {
            newcomer: 0,
            below: 5,
            to: 7,
        };
        write(&own, funding).unwrap();
        assert_eq!(read(&own).unwrap(), Some(funding));
        assert_eq!(read(&place("//Eve")).unwrap_err().kind, Kind::Damaged);

        std::fs::write(own.path(), b"cut off").unwrap();
        assert_eq!(read(&own).unwrap_err().kind, Kind::Damaged);
        write(&own, Funding { to: 5, ..funding }).unwrap();
        assert_eq!(read(&own).unwrap().unwrap().to, 5);
    }

    #[test]
    fn rules_that_top_nobody_up_are_refused_and_nothing_is_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let key = Account::from_suri("//Ana").unwrap().journal_key().unwrap();
        let place = Remembered::new(folder.path(), format!("one{SUFFIX}"), key);
        for (below, to) in [(0, 7), (8, 7)] {
            let funding = Funding {
                newcomer: 1,
                below,
                to,
            };
            assert_eq!(write(&place, funding).unwrap_err().kind, Kind::Usage);
            // Neither is what somebody has sealed all the same.
            place
                .write(&funding.encode(), || said!("core-file-funding"))
                .unwrap();
            assert_eq!(read(&place).unwrap_err().kind, Kind::Damaged);
        }
    }

    #[test]
    fn the_usual_is_in_whole_units() {
        let token = |decimals| Token {
            symbol: "UNIT".into(),
            decimals,
        };
        let usual = Funding::usual(&token(12));
        assert_eq!(token(12).format(usual.newcomer), "1000 UNIT");
        assert_eq!(token(12).format(usual.below), "100 UNIT");
        Funding::usual(&token(38)).check().unwrap();
    }
}
