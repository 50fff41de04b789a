//! Commands as the characters that they stand for.

use super::builtin;

/// What a command is in plain text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Symbol {
    /// A letter, a number's or a bracket's like.
    Letter(&'static str),
    /// A relation or an operation, with space around it.
    Relation(&'static str),
    /// A function's name, apart from the letters around it.
    Function,
}

/// The symbol of a command, if it is known to stand for one.
pub fn symbol(command: &str) -> Option<Symbol> {
    let find = |table: &'static [(&'static str, &'static str)]| {
        table.binary_search_by(|(name, _)| (*name).cmp(command)).ok().map(|at| table[at].1)
    };
    let function = || FUNCTIONS.binary_search(&command).is_ok().then_some(Symbol::Function);
    find(LETTERS).map(Symbol::Letter).or_else(|| find(RELATIONS).map(Symbol::Relation)).or_else(function)
}

/// The names of all these commands, and of others that formulas are made of.
pub fn names() -> impl Iterator<Item = &'static str> {
    let words = LETTERS
        .iter()
        .chain(RELATIONS)
        .map(|(name, _)| *name)
        .chain(FUNCTIONS.iter().copied())
        .chain(OTHERS.iter().copied())
        .chain(builtin::names());
    words.filter(|name| name.len() > 1)
}

#[rustfmt::skip]
const OTHERS: &[&str] = &[
    "bar", "begin", "binom", "big", "bm", "boldsymbol", "boxed", "ddot", "dot", "end", "frac", "hat", "left", "mathbb",
    "mathbf", "mathcal", "mathfrak", "mathit", "mathrm", "mathscr", "mathsf", "mathtt", "middle", "operatorname", "overline",
    "overset", "quad", "qquad", "right", "sqrt", "text", "textbf", "textit", "tfrac", "tilde", "underbrace",
    "underline", "underset", "vec", "widehat", "widetilde", "xrightarrow",
];

/// By name.
#[rustfmt::skip]
const LETTERS: &[(&str, &str)] = &[
    ("!", ""), ("#", "#"), ("$", "$"), ("%", "%"), ("&", "&"), ("-", ""), ("/", ""), ("AA", "Å"), ("Box", "□"),
    ("Delta", "Δ"), ("Diamond", "◇"), ("Gamma", "Γ"), ("Im", "ℑ"), ("Lambda", "Λ"), ("Omega", "Ω"), ("P", "¶"),
    ("Phi", "Φ"), ("Pi", "Π"), ("Psi", "Ψ"), ("Re", "ℜ"), ("S", "§"), ("Sigma", "Σ"), ("Theta", "Θ"),
    ("Upsilon", "Υ"), ("Vert", "‖"), ("Xi", "Ξ"), ("_", "_"), ("aa", "å"), ("ae", "æ"), ("aleph", "ℵ"),
    ("alpha", "α"), ("angle", "∠"), ("ast", "∗"), ("backslash", "\\"), ("beta", "β"), ("beth", "ℶ"),
    ("bigcap", "⋂"), ("bigcup", "⋃"), ("bigodot", "⨀"), ("bigoplus", "⨁"), ("bigotimes", "⨂"), ("biguplus", "⨄"),
    ("bigvee", "⋁"), ("bigwedge", "⋀"), ("blacksquare", "■"), ("bot", "⊥"), ("bullet", "•"), ("cdots", "⋯"),
    ("checkmark", "✓"), ("chi", "χ"), ("circ", "∘"), ("clubsuit", "♣"), ("coprod", "∐"), ("dag", "†"),
    ("dagger", "†"), ("ddag", "‡"), ("ddagger", "‡"), ("ddots", "⋱"), ("degree", "°"), ("delta", "δ"),
    ("diamondsuit", "♢"), ("digamma", "ϝ"), ("dots", "…"), ("dotsb", "⋯"), ("dotsc", "…"), ("dotsi", "⋯"),
    ("dotsm", "⋯"), ("dotso", "…"), ("ell", "ℓ"), ("emptyset", "∅"), ("epsilon", "ϵ"), ("eta", "η"), ("euro", "€"),
    ("exists", "∃"), ("flat", "♭"), ("forall", "∀"), ("gamma", "γ"), ("gimel", "ℷ"), ("hbar", "ℏ"),
    ("heartsuit", "♡"), ("hslash", "ℏ"), ("i", "ı"), ("iiint", "∭"), ("iint", "∬"), ("imath", "ı"), ("infty", "∞"),
    ("int", "∫"), ("iota", "ι"), ("jmath", "ȷ"), ("kappa", "κ"), ("l", "ł"), ("lVert", "‖"), ("lambda", "λ"),
    ("langle", "⟨"), ("lbrace", "{"), ("lbrack", "["), ("lceil", "⌈"), ("ldots", "…"), ("lfloor", "⌊"),
    ("lnot", "¬"), ("lvert", "|"), ("mu", "μ"), ("nabla", "∇"), ("natural", "♮"), ("neg", "¬"), ("nexists", "∄"),
    ("nu", "ν"), ("o", "ø"), ("oe", "œ"), ("oint", "∮"), ("omega", "ω"), ("omicron", "ο"), ("partial", "∂"),
    ("phi", "ϕ"), ("pi", "π"), ("pounds", "£"), ("prime", "′"), ("prod", "∏"), ("psi", "ψ"), ("rVert", "‖"),
    ("rangle", "⟩"), ("rbrace", "}"), ("rbrack", "]"), ("rceil", "⌉"), ("rfloor", "⌋"), ("rho", "ρ"),
    ("rvert", "|"), ("sharp", "♯"), ("sigma", "σ"), ("spadesuit", "♠"), ("square", "□"), ("ss", "ß"), ("star", "⋆"),
    ("sum", "∑"), ("surd", "√"), ("tau", "τ"), ("theta", "θ"), ("top", "⊤"), ("triangle", "△"), ("upsilon", "υ"),
    ("varepsilon", "ε"), ("varkappa", "ϰ"), ("varnothing", "∅"), ("varphi", "φ"), ("varpi", "ϖ"), ("varrho", "ϱ"),
    ("varsigma", "ς"), ("vartheta", "ϑ"), ("vdots", "⋮"), ("vert", "|"), ("wp", "℘"), ("xi", "ξ"), ("zeta", "ζ"),
    ("{", "{"), ("|", "‖"), ("}", "}"),
];

/// By name.
#[rustfmt::skip]
const RELATIONS: &[(&str, &str)] = &[
    ("Leftarrow", "⇐"), ("Leftrightarrow", "⇔"), ("Longleftrightarrow", "⟺"), ("Longrightarrow", "⟹"),
    ("Rightarrow", "⇒"), ("amalg", "⨿"), ("approx", "≈"), ("asymp", "≍"), ("because", "∵"), ("bowtie", "⋈"),
    ("boxplus", "⊞"), ("boxtimes", "⊠"), ("cap", "∩"), ("cdot", "⋅"), ("colon", ":"), ("coloneq", "≔"),
    ("coloneqq", "≔"), ("cong", "≅"), ("cup", "∪"), ("dashv", "⊣"), ("diamond", "⋄"), ("div", "÷"), ("doteq", "≐"),
    ("downarrow", "↓"), ("eqqcolon", "≕"), ("equiv", "≡"), ("ge", "≥"), ("geq", "≥"), ("geqslant", "⩾"),
    ("gets", "←"), ("gg", "≫"), ("ggg", "⋙"), ("gt", ">"), ("gtrsim", "≳"), ("hookleftarrow", "↩"),
    ("hookrightarrow", "↪"), ("iff", "⟺"), ("impliedby", "⟸"), ("implies", "⟹"), ("in", "∈"), ("indep", "⫫"),
    ("land", "∧"), ("ldotp", "."), ("le", "≤"), ("leadsto", "⇝"), ("leftarrow", "←"), ("leftrightarrow", "↔"),
    ("leq", "≤"), ("leqslant", "⩽"), ("lesssim", "≲"), ("ll", "≪"), ("lll", "⋘"), ("longleftarrow", "⟵"),
    ("longleftrightarrow", "⟷"), ("longmapsto", "⟼"), ("longrightarrow", "⟶"), ("lor", "∨"), ("lt", "<"),
    ("ltimes", "⋉"), ("mapsto", "↦"), ("mid", "∣"), ("models", "⊨"), ("mp", "∓"), ("ne", "≠"), ("nearrow", "↗"),
    ("neq", "≠"), ("ni", "∋"), ("nmid", "∤"), ("notin", "∉"), ("odot", "⊙"), ("ominus", "⊖"), ("oplus", "⊕"),
    ("oslash", "⊘"), ("otimes", "⊗"), ("parallel", "∥"), ("perp", "⊥"), ("pm", "±"), ("prec", "≺"), ("preceq", "⪯"),
    ("precsim", "≾"), ("propto", "∝"), ("rightarrow", "→"), ("rightharpoonup", "⇀"), ("rightleftharpoons", "⇌"),
    ("rightsquigarrow", "⇝"), ("rtimes", "⋊"), ("searrow", "↘"), ("setminus", "∖"), ("sim", "∼"), ("simeq", "≃"),
    ("smallsetminus", "∖"), ("sqcap", "⊓"), ("sqcup", "⊔"), ("sqsubseteq", "⊑"), ("sqsupseteq", "⊒"),
    ("subset", "⊂"), ("subseteq", "⊆"), ("subsetneq", "⊊"), ("succ", "≻"), ("succeq", "⪰"), ("succsim", "≿"),
    ("supset", "⊃"), ("supseteq", "⊇"), ("supsetneq", "⊋"), ("therefore", "∴"), ("times", "×"), ("to", "→"),
    ("triangleq", "≜"), ("uparrow", "↑"), ("uplus", "⊎"), ("vDash", "⊨"), ("vdash", "⊢"), ("vee", "∨"),
    ("wedge", "∧"), ("wr", "≀"), ("xleftarrow", "←"), ("xrightarrow", "→"),
];

/// In order.
#[rustfmt::skip]
const FUNCTIONS: &[&str] = &[
    "Pr", "arccos", "arcsin", "arctan", "arg", "argmax", "argmin", "bmod", "cos", "cosh", "cot", "coth", "csc",
    "deg", "det", "dim", "exp", "gcd", "hom", "inf", "injlim", "ker", "lg", "lim", "liminf", "limsup", "ln", "log",
    "max", "min", "mod", "plim", "projlim", "sec", "sin", "sinh", "sup", "tan", "tanh",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_in_order() {
        assert!(LETTERS.is_sorted() && RELATIONS.is_sorted() && FUNCTIONS.is_sorted());
    }
}
