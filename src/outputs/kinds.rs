//! The table of kinds.

use super::plan::Kind;
use super::{
    archive, assets, atom, bibtex, csl_json, entries, feed_archives, home, issue, json_feed, not_found, opml, page,
    redirect, ris, robots, rss, sitemap, statics, subscribe, topic, topics, work, works,
};

/// Every kind of output. A kind is one file and one line here.
pub const KINDS: &[&Kind] = &[
    &home::KIND,
    &issue::KIND,
    &archive::KIND,
    &topics::KIND,
    &topic::KIND,
    &works::KIND,
    &work::KIND,
    &page::KIND,
    &subscribe::KIND,
    &not_found::KIND,
    &rss::NEWSLETTER,
    &atom::KIND,
    &json_feed::KIND,
    &feed_archives::KIND,
    &rss::TOPIC,
    &opml::KIND,
    &bibtex::KIND,
    &ris::KIND,
    &csl_json::KIND,
    &entries::KIND,
    &redirect::KIND,
    &statics::KIND,
    &assets::KIND,
    &robots::KIND,
    &sitemap::KIND, // counts what is planned so far: keep last
];
