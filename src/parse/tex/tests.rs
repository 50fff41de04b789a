//! Formulas in plain text.

use super::{Macro, Macros, plain};

#[track_caller]
fn check(tex: &str, expected: &str) {
    assert_eq!(plain(tex, &Macros::default()), expected);
}

#[test]
fn letters_and_scripts() {
    check("x^2", "x²");
    check("\\alpha", "α");
    check("\\ell_1", "ℓ₁");
    check("x_{i+1}^{n-1}", "xᵢ₊₁ⁿ⁻¹");
    check("x_{\\max}", "x_max");
    check("A^\\top A", "Aᵀ A");
    check("x^{a,b}", "x^(a,b)");
    check("\\theta^*", "θ*");
    check("f'(x)", "f′(x)");
    check("\\hat{y}", "y\u{302}");
    check("\\mathbb{R}^d", "ℝᵈ");
    check("\\mathbb E_{x}", "Eₓ");
}

#[test]
fn words_and_spaces() {
    check("O(n \\log n)", "O(n log n)");
    check("O(n\\log n)", "O(n log n)");
    check("p(x\\mid\\theta)", "p(x ∣ θ)");
    check("a\\in A", "a ∈ A");
    check("\\epsilon > 0", "ϵ > 0");
    check("\\operatorname{softmax}(QK^\\top/\\sqrt{d_k})V", "softmax(QKᵀ/√dₖ)V");
    check("x = 1 \\text{ if } y", "x = 1 if y");
    check("a,\\, b", "a, b");
    check("\\left\\{ x \\right\\}", "{x}");
    check("10\\%", "10%");
}

#[test]
fn what_has_no_character_is_said_in_words() {
    check("\\frac{a}{b}", "a/b");
    check("\\frac{a+1}{2}", "(a+1)/2");
    check("\\frac12", "1/2");
    check("\\binom{n}{k}", "(n choose k)");
    check("\\sqrt[3]{x}", "³√x");
    check("\\sum_{i=1}^{n} x_i", "∑ᵢ₌₁ⁿ xᵢ");
    check("\\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix}", "a b; c d");
    check("a \\not= b", "a =\u{338} b");
    check("\\foo{x} y", "foo x y");
}

#[test]
fn macros_are_expanded() {
    let macros = [("R", "\\mathbb{R}"), ("norm", "\\lVert #1 \\rVert")];
    let macros = macros.into_iter().map(|(name, body)| (name.to_string(), Macro::new(body).unwrap()));
    assert_eq!(plain("\\norm{x} \\in \\R", &macros.collect()), "‖ x ‖ ∈ ℝ");
    check("\\newcommand{\\a}[1]{#1^2} \\a{x}", "x²");
}

#[test]
fn what_cannot_be_read_stands_as_it_is() {
    check("x\n  y", "x y");
    check("{", "{");
    check("", "");
    check("}", "}");
    check("x^", "x");
    check("\\", "\\");
    let deep = format!("{}x{}", "{".repeat(100), "}".repeat(100));
    check(&deep, &deep);
    let long = "\\sqrt".repeat(10_000);
    check(&long, &long);
}
