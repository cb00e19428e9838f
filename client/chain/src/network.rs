//! How a chain that several hospitals keep is: its node's peers, how far finality is behind, whose node makes blocks
//! and whose does not. Only arithmetic is here; what it works on, the node tells.

use medink_types::AccountId;

/// Newest blocks that are looked at, at most.
pub const LOOKED_AT: usize = 300;

/// What a node says of the network that it is one of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Network {
    /// Nodes that it is connected to.
    pub peers: u64,
    /// Whether it is still fetching what it has missed.
    pub catching_up: bool,
    /// The number of the newest block.
    pub best: u64,
    /// The number of the last block that is final.
    pub finalized: u64,
    /// The hospitals: each has a seat in the council.
    pub hospitals: Vec<AccountId>,
    /// Those of them that make no blocks and have laid down no keys to make any with.
    pub without_keys: Vec<AccountId>,
    /// Those of them that make blocks now, in the order of their turns.
    pub validators: Vec<Validator>,
}

impl Network {
    /// How many blocks are not final yet.
    pub fn lag(&self) -> u64 {
        self.best.saturating_sub(self.finalized)
    }
}

/// A hospital that makes blocks, and whether it did lately.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Validator {
    /// Its account.
    pub account: AccountId,
    /// How many turns it had, among the blocks that were looked at.
    pub turns: u64,
    /// How many blocks it made in them.
    pub blocks: u64,
}

/// Who made the blocks of these slots, the newest first, when `accounts` took turns.
pub(crate) fn validators(accounts: &[AccountId], slots: &[u64]) -> Vec<Validator> {
    let turns = accounts.len() as u64;
    let first = slots.last().copied().unwrap_or_default();
    let last = slots.first().copied().unwrap_or_default();
    (0u64..)
        .zip(accounts)
        .map(|(turn, account)| Validator {
            account: *account,
            turns: match slots.is_empty() {
                true => 0,
                false => had(first, last, turn, turns),
            },
            blocks: slots
                .iter()
                .filter(|slot| slot.checked_rem(turns) == Some(turn))
                .count() as u64,
        })
        .collect()
}

/// How many of the slots from `first` to `last` are those of `turn`, of so many `turns`.
fn had(first: u64, last: u64, turn: u64, turns: u64) -> u64 {
    // Those up to and with a slot.
    let until = |slot: u64| match slot.checked_sub(turn) {
        Some(after) => after
            .checked_div(turns)
            .map_or(0, |rounds| rounds.saturating_add(1)),
        None => 0,
    };
    let before = first.checked_sub(1).map_or(0, until);
    until(last).saturating_sub(before)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn account(number: u8) -> AccountId {
        AccountId([number; 32])
    }

    #[test]
    fn turns_are_counted_and_who_misses_them_is_seen() {
        let accounts = [account(0), account(1), account(2)];
        // Slots 7 to 15; those of the last, 8, 11 and 14, are empty.
        let seen = validators(&accounts, &[15, 13, 12, 10, 9, 7]);
        let counts: Vec<_> = seen.iter().map(|one| (one.turns, one.blocks)).collect();
        assert_eq!(counts, [(3, 3), (3, 3), (3, 0)]);
        assert_eq!(seen.iter().map(|one| one.account).collect::<Vec<_>>(), accounts);
    }

    #[test]
    fn a_standstill_costs_nothing_to_count() {
        let seen = validators(&[account(0), account(1)], &[u64::MAX, 1]);
        assert_eq!((seen[0].turns, seen[0].blocks), (u64::MAX / 2, 0));
        assert_eq!((seen[1].turns, seen[1].blocks), (u64::MAX / 2 + 1, 2));
    }

    #[test]
    fn nobody_and_nothing_are_no_trouble() {
        assert!(validators(&[], &[3, 2, 1]).is_empty());
        assert_eq!(validators(&[account(0)], &[])[0].turns, 0);
    }
}
