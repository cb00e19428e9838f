//! Random sequences of all messages against a plain model of the rules: after each step the answer, the log with its hashes,
//! and something of what the step can have changed are what the model says; at a sequence's end all that can be read.
//!
//! Each subject's rules stand in a file of their own (`govern`, `people`, `consents`, `records`), over one memory (`state`).
//! `draw` makes steps, `stage` plays them on both, `views` reads. What fails is made smaller by proptest and printed as Rust,
//! for `scenes`; its seed goes to `regressions.txt` and is played again first from then on. `MEDINK_MODEL_OPS=100000` plays
//! more, `MEDINK_MODEL_SEED=7` plays others.

mod cast;
mod consents;
mod draw;
mod govern;
mod people;
mod records;
mod scenes;
mod stage;
mod state;
mod step;
mod views;

use cast::Who;
use e2e_contracts::{Bundle, Part};
use medink_types::Action;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{
    Config, FileFailurePersistence, RngAlgorithm, TestCaseError, TestRng, TestRunner,
};
use scale::Decode;
use stage::Stage;
use std::cell::RefCell;
use std::collections::BTreeSet;
use step::{Key, Profile, Step};
use views::View;

/// How many messages are sent where nothing else is said, by all parts together.
const OPERATIONS: u32 = 5_000;

/// Tests run side by side: the sequences are played in so many.
const PARTS: u32 = 4;

/// The seeds of what has failed.
const REGRESSIONS: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/tests/contracts/model/regressions.txt"
);

/// Messages that are not in the sequences, and why not.
const ELSEWHERE: [(Part, &str, &str); 0] = [];

/// A number from the environment. What is none is told, or nothing would be played that was asked for.
fn number(name: &str, usual: u32) -> u32 {
    match std::env::var(name) {
        Ok(text) => text
            .parse()
            .unwrap_or_else(|_| panic!("{name} has to be a number, and is {text:?}")),
        Err(_) => usual,
    }
}

/// The same sequences for the same part and seed.
fn runner(part: u8, cases: u32) -> TestRunner {
    let mut seed = [0; 32];
    seed[0] = part;
    seed[1..5].copy_from_slice(&number("MEDINK_MODEL_SEED", 0).to_be_bytes());
    let config = Config {
        cases,
        max_shrink_iters: 4_000,
        // Before nextest ends a test that takes too long.
        max_shrink_time: 240_000,
        failure_persistence: Some(Box::new(FileFailurePersistence::Direct(REGRESSIONS))),
        ..Config::default()
    };
    TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &seed))
}

fn cases() -> u32 {
    number("MEDINK_MODEL_OPS", OPERATIONS).div_ceil(PARTS * draw::MEAN)
}

fn random_sequences(part: u8) {
    let stage = RefCell::new(Stage::new());
    let done = runner(part, cases()).run(&draw::steps(), |steps| {
        stage.borrow_mut().play(&steps).map_err(TestCaseError::fail)
    });
    if let Err(failure) = done {
        panic!("{failure}");
    }
}

#[test]
fn random_sequences_do_what_the_model_says_1() {
    random_sequences(1);
}

#[test]
fn random_sequences_do_what_the_model_says_2() {
    random_sequences(2);
}

#[test]
fn random_sequences_do_what_the_model_says_3() {
    random_sequences(3);
}

#[test]
fn random_sequences_do_what_the_model_says_4() {
    random_sequences(4);
}

#[test]
fn scenes_do_what_the_model_says() {
    let mut stage = Stage::new();
    for (name, steps) in scenes::scenes() {
        if let Err(why) = stage.play(&steps) {
            panic!("{name}: {why}");
        }
    }
}

/// The sequences of the usual number of operations, and the scenes, without a chain.
fn usual() -> Vec<Vec<Step>> {
    let cases = OPERATIONS.div_ceil(PARTS * draw::MEAN);
    let mut all = Vec::new();
    for part in 1..=PARTS {
        let mut runner = runner(part as u8, cases);
        for _ in 0..cases {
            let drawn = draw::steps().new_tree(&mut runner);
            all.push(drawn.expect("nothing is rejected").current());
        }
    }
    all.extend(scenes::scenes().into_iter().map(|(_, steps)| steps));
    all
}

/// A message that is added to a contract is added here.
#[test]
fn every_message_is_in_the_model() {
    let stage = Stage::new();
    let mut played: BTreeSet<(Part, String)> = ELSEWHERE
        .iter()
        .map(|(part, label, _)| (*part, (*label).to_owned()))
        .collect();
    for steps in usual() {
        let mut model = stage.model.clone();
        for step in &steps {
            if let Some(sent) = model.play(step).sent {
                played.insert((sent.message.contract, sent.message.label.to_owned()));
            }
        }
    }
    for view in View::all() {
        for ask in view.asks(&stage.model) {
            played.insert((ask.contract, ask.label.to_owned()));
        }
    }
    let mut deployed = BTreeSet::new();
    for part in Part::ALL {
        for (label, _) in Bundle::of(part).messages() {
            deployed.insert((part, label));
        }
    }
    let missing: Vec<_> = deployed.difference(&played).collect();
    assert!(
        missing.is_empty(),
        "neither in a step nor in a view of the model, nor in ELSEWHERE with a reason: {missing:?}"
    );
    let gone: Vec<_> = played.difference(&deployed).collect();
    assert!(gone.is_empty(), "in the model and in no contract: {gone:?}");
}

/// The sequences do not only knock at closed doors: whatever can be logged is logged in one of them.
#[test]
fn the_sequences_come_far() {
    let stage = Stage::new();
    let mut seen = Vec::new();
    let (mut done, mut refused) = (0, 0);
    for steps in usual() {
        let mut model = stage.model.clone();
        for step in &steps {
            match model.play(step).answer {
                Ok(_) => done += 1,
                Err(_) => refused += 1,
            }
        }
        seen.extend(model.log.into_iter().map(|entry| entry.action));
    }
    let actions = (0..=u8::MAX).filter_map(|code| Action::decode(&mut [code].as_slice()).ok());
    let unseen: Vec<_> = actions.filter(|action| !seen.contains(action)).collect();
    assert!(unseen.is_empty(), "no sequence comes to {unseen:?}");
    assert!(done * 5 > refused, "{done} steps were done and {refused} refused");
}

/// A model with another rule, or that has forgotten something, parts from the contracts: the comparison sees it.
#[test]
fn a_wrong_model_is_told_from_the_contracts() {
    let mut stage = Stage::new();
    let told = |stage: &mut Stage, model, steps: &[Step], what: &str| {
        let why = stage.play_against(model, steps).expect_err("the model is wrong");
        assert!(why.contains(what), "{why}");
    };
    let registration = [Step::RegisterPatient {
        by: Who::Stranger,
        whom: Who::Stranger,
        key: Key::Next,
        profile: Profile::Nothing,
    }];
    let mut open = stage.model.clone();
    open.parameters.self_registration = true;
    told(&mut stage, open, &registration, "the answer");

    let rotation = [Step::Rotate {
        by: Who::Patient,
        beside: 0,
        link: 1,
    }];
    let mut earlier = stage.model.clone();
    earlier.log.pop();
    told(&mut stage, earlier, &rotation, "the log");

    let mut forgetful = stage.model.clone();
    forgetful.doctors[0].attested = None;
    told(&mut stage, forgetful, &[], "doctor");

    assert_eq!(stage.play(&rotation), Ok(()));
}
