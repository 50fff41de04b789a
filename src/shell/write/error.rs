//! What can go wrong at the write door, and how it is said.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// Why a site was not written. Unless it is [`WriteError::HalfWritten`], the output is as it was.
#[derive(Debug)]
pub enum WriteError {
    /// The output holds files and no manifest of ours; some of their names.
    ForeignFolder {
        output: PathBuf,
        names: Vec<String>,
    },
    /// Something that offprint did not write stands where a file of the site is to go.
    ForeignFile {
        file: PathBuf,
    },
    /// A folder named as our stage that no build of ours made.
    ForeignStage {
        folder: PathBuf,
    },
    /// The output is a file, or a link that leads to no folder.
    NotAFolder {
        output: PathBuf,
    },
    /// The output is the root of the file system or has no name.
    Nameless {
        output: PathBuf,
    },
    DamagedManifest {
        file: PathBuf,
        line: usize,
    },
    /// Another build holds the stage.
    Busy {
        output: PathBuf,
    },
    /// A path that leaves the output, is reserved, or cannot be a file's.
    BadPath {
        path: String,
    },
    Twice {
        path: String,
    },
    /// One path is to be a file and a folder.
    FileAndFolder {
        path: String,
    },
    /// A `put` failed earlier, so the stage is not whole.
    Incomplete,
    Io {
        doing: &'static str,
        path: PathBuf,
        error: io::Error,
    },
    /// The commit had begun: each file is whole, old or new.
    HalfWritten {
        output: PathBuf,
        cause: Box<WriteError>,
    },
}

impl WriteError {
    /// For `map_err`: what was being done, and to which path.
    pub(super) fn io(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> WriteError {
        let path = path.to_owned();
        move |error| WriteError::Io { doing, path, error }
    }

    /// The kind of the file system's own error.
    pub(super) fn kind(&self) -> Option<io::ErrorKind> {
        match self {
            WriteError::Io { error, .. } => Some(error.kind()),
            _ => None,
        }
    }
}

impl std::error::Error for WriteError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            WriteError::Io { error, .. } => Some(error),
            WriteError::HalfWritten { cause, .. } => Some(cause),
            _ => None,
        }
    }
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            WriteError::ForeignFolder { output, names } => write!(
                f,
                "`{}` holds files that offprint did not write ({}); choose another --output or empty the folder",
                output.display(),
                some(names),
            ),
            WriteError::ForeignFile { file } => write!(
                f,
                "`{}` was not written by offprint and stands where the site needs the place; move it away or choose another --output",
                file.display(),
            ),
            WriteError::ForeignStage { folder } => write!(
                f,
                "`{}` has the name of offprint's stage but was not made by it; move it away",
                folder.display(),
            ),
            WriteError::NotAFolder { output } => {
                write!(f, "`{}` is no folder; choose another --output or move it away", output.display(),)
            }
            WriteError::Nameless { output } => write!(
                f,
                "`{}` cannot be the output; choose a folder with a name of its own as --output",
                output.display(),
            ),
            WriteError::DamagedManifest { file, line } => write!(
                f,
                "`{}` is damaged at line {line}, so offprint cannot tell its files from yours; restore it or empty the folder",
                file.display(),
            ),
            WriteError::Busy { output } => write!(
                f,
                "another offprint is building into `{}`; wait until it ends or choose another --output",
                output.display(),
            ),
            WriteError::BadPath { path } => {
                write!(f, "`{}` cannot be a file of the site; give it another name", path.escape_debug())
            }
            WriteError::Twice { path } => write!(f, "`{path}` was made twice; give one of the two another address"),
            WriteError::FileAndFolder { path } => {
                write!(f, "`{path}` would be both a file and a folder; give one of the two another address")
            }
            WriteError::Incomplete => write!(f, "a file could not be staged, so nothing was written; build again"),
            WriteError::Io { doing, path, error } => write!(f, "cannot {doing} `{}`: {error}", path.display()),
            WriteError::HalfWritten { output, cause } => write!(
                f,
                "{cause}; some files in `{}` are new and some are old: mend the cause and build again",
                output.display(),
            ),
        }
    }
}

fn some(names: &[String]) -> String {
    const SHOWN: usize = 3;
    let shown = names.iter().take(SHOWN).map(String::as_str).collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(SHOWN) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}
