//! The steps of a first start, for whoever somebody says to be: what is done, what is to be done now, what comes after.
//!
//! What is done is seen by what is there (an account, a deployment), not by what was clicked: so a step can be left and
//! taken up again, and none is done twice. Who somebody said to be is remembered by the session alone.

use medink_words::{Said, said};

/// Who somebody says to be, which decides what is offered first and nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Somebody with records of their own.
    Patient,
    /// Somebody who treats.
    Doctor,
    /// Who begins a system for others.
    Hospital,
}

impl Role {
    /// As a form says it.
    pub fn of(word: &str) -> Option<Self> {
        match word {
            "patient" => Some(Role::Patient),
            "doctor" => Some(Role::Doctor),
            "hospital" => Some(Role::Hospital),
            _ => None,
        }
    }
}

/// What was said at the first start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chosen {
    /// Who somebody is.
    pub role: Role,
    /// What the hospital is called; empty until it was said.
    pub hospital: String,
    /// Whether the file for the others was taken.
    pub handed_out: bool,
}

impl Chosen {
    /// Just chosen.
    pub fn new(role: Role) -> Self {
        Chosen {
            role,
            hospital: String::new(),
            handed_out: false,
        }
    }

    /// Whether it is a hospital.
    pub fn is_hospital(&self) -> bool {
        self.role == Role::Hospital
    }
}

/// What is there already.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Facts {
    /// An account is unlocked.
    pub unlocked: bool,
    /// Its recovery words are confirmed.
    pub confirmed: bool,
    /// There is a deployment that this machine knows.
    pub deployed: bool,
    /// The rules for money are decided.
    pub funding: bool,
}

/// Where a step stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It is behind.
    Done,
    /// It is to be done now.
    Now,
    /// It comes later.
    Later,
}

/// One step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What is to be done, in a few words.
    pub title: Said,
    /// Where it stands.
    pub state: State,
}

impl Step {
    /// Whether it is behind.
    pub fn done(&self) -> bool {
        self.state == State::Done
    }

    /// Whether it is to be done now.
    pub fn now(&self) -> bool {
        self.state == State::Now
    }
}

/// The steps, the first that is not done being the one to do now.
pub fn steps(chosen: &Chosen, facts: Facts) -> Vec<Step> {
    let all: Vec<(Said, bool)> = match chosen.role {
        Role::Hospital => vec![
            (said!("step-name"), facts.unlocked || !chosen.hospital.is_empty()),
            (said!("step-admin"), facts.unlocked),
            (said!("step-words"), facts.unlocked && facts.confirmed),
            (said!("step-deploy"), facts.deployed),
            (said!("step-funding"), facts.funding),
            (said!("step-file"), chosen.handed_out),
            (said!("step-doctors"), false),
        ],
        Role::Patient | Role::Doctor => vec![
            (said!("step-join"), facts.deployed),
            (said!("step-account"), facts.unlocked),
            (said!("step-words"), facts.unlocked && facts.confirmed),
            (said!("step-card"), false),
        ],
    };
    let now = all.iter().position(|(_, done)| !done);
    all.into_iter()
        .enumerate()
        .map(|(place, (title, done))| Step {
            title,
            state: match (done, Some(place) == now) {
                (true, _) => State::Done,
                (false, true) => State::Now,
                (false, false) => State::Later,
            },
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now(chosen: &Chosen, facts: Facts) -> String {
        let steps = steps(chosen, facts);
        assert_eq!(steps.iter().filter(|step| step.now()).count(), 1);
        steps.iter().find(|step| step.now()).unwrap().title.to_string()
    }

    #[test]
    fn each_step_follows_from_what_is_there() {
        let mut chosen = Chosen::new(Role::Hospital);
        let mut facts = Facts::default();
        assert_eq!(now(&chosen, facts), "The hospital's name");
        chosen.hospital = "Princeton".into();
        assert_eq!(now(&chosen, facts), "The administrator's account");
        facts.unlocked = true;
        assert_eq!(now(&chosen, facts), "Its recovery words");
        // What was done before the others is not asked for again.
        facts.deployed = true;
        assert_eq!(now(&chosen, facts), "Its recovery words");
        facts.confirmed = true;
        assert_eq!(now(&chosen, facts), "Rules for money");
        facts.funding = true;
        assert_eq!(now(&chosen, facts), "The file for the others");
        chosen.handed_out = true;
        assert_eq!(now(&chosen, facts), "The first doctors");

        let patient = Chosen::new(Role::of("patient").unwrap());
        assert_eq!(now(&patient, Facts::default()), "Join with the hospital's file");
        let joined = Facts {
            deployed: true,
            ..Facts::default()
        };
        assert_eq!(now(&patient, joined), "Your account");
        assert_eq!(now(&patient, facts), "Show your card at the desk");
        assert_eq!(Role::of("Patient"), None);
    }
}
