//! Parts of a newsletter as lines of text.

use std::fmt::Write as _;

use offprint::base::source::Sources;
use offprint::model::newsletter::{Entry, EntryId, ImageTarget, IssueId, Newsletter, Target, Text, TopicId};

/// One part, a line for each thing.
pub fn dump(part: &str, newsletter: &Newsletter, sources: &Sources) -> String {
    match part {
        "issues" => issues(newsletter),
        "entries" => entries(newsletter),
        "topics" => topics(newsletter),
        "works" => works(newsletter),
        "pages" => newsletter.pages.iter().map(|page| format!("{} {}\n", page.name, page.route)).collect(),
        "assets" => {
            newsletter.assets.iter().map(|it| format!("{} <- {}\n", it.route, sources.path(it.source))).collect()
        }
        "redirects" => newsletter.redirects.iter().map(|it| format!("{} -> {}\n", it.from, it.to)).collect(),
        "links" => links(newsletter),
        _ => panic!("no part of a newsletter: {part}"),
    }
}

fn issues(newsletter: &Newsletter) -> String {
    let mut out = String::new();
    for issue in &newsletter.issues {
        let _ = write!(out, "{} {} {}", issue.route, issue.day, issue.published);
        let _ = issue.number.map_or(Ok(()), |number| write!(out, " number {number}"));
        out.push_str(if issue.draft { " draft" } else { "" });
        out.push_str(if issue.future { " future" } else { "" });
        out.push_str(&named(" in ", &issue.all_topics, |id| slug(newsletter, id)));
        out.push_str(&named(" front ", &issue.topics, |id| slug(newsletter, id)));
        if let Some(cover) = &issue.cover {
            let _ = write!(out, " cover {}", image(&cover.image));
        }
        out.push('\n');
    }
    out
}

fn entries(newsletter: &Newsletter) -> String {
    let mut out = String::new();
    for entry in newsletter.entries.iter() {
        let _ = write!(out, "{} {}", place(newsletter, entry), entry.published);
        out.push_str(&named(" in ", &entry.topics, |id| slug(newsletter, id)));
        if let Some(work) = entry.work {
            let _ = write!(out, " on {}", newsletter[work].ids[0].label());
        }
        out.push_str(if entry.guessed { " guessed\n" } else { "\n" });
    }
    out
}

fn topics(newsletter: &Newsletter) -> String {
    let mut out = String::new();
    for topic in newsletter.topics.iter() {
        let _ = write!(out, "{} {}", topic.name, topic.route);
        out.push_str(&named(" under ", &topic.parent.into_iter().collect::<Vec<_>>(), |id| slug(newsletter, id)));
        out.push_str(&named(" over ", &topic.children, |id| slug(newsletter, id)));
        out.push_str(&named(" formerly ", &topic.former, String::clone));
        out.push_str(if topic.declared { "\n" } else { " undeclared\n" });
        for EntryId(id) in &topic.entries {
            let _ = writeln!(out, "  {}", place(newsletter, &newsletter.entries[*id as usize]));
        }
        for &IssueId(id) in &topic.essays {
            let _ = writeln!(out, "  essay {}", newsletter.issues[id as usize].route);
        }
    }
    out
}

fn works(newsletter: &Newsletter) -> String {
    let mut out = String::new();
    for work in newsletter.works.iter() {
        let ids: Vec<_> = work.ids.iter().map(|id| id.label()).collect();
        let page = work.route.as_ref().map_or("no page".to_string(), ToString::to_string);
        let guessed = if work.guessed { " guessed" } else { "" };
        let retracted = if work.retracted { " retracted" } else { "" };
        let _ = writeln!(out, "{} {page}{guessed}{retracted}\n  `{}` {}", ids.join(" "), work.title, work.url);
        if !work.authors.is_empty() || work.venue.is_some() || work.year.is_some() {
            let _ = write!(out, "  {:?} {:?} {:?}", work.authors, work.venue, work.year);
            let _ = work.month.map_or(Ok(()), |month| write!(out, " month {month}"));
            let _ = work.bib.as_ref().map_or(Ok(()), |bib| write!(out, " from {}", bib.key));
            out.push('\n');
        }
        for EntryId(id) in &work.entries {
            let _ = writeln!(out, "  {}", place(newsletter, &newsletter.entries[*id as usize]));
        }
    }
    out
}

fn links(newsletter: &Newsletter) -> String {
    let mut out = String::new();
    let issues = newsletter.issues.iter().map(|issue| (&issue.name, &issue.text));
    for (name, text) in issues.chain(newsletter.pages.iter().map(|page| (&page.name, &page.text))) {
        let shown = text_links(text);
        if !shown.is_empty() {
            let _ = write!(out, "{name}\n{shown}");
        }
    }
    out
}

fn text_links(text: &Text) -> String {
    let links = text.links().map(|(_, found)| format!("  {}\n", target(&found)));
    links.chain(text.images.iter().map(|it| format!("  image {}\n", image(it)))).collect()
}

fn target(target: &Target) -> String {
    match target {
        Target::External(address) => address.to_string(),
        Target::Here(fragment) => format!("here #{fragment}"),
        Target::Nowhere => "nowhere".to_string(),
        Target::Route(place) => {
            let part =
                |sign: &str, part: &Option<String>| part.as_ref().map_or(String::new(), |it| format!("{sign}{it}"));
            format!("{}{}{}", place.route, part("?", &place.query), part("#", &place.fragment))
        }
    }
}

fn image(image: &ImageTarget) -> String {
    let size = image.size.map_or(String::new(), |(width, height)| format!(" {width}x{height}"));
    format!("{}{size}", target(&image.target))
}

fn place(newsletter: &Newsletter, entry: &Entry) -> String {
    format!("{}#{}", newsletter[entry.issue].name, entry.key)
}

fn slug(newsletter: &Newsletter, id: &TopicId) -> String {
    newsletter[*id].slug.clone()
}

fn named<T>(word: &str, things: &[T], name: impl Fn(&T) -> String) -> String {
    if things.is_empty() {
        String::new()
    } else {
        format!("{word}{}", things.iter().map(name).collect::<Vec<_>>().join(", "))
    }
}
