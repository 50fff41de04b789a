//! The elements of HTML, as far as it matters for raw HTML in Markdown.

/// What becomes of an element that an author writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    Keep,
    /// Kept in pages; feeds and mail get a link instead.
    PageOnly,
    /// Its tags are left out, its content stays.
    Drop,
    /// Left out with all that it holds.
    DropWhole,
    /// No element that a browser knows: `Vec<String>`, most likely.
    Unknown,
}

/// What browsers never let hold anything.
const VOID: &[&str] =
    &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];

/// Flow content that cannot stand in a paragraph.
const BLOCK: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "caption",
    "center",
    "col",
    "colgroup",
    "dd",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "legend",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "search",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
];

/// Text-level elements: they cannot hold blocks, or are not known to.
const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "area", "b", "bdi", "bdo", "big", "br", "cite", "code", "data", "del", "dfn", "em", "i",
    "img", "ins", "kbd", "map", "mark", "picture", "q", "rp", "rt", "ruby", "s", "samp", "small", "source", "span",
    "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
];

const PAGE_ONLY: &[&str] = &[
    "audio", "button", "canvas", "datalist", "fieldset", "form", "iframe", "input", "label", "legend", "map", "area",
    "math", "meter", "optgroup", "option", "output", "progress", "select", "svg", "textarea", "track", "video",
];

const DROP: &[&str] = &[
    "applet",
    "base",
    "basefont",
    "body",
    "embed",
    "font",
    "frame",
    "frameset",
    "head",
    "html",
    "link",
    "main",
    "meta",
    "noframes",
    "object",
    "param",
    "plaintext",
    "slot",
    "template",
    "marquee",
    "blink",
    "center",
];

const DROP_WHOLE: &[&str] = &["script", "style", "title", "xmp", "noscript", "noembed"];

/// What becomes of an element. `foreign` is whether it stands in `<svg>` or `<math>`, whose elements are their own.
pub fn fate(name: &str, foreign: bool) -> Fate {
    if DROP_WHOLE.contains(&name) && !(foreign && name == "title") {
        return Fate::DropWhole;
    }
    if DROP.contains(&name) {
        return Fate::Drop;
    }
    // A name with a hyphen is an element of somebody's script.
    if foreign || PAGE_ONLY.contains(&name) || name.contains('-') && name.is_ascii() {
        return Fate::PageOnly;
    }
    if BLOCK.contains(&name) || INLINE.contains(&name) { Fate::Keep } else { Fate::Unknown }
}

/// Whether a tag is no element of HTML, and so is shown as text: `<String>`.
pub fn is_unknown(tag: &str) -> bool {
    let name = tag.trim_start_matches(['<', '/']);
    let end = name.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).unwrap_or(name.len());
    tag[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/')
        && fate(&name[..end].to_ascii_lowercase(), false) == Fate::Unknown
}

pub fn is_void(name: &str) -> bool {
    VOID.contains(&name)
}

/// The element in whose place one stands that browsers still know and HTML no longer does. A page has one H1, and it is
/// the page's own.
pub fn renamed(name: &str) -> &str {
    match name {
        "h1" => "h2",
        "tt" => "code",
        "strike" => "s",
        "big" => "span",
        "acronym" => "abbr",
        _ => name,
    }
}

pub fn is_block(name: &str) -> bool {
    BLOCK.contains(&name)
}

/// Whether an element cannot hold the blocks that Markdown makes.
pub fn is_phrasing(name: &str) -> bool {
    matches!(name, "p" | "summary" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "pre" | "dt") || INLINE.contains(&name)
}

/// Whether browsers close the element themselves where its parent ends.
pub fn closes_itself(name: &str) -> bool {
    matches!(
        name,
        "p" | "li"
            | "dt"
            | "dd"
            | "td"
            | "th"
            | "tr"
            | "thead"
            | "tbody"
            | "tfoot"
            | "option"
            | "optgroup"
            | "rt"
            | "rp"
            | "colgroup"
            | "caption"
    )
}

/// Whether a start tag `next` closes an element `open` around it, as browsers do.
pub fn closed_by(open: &str, next: &str) -> bool {
    match open {
        "p" => is_block(next),
        "li" => next == "li",
        "dt" | "dd" => matches!(next, "dt" | "dd"),
        "td" | "th" => matches!(next, "td" | "th" | "tr" | "tbody" | "tfoot"),
        "tr" => matches!(next, "tr" | "tbody" | "tfoot"),
        "thead" | "tbody" | "caption" | "colgroup" => matches!(next, "tbody" | "tfoot" | "thead"),
        "option" => matches!(next, "option" | "optgroup"),
        "optgroup" => next == "optgroup",
        "rt" | "rp" => matches!(next, "rt" | "rp"),
        _ => false,
    }
}

/// What an attribute's value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Text,
    /// One address.
    Address,
    /// Addresses with widths: `srcset`.
    Addresses,
    /// Ids, parted by spaces.
    Ids,
    /// `align`, which becomes a class.
    Align,
    /// A number of pixels.
    Length,
    /// Says only how an element looks, as before there were stylesheets, or is for another Markdown program.
    Obsolete,
    Forbidden,
}

const SIZED: &[&str] = &["img", "iframe", "video", "canvas", "source", "input"];
const TABLE: &[&str] = &["table", "thead", "tbody", "tfoot", "tr", "td", "th", "col", "colgroup"];

/// Attributes that no element of a list may have any more. In `<svg>` the same names mean something.
const OBSOLETE: &[(&[&str], &[&str])] = &[
    (&["iframe"], &["frameborder", "allowtransparency", "scrolling", "marginwidth", "marginheight"]),
    (&["img", "table"], &["border", "hspace", "vspace"]),
    (&["table"], &["cellpadding", "cellspacing", "rules", "frame", "summary"]),
    (TABLE, &["bgcolor", "bordercolor", "valign", "nowrap", "width", "height", "char", "charoff"]),
    (&["br"], &["clear"]),
    (&["hr"], &["noshade", "size", "color", "width"]),
    (&["ul", "ol", "dl"], &["compact"]),
    (&["ul", "li"], &["type"]),
    (&["pre"], &["width"]),
];

/// What an attribute's value is. Names are in lower case.
pub fn role(element: &str, name: &str) -> Role {
    let sound = name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_:.".contains(&b)) && !name.is_empty();
    match name {
        _ if !sound || name.starts_with("on") => Role::Forbidden,
        "style" | "srcdoc" | "ping" | "autofocus" | "nonce" | "is" | "slot" | "background" => Role::Forbidden,
        "href" | "src" | "poster" | "data" | "cite" | "action" | "formaction" | "xlink:href" | "longdesc" => {
            Role::Address
        }
        "srcset" | "imagesrcset" => Role::Addresses,
        "id"
        | "for"
        | "headers"
        | "list"
        | "form"
        | "aria-labelledby"
        | "aria-describedby"
        | "aria-controls"
        | "aria-owns"
        | "aria-details"
        | "aria-flowto"
        | "aria-activedescendant"
        | "aria-errormessage"
        | "popovertarget" => Role::Ids,
        "align" => Role::Align,
        "width" | "height" if SIZED.contains(&element) => Role::Length,
        "markdown" => Role::Obsolete,
        _ if OBSOLETE.iter().any(|(elements, names)| elements.contains(&element) && names.contains(&name)) => {
            Role::Obsolete
        }
        _ => Role::Text,
    }
}
