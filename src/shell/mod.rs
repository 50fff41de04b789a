//! The only door to the world: file system, clock, network, terminal.

pub mod build;
pub mod cli;
mod clock;
mod console;
mod crash;
mod figures;
mod help;
mod listing;
pub mod load;
mod outcome;
mod progress;
mod scaffold;
mod serve;
mod watch;
pub mod write;

use std::process::ExitCode;

use clap::{CommandFactory, Parser};

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
        Command::Check => build::check(global, console),
        Command::Serve(options) => serve::serve(options, global, console),
        Command::Topics => listing::topics(global, console),
        Command::Works(options) => listing::works(options, global, console),
        Command::Completions { shell } => completions(*shell, console),
        Command::Man => manual(console),
    }
}

fn completions(shell: clap_complete::Shell, console: &Console) -> Result<Exit, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "offprint", &mut script);
    console.data(&String::from_utf8_lossy(&script))?;
    Ok(Exit::Fine)
}

fn manual(console: &Console) -> Result<Exit, Failure> {
    let mut page = Vec::new();
    let mut command = Cli::command();
    command.build();
    clap_mangen::Man::new(command.clone()).render(&mut page).map_err(Failure::output)?;
    for sub in command.get_subcommands().filter(|sub| sub.get_name() != "help") {
        clap_mangen::Man::new(sub.clone()).render(&mut page).map_err(Failure::output)?;
    }
    console.data(&String::from_utf8_lossy(&page))?;
    Ok(Exit::Fine)
}
