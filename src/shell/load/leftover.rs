//! What editors and systems leave in folders.

/// Whether a file of this name is an editor's or a system's, not the author's: backups, swap files, locks.
pub fn is_leftover(name: &str) -> bool {
    let ends = ["~", ".swp", ".swo", ".swx", ".tmp", ".bak", ".orig"];
    let starts = [".#", "#", "._", ".~lock."];
    let whole = [".DS_Store", "Thumbs.db", "desktop.ini", ".git", ".hg", ".svn", ".jj"];
    ends.iter().any(|end| name.ends_with(end))
        || starts.iter().any(|start| name.starts_with(start))
        || whole.contains(&name)
        // Vim tests by this name whether it may write to a folder.
        || name == "4913"
}
