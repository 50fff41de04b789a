//! Formulas as pages and feeds show them, the usual ones and the hostile ones.

#![allow(clippy::disallowed_methods, reason = "a test plays the world outside")]

mod site;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use site::{Built, build, options};

const CONFIG: &str = "title = \"T\"\nbase_url = \"https://t.example/\"\nid = \"t.example,2025-01-01\"\n";

/// A newsletter of one issue with a text.
fn issue(config: &str, text: &str) -> Built {
    let issue = format!("+++\ntitle = \"One\"\ndate = 2025-01-06\n+++\n{text}\n");
    let files = [("offprint.toml", format!("{CONFIG}{config}")), ("content/issues/one.md", issue)];
    let files = files.into_iter().map(|(path, text)| (path.to_string(), text.into_bytes()));
    build(files.collect::<BTreeMap<_, _>>(), &options())
}

/// The page of [`issue`] between its title and the footer.
fn page(built: &Built) -> &str {
    built.text("issues/one/index.html").split_once("<main").expect("a main part").1
}

#[track_caller]
fn check(text: &str, expected: &str) {
    let built = issue("", text);
    assert!(page(&built).contains(expected), "{}\n{}", page(&built), built.console());
}

#[test]
fn the_usual_formulas_of_research_become_mathml() {
    let formulas: Vec<&str> = include_str!("math/formulas.tex").lines().collect();
    assert_eq!(formulas.len(), 80);
    let text = formulas.iter().fold(String::new(), |mut text, tex| {
        let _ = writeln!(text, "$$\n{tex}\n$$\n");
        text
    });
    let built = issue("", &text);
    let (read, shown) = (page(&built).matches("<math").count(), page(&built).matches("<code class=\"math").count());
    assert_eq!(read + shown, 80);
    assert!(read >= 76, "only {read} became MathML\n{}", built.console());
    assert_eq!(built.report.sorted().len(), shown, "{}", built.console());
    assert!(!page(&built).contains(" style="));
}

#[test]
fn pages_show_mathml() {
    check("Euler's $x^2$.", "Euler’s <math><msup><mi>x</mi><mn>2</mn></msup></math>.");
    check("$$x$$", "<span class=\"formula\" tabindex=\"0\"><math display=\"block\"><mi>x</mi></math></span>");
    check("```math\nx\n```", "<math display=\"block\"><mi>x</mi></math>");
    check("$$\nx\n\n+ y\n\n- z\n$$", "<math display=\"block\"><mi>x</mi><mo>+</mo><mi>y</mi>");
    check("## The $\\ell_1$ norm\n\n### [On $k$](https://a.example/)\n", "The <math>");
}

#[test]
fn boxes_are_frames_around_formulas_of_their_own() {
    let frame = |inner: &str| {
        format!(
            "<menclose notation=\"box\"><mstyle displaystyle=\"true\" scriptlevel=\"0\">{inner}</mstyle></menclose>"
        )
    };
    check("$\\boxed{x}$", &format!("<math>{}</math>", frame("<mi>x</mi>")));
    check("$\\boxed y^2$", &format!("<msup>{}<mn>2</mn></msup>", frame("<mi>y</mi>")));
    check("$\\newcommand{\\a}{bc}\\boxed\\a$", &frame("<mi>b</mi><mi>c</mi>"));
    check("$\\boxed{\\boxed{x}}$", &frame(&frame("<mi>x</mi>")));
    check("$\\frac{\\boxed{a}}{\\boxed{b}}$", &[frame("<mi>a</mi>"), frame("<mi>b</mi>")].concat());
    check("$\\underset{\\boxed{a}}{\\boxed{b}}$", &[frame("<mi>b</mi>"), frame("<mi>a</mi>")].concat());
    check("$\u{E000}\\boxed{x}$", &["<mi>\u{E000}</mi>", &frame("<mi>x</mi>")].concat());
    check("$\\fbox{if$x$}$", &frame("<mtext>if</mtext><mi>x</mi>"));
}

#[track_caller]
fn check_fault(tex: &str, marked: &str, message: &str) {
    let built = issue("", &format!("Let ${tex}$ be."));
    let report = built.console();
    let column = "Let $".len() + tex.find(marked).expect("it is in the formula") + 1;
    assert!(report.contains(&format!(":5:{column}\n")) && report.contains(message), "{column}\n{report}");
    assert!(report.contains(&format!(" {}\n", "^".repeat(marked.len()))), "{report}");
}

#[test]
fn faults_point_at_the_formula_as_written() {
    check_fault("a + \\fooo{b}", "\\fooo", "unknown command `\\fooo`");
    check_fault("\\boxed{a \\fooo}", "\\fooo", "unknown command `\\fooo`");
    check_fault("\\boxed{a} \\fooo", "\\fooo", "unknown command `\\fooo`");
    check_fault("\\substack{a \\\\ \\fooo}", "\\fooo", "unknown command `\\fooo`");
    check_fault("\\textcolor{red}{a \\fooo}", "\\fooo", "unknown command `\\fooo`");
    check_fault("a \\textcolor{redd}{x}", "\\textcolor", "unknown color `redd`");
    check_fault("\\text{a \\boxed{x}}", "\\boxed", "`\\boxed` cannot stand here");
    check_fault("x \\boxed", "\\boxed", "`\\boxed` takes 1 argument");
    check_fault("x \\substak{a}", "\\substak", "did you mean `\\substack`?");
    check_fault("\\ce{H2O}", "\\ce", "unknown command `\\ce`");
}

#[test]
fn feeds_show_tex_and_titles_plain_text() {
    let built = issue("", "## The $\\ell_1$ norm\n\n### [Of $O(n^2)$](https://a.example/)\n\nIt is $\\alpha < 1$.\n");
    let feed = built.text("feed.xml");
    assert!(feed.contains("It is &#x3C;code&#x3E;\\alpha &#x26;lt; 1&#x3C;/code&#x3E;"), "{feed}");
    let topic = built.text("topics/the-ℓ₁-norm/feed.xml");
    assert!(topic.contains("<title>Of O(n²)</title>"), "{topic}");
    assert!(built.text("topics/the-ℓ₁-norm/index.html").contains("<title>The ℓ₁ norm"), "{:?}", built.files.keys());
}

#[test]
fn macros_are_the_newsletters_or_the_formulas_own() {
    let macros = "[markdown.math.macros]\nR = '\\mathbb{R}'\n'\\norm' = '\\lVert #1 \\rVert'\nhalf = '\\frac{1}{2}'\n";
    let built = issue(macros, "$\\norm{x} \\in \\R^\\half$, $\\newcommand{\\q}[2]{#1_{#2}} \\q{a}{b}$");
    assert_eq!(built.console(), "");
    assert!(page(&built).contains("ℝ") && page(&built).contains("<msub><mi>a</mi><mi>b</mi></msub>"));
}

#[test]
fn formulas_bring_nothing_that_no_page_may_carry() {
    let hostile = [
        "\\href{javascript:alert(1)}{x}",
        "\\url{javascript:alert(1)}",
        "\\htmlStyle{color: red}{x}",
        "\\htmlData{onclick=alert(1)}{x}",
        "\\includegraphics{https://x.example/y.png}",
        "\\text{<script>alert(1)</script>}",
        "\\text{\"onload=\"x}",
        "\\operatorname{<b>}",
        "\\color{red;background:url(x)} x",
        "\\textcolor{red\" onload=\"x}{x}",
        "\\label{\"><script>} x",
        "\\begin{equation} x \\label{a} \\end{equation} \\eqref{a}",
    ];
    for tex in hostile {
        let built = issue("", &format!("```math\n{tex}\n```"));
        let html = page(&built);
        for barred in ["<script", " style=", " onload=\"", " onclick", "href=\"javascript", "<img", " id=\"a\"", "<b>"]
        {
            assert!(!html.contains(barred), "{tex}: {barred}\n{html}");
        }
    }
}

#[test]
fn no_formula_ends_the_process() {
    let nested = |open: &str, inner: &str, close: &str, n: usize| open.repeat(n) + inner + &close.repeat(n);
    let mut hostile = vec![
        "\\sqrt".repeat(10_000),
        "\\left".repeat(10_000),
        "\\left(".repeat(10_000),
        "{".repeat(10_000),
        "}".repeat(10_000),
        nested("\\frac{", "x", "}{y}", 10_000),
        nested("\\begin{matrix}", "x", "\\end{matrix}", 10_000),
        "\\newcommand{\\a}{\\a\\a}\\a".to_string(),
        "\\newcommand{\\a}{\\b\\b}\\newcommand{\\b}{\\a\\a}\\a".to_string(),
        "\\newcommand{\\a}[1]{\\sqrt{#1}\\a{#1#1}}\\a{x}".to_string(),
        "\\def\\a#1{#1#1#1#1#1#1#1#1}\\a{\\a{\\a{\\a{\\a{\\a{x}}}}}}".to_string(),
        "\\def\\a{\\def\\b{\\a}\\b}\\a".to_string(),
        "\\text{$".repeat(800),
        format!("\\text{{{}}}", "$x$".repeat(1300)),
        "\\substack".repeat(450),
        "\\varlimsup_x".repeat(300),
        format!("{}\u{E000}\\boxed{{x}}", "\u{E000}".repeat(1000)),
        "\\newcommand".to_string(),
        "\\newcommand{\\a}[9]{#9}\\a".to_string(),
        "\\newcommand{\\a}{#1}\\a".to_string(),
        "\\".to_string(),
        "x^^x__y''^".to_string(),
        "\\begin{array}{".to_string(),
        "\\begin{array}{cccc|".to_string(),
        "\\hspace{1e999em}\\rule{9999999em}{99999em}".to_string(),
        "\\frac".to_string(),
        "é\\é\u{301}\\text{é}^é".to_string(),
    ];
    // All that fits below the caps, in the heaviest way.
    for shape in
        ["\\sqrt", "\\hat", "\\not", "x^", "{", "\\left(", "\\boxed{", "\\rlap{", "\\text{$", "\\mathrm{\\mathbf{"]
    {
        hostile.extend([20, 21, 299, 300, 599, 600].map(|n| shape.repeat(n)));
    }
    for (open, close) in [
        ("{", "}"),
        ("\\frac{", "}{y}"),
        ("\\boxed{", "}"),
        ("\\textcolor{red}{", "}"),
        ("\\boxed{\\frac{", "}{y}}"),
        ("\\begin{cases}", "\\end{cases}"),
        ("\\text{$", "$}"),
        ("\\mathop{", "}\\limits_x"),
        ("\\substack{", "}"),
        ("\\begin{smallmatrix}", "\\end{smallmatrix}"),
        ("\\displaystyle ", ""),
        ("\\bf x", ""),
        ("\\boxed x\\large x", ""),
    ] {
        hostile.extend([10, 20, 100, 200, 300, 590].map(|n| nested(open, "x", close, n)));
    }
    let config = "[markdown.math.macros]\nloop = '\\loop'\nbomb = '\\bomb\\bomb'\ndeep = '\\sqrt{\\deep}'\n";
    let mut text = String::from("$\\loop$ $\\bomb$ $\\deep x$ ");
    for tex in &hostile {
        let _ = write!(text, "\n\n```math\n{tex}\n```\n\nIn a text ${tex}$.");
    }
    // As every worker of rayon has it.
    let built = std::thread::Builder::new().stack_size(2 << 20).spawn(move || issue(config, &text)).expect("a thread");
    let built = built.join().expect("no panic");
    assert!(!built.report.has_errors(), "{}", built.console());
    assert!(page(&built).contains("</html>"));
}

#[test]
fn any_words_in_any_order_are_read_or_reported() {
    let words = [
        "\\boxed",
        "\\frac",
        "{",
        "}",
        "{x}",
        "^",
        "_",
        "'",
        "\\left",
        "\\right",
        "(",
        ")",
        "|",
        "\\middle",
        "&",
        "\\\\",
        "x",
        "12",
        "\\begin{cases}",
        "\\end{cases}",
        "\\begin{array}{c|c}",
        "\\end{array}",
        "\\substack",
        "\\textcolor{red}",
        "\\not",
        "\\limits",
        "\\sum",
        "\\int",
        "\\text",
        "\\operatorname",
        "\\mathbb",
        "\\sqrt",
        "[",
        "]",
        "\\over",
        "\\displaystyle",
        "\\hat",
        "\\big",
        "é",
        "\\overset",
        "\\underbrace",
        "\\cancel",
        "\\color{blue}",
        "\\hspace{1em}",
        "\\rule{1em}{2em}",
        "~",
        "%",
        "#",
        "\\tag",
        "\\hline",
        "\\phantom",
        "\\smash[b]",
        "\\genfrac",
        "\\mathop",
        "\\xrightarrow",
        "\\Huge",
        "\\bf",
        "\\pmb",
        "\\raisebox{1em}",
        "\\rlap",
        "\\begin{smallmatrix}",
        "\\end{smallmatrix}",
        "\\vcenter",
        "\\mathchoice",
        "\\char",
        "\\verb|x|",
        "\\fcolorbox",
        "\\oiint",
        "\\begin{CD}",
        "\\end{CD}",
        "@>>>",
        "\\pod",
        "\\mathring",
        "\\utilde",
        "\\angl",
        "\\Bra",
        "\\braket",
        "\\set",
        "\\minuso",
        "中",
    ];
    // A simple sequence of numbers, the same in each run.
    let mut state = 12345_u32;
    let mut next = |below: usize| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as usize % below
    };
    let mut text = String::new();
    for _ in 0..400 {
        let tex: Vec<&str> = (0..1 + next(9)).map(|_| words[next(words.len())]).collect();
        let _ = write!(text, "```math\n{}\n```\n\n", tex.join(" "));
    }
    let built = issue("", &text);
    assert!(!built.report.has_errors(), "{}", built.console());
    assert!(page(&built).contains("</html>") && !page(&built).contains(" style="));
}
