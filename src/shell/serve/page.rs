//! What the server adds to pages: the script that reloads them, and what is wrong.

use super::live::PREFIX;

/// What a page gets beside what a build writes.
#[derive(Default)]
pub struct Dress<'a> {
    /// The name of the state that it shows.
    pub state: &'a str,
    /// What a build would do with it.
    pub mark: Option<&'a str>,
    /// What is wrong, as text.
    pub trouble: Option<&'a str>,
}

/// An HTML page with the reload script, its mark, and the trouble over it if there is any.
pub fn dress(html: Vec<u8>, dress: &Dress<'_>) -> Vec<u8> {
    let at = html.windows(7).rposition(|tag| tag.eq_ignore_ascii_case(b"</body>")).unwrap_or(html.len());
    let mut page = html;
    page.splice(at..at, addition(dress, "the page shows how it was before").into_bytes());
    page
}

/// A whole page that says what is wrong, where there is nothing else to show.
pub fn trouble(state: &str, trouble: &str) -> Vec<u8> {
    let body = addition(&Dress { state, mark: None, trouble: Some(trouble) }, "this page cannot be shown");
    let head = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>offprint</title>";
    format!("{head}<body class=\"offprint-trouble-page\">{body}</body></html>\n").into_bytes()
}

/// `shown` says what is seen where there is trouble.
fn addition(dress: &Dress<'_>, shown: &str) -> String {
    let mut html = String::new();
    if dress.mark.is_some() || dress.trouble.is_some() {
        html.push_str(&format!("<link rel=\"stylesheet\" href=\"{PREFIX}preview.css\">"));
    }
    if let Some(mark) = dress.mark {
        html.push_str(&format!("<p class=\"offprint-mark\" lang=\"en\" dir=\"ltr\">{mark}</p>"));
    }
    if let Some(text) = dress.trouble {
        html.push_str(&format!(
            "<details class=\"offprint-trouble\" role=\"alert\" lang=\"en\" dir=\"ltr\" open>\
             <summary>The newsletter has mistakes; {shown}</summary><pre>{}</pre></details>",
            escaped(text.trim()),
        ));
    }
    let state = escaped(dress.state);
    html.push_str(&format!("<script src=\"{PREFIX}reload.js\" data-state=\"{state}\"></script>"));
    html
}

fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            c => html.push(c),
        }
    }
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCRIPT: &str = "<script src=\"/_offprint/reload.js\" data-state=\"7\"></script>";

    #[track_caller]
    fn check_dress(html: &str, expected: &str) {
        let page = dress(html.as_bytes().to_vec(), &Dress { state: "7", ..Dress::default() });
        assert_eq!(String::from_utf8(page).unwrap(), expected.replace('*', SCRIPT));
    }

    #[test]
    fn the_script_comes_last() {
        check_dress("<p>a</p></body></html>", "<p>a</p>*</body></html>");
        check_dress("<pre></body></pre></BODY>", "<pre></body></pre>*</BODY>");
        check_dress("<p>a", "<p>a*");
        check_dress("", "*");
    }

    #[test]
    fn trouble_is_text() {
        let trouble = Some("<script>&\"</script>");
        let page = String::from_utf8(dress(Vec::new(), &Dress { trouble, ..Dress::default() })).unwrap();
        assert!(page.contains("<pre>&lt;script&gt;&amp;&quot;&lt;/script&gt;</pre>"));
    }
}
