//! offprint turns a folder of Markdown issues into a static site in which every paper that an issue discusses is a thing
//! of its own.
//!
//! *A newsletter is a value, its site is a function of that value, only the shell touches the world.*
//!
//! ```text
//! disk -load-> Sources -parse-> RawIssues -resolve-> Newsletter -plan-> Plan -render-> bytes -write-> disk
//! base <- parse <- model <- render <- outputs <- pipeline <- shell     (a file imports only its own folder and leftward)
//! ```

pub mod base;
pub mod model;
pub mod outputs;
pub mod parse;
pub mod pipeline;
pub mod render;
pub mod shell;
