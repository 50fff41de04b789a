//! The preview shows what a build writes: after any change that came to it bit by bit, every output is equal, byte for byte.

#![allow(clippy::disallowed_types, reason = "a test plays the disk, which changes under who reads it")]

mod newsroom;
mod site;

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex};

use newsroom::Newsroom;
use offprint::base::diagnostic::{Report, Style, print};
use offprint::base::source::{Files, SourceId, Sources, Stamp};
use offprint::model::newsletter::Options;
use offprint::outputs::plan::Output;
use offprint::outputs::site::Site;
use offprint::pipeline::{self, Memo};

/// Changes of one run, and after how many all outputs are compared.
const EDITS: usize = 100;
const STRIDE: usize = 20;

/// Files that change behind the back of who reads them, as on a disk.
#[derive(Clone, Default)]
struct Shelf(Arc<Mutex<BTreeMap<String, Vec<u8>>>>);

impl Shelf {
    /// Puts other files in the place of these; the texts that changed, if nothing else did.
    fn restock(&self, files: BTreeMap<String, Vec<u8>>) -> Option<BTreeSet<String>> {
        let mut shelf = self.0.lock().unwrap();
        let changed: BTreeSet<String> =
            files.keys().filter(|path| shelf.get(*path) != files.get(*path)).cloned().collect();
        let only_texts = shelf.keys().eq(files.keys()) && changed.iter().all(|path| path.ends_with(".md"));
        *shelf = files;
        only_texts.then_some(changed)
    }
}

/// A shelf, and how its files were when they were listed.
struct Listed {
    shelf: Shelf,
    stamps: BTreeMap<String, Stamp>,
}

impl Listed {
    fn new(shelf: &Shelf) -> Listed {
        let stamp = |bytes: &Vec<u8>| {
            let mut hasher = DefaultHasher::new();
            bytes.hash(&mut hasher);
            Stamp(hasher.finish().into())
        };
        let stamps = shelf.0.lock().unwrap().iter().map(|(path, bytes)| (path.clone(), stamp(bytes))).collect();
        Listed { shelf: shelf.clone(), stamps }
    }
}

impl Files for Listed {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        self.shelf.0.lock().unwrap().read(path)
    }

    fn stamp(&self, path: &str) -> Option<Stamp> {
        self.stamps.get(path).copied()
    }
}

/// What a server keeps from one change to the next.
#[derive(Default)]
struct Preview {
    memo: Memo,
    shelf: Shelf,
    sources: Option<Arc<Sources>>,
    /// How often nothing had to be done anew.
    reworded: usize,
}

impl Preview {
    fn load(&mut self, files: BTreeMap<String, Vec<u8>>) -> (Option<Arc<Site>>, Report) {
        let paths = files.keys().cloned().collect();
        let texts = self.shelf.restock(files);
        let known = texts.and_then(|texts| self.known(&texts));
        if let Some((site, report)) = known.as_ref().and_then(|texts| pipeline::reword(texts, &mut self.memo)) {
            self.reworded += 1;
            return (Some(site), report);
        }
        let mut report = Report::default();
        let sources = match self.sources.clone().filter(|_| known.is_some()) {
            Some(sources) => sources,
            None => {
                let files = Box::new(Listed::new(&self.shelf));
                Arc::new(Sources::new(paths, files).numbered_after(self.sources.as_deref()))
            }
        };
        self.sources = Some(Arc::clone(&sources));
        let site = pipeline::reload(sources, "offprint.toml", &options(), &mut self.memo, &mut report);
        (site, report)
    }

    fn known(&self, texts: &BTreeSet<String>) -> Option<BTreeSet<SourceId>> {
        let sources = self.sources.as_ref()?;
        texts.iter().map(|path| sources.find(path)).collect()
    }

    fn console(&self, report: &Report) -> String {
        print(report, self.sources.as_ref().expect("loaded"), Style::Plain, true)
    }
}

/// What `serve` takes in.
fn options() -> Options {
    Options { drafts: true, future: true, ..site::options() }
}

#[track_caller]
fn check_edits(seed: u64) {
    let mut room = Newsroom::new(seed);
    let mut preview = Preview::default();
    let mut log = Vec::new();
    let (mut shown, mut broken) = (0, 0);
    for nth in 1..=EDITS {
        log.push(room.edit());
        let context = format!("seed {seed}: {log:#?}");
        let (site, report) = preview.load(room.files());
        let (fresh, console) = load(room.files());
        assert_eq!(preview.console(&report), console, "{context}");
        match site.zip(fresh).filter(|_| !report.has_errors()) {
            Some((site, _)) if nth % STRIDE == 0 => {
                check_equal(&site, &site::build(room.files(), &options()), &context)
            }
            Some((site, fresh)) => check_some(&site, &fresh, nth, &context),
            None => broken += 1,
        }
        shown = nth - broken;
    }
    let reworded = preview.reworded;
    let enough = shown > EDITS / 2 && broken > 0 && (EDITS / 10..EDITS / 2).contains(&reworded);
    assert!(enough, "seed {seed} tests little: {shown} shown, {broken} broken, {reworded} reworded: {log:#?}");
}

/// A newsletter loaded for the first time, and what is said of it.
fn load(files: BTreeMap<String, Vec<u8>>) -> (Option<Site>, String) {
    let sources = Arc::new(Sources::memory(files));
    let mut report = Report::default();
    let site = pipeline::load(Arc::clone(&sources), "offprint.toml", &options(), &mut report);
    (site, print(&report, &sources, Style::Plain, true))
}

/// The same outputs, and every twentieth of them, others each time, of the same bytes.
#[track_caller]
fn check_some(site: &Site, fresh: &Site, nth: usize, context: &str) {
    let routes = |site: &Site| site.plan.outputs().iter().map(|output| output.route.to_string()).collect::<Vec<_>>();
    assert_eq!(routes(site), routes(fresh), "{context}");
    let pairs = site.plan.outputs().iter().zip(fresh.plan.outputs());
    for (output, expected) in pairs.skip(nth % STRIDE).step_by(STRIDE) {
        check_bytes(&output.route.to_string(), &render(site, output), &render(fresh, expected), context);
    }
}

#[track_caller]
fn render(site: &Site, output: &Output) -> Vec<u8> {
    site.render(output).unwrap_or_else(|fault| panic!("{}: {}", output.route, fault.message))
}

#[track_caller]
fn check_bytes(path: &str, served: &[u8], written: &[u8], context: &str) {
    if served != written {
        let (served, written) = (String::from_utf8_lossy(served), String::from_utf8_lossy(written));
        panic!("{path} differs\nserved:\n{served}\nwritten:\n{written}\n{context}");
    }
}

/// Every output of a build that was written.
#[track_caller]
fn check_equal(site: &Site, fresh: &site::Built, context: &str) {
    let planned: Vec<String> = site.plan.outputs().iter().map(|output| output.route.file_path()).collect();
    let mut expected: Vec<&String> = fresh.files.keys().collect();
    let mut paths: Vec<&String> = planned.iter().collect();
    paths.sort();
    expected.sort();
    assert_eq!(paths, expected, "{context}");
    for (output, path) in site.plan.outputs().iter().zip(&planned) {
        check_bytes(path, &render(site, output), &fresh.files[path], context);
    }
}

#[test]
fn a_hundred_edits_come_to_what_a_build_writes() {
    check_edits(1);
}

/// A newsletter of one issue, in which much can change.
const ISSUE: &str = "+++\ntitle = \"One\"\ndate = 2024-12-02\n\
    corrections = [{ date = 2024-12-03, text = \"It was *six*.\" }]\n+++\n\n\
    Opening words.\n\n## Agents\n\n### [On trees](https://arxiv.org/abs/2411.19865) {by=\"Ann\" topic=\"Data\"}\n\n\
    Plain words.[^n] As shown [@chen, p. 3], $x^2$. See [code](https://github.com/x/y) and [above](#agents).\n\n\
    ![A square](square.svg)\n\n```rust\nfn main() {}\n```\n\n#### In short {#short}\n\nMore. <b id=\"own\">Bold</b>\n\n[^n]: Its body.\n";

/// Whether an issue with `new` in the place of `old` is the old one in other words; all outputs are equal in either case.
#[track_caller]
fn check_rewording(old: &str, new: &str, expected: bool) {
    check_rewording_of(ISSUE, old, new, expected);
}

#[track_caller]
fn check_rewording_of(issue: &str, old: &str, new: &str, expected: bool) {
    let room = |issue: &str| {
        let files = [
            (
                "offprint.toml",
                "title = \"Letters\"\nbase_url = \"https://letters.example/\"\n[bibliography]\nfiles = [\"a.bib\"]\n",
            ),
            ("a.bib", "@misc{chen, title = {Trees}, year = 2024}\n"),
            ("content/issues/square.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"4\" height=\"4\"/>"),
            ("content/issues/one.md", issue),
        ];
        BTreeMap::from(files.map(|(path, text)| (path.to_string(), text.as_bytes().to_vec())))
    };
    assert!(issue.contains(old), "{old}");
    let (before, after) = (room(issue), room(&issue.replacen(old, new, 1)));
    let mut preview = Preview::default();
    assert!(preview.load(before).0.is_some());
    let (site, report) = preview.load(after.clone());
    assert_eq!(preview.reworded == 1, expected, "{old} -> {new}");
    let (fresh, console) = load(after);
    assert_eq!(preview.console(&report), console, "{old} -> {new}");
    let (site, fresh) = site.zip(fresh).unwrap();
    assert_eq!(site.plan.outputs().len(), fresh.plan.outputs().len());
    for (output, expected) in site.plan.outputs().iter().zip(fresh.plan.outputs()) {
        check_bytes(&output.route.to_string(), &render(&site, output), &render(&fresh, expected), new);
    }
}

#[test]
fn words_alone_leave_the_rest_as_it_is() {
    check_rewording("Plain words", "Many other words,\n\nand a paragraph", true);
    check_rewording("Opening", "Closing", true);
    check_rewording("*six*", "six", true);
    check_rewording("Its body", "Its *other* body", true);
    check_rewording("fn main", "fn other", true);
    check_rewording("```rust", "```python", true);
    check_rewording("$x^2$", "$$\\frac{1}{2}$$", true);
    check_rewording("![A square]", "![A small square]", true);
    check_rewording("In short {", "In brief {", true);
    check_rewording(" <b id", "\n\n> Quoted.\n\n<b id", true);
}

#[test]
fn what_a_text_is_called_is_words_too() {
    check_rewording("\"One\"", "\"One and more\"", true);
    check_rewording("\"One\"", "\"One\"\nsummary = \"On trees.\"", true);
    let front = "title = \"One\"\nnumber = 1\nslug = \"one\"\ntopics = [\"Data\"]\ncover = \"square.svg\"\ncover_alt = \"A square\"\n\
        aliases = [\"/old/\"]\nupdated = 2024-12-04\nenclosure = { url = \"https://x.example/a.mp3\", type = \"audio/mpeg\", length = 7 }\n\
        summary = \"On trees.\"";
    let whole = ISSUE.replace("title = \"One\"", front);
    check_rewording_of(&whole, "\"One\"", "\"One and more\"", true);
    check_rewording_of(&whole, "On trees.", "On leaves.", true);
    check_rewording_of(&whole, "number = 1", "number = 2", false);
    check_rewording_of(&whole, "\"one\"", "\"first\"", false);
    check_rewording_of(&whole, "[\"Data\"]", "[\"Trees\"]", false);
    check_rewording_of(&whole, "\"A square\"", "\"The square\"", false);
    check_rewording_of(&whole, "/old/", "/older/", false);
    check_rewording_of(&whole, "length = 7", "length = 8", false);
    let translated = ISSUE.replace("\"One\"", "\"One\"\ntranslations = { de = \"https://x.example/\" }");
    check_rewording_of(&translated, "\"One\"", "\"Two\"", false);
    check_rewording_of(&translated, "Plain words", "Other words", true);
}

#[test]
fn more_than_words_is_done_anew() {
    check_rewording("date = 2024-12-02", "date = 2024-12-01", false);
    check_rewording("## Agents", "## Tools", false);
    check_rewording("[On trees]", "[On shrubs]", false);
    check_rewording("2411.19865", "2411.19866", false);
    check_rewording("by=\"Ann\"", "by=\"Bob\"", false);
    check_rewording("topic=\"Data\"", "", false);
    check_rewording("[code](https://github.com/x/y)", "[code](https://github.com/x/z)", false);
    check_rewording("[code](https://github.com/x/y)", "code", false);
    check_rewording("p. 3", "p. 4", false);
    check_rewording("[@chen, p. 3]", "there", false);
    check_rewording("![A square](square.svg)", "", false);
    check_rewording("{#short}", "{#brief}", false);
    check_rewording("id=\"own\"", "id=\"other\"", false);
    check_rewording("Plain words.", "Plain words.\n\n## Data\n\n", false);
}

#[test]
fn what_is_wrong_with_words_is_told_at_its_place() {
    check_rewording("More.", "More $\\nope$.", false);
    check_rewording("Plain words.[^n]", "Plain.[^n] [there](missing.md)", false);
    check_rewording("Opening words.", "Opening\n\n<script>no</script>\n\nwords.", true);
}
