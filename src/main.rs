//! The program: see [`offprint::shell`].

use std::process::ExitCode;

fn main() -> ExitCode {
    offprint::shell::main()
}
