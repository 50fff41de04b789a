//! Dollar signs of which nobody can be sure: of money, or around a formula.

use crate::base::diagnostic::{Code, Diagnostic, Report};
use crate::base::source::Span;
use crate::outputs::site::Site;
use crate::parse::markdown::{dollars, money};

use super::texts;

/// Reports formulas that may be what stands between two prices, and prices that may be formulas.
pub fn lint(site: &Site, report: &mut Report) {
    for (source, text) in texts(&site.newsletter) {
        for formula in text.document.math.iter().filter(|formula| !formula.display && money::is_doubtful(&formula.tex))
        {
            let message = format!("`${}$` is read as a formula", formula.tex);
            let fault = Diagnostic::new(Code::DoubtfulDollar, formula.span, message);
            report.push(fault.help("write `\\$` for money; words in a formula stand in `\\text{…}`"));
        }
        let written = site.sources.excerpt(source).unwrap_or_default();
        for piece in dollars(&written) {
            for found in money::doubtful(&written[piece.clone()]) {
                let span = Span::new(source, piece.start + found.start..piece.start + found.end);
                let message = format!("`{}` is read as money", &written[span.range()]);
                let help = "write `\\$` for money; a formula of words and numbers alone takes braces: `${3 n}$`";
                report.push(Diagnostic::new(Code::DoubtfulDollar, span, message).help(help));
            }
        }
    }
}
