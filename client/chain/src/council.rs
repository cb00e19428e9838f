//! What the hospitals of a network decide together: their council's seats, the motions that are open, and the
//! transactions that make, vote on and close one. Only what is known of them is here; the node tells and submits.
//!
//! What a motion would do is read from the call that it carries, as the chain's metadata names it: a call that is not
//! known here is named and never guessed at.

use medink_types::AccountId;

/// Motions that are read at most. Our own node's runtime has 32 open at a time.
pub const MOST_MOTIONS: usize = 100;

/// Longest name of a pallet or call that is told, in characters.
pub(crate) const LONGEST_NAME: usize = 64;

/// The longest call that a motion is made with, in bytes: each of those that [`Proposed`] knows is shorter.
pub(crate) const LENGTH_BOUND: u32 = 1_024;

/// What a motion would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Motion {
    /// The account becomes a hospital of the network.
    Join(AccountId),
    /// The account is no hospital of the network any more.
    Leave(AccountId),
    /// The call of this hash may be carried out with the runtime's highest right, by whichever hospital hands it in.
    Allow([u8; 32]),
    /// Anything else, by the names that the chain's metadata has for it.
    Other {
        /// The pallet.
        pallet: String,
        /// Its call.
        call: String,
    },
}

/// A motion that can be made here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proposed {
    /// The account becomes a hospital of the network.
    Join(AccountId),
    /// The account is no hospital of the network any more.
    Leave(AccountId),
    /// The call of this hash may be carried out with the runtime's highest right.
    Allow([u8; 32]),
}

impl From<Proposed> for Motion {
    fn from(proposed: Proposed) -> Self {
        match proposed {
            Proposed::Join(account) => Motion::Join(account),
            Proposed::Leave(account) => Motion::Leave(account),
            Proposed::Allow(call) => Motion::Allow(call),
        }
    }
}

/// A motion that is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenMotion {
    /// Its number; none is ever given twice.
    pub number: u32,
    /// BLAKE2b-256 of the call that it carries, by which votes name it.
    pub hash: [u8; 32],
    /// What it would do.
    pub motion: Motion,
    /// How many ayes it takes.
    pub threshold: u32,
    /// Who has said yes.
    pub ayes: Vec<AccountId>,
    /// Who has said no.
    pub nays: Vec<AccountId>,
    /// The last block in which votes count. Whoever has not voted then has said no.
    pub end: u64,
    /// Bytes of the call that it carries.
    pub length: u32,
}

/// What can be done with a motion now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Votes are missing.
    Open,
    /// It has the ayes that it takes: closing it carries it out.
    Carried,
    /// It can't get them any more, or its time is over: closing it removes it.
    Lost,
}

impl OpenMotion {
    /// How it stands in a council of so many seats at a block.
    pub fn standing(&self, seats: usize, block: u64) -> Standing {
        let count = |votes: &[AccountId]| u64::try_from(votes.len()).unwrap_or(u64::MAX);
        let seats = u64::try_from(seats).unwrap_or(u64::MAX);
        let threshold = u64::from(self.threshold);
        if count(&self.ayes) >= threshold {
            return Standing::Carried;
        }
        match seats.saturating_sub(count(&self.nays)) < threshold || block >= self.end {
            true => Standing::Lost,
            false => Standing::Open,
        }
    }
}

/// The hospitals' council at a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Council {
    /// The block.
    pub block: u64,
    /// Who has a seat.
    pub seats: Vec<AccountId>,
    /// The motions that are open, the oldest first; [`MOST_MOTIONS`] at most.
    pub motions: Vec<OpenMotion>,
}

impl Council {
    /// How many ayes it takes to decide: two thirds of all seats, and never none.
    pub fn majority(&self) -> u32 {
        let seats = u32::try_from(self.seats.len()).unwrap_or(u32::MAX);
        seats.saturating_mul(2).div_ceil(3).max(1)
    }

    /// The open motion of this number.
    pub fn motion(&self, number: u32) -> Option<&OpenMotion> {
        self.motions.iter().find(|motion| motion.number == number)
    }
}

/// The keys that a node signs blocks and votes with, made by it, and the proof for the chain that they are the owner's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NodeKeys {
    /// The public keys, one after the other.
    pub keys: Vec<u8>,
    /// Their signatures of the owner's account.
    pub proof: Vec<u8>,
}

/// A transaction of a network's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NetworkCall {
    /// Makes a motion. With a threshold of 1 it is carried out at once.
    Propose {
        /// What it would do.
        motion: Proposed,
        /// How many ayes it takes.
        threshold: u32,
    },
    /// Votes on a motion.
    Vote {
        /// The motion's hash.
        hash: [u8; 32],
        /// The motion's number.
        number: u32,
        /// Yes or no.
        aye: bool,
    },
    /// Closes a motion, and carries it out if it has the ayes that it takes.
    Close {
        /// The motion's hash.
        hash: [u8; 32],
        /// The motion's number.
        number: u32,
        /// Bytes of the call that it carries.
        length: u32,
    },
    /// Hands in a call that the council has allowed by its hash.
    CarryOut(
        /// The call, SCALE-encoded.
        Vec<u8>,
    ),
    /// Lays down a node's keys. It takes a deposit.
    SetKeys(NodeKeys),
    /// Takes a node's keys back, and the deposit with them.
    PurgeKeys,
}

impl NetworkCall {
    /// The pallet and its call.
    pub(crate) fn names(&self) -> (&'static str, &'static str) {
        match self {
            NetworkCall::Propose { .. } => ("Council", "propose"),
            NetworkCall::Vote { .. } => ("Council", "vote"),
            NetworkCall::Close { .. } => ("Council", "close"),
            NetworkCall::CarryOut(_) => ("Whitelist", "dispatch_whitelisted_call_with_preimage"),
            NetworkCall::SetKeys(_) => ("Session", "set_keys"),
            NetworkCall::PurgeKeys => ("Session", "purge_keys"),
        }
    }

    /// What answers and errors call it, such as `council.vote`.
    pub fn label(&self) -> &'static str {
        match self {
            NetworkCall::Propose { .. } => "council.propose",
            NetworkCall::Vote { .. } => "council.vote",
            NetworkCall::Close { .. } => "council.close",
            NetworkCall::CarryOut(_) => "whitelist.dispatchWhitelistedCallWithPreimage",
            NetworkCall::SetKeys(_) => "session.setKeys",
            NetworkCall::PurgeKeys => "session.purgeKeys",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn account(number: u8) -> AccountId {
        AccountId([number; 32])
    }

    fn council(seats: u8) -> Council {
        Council {
            block: 7,
            seats: (0..seats).map(account).collect(),
            motions: Vec::new(),
        }
    }

    #[test]
    fn two_thirds_of_the_seats_decide() {
        let needed: Vec<u32> = (0..=10).map(|seats| council(seats).majority()).collect();
        assert_eq!(needed, [1, 1, 2, 2, 3, 4, 4, 5, 6, 6, 7]);
    }

    #[test]
    fn a_motion_stands_as_the_chain_would_close_it() {
        let motion = |ayes: u8, nays: u8| OpenMotion {
            number: 1,
            hash: [1; 32],
            motion: Motion::Join(account(9)),
            threshold: 3,
            ayes: (0..ayes).map(account).collect(),
            nays: (0..nays).map(account).collect(),
            end: 100,
            length: 36,
        };
        assert_eq!(motion(2, 1).standing(4, 99), Standing::Open);
        assert_eq!(motion(3, 1).standing(4, 99), Standing::Carried);
        assert_eq!(motion(1, 2).standing(4, 99), Standing::Lost);
        // Who has said nothing by then has said no.
        assert_eq!(motion(2, 0).standing(4, 100), Standing::Lost);
        assert_eq!(motion(3, 0).standing(4, 100), Standing::Carried);
    }
}
