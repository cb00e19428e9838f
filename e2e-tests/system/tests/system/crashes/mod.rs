//! Programs and machines that end without a word: medink and its node are killed at random moments of everything that
//! changes something, the power goes, the disk can't be written, the clock jumps. What was acknowledged is there afterwards,
//! once and whole; what was half done is finished by the same command given again; and a check-up finds nothing.
//!
//! How many are killed, and when, is in [`chance`]: 200 in all, or `MEDINK_KILLS`; a run that failed is repeated with the
//! `MEDINK_KILLS_SEED` that it printed.

mod blow;
mod chance;
mod clock;
mod consents;
mod deploying;
mod power;
mod read_only;
mod records;
mod starting;
