//! Code blocks as HTML with class spans.
//!
//! Tree-sitter parses, a walk of ours paints. The grammars' own highlight queries stay unused: to compile one costs
//! up to 70 ms at its first use, and to run it as much again as the parse. A table from node kinds to classes is made
//! in microseconds and says nearly the same.

mod kinds;
mod paint;
mod parse;

use std::sync::OnceLock;

use paint::Painter;
pub use parse::MAX_BYTES;

/// The grammars, each with the other names by which a fence may call it.
const LANGUAGES: [(&str, &[&str]); 18] = [
    ("bash", &["sh", "shell", "zsh", "ksh"]),
    ("c", &["h"]),
    ("cpp", &["c++", "cc", "cxx", "hpp", "hxx", "cuda", "cu"]),
    ("css", &[]),
    ("diff", &["patch", "udiff"]),
    ("go", &["golang"]),
    ("html", &["htm", "xhtml", "xml", "svg", "vue"]),
    ("java", &[]),
    ("javascript", &["js", "jsx", "mjs", "cjs"]),
    ("json", &["jsonc", "json5", "jsonl", "ndjson", "geojson"]),
    ("julia", &["jl"]),
    ("python", &["py", "python3", "py3", "pyi", "ipython"]),
    ("r", &["rlang", "rscript"]),
    ("rust", &["rs"]),
    ("sql", &["postgresql", "postgres", "psql", "mysql", "sqlite", "duckdb"]),
    ("toml", &[]),
    ("typescript", &["ts", "tsx", "mts", "cts"]),
    ("yaml", &["yml"]),
];

/// Highlights code blocks. One serves all threads; a language's table is made when its first block comes.
pub struct Highlighter {
    painters: [OnceLock<Option<Painter>>; LANGUAGES.len()],
}

impl Highlighter {
    pub fn new() -> Self {
        Highlighter { painters: [const { OnceLock::new() }; LANGUAGES.len()] }
    }

    /// Whether `language`, a fence's info string or its first word, names a grammar.
    pub fn knows(language: &str) -> bool {
        find(language).is_some()
    }

    /// `code` as escaped HTML with `<span class="hl-…">`, never a style attribute.
    ///
    /// `None` asks for plain escaped text: the language is unknown, or the code is longer than [`MAX_BYTES`] or a
    /// labyrinth to the parser. Broken code is no reason: what can be told apart is coloured.
    pub fn html(&self, language: &str, code: &str) -> Option<String> {
        let index = find(language)?;
        let name = LANGUAGES.get(index)?.0;
        if !parse::is_safe(name, code) {
            return None;
        }
        let painter = self.painters.get(index)?.get_or_init(|| Painter::new(name)).as_ref()?;
        let tree = parse::parse(painter.grammar(), code)?;
        painter.paint(&tree, code)
    }
}

impl Default for Highlighter {
    fn default() -> Self {
        Self::new()
    }
}

/// The grammar that an info string names: its first word, up to a space, a comma or a brace.
fn find(language: &str) -> Option<usize> {
    let word = language.split([' ', '\t', ',', '{']).next().unwrap_or_default();
    LANGUAGES.iter().position(|(name, others)| {
        name.eq_ignore_ascii_case(word) || others.iter().any(|other| other.eq_ignore_ascii_case(word))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(language: &str, code: &str, expected: &str) {
        let html = Highlighter::new().html(language, code);
        // `«key:def»` for `<span class="hl-key">def</span>`
        let short = html.map(|html| {
            html.replace("<span class=\"hl-", "«").replace("\">", ":").replace("</span>", "»").replace("&quot;", "\"")
        });
        assert_eq!(short.as_deref(), Some(expected));
    }

    #[track_caller]
    fn check_plain(language: &str, code: &str) {
        assert_eq!(Highlighter::new().html(language, code), None);
    }

    /// Whatever the spans, the text is the code.
    #[track_caller]
    fn check_text_survives(language: &str, code: &str) {
        let Some(html) = Highlighter::new().html(language, code) else { return };
        let mut text = String::new();
        for (i, part) in html.split('<').enumerate() {
            text.push_str(if i == 0 { part } else { part.split_once('>').unwrap().1 });
        }
        let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
        assert!(text == code, "{language}: {:?}", code.chars().take(40).collect::<String>());
    }

    #[test]
    fn every_language_is_coloured() {
        check("bash", "pip install -U $X # c", "«fn:pip» install «attr:-U» «prop:$X» «com:# c»");
        check(
            "c",
            "int f(char *s) { return NULL; }",
            "«type:int» «fn:f»(«type:char» *s) { «key:return» «const:NULL»; }",
        );
        check("cpp", "auto x = std::move(v);", "«key:auto» x = «type:std»::«fn:move»(v);");
        check("css", "a.b { color: #fff }", "«tag:a».«attr:b» { «prop:color»: «num:#fff» }");
        check("diff", "-old\n+new\n", "«del:-old»\n«ins:+new»\n");
        check("go", "func (p *P) F() { x := nil }", "«key:func» (p *«type:P») «fn:F»() { x := «const:nil» }");
        check(
            "html",
            "<p class=\"a\">x &amp; y</p>",
            "&lt;«tag:p» «attr:class»=«str:\"a\"»&gt;x «const:&amp;amp;» y&lt;/«tag:p»&gt;",
        );
        check("java", "@A int x = y.f(\"s\");", "«attr:@A» «type:int» x = y.«fn:f»(«str:\"s\"»);");
        check("javascript", "const f = `a${x}b`;", "«key:const» f = «str:`a»${x}«str:b`»;");
        check("json", "{\"a\": [1, \"b\", true]}", "{«prop:\"a\"»: [«num:1», «str:\"b\"», «const:true»]}");
        check("julia", "f(x::Int) = sin.(x) # c", "«fn:f»(x::«type:Int») = «fn:sin».(x) «com:# c»");
        check("python", "def f(x: int): return None", "«key:def» «fn:f»(x: «type:int»): «key:return» «const:None»");
        check("r", "f <- function(x) x |> g()", "«fn:f» &lt;- «key:function»(x) x |&gt; «fn:g»()");
        check(
            "rust",
            "fn f(x: &'a u8) { vec![MAX] }",
            "«key:fn» «fn:f»(x: &amp;«attr:'a» «type:u8») { «fn:vec»![«const:MAX»] }",
        );
        check("sql", "SELECT a FROM t WHERE b = 'c'", "«key:SELECT» a «key:FROM» t «key:WHERE» b = «str:'c'»");
        check("toml", "a = 1 # c", "«prop:a» = «num:1» «com:# c»");
        check(
            "typescript",
            "let x: A<string> = y as any",
            "«key:let» x: «type:A»&lt;«type:string»&gt; = y «key:as» «type:any»",
        );
        check("yaml", "a: [b, 1, null]", "«prop:a»: [«str:b», «num:1», «const:null»]");
    }

    #[test]
    fn a_span_joins_its_like_over_white_space() {
        check("python", "# a\n# b\nx not  in y", "«com:# a\n# b»\nx «key:not  in» y");
    }

    #[test]
    fn a_fence_may_use_other_names_and_attributes() {
        for info in
            ["Python", "py,ignore", "python3 title=\"x\"", "ipython {1,3}", "C++", "jsonc", "yml", "sh", "patch"]
        {
            assert!(Highlighter::knows(info), "{info}");
        }
        for info in ["", "text", "console", "latex", "pythonic", "py/3"] {
            assert!(!Highlighter::knows(info), "{info}");
        }
    }

    #[test]
    fn what_no_grammar_can_read_stays_plain() {
        check_plain("text", "def f(): pass");
        check_plain("python", &"x = 1\n".repeat(MAX_BYTES / 6 + 1));
        check_plain("yaml", &"- ".repeat(400));
        check_plain("toml", &"f(".repeat(5_000));
    }

    #[test]
    fn broken_code_is_coloured_as_far_as_it_goes() {
        check("python", "def f(:\n  return '", "«key:def» «fn:f»(:\n  «key:return» '");
        check("json", "{\"a\": 1,, }", "{«prop:\"a\"»: «num:1»,, }");
        check("rust", "", "");
    }

    #[test]
    fn hostile_text_neither_aborts_nor_changes() {
        let pieces = [
            "(", "[", "{", "<", "<a>", "\"", "'", "`", "${", "/*", "#[", "\\", "- ", "a:\n ", "f\"{", "\0", "é",
            "\u{feff}", "\n", "\t", "<<A\n", "R\"(", "r#\"", "begin ", "\"\"\"", "if ", "x<", "--- ", "🦀", "\r\n",
        ];
        for (language, _) in LANGUAGES {
            for piece in pieces {
                check_text_survives(language, &piece.repeat(900 / piece.len()));
            }
            check_text_survives(language, &("[".repeat(700) + &"]".repeat(700)));
            check_text_survives(language, &(1..60).map(|depth| format!("{:depth$}a:\n", "")).collect::<String>());
        }
    }

    #[test]
    fn nesting_needs_no_stack() {
        let deep = || {
            for language in ["c", "json", "python", "rust"] {
                check_text_survives(language, &("[".repeat(9_999) + &"]".repeat(9_999)));
            }
        };
        std::thread::Builder::new().stack_size(128 * 1024).spawn(deep).unwrap().join().unwrap();
    }

    #[test]
    fn threads_share_one_highlighter_and_get_the_same() {
        let highlighter = Highlighter::new();
        let html = || highlighter.html("rust", "fn main() {}");
        let expected = html();
        assert!(expected.is_some());
        std::thread::scope(|scope| {
            let threads: Vec<_> = (0..4).map(|_| scope.spawn(|| (0..20).all(|_| html() == expected))).collect();
            assert!(threads.into_iter().all(|thread| thread.join().unwrap()));
        });
    }
}
