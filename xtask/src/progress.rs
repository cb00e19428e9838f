//! Says what is being done and how long it takes. Never decides anything.

use std::time::{Duration, Instant};

/// Prints a headline as each step starts and its time as it ends, and keeps both for the summary.
pub struct Progress {
    started: Instant,
    depth: usize,
    steps: Vec<Step>,
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
        if let Some(step) = self.steps.get_mut(index) {
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

    /// A line of news within a step.
    pub fn say(&self, line: &str) {
        println!("    {line}");
    }

    /// Time since the program started.
    pub fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }

    /// Prints every step with its time, and the total. The processor time beside it is that of the compilers and
    /// tests that have ended: on a machine that others use as well, it alone can be compared.
    pub fn summary(&self) {
        if self.steps.is_empty() {
            return;
        }
        println!("\n{:>13}  {:>13}  step", "time", "processors");
        for step in &self.steps {
            let took = step.took.map_or_else(|| "FAILED".to_owned(), span);
            let title = format!("{}{}", "  ".repeat(step.depth), step.title);
            println!("{}", row(&took, step.worked, &title));
        }
        println!(
            "{}",
            row(&span(self.started.elapsed()), processor_time(), "in all")
        );
    }
}

fn row(took: &str, worked: Option<Duration>, title: &str) -> String {
    let worked = worked.map_or_else(String::new, span);
    format!("{took:>13}  {worked:>13}  {title}")
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
