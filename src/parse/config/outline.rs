//! `[outline]`, of the newsletter or of one issue.

use super::{Outline, OutlineOverride, Undeclared};
use crate::base::diagnostic::{Code, Diagnostic};
use crate::parse::table::{Fault, Table, Value};

/// What an `[outline]` says. Whoever reads the config puts it over the defaults, an issue over the config.
pub fn read_outline(table: &mut Table<'_, '_>) -> OutlineOverride {
    let outline = OutlineOverride {
        topic: table.get("topic", topic_levels),
        entry: table.get("entry", level),
        list_entries: table.get("list_entries", Value::boolean),
        paragraph_entries: table.get("paragraph_entries", Value::boolean),
        undeclared: table.get("undeclared", |value| {
            value.choice(&[("topic", Undeclared::Topic), ("prose", Undeclared::Prose), ("error", Undeclared::Error)])
        }),
        not_topics: table.list("not_topics", "strings", Value::line),
        paper_labels: table.list("paper_labels", "strings", Value::line),
    };
    // An issue may set one of the two alone: whether that fits the config's other one shows only where they meet.
    if let (Some(topic), Some(entry)) = (&outline.topic, outline.entry)
        && topic.iter().any(|topic| *topic >= entry)
    {
        let place = table.place();
        let message = format!("entries at level {entry} cannot stand below topics at level {}", listed(topic));
        table
            .report
            .push(Diagnostic::new(Code::BadValue, place, message).help("give `entry` a higher number than `topic`"));
        return OutlineOverride { topic: None, entry: None, ..outline };
    }
    outline
}

/// A level, a list of levels, or `false` for none.
fn topic_levels(value: &Value<'_>) -> Result<Vec<u8>, Fault> {
    if let Ok(wanted) = value.boolean() {
        let help = "give the level of its headings, such as `2`";
        return if wanted { Err(value.bad("`topic` cannot be `true`", help)) } else { Ok(Vec::new()) };
    }
    if !value.is_list() {
        return level(value).map(|level| vec![level]).map_err(|fault| match fault.code {
            Code::WrongType => value.wrong_type("a heading level from 1 to 6, a list of levels, or `false`"),
            _ => fault,
        });
    }
    let mut levels = value.items("levels")?.iter().map(level).collect::<Result<Vec<_>, _>>()?;
    levels.sort_unstable();
    levels.dedup();
    Ok(levels)
}

fn level(value: &Value<'_>) -> Result<u8, Fault> {
    value.whole(1..=6).map(|level| level as u8)
}

fn listed(levels: &[u8]) -> String {
    levels.iter().map(u8::to_string).collect::<Vec<_>>().join(" and ")
}

impl Outline {
    pub(super) fn read(table: &mut Table<'_, '_>) -> Outline {
        let read = table.table("outline", read_outline).unwrap_or_default();
        Outline::default().with(&read)
    }
}
