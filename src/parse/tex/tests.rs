//! Formulas in plain text.

use super::{Macro, Macros, Written, expand, plain};

#[track_caller]
fn check(tex: &str, expected: &str) {
    assert_eq!(plain(tex, &Macros::default()), expected);
}

/// The words that the reader of formulas gets, or what is wrong with the part of the formula that is at fault.
fn expanded(tex: &str) -> Result<String, String> {
    let macros = Macros::default();
    let expanded = expand(tex, &macros).map_err(|fault| format!("{}: {}", &tex[fault.range], fault.message))?;
    let mut written = Written::default();
    expanded.tokens.iter().for_each(|word| written.push(word.text, word));
    Ok(written.text)
}

#[track_caller]
fn check_expanded(tex: &str, expected: &str) {
    assert_eq!(expanded(tex).as_deref(), Ok(expected));
}

#[track_caller]
fn check_fault(tex: &str, expected: &str) {
    assert_eq!(expanded(tex).as_deref().map_err(String::as_str), Err(expected));
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
    check("x \\text{if $x > 0$ and} y", "x if x > 0 and y");
    check("x^\\boxed{2}", "x²");
    check("\\textcolor[HTML]{FF0000}{x} + \\textcolor{red}{y}", "x + y");
    check("\\sum_{\\substack{i \\\\ j}}", "∑_(i; j)");
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
fn what_the_reader_does_not_know_is_said_in_its_words() {
    check_expanded("\\substack{a \\\\ b}", "{\\begin{subarray}{c}a \\\\ b\\end{subarray}}");
    check_expanded("\\textcolor{red}{x}", "{\\color{red}x}");
    check_expanded("\\textcolor[HTML]{FF0000}{x}", "{\\color[HTML]{FF0000}x}");
    check_expanded("\\smash[b]{x}\\mathclap{y}\\raisebox{1em}{a}", "{x}{y}\\text{a}");
    check_expanded("\\mathds{1}\\pmb x\\mbox{a}", "\\mathbb{1}\\bm x\\text{a}");
    check_expanded("x^\\sdot", "x^\\cdot");
    check_expanded("\\fbox{a}", "\\boxed{\\text{a}}");
    check_expanded("a\\notag\\label{x}", "a");
    check_expanded("x \\tag{1}", "x \\qquad\\text{(1)}");
    check_expanded("x \\tag*{A}", "x \\qquad\\text{A}");
    check_expanded("\\hspace*{1em}", "\\hspace{1em}");
    check_fault("\\textcolor{red}", "\\textcolor: `\\textcolor` takes 2 arguments");
    check_fault("x \\substack", "\\substack: `\\substack` takes 1 argument");
    check_fault("\\tag", "\\tag: `\\tag` takes 1 argument");
    check_expanded("\\newcommand{\\substack}[1]{#1} \\substack{a}", " a");
}

#[test]
fn environments_stand_for_others() {
    check_expanded("\\begin{align}a\\end{align}", "\\begin{align*}a\\end{align*}");
    check_expanded("\\begin{alignat}{2}a\\end{alignat}", "\\begin{align*}a\\end{align*}");
    check_expanded("\\begin{eqnarray}a\\end{eqnarray}", "\\begin{darray}{rcl}a\\end{darray}");
    check_expanded("\\begin{split}[t]a\\end{split}", "\\begin{aligned}a\\end{aligned}");
    check_expanded("\\begin{array}[t]{c}a\\end{array}", "\\begin{array}{c}a\\end{array}");
    check_expanded("\\begin{pmatrix*}[r]a\\end{pmatrix*}", "\\begin{pmatrix}a\\end{pmatrix}");
    check_expanded("\\begin{smallmatrix}a\\end{smallmatrix}", "{\\scriptstyle\\begin{matrix}a\\end{matrix}}");
    check_expanded("\\begin{pmatrix}[r]a\\end{pmatrix}", "\\begin{pmatrix}[r]a\\end{pmatrix}");
    check_fault("\\begin{alignat}", "\\begin{alignat}: `\\begin{alignat}` takes 1 argument");
}

#[test]
fn the_distance_to_the_next_row_is_not_shown() {
    check_expanded("a\\\\[2pt]b", "a\\\\b");
    check_expanded("a\\\\[-0.5 em]b", "a\\\\b");
    check_expanded("a\\\\*[1ex] b", "a\\\\ b");
    check_expanded("a\\\\[x] b", "a\\\\[x] b");
    check_expanded("a\\\\[12] b", "a\\\\[12] b");
    check_expanded("a\\\\[1em", "a\\\\[1em");
    check_expanded("a\\\\", "a\\\\");
}

#[test]
fn limits_stand_below_and_above() {
    check_expanded("\\mathop{A}\\limits_{x}^y z", "\\mathop{\\underset{x}{\\overset{y}{A}}}z");
    check_expanded("\\mathop{A} \\limits ^y", "\\mathop{\\overset{y}{A}}");
    check_expanded("\\operatorname{foo}\\limits_x", "\\mathop{\\underset{x}{\\operatorname{foo}}}");
    check_expanded("\\mathop{A}_x", "\\mathop{A}_x");
    check_expanded("\\sum\\limits_x", "\\sum\\limits_x");
    check_expanded("\\mathop A\\limits_x", "\\mathop A\\limits_x");
    check_expanded("\\mathop{A", "\\mathop{A");
    check_fault("\\mathop{A}\\limits_", "_: `_` takes 1 argument");
}

#[test]
fn formulas_in_texts_stand_between_texts() {
    check_expanded("\\text{if $x$ and}", "\\text{if }{x}\\text{ and}");
    check_expanded("\\textbf{$x$}", "{x}");
    check_expanded("y_\\text{a $x$}", "y_{\\text{a }{x}}");
    check_expanded("\\text{5\\$}", "\\text{5\\$}");
    check_fault("\\text{a $x$ $b}", "$: this `$` has no other");
}

#[test]
fn angle_brackets_are_no_relations() {
    check_expanded("\\left< x \\middle > \\bigr>", "\\left\\langle x \\middle \\rangle \\bigr\\rangle");
    check_expanded("\\bigcap < \\left( < \\right)", "\\bigcap < \\left( < \\right)");
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
