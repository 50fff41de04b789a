//! The door to the terminal: data to stdout, all else to stderr, colours only where a person looks.

use std::io::{self, ErrorKind, IsTerminal, Write};

use serde_json::Value;

use crate::base::diagnostic::{Code, Report, Severity, Style, json, print};
use crate::base::source::Sources;

use super::cli::{Format, Global};
use super::outcome::Failure;

/// How this run speaks.
#[derive(Clone, Copy, Debug)]
pub struct Console {
    format: Format,
    /// Nothing is folded.
    all: bool,
    /// Warnings weigh as errors.
    strict: bool,
}

impl Console {
    pub fn new(global: &Global) -> Console {
        Console { format: global.format, all: global.all, strict: global.strict }
    }

    pub fn is_json(&self) -> bool {
        self.format == Format::Json
    }

    /// Whether a person watches what is said meanwhile.
    pub fn is_watched(&self) -> bool {
        !self.is_json() && io::stderr().is_terminal()
    }

    /// Prints data, as it is.
    pub fn data(&self, text: &str) -> Result<(), Failure> {
        let mut out = anstream::stdout().lock();
        out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(Failure::output)
    }

    /// Says a line to the person.
    pub fn say(&self, line: &str) {
        let mut err = anstream::stderr().lock();
        // Where nobody can be told, nothing can be told about that either.
        let _ = writeln!(err, "{line}");
    }

    /// Whether the run must stop here.
    pub fn fails(&self, report: &Report) -> bool {
        report.has_errors() || self.strict && report.count(Severity::Warning) > 0
    }

    /// Prints the diagnostics to the person; with `--format json`, [`Console::result`] tells them.
    pub fn report(&self, report: &Report, sources: &Sources) {
        let text = if self.is_json() { String::new() } else { print(report, sources, Style::Colour, self.all) };
        if !text.is_empty() {
            self.say(text.trim_end());
            self.say("");
        }
    }

    /// Prints the run's one JSON value: its diagnostics and, by name, what else it has to say.
    pub fn result(&self, report: &Report, sources: &Sources, rest: &[(&str, Value)]) -> Result<(), Failure> {
        if !self.is_json() {
            return Ok(());
        }
        let mut members = vec![format!("\"diagnostics\": {}", json(report, sources).trim_end())];
        members.extend(
            rest.iter().filter(|(_, value)| !value.is_null()).map(|(name, value)| format!("\"{name}\": {value}")),
        );
        self.data(&format!("{{\n{}\n}}\n", members.join(",\n")))
    }
}

/// Leaves out the hints, which only `check` tells.
pub fn drop_hints(report: &mut Report) {
    report.allow(&codes(|severity| severity == Severity::Hint));
}

/// Leaves out all that does not stop a run.
pub fn keep_errors(report: &mut Report) {
    report.allow(&codes(|severity| severity != Severity::Error));
}

fn codes(wanted: impl Fn(Severity) -> bool) -> Vec<Code> {
    Code::ALL.iter().copied().filter(|code| wanted(code.severity())).collect()
}

/// Prints what clap has to say. A reader that went away is no fault.
pub fn print_usage(error: &clap::Error) -> io::Result<()> {
    match error.print() {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        printed => printed,
    }
}
