//! A blow: a command that is under way, and the end of it or of the node under it. After it stands what a check-up has to say.

use super::chance::Chance;
use e2e_system::{Call, Machine, Run};
use medink_core::Kind;
use nix::sys::signal::Signal;
use serde_json::Value;
use std::thread;
use std::time::{Duration, Instant};

/// Who is killed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Victim {
    /// The program that does it.
    Client,
    /// The node that it talks to.
    Node,
}

/// What became of a command that was struck.
pub enum Fate {
    /// It was killed, or has failed because the node was: nobody was told that it is done.
    Open,
    /// It ended well: it is acknowledged.
    Done(Value),
}

/// How often a moment is drawn again, for one kill, where the command was over by then.
const TRIES: u32 = 20;

/// The kills of one test.
pub struct Blows {
    /// What else comes by chance.
    pub chance: Chance,
    victim: Victim,
    left: u32,
    misses: u32,
}

impl Blows {
    /// So many, of a test of this name.
    pub fn new(test: &str, victim: Victim, count: u32) -> Self {
        Blows {
            chance: Chance::of(test),
            victim,
            left: count,
            misses: 0,
        }
    }

    /// Whether there is a kill left to be done.
    pub fn go_on(&self) -> bool {
        self.left > 0
    }

    /// Starts a command and kills at a moment of it, which takes `length` when nobody disturbs it. A node that was killed is
    /// started again. A command that has ended by then is not killed,
    /// and counts for none.
    pub fn strike(
        &mut self,
        machine: &mut Machine,
        length: Duration,
        call: impl Fn(&Machine) -> Call<'_>,
    ) -> Fate {
        let after = self.chance.moment(length);
        let running = call(machine).start();
        // No condition is waited for: any moment is as good as another.
        thread::sleep(after);
        let hit;
        let run = match self.victim {
            Victim::Client => {
                running.signal(Signal::SIGKILL);
                let run = running.wait();
                hit = run.signal == Some(Signal::SIGKILL as i32);
                run
            }
            Victim::Node => {
                hit = machine.kill_nodes() > 0;
                // The program waits for it as long as it does, which is longer than a start takes.
                machine.up_again();
                running.wait()
            }
        };
        eprintln!(
            "{:?} killed {after:?} into {length:?}: {}",
            self.victim, run.shown
        );
        if hit {
            (self.left, self.misses) = (self.left - 1, 0);
        } else {
            self.misses += 1;
            assert!(self.misses < TRIES, "nobody was killed in {TRIES} tries\n{run}");
        }
        match self.victim {
            Victim::Client if hit => Fate::Open,
            Victim::Node if hit && run.code != Some(0) => {
                lost_its_node(&run);
                Fate::Open
            }
            _ => Fate::Done(run.succeeded()),
        }
    }
}

/// A command whose node has gone says so, or that the outcome is not known.
fn lost_its_node(run: &Run) {
    let kinds = [Kind::Unreachable, Kind::Unknown];
    assert!(
        kinds
            .iter()
            .any(|kind| run.code == Some(i32::from(kind.exit_code()))),
        "it does not say that the node has gone\n{run}"
    );
}

/// How long something takes that nobody disturbs, and what it gave.
pub fn undisturbed(call: Call<'_>) -> (Duration, Value) {
    let begun = Instant::now();
    let given = call.ok();
    (begun.elapsed(), given)
}

/// What a check-up finds right after a kill is at most half done: nothing is broken, or only the part that was not there yet.
#[track_caller]
pub fn nothing_lost(machine: &Machine, who: &str, begun: Option<&str>) {
    let run = machine.medink("check").acting(who).run();
    let envelope = run.envelope();
    assert_eq!(envelope["ok"], true, "{run}");
    for finding in envelope["data"]["findings"].as_array().expect("findings") {
        assert!(
            finding["severity"] != "broken" || finding["part"].as_str() == begun,
            "something is lost: {finding:#}\n{run}"
        );
    }
}

/// A check-up finds nothing.
#[track_caller]
pub fn nothing_left(call: Call<'_>) {
    let run = call.run();
    assert!(
        run.code == Some(0) && run.envelope()["data"]["well"] == true,
        "something was left half done\n{run}"
    );
}
