//! MathML that every page may carry: without `style`, ids and links, valid as HTML has it.

use std::fmt::Write as _;

/// Rewrites MathML as math-core writes it; none where it is not what it should write: math-core takes an operator's
/// name over as it stands, tags and all.
pub fn tidy(mathml: &str) -> Option<String> {
    let mut writer = Writer { out: String::with_capacity(mathml.len()), open: Vec::new() };
    let mut rest = mathml;
    while let Some(start) = rest.find('<') {
        writer.out.push_str(&rest[..start]);
        let end = start + rest[start..].find('>')?;
        writer.tag(&rest[start + 1..end])?;
        rest = &rest[end + 1..];
    }
    writer.out.push_str(rest);
    writer.open.is_empty().then_some(writer.out)
}

struct Writer<'t> {
    out: String,
    /// The elements around the current place.
    open: Vec<Open<'t>>,
}

struct Open<'t> {
    name: &'t str,
    /// What it is called in what is written; nothing for what is left out.
    written: &'t str,
    /// Whether an `<mstyle>` is around it.
    wrapped: bool,
}

/// A tag's attributes as they are to be written.
#[derive(Default)]
struct Attributes<'t> {
    plain: Vec<(&'t str, &'t str)>,
    classes: Vec<&'static str>,
    /// Attributes that only `<mstyle>` may have.
    style: Vec<(&'t str, &'t str)>,
}

impl<'t> Writer<'t> {
    fn tag(&mut self, tag: &'t str) -> Option<()> {
        if let Some(name) = tag.strip_prefix('/') {
            return self.close(name);
        }
        let (tag, empty) = tag.strip_suffix('/').map_or((tag, false), |tag| (tag, true));
        let (name, rest) = tag.split_once(' ').unwrap_or((tag, ""));
        if !ELEMENTS.contains(&name) {
            return None;
        }
        let mut attributes = Attributes::read(name, rest);
        let written = match name {
            // A link in a formula would stand in the links around it.
            "a" => "",
            "mrow" if !attributes.style.is_empty() => "mstyle",
            name => name,
        };
        if matches!(written, "mstyle" | "mtable" | "math") {
            attributes.plain.append(&mut attributes.style);
        }
        let wrapped = !attributes.style.is_empty();
        if wrapped {
            let plain = std::mem::take(&mut attributes.style);
            self.open_tag("mstyle", &Attributes { plain, ..Attributes::default() });
        }
        if !written.is_empty() {
            self.open_tag(written, &attributes);
        }
        self.open.push(Open { name, written, wrapped });
        if empty { self.close(name) } else { Some(()) }
    }

    fn open_tag(&mut self, name: &str, attributes: &Attributes<'_>) {
        self.out.push('<');
        self.out.push_str(name);
        if !attributes.classes.is_empty() {
            let _ = write!(self.out, " class=\"{}\"", attributes.classes.join(" "));
        }
        for (name, value) in &attributes.plain {
            let _ = write!(self.out, " {name}=\"{value}\"");
        }
        self.out.push('>');
    }

    fn close(&mut self, name: &str) -> Option<()> {
        let open = self.open.pop().filter(|open| open.name == name)?;
        if !open.written.is_empty() {
            let _ = write!(self.out, "</{}>", open.written);
        }
        if open.wrapped {
            self.out.push_str("</mstyle>");
        }
        Some(())
    }
}

impl<'t> Attributes<'t> {
    fn read(element: &str, text: &'t str) -> Attributes<'t> {
        let mut attributes = Attributes::default();
        let mut rest = text.trim_start();
        while let Some((name, behind)) = rest.split_once("=\"") {
            let Some((value, after)) = behind.split_once('"') else { break };
            attributes.add(element, name.trim(), value);
            rest = after.trim_start();
        }
        attributes
    }

    fn add(&mut self, element: &str, name: &'t str, value: &'t str) {
        match name {
            "style" => value.split(';').for_each(|rule| self.rule(rule)),
            "class" => self.classes.extend(value.split(' ').filter_map(class)),
            "scriptlevel" if element == "mtable" => {}
            "displaystyle" | "scriptlevel" => self.style.push((name, value)),
            _ if ATTRIBUTES.contains(&name) => self.plain.push((name, value)),
            _ => {}
        }
    }

    /// A rule of style as an attribute of MathML, as a class, or not at all.
    fn rule(&mut self, rule: &'t str) {
        let Some((property, value)) = rule.split_once(':') else { return };
        let (property, value) = (property.trim(), value.trim());
        match property {
            "color" => self.plain.push(("mathcolor", value)),
            "font-size" => self.plain.push(("mathsize", value)),
            "margin-left" => self.classes.extend(back(value)),
            _ => self.classes.extend(RULES.iter().find(|(p, v, _)| *p == property && *v == value).map(|(_, _, c)| *c)),
        }
    }
}

/// The elements of a formula: MathML's, and HTML's in its text.
#[rustfmt::skip]
const ELEMENTS: &[&str] = &[
    "math", "mi", "mn", "mo", "ms", "mtext", "mspace", "mrow", "mfrac", "msqrt", "mroot", "mstyle", "mpadded", "mphantom",
    "menclose", "msub", "msup", "msubsup", "munder", "mover", "munderover", "mmultiscripts", "mprescripts", "none",
    "mtable", "mtr", "mlabeledtr", "mtd", "a", "b", "code", "em", "i", "s", "span", "u",
];

#[rustfmt::skip]
const ATTRIBUTES: &[&str] = &[
    "accent", "accentunder", "columnalign", "columnlines", "columnspacing", "depth", "display", "fence", "form", "frame",
    "framespacing", "height", "largeop", "linethickness", "lspace", "mathbackground", "mathcolor", "mathsize",
    "mathvariant", "maxsize", "minsize", "movablelimits", "notation", "rowlines", "rowspacing", "rspace", "separator",
    "side", "stretchy", "symmetric", "voffset", "width",
];

/// What rules of style are called in the stylesheet.
#[rustfmt::skip]
const RULES: &[(&str, &str, &str)] = &[
    ("text-align", "left", "m-left"),
    ("text-align", "right", "m-right"),
    ("padding-left", "0", "m-pl0"),
    ("padding-right", "0", "m-pr0"),
    ("padding-top", "0", "m-py0"),
    ("padding-left", "0.1em", "m-px2"),
    ("padding-left", "1em", "m-pl18"),
    ("padding-left", "0.1667em", "m-pl3"),
    ("padding-left", "0.2222em", "m-pl4"),
    ("padding-left", "0.2778em", "m-pl5"),
    ("padding-right", "0.1667em", "m-pr3"),
    ("padding-right", "0.2222em", "m-pr4"),
    ("padding-right", "0.2778em", "m-pr5"),
    ("padding-top", "0.1667em", "m-pt3"),
    ("border-left", "0.05em solid currentcolor", "m-bl"),
    ("border-right", "0.05em solid currentcolor", "m-br"),
    ("border-top", "0.05em solid currentcolor", "m-bt"),
    ("border-left", "0.05em dashed currentcolor", "m-dl"),
    ("border-right", "0.05em dashed currentcolor", "m-dr"),
    ("border-top", "0.05em dashed currentcolor", "m-dt"),
    ("width", "100%", "m-wide"),
    ("width", "50%", "m-half"),
    ("width", "7.5%", "m-edge"),
    ("font-variant-caps", "small-caps", "m-caps"),
    ("text-shadow", "0.02em 0.01em 0.04px", "m-bold"),
];

/// What math-core's classes are called in ours.
fn class(name: &str) -> Option<&'static str> {
    Some(match name {
        "math-core-sans-serif-font" => "m-sans",
        "math-core-serif-font" => "m-serif",
        "menclose-updiagonalstrike" => "m-up",
        "menclose-downdiagonalstrike" => "m-down",
        "menclose-horizontalstrike" => "m-through",
        _ => return None,
    })
}

/// The class of a step back: the nearest of a few lengths.
fn back(length: &str) -> Option<&'static str> {
    let (number, unit) = length.split_at(length.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(length.len()));
    let per_em = match unit {
        "pt" => 10.0,
        "ex" => 2.3,
        "cm" => 0.35,
        "mm" => 3.5,
        _ => 1.0,
    };
    let ems = number.parse::<f64>().ok()?.abs() / per_em;
    let steps: [(f64, &str); 6] = [
        (0.056, "m-back1"),
        (0.167, "m-back3"),
        (0.278, "m-back5"),
        (0.5, "m-back9"),
        (1.0, "m-back18"),
        (2.0, "m-back36"),
    ];
    steps.into_iter().min_by(|(a, _), (b, _)| (a - ems).abs().total_cmp(&(b - ems).abs())).map(|(_, class)| class)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(mathml: &str, expected: &str) {
        assert_eq!(tidy(mathml).as_deref(), Some(expected));
    }

    #[test]
    fn style_becomes_classes_and_attributes() {
        check(
            "<mtd style=\"text-align: left;justify-items: start;padding-right: 0;\"></mtd>",
            "<mtd class=\"m-left m-pr0\"></mtd>",
        );
        check("<mrow style=\"color:#ff0000;\"><mi>x</mi></mrow>", "<mrow mathcolor=\"#ff0000\"><mi>x</mi></mrow>");
        check("<mspace style=\"margin-left:-0.1667em;\"/>", "<mspace class=\"m-back3\"></mspace>");
        check("<mi style=\"position:fixed;color\" class=\"x y\">x</mi>", "<mi>x</mi>");
    }

    #[test]
    fn what_no_page_may_carry_is_left_out() {
        check("<mtext><a href=\"javascript:x\">y</a></mtext>", "<mtext>y</mtext>");
        check("<mtd id=\"eq\" onload=\"x\"><mi>x</mi></mtd>", "<mtd><mi>x</mi></mtd>");
    }

    #[test]
    fn only_mstyle_has_its_attributes() {
        check("<mrow displaystyle=\"true\"><mi>x</mi></mrow>", "<mstyle displaystyle=\"true\"><mi>x</mi></mstyle>");
        check(
            "<mfrac displaystyle=\"true\"><mi>a</mi><mi>b</mi></mfrac>",
            "<mstyle displaystyle=\"true\"><mfrac><mi>a</mi><mi>b</mi></mfrac></mstyle>",
        );
    }

    #[test]
    fn what_no_formula_can_be_is_none() {
        let broken =
            ["<", "<mi", "</mi>", "<mi>", "<mi><mo></mi></mo>", "<script>x</script>", "<merror></merror>", "< mi>"];
        for mathml in broken {
            assert_eq!(tidy(mathml), None, "{mathml}");
        }
    }
}
