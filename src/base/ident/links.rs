//! What a link leads to, told by its text and its host.

use super::WorkId;
use super::url::Parts;

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

/// Link texts that say where the paper itself is.
const PAPER: &[&str] =
    &["paper", "pdf", "arxiv", "doi", "preprint", "report", "technical report", "system card", "book", "论文", "論文"];

/// Words that say what else a link leads to, in lower case.
const WORDS: &[(&str, LinkKind)] = &[
    ("code", LinkKind::Code),
    ("codebase", LinkKind::Code),
    ("github", LinkKind::Code),
    ("gitlab", LinkKind::Code),
    ("repo", LinkKind::Code),
    ("repository", LinkKind::Code),
    ("implementation", LinkKind::Code),
    ("代码", LinkKind::Code),
    ("源码", LinkKind::Code),
    ("コード", LinkKind::Code),
    ("data", LinkKind::Data),
    ("dataset", LinkKind::Data),
    ("datasets", LinkKind::Data),
    ("数据", LinkKind::Data),
    ("数据集", LinkKind::Data),
    ("データ", LinkKind::Data),
    ("データセット", LinkKind::Data),
    ("model", LinkKind::Model),
    ("models", LinkKind::Model),
    ("weights", LinkKind::Model),
    ("checkpoint", LinkKind::Model),
    ("checkpoints", LinkKind::Model),
    ("模型", LinkKind::Model),
    ("权重", LinkKind::Model),
    ("モデル", LinkKind::Model),
    ("demo", LinkKind::Demo),
    ("demos", LinkKind::Demo),
    ("playground", LinkKind::Demo),
    ("colab", LinkKind::Demo),
    ("演示", LinkKind::Demo),
    ("デモ", LinkKind::Demo),
    ("video", LinkKind::Video),
    ("videos", LinkKind::Video),
    ("talk", LinkKind::Video),
    ("recording", LinkKind::Video),
    ("youtube", LinkKind::Video),
    ("视频", LinkKind::Video),
    ("動画", LinkKind::Video),
    ("slides", LinkKind::Slides),
    ("poster", LinkKind::Slides),
    ("幻灯片", LinkKind::Slides),
    ("スライド", LinkKind::Slides),
    ("blog", LinkKind::Post),
    ("blogpost", LinkKind::Post),
    ("post", LinkKind::Post),
    ("thread", LinkKind::Post),
    ("tweet", LinkKind::Post),
    ("announcement", LinkKind::Post),
    ("博客", LinkKind::Post),
    ("ブログ", LinkKind::Post),
    ("website", LinkKind::Site),
    ("homepage", LinkKind::Site),
    ("page", LinkKind::Site),
    ("site", LinkKind::Site),
    ("主页", LinkKind::Site),
];

/// Hosts that hold one kind of thing; subdomains count too.
const HOSTS: &[(&str, LinkKind)] = &[
    ("github.com", LinkKind::Code),
    ("gitlab.com", LinkKind::Code),
    ("codeberg.org", LinkKind::Code),
    ("bitbucket.org", LinkKind::Code),
    ("gitee.com", LinkKind::Code),
    ("sr.ht", LinkKind::Code),
    ("zenodo.org", LinkKind::Data),
    ("figshare.com", LinkKind::Data),
    ("hf.space", LinkKind::Demo),
    ("colab.research.google.com", LinkKind::Demo),
    ("replicate.com", LinkKind::Demo),
    ("youtube.com", LinkKind::Video),
    ("youtu.be", LinkKind::Video),
    ("vimeo.com", LinkKind::Video),
    ("bilibili.com", LinkKind::Video),
    ("b23.tv", LinkKind::Video),
    ("speakerdeck.com", LinkKind::Slides),
    ("slideshare.net", LinkKind::Slides),
    ("medium.com", LinkKind::Post),
    ("substack.com", LinkKind::Post),
];

/// Sites where people talk about works; subdomains count too.
const SOCIAL: &[&str] = &[
    "x.com",
    "twitter.com",
    "t.co",
    "bsky.app",
    "linkedin.com",
    "lnkd.in",
    "reddit.com",
    "redd.it",
    "facebook.com",
    "fb.com",
    "fb.me",
    "instagram.com",
    "threads.net",
    "threads.com",
    "weibo.com",
    "weibo.cn",
    "xiaohongshu.com",
    "tiktok.com",
    "news.ycombinator.com",
    "lobste.rs",
    "mastodon.social",
    "mastodon.online",
    "sigmoid.social",
    "t.me",
    "discord.com",
    "discord.gg",
];

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
        let (kind, whole) = match label(text) {
            Some((kind, whole)) => (Some(kind), whole),
            None => (None, false),
        };
        let scholarly = WorkId::from_url(url).is_some_and(|id| id.is_scholarly());
        // `Code Llama` at arXiv is a title, `Code` at arXiv is a label.
        match kind {
            Some(kind) if whole || !scholarly => kind,
            _ if scholarly => LinkKind::Paper,
            _ => Parts::split(url).map_or(LinkKind::Site, |parts| by_host(&parts)),
        }
    }
}

/// Whether a link's text says that it leads to the paper itself: it is or begins with `Paper`, `PDF`, `arXiv` and so on,
/// or one of the `extra` labels. `PDF slides` and `Paper code` lead elsewhere.
pub fn is_paper_label(text: &str, extra: &[String]) -> bool {
    let text = bare(text).to_lowercase();
    let labels = PAPER.iter().copied().map(str::to_string).chain(extra.iter().map(|l| bare(l).to_lowercase()));
    let begins =
        labels.filter(|l| !l.is_empty()).any(|l| text.strip_prefix(l.as_str()).is_some_and(|r| ends_word(&l, r)));
    begins && label(&text).is_none()
}

/// Whether an address is at a social site, which is never a work's identity.
pub fn is_social(url: &str) -> bool {
    Parts::split(url).is_some_and(|parts| at_social(&parts))
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

/// The kind that a text of at most three words names with its last or first word, and whether it is that word alone.
/// What follows a bracket, a comma, `and`, `for` and the like is left out: `Code & data` is code.
fn label(text: &str) -> Option<(LinkKind, bool)> {
    let lower = bare(text).to_lowercase();
    let head = lower.split(['(', '（', '[', ':', '：', ',', '，', '、', '/', '|', '&', '+', '·', '–', '—']).next()?;
    let joint =
        |w: &&str| matches!(*w, "and" | "for" | "of" | "on" | "with" | "at" | "in" | "from" | "by" | "to" | "-");
    let words: Vec<&str> = head.split_whitespace().take_while(|w| !joint(w)).take(4).collect();
    if words.len() > 3 {
        return None;
    }
    let (first, last) = (words.first()?, words.last()?);
    // A paper's label and then a word of a longer text: `Paper` of `Paper: data for all`.
    if words.len() == 1 && PAPER.contains(first) {
        return None;
    }
    let kind = of_word(last).or_else(|| of_word(first))?;
    Some((kind, words.len() == 1 && head.trim() == lower))
}

fn of_word(word: &str) -> Option<LinkKind> {
    let named = |name: &str| word == name || (!name.is_ascii() && (word.starts_with(name) || word.ends_with(name)));
    WORDS.iter().find(|(name, _)| named(name)).map(|(_, kind)| *kind)
}

fn by_host(parts: &Parts<'_>) -> LinkKind {
    let segments: Vec<&str> = parts.segments().take(4).collect();
    if let Some(kind) = at_model_hub(parts, &segments) {
        return kind;
    }
    if let Some((_, kind)) = HOSTS.iter().find(|(domain, _)| parts.is_on(domain)) {
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
