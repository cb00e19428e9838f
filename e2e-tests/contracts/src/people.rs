//! The accounts that the tests play with. Each is the public key of an sr25519 pair whose seed is one byte, 32 times:
//! people sign for their encryption keys.

use medink_testing::person;
use medink_types::{AccountId, PublicKey, SignedKey};
use std::{collections::BTreeMap, sync::OnceLock};

/// The account that deploys the system: the first admin.
pub const ADMIN: AccountId = at("f24ebe5f819504787a91eaa8f832557ff41f5c6a184cb5346049abac925a9141"); // seed 0xA0
/// An admin where a test makes one; nobody at first.
pub const OTHER_ADMIN: AccountId = at("1adadaeff9b916e7f91bd6ec6f4809195957962416be02a61ff49b1cdd2e131e"); // seed 0xA1
/// One more.
pub const THIRD_ADMIN: AccountId = at("ae8a0c09ff576291d10dc9149231a55192c3f7b977da7fa0306a0b8ca21abd02"); // seed 0xA2
/// A doctor of [`crate::World::peopled`].
pub const DOCTOR: AccountId = at("7c3c143e02a621898f72ad1177a3b0ad48def3c5eac456f4f3fcaab1067c8602"); // seed 0xD0
/// Another doctor of [`crate::World::peopled`].
pub const OTHER_DOCTOR: AccountId = at("6e3aa500835a9c132e2e11b3c4580195f5e108b0239327a45ac13e0698ae5655"); // seed 0xD1
/// A doctor whom the tests suspend where they need one; nobody at first.
pub const SUSPENDED_DOCTOR: AccountId =
    at("a03b6342052d6e18c3bb32d6273acde94c04bc2706357d548b882769140e213e"); // seed 0xD2
/// A doctor whose consent has run out where a test needs one; nobody at first.
pub const EXPIRED_DOCTOR: AccountId = at("785e206dba3f495197c5a201ae378577cf138d7400adea5c6972a741aa734131"); // seed 0xD3
/// A doctor whose consent was taken back where a test needs one; nobody at first.
pub const REVOKED_DOCTOR: AccountId = at("fc528305a0226035d9af203b93ca2da25fb23f13009beec88d19d1bc67915371"); // seed 0xD4
/// A doctor with a consent to single records where a test needs one; nobody at first.
pub const RECORD_DOCTOR: AccountId = at("1e6985920155a9b7091bf9839f9fa158dfd7a2a865d5fdaed0e00012c80a5b20"); // seed 0xD5
/// A patient of [`crate::World::peopled`].
pub const PATIENT: AccountId = at("a26d2ac214f74ae3c42cc7e94c4eee794441899dbb1e8a27c319be19916f7f43"); // seed 0xE0
/// Another patient of [`crate::World::peopled`].
pub const OTHER_PATIENT: AccountId = at("4a162a9c5ddf7a2b01392972e7197e9a1a8c29667ee3c6e5c04e3d161d398b7b"); // seed 0xE1
/// An account with money and no role.
pub const STRANGER: AccountId = at("e6cd3396e2d1822190fecc7346ab033be39efb7d985ee57a9f21c1200e40733f"); // seed 0x50

/// All of the above.
pub const EVERYBODY: [AccountId; 12] = [
    ADMIN,
    OTHER_ADMIN,
    THIRD_ADMIN,
    DOCTOR,
    OTHER_DOCTOR,
    SUSPENDED_DOCTOR,
    EXPIRED_DOCTOR,
    REVOKED_DOCTOR,
    RECORD_DOCTOR,
    PATIENT,
    OTHER_PATIENT,
    STRANGER,
];

/// One of many people: nobody of the above for `n` below 0x50. Panics above 0xff.
pub fn nth(n: u32) -> AccountId {
    person(u8::try_from(n).expect("there are 256 people"))
}

/// `key` with the signature of `by` that it is the encryption key of `of` with this serial. Panics where `by` is none
/// of the people here.
pub fn signed_by(by: AccountId, of: AccountId, key: PublicKey, serial: u32) -> SignedKey {
    static SEEDS: OnceLock<BTreeMap<AccountId, u8>> = OnceLock::new();
    let seeds = SEEDS.get_or_init(|| (0..=u8::MAX).map(|seed| (person(seed), seed)).collect());
    let seed = *seeds.get(&by).expect("only people with a seed sign");
    medink_testing::signed_by(seed, of, key, serial)
}

/// The account of a public key.
const fn at(public: &str) -> AccountId {
    let (hex, mut bytes, mut n) = (public.as_bytes(), [0; 32], 0);
    while n < 32 {
        bytes[n] = 16 * nibble(hex[2 * n]) + nibble(hex[2 * n + 1]);
        n += 1;
    }
    AccountId(bytes)
}

const fn nibble(digit: u8) -> u8 {
    match digit {
        b'0'..=b'9' => digit - b'0',
        _ => digit - b'a' + 10,
    }
}
