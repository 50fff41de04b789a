//! What the server adds to pages: the script that reloads them, and what is wrong.

use super::live::PREFIX;

/// An HTML page with the reload script, and with the trouble over it if there is any.
pub fn dress(html: Vec<u8>, state: &str, trouble: Option<&str>) -> Vec<u8> {
    let addition = addition(state, trouble);
    let at = html.windows(7).rposition(|tag| tag.eq_ignore_ascii_case(b"</body>")).unwrap_or(html.len());
    let mut page = html;
    page.splice(at..at, addition.into_bytes());
    page
}

/// A whole page that says what is wrong, where there is nothing else to show.
pub fn trouble(state: &str, trouble: &str) -> Vec<u8> {
    let body = addition(state, Some(trouble));
    let head = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>offprint</title>";
    format!("{head}<body class=\"offprint-trouble-page\">{body}</body></html>\n").into_bytes()
}

fn addition(state: &str, trouble: Option<&str>) -> String {
    let overlay = trouble.map_or_else(String::new, |text| {
        format!(
            "<link rel=\"stylesheet\" href=\"{PREFIX}trouble.css\"><details class=\"offprint-trouble\" role=\"alert\" dir=\"ltr\" open>\
             <summary>The newsletter has mistakes; the page shows how it was before</summary><pre>{}</pre></details>",
            escaped(text.trim()),
        )
    });
    format!("{overlay}<script src=\"{PREFIX}reload.js\" data-state=\"{}\"></script>", escaped(state))
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
        let page = dress(html.as_bytes().to_vec(), "7", None);
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
        let page = String::from_utf8(dress(Vec::new(), "7", Some("<script>&\"</script>"))).unwrap();
        assert!(page.contains("<pre>&lt;script&gt;&amp;&quot;&lt;/script&gt;</pre>"));
    }
}
