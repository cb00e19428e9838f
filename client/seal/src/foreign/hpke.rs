//! The standards' own vectors: HPKE (RFC 9180) with all that medink uses but the KEM, and the KEM: X-Wing
//! (draft-connolly-cfrg-xwing-kem).

use super::{bytes, tests};
use crate::encryption::EncryptionSecret;
use crate::random::{Random, fixed::Given};
use crate::secret::Secret;
use hpke::aead::AesGcm256;
use hpke::kdf::HkdfSha256;
use hpke::kem::{X25519HkdfSha256, XWing};
use hpke::{Deserializable, Kem, OpModeR, OpModeS, Serializable};
use serde::Deserialize;

#[derive(Deserialize)]
struct Exchange {
    info: String,
    #[serde(rename = "ikmE")]
    ikm_e: String,
    #[serde(rename = "skRm")]
    sk_rm: String,
    #[serde(rename = "pkRm")]
    pk_rm: String,
    enc: String,
    encryptions: Vec<Message>,
    exports: Vec<Export>,
}

#[derive(Deserialize)]
struct Message {
    aad: String,
    pt: String,
    ct: String,
}

#[derive(Deserialize)]
struct Export {
    exporter_context: String,
    #[serde(rename = "L")]
    length: usize,
    exported_value: String,
}

#[test]
fn hpke_is_rfc_9180() {
    let decoded = |hex: &str| hex::decode(hex).unwrap();
    for test in tests::<Exchange>(include_str!("../../testdata/vectors/rfc9180.json"), 1) {
        let info = decoded(&test.info);
        let secret = <X25519HkdfSha256 as Kem>::PrivateKey::from_bytes(&decoded(&test.sk_rm)).unwrap();
        let public = <X25519HkdfSha256 as Kem>::PublicKey::from_bytes(&decoded(&test.pk_rm)).unwrap();
        let enc = <X25519HkdfSha256 as Kem>::EncappedKey::from_bytes(&decoded(&test.enc)).unwrap();

        let mut ahead = Given(decoded(&test.ikm_e)).ahead(32).unwrap();
        let (made, mut sender) = hpke::setup_sender_with_rng::<AesGcm256, HkdfSha256, X25519HkdfSha256>(
            &OpModeS::Base,
            &public,
            &info,
            &mut ahead,
        )
        .unwrap();
        assert_eq!(hex::encode(made.to_bytes()), test.enc);
        let mut receiver = hpke::setup_receiver::<AesGcm256, HkdfSha256, X25519HkdfSha256>(
            &OpModeR::Base,
            &secret,
            &enc,
            &info,
        )
        .unwrap();
        assert_eq!(test.encryptions.len(), 8);
        for message in &test.encryptions {
            let (aad, plain) = (decoded(&message.aad), decoded(&message.pt));
            assert_eq!(hex::encode(sender.seal(&plain, &aad).unwrap()), message.ct);
            assert_eq!(receiver.open(&decoded(&message.ct), &aad).unwrap(), plain);
        }
        for export in &test.exports {
            let mut value = vec![0; export.length];
            receiver
                .export(&decoded(&export.exporter_context), &mut value)
                .unwrap();
            assert_eq!(hex::encode(value), export.exported_value);
        }
    }
}

#[derive(Deserialize)]
struct Encapsulation {
    sk: String,
    pk: String,
    eseed: String,
    ct: String,
    ss: String,
}

#[test]
fn the_kem_is_the_drafts_x_wing() {
    for test in tests::<Encapsulation>(include_str!("../../testdata/vectors/x-wing.json"), 3) {
        let own = EncryptionSecret::from_seed(&Secret::copy_from(&bytes(&test.sk)), [0; 32], 1).unwrap();
        assert_eq!(hex::encode(own.public_key().as_bytes()), test.pk);
        let public = <XWing as Kem>::PublicKey::from_bytes(own.public_key().as_bytes()).unwrap();
        let mut ahead = Given(hex::decode(&test.eseed).unwrap()).ahead(64).unwrap();
        let (shared, encapsulation) = XWing::encap_with_rng(&public, None, &mut ahead).unwrap();
        assert_eq!(ahead.finish(), Ok(()));
        assert_eq!(hex::encode(encapsulation.to_bytes()), test.ct);
        assert_eq!(hex::encode(shared.0), test.ss);
        let opened = XWing::decap(own.secret(), None, &encapsulation).unwrap();
        assert_eq!(hex::encode(opened.0), test.ss);
    }
}
