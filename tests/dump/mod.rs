//! A document as text: a tree of its parts, with what each holds, and prose whose holes are shown in `⟨…⟩`.

use std::fmt::Write;

use offprint::parse::document::*;

/// Writes a document down, all that is not empty or plain.
pub fn dump(document: &Document) -> String {
    let mut dump = Dump { document, out: String::new() };
    dump.parts(&document.parts, 0);
    for (number, note) in (1..).zip(&document.footnotes) {
        let times = if note.references == 1 { String::new() } else { format!(", {} references", note.references) };
        dump.line(0, &format!("footnote {number} \"{}\"{times}", note.label));
        dump.prose(note.body, 1);
    }
    dump.out
}

struct Dump<'d> {
    document: &'d Document,
    out: String,
}

impl Dump<'_> {
    fn parts(&mut self, parts: &[Part], indent: usize) {
        for part in parts {
            match part {
                Part::Prose(slice) => {
                    self.line(indent, "prose");
                    self.prose(*slice, indent + 1);
                }
                Part::Section(index, parts) => {
                    self.section(&self.document.sections[*index as usize], indent);
                    self.parts(parts, indent + 1);
                }
                Part::Entry(index) => self.entry(&self.document.entries[*index as usize], indent),
                Part::List { start, items } => {
                    self.line(indent, &start.map_or("list".to_string(), |start| format!("list from {start}")));
                    for item in items {
                        match item {
                            Item::Entry(index) => self.entry(&self.document.entries[*index as usize], indent + 1),
                            Item::Prose(slice) => {
                                self.line(indent + 1, "item");
                                self.prose(*slice, indent + 2);
                            }
                        }
                    }
                }
                Part::Break => self.line(indent, "break"),
            }
        }
    }

    fn section(&mut self, section: &Section, indent: usize) {
        let kind = match section.kind {
            SectionKind::Topic => "section",
            SectionKind::Aside { web: false } => "aside",
            SectionKind::Aside { web: true } => "aside for the web",
        };
        self.line(indent, &format!("{kind} \"{}\" h{} #{}", section.title.plain, section.level, section.id));
        self.title(&section.title, section.link, indent + 1);
    }

    fn entry(&mut self, entry: &RawEntry, indent: usize) {
        let form = match entry.form {
            EntryForm::Heading => "entry",
            EntryForm::ListItem => "entry (list item)",
            EntryForm::Paragraph => "entry (paragraph)",
        };
        let id = entry.id.as_ref().map_or(String::new(), |id| format!(" #{id}"));
        self.line(indent, &format!("{form} \"{}\" h{}{id}", entry.title.plain, entry.level));
        let inner = indent + 1;
        self.title(&entry.title, entry.title_link, inner);
        if let Some(aside) = entry.aside {
            self.line(inner, if aside.web { "aside for the web" } else { "aside" });
        }
        if !entry.labels.is_empty() {
            self.line(inner, &format!("labels {}", entry.labels.join(", ")));
        }
        self.attributes(&entry.attributes, inner);
        for claim in &entry.claims {
            let source = match claim.source {
                ClaimSource::Cited => "cited",
                ClaimSource::Declared => "declared",
                ClaimSource::Title => "by its title",
                ClaimSource::LinksOnly => "by a paragraph of links",
                ClaimSource::Label => "by a label",
                ClaimSource::Guessed => "guessed",
            };
            let id = &claim.id;
            self.line(inner, &format!("work {}:{} {source}", id.kind().name(), id.as_str()));
        }
        for link in &entry.links {
            let target = target(&self.document.links[link.link as usize].target);
            self.line(inner, &format!("link {} \"{}\" {target}", link.kind.name(), link.text));
        }
        if !entry.separator.trim().is_empty() {
            self.line(inner, &format!("separator {:?}", entry.separator));
        }
        if !entry.body.is_empty() {
            self.line(inner, "body");
            self.prose(entry.body, inner + 1);
        }
    }

    fn attributes(&mut self, attributes: &Attributes, indent: usize) {
        let Attributes { topics, by, language, cite, authors, venue, year, title, title_translated, retracted } =
            attributes;
        let topics: Vec<_> = topics.iter().map(|(topic, _)| topic.clone()).collect();
        for (name, list) in [("topics", &topics), ("by", by), ("authors", authors)] {
            if !list.is_empty() {
                self.line(indent, &format!("{name} {}", list.join(", ")));
            }
        }
        let cite = cite.as_ref().map(|(key, _)| key.clone());
        let year = year.map(|year| year.to_string());
        let ones = [
            ("lang", language),
            ("cite", &cite),
            ("venue", venue),
            ("year", &year),
            ("title", title),
            ("title_translated", title_translated),
        ];
        for (name, value) in ones {
            if let Some(value) = value {
                self.line(indent, &format!("{name} {value}"));
            }
        }
        if *retracted {
            self.line(indent, "retracted");
        }
    }

    fn title(&mut self, title: &Title, link: Option<u32>, indent: usize) {
        if !title.ordinal.is_empty() {
            self.line(indent, &format!("ordinal {}", title.ordinal));
        }
        let html = self.html(title.html);
        if *html != *title.plain {
            self.line(indent, &format!("title {html}"));
        }
        if let Some(link) = link {
            let target = target(&self.document.links[link as usize].target);
            self.line(indent, &format!("address {target}"));
        }
    }

    fn prose(&mut self, slice: Slice, indent: usize) {
        let html = self.html(slice);
        for line in html.trim_end().lines() {
            self.line(indent, line);
        }
    }

    fn line(&mut self, indent: usize, text: &str) {
        let _ = writeln!(self.out, "{}{text}", "  ".repeat(indent));
    }

    /// A slice with its holes shown.
    fn html(&self, slice: Slice) -> String {
        let prose = &self.document.prose;
        let mut out = String::new();
        let mut at = slice.start as usize;
        for hole in &prose.holes[slice.first_hole as usize..slice.last_hole as usize] {
            out.push_str(&prose.html[at..hole.at as usize]);
            at = hole.at as usize;
            let _ = write!(out, "⟨{}⟩", self.hole(hole.kind));
        }
        out + &prose.html[at..slice.end as usize]
    }

    fn hole(&self, kind: HoleKind) -> String {
        let document = self.document;
        match kind {
            HoleKind::Link(link) => {
                let link = &document.links[link as usize];
                let title = link.title.as_ref().map_or(String::new(), |title| format!(" title=\"{title}\""));
                format!("a {}{title}", target(&link.target))
            }
            HoleKind::Image(image) => {
                let image = &document.images[image as usize];
                let title = image.title.as_ref().map_or(String::new(), |title| format!(" title=\"{title}\""));
                format!("img {} alt=\"{}\"{title}", target(&image.target), image.alt)
            }
            HoleKind::HeadingOpen(heading) => {
                let heading = &document.headings[heading as usize];
                format!("h{} #{}", heading.level, heading.id)
            }
            HoleKind::HeadingClose(heading) => format!("/h{}", document.headings[heading as usize].level),
            HoleKind::Level(level) => format!("level {level}"),
            HoleKind::Code(code) => {
                let code = &document.code[code as usize];
                format!("code {} {:?}", code.language, code.text).replace("  ", " ")
            }
            HoleKind::Math(formula) => {
                let formula = &document.math[formula as usize];
                format!("{} {:?}", if formula.display { "display" } else { "math" }, formula.tex)
            }
            HoleKind::Footnote { note, nth: 0 } => format!("note {}", note + 1),
            HoleKind::Footnote { note, nth } => format!("note {}, again {nth}", note + 1),
            HoleKind::AlertTitle(alert) => format!("{alert:?}"),
            HoleKind::Citation(citation) => {
                let items = document.citations[citation as usize].items.iter();
                let item = |item: &offprint::parse::document::CitedItem| {
                    let locator =
                        item.locator.as_ref().map_or(String::new(), |at| format!(" at {} {}", at.kind, at.text));
                    let sign = if item.without_author { "-" } else { "" };
                    format!("{}{sign}@{}{locator}{}", item.prefix, item.key, item.suffix)
                };
                format!("cite {}", items.map(item).collect::<Vec<_>>().join("; "))
            }
            HoleKind::Url(link) => format!("url {}", target(&document.links[link as usize].target)),
            HoleKind::Id(id) => format!("id {}", document.html_ids[id as usize]),
            HoleKind::PageOnlyOpen { link: Some(link) } => {
                format!("only pages, others a link to {}", target(&document.links[link as usize].target))
            }
            HoleKind::PageOnlyOpen { link: None } => "only pages".to_string(),
            HoleKind::PageOnlyClose => "/only pages".to_string(),
        }
    }
}

/// A target with what kind it is, where its text does not say so.
fn target(target: &Target) -> String {
    let more = |mark: &str, text: &Option<String>| text.as_ref().map_or(String::new(), |text| format!("{mark}{text}"));
    let inner = |inner: &Inner| format!("{}{}{}", inner.path, more("?", &inner.query), more("#", &inner.fragment));
    match target {
        Target::External(url) => url.to_string(),
        Target::Fragment(id) => format!("#{id}"),
        Target::Issue(it) => format!("issue {}", inner(it)),
        Target::Topic(name) => format!("topic {name}"),
        Target::Work(id) => format!("work {}", id.label()),
        Target::File(it) => format!("file {}", inner(it)),
        Target::Site(it) => format!("site {}", inner(it)),
    }
}
