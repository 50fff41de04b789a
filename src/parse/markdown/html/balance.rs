//! Which tags have partners.

use std::ops::Range;

use pulldown_cmark::{Event, Tag as Block};

use super::elements::{Fate, closed_by, closes_itself, fate, is_block, is_phrasing, is_void, renamed};
use super::tokens::{Tag, is_overfull, tokens};
use super::{Op, OpKind, Plan};
use crate::base::diagnostic::{Code, Diagnostic};
use crate::parse::markdown::Context;
use crate::parse::markdown::stream::{DEEPEST, Stream};

/// Balances the raw HTML of a document.
pub fn plan(stream: &Stream<'_>, context: &mut Context<'_>) -> Plan {
    let mut balance =
        Balance { plan: Plan::default(), open: Vec::new(), frames: vec![Frame::default()], at: 0, context };
    if stream.has_html {
        balance.run(stream);
    }
    balance.plan
}

struct Balance<'b, 'c> {
    plan: Plan,
    open: Vec<Open>,
    /// The blocks of Markdown around the current event, the document first.
    frames: Vec<Frame>,
    at: u32,
    context: &'b mut Context<'c>,
}

/// A block of Markdown.
#[derive(Clone, Copy, Default)]
struct Frame {
    /// How many elements were open where it starts.
    height: usize,
    /// Whether blocks cannot stand in it.
    phrasing: bool,
    /// `<p>`s that were closed because a block stood in them: their end tags are no mistake.
    closed_paragraphs: u32,
}

/// An element that waits for its end tag.
struct Open {
    name: String,
    op: usize,
    at: u32,
    /// Whether its tags are left out.
    dropped: bool,
    page_only: bool,
    foreign: bool,
    range: Range<usize>,
}

impl Balance<'_, '_> {
    fn run(&mut self, stream: &Stream<'_>) {
        while self.at < stream.len() {
            match stream.event(self.at) {
                Event::Start(Block::HtmlBlock) => {
                    self.block(stream);
                    self.at = stream.after(self.at);
                    continue;
                }
                Event::InlineHtml(html) => self.html(html, Some(stream.range(self.at).start), stream.range(self.at)),
                Event::Start(tag) => self.enter(tag),
                Event::End(_) => self.leave(),
                Event::Rule => self.make_room(),
                _ => {}
            }
            self.at += 1;
        }
        // What is open at the end of the text would take all of it in.
        while let Some(open) = self.open.pop() {
            self.unclosed(open);
        }
    }

    fn enter(&mut self, tag: &Block<'_>) {
        let around = self.frame().phrasing;
        let inline = matches!(
            tag,
            Block::Emphasis | Block::Strong | Block::Strikethrough | Block::Link { .. } | Block::Image { .. }
        );
        let holds_text = matches!(tag, Block::Paragraph | Block::Heading { .. } | Block::DefinitionListTitle);
        if !inline {
            self.make_room();
        }
        let frame = Frame { height: self.open.len(), phrasing: around || inline || holds_text, closed_paragraphs: 0 };
        self.frames.push(frame);
    }

    fn leave(&mut self) {
        let Frame { height, .. } = self.frame();
        self.close_to(height);
        if self.frames.len() > 1 {
            self.frames.pop();
        }
    }

    fn in_foreign(&self) -> bool {
        self.open.last().is_some_and(|open| open.foreign)
    }

    fn frame(&self) -> Frame {
        self.frames.last().copied().unwrap_or_default()
    }

    /// Closes the elements in this frame that cannot hold the block which begins here.
    fn make_room(&mut self) {
        let height = self.frame().height;
        while self.open.len() > height && self.open.last().is_some_and(|open| !open.dropped && is_phrasing(&open.name))
        {
            let Some(open) = self.open.pop() else { return };
            if open.name == "p" {
                self.close(&open);
                if let Some(frame) = self.frames.last_mut() {
                    frame.closed_paragraphs += 1;
                }
            } else {
                self.unclosed(open);
            }
        }
    }

    /// A block of HTML: its lines as one text.
    fn block(&mut self, stream: &Stream<'_>) {
        let range = stream.range(self.at);
        let lines = self.at + 1..stream.after(self.at) - 1;
        let text = |at: u32| match stream.event(at) {
            Event::Html(html) | Event::Text(html) => html.as_ref(),
            _ => "",
        };
        let whole: String = lines.clone().map(text).collect();
        let start = lines.clone().next().map_or(range.start, |at| stream.range(at).start);
        // In a quotation or list the lines lose their markers, and with them their places.
        let exact = self.context.text.get(start..).is_some_and(|rest| rest.starts_with(&whole));
        let before = self.plan.ops.len();
        self.html(&whole, exact.then_some(start), range);
        let blank = |op: &Op| matches!(&op.kind, OpKind::Text(text) if text.trim().is_empty());
        if self.plan.ops[before..].iter().all(blank) {
            // A comment alone leaves nothing behind.
            self.plan.ops.truncate(before);
        }
    }

    fn html(&mut self, html: &str, start: Option<usize>, around: Range<usize>) {
        let place = |range: Range<usize>| start.map_or(around.clone(), |start| start + range.start..start + range.end);
        if is_overfull(html) {
            let message = "an element has more than 100 attributes and is left out".to_string();
            return self.warn(Code::ForbiddenHtml, place(0..0), message, Some("write it in Markdown"));
        }
        let mut dropping: Option<String> = None;
        for tag in tokens(html) {
            match tag {
                Tag::Close { name, .. } if dropping.as_ref() == Some(&name) => dropping = None,
                _ if dropping.is_some() => {}
                Tag::Text(_) if self.open.last().is_some_and(|open| open.name == "iframe") => {}
                Tag::Text(text) => self.push(OpKind::Text(text)),
                Tag::Close { name, range } if fate(&name, self.in_foreign()) == Fate::Unknown => {
                    self.push(OpKind::Text(html.get(range).unwrap_or_default().to_string()));
                }
                Tag::Close { name, range } => self.end_tag(&name, place(range)),
                Tag::Open { name, attributes, closed, range } => {
                    let written = html.get(range.clone()).unwrap_or_default();
                    if self.start_tag(name.clone(), attributes, closed, written, place(range)) {
                        dropping = Some(name);
                    }
                }
            }
        }
    }

    /// Enters a start tag; true if all that it holds is to be left out.
    fn start_tag(
        &mut self,
        name: String,
        attributes: Vec<(String, String)>,
        closed: bool,
        written: &str,
        range: Range<usize>,
    ) -> bool {
        let foreign = self.in_foreign();
        let fate = fate(&name, foreign);
        if fate == Fate::Unknown {
            self.unknown(written, range);
            return false;
        }
        if self.open.len() >= DEEPEST {
            self.context.too_deep(range);
            return false;
        }
        self.close_siblings(&name);
        let misplaced = is_block(&name) && !foreign && self.frame().phrasing;
        let dropped = misplaced || matches!(fate, Fate::Drop | Fate::DropWhole);
        let alone = is_void(&name) || foreign && closed;
        if dropped {
            self.refuse(&name, misplaced, range.clone());
        } else {
            let page_only = fate == Fate::PageOnly;
            self.push(OpKind::Open { name: renamed(&name).to_string(), attributes, page_only, range: range.clone() });
            if alone {
                let close =
                    OpKind::Close { name: if is_void(&name) { String::new() } else { name.clone() }, page_only };
                self.push(close);
            }
        }
        if fate == Fate::DropWhole {
            return true;
        }
        if !alone {
            let foreign = foreign && name != "foreignobject" || matches!(name.as_str(), "svg" | "math");
            let op = self.plan.ops.len().saturating_sub(1);
            let page_only = fate == Fate::PageOnly;
            self.open.push(Open { name, op, at: self.at, dropped, page_only, foreign, range });
        }
        false
    }

    /// Closes what browsers would close before this start tag.
    fn close_siblings(&mut self, next: &str) {
        let height = self.frame().height;
        while self.open.len() > height && self.open.last().is_some_and(|open| closed_by(&open.name, next)) {
            if let Some(open) = self.open.pop() {
                self.close(&open);
            }
        }
    }

    fn end_tag(&mut self, name: &str, range: Range<usize>) {
        let height = self.frame().height;
        let Some(partner) = self.open[height..].iter().rposition(|open| open.name == name) else {
            return self.stray(name, range);
        };
        self.close_to(height + partner + 1);
        if let Some(open) = self.open.pop() {
            self.close(&open);
        }
    }

    /// Ends every element above a height: those that close themselves are closed, the others left out.
    fn close_to(&mut self, height: usize) {
        while self.open.len() > height
            && let Some(open) = self.open.pop()
        {
            if closes_itself(&open.name) { self.close(&open) } else { self.unclosed(open) }
        }
    }

    fn close(&mut self, open: &Open) {
        if open.dropped {
            return;
        }
        self.push(OpKind::Close { name: renamed(&open.name).to_string(), page_only: open.page_only });
        if self.frames.len() == 1 && open.at < self.at {
            let last = self.plan.inside.last_mut();
            match last {
                // One element around another.
                Some(inner) if inner.start >= open.at => {
                    while self.plan.inside.last().is_some_and(|inner| inner.start >= open.at) {
                        self.plan.inside.pop();
                    }
                    self.plan.inside.push(open.at..self.at + 1);
                }
                _ => self.plan.inside.push(open.at..self.at + 1),
            }
        }
    }

    fn push(&mut self, kind: OpKind) {
        self.plan.ops.push(Op { at: self.at, kind });
    }

    fn unclosed(&mut self, open: Open) {
        if open.dropped {
            return;
        }
        self.plan.ops[open.op].kind = OpKind::Nothing;
        // Below the deepest level no tag was entered, and so none has a partner.
        if self.context.deep {
            return;
        }
        let message = format!("`<{0}>` has no `</{0}>` in this block and is left out", open.name);
        let help = "close it where it was opened: in the same paragraph, list item or quotation";
        self.warn(Code::UnbalancedHtml, open.range, message, Some(help));
    }

    fn stray(&mut self, name: &str, range: Range<usize>) {
        let frame = self.frames.last_mut();
        if name == "p"
            && let Some(frame) = frame.filter(|frame| frame.closed_paragraphs > 0)
        {
            frame.closed_paragraphs -= 1;
            return;
        }
        if self.context.deep || matches!(fate(name, false), Fate::DropWhole | Fate::Drop) || is_void(name) {
            return;
        }
        let message = format!("`</{name}>` closes nothing in this block and is left out");
        self.warn(Code::UnbalancedHtml, range, message, None);
    }

    fn refuse(&mut self, name: &str, misplaced: bool, range: Range<usize>) {
        let message = if misplaced {
            format!("`<{name}>` cannot stand inside a paragraph and is left out")
        } else {
            format!("`<{name}>` is not for a newsletter's text and is left out")
        };
        let help = match misplaced {
            true => "begin a line of its own with it, with a blank line before",
            false => "write it in Markdown, or put it into a template of your theme",
        };
        self.warn(Code::ForbiddenHtml, range, message, Some(help));
    }

    fn unknown(&mut self, written: &str, range: Range<usize>) {
        self.push(OpKind::Text(written.to_string()));
        let message = format!("`{written}` is no element of HTML and is shown as text");
        self.warn(Code::ForbiddenHtml, range, message, Some("put it in backticks if it is code"));
    }

    fn warn(&mut self, code: Code, range: Range<usize>, message: String, help: Option<&str>) {
        let mut diagnostic = Diagnostic::new(code, self.context.span(range), message);
        diagnostic.help = help.map(str::to_string);
        self.context.report.push(diagnostic);
    }
}
