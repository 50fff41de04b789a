//! What a link's target is called where the link stands.

use crate::base::encode::{FRAGMENT, encode_into};
use crate::base::route::{BaseUrl, Route};
use crate::model::newsletter::Target;

/// Where HTML is going to stand: on a page of the site, or out in the world.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Medium {
    /// Links within the site start with `/`.
    Page,
    /// A feed item: every address is absolute, no MathML, no highlighting, nothing a reader would bar.
    Feed,
}

/// `#key`, encoded.
pub fn fragment(id: &str) -> String {
    let mut fragment = String::with_capacity(id.len() + 1);
    fragment.push('#');
    encode_into(id, FRAGMENT, &mut fragment);
    fragment
}

/// A route's address as the medium needs it.
pub fn href(base: &BaseUrl, route: &Route, medium: Medium) -> String {
    match medium {
        Medium::Page => base.href(route),
        Medium::Feed => base.absolute(route),
    }
}

/// The address of a looked-up target; `own` is the page on which the text stands at home, `here` whether it is shown there.
///
/// `None` for a target that leads nowhere.
pub fn target(base: &BaseUrl, target: &Target, own: &Route, here: bool, medium: Medium) -> Option<String> {
    Some(match target {
        Target::External(url) => url.to_string(),
        Target::Here(id) if here && medium == Medium::Page => fragment(id),
        Target::Here(id) => href(base, own, medium) + &fragment(id),
        Target::Route(place) => {
            let mut url = href(base, &place.route, medium);
            if let Some(query) = &place.query {
                url.push('?');
                url.push_str(query);
            }
            if let Some(id) = &place.fragment {
                url.push_str(&fragment(id));
            }
            url
        }
        Target::Nowhere => return None,
    })
}
