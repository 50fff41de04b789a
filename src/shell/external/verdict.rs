//! What is known of an address, and what is said about it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::base::diagnostic::{Code, Diagnostic, Place, Report};
use crate::base::ident::UrlKey;
use crate::base::source::Span;

/// What came of asking for an address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    Fine,
    /// It leads on for good.
    Moved {
        to: String,
    },
    /// 404 or 410, at the end of a way that begins with the address.
    Gone {
        status: u16,
        way: Vec<String>,
    },
    /// A way that comes back to itself, or that is longer than any browser follows.
    Endless {
        way: Vec<String>,
    },
    /// Nothing that is certain. `is_silent`: there was no answer at all; `is_tired`: the host wants no more questions.
    Unsure {
        why: String,
        is_silent: bool,
        is_tired: bool,
    },
}

/// Reports at each link what came of its address.
pub fn report(verdicts: &BTreeMap<String, Verdict>, links: &BTreeMap<String, Vec<Span>>, report: &mut Report) {
    let silent = |verdict: &Verdict| matches!(verdict, Verdict::Unsure { is_silent: true, .. });
    if verdicts.len() > 1 && verdicts.values().all(silent) {
        let message = format!("none of {} addresses could be reached", verdicts.len());
        let help = "look whether this computer is online, and whether it needs a proxy (`HTTPS_PROXY`)";
        report.push(Diagnostic::new(Code::UncheckedAddress, Place::Run, message).help(help));
        return;
    }
    for (url, verdict) in verdicts {
        for &span in links.get(url).into_iter().flatten() {
            if let Some(fault) = fault(url, verdict, span) {
                report.push(fault);
            }
        }
    }
}

fn fault(url: &str, verdict: &Verdict, span: Span) -> Option<Diagnostic> {
    Some(match verdict {
        Verdict::Fine => return None,
        // Another spelling of the same place is no news.
        Verdict::Moved { to } if UrlKey::parse(url) == UrlKey::parse(to) => return None,
        Verdict::Moved { to } => {
            let fault = Diagnostic::new(Code::MovedAddress, span, format!("`{url}` has moved for good"));
            fault.help(format!("it is now at `{to}`")).about(url)
        }
        Verdict::Gone { status, way } => {
            let message = match &way[..] {
                [_, .., end] => format!("`{url}` leads to `{end}`, which is gone ({status})"),
                _ => format!("`{url}` is gone: its host answers {status}"),
            };
            let fault = Diagnostic::new(Code::DeadAddress, span, message);
            fault.help(format!("link to where it is now, or to a copy: `https://web.archive.org/web/{url}`")).about(url)
        }
        Verdict::Endless { way } => {
            let shown: Vec<String> = way.iter().take(5).map(|url| format!("`{url}`")).collect();
            let more = if way.len() > shown.len() { " -> …" } else { "" };
            let message = format!("`{url}` leads in a circle: {}{more}", shown.join(" -> "));
            Diagnostic::new(Code::RedirectLoop, span, message).help("link to where it is now").about(url)
        }
        Verdict::Unsure { why, .. } => {
            let fault = Diagnostic::new(Code::UncheckedAddress, span, format!("`{url}` could not be checked: {why}"));
            let host = UrlKey::parse(url).map(|key| key.host().to_string()).unwrap_or_default();
            fault.help("it may be there for people; look at it yourself").about(format!("{host} {why}"))
        }
    })
}
