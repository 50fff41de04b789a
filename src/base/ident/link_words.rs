//! The words and hosts by which links are told apart.

use super::LinkKind;

/// Link texts that say where the paper itself is.
pub(super) const PAPER: &[&str] =
    &["paper", "pdf", "arxiv", "doi", "preprint", "report", "technical report", "system card", "book", "论文", "論文"];

/// Words that say what else a link leads to, in lower case.
pub(super) const WORDS: &[(LinkKind, &[&str])] = &[
    (LinkKind::Code, &["code", "codebase", "github", "gitlab", "repo", "repository", "implementation", "notebook"]),
    (LinkKind::Code, &["代码", "源码", "代碼", "コード"]),
    (LinkKind::Data, &["data", "dataset", "datasets", "corpus", "数据", "数据集", "データ", "データセット"]),
    (LinkKind::Model, &["model", "models", "weights", "checkpoint", "checkpoints", "模型", "权重", "モデル"]),
    (LinkKind::Demo, &["demo", "demos", "playground", "colab", "演示", "デモ"]),
    (LinkKind::Video, &["video", "videos", "talk", "recording", "youtube", "视频", "動画"]),
    (LinkKind::Slides, &["slides", "slide", "deck", "poster", "幻灯片", "スライド"]),
    (LinkKind::Post, &["blog", "blogpost", "post", "thread", "tweet", "announcement", "博客", "ブログ"]),
    (LinkKind::Site, &["website", "homepage", "page", "site", "webpage", "主页", "网站"]),
];

/// Words that stand beside those and say nothing by themselves: `source code`, `code here`, `代码链接`.
pub(super) const FILLERS: &[&str] = &[
    "the",
    "our",
    "their",
    "a",
    "official",
    "project",
    "source",
    "open",
    "released",
    "training",
    "pretrained",
    "live",
    "online",
    "interactive",
    "conference",
    "web",
    "x",
    "twitter",
    "hf",
    "hugging",
    "face",
    "huggingface",
    "link",
    "links",
    "url",
    "here",
    "card",
    "release",
    "download",
    "available",
    "开源",
    "项目",
    "训练",
    "官方",
    "在线",
    "讲解",
    "论文",
    "链接",
    "地址",
    "下载",
    "仓库",
];

/// Hosts that hold one kind of thing; subdomains count too.
pub(super) const HOSTS: &[(LinkKind, &[&str])] = &[
    (LinkKind::Code, &["github.com", "gitlab.com", "codeberg.org", "bitbucket.org", "gitee.com", "sr.ht"]),
    (LinkKind::Data, &["zenodo.org", "figshare.com"]),
    (LinkKind::Demo, &["hf.space", "colab.research.google.com", "replicate.com"]),
    (LinkKind::Video, &["youtube.com", "youtu.be", "vimeo.com", "bilibili.com", "b23.tv"]),
    (LinkKind::Slides, &["speakerdeck.com", "slideshare.net"]),
    (LinkKind::Post, &["medium.com", "substack.com"]),
];

/// Sites where people talk about works; subdomains count too.
pub(super) const SOCIAL: &[&str] = &[
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

/// Publishers whose every paper has a DOI, which their addresses do not always tell; subdomains count too.
pub(super) const PUBLISHERS: &[&str] = &[
    "dl.acm.org",
    "ieeexplore.ieee.org",
    "sciencedirect.com",
    "cell.com",
    "nature.com",
    "science.org",
    "pnas.org",
    "link.springer.com",
    "onlinelibrary.wiley.com",
    "academic.oup.com",
    "direct.mit.edu",
    "tandfonline.com",
    "journals.sagepub.com",
    "journals.plos.org",
    "frontiersin.org",
    "mdpi.com",
    "biorxiv.org",
    "medrxiv.org",
    "papers.ssrn.com",
    "journals.aps.org",
    "iopscience.iop.org",
    "ojs.aaai.org",
    "isca-archive.org",
];
