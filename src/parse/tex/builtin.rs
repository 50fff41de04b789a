//! What the reader of formulas does not know, said in what it knows.
//!
//! Where TeX only moves something, what it moves is shown in its place.

/// What a command stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Builtin {
    pub arguments: usize,
    pub body: &'static str,
    /// The body where an argument in brackets comes first; that one is its `#1`.
    pub with_option: Option<&'static str>,
}

pub fn command(name: &str) -> Option<Builtin> {
    let at = COMMANDS.binary_search_by(|(known, ..)| (*known).cmp(name)).ok()?;
    let (_, arguments, body) = COMMANDS[at];
    let with_option = WITH_OPTION.iter().find(|(known, _)| *known == name).map(|(_, body)| *body);
    Some(Builtin { arguments, body, with_option })
}

/// The names of all these commands.
pub fn names() -> impl Iterator<Item = &'static str> {
    COMMANDS.iter().map(|(name, ..)| *name)
}

/// How another environment begins and ends as. Formulas here have no numbers, for each stands alone.
pub fn environment(name: &str) -> Option<(&'static str, &'static str)> {
    let at = ENVIRONMENTS.binary_search_by(|(known, ..)| (*known).cmp(name)).ok()?;
    let (_, begin, end) = ENVIRONMENTS[at];
    Some((begin, end))
}

/// By name: the number of arguments, and the body.
#[rustfmt::skip]
const COMMANDS: &[(&str, usize, &str)] = &[
    ("Braket", 1, "\\left\\langle #1\\right\\rangle"), ("Set", 1, "\\left\\{#1\\right\\}"), ("allowbreak", 0, ""),
    ("clap", 1, "\\text{#1}"), ("cr", 0, "\\\\"), ("dotsb", 0, "\\cdots"), ("dotsc", 0, "\\ldots"), ("dotsi", 0, "\\cdots"),
    ("dotsm", 0, "\\cdots"), ("dotso", 0, "\\ldots"), ("dotsx", 0, "\\ldots"), ("emph", 0, "\\textit"),
    ("enskip", 0, "\\enspace"), ("ensuremath", 1, "{#1}"), ("euro", 0, "\\text{€}"), ("fbox", 1, "\\boxed{\\text{#1}}"),
    ("framebox", 1, "\\boxed{\\text{#1}}"), ("hbox", 0, "\\text"), ("hdots", 0, "\\ldots"), ("indep", 0, "\\mathrel{⫫}"),
    ("intertext", 1, "&\\text{#1}\\\\"), ("intop", 0, "\\int\\limits"), ("ketbra", 2, "|#1\\rangle\\langle #2|"),
    ("label", 1, ""), ("llap", 1, "\\text{#1}"), ("lparen", 0, "("), ("mathbbm", 0, "\\mathbb"), ("mathclap", 1, "{#1}"),
    ("mathcolor", 2, "{\\color{#1}#2}"), ("mathds", 0, "\\mathbb"), ("mathllap", 1, "{#1}"), ("mathnormal", 1, "{#1}"),
    ("mathrlap", 1, "{#1}"), ("mathsfit", 0, "\\mathsf"), ("mathup", 0, "\\mathrm"), ("mbox", 0, "\\text"),
    ("nicefrac", 2, "\\tfrac{#1}{#2}"), ("nobreak", 0, ""), ("nobreakspace", 0, "~"), ("nonumber", 0, ""), ("notag", 0, ""),
    ("nshortmid", 0, "\\nmid"), ("nshortparallel", 0, "\\nparallel"), ("pmb", 0, "\\bm"), ("pod", 1, "\\quad(#1)"),
    ("raisebox", 2, "\\text{#2}"), ("relax", 0, ""), ("rlap", 1, "\\text{#1}"), ("rparen", 0, ")"), ("sdot", 0, "\\cdot"),
    ("set", 1, "\\{#1\\}"), ("sfrac", 2, "\\tfrac{#1}{#2}"), ("smallint", 0, "\\int"), ("smallsetminus", 0, "\\setminus"),
    ("smash", 1, "{#1}"), ("strut", 0, "\\mathstrut"), ("substack", 1, "{\\begin{subarray}{c}#1\\end{subarray}}"),
    ("textcolor", 2, "{\\color{#1}#2}"), ("textmd", 0, "\\text"), ("textnormal", 0, "\\text"), ("textsl", 0, "\\textit"),
    ("textup", 0, "\\text"), ("utilde", 1, "\\underset{\\sim}{#1}"),
    ("varinjlim", 0, "\\mathop{\\underrightarrow{\\lim}}\\limits"),
    ("varliminf", 0, "\\mathop{\\underline{\\lim}}\\limits"), ("varlimsup", 0, "\\mathop{\\overline{\\lim}}\\limits"),
    ("varprojlim", 0, "\\mathop{\\underleftarrow{\\lim}}\\limits"), ("vcenter", 1, "{#1}"), ("widecheck", 0, "\\check"),
    ("wideparen", 0, "\\overparen"), ("widetilde", 0, "\\tilde"),
];

const WITH_OPTION: &[(&str, &str)] =
    &[("framebox", "\\boxed{\\text{#2}}"), ("smash", "{#2}"), ("textcolor", "{\\color[#1]{#2}#3}")];

/// By name: what its begin and its end are.
#[rustfmt::skip]
const ENVIRONMENTS: &[(&str, &str, &str)] = &[
    ("Bmatrix*", "\\begin{Bmatrix}", "\\end{Bmatrix}"),
    ("Vmatrix*", "\\begin{Vmatrix}", "\\end{Vmatrix}"),
    ("align", "\\begin{align*}", "\\end{align*}"),
    ("alignat", "\\begin{align*}", "\\end{align*}"),
    ("alignat*", "\\begin{align*}", "\\end{align*}"),
    ("alignedat", "\\begin{aligned}", "\\end{aligned}"),
    ("bmatrix*", "\\begin{bmatrix}", "\\end{bmatrix}"),
    ("bsmallmatrix", "\\left[{\\scriptstyle\\begin{matrix}", "\\end{matrix}}\\right]"),
    ("eqnarray", "\\begin{darray}{rcl}", "\\end{darray}"),
    ("eqnarray*", "\\begin{darray}{rcl}", "\\end{darray}"),
    ("equation", "\\begin{equation*}", "\\end{equation*}"),
    ("flalign", "\\begin{align*}", "\\end{align*}"),
    ("flalign*", "\\begin{align*}", "\\end{align*}"),
    ("gather", "\\begin{gather*}", "\\end{gather*}"),
    ("matrix*", "\\begin{matrix}", "\\end{matrix}"),
    ("multline", "\\begin{gather*}", "\\end{gather*}"),
    ("multline*", "\\begin{gather*}", "\\end{gather*}"),
    ("pmatrix*", "\\begin{pmatrix}", "\\end{pmatrix}"),
    ("psmallmatrix", "\\left({\\scriptstyle\\begin{matrix}", "\\end{matrix}}\\right)"),
    ("smallmatrix", "{\\scriptstyle\\begin{matrix}", "\\end{matrix}}"),
    ("split", "\\begin{aligned}", "\\end{aligned}"),
    ("vmatrix*", "\\begin{vmatrix}", "\\end{vmatrix}"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_in_order() {
        assert!(COMMANDS.is_sorted_by_key(|(name, ..)| name) && ENVIRONMENTS.is_sorted_by_key(|(name, ..)| name));
    }
}
