//! From a syntax tree to spans.

use arborium::tree_sitter::{Language, Node, Tree};

use super::super::escape::escape_into;
use super::kinds::{self, Class, Paint};

/// How the trees of one grammar are painted.
pub struct Painter {
    grammar: Language,
    /// By a node's kind: what it says about its text.
    kinds: Vec<Paint>,
    /// By a node's kind: a field whose text has a class of its own, as the name of a definition has.
    fields: Vec<Option<(u16, Class)>>,
    /// Whether names in CamelCase are types.
    camel_types: bool,
    /// What follows the name of a function where it is called or defined.
    calls: &'static [&'static str],
}

impl Painter {
    /// `None` where this build lacks the grammar.
    pub fn new(language: &str) -> Option<Painter> {
        let grammar = arborium::get_language(language)?;
        let ids = 0..u16::try_from(grammar.node_kind_count()).ok()?;
        let kind = |id| grammar.node_kind_for_id(id).unwrap_or_default();
        let field = |id| {
            let (field, class) = kinds::field(language, kind(id))?;
            Some((grammar.field_id_for_name(field)?.get(), class))
        };
        Some(Painter {
            kinds: ids.clone().map(|id| kinds::paint(language, kind(id), grammar.node_kind_is_named(id))).collect(),
            fields: ids.map(field).collect(),
            camel_types: kinds::CAMEL_TYPES.contains(&language),
            calls: kinds::calls(language),
            grammar,
        })
    }

    pub fn grammar(&self) -> &Language {
        &self.grammar
    }

    /// Escaped text with spans; `None` if the tree is not of this text.
    ///
    /// A loop, for a tree may be as deep as its text is long.
    pub fn paint(&self, tree: &Tree, code: &str) -> Option<String> {
        let mut spans = Spans::new(code);
        let mut cursor = tree.walk();
        let mut above = vec![Around { end: code.len(), kind: 0, class: None, types: false }];
        loop {
            let node = cursor.node();
            let around = *above.last()?;
            spans.text_to(node.start_byte(), around.class)?;
            let field = || cursor.field_id().map(std::num::NonZero::get);
            match self.step(node, around, field, code) {
                Step::Into(inside) if cursor.goto_first_child() => {
                    above.push(inside);
                    continue;
                }
                Step::Into(Around { class, .. }) | Step::Over(class) => spans.text_to(node.end_byte(), class)?,
            }
            while !cursor.goto_next_sibling() {
                let left = above.pop()?;
                spans.text_to(left.end, left.class)?;
                if !cursor.goto_parent() {
                    return Some(spans.finish());
                }
            }
        }
    }

    fn step(&self, node: Node, around: Around, field: impl Fn() -> Option<u16>, code: &str) -> Step {
        let kind = node.kind_id();
        if let Some((special, class)) = self.fields.get(usize::from(around.kind)).copied().flatten()
            && field() == Some(special)
        {
            return Step::Over(Some(class));
        }
        let into = |class, types| Step::Into(Around { end: node.end_byte(), kind, class, types });
        let text = || code.get(node.byte_range()).unwrap_or_default();
        match self.kinds.get(usize::from(kind)).copied().unwrap_or(Paint::Through) {
            Paint::Through => into(around.class, around.types),
            Paint::All(class) => Step::Over(Some(class)),
            Paint::Ground(class) => into(Some(class), false),
            Paint::Plain => into(None, false),
            Paint::Types => into(around.class, true),
            Paint::Name if around.types => Step::Over(Some(Class::Type)),
            Paint::Name => {
                let after = code.get(node.end_byte()..).unwrap_or_default();
                Step::Over(self.name(text(), after).or(around.class))
            }
            Paint::Literal => Step::Over(match text().bytes().next() {
                Some(b'0'..=b'9' | b'-' | b'+' | b'.') => Some(Class::Number),
                Some(b'\'' | b'"' | b'$') => Some(Class::String),
                _ => Some(Class::Constant),
            }),
            Paint::Word if text().starts_with('-') => Step::Over(Some(Class::Attribute)),
            Paint::Word => into(around.class, false),
        }
    }

    /// The class of a name, by its letters and by what follows it.
    fn name(&self, name: &str, after: &str) -> Option<Class> {
        let starts_upper = name.starts_with(|letter: char| letter.is_ascii_uppercase());
        let has_lower = name.contains(|letter: char| letter.is_lowercase());
        if self.camel_types && starts_upper && has_lower {
            return Some(Class::Type);
        }
        if self.calls.iter().any(|call| after.starts_with(call)) {
            return Some(Class::Function);
        }
        (starts_upper && !has_lower && name.len() > 1).then_some(Class::Constant)
    }
}

enum Step {
    Into(Around),
    Over(Option<Class>),
}

/// What a node's children find themselves in.
#[derive(Clone, Copy)]
struct Around {
    end: usize,
    kind: u16,
    class: Option<Class>,
    types: bool,
}

/// Escaped text, put out in runs of one class. White space looks the same in any class, so a run reaches over it to
/// join the next of its class, but does not end with it.
struct Spans<'a> {
    code: &'a str,
    html: String,
    class: Option<Class>,
    /// The run begins here, its last letter ends here, and so far the text is read.
    run: usize,
    solid: usize,
    at: usize,
}

impl<'a> Spans<'a> {
    fn new(code: &'a str) -> Self {
        Spans { code, html: String::with_capacity(code.len() * 4), class: None, run: 0, solid: 0, at: 0 }
    }

    /// Takes the text up to `end`, if not yet taken, as being of `class`; `None` if `end` splits a letter.
    fn text_to(&mut self, end: usize, class: Option<Class>) -> Option<()> {
        if end <= self.at {
            return Some(());
        }
        let text = self.code.get(self.at..end)?;
        if let Some(last) = text.rfind(|letter: char| !letter.is_whitespace()) {
            if class != self.class {
                self.flush();
                self.class = class;
            }
            let width = text[last..].chars().next().map_or(0, char::len_utf8);
            self.solid = self.at + last + width;
        }
        self.at = end;
        Some(())
    }

    fn flush(&mut self) {
        let solid = self.code.get(self.run..self.solid).unwrap_or_default();
        match self.class {
            Some(class) => {
                self.html.push_str("<span class=\"");
                self.html.push_str(class.name());
                self.html.push_str("\">");
                escape_into(solid, &mut self.html);
                self.html.push_str("</span>");
            }
            None => escape_into(solid, &mut self.html),
        }
        escape_into(self.code.get(self.solid..self.at).unwrap_or_default(), &mut self.html);
        self.run = self.at;
        self.solid = self.at;
    }

    fn finish(mut self) -> String {
        self.flush();
        // The tree covers the code only to its last token.
        escape_into(self.code.get(self.at..).unwrap_or_default(), &mut self.html);
        self.html
    }
}
