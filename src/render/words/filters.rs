//! Words in templates: the value `t`, and the filters that put something into them.

use std::collections::BTreeMap;

use tera::{Error, Kwargs, State, StringInput, Tera, TeraResult, Value};

use crate::base::plural::Plural;
use crate::parse::strings::{Piece, Wording, pieces};
use crate::render::escape::escape_into;

use super::{Said, Words, count};

/// Where a table of forms keeps what else counting needs.
const LANGUAGE: &str = "language";
const THOUSANDS: &str = "thousands";

/// `t`: each key with its words, its list of words, or its table of forms.
pub fn value(words: &Words) -> Value {
    let shown = |wording: &Wording| match wording {
        Wording::Line(line) => Value::from(line.clone()),
        Wording::List(items) => Value::from_serializable(items),
        Wording::Counted(forms) => {
            let more = [(LANGUAGE, words.language.as_str()), (THOUSANDS, words.line(Said::Thousands))];
            let forms = forms.iter().map(|(form, line)| (form.name(), line.as_str()));
            Value::from_serializable(&forms.chain(more).collect::<BTreeMap<_, _>>())
        }
    };
    let values: BTreeMap<&str, Value> =
        words.wordings.iter().map(|(key, wording)| (key.as_str(), shown(wording))).collect();
    Value::from_serializable(&values)
}

/// Adds the filters `with` and `count`.
pub fn register(tera: &mut Tera) {
    tera.register_filter("with", with);
    tera.register_filter("count", |forms: Value, arguments: Kwargs, _: &State| counted(&forms, &arguments));
}

/// `t.covers | with(from=a, to=b)`: what stands in the blanks. HTML among it stays HTML, all else is escaped.
fn with(line: StringInput<'_>, arguments: Kwargs, _: &State) -> TeraResult<Value> {
    let given: Vec<(&str, &Value)> = arguments.iter().filter_map(|(key, value)| Some((key.as_str()?, value))).collect();
    let is_html = given.iter().any(|(_, value)| value.is_safe());
    let mut out = String::new();
    let mut add = |text: &str, is_safe: bool| match is_html && !is_safe {
        true => escape_into(text, &mut out),
        false => out.push_str(text),
    };
    for piece in pieces(line.as_str()) {
        match piece {
            Piece::Words(words) => add(words, false),
            Piece::Blank(name) => {
                let value = given.iter().find(|(known, _)| *known == name).map(|(_, value)| *value);
                let value = value.ok_or_else(|| Error::message(format!("`{{{name}}}` of these words is not given")))?;
                match value.as_str() {
                    Some(text) => add(text, value.is_safe()),
                    None => add(&value.to_string(), false),
                }
            }
        }
    }
    Ok(if is_html { Value::safe_string(&out) } else { Value::from(out) })
}

/// `t.entries | count(n=3)`: the form that goes with a number.
fn counted(forms: &Value, arguments: &Kwargs) -> TeraResult<String> {
    let n: usize = arguments.must_get("n")?;
    let language = part(forms, LANGUAGE).ok_or_else(|| Error::message("these words have no forms to count with"))?;
    Ok(count(n, language, part(forms, THOUSANDS).unwrap_or_default(), |form: Plural| part(forms, form.name())))
}

fn part<'a>(forms: &'a Value, name: &'a str) -> Option<&'a str> {
    forms.get_from_path(name).and_then(Value::as_str)
}
