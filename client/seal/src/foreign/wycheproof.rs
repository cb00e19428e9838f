//! Wycheproof (C2SP): AES-256-GCM as this crate seals with it, and X25519 and ML-KEM-768 as they are linked under X-Wing.

use super::{bytes, tests};
use crate::crypt::open_small;
use crate::{Account, ENCRYPTION_KEY_LEN, EncryptionPublicKey};
use ml_kem::kem::{Decapsulate, TryKeyInit};
use ml_kem::ml_kem_768::{Ciphertext, EncapsulationKey};
use ml_kem::{B32, FromSeed, MlKem768, Seed};
use serde::Deserialize;

#[derive(Deserialize)]
struct Sealed {
    id: u32,
    key: String,
    iv: String,
    aad: String,
    msg: String,
    ct: String,
    tag: String,
    valid: bool,
}

#[test]
fn aes_256_gcm_opens_what_is_right_and_nothing_else() {
    for test in tests::<Sealed>(include_str!("../../testdata/vectors/aes-256-gcm.json"), 66) {
        let sealed = hex::decode(format!("{}{}{}", test.iv, test.ct, test.tag)).unwrap();
        let aad = hex::decode(&test.aad).unwrap();
        let opened = open_small(&bytes(&test.key), &aad, &sealed).unwrap();
        let expected = test.valid.then(|| hex::decode(&test.msg).unwrap());
        assert_eq!(opened.map(|plain| plain.to_vec()), expected, "test {}", test.id);
    }
}

#[derive(Deserialize)]
struct Agreed {
    id: u32,
    public: String,
    private: String,
    shared: String,
    zero: bool,
}

#[test]
fn x25519_agrees_and_keys_that_agree_on_zeros_are_refused() {
    let good = Account::from_suri("//Alice").unwrap().encryption(1).unwrap();
    for test in tests::<Agreed>(include_str!("../../testdata/vectors/x25519.json"), 167) {
        let public: [u8; 32] = bytes(&test.public);
        let shared = x25519_dalek::x25519(bytes(&test.private), public);
        assert_eq!(hex::encode(shared), test.shared, "test {}", test.id);
        // As the second half of a key that somebody is to be sealed to.
        let mut key = *good.public_key().as_bytes();
        key[ENCRYPTION_KEY_LEN - 32..].copy_from_slice(&public);
        let refused = EncryptionPublicKey::from_bytes(&key).is_err();
        assert_eq!(refused, test.zero, "test {}", test.id);
    }
}

#[derive(Deserialize)]
struct Decapsulated {
    id: u32,
    seed: String,
    c: String,
    #[serde(rename = "K")]
    k: String,
    valid: bool,
}

#[test]
fn ml_kem_768_decapsulates() {
    let file = include_str!("../../testdata/vectors/ml-kem-768-decapsulation.json");
    for test in tests::<Decapsulated>(file, 14) {
        let seed: Seed = hex::decode(&test.seed).unwrap().as_slice().try_into().unwrap();
        let (secret, _) = MlKem768::from_seed(&seed);
        match Ciphertext::try_from(hex::decode(&test.c).unwrap().as_slice()) {
            Ok(ciphertext) => {
                assert!(test.valid, "test {}", test.id);
                let shared = secret.decapsulate(&ciphertext);
                assert_eq!(hex::encode(shared), test.k, "test {}", test.id);
            }
            // Of another length.
            Err(_) => assert!(!test.valid, "test {}", test.id),
        }
    }
}

#[derive(Deserialize)]
struct Encapsulated {
    id: u32,
    ek: String,
    m: String,
    c: String,
    #[serde(rename = "K")]
    k: String,
    valid: bool,
}

#[test]
fn ml_kem_768_encapsulates_to_right_keys_alone() {
    let file = include_str!("../../testdata/vectors/ml-kem-768-encapsulation.json");
    for test in tests::<Encapsulated>(file, 16) {
        let key = hex::decode(&test.ek).unwrap();
        // As the first half of a key that somebody is to be sealed to.
        let hybrid = [key.as_slice(), &[9; 32]].concat();
        assert_eq!(
            EncryptionPublicKey::from_bytes(&hybrid).is_ok(),
            test.valid,
            "test {}",
            test.id
        );
        let Ok(key) = EncapsulationKey::new_from_slice(&key) else {
            assert!(!test.valid, "test {}", test.id);
            continue;
        };
        assert!(test.valid, "test {}", test.id);
        let message: B32 = bytes::<32>(&test.m).into();
        let (ciphertext, shared) = key.encapsulate_deterministic(&message);
        assert_eq!(hex::encode(ciphertext), test.c, "test {}", test.id);
        assert_eq!(hex::encode(shared), test.k, "test {}", test.id);
    }
}
