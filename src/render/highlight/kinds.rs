//! What the node kinds of the grammars mean for the eye. Most kinds are named alike in all grammars.

/// What a piece of code is; its name is the class that style sheets know it by.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Class {
    Keyword,
    Function,
    Type,
    String,
    Number,
    Comment,
    Constant,
    Property,
    Tag,
    Attribute,
    Inserted,
    Deleted,
}

impl Class {
    pub const fn name(self) -> &'static str {
        match self {
            Class::Keyword => "hl-key",
            Class::Function => "hl-fn",
            Class::Type => "hl-type",
            Class::String => "hl-str",
            Class::Number => "hl-num",
            Class::Comment => "hl-com",
            Class::Constant => "hl-const",
            Class::Property => "hl-prop",
            Class::Tag => "hl-tag",
            Class::Attribute => "hl-attr",
            Class::Inserted => "hl-ins",
            Class::Deleted => "hl-del",
        }
    }
}

/// What a node says about the text under it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Paint {
    /// Nothing: it looks as what is around it, and its children speak for themselves.
    Through,
    /// All of it has the class; nobody looks inside.
    All(Class),
    /// What no child claims has the class.
    Ground(Class),
    /// Plain again, as code inside a string is.
    Plain,
    /// A name: its letters and what follows tell.
    Name,
    /// Any name inside is a type.
    Types,
    /// A literal: its first letter tells.
    Literal,
    /// A word of a shell: an option if it begins with a dash.
    Word,
}

/// Grammars that call a type a name like any other, in languages whose types are in CamelCase.
pub const CAMEL_TYPES: &[&str] = &["java", "javascript", "julia", "python", "rust", "typescript"];

/// What follows the name of a function where it is called or defined.
pub fn calls(language: &str) -> &'static [&'static str] {
    match language {
        "julia" => &["(", ".("],
        "r" => &["(", " <- function", " = function"],
        "rust" => &["(", "::<", "!"],
        // Before a bracket stands a table's name as often as a function's.
        "sql" => &[],
        _ => &["("],
    }
}

/// The field of a node whose text has a class of its own, as a definition's name has.
pub fn field(language: &str, kind: &str) -> Option<(&'static str, Class)> {
    match (language, kind) {
        ("json", "pair") | ("yaml", "block_mapping_pair" | "flow_pair") => Some(("key", Class::Property)),
        ("r", _) => None,
        (_, "jsx_opening_element" | "jsx_closing_element" | "jsx_self_closing_element") => Some(("name", Class::Tag)),
        (_, "class_declaration" | "class_definition") => Some(("name", Class::Type)),
        (_, "function_declaration" | "function_definition" | "function_item") => Some(("name", Class::Function)),
        _ => None,
    }
}

pub fn paint(language: &str, kind: &str, named: bool) -> Paint {
    if !named {
        return if is_keyword(kind) { Paint::All(Class::Keyword) } else { Paint::Through };
    }
    match language {
        "bash" => bash(kind),
        "css" => css(kind),
        "diff" => diff(kind),
        "html" => html(kind),
        "sql" => sql(kind),
        "yaml" => yaml(kind),
        _ => None,
    }
    .unwrap_or_else(|| common(kind))
}

/// Whether a token that the grammar spells out is a word, as `while`, `not in` and `#include` are.
fn is_keyword(token: &str) -> bool {
    let word = token.strip_prefix(['#', '@']).unwrap_or(token);
    word.len() > 1
        && word.starts_with(|letter: char| letter.is_ascii_alphabetic() || letter == '_')
        && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b' '))
}

fn common(kind: &str) -> Paint {
    use Class::{Attribute, Comment, Constant, Keyword, Number, Property, Tag, Type};
    match kind {
        "identifier" | "field_identifier" | "property_identifier" | "shorthand_property_identifier" => Paint::Name,
        "type" => Paint::Types,
        "type_identifier"
        | "primitive_type"
        | "predefined_type"
        | "sized_type_specifier"
        | "boolean_type"
        | "integral_type"
        | "floating_point_type"
        | "void_type"
        | "namespace_identifier" => Paint::All(Type),
        "true" | "false" | "none" | "null" | "nil" | "undefined" | "null_literal" | "boolean_literal" | "boolean"
        | "iota" | "na" | "nan" | "inf" => Paint::All(Constant),
        "self" | "super" | "this" | "crate" | "auto" | "mutable_specifier" | "break" | "continue" | "next"
        | "return" | "preproc_directive" | "import" => Paint::All(Keyword),
        "attribute_item"
        | "inner_attribute_item"
        | "decorator"
        | "annotation"
        | "marker_annotation"
        | "lifetime"
        | "macro_identifier"
        | "attribute_name" => Paint::All(Attribute),
        "tag_name" => Paint::All(Tag),
        "property_name" | "feature_name" | "bare_key" | "quoted_key" => Paint::All(Property),
        "integer" | "float" | "number" | "complex" | "local_date" | "local_time" | "local_date_time"
        | "offset_date_time" | "integer_value" | "float_value" => Paint::All(Number),
        "interpolation" | "string_interpolation" | "template_substitution" | "interpolation_expression" => Paint::Plain,
        "regex" | "character" | "system_lib_string" => Paint::All(Class::String),
        _ if kind.ends_with("comment") || kind == "hash_bang_line" || kind == "shebang" => Paint::All(Comment),
        _ if kind.ends_with("string_literal") || kind.ends_with("string") => Paint::Ground(Class::String),
        "char_literal" | "character_literal" | "rune_literal" | "command_literal" => Paint::Ground(Class::String),
        _ if kind.ends_with("_literal") => number_literal(kind),
        _ => Paint::Through,
    }
}

/// Numbers are called `int_literal`, `hex_floating_point_literal` and so on; other literals hold parts.
fn number_literal(kind: &str) -> Paint {
    let is_number = ["int", "float", "floating", "number", "imaginary"].iter().any(|word| kind.contains(word));
    if is_number { Paint::All(Class::Number) } else { Paint::Through }
}

fn bash(kind: &str) -> Option<Paint> {
    Some(match kind {
        "word" => Paint::Word,
        "command_name" => Paint::Ground(Class::Function),
        "variable_name" | "special_variable_name" | "simple_expansion" => Paint::All(Class::Property),
        "expansion" => Paint::Ground(Class::Property),
        "command_substitution" | "process_substitution" => Paint::Plain,
        "heredoc_body" | "heredoc_start" | "heredoc_end" => Paint::Ground(Class::String),
        "regex" => Paint::Through,
        _ => return None,
    })
}

fn css(kind: &str) -> Option<Paint> {
    Some(match kind {
        "class_name" | "id_name" => Paint::All(Class::Attribute),
        "color_value" => Paint::All(Class::Number),
        "string_value" => Paint::All(Class::String),
        "function_name" => Paint::All(Class::Function),
        "nesting_selector" | "universal_selector" => Paint::All(Class::Tag),
        "at_keyword" | "important" | "from" | "to" => Paint::All(Class::Keyword),
        "identifier" => Paint::Through,
        _ => return None,
    })
}

fn diff(kind: &str) -> Option<Paint> {
    Some(match kind {
        "addition" => Paint::All(Class::Inserted),
        "deletion" => Paint::All(Class::Deleted),
        "location" => Paint::All(Class::Attribute),
        "command" | "index" | "new_file" | "old_file" | "file_change" | "similarity" | "binary_change" => {
            Paint::All(Class::Comment)
        }
        _ => Paint::Through,
    })
}

fn html(kind: &str) -> Option<Paint> {
    Some(match kind {
        "attribute_value" | "quoted_attribute_value" => Paint::All(Class::String),
        "doctype" => Paint::All(Class::Keyword),
        "entity" => Paint::All(Class::Constant),
        "erroneous_end_tag_name" => Paint::All(Class::Tag),
        _ => return None,
    })
}

fn sql(kind: &str) -> Option<Paint> {
    Some(match kind {
        "literal" => Paint::Literal,
        "keyword_true" | "keyword_false" | "keyword_null" => Paint::All(Class::Constant),
        "marginalia" => Paint::All(Class::Comment),
        _ if kind.starts_with("keyword_") => Paint::All(Class::Keyword),
        _ => return None,
    })
}

fn yaml(kind: &str) -> Option<Paint> {
    Some(match kind {
        "string_scalar" | "block_scalar" | "double_quote_scalar" | "single_quote_scalar" => Paint::All(Class::String),
        "integer_scalar" | "float_scalar" | "timestamp_scalar" => Paint::All(Class::Number),
        "boolean_scalar" | "null_scalar" => Paint::All(Class::Constant),
        "anchor" | "alias" => Paint::All(Class::Attribute),
        "tag" => Paint::All(Class::Type),
        _ => return None,
    })
}
