//! A newsletter of any size, made up: issue 7 says the same in every corpus, on every machine.

#![allow(dead_code, reason = "benches and the example use different parts")]

mod random;
mod words;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::ops::Range;

use random::Random;
use words::{CODE, FORMULAS, NAMES, SENTENCES, TOPICS};

/// What an issue is made of: about 24 KB of Markdown.
const SECTIONS: Range<usize> = 4..7;
const ENTRIES: Range<usize> = 2..5;
const PARAGRAPHS: Range<usize> = 2..6;
const LINES: Range<usize> = 3..6;

/// The config of a newsletter with all outputs.
pub const CONFIG: &str =
    "title = \"The Made-up Digest\"\nbase_url = \"https://digest.example/\"\nid = \"digest.example,2024-10-28\"\n";

/// What to add to the config for the outputs that the site of Hugo's layouts has as well: lists of all issues and topics, a
/// page for each, RSS of both, a sitemap.
pub const RACE: &str = "[outputs]\nworks = false\nsubscribe = false\n\"404\" = false\nrobots = false\natom = false\njson_feed = false\nopml = false\nfeed_archives = false\nbibtex = false\nris = false\ncsl_json = false\nentries = false\n";

/// The newsletter's files by path.
pub fn newsletter(issues: usize) -> BTreeMap<String, Vec<u8>> {
    let texts = (1..=issues).map(|number| (issue_path(number), issue(number).into_bytes()));
    texts.chain([("offprint.toml".to_string(), CONFIG.as_bytes().to_vec())]).collect()
}

pub fn issue_path(number: usize) -> String {
    format!("content/issues/n{number:05}.md")
}

/// An issue's file. Its front matter is one that Hugo reads as well.
pub fn issue(number: usize) -> String {
    let mut random = Random::new(number as u64);
    let mut writer = Writer { random: &mut random, number, text: String::new(), entries: 0, notes: 0 };
    let topics = writer.topics();
    writer.body(&topics);
    let names: Vec<String> = topics.iter().map(|topic| format!("\"{topic}\"")).collect();
    format!(
        "+++\ntitle = \"Digest {number}\"\nnumber = {number}\ndate = {}\ntopics = [{}]\nsummary = \"On {} and more\"\n+++\n\n{}",
        day(number),
        names.join(", "),
        topics[0],
        writer.text,
    )
}

/// One issue a day, in months of 28 days.
fn day(number: usize) -> String {
    let (year, rest) = (1990 + number / 336, number % 336);
    format!("{year:04}-{:02}-{:02}", rest / 28 + 1, rest % 28 + 1)
}

struct Writer<'a> {
    random: &'a mut Random,
    number: usize,
    text: String,
    /// Entries and footnotes so far.
    entries: usize,
    notes: usize,
}

impl Writer<'_> {
    fn topics(&mut self) -> Vec<&'static str> {
        let mut topics = Vec::new();
        for _ in 0..self.random.within(SECTIONS) {
            // The earlier in the list, the more often: two draws, the smaller counts.
            let topic = TOPICS[self.random.below(TOPICS.len()).min(self.random.below(TOPICS.len()))];
            if !topics.contains(&topic) {
                topics.push(topic);
            }
        }
        topics
    }

    fn body(&mut self, topics: &[&str]) {
        self.paragraph();
        for (index, topic) in topics.iter().enumerate() {
            let _ = write!(self.text, "## {}. {topic}\n\n", index + 1);
            self.paragraph();
            for _ in 0..self.random.within(ENTRIES) {
                self.entry();
            }
        }
        for note in 1..=self.notes {
            let line = self.sentence();
            let _ = write!(self.text, "[^{note}]: {line}\n\n");
        }
    }

    fn entry(&mut self) {
        let (title, paper) = (self.sentence(), self.paper());
        let title = title.trim_end_matches('.');
        let _ = write!(self.text, "### {title}\n\n");
        let (first, second) = (*self.random.of(NAMES), *self.random.of(NAMES));
        let _ = write!(
            self.text,
            "*{first}, {second}* — [arXiv:{paper}](https://arxiv.org/abs/{paper}) · [PDF](https://arxiv.org/pdf/{paper}) · [Code](https://github.com/{}/tool-{})\n\n",
            first.to_ascii_lowercase(),
            self.random.below(1000),
        );
        for _ in 0..self.random.within(PARAGRAPHS) {
            self.paragraph();
        }
        self.extra();
    }

    /// An arXiv id. One in fifty is that of an issue before: a work that comes up again.
    fn paper(&mut self) -> String {
        self.entries += 1;
        let number = if self.random.below(50) == 0 { self.random.below(self.number) } else { self.number };
        let serial = number * 50 + self.entries;
        format!("{:02}{:02}.{:05}", 8 + serial / 1_080_000, 1 + serial / 90_000 % 12, serial % 90_000)
    }

    fn paragraph(&mut self) {
        for _ in 0..self.random.within(LINES) {
            let line = self.sentence();
            self.text.push_str(&line);
            self.text.push(' ');
        }
        self.text.push_str("\n\n");
    }

    fn extra(&mut self) {
        match self.random.below(12) {
            0 | 1 => {
                for _ in 0..3 {
                    let line = self.sentence();
                    let _ = writeln!(self.text, "- **{}**: {line}", self.number);
                }
            }
            2 => {
                let _ =
                    writeln!(self.text, "| model | score |\n|---|--:|\n| small | {} |\n| large | 97.5 |", self.number);
            }
            3 => {
                let (language, code) = self.random.of(CODE);
                let _ = writeln!(self.text, "```{language}\n{}\n```", code.replace("NUMBER", &self.number.to_string()));
            }
            4 => {
                let _ = writeln!(self.text, "The loss is ${}$, as before.", self.random.of(FORMULAS));
            }
            5 => {
                self.notes += 1;
                let _ = writeln!(self.text, "This was said before.[^{}]", self.notes);
            }
            6 => {
                let line = self.sentence();
                let _ = writeln!(self.text, "> {line}");
            }
            _ => return,
        }
        self.text.push('\n');
    }

    /// A sentence: a pattern in which each `_` is a word.
    fn sentence(&mut self) -> String {
        let mut out = String::new();
        for (index, part) in self.random.of(SENTENCES).split('_').enumerate() {
            if index > 0 {
                out.push_str(self.random.of::<&str>(words::WORDS));
            }
            out.push_str(part);
        }
        out
    }
}
