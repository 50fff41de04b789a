//! How a run ends.

use std::fmt;
use std::io::{self, ErrorKind};
use std::path::Path;
use std::process::ExitCode;

/// The exit code of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// 0: done.
    Fine,
    /// 1: the content has mistakes.
    Content,
    /// 2: wrong usage, or trouble with the computer.
    Trouble,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(match exit {
            Exit::Fine => 0,
            Exit::Content => 1,
            Exit::Trouble => 2,
        })
    }
}

/// Why a command could not do its work: a sentence, and what to do.
#[derive(Debug)]
pub enum Failure {
    Trouble {
        message: String,
        help: String,
    },
    /// Whoever read our output stopped reading: nothing to say, and nobody to say it to.
    Unread,
}

impl Failure {
    pub fn new(message: impl Into<String>, help: impl Into<String>) -> Failure {
        Failure::Trouble { message: message.into(), help: help.into() }
    }

    /// stdout cannot be written.
    pub fn output(error: io::Error) -> Failure {
        match error.kind() {
            ErrorKind::BrokenPipe => Failure::Unread,
            _ => Failure::new(format!("cannot write the output: {error}"), "look whether the disk is full"),
        }
    }

    /// A file or folder could not be made.
    pub fn file(doing: &str, path: &Path, error: &io::Error) -> Failure {
        Failure::new(format!("cannot {doing} `{}`: {error}", path.display()), "look at the folder's permissions")
    }

    pub fn exit(&self) -> Exit {
        match self {
            Failure::Trouble { .. } => Exit::Trouble,
            Failure::Unread => Exit::Fine,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Trouble { message, help } => write!(f, "error: {message}\n  = help: {help}"),
            Failure::Unread => Ok(()),
        }
    }
}
