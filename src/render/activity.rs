//! How much was said of a topic over time, as a small picture.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::escape::{attribute, escape_into, number};

/// Up to this many months are drawn month by month; a longer time year by year.
const MONTHS: i32 = 36;
const HEIGHT: usize = 24;
const BAR: usize = 5;
const GAP: usize = 1;

/// An inline SVG of bars, one a month or year, with a text that says the same. Empty without days.
pub fn activity(days: &[Date]) -> String {
    let (Some(first), Some(last)) = (days.iter().min(), days.iter().max()) else { return String::new() };
    let month = |day: &Date| i32::from(day.year()) * 12 + i32::from(day.month()) - 1;
    let by_month = month(last) - month(first) < MONTHS;
    let bucket = |day: &Date| if by_month { month(day) } else { i32::from(day.year()) };
    let mut counts: BTreeMap<i32, usize> = (bucket(first)..=bucket(last)).map(|at| (at, 0)).collect();
    for day in days {
        *counts.entry(bucket(day)).or_default() += 1;
    }
    draw(&counts, &description(days.len(), *first, *last))
}

fn description(count: usize, first: Date, last: Date) -> String {
    let (from, to) = (first.strftime("%Y-%m").to_string(), last.strftime("%Y-%m").to_string());
    if from == to { format!("{count} in {from}") } else { format!("{count} from {from} to {to}") }
}

fn draw(counts: &BTreeMap<i32, usize>, description: &str) -> String {
    let width = counts.len() * (BAR + GAP);
    let most = counts.values().copied().max().unwrap_or(1).max(1);
    let mut svg = String::from("<svg class=\"activity\" role=\"img\"");
    attribute("width", &width.to_string(), &mut svg);
    attribute("height", &HEIGHT.to_string(), &mut svg);
    attribute("viewBox", &format!("0 0 {width} {HEIGHT}"), &mut svg);
    attribute("aria-label", description, &mut svg);
    svg.push_str("><title>");
    escape_into(description, &mut svg);
    svg.push_str("</title>");
    for (index, &count) in counts.values().enumerate().filter(|&(_, &count)| count > 0) {
        let height = (count * HEIGHT).div_ceil(most);
        svg.push_str("<rect");
        for (name, value) in [("x", index * (BAR + GAP)), ("y", HEIGHT - height), ("width", BAR), ("height", height)] {
            svg.push(' ');
            svg.push_str(name);
            svg.push_str("=\"");
            number(value, &mut svg);
            svg.push('"');
        }
        svg.push_str("/>");
    }
    svg.push_str("</svg>");
    svg
}
