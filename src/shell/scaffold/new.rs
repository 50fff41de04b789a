//! `offprint new`.

use std::path::PathBuf;

use super::super::build::{load_newsletter, require_config};
use super::super::cli::Global;
use super::super::console::Console;
use super::super::outcome::{Exit, Failure};
use super::draft::Draft;
use super::{require_title, write_new};

/// How often a taken name is counted on before giving up.
const ATTEMPTS: u32 = 1000;

/// Writes a draft of the next issue and prints its path.
pub fn new(title: &str, global: &Global, console: &Console) -> Result<Exit, Failure> {
    let title = require_title(title)?;
    require_config(global)?;
    // Drafts and issues to come have taken numbers and names too.
    let everything = Global { drafts: true, future: true, ..global.clone() };
    let (sources, newsletter, report) = load_newsletter(&everything);
    let Some(newsletter) = &newsletter else {
        console.report(&report, &sources);
        return Ok(Exit::Content);
    };
    let today = global.options().today.day(&newsletter.config.time_zone);
    let draft = Draft::new(title, today, newsletter, &sources);
    let issues = global.root.join("content/issues");
    for attempt in 1..=ATTEMPTS {
        let name = if attempt == 1 { draft.name.clone() } else { format!("{}-{attempt}", draft.name) };
        let (file, folder) = (issues.join(format!("{name}.md")), issues.join(&name));
        if file.exists() || folder.exists() {
            continue;
        }
        let path: PathBuf = if draft.in_folder { folder.join("index.md") } else { file };
        if write_new(&path, &draft.text)? {
            console.data(&format!("{}\n", path.display()))?;
            return Ok(Exit::Fine);
        }
    }
    Err(Failure::new(format!("`{}` and its like are all taken", draft.name), "tidy up content/issues"))
}
