//! How a thing of the newsletter becomes HTML, XML or text, for a medium.

pub mod activity;
pub mod address;
pub mod cite;
pub mod code;
pub mod corrections;
pub mod entry;
pub use crate::base::escape;
pub mod highlight;
pub mod json;
pub mod known;
pub mod math;
pub mod notes;
pub mod parts;
pub mod prose;
pub mod references;
pub mod scene;
pub mod statics;
mod template_fault;
pub mod templates;
pub mod view;
pub mod words;
pub mod xml;
