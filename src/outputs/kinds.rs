//! The table of kinds.

use super::plan::Kind;
use super::{
    archive, assets, home, issue, not_found, page, redirect, robots, rss, sitemap, statics, subscribe, topic, topics,
    work, works,
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
    &rss::TOPIC,
    &redirect::KIND,
    &statics::KIND,
    &assets::KIND,
    &robots::KIND,
    &sitemap::KIND, // counts what is planned so far: keep last
];
