use super::*;
use crate::{foreign, random::fixed::Fixed};
use serde_json::{Value, json};

fn alice() -> Account {
    Account::from_suri("//Alice").unwrap()
}

/// One file for all tests: each costs a second to make.
fn written() -> &'static str {
    static FILE: std::sync::OnceLock<String> = std::sync::OnceLock::new();
    FILE.get_or_init(|| {
        alice()
            .to_polkadot_js_with(&mut Fixed::new("file"), "päss", "Dr. Alice", Some([7; 32]))
            .unwrap()
    })
}

fn changed(change: impl FnOnce(&mut Value)) -> String {
    let mut file: Value = serde_json::from_str(written()).unwrap();
    change(&mut file);
    file.to_string()
}

/// The file with one byte of its encrypted part changed.
fn flipped(at: usize) -> String {
    changed(|file| {
        let mut bytes = BASE64.decode(file["encoded"].as_str().unwrap()).unwrap();
        bytes[at] ^= 1;
        file["encoded"] = BASE64.encode(bytes).into();
    })
}

#[test]
fn what_polkadot_js_exported_is_imported() {
    let vectors = foreign::vectors();
    let files = vectors["key_files"].as_array().unwrap();
    assert_eq!(files.len(), 2);
    for vector in files {
        let text = |key: &str| vector[key].as_str().unwrap();
        let account = Account::from_polkadot_js(text("json"), text("passphrase")).unwrap();
        let from_phrase = Account::from_suri(text("suri")).unwrap();
        assert_eq!(account.address(), from_phrase.address(), "{}", text("note"));
        assert_eq!(inspect(text("json")).unwrap().address, account.address());
        assert_eq!(
            account.encryption(1).unwrap().public_key(),
            from_phrase.encryption(1).unwrap().public_key(),
            "the file and the phrase give the same encryption key"
        );
    }
    let info = inspect(files[0]["json"].as_str().unwrap()).unwrap();
    assert_eq!(
        (info.name.as_deref(), info.genesis),
        (Some("Dr. Ada"), Some([0xab; 32]))
    );
    let info = inspect(files[1]["json"].as_str().unwrap()).unwrap();
    assert_eq!((info.name.as_deref(), info.genesis), (Some("No chain"), None));
}

#[test]
fn what_was_written_opens() {
    let info = inspect(written()).unwrap();
    let expected = KeyFileInfo {
        address: alice().address(),
        name: Some("Dr. Alice".into()),
        genesis: Some([7; 32]),
    };
    assert_eq!(info, expected);
    let back = Account::from_polkadot_js(written(), "päss").unwrap();
    assert_eq!(back.to_ed25519_bytes(), alice().to_ed25519_bytes());
}

#[test]
fn what_is_encrypted_may_be_written_in_hex() {
    let hexadecimal = changed(|file| {
        let bytes = BASE64.decode(file["encoded"].as_str().unwrap()).unwrap();
        file["encoded"] = format!("0x{}", hex::encode(bytes)).into();
    });
    let account = Account::from_polkadot_js(&hexadecimal, "päss").unwrap();
    assert_eq!(account.address(), alice().address());
}

#[test]
fn a_wrong_passphrase_is_its_own_error() {
    for wrong in ["pass", "", "päss "] {
        assert_eq!(
            Account::from_polkadot_js(written(), wrong).unwrap_err(),
            KeyFileError::WrongPassphrase
        );
    }
    for at in [0, SALT + 12, SALT + 12 + NONCE, ENCODED - 1] {
        let error = Account::from_polkadot_js(&flipped(at), "päss").unwrap_err();
        assert_eq!(error, KeyFileError::WrongPassphrase, "byte {at}");
    }
}

#[test]
fn an_empty_passphrase_is_refused() {
    assert_eq!(
        alice().to_polkadot_js("", "Alice", None),
        Err(KeyFileError::EmptyPassphrase)
    );
}

#[test]
fn a_file_can_not_ask_for_more_work_than_polkadot_js_would_do() {
    for at in SALT..SALT + 12 {
        let error = Account::from_polkadot_js(&flipped(at), "päss").unwrap_err();
        assert!(matches!(error, KeyFileError::Cost { .. }), "byte {at}: {error:?}");
    }
}

#[test]
fn another_address_than_the_key_has_is_refused() {
    let bob = Account::from_suri("//Bob").unwrap().address();
    let file = changed(|file| file["address"] = ss58::encode(&bob, 42).unwrap().into());
    assert_eq!(
        Account::from_polkadot_js(&file, "päss").unwrap_err(),
        KeyFileError::OtherAddress
    );
    let polkadot = changed(|file| file["address"] = ss58::encode(&alice().address(), 0).unwrap().into());
    assert!(
        Account::from_polkadot_js(&polkadot, "päss").is_ok(),
        "another network's writing of it is fine"
    );
    let hexadecimal =
        changed(|file| file["address"] = format!("0x{}", hex::encode(alice().address())).into());
    assert_eq!(inspect(&hexadecimal).unwrap().address, alice().address());
}

#[test]
fn what_is_no_key_file_is_named() {
    let not = |json: &str| matches!(inspect(json), Err(KeyFileError::NotAKeyFile(_)));
    assert!(not("") && not("{}") && not("[1]") && not("%PDF-1.7"));
    assert!(not(&changed(|file| file["address"] = "x".into())));
    for kinds in [
        json!(["rot13"]),
        json!(["scrypt", "rot13"]),
        json!(["rot13", "xsalsa20-poly1305"]),
    ] {
        assert!(not(&changed(|file| file["encoding"]["type"] = kinds)));
    }
    for (content, other) in [(json!(["sr25519"]), "sr25519"), (json!(["pkcs8"]), "unknown")] {
        assert_eq!(
            inspect(&changed(|file| file["encoding"]["content"] = content)),
            Err(KeyFileError::OtherKind(other.into()))
        );
    }
    let batch = json!({ "encoded": "x", "encoding": { "content": ["batch-pkcs8"], "type": ["scrypt"], "version": "3" },
                        "accounts": [] });
    assert_eq!(inspect(&batch.to_string()), Err(KeyFileError::Several));
    assert_eq!(
        inspect(&changed(
            |file| file["encoding"]["content"] = json!(["batch-pkcs8", "sr25519"])
        )),
        Err(KeyFileError::Several)
    );
    let vectors = foreign::vectors();
    assert_eq!(
        inspect(vectors["ed25519"].as_str().unwrap()),
        Err(KeyFileError::OtherKind("ed25519".into()))
    );
    assert_eq!(
        inspect(vectors["unencrypted"].as_str().unwrap()),
        Err(KeyFileError::NotEncrypted)
    );
    assert_eq!(
        inspect(&changed(|file| file["encoding"]["version"] = "2".into())),
        Err(KeyFileError::OtherVersion("2".into()))
    );
    for encoded in ["", "AAAA", "not base64!", "0x00"] {
        let file = changed(|file| file["encoded"] = encoded.into());
        let error = Account::from_polkadot_js(&file, "päss").unwrap_err();
        assert!(
            matches!(error, KeyFileError::NotAKeyFile(_)),
            "{encoded}: {error:?}"
        );
    }
}

/// Of the encrypted part everything is tried; where the work of scrypt would have to be done anew, which is every change of
/// the salt, every twenty-fourth.
#[test]
fn every_small_damage_of_what_is_encrypted_is_noticed() {
    let file: Value = serde_json::from_str(written()).unwrap();
    let encoded = BASE64.decode(file["encoded"].as_str().unwrap()).unwrap();
    let good = Sealed::parse(&encoded).unwrap();
    let cipher = secretbox("päss", good.salt, good.cost).unwrap();
    let address = alice().address();
    assert_eq!(good.open(&cipher, address).unwrap().address(), address);
    let mut salts = 0;
    for (what, bad) in crate::damage::damaged(&encoded) {
        if bad.len() != encoded.len() {
            let changed = changed(|file| file["encoded"] = BASE64.encode(&bad).into());
            assert!(
                matches!(
                    Account::from_polkadot_js(&changed, "päss"),
                    Err(KeyFileError::NotAKeyFile(_))
                ),
                "{what}"
            );
            continue;
        }
        let Ok(parts) = Sealed::parse(&bad) else {
            continue;
        };
        let cipher = match (parts.salt == good.salt, parts.cost == good.cost) {
            (true, true) => cipher.clone(),
            _ => {
                salts += 1;
                if salts % 24 != 1 {
                    continue;
                }
                secretbox("päss", parts.salt, parts.cost).unwrap()
            }
        };
        assert!(
            matches!(parts.open(&cipher, address), Err(KeyFileError::WrongPassphrase)),
            "{what}"
        );
    }
    assert!(salts > 32, "{salts}");
}

/// The text around it: what is read of a damaged one is an error, or still this account's; name and chain alone are anybody's
/// to change.
#[test]
fn no_small_damage_of_the_text_makes_another_account() {
    let address = alice().address();
    for (what, bad) in crate::damage::damaged(written().as_bytes()) {
        let Ok(text) = String::from_utf8(bad) else {
            continue;
        };
        if let Ok(info) = inspect(&text) {
            assert_eq!(info.address, address, "{what}");
        }
    }
}
