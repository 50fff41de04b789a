//! Files that stand beside issues and pages.

use crate::model::newsletter::Newsletter;

use super::plan::{Kind, Origin, Planner, Subject};
use super::statics;

pub const KIND: Kind =
    Kind { name: "assets", optional: false, listed: false, feed: None, plan, render: statics::render };

fn plan(newsletter: &Newsletter, planner: &mut Planner<'_>) {
    for asset in newsletter.assets.iter() {
        planner.add_from(asset.route.clone(), Subject::File(asset.source), Origin::File(asset.source));
    }
}
