//! The files of a site: which there are, where, and what is in each.
//!
//! One file a kind, named in [`kinds::KINDS`]. An output is its route and a small value; its view is made when it is
//! rendered.

pub mod check;
pub mod kinds;
pub mod lints;
pub mod plan;
pub mod site;

mod archive;
mod assets;
mod atom;
mod bibtex;
mod csl_json;
mod entries;
mod feed_archives;
mod home;
mod issue;
mod json_feed;
mod not_found;
mod opml;
mod page;
mod redirect;
mod ris;
mod robots;
mod rss;
mod sitemap;
mod statics;
mod subscribe;
mod topic;
mod topics;
mod work;
mod works;

mod cover;
mod dead_links;
mod exports;
mod feed;
mod feed_html;
mod head;
mod json;
mod list;
mod metadata;
