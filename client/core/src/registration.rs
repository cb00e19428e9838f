//! Registering somebody at the desk: a registration card, a first profile, and something to pay fees with.

use crate::advice::Advice;
use crate::error::{Error, Kind, Result};
use crate::profile::{DoctorProfile, PatientProfile};
use crate::{Done, Operation, Step};
use medink_chain::{Chain, ChainError, ChainExt, Signer, SubmitOptions, Token};
use medink_seal::card::{self, Card};
use medink_seal::{Account, SignedKey};
use medink_types::AccountId;
use medink_words::{Value, said};

/// Who is to be registered.
#[derive(Debug, Clone, Copy)]
pub enum Newcomer<'a> {
    /// A doctor, perhaps with an entry for the directory.
    Doctor(Option<&'a DoctorProfile>),
    /// A patient, perhaps with a first profile, which is sealed to the patient alone.
    Patient(Option<&'a PatientProfile>),
}

impl Operation<'_> {
    /// Registers whoever a card is of and then sends `fund`, in the token's smallest unit. Guard: admin.
    pub async fn register(
        &self,
        card: &Card,
        who: Newcomer<'_>,
        fund: Option<u128>,
    ) -> Result<Done<AccountId>> {
        let account = AccountId::from(card.address());
        self.run(async {
            self.step(&match who {
                Newcomer::Doctor(profile) => self.doctor_registration(card, profile)?,
                Newcomer::Patient(profile) => self.patient_registration(card, profile)?,
            })
            .await?;
            if let Some(amount) = fund {
                self.sent(account, amount).await.map_err(|e| {
                    e.at(said!("core-registered-unfunded"))
                        .next(said!("core-send-on-its-own"))
                        .advise(Advice::FundAccount)
                })?;
            }
            Ok(account)
        })
        .await
    }

    /// Sends some of the actor's balance, and notes it.
    pub(crate) async fn sent(&self, to: AccountId, amount: u128) -> Result<()> {
        let sending = send(self.chain.as_ref(), self.actor, to, amount, &self.submit);
        let Step { what, receipt } = self.submitted(TRANSFER, sending).await?;
        self.paid(&what, receipt);
        Ok(())
    }
}

/// What a transfer is called in receipts.
const TRANSFER: &str = "balances.transfer";

/// The serial of the key that an account is registered with; later keys take its place one by one.
const FIRST_KEY: u32 = 1;

/// The card that an account is registered with.
pub fn card_of(account: &Account) -> Result<Card> {
    Ok(Card::new(SignedKey::new(account, FIRST_KEY)?))
}

/// Looks whether an account has so much to spend, before anything is submitted.
///
/// # Errors
/// [`Kind::Funds`] where it has less; as the chain's.
pub async fn check_spendable(chain: &dyn Chain, from: &dyn Signer, amount: u128) -> Result<()> {
    match spendable(chain, from).await? {
        less if less < amount => Err(too_little(amount, less, &chain.identity().token)),
        _ => Ok(()),
    }
}

/// Sends some of the signer's balance, in the token's smallest unit.
///
/// # Errors
/// [`Kind::Funds`] where what is left after the fee is less than that; as the chain's.
pub async fn send(
    chain: &dyn Chain,
    from: &dyn Signer,
    to: AccountId,
    amount: u128,
    options: &SubmitOptions,
) -> Result<Step> {
    let step = |receipt| Step {
        what: TRANSFER.into(),
        receipt,
    };
    let error = match chain.transfer(from, to, amount, options).await {
        Ok(receipt) => return Ok(step(receipt)),
        Err(error) => error,
    };
    let token = chain.identity().token;
    let paid = error.receipt().cloned().map(step).into_iter().collect();
    let told = match &error {
        // The chain names it by the calculation that failed: what was left after the fee was too little.
        ChainError::Dispatch { .. } => match spendable(chain, from).await {
            Ok(left) if left < amount => too_little(amount, left, &token),
            _ => error.into(),
        },
        _ => error.into(),
    };
    Err(told.after(paid, &token))
}

async fn spendable(chain: &dyn Chain, account: &dyn Signer) -> Result<u128> {
    Ok(chain.balance(account.account().into()).await?.spendable)
}

fn too_little(amount: u128, spendable: u128, token: &Token) -> Error {
    let missing = amount.saturating_sub(spendable);
    Error::new(
        Kind::Funds,
        said!(
            "core-cant-pay",
            amount = Value::amount(&token.format(amount)),
            spendable = Value::amount(&token.format(spendable)),
            missing = Value::amount(&token.format(missing))
        ),
    )
    .next(said!("core-cant-pay-next"))
}

/// The card in a text, which may have other lines round it, as `medink account show` prints it, and may be broken into
/// lines by a mail program.
///
/// # Errors
/// [`Kind::Usage`] where there is none, or its signature does not hold.
pub fn card_in(text: &str) -> Result<Card> {
    let begin = text.find(card::PREFIX).ok_or_else(|| {
        Error::new(Kind::Usage, said!("core-no-card"))
            .next(said!("core-no-card-next"))
            .advise(Advice::ShowCard)
    })?;
    let from_card = text.get(begin..).unwrap_or_default();
    let line = from_card.lines().next().unwrap_or_default();
    // All on one line is the rule; what follows it is other text. Else it was broken into lines, and all of it counts.
    match Card::parse(line) {
        Ok(card) => Ok(card),
        Err(first) => Card::parse(from_card).map_err(|_| Error::from(first)),
    }
}

/// Reads an amount of the chain's token, such as `12.5`, in its smallest unit.
///
/// # Errors
/// [`Kind::Usage`] for anything but a number above zero with at most the token's decimal places.
pub fn parse_amount(text: &str, token: &Token) -> Result<u128> {
    match parse_amount_or_none(text, token)? {
        0 => Err(no_amount(text, token)),
        amount => Ok(amount),
    }
}

fn no_amount(text: &str, token: &Token) -> Error {
    Error::new(Kind::Usage, said!("core-no-amount", text = text)).next(said!(
        "core-no-amount-next",
        symbol = token.symbol.as_str(),
        decimals = token.decimals
    ))
}

/// Reads an amount as [`parse_amount`] does, where nothing is an amount, too.
///
/// # Errors
/// [`Kind::Usage`] for anything but a number with at most the token's decimal places.
pub fn parse_amount_or_none(text: &str, token: &Token) -> Result<u128> {
    let wrong = || no_amount(text, token);
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let decimals = usize::from(token.decimals);
    if part.len() > decimals || !whole.chars().chain(part.chars()).all(|c| c.is_ascii_digit()) {
        return Err(wrong());
    }
    if whole.is_empty() && part.is_empty() {
        return Err(wrong());
    }
    format!("{whole}{part:0<decimals$}").parse().map_err(|_| wrong())
}

#[cfg(test)]
mod tests {
    use super::*;
    use medink_seal::Account;

    #[test]
    fn amounts_are_read_in_the_smallest_unit() {
        let token = Token {
            symbol: "UNIT".into(),
            decimals: 12,
        };
        assert_eq!(parse_amount("1", &token).unwrap(), 1_000_000_000_000);
        assert_eq!(parse_amount("0.5", &token).unwrap(), 500_000_000_000);
        for bad in [
            "",
            "0",
            "-1",
            "1.2.3",
            "1e3",
            "0.0000000000001",
            "999999999999999999999999999999999999999",
        ] {
            assert!(parse_amount(bad, &token).is_err(), "{bad}");
        }
        assert_eq!(parse_amount_or_none("0", &token).unwrap(), 0);
        assert_eq!(parse_amount_or_none("0.0", &token).unwrap(), 0);
        for bad in ["", ".", "-0", "1e3"] {
            assert!(parse_amount_or_none(bad, &token).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_card_is_found_however_it_comes() {
        let card = card_of(&Account::from_suri("//Ada").unwrap()).unwrap();
        let text = card.to_text();
        let (start, end) = text.split_at(70);
        for given in [
            text.clone(),
            format!("  {text}\n"),
            format!("address 5F...\nRegistration card:\n{text}\nKind regards,\nAda"),
            format!("{start}\r\n{end}\n"),
        ] {
            assert_eq!(card_in(&given).unwrap(), card);
        }
        for bad in ["", "Ada", &text[1..], start] {
            assert_eq!(card_in(bad).unwrap_err().kind, Kind::Usage);
        }
    }
}
