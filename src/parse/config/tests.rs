//! What a config says, key by key.

use super::*;
use crate::base::diagnostic::Report;
use crate::base::source::SourceId;

const REQUIRED: &str = "title = 'T'\nbase_url = 'https://a.example/news'\nid = 'a.example,2025-01-01'\n";

/// The config of the required keys and `more`, which must be without fault.
#[track_caller]
fn read(more: &str) -> Config {
    let mut report = Report::default();
    let config = Config::read(&format!("{REQUIRED}{more}"), SourceId(0), &mut report);
    let messages: Vec<_> = report.sorted().iter().map(|diagnostic| diagnostic.message.clone()).collect();
    assert!(messages.is_empty(), "{more}\n{messages:?}");
    config
}

#[track_caller]
fn check<T: PartialEq + std::fmt::Debug>(more: &str, part: impl Fn(Config) -> T, expected: T) {
    assert_eq!(part(read(more)), expected);
}

#[test]
fn what_is_not_written_has_its_default() {
    let config = read("");
    assert_eq!(config.base_url.absolute(&Route::page("a")), "https://a.example/news/a/");
    assert_eq!(config.time_zone, TimeZone::UTC);
    assert_eq!(config.outline, Outline::default());
    assert_eq!((&*config.language, &*config.output, &*config.theme.name), ("en", "public", "default"));
    assert_eq!((&*config.urls.issue, config.lists.size), ("/issues/{slug}/", 50));
    assert_eq!((config.feeds.content, config.feeds.issues, config.feeds.entries), (FeedContent::Full, 20, 50));
    assert!(config.topics.is_empty() && config.menu.is_empty() && config.allow.is_empty());
}

#[test]
fn the_newsletter_itself() {
    check("description = '''\nA\nb'''", |c| c.description, "A\nb".to_string());
    check("language = 'zh-Hans-CN'", |c| c.language, "zh-Hans-CN".to_string());
    check("time_zone = 'Asia/Tokyo'", |c| c.time_zone.iana_name().map(str::to_string), Some("Asia/Tokyo".to_string()));
    check("issn = '2434-561x'", |c| c.issn, Some("2434-561X".to_string()));
    check("output = './out/site/'", |c| c.output, "out/site".to_string());
    check(
        "authors = ['A', { name = 'B', orcid = 'https://orcid.org/0000-0002-1694-233X' }]",
        |c| c.authors,
        vec![
            Person { name: "A".to_string(), ..Person::default() },
            Person { name: "B".to_string(), url: None, orcid: Some("0000-0002-1694-233X".to_string()) },
        ],
    );
}

#[test]
fn the_outline() {
    let topic = |config: Config| config.outline.topic;
    check("[outline]\ntopic = false", topic, vec![]);
    check("[outline]\ntopic = [2, 1]", topic, vec![1, 2]);
    check("[outline]\ntopic = 4\nentry = 5", topic, vec![4]);
    check("[outline]\nundeclared = 'prose'", |c| c.outline.undeclared, Undeclared::Prose);
    check("[outline]\nnot_topics = ['Jobs', 'Quote*']", |c| c.outline.not_topics.len(), 2);
}

#[test]
fn the_other_tables() {
    check("[urls]\nissue = '/{year}/{month}/{name}.html'", |c| c.urls.issue, "/{year}/{month}/{name}.html".to_string());
    check("[feeds]\naliases = { '/rss.xml' = 'rss' }", |c| c.feeds.aliases[0].0.clone(), Route::file("rss.xml"));
    check("[outputs]\nworks = 'repeated'\natom = false", |c| c.outputs.works, Some(WorksOutput::Repeated));
    check("[outputs]\natom = false", |c| c.outputs.switches["atom"].0, false);
    check(
        "[subscribe]\naction = 'https://m.example/'\nhidden = { list = '3' }",
        |c| c.subscribe.hidden["list"].clone(),
        "3".to_string(),
    );
    check("[[menu]]\ntitle = 'A'\nlink = '/a/'", |c| c.menu[0].link.clone(), "/a/".to_string());
    check("[check]\nallow = ['title-key']", |c| c.allow, vec![Code::TitleKey]);
    check("[[topics]]\nname = 'R'\nparent = 'S'\nformer = ['r', 'q']", |c| c.topics[0].former.len(), 2);
    check("[extra]\na = { b = [1, 2025-01-01] }", |c| c.extra["a"]["b"][0].as_integer(), Some(1));
    check(
        "[theme]\nname = 'mine'\naccent = 'red'",
        |c| c.theme.settings[0].value.as_str().map(str::to_string),
        Some("red".to_string()),
    );
}
