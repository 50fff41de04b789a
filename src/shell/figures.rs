//! What a run has to say of itself: counts, bytes, time.

use std::fmt;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::model::newsletter::Newsletter;

use super::clock;
use super::write::Outcome;

/// The last line of a build.
pub struct Summary {
    pub issues: usize,
    pub entries: usize,
    pub works: usize,
    pub files: usize,
    pub bytes: u64,
    pub changed: usize,
    pub removed: usize,
    pub time: Duration,
}

impl Summary {
    pub fn new(newsletter: &Newsletter, outcome: &Outcome, time: Duration) -> Summary {
        Summary {
            issues: newsletter.issues.len(),
            entries: newsletter.entries.len(),
            works: newsletter.works.len(),
            files: outcome.files,
            bytes: outcome.bytes,
            changed: outcome.changed.len(),
            removed: outcome.removed.len(),
            time,
        }
    }

    pub fn json(&self) -> Value {
        json!({
            "issues": self.issues,
            "entries": self.entries,
            "works": self.works,
            "files": self.files,
            "bytes": self.bytes,
            "changed": self.changed,
            "removed": self.removed,
            "seconds": self.time.as_secs_f64(),
        })
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counts = [
            counted(self.issues, "issue", "issues"),
            counted(self.entries, "entry", "entries"),
            counted(self.works, "work", "works"),
            counted(self.files, "file", "files"),
            size(self.bytes),
            format!("{} changed", grouped(self.changed)),
        ];
        write!(f, "{}", counts.join(", "))?;
        if self.removed > 0 {
            write!(f, ", {} removed", grouped(self.removed))?;
        }
        write!(f, ", {}", seconds(self.time))
    }
}

/// `1 issue`, `12,000 issues`.
pub fn counted(n: usize, one: &str, many: &str) -> String {
    format!("{} {}", grouped(n), if n == 1 { one } else { many })
}

/// `1,234,567`.
pub fn grouped(n: usize) -> String {
    let digits = n.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// `870 B`, `4.2 MB`: powers of ten, as disks and hosts count.
pub fn size(bytes: u64) -> String {
    let units = [(1_000_000_000, "GB"), (1_000_000, "MB"), (1_000, "kB")];
    let unit = units.iter().find(|(unit, _)| bytes >= *unit);
    unit.map_or_else(|| format!("{bytes} B"), |(unit, name)| format!("{:.1} {name}", bytes as f64 / *unit as f64))
}

/// `0.412 s`.
pub fn seconds(time: Duration) -> String {
    format!("{:.3} s", time.as_secs_f64())
}

/// Times the steps of a run.
pub struct Stopwatch {
    start: Instant,
    last: Instant,
    steps: Vec<(&'static str, Duration)>,
}

impl Stopwatch {
    pub fn start() -> Stopwatch {
        let now = clock::reading();
        Stopwatch { start: now, last: now, steps: Vec::new() }
    }

    /// Ends a step, which began where the one before it ended.
    pub fn step(&mut self, name: &'static str) {
        let now = clock::reading();
        self.steps.push((name, now - self.last));
        self.last = now;
    }

    pub fn total(&self) -> Duration {
        self.start.elapsed()
    }

    /// One line a step.
    pub fn lines(&self) -> String {
        let lines = self.steps.iter().map(|(name, time)| format!("{name:>8}  {}", seconds(*time)));
        lines.collect::<Vec<_>>().join("\n")
    }

    pub fn json(&self) -> Value {
        self.steps.iter().map(|(name, time)| (name.to_string(), json!(time.as_secs_f64()))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_at_a_glance() {
        for (n, expected) in [(0, "0"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567")] {
            assert_eq!(grouped(n), expected);
        }
        for (bytes, expected) in [(0, "0 B"), (999, "999 B"), (1000, "1.0 kB"), (4_230_000, "4.2 MB")] {
            assert_eq!(size(bytes), expected);
        }
        assert_eq!(counted(1, "entry", "entries"), "1 entry");
        assert_eq!(counted(2, "entry", "entries"), "2 entries");
    }

    #[test]
    fn the_last_line_of_a_build() {
        let time = Duration::from_millis(412);
        let summary =
            Summary { issues: 1, entries: 2, works: 0, files: 1312, bytes: 4_200, changed: 3, removed: 0, time };
        assert_eq!(summary.to_string(), "1 issue, 2 entries, 0 works, 1,312 files, 4.2 kB, 3 changed, 0.412 s");
    }
}
