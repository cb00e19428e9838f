//! How a command names an account: by its name on this machine, by its address, or, on a development chain, by
//! one of the accounts that everybody has the secret of.

use medink_seal::{Account, ss58};
use medink_words::said;

use super::{Entry, Wallet, errors, names, not_here};
use medink_core::advice::Advice;
use medink_core::error::{Error, Kind, Result};

/// What a development account's reference begins with.
const DEVELOPMENT: &str = "//";

/// Fewest characters of an address: 35 bytes in base58 take 46 to 48, or one less for each zero in front.
const SHORTEST_ADDRESS: usize = 45;

/// What has to be known of the chain to read a reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network {
    /// The prefix of its addresses.
    pub prefix: u16,
    /// Whether it is a development chain, where `//Alice` and the like may be used.
    pub development: bool,
}

impl Default for Network {
    /// Without a chain: Substrate's generic prefix, and no development accounts.
    fn default() -> Self {
        Network {
            prefix: ss58::SUBSTRATE,
            development: false,
        }
    }
}

/// Who acts.
#[derive(Debug, Clone)]
pub enum Resolved {
    /// An account of this machine; [`Wallet::unlock`] opens it.
    File(Entry),
    /// A development account, open as it is.
    Development(Account),
}

impl Resolved {
    /// The account's address.
    pub fn address(&self) -> [u8; 32] {
        match self {
            Resolved::File(entry) => entry.address,
            Resolved::Development(account) => account.address(),
        }
    }
}

impl Wallet {
    /// Who acts: the name or the address of an account of this machine, or a development account.
    ///
    /// # Errors
    /// As [`Wallet::find`]; [`Kind::Usage`] for a development account where none may be used.
    pub fn resolve(&self, reference: &str, network: Network) -> Result<Resolved> {
        match development(reference, network)? {
            Some(account) => Ok(Resolved::Development(account)),
            None => self.find(reference, network).map(Resolved::File),
        }
    }

    /// Who is meant, this machine's or not: the name of an account of this machine, any address of the network,
    /// or a development account.
    ///
    /// # Errors
    /// [`Kind::Usage`] for an address of another network or with a mistake in it, and for a development account
    /// where none may be used; [`Kind::NotFound`] for a name that no account of this machine has.
    pub fn address(&self, reference: &str, network: Network) -> Result<[u8; 32]> {
        match (development(reference, network)?, names::is_name(reference.trim())) {
            (Some(account), _) => Ok(account.address()),
            (None, true) => self.named(reference.trim()).map(|entry| entry.address),
            (None, false) => read_address(reference, network),
        }
    }

    /// The account of this machine with this name or address.
    ///
    /// # Errors
    /// [`Kind::NotFound`] if there is none; [`Kind::Damaged`] if its file is no good; [`Kind::Usage`] for an
    /// address of another network or with a mistake in it, or one that several accounts here have.
    pub fn find(&self, reference: &str, network: Network) -> Result<Entry> {
        let reference = reference.trim();
        if is_development(reference) {
            let what = said!("local-development-no-file");
            return Err(Error::new(Kind::Usage, what)
                .next(said!("local-name-own"))
                .advise(Advice::ListAccounts));
        }
        if names::is_name(reference) {
            return self.named(reference);
        }
        let address = read_address(reference, network)?;
        let listed = self.list()?;
        let damaged = listed.iter().any(|listed| listed.entry.is_err());
        let mut found = listed
            .into_iter()
            .filter_map(|listed| listed.entry.ok())
            .filter(|e| e.address == address);
        match (found.next(), found.next()) {
            (Some(entry), None) => Ok(entry),
            (Some(_), Some(_)) => {
                let what = said!("local-several-at-address");
                Err(Error::new(Kind::Usage, what)
                    .next(said!("local-several-at-address-next"))
                    .advise(Advice::ListAccounts))
            }
            (None, _) => {
                let what = said!("local-none-at-address");
                Err(Error::new(Kind::NotFound, what)
                    .next(match damaged {
                        true => said!("local-maybe-damaged"),
                        false => said!("local-none-at-address-next"),
                    })
                    .advise(Advice::ListOrImportAccount))
            }
        }
    }

    fn named(&self, name: &str) -> Result<Entry> {
        self.entry(name)?.ok_or_else(not_here)
    }
}

/// Whether a reference names a development account, which has no key file.
pub fn is_development(reference: &str) -> bool {
    reference.trim().starts_with(DEVELOPMENT)
}

/// The development account that the reference names, if it names one and the network allows it.
fn development(reference: &str, network: Network) -> Result<Option<Account>> {
    let reference = reference.trim();
    if !is_development(reference) {
        return Ok(None);
    }
    if !network.development {
        let what = said!("local-development-elsewhere");
        return Err(Error::new(Kind::Usage, what)
            .next(said!("local-use-own"))
            .advise(Advice::NewAccountOrList));
    }
    Account::from_suri(reference)
        .map(Some)
        .map_err(errors::of_account)
}

fn read_address(text: &str, network: Network) -> Result<[u8; 32]> {
    ss58::decode_for(text, network.prefix).map_err(|error| match error {
        // It looks like one: what is wrong with it is worth knowing.
        error if text.len() >= SHORTEST_ADDRESS => Error::new(Kind::Usage, error.said()),
        _ => {
            let what = said!("local-neither-name-nor-address");
            Error::new(Kind::Usage, what)
                .next(said!("local-neither-name-nor-address-next"))
                .advise(Advice::ListAccounts)
        }
    })
}
