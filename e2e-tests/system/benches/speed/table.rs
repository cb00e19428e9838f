//! The table: what was measured beside what.

use serde_json::{Value, json};
use std::fmt;

/// What was measured, several times.
#[derive(Clone)]
pub struct Times {
    /// Seconds, in order.
    sorted: Vec<f64>,
}

impl Times {
    pub fn new(mut seconds: Vec<f64>) -> Self {
        seconds.sort_by(f64::total_cmp);
        assert!(!seconds.is_empty(), "nothing was measured");
        Times { sorted: seconds }
    }

    pub fn median(&self) -> f64 {
        self.sorted[self.sorted.len() / 2]
    }

    fn least(&self) -> f64 {
        self.sorted[0]
    }

    fn most(&self) -> f64 {
        self.sorted[self.sorted.len() - 1]
    }
}

/// A thing and its rival.
struct Row {
    what: String,
    /// How many of `unit` were done in that time.
    amount: f64,
    unit: &'static str,
    ours: Times,
    rival: String,
    theirs: Times,
}

#[derive(Default)]
pub struct Table {
    rows: Vec<Row>,
    missing: Vec<String>,
}

impl Table {
    pub fn row(
        &mut self,
        what: impl Into<String>,
        (amount, unit): (f64, &'static str),
        ours: Times,
        rival: impl Into<String>,
        theirs: Times,
    ) {
        self.rows.push(Row {
            what: what.into(),
            amount,
            unit,
            ours,
            rival: rival.into(),
            theirs,
        });
    }

    /// A row that could not be measured, and how it can.
    pub fn missing(&mut self, why: impl Into<String>) {
        self.missing.push(why.into());
    }

    pub fn json(&self) -> Value {
        let seconds = |times: &Times| json!({ "median_s": times.median(), "min_s": times.least(), "max_s": times.most() });
        let rows: Vec<Value> = self
            .rows
            .iter()
            .map(|row| {
                json!({
                    "what": row.what, "amount": row.amount, "unit": row.unit, "ours": seconds(&row.ours),
                    "rival": row.rival, "theirs": seconds(&row.theirs), "ratio": row.ratio(),
                })
            })
            .collect();
        json!({ "rows": rows, "missing": self.missing })
    }
}

impl Row {
    fn ratio(&self) -> f64 {
        self.theirs.median() / self.ours.median()
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let times = |times: &Times| {
            format!(
                "{:.1} ms ({:.1} to {:.1})",
                times.median() * 1e3,
                times.least() * 1e3,
                times.most() * 1e3
            )
        };
        writeln!(
            f,
            "| what | median (min to max) | speed | beside | median (min to max) | ratio |"
        )?;
        writeln!(f, "|---|---|---|---|---|---|")?;
        for row in &self.rows {
            writeln!(
                f,
                "| {} | {} | {:.0} {}/s | {} | {} | {:.2} |",
                row.what,
                times(&row.ours),
                row.amount / row.ours.median(),
                row.unit,
                row.rival,
                times(&row.theirs),
                row.ratio()
            )?;
        }
        for why in &self.missing {
            writeln!(f, "\nNot measured: {why}")?;
        }
        Ok(())
    }
}
