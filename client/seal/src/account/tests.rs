use super::*;
use crate::{foreign, random::fixed::Fixed};

const SIX_TIMES_TWO: &str =
    "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about";

#[test]
fn accounts_are_those_of_substrate() {
    let alice = Account::from_suri("//Alice").unwrap();
    let address = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
    assert_eq!(ss58::encode(&alice.address(), ss58::SUBSTRATE).unwrap(), address);
    let vectors = foreign::vectors();
    let accounts = vectors["accounts"].as_array().unwrap();
    assert_eq!(accounts.len(), 22);
    for vector in accounts {
        let suri = vector["suri"].as_str().unwrap();
        let account = Account::from_suri(suri).unwrap();
        assert_eq!(
            hex::encode(account.address()),
            vector["public_key"].as_str().unwrap(),
            "{suri}"
        );
    }
}

#[test]
fn signatures_are_those_of_substrate() {
    let vectors = foreign::vectors();
    let vector = &vectors["signature"];
    let alice = Account::from_suri(vector["by"].as_str().unwrap()).unwrap();
    let message = vector["message"].as_str().unwrap().as_bytes();
    let foreign: [u8; 64] = hex::decode(vector["signature"].as_str().unwrap())
        .unwrap()
        .try_into()
        .unwrap();
    assert!(verify_in(SUBSTRATE, &alice.address(), message, &foreign));
    let own = alice.sign(message);
    assert!(verify_in(SUBSTRATE, &alice.address(), message, &own));
    assert!(!verify_in(SUBSTRATE, &alice.address(), b"another message", &own));
    assert!(!verify_in(b"another context", &alice.address(), message, &own));
    let without_randomness = alice.sign_in(SUBSTRATE, message, Ahead::none());
    assert!(verify_in(
        SUBSTRATE,
        &alice.address(),
        message,
        &without_randomness
    ));
    assert_ne!(own, without_randomness);
}

#[test]
fn a_new_account_comes_back_from_its_phrase() {
    let (account, phrase) = Account::generate().unwrap();
    assert_eq!(phrase.as_str().split(' ').count(), 24);
    let (other, _) = Account::generate().unwrap();
    assert_ne!(account.address(), other.address());
    let sloppy = format!("  {}\n", phrase.as_str().to_uppercase().replace(' ', "   "));
    for text in [phrase.as_str(), &sloppy] {
        let back = Account::from_phrase(text).unwrap();
        assert_eq!(back.address(), account.address());
        assert_eq!(
            back.encryption(1).unwrap().public_key(),
            account.encryption(1).unwrap().public_key()
        );
        assert_eq!(Account::from_suri(text).unwrap().address(), account.address());
    }
}

#[test]
fn what_is_wrong_with_a_phrase_is_said() {
    let of = |text: &str| Account::from_phrase(text).unwrap_err();
    assert_eq!(of("  "), AccountError::Empty);
    assert_eq!(of("abandon about"), AccountError::WordCount { found: 2 });
    let misspelt = SIX_TIMES_TWO.replacen("abandon about", "abandom about", 1);
    assert_eq!(of(&misspelt), AccountError::UnknownWord { position: 11 });
    assert!(
        !of(&misspelt).to_string().contains("abandom"),
        "no word is repeated"
    );
    assert_eq!(
        of(&SIX_TIMES_TWO.replace("about", "abandon")),
        AccountError::PhraseChecksum
    );
    assert!(matches!(
        of(&format!("{SIX_TIMES_TWO}//x")),
        AccountError::UnknownWord { position: 12 }
    ));
    assert!(matches!(of("//Alice"), AccountError::WordCount { .. }));
}

#[test]
fn what_is_wrong_with_a_uri_is_said() {
    let of = |text: &str| Account::from_suri(text).unwrap_err();
    assert_eq!(of(""), AccountError::Empty);
    for path in ["/", "//", "//Alice/", "//Alice//", "Alice///"] {
        let error = of(path);
        assert!(
            matches!(error, AccountError::Path | AccountError::WordCount { .. }),
            "{path}: {error:?}"
        );
    }
    assert_eq!(of("0x12"), AccountError::Seed);
    assert_eq!(of(&format!("0x{}", "g".repeat(64))), AccountError::Seed);
    // 4,096 bytes are read, and no more.
    assert_eq!(of(&format!("//{}", "x".repeat(4_095))), AccountError::Path);
    assert!(Account::from_suri(&format!("//{}", "x".repeat(4_094))).is_ok());
}

#[test]
fn development_accounts_are_known() {
    for suri in [
        "//Alice",
        "/x",
        "///password",
        " bottom Drive obey lake curtain smoke basket hold race lonely fit walk//Bob",
    ] {
        assert!(suri::is_development(suri), "{suri}");
    }
    for suri in [SIX_TIMES_TWO, "", "0x00//Alice"] {
        assert!(!suri::is_development(suri), "{suri}");
    }
}

/// A soft derivation draws the nonce half of the secret anew each time.
#[test]
fn derived_keys_depend_on_the_scalar_alone() {
    let deployment = DeploymentId {
        genesis: [1; 32],
        contract: [2; 32],
    };
    let [one, two] = [(), ()].map(|()| Account::from_suri(&format!("{SIX_TIMES_TWO}/soft")).unwrap());
    assert_ne!(one.to_ed25519_bytes(), two.to_ed25519_bytes());
    assert_eq!(
        one.encryption(1).unwrap().public_key(),
        two.encryption(1).unwrap().public_key()
    );
    let generation = |account: &Account| {
        account
            .patient_secrets(deployment)
            .unwrap()
            .generation_key(3)
            .unwrap()
    };
    assert_eq!(generation(&one), generation(&two));
}

#[test]
fn every_derived_key_differs() {
    let mut seen = std::collections::HashSet::new();
    let mut add = |key: &[u8; 32]| assert!(seen.insert(*key));
    for suri in ["//Alice", "//Bob"] {
        let account = Account::from_suri(suri).unwrap();
        for (genesis, contract) in [(1, 2), (3, 2), (1, 4)] {
            let deployment = DeploymentId {
                genesis: [genesis; 32],
                contract: [contract; 32],
            };
            let secrets = account.patient_secrets(deployment).unwrap();
            assert_eq!(secrets.binding(), deployment.binding(account.address()));
            assert_eq!(secrets.binding().deployment(), deployment);
            for number in 0..4 {
                let key = secrets.generation_key(number).unwrap();
                assert_eq!(key.number(), number);
                add(key.expose());
            }
            for doctor in 5..8 {
                for salt in [[1; 16], [2; 16]] {
                    let key = secrets.pairwise_key([doctor; 32], &salt).unwrap();
                    assert_eq!((key.doctor(), key.salt()), ([doctor; 32], salt));
                    add(key.secret.expose());
                }
            }
        }
    }
}

#[test]
fn nothing_secret_is_printed() {
    let (account, phrase) = Account::generate_with(&mut Fixed::new("print")).unwrap();
    let deployment = DeploymentId {
        genesis: [1; 32],
        contract: [2; 32],
    };
    let secrets = account.patient_secrets(deployment).unwrap();
    let (generation, pairwise) = (
        secrets.generation_key(1).unwrap(),
        secrets.pairwise_key([3; 32], &[4; 16]).unwrap(),
    );
    let shown = format!(
        "{account:?} {phrase:?} {secrets:?} {generation:?} {pairwise:?} {:?} {:?}",
        account.encryption(1).unwrap(),
        account.journal_key().unwrap()
    );
    assert!(shown.starts_with("Account(5"), "{shown}");
    let word = phrase.as_str().split(' ').next().unwrap();
    let secret = account.to_ed25519_bytes();
    for secret in [
        word,
        &hex::encode(secret),
        &hex::encode(generation.expose()),
        &format!("{:?}", generation.expose()),
    ] {
        assert!(!shown.contains(secret), "{shown}");
    }
}

#[test]
fn without_randomness_there_is_no_account() {
    let error = Account::generate_with(&mut crate::random::fixed::Empty).unwrap_err();
    assert_eq!(error, AccountError::System(SystemError::NoRandomness));
}
