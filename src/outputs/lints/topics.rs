//! Topics that may be slips of the pen.

use crate::base::diagnostic::{Code, Diagnostic, Report, nearest};
use crate::model::newsletter::{Newsletter, Topic};

/// So many topics are compared with all others in one run.
const MOST: usize = 200;

/// Reports topics of a single entry whose name is nearly that of a topic with more. Where topics are declared, an undeclared
/// one is told of anyway.
pub fn lint(newsletter: &Newsletter, report: &mut Report) {
    if newsletter.topics.iter().any(|topic| topic.declared) {
        return;
    }
    let lone = |topic: &&Topic| topic.entries.len() == 1 && topic.essays.is_empty();
    for topic in newsletter.topics.iter().filter(lone).take(MOST) {
        let others = newsletter.topics.iter().filter(|other| other.entries.len() > 1).map(|other| other.name.as_str());
        if let Some(near) = nearest(&topic.name, others) {
            let message = format!("the topic `{}` has a single entry; did you mean `{near}`?", topic.name);
            let help =
                format!("if so, call the section `{near}`, or declare `[[topics]]` with this name among its `aliases`");
            report.push(Diagnostic::new(Code::LoneTopic, topic.span, message).help(help));
        }
    }
}
