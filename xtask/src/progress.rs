//! Says what is being done and how long it takes. Never decides anything.

use std::fmt::Write;
use std::fs::{self, File};
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow};

use crate::exec;

/// Steps deeper than this one have no line of their own in the summary.
const OUTER: usize = 1;

/// Prints a headline as each step starts and its time as it ends, and keeps both for the summary.
pub struct Progress {
    started: Instant,
    depth: usize,
    steps: Vec<Step>,
    /// Whether something else is being done at the same time; processor time can't be told apart then.
    shared: bool,
    aside: Option<Aside>,
}

/// What is done beside something else: the output of what it runs goes to a file of its own.
struct Aside {
    output: File,
    /// Set once the other has failed.
    stop: Arc<AtomicBool>,
}

struct Step {
    title: String,
    depth: usize,
    took: Option<Duration>,
    /// Processor time of what was run meanwhile, where the system tells.
    worked: Option<Duration>,
}

impl Progress {
    /// Starts the clock.
    pub fn new() -> Self {
        Self {
            started: Instant::now(),
            depth: 0,
            steps: Vec::new(),
            shared: false,
            aside: None,
        }
    }

    /// Runs `work` under a headline. Steps may hold steps; a failed one stays in the summary as such.
    pub fn step<T>(
        &mut self,
        title: &str,
        work: impl FnOnce(&mut Self) -> anyhow::Result<T>,
    ) -> anyhow::Result<T> {
        let index = self.steps.len();
        self.steps.push(Step {
            title: title.to_owned(),
            depth: self.depth,
            took: None,
            worked: None,
        });
        println!("==> [{}] {title}", clock(self.started.elapsed()));
        self.depth += 1;
        let (begun, before) = (Instant::now(), processor_time());
        let result = work(self);
        let took = begun.elapsed();
        self.depth -= 1;
        if let Some(step) = self.steps.get_mut(index).filter(|_| !self.shared) {
            step.worked = processor_time()
                .zip(before)
                .map(|(now, before)| now.saturating_sub(before));
        }
        match &result {
            Ok(_) => {
                if let Some(step) = self.steps.get_mut(index) {
                    step.took = Some(took);
                }
                println!("    done in {}: {title}", span(took));
            }
            Err(_) => println!("    FAILED after {}: {title}", span(took)),
        }
        result
    }

    /// Runs `command`. Its output goes to ours or, of what is done aside, to its file.
    ///
    /// # Errors
    /// If it fails, or what is done beside it has.
    pub fn stream(&self, command: &mut Command) -> Result<()> {
        match &self.aside {
            None => exec::stream(command),
            Some(aside) => exec::stream_into(command, &aside.output, &aside.stop),
        }
    }

    /// Does both at once, under a headline. What `aside` runs by [`Progress::stream`] is ended if `here` fails. Its output goes
    /// to the file `log`, which is there to read whatever becomes of us, and is shown when both are over, or once it fails.
    ///
    /// # Errors
    /// If either fails; of two failures, that of `here`.
    pub fn side_by_side<A, B: Send>(
        &mut self,
        title: &str,
        log: &Path,
        here: impl FnOnce(&mut Self) -> Result<A>,
        aside: impl FnOnce(&mut Self) -> Result<B> + Send,
    ) -> Result<(A, B)> {
        self.step(title, |progress| {
            let output = created(log)?;
            progress.say(&format!("what is run beside it says in {}", log.display()));
            let stop = Arc::new(AtomicBool::new(false));
            let mut beside = Self {
                started: progress.started,
                depth: progress.depth,
                steps: Vec::new(),
                shared: true,
                aside: Some(Aside {
                    output,
                    stop: Arc::clone(&stop),
                }),
            };
            let (first, second) = thread::scope(|scope| {
                let worker = scope.spawn(move || {
                    let done = aside(&mut beside);
                    if let Err(error) = &done {
                        // Now, and not when the other is over, which may take minutes.
                        show(log);
                        beside.say(&format!("FAILED, what was run beside the rest: {error:#}"));
                    }
                    (done, beside.steps)
                });
                progress.shared = true;
                let first = here(progress);
                progress.shared = false;
                if first.is_err() {
                    stop.store(true, Ordering::Relaxed);
                }
                (first, worker.join())
            });
            let (second, steps) = second.map_err(|_| anyhow!("what was done beside it broke off"))?;
            progress.steps.extend(steps);
            if second.is_ok() {
                show(log);
            }
            Ok((first?, second?))
        })
    }

    /// A line of news within a step.
    pub fn say(&self, line: &str) {
        println!("    {line}");
    }

    /// Time since the program started.
    pub fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }

    /// Prints every step with its time, and the total: a line for each of the two outermost kinds, which also has what
    /// happened within. The processor time beside it is that of the compilers and tests that have ended: on a machine
    /// that others use as well, it alone can be compared.
    pub fn summary(&self) {
        if self.steps.is_empty() {
            return;
        }
        println!("\n{:>12} {:>12}  step", "time", "processors");
        for line in self.lines() {
            println!("{line}");
        }
        println!(
            "{}",
            row(&span(self.started.elapsed()), processor_time(), "in all")
        );
    }

    fn lines(&self) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        let mut within = self.steps.iter().peekable();
        while let Some(step) = within.next() {
            let mut title = format!("{}{}", "  ".repeat(step.depth), step.title);
            let mut before = " (";
            while let Some(inner) = within.next_if(|inner| inner.depth > OUTER.max(step.depth)) {
                // Writing to a String does not fail.
                let _ = write!(title, "{before}{} {}", inner.title, inner.time());
                before = ", ";
            }
            if before == ", " {
                title.push(')');
            }
            lines.push(row(&step.time(), step.worked, &title));
        }
        lines
    }
}

/// An empty file, in a folder that there may not be yet.
fn created(file: &Path) -> Result<File> {
    let cannot = || format!("cannot write {}", file.display());
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).with_context(cannot)?;
    }
    File::create(file).with_context(cannot)
}

/// Prints what was run beside something else.
fn show(log: &Path) {
    println!("    what was run beside it said, as {} has it:", log.display());
    let shown = File::open(log).and_then(|mut file| std::io::copy(&mut file, &mut std::io::stdout().lock()));
    if let Err(error) = shown {
        println!("    that can't be read: {error}");
    }
}

impl Step {
    fn time(&self) -> String {
        self.took.map_or_else(|| "FAILED".to_owned(), span)
    }
}

fn row(took: &str, worked: Option<Duration>, title: &str) -> String {
    let worked = worked.map_or_else(String::new, span);
    format!("{took:>12} {worked:>12}  {title}")
}

/// Processor time of all processes that this one has started and that have ended; none where the system has no such
/// file.
fn processor_time() -> Option<Duration> {
    children_of(&std::fs::read_to_string("/proc/self/stat").ok()?)
}

/// What `stat` says of a process's children: `cutime` and `cstime` of proc_pid_stat(5).
fn children_of(stat: &str) -> Option<Duration> {
    // A hundredth of a second wherever Linux tells programs of ticks.
    const TICK: u64 = 10;
    // The name stands in parentheses and may hold anything.
    let (_, after) = stat.rsplit_once(')')?;
    let mut fields = after.split_whitespace().skip(13);
    let mut ticks = || fields.next()?.parse::<u64>().ok();
    let both = ticks()?.checked_add(ticks()?)?;
    Some(Duration::from_millis(both.checked_mul(TICK)?))
}

/// Minutes and seconds, as on a stopwatch.
fn clock(time: Duration) -> String {
    format!("{}:{:02}", time.as_secs() / 60, time.as_secs() % 60)
}

/// A duration as people say it: `0.4 s`, `12 s`, `3 min 05 s`.
pub fn span(time: Duration) -> String {
    match time.as_secs() {
        0..10 => format!("{:.1} s", time.as_secs_f64()),
        secs @ 10..60 => format!("{secs} s"),
        secs => format!("{} min {:02} s", secs / 60, secs % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_as_people_say_them() {
        assert_eq!(span(Duration::from_millis(420)), "0.4 s");
        assert_eq!(span(Duration::from_secs(59)), "59 s");
        assert_eq!(span(Duration::from_secs(185)), "3 min 05 s");
        assert_eq!(clock(Duration::from_secs(3_725)), "62:05");
    }

    #[test]
    fn the_time_of_children_is_read() {
        let stat = "7 (a (b) 1 2) S 1 7 7 0 -1 4194304 900 80 0 0 11 12 130 240 20 0 1 0 99";
        assert_eq!(children_of(stat), Some(Duration::from_millis(3_700)));
        assert_eq!(children_of("7 (short) S 1"), None);
    }

    #[test]
    fn the_summary_has_a_line_for_outer_steps_and_inner_ones_within() {
        let mut progress = Progress::new();
        let done: Result<()> = progress.step("prepare", |progress| {
            progress.step("bundle", |progress| {
                progress.step("audit", |_| Ok(()))?;
                progress.step("admin", |progress| progress.step("install", |_| Ok(())))
            })?;
            progress.step("node", |_| anyhow::bail!("no"))
        });
        assert!(done.is_err());
        let lines = progress.lines();
        let titles: Vec<_> = lines.iter().filter_map(|line| line.get(27..)).collect();
        assert_eq!(
            titles,
            [
                "prepare",
                "  bundle (audit 0.0 s, admin 0.0 s, install 0.0 s)",
                "  node"
            ]
        );
        assert!(
            lines.last().is_some_and(|line| line.contains("FAILED")),
            "{lines:?}"
        );
    }

    #[test]
    fn two_things_at_once_are_both_done_and_told() {
        let mut progress = Progress::new();
        let folder = tempfile::tempdir().unwrap();
        let log = folder.path().join("target/aside.log");
        let both = progress
            .side_by_side(
                "both",
                &log,
                |progress| progress.step("here", |_| Ok(1)),
                |progress| {
                    progress.step("aside", |progress| {
                        progress.stream(Command::new("echo").arg("built"))?;
                        Ok(2)
                    })
                },
            )
            .unwrap();
        assert_eq!(both, (1, 2));
        assert_eq!(fs::read_to_string(&log).unwrap(), "built\n");
        let seen: Vec<_> = progress
            .steps
            .iter()
            .map(|step| (step.title.as_str(), step.depth, step.worked.is_some()))
            .collect();
        assert_eq!(seen, [("both", 0, true), ("here", 1, false), ("aside", 1, false)]);
    }

    #[test]
    fn what_is_done_aside_ends_when_the_other_fails() {
        let begun = Instant::now();
        let folder = tempfile::tempdir().unwrap();
        let log = folder.path().join("aside.log");
        let error = Progress::new()
            .side_by_side(
                "both",
                &log,
                |_| -> Result<()> { anyhow::bail!("broken") },
                |progress| progress.stream(Command::new("sleep").arg("60")),
            )
            .unwrap_err();
        assert_eq!(error.to_string(), "broken");
        assert!(begun.elapsed() < Duration::from_secs(30));
        // And the other way round, what is done here is done to its end.
        let error = Progress::new()
            .side_by_side(
                "both",
                &log,
                |_| Ok(1),
                |progress| -> Result<()> {
                    progress.stream(Command::new("sh").args(["-c", "echo broken off"]))?;
                    anyhow::bail!("torn")
                },
            )
            .unwrap_err();
        assert_eq!(error.to_string(), "torn");
        assert_eq!(fs::read_to_string(&log).unwrap(), "broken off\n");
    }

    #[test]
    fn a_failed_step_is_marked_in_the_summary_and_passed_on() {
        let mut progress = Progress::new();
        let result: anyhow::Result<()> = progress.step("outer", |progress| {
            progress.step("good", |_| Ok(()))?;
            progress.step("bad", |_| anyhow::bail!("no"))
        });
        assert!(result.is_err());
        let seen: Vec<_> = progress
            .steps
            .iter()
            .map(|step| (step.title.as_str(), step.depth, step.took.is_some()))
            .collect();
        assert_eq!(seen, [("outer", 0, false), ("good", 1, true), ("bad", 1, false)]);
        assert_eq!(progress.depth, 0);
    }
}
