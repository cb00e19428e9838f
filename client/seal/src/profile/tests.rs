use super::*;
use crate::{Account, wrap};

const PROFILE: &[u8] = "{\"name\":\"Jörg\"}".as_bytes();

fn deployment() -> DeploymentId {
    DeploymentId {
        genesis: [1; 32],
        contract: [2; 32],
    }
}

fn patient() -> (EncryptionKeys, PatientSecrets) {
    let account = Account::from_suri("//Patient").unwrap();
    (
        account.encryption_keys(),
        account.patient_secrets(deployment()).unwrap(),
    )
}

fn wrong_scopes(binding: Binding) -> [Binding; 3] {
    [
        Binding {
            genesis: [9; 32],
            ..binding
        },
        Binding {
            contract: [9; 32],
            ..binding
        },
        Binding {
            patient: [9; 32],
            ..binding
        },
    ]
}

#[test]
fn the_desk_seals_to_the_patient_alone() {
    let (encryption, secrets) = patient();
    let binding = secrets.binding();
    let sealed = seal_at_desk(&binding, encryption.of(1).unwrap().recipient(), PROFILE).unwrap();
    assert_eq!(form(&sealed), Ok(Form::ToPatient));
    assert_eq!(
        open_as_patient(&encryption, &secrets, &sealed)
            .unwrap()
            .as_slice(),
        PROFILE
    );
    let generation = secrets.generation_key(1).unwrap();
    assert_eq!(
        open_by_generation(&binding, &generation, &sealed),
        Err(ProfileError::OnlyThePatient)
    );
    assert_eq!(
        key(&binding, &generation, &sealed),
        Err(ProfileError::OnlyThePatient)
    );
    assert_eq!(digest(&sealed), Err(ProfileError::OnlyThePatient));
    let other = Account::from_suri("//Other").unwrap();
    let opened = open_as_patient(
        &other.encryption_keys(),
        &other.patient_secrets(deployment()).unwrap(),
        &sealed,
    );
    assert_eq!(opened, Err(ProfileError::Person(PersonError::NotYours)));
    for wrong in wrong_scopes(binding) {
        let sealed = seal_at_desk(&wrong, encryption.of(1).unwrap().recipient(), PROFILE).unwrap();
        assert!(
            open_as_patient(&encryption, &secrets, &sealed).is_err(),
            "{wrong:?}"
        );
    }
}

#[test]
fn a_generation_opens_its_own_profile_alone() {
    let (encryption, secrets) = patient();
    let binding = secrets.binding();
    let [one, two] = [1, 2].map(|number| secrets.generation_key(number).unwrap());
    let sealed = seal_by_generation(&binding, &two, PROFILE).unwrap();
    assert_eq!(form(&sealed), Ok(Form::Generation(2)));
    assert_eq!(
        open_as_patient(&encryption, &secrets, &sealed)
            .unwrap()
            .as_slice(),
        PROFILE
    );
    assert_eq!(
        open_by_generation(&binding, &two, &sealed).unwrap().as_slice(),
        PROFILE
    );
    let error = open_by_generation(&binding, &one, &sealed).unwrap_err();
    assert_eq!(error, ProfileError::OtherGeneration { wanted: 2, held: 1 });
    let disguised = GenerationKey::new(2, one.secret.clone());
    assert!(open_by_generation(&binding, &disguised, &sealed).is_err());
    for wrong in wrong_scopes(binding) {
        assert!(open_by_generation(&wrong, &two, &sealed).is_err(), "{wrong:?}");
        assert!(
            open_by_key(&wrong, &key(&binding, &two, &sealed).unwrap(), &sealed).is_err(),
            "{wrong:?}"
        );
    }
}

#[test]
fn the_profiles_own_key_travels_to_one_doctor() {
    let (_, secrets) = patient();
    let binding = secrets.binding();
    let generation = secrets.generation_key(1).unwrap();
    let pairwise = secrets.pairwise_key([4; 32], &[8; 16]).unwrap();
    let sealed = seal_by_generation(&binding, &generation, PROFILE).unwrap();
    let own = key(&binding, &generation, &sealed).unwrap();
    let wrap = wrap::profile_by_pairwise(&binding, &pairwise, &digest(&sealed).unwrap(), &own).unwrap();
    // At the doctor's.
    let own = wrap::open_profile_by_pairwise(&binding, &pairwise, &digest(&sealed).unwrap(), &wrap).unwrap();
    assert_eq!(open_by_key(&binding, &own, &sealed).unwrap().as_slice(), PROFILE);
    // A new version needs a new wrap.
    let newer = seal_by_generation(&binding, &generation, PROFILE).unwrap();
    assert!(wrap::open_profile_by_pairwise(&binding, &pairwise, &digest(&newer).unwrap(), &wrap).is_err());
    assert_eq!(
        open_by_key(&binding, &own, &newer),
        Err(ProfileError::DoesNotOpen)
    );
}

#[test]
fn the_directory_opens_for_its_deployment_and_doctor_alone() {
    let (directory, doctor) = (DirectoryKey::generate().unwrap(), [4; 32]);
    let sealed = seal_doctor(&deployment(), &doctor, &directory, PROFILE).unwrap();
    assert_eq!(
        open_doctor(&deployment(), &doctor, &directory, &sealed)
            .unwrap()
            .as_slice(),
        PROFILE
    );
    let refused = |deployment: DeploymentId, doctor: [u8; 32], key: &DirectoryKey| {
        open_doctor(&deployment, &doctor, key, &sealed) == Err(ProfileError::DoesNotOpen)
    };
    assert!(refused(
        DeploymentId {
            genesis: [9; 32],
            ..deployment()
        },
        doctor,
        &directory
    ));
    assert!(refused(
        DeploymentId {
            contract: [9; 32],
            ..deployment()
        },
        doctor,
        &directory
    ));
    assert!(refused(deployment(), [9; 32], &directory));
    assert!(refused(deployment(), doctor, &DirectoryKey::generate().unwrap()));
}

#[test]
fn sizes_go_in_steps_and_have_an_end() {
    let (encryption, secrets) = patient();
    let binding = secrets.binding();
    let generation = secrets.generation_key(1).unwrap();
    let directory = DirectoryKey::generate().unwrap();
    let desk = |profile: &[u8]| seal_at_desk(&binding, encryption.of(1).unwrap().recipient(), profile);
    let by_generation = |profile: &[u8]| seal_by_generation(&binding, &generation, profile);
    let doctor = |profile: &[u8]| seal_doctor(&deployment(), &[4; 32], &directory, profile);
    type Seal<'a> = &'a dyn Fn(&[u8]) -> Result<Vec<u8>, ProfileError>;
    let forms: [(Seal, usize, usize); 3] = [
        (&desk, DESK_PLAIN_MAX, PATIENT_MAX),
        (&by_generation, PATIENT_PLAIN_MAX, PATIENT_MAX),
        (&doctor, DOCTOR_PLAIN_MAX, DOCTOR_MAX),
    ];
    assert_eq!(
        (DESK_PLAIN_MAX, PATIENT_PLAIN_MAX, DOCTOR_PLAIN_MAX),
        (904, 1_953, 993)
    );
    for (seal, most, sealed_most) in forms {
        let mut sizes = std::collections::BTreeSet::new();
        for len in (0..=most).step_by(31).chain([most]) {
            let sealed = seal(&vec![7; len]).unwrap();
            assert_eq!(sealed.len() % 256, 0, "{len}");
            assert!(sealed.len() <= sealed_most, "{len}");
            sizes.insert(sealed.len());
        }
        assert!(sizes.len() <= 8, "{sizes:?}");
        assert_eq!(sizes.last(), Some(&sealed_most));
        let error = seal(&vec![7; most + 1]).unwrap_err();
        assert_eq!(
            error,
            ProfileError::TooLong {
                found: most + 1,
                most
            }
        );
    }
    let sealed = by_generation(&vec![7; PATIENT_PLAIN_MAX]).unwrap();
    let opened = open_as_patient(&encryption, &secrets, &sealed).unwrap();
    assert_eq!(opened.as_slice(), vec![7; PATIENT_PLAIN_MAX]);
    assert_eq!(
        open_as_patient(&encryption, &secrets, &desk(b"").unwrap())
            .unwrap()
            .as_slice(),
        b""
    );
}

#[test]
fn every_changed_byte_and_length_is_noticed() {
    let (encryption, secrets) = patient();
    let binding = secrets.binding();
    let generation = secrets.generation_key(1).unwrap();
    let directory = DirectoryKey::generate().unwrap();
    let desk = seal_at_desk(&binding, encryption.of(1).unwrap().recipient(), PROFILE).unwrap();
    let by_generation = seal_by_generation(&binding, &generation, PROFILE).unwrap();
    for sealed in [desk, by_generation] {
        for at in 0..sealed.len() {
            let mut bad = sealed.clone();
            bad[at] ^= 1 << (at % 8);
            assert!(open_as_patient(&encryption, &secrets, &bad).is_err(), "byte {at}");
            assert!(
                open_as_patient(&encryption, &secrets, &sealed[..at]).is_err(),
                "cut at {at}"
            );
        }
        let long = [sealed, vec![0; PATIENT_MAX]].concat();
        assert_eq!(form(&long), Err(ProfileError::Length { found: long.len() }));
    }
    let sealed = seal_doctor(&deployment(), &[4; 32], &directory, PROFILE).unwrap();
    let open = |sealed: &[u8]| open_doctor(&deployment(), &[4; 32], &directory, sealed);
    for at in 0..sealed.len() {
        let mut bad = sealed.clone();
        bad[at] ^= 1 << (at % 8);
        assert!(open(&bad).is_err() && open(&sealed[..at]).is_err(), "byte {at}");
    }
    assert_eq!(open(&[]), Err(ProfileError::Empty));
    assert_eq!(open(&[7; 256]), Err(ProfileError::Form(7)));
    assert_eq!(open(&[1; 2_000]), Err(ProfileError::Length { found: 2_000 }));
}

#[test]
fn what_was_never_entered_is_empty() {
    let (encryption, secrets) = patient();
    assert_eq!(form(&[]), Err(ProfileError::Empty));
    assert_eq!(
        open_as_patient(&encryption, &secrets, &[]),
        Err(ProfileError::Empty)
    );
    assert_eq!(form(&[3; 100]), Err(ProfileError::Form(3)));
}

/// What can't be any is told before a key is asked for, to the byte.
#[test]
fn the_shortest_and_the_longest_are_told_from_what_can_be_none() {
    let directory = DirectoryKey::generate().unwrap();
    let open = |sealed: &[u8]| open_doctor(&deployment(), &[4; 32], &directory, sealed);
    let least = 1 + NONCE + LENGTH + TAG;
    for (length, expected) in [
        (least - 1, ProfileError::Length { found: least - 1 }),
        (least, ProfileError::DoesNotOpen),
        (DOCTOR_MAX, ProfileError::DoesNotOpen),
        (
            DOCTOR_MAX + 1,
            ProfileError::Length {
                found: DOCTOR_MAX + 1,
            },
        ),
    ] {
        assert_eq!(open(&vec![DOCTOR; length]), Err(expected), "{length}");
    }
    let sealed = |plain: &[u8]| {
        let context = doctor_context(&deployment(), &[4; 32]);
        let mut sealed = vec![DOCTOR];
        sealed.append(&mut seal_small(&mut System, directory.expose(), &context, plain).unwrap());
        sealed
    };
    assert_eq!(sealed(&[0, 0]).len(), least);
    assert_eq!(open(&sealed(&[0, 0])).unwrap().as_slice(), b"");
    assert_eq!(open(&sealed(&[0, 1, b'x', 0])).unwrap().as_slice(), b"x");
    for faulty in [&[0, 1, b'x', 1][..], &[0, 2, b'x'], &[1, 0, b'x', 0]] {
        assert_eq!(
            open(&sealed(faulty)),
            Err(ProfileError::DoesNotOpen),
            "{faulty:?}"
        );
    }

    let least = 1 + GENERATION + wrap::LEN + NONCE + LENGTH + TAG;
    for (first, length, expected) in [
        (
            BY_GENERATION,
            least - 1,
            Err(ProfileError::Length { found: least - 1 }),
        ),
        (BY_GENERATION, least, Ok(Form::Generation(0x0202_0202))),
        (BY_GENERATION, PATIENT_MAX, Ok(Form::Generation(0x0202_0202))),
        (TO_PATIENT, PATIENT_MAX, Ok(Form::ToPatient)),
        (
            TO_PATIENT,
            PATIENT_MAX + 1,
            Err(ProfileError::Length {
                found: PATIENT_MAX + 1,
            }),
        ),
    ] {
        assert_eq!(form(&vec![first; length]), expected, "{first}: {length}");
    }
}
