use super::*;
use crate::{Account, DeploymentId};

const DIGEST: [u8; 32] = [5; 32];
const SALT: [u8; 16] = [8; 16];

/// Every way in which a context can be another's.
struct Case {
    binding: Binding,
    one: GenerationKey,
    two: GenerationKey,
    pairwise: PairwiseKey,
    digest: [u8; 32],
}

fn right() -> Case {
    let deployment = DeploymentId {
        genesis: [1; 32],
        contract: [2; 32],
    };
    let secrets = Account::from_suri("//Patient")
        .unwrap()
        .patient_secrets(deployment)
        .unwrap();
    Case {
        binding: secrets.binding(),
        one: secrets.generation_key(1).unwrap(),
        two: secrets.generation_key(2).unwrap(),
        pairwise: secrets.pairwise_key([4; 32], &SALT).unwrap(),
        digest: DIGEST,
    }
}

/// The keys stay the right ones, so that the context alone has to refuse; then each key is a wrong one.
fn wrong() -> Vec<(&'static str, Case)> {
    let renumbered = |key: &GenerationKey, by: u32| GenerationKey::new(key.number() + by, key.secret.clone());
    let other = || Secret::copy_from(&[9; 32]);
    let binding = right().binding;
    vec![
        (
            "chain",
            Case {
                binding: Binding {
                    genesis: [9; 32],
                    ..binding
                },
                ..right()
            },
        ),
        (
            "contract",
            Case {
                binding: Binding {
                    contract: [9; 32],
                    ..binding
                },
                ..right()
            },
        ),
        (
            "patient",
            Case {
                binding: Binding {
                    patient: [9; 32],
                    ..binding
                },
                ..right()
            },
        ),
        (
            "generation",
            Case {
                one: renumbered(&right().one, 1),
                two: renumbered(&right().two, 1),
                ..right()
            },
        ),
        (
            "doctor",
            Case {
                pairwise: PairwiseKey::new([9; 32], SALT, right().pairwise.secret.clone()),
                ..right()
            },
        ),
        (
            "salt",
            Case {
                pairwise: PairwiseKey::new([4; 32], [9; 16], right().pairwise.secret.clone()),
                ..right()
            },
        ),
        (
            "digest",
            Case {
                digest: [9; 32],
                ..right()
            },
        ),
        (
            "key",
            Case {
                one: GenerationKey::new(1, other()),
                two: GenerationKey::new(2, other()),
                pairwise: PairwiseKey::new([4; 32], SALT, other()),
                ..right()
            },
        ),
    ]
}

type Open = fn(&Case, &[u8]) -> Result<Secret, WrapError>;

/// Each kind: its wrap, how it is opened, and the wrong contexts that it can't notice, because it is not bound to
/// them.
fn kinds() -> [(&'static str, Wrap, Open, &'static [&'static str]); 6] {
    let c = right();
    let key = RecordKey::from_bytes(&[6; 32]);
    let profile = ProfileKey::from_bytes(&[7; 32]);
    let made = profile_by_generation(&mut System, &c.binding, &c.one, &c.digest, &profile).unwrap();
    [
        (
            "record by generation",
            record_by_generation(&c.binding, &c.one, &c.digest, &key).unwrap(),
            |c, wrap| open_record_by_generation(&c.binding, &c.one, &c.digest, wrap).map(|key| key.0),
            &["doctor", "salt"],
        ),
        (
            "record by pairwise",
            record_by_pairwise(&c.binding, &c.pairwise, &c.digest, &key).unwrap(),
            |c, wrap| open_record_by_pairwise(&c.binding, &c.pairwise, &c.digest, wrap).map(|key| key.0),
            &["generation"],
        ),
        (
            "generation by pairwise",
            generation_by_pairwise(&c.binding, &c.pairwise, &c.two).unwrap(),
            |c, wrap| {
                open_generation_by_pairwise(&c.binding, &c.pairwise, c.two.number(), wrap)
                    .map(|key| key.secret)
            },
            &["digest"],
        ),
        (
            "link",
            link(&c.binding, &c.two, &c.one).unwrap(),
            |c, wrap| open_link(&c.binding, &c.two, wrap).map(|key| key.secret),
            &["doctor", "salt", "digest"],
        ),
        (
            "profile by generation",
            made,
            |c, wrap| open_profile_by_generation(&c.binding, &c.one, &c.digest, wrap).map(|key| key.0),
            &["doctor", "salt"],
        ),
        (
            "profile by pairwise",
            profile_by_pairwise(&c.binding, &c.pairwise, &c.digest, &profile).unwrap(),
            |c, wrap| open_profile_by_pairwise(&c.binding, &c.pairwise, &c.digest, wrap).map(|key| key.0),
            &["generation"],
        ),
    ]
}

#[test]
fn every_wrap_opens_in_its_own_context_alone() {
    for (name, wrap, open, unbound) in kinds() {
        assert!(open(&right(), &wrap).is_ok(), "{name}");
        for (what, case) in wrong() {
            let opened = open(&case, &wrap);
            if unbound.contains(&what) {
                assert!(opened.is_ok(), "{name} is not bound to the {what}");
            } else {
                assert!(
                    matches!(opened, Err(WrapError::DoesNotOpen { .. })),
                    "{name} under another {what}"
                );
            }
        }
    }
}

#[test]
fn no_wrap_opens_as_another_kind() {
    for (name, wrap, _, _) in kinds() {
        for (other, _, open, _) in kinds().into_iter().filter(|(other, ..)| *other != name) {
            assert!(
                matches!(open(&right(), &wrap), Err(WrapError::DoesNotOpen { .. })),
                "{name} as {other}"
            );
        }
    }
}

#[test]
fn every_changed_bit_and_length_is_noticed() {
    let right = right();
    for (name, wrap, open, _) in kinds() {
        for at in 0..LEN {
            for bit in 0..8 {
                let mut bad = wrap;
                bad[at] ^= 1 << bit;
                assert!(
                    matches!(open(&right, &bad), Err(WrapError::DoesNotOpen { .. })),
                    "{name} {at} {bit}"
                );
            }
            assert_eq!(open(&right, &wrap[..at]), Err(WrapError::Length { found: at }));
        }
        let long = [wrap.as_slice(), &[0]].concat();
        assert_eq!(open(&right, &long), Err(WrapError::Length { found: LEN + 1 }));
    }
}

#[test]
fn every_small_damage_is_noticed() {
    let right = right();
    for (name, wrap, open, _) in kinds() {
        for (what, bad) in crate::damage::damaged(&wrap) {
            assert!(open(&right, &bad).is_err(), "{name}: {what}");
        }
    }
}

#[test]
fn the_same_key_never_wraps_to_the_same_bytes() {
    let [first, second] = [kinds(), kinds()];
    for ((name, one, ..), (_, two, ..)) in first.iter().zip(&second) {
        assert_ne!(one, two, "{name}");
    }
}

#[test]
fn the_past_is_reached_through_links_and_the_future_is_not() {
    let deployment = DeploymentId {
        genesis: [1; 32],
        contract: [2; 32],
    };
    let secrets = Account::from_suri("//Patient")
        .unwrap()
        .patient_secrets(deployment)
        .unwrap();
    let binding = secrets.binding();
    let key = |number| secrets.generation_key(number).unwrap();
    let links: std::collections::BTreeMap<u32, Wrap> = (2..=20)
        .map(|n| (n, link(&binding, &key(n), &key(n - 1)).unwrap()))
        .collect();
    for (held, to) in [(20, 1), (20, 20), (7, 3), (1, 1), (2, 1)] {
        let mut asked = Vec::new();
        let reached = walk_back(&binding, &key(held), to, |n| {
            asked.push(n);
            links.get(&n).copied()
        });
        assert_eq!(reached.unwrap(), key(to));
        assert_eq!(
            asked,
            (to + 1..=held).rev().collect::<Vec<_>>(),
            "no link is asked for in vain"
        );
    }
    let none = |_| -> Option<Wrap> { panic!("no link helps") };
    let error = walk_back(&binding, &key(3), 4, none).unwrap_err();
    assert_eq!(error, WrapError::NewerThanHeld { wanted: 4, held: 3 });
    let error = walk_back(&binding, &key(9), 1, |n| {
        links.get(&n).copied().filter(|_| n != 5)
    })
    .unwrap_err();
    assert_eq!(error, WrapError::MissingLink { newer: 5 });
    // A link in another's place opens nothing.
    let error = walk_back(&binding, &key(9), 1, |n| links.get(&(n - 1)).copied()).unwrap_err();
    assert!(matches!(error, WrapError::DoesNotOpen { .. }));
}

#[test]
fn links_join_neighbours_alone() {
    let c = right();
    for (newer, older) in [(&c.one, &c.two), (&c.one, &c.one), (&c.two, &c.two)] {
        let error = link(&c.binding, newer, older).unwrap_err();
        assert_eq!(
            error,
            WrapError::NotNeighbours {
                newer: newer.number(),
                older: older.number()
            }
        );
    }
    let three = GenerationKey::new(3, Secret::zero());
    assert!(link(&c.binding, &three, &c.one).is_err());
    let zero = GenerationKey::new(0, Secret::zero());
    assert_eq!(
        open_link(&c.binding, &zero, &[0; LEN]),
        Err(WrapError::MissingLink { newer: 0 })
    );
}

/// What a revoked doctor holds: the pairwise key and the generations up to the revocation.
#[test]
fn a_revoked_doctor_opens_nothing_newer() {
    let c = right();
    let key = RecordKey::generate().unwrap();
    let newer = record_by_generation(&c.binding, &c.two, &DIGEST, &key).unwrap();
    let disguised = GenerationKey::new(2, c.one.secret.clone());
    let with_pairwise = GenerationKey::new(2, c.pairwise.secret.clone());
    for held in [&c.one, &disguised, &with_pairwise] {
        assert!(open_record_by_generation(&c.binding, held, &DIGEST, &newer).is_err());
    }
    assert!(open_record_by_pairwise(&c.binding, &c.pairwise, &DIGEST, &newer).is_err());
    let link = link(&c.binding, &c.two, &c.one).unwrap();
    assert!(
        open_link(&c.binding, &disguised, &link).is_err(),
        "the link leads back, not forward"
    );
}

/// A consent taken back and given again: what leaked of the first opens nothing of the second.
#[test]
fn a_leaked_pairwise_key_opens_nothing_of_the_next_consent() {
    let (patient, doctor) = (
        Account::from_suri("//Patient").unwrap(),
        Account::from_suri("//Doctor").unwrap(),
    );
    let secrets = patient
        .patient_secrets(DeploymentId {
            genesis: [1; 32],
            contract: [2; 32],
        })
        .unwrap();
    let binding = secrets.binding();
    let [leaked, next] = [(), ()].map(|()| {
        let salt = crate::consent_salt().unwrap();
        secrets.pairwise_key(doctor.address(), &salt).unwrap()
    });
    assert_ne!(leaked.salt(), next.salt());
    let key = RecordKey::generate().unwrap();
    let profile = ProfileKey::generate().unwrap();
    let generation = secrets.generation_key(2).unwrap();
    let record = record_by_pairwise(&binding, &next, &DIGEST, &key).unwrap();
    let history = generation_by_pairwise(&binding, &next, &generation).unwrap();
    let person = profile_by_pairwise(&binding, &next, &DIGEST, &profile).unwrap();
    // As it is, and under the salt of the next consent, which is public.
    let renamed = PairwiseKey::new(doctor.address(), next.salt(), leaked.secret.clone());
    for thief in [&leaked, &renamed] {
        assert!(open_record_by_pairwise(&binding, thief, &DIGEST, &record).is_err());
        assert!(open_generation_by_pairwise(&binding, thief, 2, &history).is_err());
        assert!(open_profile_by_pairwise(&binding, thief, &DIGEST, &person).is_err());
    }
    let keys = doctor.encryption_keys();
    let sealed = crate::person::seal_pairwise(&binding, keys.of(1).unwrap().recipient(), &next).unwrap();
    assert!(crate::person::open_pairwise(&binding, &keys, &leaked.salt(), &sealed).is_err());
    // The doctor, with the new one.
    let held = crate::person::open_pairwise(&binding, &keys, &next.salt(), &sealed).unwrap();
    assert_eq!(
        open_record_by_pairwise(&binding, &held, &DIGEST, &record),
        Ok(key)
    );
}

/// One of each kind with fixed nonces, for the known answers.
pub(crate) fn known(
    binding: &Binding,
    one: &GenerationKey,
    two: &GenerationKey,
    pairwise: &PairwiseKey,
    digest: &[u8; 32],
    key: &RecordKey,
) -> [(&'static str, Wrap); 6] {
    let random = &mut crate::random::fixed::Fixed::new("wrap");
    let mut seal = |kind: Kind, under: &Secret, key: &Secret| kind.seal(random, under, key).unwrap();
    [
        (
            "wrap-record-by-generation",
            seal(
                Kind::record_by_generation(binding, 1, digest),
                &one.secret,
                &key.0,
            ),
        ),
        (
            "wrap-record-by-pairwise",
            seal(
                Kind::record_by_pairwise(binding, pairwise, digest),
                &pairwise.secret,
                &key.0,
            ),
        ),
        (
            "wrap-generation-by-pairwise",
            seal(
                Kind::generation_by_pairwise(binding, pairwise, 2),
                &pairwise.secret,
                &two.secret,
            ),
        ),
        (
            "wrap-generation-link",
            seal(Kind::link(binding, 2, 1), &two.secret, &one.secret),
        ),
        (
            "wrap-profile-by-generation",
            seal(
                Kind::profile_by_generation(binding, 1, digest),
                &one.secret,
                &key.0,
            ),
        ),
        (
            "wrap-profile-by-pairwise",
            seal(
                Kind::profile_by_pairwise(binding, pairwise, digest),
                &pairwise.secret,
                &key.0,
            ),
        ),
    ]
}
