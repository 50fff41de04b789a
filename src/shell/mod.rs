//! The only door to the world: file system, clock, network, terminal.

pub mod build;
pub mod cli;
mod clock;
mod console;
mod crash;
pub mod external;
mod figures;
mod help;
mod listing;
pub mod load;
mod manual;
mod outcome;
mod progress;
mod scaffold;
mod serve;
mod watch;
pub mod write;

use std::process::ExitCode;

use clap::Parser;

use cli::{Cli, Command};
use console::Console;
use outcome::{Exit, Failure};

/// Runs the program as the command line asks.
pub fn main() -> ExitCode {
    crash::install();
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(usage) => return said(console::print_usage(&usage).map_err(Failure::output), usage.exit_code()),
    };
    // A panic has been told by its hook.
    std::panic::catch_unwind(|| run(&cli)).unwrap_or(Exit::Trouble).into()
}

fn said(printed: Result<(), Failure>, code: i32) -> ExitCode {
    match (printed, code) {
        (Ok(()), 0) => Exit::Fine.into(),
        _ => Exit::Trouble.into(),
    }
}

fn run(cli: &Cli) -> Exit {
    let console = Console::new(&cli.global);
    dispatch(cli, &console).unwrap_or_else(|failure| {
        if let Failure::Trouble { .. } = failure {
            console.say(&failure.to_string());
        }
        failure.exit()
    })
}

fn dispatch(cli: &Cli, console: &Console) -> Result<Exit, Failure> {
    let global = &cli.global;
    match &cli.command {
        Command::Init { dir, title } => scaffold::init(dir, title.as_deref(), global, console),
        Command::New { title } => scaffold::new(title, global, console),
        Command::Build => build::build(global, console),
        Command::Check(options) => build::check(options, global, console),
        Command::Serve(options) => serve::serve(options, global, console),
        Command::Topics => listing::topics(global, console),
        Command::Works(options) => listing::works(options, global, console),
        Command::Completions { shell } => manual::completions(*shell, console),
        Command::Man => manual::manual(console),
    }
}
