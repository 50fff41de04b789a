//! A newsletter in memory at which somebody works: every edit follows from a seed.

use std::collections::BTreeMap;

const TOPICS: &[&str] = &["Agents", "Retrieval", "LLM Reasoning", "Datasets", "Quote of the week"];
const WORDS: &[&str] = &["tree", "octopus", "ledger", "window", "gradient", "lantern", "naïve", "索引"];
const WORKS: &[&str] = &[
    "https://arxiv.org/abs/2411.19865",
    "https://arxiv.org/abs/2412.01928v2",
    "https://doi.org/10.5555/12345",
    "https://example.net/post?utm_source=x",
    "https://openreview.net/forum?id=abcDEF",
];
const PROSE: &[&str] = &[
    "Plain \"words\" -- and more.",
    "```rust\nfn main() { println!(\"hi\"); }\n```",
    "```python\nprint(1)\n```",
    "Mass $\\E = mc^2$ and\n\n$$\\sum_{i=0}^n x_i$$",
    "As shown [@chen2024, p. 3] and again [@berg].",
    "A note.[^n]\n\n[^n]: Its *body*.",
    "![A square](square.svg \"Caption\")",
    "See [the list](topic:agents) and [about](../pages/about.md).",
    "| a | b |\n|---|--:|\n| 1 | 2 |",
    "[Code](https://github.com/x/y) · [Data](https://huggingface.co/datasets/x/y)",
    "- [A list entry](https://arxiv.org/abs/2401.00001) - with words\n- plain item",
];
const BIB: &str = "@article{chen2024, author = {Chen, Ann}, title = {Trees}, journal = {J}, year = 2024, doi = {10.5555/12345}}\n\
                   @misc{berg, author = {van der Berg, Jan}, title = {A preprint}, eprint = {2411.19865}, archiveprefix = {arXiv}, year = 2024}\n";
/// What may stand in the config beside what must: each line or none.
const SETTINGS: &[&str] = &[
    "language = \"de\"",
    "description = \"Nothing but tests\"",
    "license = \"CC-BY-4.0\"",
    "[outline]\nlist_entries = true",
    "[outputs]\nworks = \"repeated\"",
    "[feeds]\ncontent = \"summary\"\nissues = 2",
    "[lists]\nsize = 3",
    "[[topics]]\nname = \"Retrieval\"\naliases = [\"Datasets\"]\nformer = [\"search\"]",
    "[theme]\nname = \"mine\"",
    "[markdown]\nsmart_punctuation = false",
    "[markdown.math.macros]\n\"\\\\E\" = \"\\\\mathbb{E}\"",
    "[[menu]]\ntitle = \"About\"\nlink = \"/about/\"",
];

/// The newsletter as it is now.
pub struct Newsroom {
    random: Random,
    files: BTreeMap<String, String>,
    /// Which of the settings are on.
    settings: Vec<bool>,
    base_url: &'static str,
    /// Files that were made so far: no two get one name.
    made: usize,
    /// The file with a slip, and what it was before.
    mended: Option<(&'static str, Option<String>)>,
}

impl Newsroom {
    pub fn new(seed: u64) -> Newsroom {
        let mut room = Newsroom {
            random: Random(seed),
            files: BTreeMap::new(),
            settings: vec![false; SETTINGS.len()],
            base_url: "https://letters.example/news/",
            made: 0,
            mended: None,
        };
        room.put("references.bib", BIB);
        room.put("content/pages/about.md", "+++\ntitle = \"About\"\n+++\n\nWho we are.\n");
        room.put("content/issues/square.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"4\" height=\"4\"/>");
        room.put("static/note.txt", "a note");
        room.put("themes/mine/templates/parts/extra.html", "<p>mine</p>");
        for _ in 0..5 {
            room.new_issue();
        }
        room.write_config();
        room
    }

    pub fn files(&self) -> BTreeMap<String, Vec<u8>> {
        self.files.iter().map(|(path, text)| (path.clone(), text.clone().into_bytes())).collect()
    }

    /// Changes something; says what.
    pub fn edit(&mut self) -> String {
        if let Some((path, text)) = self.mended.take() {
            return self.mend(path, text);
        }
        match self.random.below(24) {
            0..=2 => self.add_prose(),
            3 => self.retitle(),
            4 => self.rename_topic(),
            5 => self.rename(),
            6 => self.delete(),
            7 | 8 => self.new_issue(),
            9 | 10 => self.switch(),
            11 => self.publish_elsewhere(),
            12 => self.change_template(),
            13 => self.change_static(),
            14 => self.change_references(),
            15..=18 => self.say_otherwise(),
            19 => self.review_another(),
            20..=22 => format!("{} and {}", self.retitle(), self.say_otherwise()),
            _ => self.slip(),
        }
    }

    fn add_prose(&mut self) -> String {
        let path = self.some_text();
        let prose = *self.random.of(PROSE);
        let text = self.files.entry(path.clone()).or_default();
        // A label of a footnote stands once in a file.
        if !(prose.contains("[^n]") && text.contains("[^n]")) {
            text.push_str(&format!("\n{prose}\n"));
        }
        format!("{path}: more prose: {prose}")
    }

    /// Other words, more or fewer, in the place of the first that say nothing.
    fn say_otherwise(&mut self) -> String {
        let path = self.some_text();
        let words: Vec<&str> = (0..1 + self.random.below(4)).map(|_| *self.random.of(WORDS)).collect();
        let code = *self.random.of(&["", " and `code`", " and $x^2$", "\n\n```python\nprint(2)\n```"]);
        let line = format!("Plain {}{code}.", words.join(" "));
        self.change_line(&path, "Plain ", &line)
    }

    /// The first entry is about another work, or calls it something else.
    fn review_another(&mut self) -> String {
        let (path, word, work) = (self.some_text(), *self.random.of(WORDS), *self.random.of(WORKS));
        self.change_line(&path, "### ", &format!("### [On the {word}]({work})"))
    }

    fn retitle(&mut self) -> String {
        let path = self.some_text();
        let title = format!("title = \"{} {}\"", self.random.of(WORDS), self.random.below(100));
        self.change_line(&path, "title = ", &title)
    }

    fn rename_topic(&mut self) -> String {
        let (path, topic) = (self.some_text(), format!("## {}", self.random.of(TOPICS)));
        self.change_line(&path, "## ", &topic)
    }

    /// Puts another line in the place of the first that starts so.
    fn change_line(&mut self, path: &str, start: &str, new: &str) -> String {
        let text = self.files.remove(path).unwrap_or_default();
        let mut is_done = false;
        let mut line = |line: &str| {
            let is_it = !is_done && line.starts_with(start);
            is_done |= is_it;
            if is_it { format!("{new}\n") } else { format!("{line}\n") }
        };
        let text = text.lines().map(&mut line).collect();
        self.files.insert(path.to_string(), text);
        format!("{path}: {new}")
    }

    fn rename(&mut self) -> String {
        let path = self.some_text();
        let text = self.files.remove(&path).unwrap_or_default();
        let new = self.new_path();
        self.files.insert(new.clone(), text);
        format!("{path} -> {new}")
    }

    fn delete(&mut self) -> String {
        let path = self.some_text();
        // What others link to stays.
        if self.issues().count() > 3 && path.starts_with("content/issues/") {
            self.files.remove(&path);
            return format!("{path} deleted");
        }
        format!("{path} spared")
    }

    fn new_issue(&mut self) -> String {
        let path = self.new_path();
        let (day, title) = (1 + self.random.below(28), *self.random.of(WORDS));
        let front = ["", "draft = true\n", "topics = [\"Agents\"]\n", "language = \"zh\"\n"];
        let (month, front) = (1 + self.random.below(12), *self.random.of(&front));
        let mut text = format!("+++\ntitle = \"{title} {}\"\ndate = 2024-{month:02}-{day:02}\n{front}+++\n", self.made);
        if self.random.below(2) == 0 {
            text.push_str(&format!("\n{}\n", PROSE[0]));
        }
        for _ in 0..1 + self.random.below(3) {
            text.push_str(&format!("\n## {}\n", self.random.of(TOPICS)));
            for _ in 0..self.random.below(3) {
                let (word, work, prose) = (*self.random.of(WORDS), *self.random.of(WORKS), PROSE[0]);
                text.push_str(&format!("\n### [On the {word}]({work})\n\n{prose}\n"));
            }
        }
        self.put(&path, &text);
        format!("{path}: new")
    }

    fn switch(&mut self) -> String {
        let which = self.random.below(SETTINGS.len());
        self.settings[which] = !self.settings[which];
        self.write_config();
        format!("config: {} is {}", SETTINGS[which], self.settings[which])
    }

    fn publish_elsewhere(&mut self) -> String {
        self.base_url = *self.random.of(&["https://letters.example/", "https://letters.example/news/"]);
        self.write_config();
        format!("config: {}", self.base_url)
    }

    fn write_config(&mut self) {
        let mut text =
            format!("title = \"Letters\"\nbase_url = \"{}\"\nid = \"letters.example,2024-01-01\"\n", self.base_url);
        let wanted = SETTINGS.iter().zip(&self.settings).filter(|(_, is_on)| **is_on).map(|(line, _)| *line);
        // Single keys come before tables; the bibliography is a table that is always there.
        let (keys, tables): (Vec<&str>, Vec<&str>) = wanted.partition(|line| !line.starts_with('['));
        for line in keys.iter().chain(&["[bibliography]\nfiles = [\"references.bib\"]"]).chain(&tables) {
            text.push_str(&format!("{line}\n"));
        }
        self.put("offprint.toml", &text);
    }

    fn change_template(&mut self) -> String {
        let word = *self.random.of(WORDS);
        self.put(
            "themes/mine/templates/404.html",
            &format!("<!doctype html><title>{word}</title>{{{{ site.title }}}}\n"),
        );
        format!("template: {word}")
    }

    fn change_static(&mut self) -> String {
        let paths =
            ["static/note.txt", "static/style.css", "themes/mine/static/style.css", "content/issues/square.svg"];
        let (path, size) = (*self.random.of(&paths), 1 + self.random.below(9));
        let text = match path.ends_with(".css") {
            true => format!("p {{ margin: {size}px }}"),
            false => format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{size}\" height=\"4\"/>"),
        };
        self.put(path, &text);
        format!("{path}: {text}")
    }

    fn change_references(&mut self) -> String {
        let year = 2000 + self.random.below(20);
        self.put("references.bib", &BIB.replace("2024,", &format!("{year},")));
        format!("references: {year}")
    }

    /// A mistake in a text, the config or a template. The next edit mends it.
    fn slip(&mut self) -> String {
        let slips = [
            ("content/issues/slip.md", "+++\ntitel = \"Slip\"\n+++\n\n[nowhere](missing.md)\n"),
            ("offprint.toml", "title = "),
            ("themes/default/templates/404.html", "{% if %}"),
        ];
        let (path, text) = *self.random.of(&slips);
        self.mended = Some((path, self.files.get(path).cloned()));
        self.put(path, text);
        format!("{path}: slip")
    }

    fn mend(&mut self, path: &str, text: Option<String>) -> String {
        match text {
            Some(text) => self.put(path, &text),
            None => {
                self.files.remove(path);
            }
        }
        format!("{path}: mended")
    }

    fn put(&mut self, path: &str, text: &str) {
        self.files.insert(path.to_string(), text.to_string());
    }

    fn new_path(&mut self) -> String {
        self.made += 1;
        let (word, made) = (self.random.below(WORDS.len() - 2), self.made);
        format!("content/issues/{}-{made}.md", WORDS[word])
    }

    fn issues(&self) -> impl Iterator<Item = &String> {
        self.files
            .keys()
            .filter(|path| path.starts_with("content/issues/") && path.ends_with(".md") && !path.contains("slip"))
    }

    fn some_text(&mut self) -> String {
        let all: Vec<String> = self.issues().cloned().collect();
        self.random.of(&all).clone()
    }
}

/// Numbers that look random: SplitMix64.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) % bound as u64) as usize
    }

    fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}
