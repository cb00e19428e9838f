//! subxt's own readers of addresses and secret phrases, on drawn ones: they and ours agree.

use crate::{Account, ss58, suri};
use proptest::prelude::*;
use std::str::FromStr;
use subxt_signer::{SecretUri, sr25519::Keypair};
use subxt_utils_accountid32::AccountId32;

/// A root, junctions, and a password: what `subkey` takes.
fn drawn_suri() -> impl Strategy<Value = String> {
    let root = prop_oneof![
        2 => Just(String::new()),
        1 => Just("bottom drive obey lake curtain smoke basket hold race lonely fit walk".to_owned()),
        1 => Just("legal winner thank year wave sausage worth useful legal winner thank yellow".to_owned()),
        1 => any::<[u8; 32]>().prop_map(|seed| format!("0x{}", hex::encode(seed))),
    ];
    // Names, numbers, and what is longer than a junction holds.
    let word = prop_oneof![
        "[A-Za-z][A-Za-z0-9_-]{0,12}",
        any::<u64>().prop_map(|number| number.to_string()),
        "[a-z]{32,60}",
    ];
    let junction = (any::<bool>(), word).prop_map(|(hard, word)| match hard {
        true => format!("//{word}"),
        false => format!("/{word}"),
    });
    let junctions = prop::collection::vec(junction, 1..4).prop_map(|all| all.concat());
    let password = prop_oneof![
        2 => Just(String::new()),
        1 => "[a-z0-9]{1,16}".prop_map(|password| format!("///{password}")),
    ];
    (root, junctions, password).prop_map(|(root, junctions, password)| format!("{root}{junctions}{password}"))
}

/// Nothing is kept of a failure: what is drawn is the same in every run.
fn config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        failure_persistence: None,
        rng_seed: prop::test_runner::RngSeed::Fixed(0x5345_414c),
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config(64))]

    #[test]
    fn a_secret_phrase_is_the_same_account(uri in drawn_suri()) {
        let theirs = Keypair::from_uri(&SecretUri::from_str(&uri).unwrap()).unwrap();
        let ours = Account::from_suri(&uri).unwrap();
        prop_assert_eq!(ours.address(), theirs.public_key().0, "{}", uri);
        // Whose root is known to all is told; nobody else's is.
        let known = uri.starts_with('/') || uri.starts_with("bottom");
        prop_assert_eq!(suri::is_development(&uri), known);
        let signature = subxt_signer::sr25519::Signature(ours.sign(b"message"));
        prop_assert!(subxt_signer::sr25519::verify(&signature, b"message", &theirs.public_key()));
    }

    #[test]
    fn an_address_is_the_same_account(bytes in any::<[u8; 32]>(), prefix in 0u16..16_384) {
        prop_assert_eq!(ss58::encode(&bytes, 42).unwrap(), AccountId32(bytes).to_string());
        prop_assume!(!matches!(prefix, 46 | 47));
        let text = ss58::encode(&bytes, prefix).unwrap();
        prop_assert_eq!(ss58::decode(&text), Ok((prefix, bytes)));
        prop_assert_eq!(AccountId32::from_str(&text).unwrap(), AccountId32(bytes));
    }
}
