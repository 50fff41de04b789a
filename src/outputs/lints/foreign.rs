//! Markup of other programs, which would be shown as it is written.

use std::ops::Range;

use crate::base::diagnostic::{Code, Diagnostic, Report};
use crate::base::source::Span;
use crate::outputs::site::Site;
use crate::parse::markdown::prose;

use super::texts;

/// How it begins and ends, what it is, and what to do instead. The longer beginning comes first.
const MARKUP: &[(&str, &str, &str, &str)] = &[
    ("{{<", ">}}", "a shortcode of Hugo", "write it in Markdown or HTML"),
    ("{{%", "%}}", "a shortcode of Hugo", "write it in Markdown or HTML"),
    ("{%", "%}", "a tag of Liquid", "write it in Markdown or HTML"),
    ("![[", "]]", "an embedded file of Obsidian", "write an image as `![what it shows](file.png)`"),
    ("[[", "]]", "a wiki link", "write a link as `[text](file.md)`"),
];

/// Reports it, one line a file. Code is left alone.
pub fn lint(site: &Site, report: &mut Report) {
    for (source, _) in texts(&site.newsletter) {
        let text = site.sources.excerpt(source).unwrap_or_default();
        if !MARKUP.iter().any(|(open, ..)| text.contains(open)) {
            continue;
        }
        let mut done = 0;
        for piece in prose(&text) {
            let found = (piece.start.max(done)..piece.end).find_map(|at| Some((at, markup(&text, at)?)));
            let Some((start, (end, what, help))) = found else { continue };
            done = end;
            let message = format!("`{}` is {what} and is shown as it is", &text[start..end]);
            let fault = Diagnostic::new(Code::ForeignMarkup, Span::new(source, start..end), message);
            report.push(fault.help(help).about(site.sources.path(source)));
        }
    }
}

/// The markup that begins at a place: where it ends, what it is and what to do instead.
fn markup(text: &str, at: usize) -> Option<(usize, &'static str, &'static str)> {
    let rest = text.get(at..)?;
    let (open, close, what, help) = MARKUP.iter().find(|(open, ..)| rest.starts_with(open))?;
    let line = rest.lines().next()?;
    let inner: Range<usize> = open.len()..open.len() + line[open.len()..].find(close)?;
    let end = inner.end + close.len();
    // `[[1]](…)` is a link, and `[[1, 2], [3, 4]]` a matrix.
    let is_link = rest[end..].starts_with(['(', '[', ':']);
    let is_name = line[inner.clone()].contains(char::is_alphabetic) && !line[inner].contains(['[', ']']);
    (is_name && !(is_link && open.ends_with('['))).then_some((at + end, *what, *help))
}

#[cfg(test)]
mod tests {
    use super::markup;

    #[track_caller]
    fn check_markup(text: &str, expected: &str) {
        let found = (0..text.len()).find_map(|at| Some(&text[at..markup(text, at)?.0]));
        assert_eq!(found.unwrap_or("none"), expected);
    }

    #[test]
    fn only_what_another_program_reads_counts() {
        check_markup("See {{< youtube abc >}}.", "{{< youtube abc >}}");
        check_markup("{{% notice %}} x", "{{% notice %}}");
        check_markup("{% include x.html %}", "{% include x.html %}");
        check_markup("an ![[image.png]] here", "![[image.png]]");
        check_markup("[[Über uns|us]]", "[[Über uns|us]]");
        for text in
            ["[[Paper]](https://a.example)", "[[1]]", "[[1, 2], [3, 4]]", "[[a], [b]]", "{{ x }}", "{%", "[[a\nb]]", ""]
        {
            check_markup(text, "none");
        }
    }
}
