//! The width and height of an image, from its first bytes.

use crate::base::source::{SourceId, Sources};

/// Enough for the header of nearly every image.
const HEAD: usize = 16 << 10;
/// Cameras put previews and colour profiles before a JPEG's size.
const LONG_HEAD: usize = 1 << 20;

/// What an image's file says of its size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    Known(u32, u32),
    /// It is of a kind that has no size here: an SVG that scales, a format that is not read.
    None,
    /// It should say so, but cannot be read.
    Unreadable,
}

/// Reads an image's size. What the ending promises is expected: a `.png` without a size is `Unreadable`.
pub fn size(source: SourceId, sources: &Sources) -> Size {
    let path = sources.path(source);
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending).to_lowercase();
    match ending.as_str() {
        "svg" => match sources.head(source, HEAD) {
            Ok(head) => svg(&String::from_utf8_lossy(&head)),
            Err(_) => Size::Unreadable,
        },
        "png" | "jpg" | "jpeg" | "gif" | "webp" => raster(source, sources),
        _ => Size::None,
    }
}

fn raster(source: SourceId, sources: &Sources) -> Size {
    for length in [HEAD, LONG_HEAD] {
        let Ok(head) = sources.head(source, length) else { return Size::Unreadable };
        if let Ok(size) = imagesize::blob_size(&head) {
            return Size::Known(size.width as u32, size.height as u32);
        }
        if head.len() < length {
            break;
        }
    }
    Size::Unreadable
}

/// The size of an SVG: its `width` and `height` in pixels, else those of its `viewBox`.
fn svg(text: &str) -> Size {
    let Some(tag) = root_tag(text) else { return Size::Unreadable };
    let side = |name| attribute(tag, name).and_then(pixels);
    let view_box: Vec<f64> = attribute(tag, "viewBox")
        .map(|value| value.split([' ', ',', '\n', '\t']).filter_map(|part| part.parse().ok()).collect())
        .unwrap_or_default();
    let (wide, high) = match view_box[..] {
        [_, _, wide, high] if wide > 0.0 && high > 0.0 => (Some(wide), Some(high)),
        _ => (None, None),
    };
    let (width, height) = match (side("width"), side("height"), wide, high) {
        (Some(width), Some(height), _, _) => (width, height),
        (Some(width), None, Some(wide), Some(high)) => (width, width * high / wide),
        (None, Some(height), Some(wide), Some(high)) => (height * wide / high, height),
        (None, None, Some(wide), Some(high)) => (wide, high),
        _ => return Size::None,
    };
    let sound = |side: f64| (0.5..1e6).contains(&side);
    if sound(width) && sound(height) { Size::Known(width.round() as u32, height.round() as u32) } else { Size::None }
}

/// The inside of `<svg …>`, behind comments and declarations.
fn root_tag(text: &str) -> Option<&str> {
    let mut rest = text;
    loop {
        rest = &rest[rest.find('<')?..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = &comment[comment.find("-->")?..];
        } else if rest.starts_with("<?") || rest.starts_with("<!") {
            rest = &rest[1..];
        } else {
            let tag = &rest[1..rest.find('>')?];
            let name = tag.split(|c: char| c.is_whitespace() || c == '/').next()?;
            return (name == "svg" || name.ends_with(":svg")).then_some(tag);
        }
    }
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = tag;
    loop {
        let (before, after) = rest.split_once('=')?;
        let after = after.trim_start();
        let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let (value, tail) = after[1..].split_once(quote)?;
        if before.split_whitespace().next_back() == Some(name) {
            return Some(value.trim());
        }
        rest = tail;
    }
}

/// A length in CSS pixels; nothing for percentages and units that hang on the page.
fn pixels(length: &str) -> Option<f64> {
    let digits = length.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%');
    let value: f64 = digits.trim().parse().ok()?;
    let scale = match &length[digits.len()..] {
        "" | "px" => 1.0,
        "pt" => 96.0 / 72.0,
        "pc" => 16.0,
        "in" => 96.0,
        "cm" => 96.0 / 2.54,
        "mm" => 96.0 / 25.4,
        _ => return None,
    };
    Some(value * scale)
}

#[cfg(test)]
mod tests {
    use super::{Size, svg};

    #[track_caller]
    fn check_svg(text: &str, expected: Size) {
        assert_eq!(svg(text), expected, "{text}");
    }

    #[test]
    fn an_svg_says_its_size_in_its_first_tag() {
        check_svg(r#"<svg width="120" height="80">"#, Size::Known(120, 80));
        check_svg(r#"<svg xmlns='x' width='1in' height = '48px' />"#, Size::Known(96, 48));
        check_svg(r#"<?xml version="1.0"?><!-- <svg width="1"> --><svg viewBox="0 0 240 80">"#, Size::Known(240, 80));
        check_svg(r#"<svg width="120" viewBox="0,0,240,80">"#, Size::Known(120, 40));
        check_svg(r#"<svg width="100%" height="100%" viewBox="0 0 30 20">"#, Size::Known(30, 20));
        check_svg(r#"<svg stroke-width="3">"#, Size::None);
        check_svg(r#"<svg width="-5" height="0">"#, Size::None);
        check_svg(r#"<svg width="1e30" height="2">"#, Size::None);
    }

    #[test]
    fn what_is_no_svg_is_unreadable() {
        check_svg("", Size::Unreadable);
        check_svg("<html><svg width=\"1\" height=\"1\">", Size::Unreadable);
        check_svg("<!-- never closed <svg>", Size::Unreadable);
        check_svg("<svg", Size::Unreadable);
    }
}
