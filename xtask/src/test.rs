//! Runs every test there is, on the parts just built, and counts what cargo's test runner reports.

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::foreign::Foreign;
use crate::progress::Progress;
use crate::runner::Built;
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
}

/// Seconds that no test may take: none needs a tenth of that. The runner's own limit would be another for tests in folders.
const LIMIT: f64 = 600.0;

/// What the harness is told so that it says each test's time: it only does so where unstable options are allowed, which is
/// nobody's business but its own. Cargo itself never sees the variable, by which some build scripts would build something
/// else.
const TIMED: [&str; 2] = ["-Zunstable-options", "--report-time"];
const TIMED_BY: &str = r#"target."cfg(all())".runner=["env","RUSTC_BOOTSTRAP=1"]"#;

/// Tests that took at least so many seconds are told at the end, these many of them.
const TOLD: f64 = 5.0;
const AT_MOST: usize = 5;

/// Names the program that the one ignored test asks for.
const UPSTREAM: &str = "MEDINK_CONTRACTS_NODE";

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
    let root = || {
        let mut command = exec::cargo();
        command
            .current_dir(&ws.root)
            .args(["test", "--workspace", "--locked", "--no-fail-fast"]);
        command
    };
    let suites: [(&str, &dyn Fn() -> Command); 2] = [
        ("contracts, client and tools", &root),
        ("the node", &|| node::test(ws)),
    ];
    for (what, cargo_test) in suites {
        let mut command = cargo_test();
        command.args(["--tests", "--config", TIMED_BY]);
        let command = foreign.announce(built.announce(&mut command));
        totals.run(&format!("test {what}"), command, &TIMED, progress, out)?;
        // Their harness is rustdoc's own, which has no such options.
        let mut command = cargo_test();
        let title = format!("test the examples in what is said of {what}");
        totals.run(&title, command.arg("--doc"), &[], progress, out)?;
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
        options: &[&str],
        progress: &mut Progress,
        to: &mut impl Write,
    ) -> Result<()> {
        let before = self.programs;
        // After the separator, or a filter that begins with a dash would be cargo's option.
        command.arg("--").args(options).args(&self.filter);
        if self.ignored_too {
            command.arg("--include-ignored");
        }
        let passed = progress.step(title, |_| {
            let mut child = command
                .stdin(Stdio::null())
                .stdout(Stdio::piped())
                .spawn()
                .context("cannot start cargo test")?;
            let output = child.stdout.take().context("cargo test has no output")?;
            self.read(BufReader::new(output), to)?;
            Ok(child.wait().context("cargo test was lost")?.success())
        })?;
        if !passed {
            self.failures.push(title.to_owned());
        } else if self.programs == before {
            bail!("{title}: the runner reported no result at all");
        }
        Ok(())
    }

    /// Passes the runner's output on and picks the results out of it.
    fn read(&mut self, mut from: impl BufRead, to: &mut impl Write) -> Result<()> {
        let mut line = Vec::new();
        while from
            .read_until(b'\n', &mut line)
            .context("cannot read from cargo test")?
            > 0
        {
            to.write_all(&line)?;
            self.count(String::from_utf8_lossy(&line).trim_end());
            line.clear();
        }
        to.flush()?;
        Ok(())
    }

    fn count(&mut self, line: &str) {
        if let Some((name, reason)) = line
            .strip_prefix("test ")
            .and_then(|line| line.split_once(" ... ignored"))
        {
            self.ignored.push(format!("{name}{reason}"));
        }
        if let Some((name, seconds)) = line.strip_prefix("test ").and_then(timed)
            && seconds >= TOLD
        {
            self.slow.push((seconds, name.to_owned()));
            if seconds > LIMIT {
                self.failures.push(format!(
                    "{name} took {seconds:.0} s, where {LIMIT:.0} s are the limit"
                ));
            }
        }
        if let Some(what) = line.strip_prefix("NOT RUN: ") {
            self.not_run.push(what.to_owned());
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

/// Name and seconds of what the harness says of a test that has ended: `some::test ... ok <0.123s>`.
fn timed(line: &str) -> Option<(&str, f64)> {
    let (said, time) = line.strip_suffix("s>")?.rsplit_once(" <")?;
    let (name, _) = said.split_once(" ... ")?;
    Some((name, time.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    const OUTPUT: &str = "\nrunning 3 tests\nNOT RUN: on the moon\ntest a::b ... ok <61.500s>\n\
        test slow ... ignored, needs an hour\ntest c ... FAILED <5.000s>\ntest d ... ok <4.999s>\n\
        test result: FAILED. 1 passed; 1 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.10s\n\
        \nrunning 40 tests\n\
        test result: ok. 40 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 9.00s\n";

    #[test]
    fn results_are_summed_and_all_output_is_passed_on() {
        let mut totals = Totals::default();
        let mut seen = Vec::new();
        totals.read(OUTPUT.as_bytes(), &mut seen).unwrap();
        assert_eq!(seen, OUTPUT.as_bytes());
        assert_eq!(
            totals.line(),
            "test result: FAILED. 41 passed; 1 failed; 1 ignored; finished in 0.00s"
        );
        assert_eq!(totals.slowest(), ["    62 s  a::b", "     5 s  c"]);
        assert_eq!(totals.ignored, ["slow, needs an hour"]);
        assert_eq!(totals.not_run, ["on the moon"]);
        assert!(totals.finish().is_err());
    }

    #[test]
    fn a_filter_is_passed_on_and_must_name_a_test() {
        let mut totals = Totals {
            filter: Some("moon".into()),
            ..Totals::default()
        };
        let mut runner = Command::new("sh");
        // Says what the runner would, with what it was given in the place of a name.
        runner.args([
            "-c",
            r#"echo "test $1 ... ignored"; echo "test result: ok. 0 passed; 0 failed;""#,
            "sh",
        ]);
        // Kept from this program's own output, which is counted in the same way.
        totals
            .run("all", &mut runner, &[], &mut Progress::new(), &mut Vec::new())
            .unwrap();
        assert_eq!(totals.ignored, ["--"], "the separator comes first");
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
                &[],
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
            &[],
            &mut Progress::new(),
            &mut Vec::new(),
        );
        assert!(result.unwrap_err().to_string().contains("no result"));
    }
}
