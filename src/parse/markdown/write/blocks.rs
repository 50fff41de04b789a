//! Blocks.

use std::ops::Range;

use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind, Event, Tag, TagEnd};

use super::Writer;
use super::watch::RunKind;
use crate::base::diagnostic::Code;
use crate::base::escape::{escape_text_into, number};
use crate::parse::document::{Alert, CodeBlock, Heading, HoleKind};
use crate::parse::file::FileKind;
use crate::parse::markdown::outline::is_entry_block;
use crate::parse::markdown::stream::is_citation_event;

impl Writer<'_, '_, '_> {
    /// Writes a range of events.
    pub fn events(&mut self, range: Range<u32>) {
        let mut at = range.start;
        while at < range.end {
            if self.task.is_some() {
                self.end_task(at);
            }
            if !self.html.ops.is_empty() {
                self.raw_html(at);
            }
            at = self.event(at);
        }
        self.end_task(at);
    }

    /// Writes one event, with what it holds where that is of one piece; the next event's index.
    fn event(&mut self, at: u32) -> u32 {
        let stream = self.stream;
        match stream.event(at) {
            Event::Start(tag) => return self.start(tag, at),
            Event::End(tag) => self.end(tag, at),
            Event::Text(text) => self.text(text, stream.range(at)),
            Event::Code(code) => self.code(code),
            Event::SoftBreak => self.soft_break(at),
            Event::HardBreak => self.hard_break(),
            event if is_citation_event(event) => self.citation(stream.range(at)),
            Event::FootnoteReference(label) => self.reference(label, stream.range(at)),
            Event::TaskListMarker(done) => self.task_marker(*done, at),
            Event::Rule => self.rule(),
            Event::InlineMath(tex) => self.formula(tex, false, stream.range(at)),
            Event::DisplayMath(tex) => self.formula(tex, true, stream.range(at)),
            Event::Html(_) | Event::InlineHtml(_) => {}
        }
        at + 1
    }

    fn start(&mut self, tag: &Tag<'_>, at: u32) -> u32 {
        let stream = self.stream;
        if !is_inline(tag) {
            self.end_run();
            self.last = None;
        }
        match tag {
            Tag::Paragraph => {
                if let Some(image) = self.lone_image(at) {
                    self.begin_run(RunKind::Other);
                    self.figure(at, image);
                    self.end_run();
                    return stream.after(at);
                }
                self.begin_run(RunKind::Prose);
                self.raw("<p>");
                self.title_notes();
            }
            Tag::Heading { .. } => return self.plain_heading(at),
            Tag::CodeBlock(kind) => return self.code_block(kind, at),
            Tag::HtmlBlock | Tag::FootnoteDefinition(_) | Tag::MetadataBlock(_) => return stream.after(at),
            Tag::BlockQuote(kind) => self.open_quote(*kind),
            Tag::List(start) => self.open_list(*start),
            Tag::Item => self.open_item(at),
            Tag::DefinitionList => self.open_block("<dl>\n"),
            Tag::DefinitionListTitle => self.open_block("<dt>"),
            Tag::DefinitionListDefinition => self.open_block("<dd>"),
            Tag::Table(columns) => {
                self.columns = columns.clone();
                self.depth += 1;
                // What scrolls must be reachable by keyboard.
                self.raw("<div class=\"table\" tabindex=\"0\">\n<table>\n");
            }
            Tag::TableHead => self.open_row("<thead>\n<tr>", true),
            Tag::TableRow => self.open_row("<tr>", false),
            Tag::TableCell => self.open_cell(at),
            Tag::Link { .. } => self.start_link(at),
            Tag::Image { .. } => {
                self.continue_run();
                self.image(at, false);
                return stream.after(at);
            }
            Tag::Emphasis => self.open_inline("<em>"),
            Tag::Strong => self.open_inline("<strong>"),
            Tag::Strikethrough => self.open_inline("<del>"),
            Tag::Superscript => self.open_inline("<sup>"),
            Tag::Subscript => self.open_inline("<sub>"),
        }
        at + 1
    }

    fn end(&mut self, tag: &TagEnd, at: u32) {
        match tag {
            TagEnd::Emphasis => return self.raw("</em>"),
            TagEnd::Strong => return self.raw("</strong>"),
            TagEnd::Strikethrough => return self.raw("</del>"),
            TagEnd::Superscript => return self.raw("</sup>"),
            TagEnd::Subscript => return self.raw("</sub>"),
            TagEnd::Link => return self.end_link(),
            _ => {}
        }
        if *tag == TagEnd::Paragraph {
            self.raw("</p>\n");
        }
        self.end_run();
        self.last = None;
        match tag {
            TagEnd::BlockQuote(kind) => self.close_block(if kind.is_some() { "</div>\n" } else { "</blockquote>\n" }),
            TagEnd::List(ordered) => self.close_block(if *ordered { "</ol>\n" } else { "</ul>\n" }),
            TagEnd::Item => self.raw("</li>\n"),
            TagEnd::DefinitionList => self.close_block("</dl>\n"),
            TagEnd::DefinitionListTitle => self.close_block("</dt>\n"),
            TagEnd::DefinitionListDefinition => self.close_block("</dd>\n"),
            TagEnd::TableCell => self.close_cell(at),
            TagEnd::TableRow => self.raw("</tr>\n"),
            TagEnd::TableHead => {
                self.raw("</tr>\n</thead>\n");
                if !matches!(self.stream.event(at + 1), Event::End(_)) {
                    self.raw("<tbody>\n");
                }
            }
            TagEnd::Table => {
                let empty = matches!(self.stream.event(at - 1), Event::End(TagEnd::TableHead));
                self.close_block(if empty { "</table>\n</div>\n" } else { "</tbody>\n</table>\n</div>\n" });
            }
            _ => {}
        }
    }

    fn open_block(&mut self, html: &str) {
        self.depth += 1;
        self.raw(html);
    }

    fn close_block(&mut self, html: &str) {
        self.depth = self.depth.saturating_sub(1);
        self.raw(html);
    }

    fn open_inline(&mut self, html: &str) {
        self.continue_run();
        self.raw(html);
    }

    fn open_list(&mut self, start: Option<u64>) {
        self.depth += 1;
        match start {
            None => self.raw("<ul>\n"),
            Some(1) => self.raw("<ol>\n"),
            Some(first) => {
                self.raw("<ol start=\"");
                number(first, &mut self.document.prose.html);
                self.raw("\">\n");
            }
        }
    }

    fn open_item(&mut self, at: u32) {
        let stream = self.stream;
        let paragraph = matches!(stream.event(at + 1), Event::Start(Tag::Paragraph));
        let task = matches!(stream.event(at + 1 + u32::from(paragraph)), Event::TaskListMarker(_));
        self.raw(if task { "<li class=\"task\">" } else { "<li>" });
    }

    /// The words of a task are the label of its box, so that it has a name.
    fn task_marker(&mut self, done: bool, at: u32) {
        self.continue_run();
        let checked = if done { " checked" } else { "" };
        self.raw(&format!("<label><input type=\"checkbox\" disabled{checked}> "));
        self.task = Some(self.end_of_words(at + 1));
    }

    /// The event before which the text from `at` on ends, raw HTML in it too: its elements may reach further.
    fn end_of_words(&self, at: u32) -> u32 {
        let mut end = at;
        let mut next = at;
        let mut close = at;
        while next < self.stream.len() {
            match self.stream.event(next) {
                Event::InlineHtml(_) => break,
                Event::Start(tag) if !is_inline(tag) => break,
                Event::Start(_) if next >= close => close = self.stream.after(next),
                Event::End(_) if next >= close => break,
                _ => {}
            }
            next += 1;
            if next >= close {
                end = next;
            }
        }
        end
    }

    fn end_task(&mut self, at: u32) {
        if self.task == Some(at) {
            self.task = None;
            self.raw("</label>");
        }
    }

    fn open_quote(&mut self, kind: Option<BlockQuoteKind>) {
        self.depth += 1;
        let (class, title) = match kind {
            None => return self.raw("<blockquote>\n"),
            Some(BlockQuoteKind::Note) => ("note", Alert::Note),
            Some(BlockQuoteKind::Tip) => ("tip", Alert::Tip),
            Some(BlockQuoteKind::Important) => ("important", Alert::Important),
            Some(BlockQuoteKind::Warning) => ("warning", Alert::Warning),
            Some(BlockQuoteKind::Caution) => ("caution", Alert::Caution),
        };
        self.raw(&format!("<div class=\"alert alert-{class}\" role=\"note\">\n<p class=\"alert-title\">"));
        self.hole(HoleKind::AlertTitle(title));
        self.raw("</p>\n");
    }

    fn rule(&mut self) {
        self.end_run();
        self.raw("<hr>\n");
    }

    fn open_row(&mut self, html: &str, head: bool) {
        self.raw(html);
        self.column = 0;
        self.in_head = head;
    }

    fn open_cell(&mut self, at: u32) {
        self.begin_run(RunKind::Other);
        let class = match self.columns.get(self.column) {
            Some(Alignment::Left) => " class=\"align-left\"",
            Some(Alignment::Center) => " class=\"align-center\"",
            Some(Alignment::Right) => " class=\"align-right\"",
            Some(Alignment::None) | None => "",
        };
        self.column += 1;
        self.raw(if self.is_header(at) { "<th scope=\"col\"" } else { "<td" });
        self.raw(class);
        self.raw(">");
    }

    fn close_cell(&mut self, at: u32) {
        let start = self.stream.nodes[at as usize].partner;
        self.raw(if self.is_header(start) { "</th>" } else { "</td>" });
    }

    /// An empty cell heads nothing.
    fn is_header(&self, at: u32) -> bool {
        self.in_head && self.stream.after(at) > at + 2
    }

    fn code_block(&mut self, kind: &CodeBlockKind<'_>, at: u32) -> u32 {
        let after = self.stream.after(at);
        self.look_for_end(kind, at);
        if is_entry_block(self.stream.event(at)) {
            let message = "an entry block stands right under an entry's heading, or it says nothing".to_string();
            let range = self.first_line(at);
            self.context.warn(
                Code::MisplacedEntryBlock,
                range,
                message,
                Some("move it up, or make it a plain `toml` block"),
            );
            return after;
        }
        let language = match kind {
            CodeBlockKind::Fenced(info) => info.split([' ', '\t', ',']).next().unwrap_or("").to_string(),
            CodeBlockKind::Indented => String::new(),
        };
        let text = self.code_text(at);
        if language == "math" {
            self.begin_run(RunKind::Other);
            self.raw("<p>");
            self.formula(&text, true, self.stream.range(at));
            self.raw("</p>\n");
            self.end_run();
            return after;
        }
        self.document.code.push(CodeBlock { language, text });
        self.hole(HoleKind::Code(self.document.code.len() as u32 - 1));
        self.raw("\n");
        after
    }

    /// A fence without its partner is legal Markdown, and swallows the rest of an issue.
    fn look_for_end(&mut self, kind: &CodeBlockKind<'_>, at: u32) {
        let block = &self.context.text[self.stream.range(at)];
        let fence = block.trim_start_matches(|c| c != '`' && c != '~');
        let sign = fence.chars().next().unwrap_or('`');
        let length = fence.len() - fence.trim_start_matches(sign).len();
        let mut lines = block.trim_end().lines();
        let last = lines.next_back().filter(|_| lines.next().is_some()).unwrap_or_default();
        let last = last.trim_start_matches([' ', '\t', '>']);
        let is_closed = last.len() >= length && last.trim_end().chars().all(|c| c == sign);
        if matches!(kind, CodeBlockKind::Fenced(_)) && !is_closed {
            let message = "this code block is never closed and takes in all that follows".to_string();
            let help = format!("put {} on a line of its own behind its last line", sign.to_string().repeat(length));
            self.context.warn(Code::OpenCodeBlock, self.first_line(at), message, Some(&help));
        }
    }

    /// The text of a code block.
    pub fn code_text(&self, at: u32) -> String {
        let mut text = String::new();
        for line in at + 1..self.stream.after(at) - 1 {
            if let Event::Text(line) = self.stream.event(line) {
                text.push_str(line);
            }
        }
        text
    }

    /// The place of a block's first line.
    pub fn first_line(&self, at: u32) -> Range<usize> {
        let range = self.stream.range(at);
        let line = self.context.text[range.clone()].lines().next().map_or(range.len(), |line| line.trim_end().len());
        range.start..range.start + line
    }

    /// Writes a heading that opens nothing.
    fn plain_heading(&mut self, at: u32) -> u32 {
        let after = self.stream.after(at);
        let headings = self.headings;
        let Ok(index) = headings.binary_search_by_key(&at, |heading| heading.at) else { return after };
        let plan = &headings[index];
        if plan.dropped {
            return after;
        }
        self.context.without_effect(&plan.braces.entry_word, "a heading that is no entry");
        let outline = &self.context.rules.outline;
        let opens = outline.topic.contains(&plan.written) || outline.entry == plan.written;
        let quiets = self.context.rules.kind == FileKind::Issue && plan.top && opens && plan.braces.prose;
        if !quiets {
            self.context.without_effect(&plan.braces.class_word, "a heading that opens no section and no entry");
        }
        let id = self.heading_id(plan, &plan.plain);
        let span = self.context.span(super::trimmed(self.context.text, self.stream.range(at)));
        let heading = self.document.headings.len() as u32;
        self.document.headings.push(Heading { level: plan.level, id, plain: plan.plain.clone(), span });
        self.begin_run(RunKind::Other);
        self.hole(HoleKind::HeadingOpen(heading));
        self.events(at + 1..after - 1);
        escape_text_into(&plan.braces.text, &mut self.document.prose.html);
        self.raw_html(after - 1);
        self.hole(HoleKind::HeadingClose(heading));
        self.raw("\n");
        self.end_run();
        after
    }
}

fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. }
            | Tag::Image { .. }
    )
}
