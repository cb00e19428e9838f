//! What a hospital does in its network: it makes motions, votes on them, closes them, hands in what was decided, lays its
//! node's keys down, and leaves.
//!
//! None of it needs a deployment of medink's contracts: a chain is kept by hospitals, whatever is on it. What the chain
//! would refuse is found out before anything is signed, and told with what helps. What others may think of a motion is
//! theirs: nothing here votes for anybody but the one who acts.

use crate::advice::Advice;
use crate::error::{Error, Kind, Result};
use crate::{Done, Step, blake2_256};
use medink_chain::{
    Chain, Council, Motion, NetworkCall, NodeKeys, OpenMotion, Proposed, Signer, Standing, SubmitOptions,
    Transaction,
};
use medink_types::AccountId;
use medink_words::{Said, said};

/// The longest runtime or call that is handed in, in bytes: more does not fit into a block.
pub const LONGEST_CALL: u64 = 3 * 1024 * 1024;

/// What WebAssembly begins with, and what the SDK's packed form of it does (sp-maybe-compressed-blob).
const RUNTIMES: [&[u8]; 2] = [b"\0asm", &[82, 188, 83, 118, 70, 219, 142, 5]];

/// What came of a motion that was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Made {
    /// It is carried out: who made it decides alone.
    CarriedOut,
    /// It waits for votes, under this number; whoever made it has said yes.
    Waits(u32),
}

/// What came of a motion that was closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closed {
    /// What it was about.
    pub motion: Motion,
    /// Whether it was carried out; if not, it lacked ayes.
    pub carried_out: bool,
}

/// The council of a chain.
///
/// # Errors
/// [`Kind::NotFound`] for a chain that no hospitals keep; as the chain's.
pub async fn council(chain: &dyn Chain) -> Result<Council> {
    chain.council().await?.ok_or_else(none)
}

/// The error for a chain that no hospitals keep.
pub fn none() -> Error {
    Error::new(Kind::NotFound, said!("core-no-network")).next(said!("core-no-network-next"))
}

/// A motion in words.
pub fn words(motion: &Motion, address: impl Fn(&AccountId) -> String) -> Said {
    match motion {
        Motion::Join(who) => said!("motion-join", who = address(who)),
        Motion::Leave(who) => said!("motion-leave", who = address(who)),
        Motion::Allow(call) => said!("motion-allow", call = shown(call)),
        Motion::Other { pallet, call } => said!("motion-other", call = format!("{pallet}.{call}")),
    }
}

/// A hash as it is written.
pub fn shown(hash: &[u8; 32]) -> String {
    format!("0x{}", hex::encode(hash))
}

/// The hash by which the council allows a call.
pub fn call_hash(call: &[u8]) -> [u8; 32] {
    blake2_256(call)
}

/// The call that makes these bytes the chain's runtime.
///
/// # Errors
/// [`Kind::Usage`] for what is no runtime, or is too large for a block.
pub fn upgrade(chain: &dyn Chain, code: &[u8]) -> Result<Vec<u8>> {
    if !RUNTIMES.iter().any(|front| code.starts_with(front)) {
        return Err(Error::new(Kind::Usage, said!("core-no-runtime")).next(said!("core-no-runtime-next")));
    }
    bounded(code.len())?;
    Ok(chain.call_of_runtime(code)?)
}

/// A call as Polkadot.js Apps writes one: `0x` and hexadecimal digits.
///
/// # Errors
/// [`Kind::Usage`] for anything else, and for what is too large for a block.
pub fn call(text: &str) -> Result<Vec<u8>> {
    let no_call = || Error::new(Kind::Usage, said!("core-no-call")).next(said!("core-no-call-next"));
    let digits = text.trim().strip_prefix("0x").ok_or_else(no_call)?;
    let call = hex::decode(digits).map_err(|_| no_call())?;
    // Pallet and call are a byte each.
    if call.len() < 2 {
        return Err(no_call());
    }
    bounded(call.len())?;
    Ok(call)
}

fn bounded(bytes: usize) -> Result<()> {
    match u64::try_from(bytes) {
        Ok(bytes) if bytes <= LONGEST_CALL => Ok(()),
        _ => Err(Error::new(
            Kind::Usage,
            said!("core-call-too-long", most_mib = LONGEST_CALL / 1024 / 1024),
        )
        .next(said!("core-no-runtime-next"))),
    }
}

/// A hospital that acts, or somebody who wants to be one.
pub struct Hospital<'a> {
    /// The network's chain.
    pub chain: &'a dyn Chain,
    /// Its account.
    pub signer: &'a dyn Signer,
    /// How transactions are submitted.
    pub options: &'a SubmitOptions,
}

impl Hospital<'_> {
    fn id(&self) -> AccountId {
        self.signer.account().into()
    }

    /// Makes a motion and votes for it. Where this hospital decides alone, it is carried out at once.
    ///
    /// # Errors
    /// [`Kind::Refused`] for who is no hospital of the network, for what is so already, and for a motion that is open.
    pub async fn propose(&self, motion: Proposed) -> Result<Done<Made>> {
        let council = council(self.chain).await?;
        self.seated(&council)?;
        sensible(&council, motion)?;
        let mut steps = Vec::new();
        let made = self.made(&council, motion, &mut steps).await;
        self.done(made, steps)
    }

    async fn made(&self, council: &Council, motion: Proposed, steps: &mut Vec<Step>) -> Result<Made> {
        let threshold = council.majority();
        self.step(&NetworkCall::Propose { motion, threshold }, steps)
            .await?;
        if threshold < 2 {
            return Ok(Made::CarriedOut);
        }
        let open = self::council(self.chain).await?;
        let made = Motion::from(motion);
        let open = open.motions.into_iter().find(|open| open.motion == made);
        let Some(OpenMotion {
            number, hash, ayes, ..
        }) = open
        else {
            return Err(Error::new(Kind::NotFound, said!("core-motion-gone"))
                .next(said!("core-motion-gone-next"))
                .advise(Advice::ListMotions));
        };
        if !ayes.contains(&self.id()) {
            let aye = true;
            self.step(&NetworkCall::Vote { hash, number, aye }, steps).await?;
        }
        Ok(Made::Waits(number))
    }

    /// Votes on an open motion, or changes one's vote. How it stands then.
    ///
    /// # Errors
    /// [`Kind::NotFound`] for a motion that is not open; [`Kind::Refused`] for who is no hospital of the network, and for
    /// the same vote again.
    pub async fn vote(&self, number: u32, aye: bool) -> Result<Done<Standing>> {
        let council = council(self.chain).await?;
        self.seated(&council)?;
        let motion = open(&council, number)?;
        let same = if aye { &motion.ayes } else { &motion.nays };
        if same.contains(&self.id()) {
            return Err(Error::new(Kind::Refused, said!("core-voted-so", number = number))
                .next(said!("core-voted-so-next"))
                .advise(Advice::ListMotions));
        }
        let mut after = motion.clone();
        for votes in [&mut after.ayes, &mut after.nays] {
            votes.retain(|who| *who != self.id());
        }
        if aye { &mut after.ayes } else { &mut after.nays }.push(self.id());
        let hash = motion.hash;
        let mut steps = Vec::new();
        let voted = self
            .step(&NetworkCall::Vote { hash, number, aye }, &mut steps)
            .await;
        let standing = after.standing(council.seats.len(), council.block);
        self.done(voted.map(|()| standing), steps)
    }

    /// Closes a motion that has its ayes, or can't get them any more: carries it out, or removes it. Anybody may.
    ///
    /// # Errors
    /// [`Kind::NotFound`] for a motion that is not open; [`Kind::Refused`] while votes are missing, and for what the chain
    /// does not carry out although it was decided.
    pub async fn close(&self, number: u32) -> Result<Done<Closed>> {
        let council = council(self.chain).await?;
        let motion = open(&council, number)?;
        let carried_out = match motion.standing(council.seats.len(), council.block) {
            Standing::Carried => true,
            Standing::Lost => false,
            Standing::Open => {
                return Err(Error::new(
                    Kind::Refused,
                    said!(
                        "core-motion-open",
                        number = number,
                        ayes = motion.ayes.len(),
                        threshold = motion.threshold
                    ),
                )
                .next(said!("core-motion-open-next", end = motion.end))
                .advise(Advice::ListMotions));
            }
        };
        let call = NetworkCall::Close {
            hash: motion.hash,
            number,
            length: motion.length,
        };
        let mut steps = Vec::new();
        let closed = self.step(&call, &mut steps).await;
        let motion = motion.motion.clone();
        self.done(closed.map(|()| Closed { motion, carried_out }), steps)
    }

    /// Hands in a call that the council has allowed.
    ///
    /// # Errors
    /// [`Kind::Refused`] for who is no hospital of the network, for what was not allowed, and for what fails.
    pub async fn carry_out(&self, call: Vec<u8>) -> Result<Done<()>> {
        let council = council(self.chain).await?;
        self.seated(&council)?;
        let hash = call_hash(&call);
        if !self.chain.is_allowed(hash).await? {
            return Err(
                Error::new(Kind::Refused, said!("core-not-allowed", call = shown(&hash)))
                    .next(said!("core-not-allowed-next"))
                    .advise(Advice::ListMotions),
            );
        }
        let mut steps = Vec::new();
        let done = self.step(&NetworkCall::CarryOut(call), &mut steps).await;
        self.done(done, steps)
    }

    /// Has the node make new keys and lays them down for the one who acts; the public ones.
    ///
    /// # Errors
    /// [`Kind::Funds`] without the deposit; what the node says that does not make keys for this machine.
    pub async fn lay_down_keys(&self) -> Result<Done<Vec<u8>>> {
        council(self.chain).await?;
        // Before the node makes any: it keeps them for ever.
        let measure = NetworkCall::SetKeys(NodeKeys {
            keys: vec![0; 64],
            proof: vec![0; 128],
        });
        self.chain
            .try_transaction(self.id(), Transaction::Network(&measure))
            .await?;
        let new = self.chain.new_keys(self.id()).await?;
        let keys = new.keys.clone();
        let mut steps = Vec::new();
        let laid = self.step(&NetworkCall::SetKeys(new), &mut steps).await;
        self.done(laid.map(|()| keys), steps)
    }

    /// Leaves: moves that this hospital is none any more, where it is one, and takes its node's keys back, where there are
    /// any. The motion, where there is one to be voted on.
    ///
    /// # Errors
    /// [`Kind::Refused`] for the only hospital, and where there is nothing to leave.
    pub async fn leave(&self) -> Result<Done<Option<u32>>> {
        let council = council(self.chain).await?;
        let (id, leaving) = (self.id(), Proposed::Leave(self.id()));
        let seated = council.seats.contains(&id);
        let has_keys = self.chain.has_keys(id).await?;
        if !seated && !has_keys {
            return Err(Error::new(Kind::Refused, said!("core-nothing-to-leave"))
                .next(said!("core-nothing-to-leave-next")));
        }
        if seated && council.seats.len() == 1 {
            return Err(
                Error::new(Kind::Refused, said!("core-only-hospital")).next(said!("core-only-hospital-next"))
            );
        }
        let moved = Motion::from(leaving);
        let open = council.motions.iter().find(|open| open.motion == moved);
        let mut steps = Vec::new();
        let left = async {
            let number = match open {
                Some(open) => Some(open.number),
                None if seated => match self.made(&council, leaving, &mut steps).await? {
                    Made::Waits(number) => Some(number),
                    Made::CarriedOut => None,
                },
                None => None,
            };
            if has_keys {
                self.step(&NetworkCall::PurgeKeys, &mut steps).await?;
            }
            Ok::<_, Error>(number)
        }
        .await;
        self.done(left, steps)
    }

    fn seated(&self, council: &Council) -> Result<()> {
        if council.seats.contains(&self.id()) {
            return Ok(());
        }
        let who = medink_chain::address(&self.id());
        Err(Error::new(Kind::Refused, said!("core-no-seat", who = who)).next(said!("core-no-seat-next")))
    }

    async fn step(&self, call: &NetworkCall, steps: &mut Vec<Step>) -> Result<()> {
        let step = |receipt| Step {
            what: call.label().to_owned(),
            receipt,
        };
        let submitted = self
            .chain
            .submit(self.signer, Transaction::Network(call), self.options)
            .await;
        match submitted {
            Ok(submitted) => {
                steps.push(step(submitted.receipt));
                Ok(())
            }
            Err(error) => {
                steps.extend(error.receipt().cloned().map(step));
                Err(error.into())
            }
        }
    }

    /// What was done, or what went wrong after these transactions.
    fn done<T>(&self, value: Result<T>, steps: Vec<Step>) -> Result<Done<T>> {
        match value {
            Ok(value) => Ok(Done { value, steps }),
            Err(error) => Err(error.after(steps, &self.chain.identity().token)),
        }
    }
}

/// The open motion of a number.
fn open(council: &Council, number: u32) -> Result<&OpenMotion> {
    council.motion(number).ok_or_else(|| {
        Error::new(Kind::NotFound, said!("core-no-motion", number = number))
            .next(said!("core-look-at-those"))
            .advise(Advice::ListMotions)
    })
}

/// Refuses what is so already, and what is moved already.
fn sensible(council: &Council, motion: Proposed) -> Result<()> {
    let seated = |who: &AccountId| council.seats.contains(who);
    let refused = |what: Said| Err(Error::new(Kind::Refused, what).next(said!("core-see-status")));
    match motion {
        Proposed::Join(who) if seated(&who) => {
            return refused(said!("core-has-seat", who = medink_chain::address(&who)));
        }
        Proposed::Leave(who) if !seated(&who) => {
            return refused(said!("core-has-no-seat", who = medink_chain::address(&who)));
        }
        Proposed::Leave(_) if council.seats.len() == 1 => {
            return Err(
                Error::new(Kind::Refused, said!("core-only-hospital")).next(said!("core-only-hospital-next"))
            );
        }
        _ => {}
    }
    let moved = Motion::from(motion);
    match council.motions.iter().find(|open| open.motion == moved) {
        None => Ok(()),
        Some(open) => Err(
            Error::new(Kind::Refused, said!("core-moved-already", number = open.number))
                .next(said!("core-moved-already-next"))
                .advise(Advice::ListMotions),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn account(number: u8) -> AccountId {
        AccountId([number; 32])
    }

    fn council(seats: u8, motions: &[(u32, Motion)]) -> Council {
        let open = |(number, motion): &(u32, Motion)| OpenMotion {
            number: *number,
            hash: [1; 32],
            motion: motion.clone(),
            threshold: 2,
            ayes: Vec::new(),
            nays: Vec::new(),
            end: 100,
            length: 36,
        };
        Council {
            block: 1,
            seats: (1..=seats).map(account).collect(),
            motions: motions.iter().map(open).collect(),
        }
    }

    #[test]
    fn what_is_so_or_moved_already_is_refused_with_what_helps() {
        let council = council(3, &[(4, Motion::Join(account(9)))]);
        for (motion, key) in [
            (Proposed::Join(account(2)), "core-has-seat"),
            (Proposed::Leave(account(8)), "core-has-no-seat"),
            (Proposed::Join(account(9)), "core-moved-already"),
        ] {
            let error = sensible(&council, motion).unwrap_err();
            assert_eq!((error.kind, error.key()), (Kind::Refused, key));
            assert!(error.next.is_some(), "{key}");
        }
        for motion in [
            Proposed::Join(account(8)),
            Proposed::Leave(account(2)),
            Proposed::Allow([3; 32]),
        ] {
            assert_eq!(sensible(&council, motion), Ok(()));
        }
    }

    #[test]
    fn the_only_hospital_stays() {
        let error = sensible(&council(1, &[]), Proposed::Leave(account(1))).unwrap_err();
        assert_eq!(error.key(), "core-only-hospital");
    }

    #[test]
    fn a_call_is_what_polkadot_js_writes() {
        assert_eq!(call("0x000107\n"), Ok(vec![0, 1, 7]));
        for nonsense in ["", "0x", "0x00", "000107", "0x0001zz", "0x00010"] {
            assert_eq!(call(nonsense).unwrap_err().kind, Kind::Usage, "{nonsense:?}");
        }
        let long = format!("0x{}", "00".repeat(LONGEST_CALL as usize + 1));
        assert_eq!(call(&long).unwrap_err().key(), "core-call-too-long");
    }

    #[test]
    fn a_motion_has_words_for_what_is_known_of_it() {
        let told = |motion| words(&motion, |who| format!("#{}", who.0[0])).to_string();
        assert!(told(Motion::Join(account(7))).contains("#7"));
        assert!(told(Motion::Leave(account(7))).contains("#7"));
        assert!(told(Motion::Allow([0xab; 32])).contains(&"ab".repeat(32)));
        let other = Motion::Other {
            pallet: "Council".into(),
            call: "kill".into(),
        };
        assert!(told(other).contains("Council.kill"));
    }
}
