//! What a link leads to, told by its text and its host.

use super::WorkId;
use super::link_words::{FILLERS, HOSTS, PAPER, PUBLISHERS, SOCIAL, WORDS};
use super::url::{Parts, strip_prefix_ci};

/// The kinds of links that an entry's work may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LinkKind {
    Paper,
    Code,
    Data,
    Model,
    Demo,
    Video,
    Slides,
    Post,
    Site,
}

impl LinkKind {
    /// The kind's name in templates and data: `code`.
    pub fn name(self) -> &'static str {
        match self {
            LinkKind::Paper => "paper",
            LinkKind::Code => "code",
            LinkKind::Data => "data",
            LinkKind::Model => "model",
            LinkKind::Demo => "demo",
            LinkKind::Video => "video",
            LinkKind::Slides => "slides",
            LinkKind::Post => "post",
            LinkKind::Site => "site",
        }
    }

    /// What a link with this text and address leads to. A text that is a label decides, then the host.
    pub fn of(text: &str, url: &str) -> LinkKind {
        if is_paper_label(text, &[]) {
            return LinkKind::Paper;
        }
        LinkKind::told(text, url, WorkId::from_url(url).as_ref())
    }

    /// The same where the text is no paper's label and the work at the address is known.
    pub fn told(text: &str, url: &str, work: Option<&WorkId>) -> LinkKind {
        let scholarly = || work.filter(|id| id.is_scholarly()).map(|_| LinkKind::Paper);
        let host = || Parts::split(url).map(|parts| by_host(&parts));
        label(text).or_else(scholarly).or_else(host).unwrap_or(LinkKind::Site)
    }
}

/// Whether a link's text says that it leads to the paper itself: it is or begins with `Paper`, `PDF`, `arXiv` and so on,
/// or one of the `extra` labels. `PDF slides` and `Paper code` lead elsewhere.
pub fn is_paper_label(text: &str, extra: &[String]) -> bool {
    let text = bare(text);
    let begins = |label: &str| strip_prefix_ci(text, label).is_some_and(|rest| ends_word(label, rest));
    // `PDF` and `arXiv:2411.19865` need no second look at their words.
    let alone = |label: &str| strip_prefix_ci(text, label).is_some_and(|rest| rest.is_empty() || rest.starts_with(':'));
    if PAPER.iter().any(|l| begins(l)) && (PAPER.iter().any(|l| alone(l)) || label(text).is_none()) {
        return true;
    }
    if extra.is_empty() {
        return false;
    }
    let text = text.to_lowercase();
    let begins = |label: &str| text.strip_prefix(label).is_some_and(|rest| ends_word(label, rest));
    extra.iter().map(|l| bare(l).to_lowercase()).filter(|l| !l.is_empty()).any(|l| begins(&l))
}

/// Whether a link's text says what it leads to, and not what that is called: `Paper`, `Source code`.
pub fn is_label(text: &str, extra: &[String]) -> bool {
    is_paper_label(text, extra) || label(text).is_some()
}

/// The label that a text before a link ends in, if it ends in a colon: `Code` of `Data is here, code:`.
pub fn label_before(text: &str) -> Option<&str> {
    let text = text.trim_end().strip_suffix([':', '：'])?;
    let part = |c: char| "\n.,;:|/()[]·•–—。，、；：｜／（）【】".contains(c);
    Some(text.rsplit(part).next()?.trim()).filter(|label| !label.is_empty())
}

/// Whether an address is at a social site, which is never a work's identity.
pub fn is_social(url: &str) -> bool {
    Parts::split(url).is_some_and(|parts| at_social(&parts))
}

/// Whether an address is at a publisher whose every paper has a DOI.
pub fn is_at_publisher(url: &str) -> bool {
    Parts::split(url).is_some_and(|parts| PUBLISHERS.iter().any(|domain| parts.is_on(domain)))
}

fn at_social(parts: &Parts<'_>) -> bool {
    if SOCIAL.iter().any(|domain| parts.is_on(domain)) {
        return true;
    }
    let number = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    let segments: Vec<&str> = parts.segments().take(5).collect();
    match segments.as_slice() {
        // A Mastodon post may be at any host.
        [user, id] => user.len() > 1 && user.starts_with('@') && number(id),
        ["users", _, "statuses", id] => number(id),
        _ => false,
    }
}

/// A link text without the emoji, brackets and spaces around it.
fn bare(text: &str) -> &str {
    text.trim_matches(|c: char| !c.is_alphanumeric())
}

/// Whether a label that `rest` follows ends a word there. Chinese and Japanese do not part words.
fn ends_word(label: &str, rest: &str) -> bool {
    !rest.starts_with(char::is_alphanumeric) || label.ends_with(|c: char| !c.is_ascii())
}

/// The kind that a text of at most four words names, if all its words are those of a label: `Project page`, `Source code`,
/// but not `Code Llama`. What follows a bracket, a comma, `and`, `for` and the like is left out: `Code & data` is code.
fn label(text: &str) -> Option<LinkKind> {
    let lower = bare(text).to_lowercase();
    let head =
        lower.split(['(', '（', '[', ']', ':', '：', ',', '，', '、', '/', '|', '&', '+', '·', '–', '—']).next()?;
    let joint =
        |w: &&str| matches!(*w, "and" | "for" | "of" | "on" | "with" | "at" | "in" | "from" | "by" | "to" | "-");
    let words: Vec<&str> = head.split_whitespace().take_while(|w| !joint(w)).take(5).collect();
    if words.len() > 4 || !words.iter().all(|w| of_word(w).is_some() || is_filler(w) || PAPER.contains(w)) {
        return None;
    }
    // The last word is the thing, unless it is merely the page that the thing is on.
    let kinds: Vec<LinkKind> = words.iter().filter_map(|w| of_word(w)).collect();
    let thing = kinds.iter().rfind(|kind| **kind != LinkKind::Site);
    let page = || kinds.last().filter(|_| !words.iter().any(|w| PAPER.contains(w)));
    thing.or_else(page).copied()
}

/// The kind that a word names; Chinese and Japanese words may carry fillers around it.
fn of_word(word: &str) -> Option<LinkKind> {
    let mut core = word;
    for filler in FILLERS.iter().filter(|f| !word.is_ascii() && !f.is_ascii()) {
        core = core.strip_prefix(filler).unwrap_or(core);
        core = core.strip_suffix(filler).unwrap_or(core);
    }
    WORDS.iter().find(|(_, names)| names.contains(&core)).map(|(kind, _)| *kind)
}

fn is_filler(word: &str) -> bool {
    FILLERS.contains(&word)
}

fn by_host(parts: &Parts<'_>) -> LinkKind {
    let segments: Vec<&str> = parts.segments().take(4).collect();
    if let Some(kind) = at_model_hub(parts, &segments) {
        return kind;
    }
    if let Some((kind, _)) = HOSTS.iter().find(|(_, domains)| domains.iter().any(|d| parts.is_on(d))) {
        return *kind;
    }
    let first_label = parts.host.split('.').next().unwrap_or("");
    let first_segment = segments.first().copied().unwrap_or("");
    match (first_label, first_segment) {
        ("gitlab" | "git", _) => LinkKind::Code,
        ("docs", "presentation") if parts.is_on("google.com") => LinkKind::Slides,
        ("blog", _) | (_, "blog") => LinkKind::Post,
        _ if at_social(parts) => LinkKind::Post,
        _ => LinkKind::Site,
    }
}

/// Hosts that hold models, data and demos side by side.
fn at_model_hub(parts: &Parts<'_>, segments: &[&str]) -> Option<LinkKind> {
    let first = segments.first().copied();
    let on = |domain| parts.is_on(domain);
    if on("huggingface.co") || on("hf.co") {
        return Some(match segments {
            ["datasets", ..] => LinkKind::Data,
            ["spaces", ..] => LinkKind::Demo,
            ["blog", ..] => LinkKind::Post,
            ["papers" | "docs" | "collections" | "organizations" | "learn" | "posts", ..] => LinkKind::Site,
            [_, _, ..] => LinkKind::Model,
            _ => LinkKind::Site,
        });
    }
    if on("kaggle.com") {
        return Some(match first {
            Some("code") => LinkKind::Code,
            Some("models") => LinkKind::Model,
            _ => LinkKind::Data,
        });
    }
    if on("modelscope.cn") || on("modelscope.ai") {
        return Some(match first {
            Some("datasets") => LinkKind::Data,
            Some("studios") => LinkKind::Demo,
            Some("models") => LinkKind::Model,
            _ => LinkKind::Site,
        });
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_kind(text: &str, url: &str, expected: &str) {
        assert_eq!(LinkKind::of(text, url).name(), expected, "{text} {url}");
    }

    #[track_caller]
    fn check_paper(text: &str, extra: &[&str], expected: bool) {
        let extra: Vec<String> = extra.iter().map(|l| l.to_string()).collect();
        assert_eq!(is_paper_label(text, &extra), expected, "{text}");
    }

    #[track_caller]
    fn check_social(url: &str, expected: bool) {
        assert_eq!(is_social(url), expected, "{url}");
    }

    #[test]
    fn a_label_decides() {
        check_kind("Code", "https://example.org/x", "code");
        check_kind("GitHub", "https://example.org/x", "code");
        check_kind("[Code]", "https://arxiv.org/abs/2411.19865", "code");
        check_kind("💻 Code & data", "https://example.org/x", "code");
        check_kind("Code for the paper", "https://example.org/x", "code");
        check_kind("Data", "https://github.com/a/b", "data");
        check_kind("Dataset (CC BY)", "https://example.org/x", "data");
        check_kind("Model weights", "https://example.org/x", "model");
        check_kind("Weights", "https://example.org/x", "model");
        check_kind("Demo page", "https://example.org/x", "demo");
        check_kind("Talk", "https://example.org/x", "video");
        check_kind("Conference talk", "https://example.org/x", "video");
        check_kind("PDF slides", "https://example.org/x.pdf", "slides");
        check_kind("Blog post", "https://example.org/x", "post");
        check_kind("Thread", "https://x.com/a/status/1", "post");
        check_kind("Project page", "https://example.org/x", "site");
        check_kind("代码", "https://example.org/x", "code");
        check_kind("开源代码链接", "https://example.org/x", "code");
        check_kind("论文代码", "https://example.org/x", "code");
        check_kind("数据集", "https://example.org/x", "data");
        check_kind("模型", "https://example.org/x", "model");
        check_kind("视频", "https://example.org/x", "video");
        check_kind("Paper", "https://example.org/x.pdf", "paper");
        check_kind("Technical Report", "https://github.com/a/b/blob/main/r.pdf", "paper");
    }

    #[test]
    fn a_title_is_no_label() {
        check_kind("Code Llama", "https://arxiv.org/abs/2308.12950", "paper");
        check_kind("Data Agora", "https://github.com/neulab/data-agora", "code");
        check_kind("Model Context Protocol", "https://modelcontextprotocol.io", "site");
        check_kind("Codex", "https://example.org", "site");
        check_kind("模型压缩综述", "https://example.org", "site");
        check_kind("", "https://example.org", "site");
        check_kind("…", "not an address", "site");
    }

    #[test]
    fn then_the_host_decides() {
        check_kind("here", "https://github.com/a/b", "code");
        check_kind("here", "https://gitlab.inria.fr/a/b", "code");
        check_kind("here", "https://a.github.io/b", "site");
        check_kind("here", "https://codeberg.org/a/b", "code");
        check_kind("here", "https://huggingface.co/datasets/a/b", "data");
        check_kind("here", "https://huggingface.co/spaces/a/b", "demo");
        check_kind("here", "https://huggingface.co/a/b", "model");
        check_kind("here", "https://huggingface.co/a", "site");
        check_kind("here", "https://huggingface.co/papers/2411.19865", "paper");
        check_kind("here", "https://zenodo.org/records/1", "data");
        check_kind("here", "https://www.kaggle.com/datasets/a/b", "data");
        check_kind("here", "https://www.youtube.com/watch?v=x", "video");
        check_kind("here", "https://vimeo.com/1", "video");
        check_kind("here", "https://www.bilibili.com/video/BV1", "video");
        check_kind("here", "https://a.substack.com/p/b", "post");
        check_kind("here", "https://medium.com/@a/b", "post");
        check_kind("here", "https://example.org/blog/x", "post");
        check_kind("here", "https://doi.org/10.1145/1", "paper");
        check_kind("here", "https://notgithub.com/a", "site");
        check_kind("here", "../other.md", "site");
        check_kind("here", "mailto:a@github.com", "site");
    }

    #[test]
    fn papers_are_told_by_label() {
        for text in
            ["Paper", "paper", "PDF", "[PDF]", "📄 Paper", "arXiv", "arXiv:2411.19865", "DOI", "Preprint", "Report"]
        {
            check_paper(text, &[], true);
        }
        for text in [
            "Technical Report",
            "System Card",
            "Book",
            "论文",
            "论文链接",
            "Paper (with code)",
            "Paper page",
            "Paper: x",
        ] {
            check_paper(text, &[], true);
        }
        for text in
            ["", "Papers with Code", "Bookmarks", "PDFs", "Paper code", "PDF slides", "论文代码", "the paper", "Code"]
        {
            check_paper(text, &[], false);
        }
        check_paper("原文", &[], false);
        check_paper("原文链接", &["原文"], true);
        check_paper("Model card", &["model card"], true);
        check_paper("Blog", &["Blog", ""], true);
        check_paper("Blogs", &["Blog"], false);
        check_paper("x", &["", "!"], false);
    }

    #[test]
    fn a_label_may_stand_before_a_link() {
        let check = |text: &str, expected: &str| assert_eq!(label_before(text).unwrap_or("none"), expected, "{text}");
        check("Paper:", "Paper");
        check("📄 Paper: ", "📄 Paper");
        check("They say so. Paper:", "Paper");
        check("论文链接：", "论文链接");
        check("a ／ コード: ", "コード");
        check("(code:", "code");
        check("their paper is at", "none");
        check(":", "none");
        check("", "none");
    }

    #[test]
    fn social_sites_are_told_by_host() {
        check_social("https://x.com/a/status/1", true);
        check_social("https://mobile.twitter.com/a", true);
        check_social("https://bsky.app/profile/a/post/b", true);
        check_social("https://old.reddit.com/r/a", true);
        check_social("https://news.ycombinator.com/item?id=1", true);
        check_social("https://sciences.social/@a/1123", true);
        check_social("https://example.org/users/a/statuses/1", true);
        check_social("https://netflix.com/x", false);
        check_social("https://medium.com/@a/title-1a2b", false);
        check_social("https://ycombinator.com", false);
        check_social("https://example.org/@/1", false);
        check_social("x.com", false);
        check_social("", false);
    }
}
