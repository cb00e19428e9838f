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
        });
        println!("==> [{}] {title}", clock(self.started.elapsed()));
        self.depth += 1;
        let begun = Instant::now();
        let result = work(self);
        let took = begun.elapsed();
        self.depth -= 1;
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

    /// Prints every step with its time, and the total.
    pub fn summary(&self) {
        println!("\nTime by step:");
        for step in &self.steps {
            let took = step.took.map_or_else(|| "FAILED".to_owned(), span);
            println!("  {took:>9}  {}{}", "  ".repeat(step.depth), step.title);
        }
        println!("  {:>9}  in all", span(self.started.elapsed()));
    }
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
