//! Draws steps: mostly such as come far, by who may and with what is right, and now and then by anybody and with anything.

use super::cast::{Code, Contract, Who};
use super::step::{
    Between, Covers, How, Idea, Key, New, Period, Place, Profile, Read, Register, Seal, Step, Under,
};
use e2e_contracts::Part;
use proptest::collection::vec;
use proptest::prelude::{BoxedStrategy, Just, Strategy, any};
use proptest::sample::select;
use proptest::{option, prop_oneof};

/// How many steps a sequence has in the middle.
pub const MEAN: u32 = 200;

/// A sequence.
pub fn steps() -> impl Strategy<Value = Vec<Step>> {
    vec(step(), 1..(2 * MEAN as usize))
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => select(vec![1, 1, 24, 24, 24 * 4, 24 * 12]).prop_map(|hours| Step::Wait { hours }),
        7 => pause(),
        18 => proposals(),
        5 => contracts(),
        14 => people(),
        22 => consents(),
        38 => records(),
    ]
}

/// Mostly one of these; sometimes anybody.
fn mostly(these: &[Who]) -> BoxedStrategy<Who> {
    prop_oneof![9 => select(these.to_vec()), 1 => select(Who::ALL.to_vec())].boxed()
}

fn admin() -> BoxedStrategy<Who> {
    mostly(&Who::ADMINS)
}

/// Mostly those who are registered from the first.
fn patient() -> BoxedStrategy<Who> {
    prop_oneof![
        8 => select(vec![Who::Patient, Who::OtherPatient]),
        2 => select(Who::PATIENTS.to_vec()),
        1 => select(Who::ALL.to_vec()),
    ]
    .boxed()
}

fn doctor() -> BoxedStrategy<Who> {
    prop_oneof![
        5 => select(vec![Who::Doctor, Who::OtherDoctor]),
        1 => select(Who::DOCTORS.to_vec()),
    ]
    .boxed()
}

/// Mostly what is right.
fn beside() -> BoxedStrategy<i64> {
    prop_oneof![10 => Just(0), 1 => Just(-1), 1 => Just(1)].boxed()
}

/// A record's number: mostly a low one, which there is; 0 is the profile.
fn number() -> BoxedStrategy<u32> {
    prop_oneof![6 => 0..5_u32, 1 => 5..40_u32].boxed()
}

fn pause() -> BoxedStrategy<Step> {
    prop_oneof![
        1 => admin().prop_map(|by| Step::Pause { by }),
        6 => admin().prop_map(|by| Step::Resume { by }),
    ]
    .boxed()
}

fn proposals() -> BoxedStrategy<Step> {
    // Mostly the newest.
    let back = || prop_oneof![6 => Just(0), 3 => 0..4_u32, 1 => 0..30_u32];
    prop_oneof![
        5 => (admin(), idea(), any::<bool>()).prop_map(|(by, idea, short)| Step::Propose { by, idea, short }),
        7 => (admin(), back()).prop_map(|(by, back)| Step::Approve { by, back }),
        1 => (admin(), back()).prop_map(|(by, back)| Step::Withdraw { by, back }),
        3 => (admin(), back()).prop_map(|(by, back)| Step::CarryOut { by, back }),
    ]
    .boxed()
}

fn idea() -> BoxedStrategy<Idea> {
    let add = select(vec![
        Who::OtherAdmin,
        Who::ThirdAdmin,
        Who::ThirdAdmin,
        Who::Stranger,
        Who::Doctor,
    ]);
    let days = select(vec![366, 366, 30, 0]);
    let page = select(vec![50, 50, 7, 51]);
    let quorum = select(vec![1, 2, 2, 2, 3, 0]);
    let notice = select(vec![604_800, 604_800, 604_800, 604_900, 0]);
    let contract = || {
        select(vec![
            Contract::Foreign,
            Contract::Foreign,
            Contract::Own(Part::Audit),
            Contract::Own(Part::Doctor),
            Contract::None,
        ])
    };
    let code = select(vec![Code::Other, Code::Other, Code::First, Code::Unknown]);
    prop_oneof![
        4 => add.prop_map(Idea::Add),
        3 => mostly(&Who::ADMINS).prop_map(Idea::Remove),
        4 => (any::<bool>(), days, page, quorum, notice).prop_map(|(open, days, page, quorum, notice_s)| {
            Idea::Parameters { open, days, page, quorum, notice_s }
        }),
        1 => select(vec![50, 7, 0]).prop_map(Idea::LogPage),
        3 => contract().prop_map(Idea::Authorize),
        1 => contract().prop_map(Idea::Deauthorize),
        4 => (select(Part::ALL.to_vec()), code).prop_map(|(part, code)| Idea::Upgrade(part, code)),
    ]
    .boxed()
}

fn contracts() -> BoxedStrategy<Step> {
    let anybody = || select(Who::ALL.to_vec());
    let between = select(vec![
        Between::SetRole,
        Between::Authorize,
        Between::Deauthorize,
        Between::LogOne,
        Between::LogMany,
        Between::LogParameters,
        Between::UpgradeAudit,
        Between::UpgradeDoctor,
        Between::UpgradePatient,
    ]);
    let list = option::of(select(vec![0, 1, 3, 33]));
    prop_oneof![
        4 => (anybody(), between).prop_map(|(by, message)| Step::Between { by, message }),
        3 => (anybody(), list).prop_map(|(by, list)| Step::Foreign { by, list }),
        1 => admin().prop_map(|by| Step::Wire { by }),
    ]
    .boxed()
}

fn people() -> BoxedStrategy<Step> {
    let key = || {
        prop_oneof![
            6 => Just(Key::Next),
            1 => select(vec![Key::Later, Key::Same, Key::Forged, Key::Short]),
        ]
    };
    let profile = || {
        prop_oneof![
            6 => (0..4_u8).prop_map(Profile::Says),
            1 => select(vec![Profile::Nothing, Profile::TooLong]),
        ]
    };
    let register = || {
        prop_oneof![
            doctor().prop_map(|by| (by, Register::Doctors)),
            patient().prop_map(|by| (by, Register::Patients)),
        ]
    };
    let read = prop_oneof![5 => Just(Read::Present), 1 => Just(Read::Another)];
    prop_oneof![
        // A stranger may do it alone where the parameters allow it.
        2 => (prop_oneof![admin(), Just(Who::Stranger).boxed()], select(Who::PATIENTS.to_vec()), key(), profile())
            .prop_map(|(by, whom, key, profile)| Step::RegisterPatient { by, whom, key, profile }),
        2 => (admin(), select(Who::DOCTORS.to_vec()), key(), profile())
            .prop_map(|(by, whom, key, profile)| Step::RegisterDoctor { by, whom, key, profile }),
        2 => (register(), key()).prop_map(|((by, at), key)| Step::ReplaceKey { by, at, key }),
        3 => (register(), profile()).prop_map(|((by, at), profile)| Step::UpdateProfile { by, at, profile }),
        3 => (admin(), doctor(), read).prop_map(|(by, doctor, read)| Step::Attest { by, doctor, read }),
        1 => (admin(), doctor()).prop_map(|(by, doctor)| Step::WithdrawAttestation { by, doctor }),
        1 => (admin(), doctor()).prop_map(|(by, doctor)| Step::Suspend { by, doctor }),
        3 => (admin(), doctor()).prop_map(|(by, doctor)| Step::Reinstate { by, doctor }),
    ]
    .boxed()
}

fn consents() -> BoxedStrategy<Step> {
    let numbers = vec(number(), 0..4);
    let covers = prop_oneof![
        beside().prop_map(|beside| Covers::All { beside }),
        numbers.prop_map(Covers::Some),
    ];
    let period = prop_oneof![
        12 => (1..30_u64).prop_map(Period::Days),
        2 => (1..6_u64, 1..20_u64).prop_map(|(after, days)| Period::Later { after, days }),
        1 => select(vec![Period::Days(31), Period::Days(367), Period::Turned, Period::Over]),
    ];
    let seal = prop_oneof![
        12 => Just(Seal::Right),
        1 => select(vec![Seal::Stale, Seal::SaltAgain]),
    ];
    let doctors = prop_oneof![
        6 => doctor().prop_map(|doctor| vec![doctor]),
        1 => vec(doctor(), 0..4),
    ];
    prop_oneof![
        10 => (patient(), doctor(), covers, period, seal).prop_map(|(by, doctor, covers, period, seal)| {
            Step::Grant { by, doctor, covers, period, seal }
        }),
        3 => (patient(), doctor()).prop_map(|(by, doctor)| Step::Revoke { by, doctor }),
        3 => (patient(), doctors, beside()).prop_map(|(by, doctors, beside)| Step::Rewrap { by, doctors, beside }),
        4 => (patient(), beside(), any::<u8>()).prop_map(|(by, beside, link)| Step::Rotate { by, beside, link }),
        2 => (patient(), 0..5_u32, any::<u8>())
            .prop_map(|(by, generation, link)| Step::RenewLink { by, generation, link }),
    ]
    .boxed()
}

fn records() -> BoxedStrategy<Step> {
    // Some at the same place as others.
    let place = || prop_oneof![20 => (0..60_u32).prop_map(Place::Of), 1 => Just(Place::NoPlace)];
    let record = || {
        let under = prop_oneof![
            5 => beside().prop_map(Under::Generation),
            1 => Just(Under::Pairwise),
        ];
        (place(), under).prop_map(|(at, under)| New { at, under })
    };
    let how = prop_oneof![
        4 => Just(How::New),
        1 => number().prop_map(How::Amends),
        1 => number().prop_map(How::About),
    ];
    // Patients for themselves, doctors for them, anybody for anybody.
    let author = || {
        prop_oneof![
            2 => patient().prop_map(|patient| (patient, patient)),
            2 => (doctor(), patient()),
            1 => (select(Who::ALL.to_vec()), patient()),
        ]
    };
    let resealed = vec((number(), option::of(place())), 0..3);
    let many = prop_oneof![6 => vec(record(), 0..4), 1 => vec(record(), 17)];
    prop_oneof![
        12 => (author(), how, record())
            .prop_map(|((by, patient), how, record)| Step::Write { by, patient, how, record }),
        3 => (author(), many).prop_map(|((by, patient), records)| Step::WriteMany { by, patient, records }),
        3 => (patient(), resealed, beside())
            .prop_map(|(by, records, beside)| Step::Reseal { by, records, beside }),
        3 => (patient(), number()).prop_map(|(by, number)| Step::Erase { by, number }),
        8 => (author(), number()).prop_map(|((by, patient), number)| Step::Open { by, patient, number }),
        5 => (author(), any::<u8>()).prop_map(|((by, patient), why)| Step::Visit { by, patient, why }),
    ]
    .boxed()
}
