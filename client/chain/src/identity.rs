//! Which chain this is, and how it writes accounts and amounts.

use medink_types::AccountId;
use subxt::utils::AccountId32;

/// What a chain says of itself. Asked once, when connecting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// The hash of the first block: what tells one chain from another.
    pub genesis: [u8; 32],
    /// The chain's name, such as `medink development`.
    pub name: String,
    /// `Development`, `Local`, `Live`, or a name of the chain's own (RPC `system_chainType`).
    pub chain_type: String,
    /// The node's program and version.
    pub node: String,
    /// The SS58 prefix of addresses on this chain; 42 where the chain names none.
    pub ss58_prefix: u16,
    /// The token that fees and deposits are paid in.
    pub token: Token,
    /// The runtime's name.
    pub spec_name: String,
    /// The runtime's version when the connection was made.
    pub spec_version: u32,
    /// The least that an account must have to exist, in the token's smallest unit.
    pub existential_deposit: u128,
}

impl Identity {
    /// Whether the chain says that it is for development. Well-known accounts such as `//Alice` belong there only.
    pub fn is_development(&self) -> bool {
        self.chain_type == "Development" || self.chain_type == "Local"
    }
}

/// A chain's token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Its symbol, such as `UNIT`.
    pub symbol: String,
    /// How many decimal places its smallest unit is away from the token, at most 38.
    pub decimals: u8,
}

impl Token {
    /// `amount` (in the smallest unit) as people read it: `1.25 UNIT`. Exact: no digit is dropped.
    pub fn format(&self, amount: u128) -> String {
        let places = usize::from(self.decimals);
        let digits = format!("{amount:0>width$}", width = places + 1);
        let (whole, fraction) = digits.split_at(digits.len() - places);
        let fraction = fraction.trim_end_matches('0');
        if fraction.is_empty() {
            format!("{whole} {}", self.symbol)
        } else {
            format!("{whole}.{fraction} {}", self.symbol)
        }
    }
}

/// What an account has, in the token's smallest unit (pallet-balances).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Balance {
    /// Not reserved or held.
    pub free: u128,
    /// Reserved or held, for instance as storage deposits.
    pub reserved: u128,
    /// The part that may not be spent freely; it overlaps `reserved`.
    pub frozen: u128,
    /// What can be spent while the account stays alive.
    pub spendable: u128,
    /// How many transactions of the account are in the chain.
    pub nonce: u32,
}

/// An account in SS58 with Substrate's generic prefix 42, which every wallet reads as the same account on any chain.
pub fn address(account: &AccountId) -> String {
    AccountId32(account.0).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_written_exactly() {
        let unit = Token {
            symbol: "UNIT".into(),
            decimals: 12,
        };
        assert_eq!(unit.format(0), "0 UNIT");
        assert_eq!(unit.format(1), "0.000000000001 UNIT");
        assert_eq!(unit.format(1_500_000_000_000), "1.5 UNIT");
        assert_eq!(unit.format(10u128.pow(15)), "1000 UNIT");
        assert_eq!(
            unit.format(u128::MAX),
            "340282366920938463463374607.431768211455 UNIT"
        );
        assert_eq!(
            Token {
                symbol: "X".into(),
                decimals: 0
            }
            .format(7),
            "7 X"
        );
    }

    #[test]
    fn alice_has_her_well_known_address() {
        let alice = hex::decode("d43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d").unwrap();
        let alice = AccountId::from(<[u8; 32]>::try_from(alice).unwrap());
        assert_eq!(
            address(&alice),
            "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY"
        );
    }
}
