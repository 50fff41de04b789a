//! `completions` and `man`: the command line, told to shells and to `man`.

use std::io;

use clap::{Command, CommandFactory};
use clap_complete::Shell;
use clap_mangen::Man;

use super::cli::Cli;
use super::console::Console;
use super::outcome::{Exit, Failure};

/// Prints a completion script.
pub fn completions(shell: Shell, console: &Console) -> Result<Exit, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "offprint", &mut script);
    console.data(&String::from_utf8_lossy(&script))?;
    Ok(Exit::Fine)
}

/// Prints the manual: the program's page, with a section for each command.
pub fn manual(console: &Console) -> Result<Exit, Failure> {
    let mut program = Cli::command();
    program.build();
    console.data(&page(&program).map_err(Failure::output)?)?;
    Ok(Exit::Fine)
}

fn page(program: &Command) -> io::Result<String> {
    let man = Man::new(program.clone());
    let mut head = Vec::new();
    man.render_title(&mut head)?;
    man.render_name_section(&mut head)?;
    let mut page = String::from_utf8_lossy(&head).into_owned();
    page.push_str(&body(program)?);
    for command in program.get_subcommands().filter(|command| command.get_name() != "help") {
        let title = command.get_bin_name().unwrap_or(command.get_name()).to_uppercase();
        // The options that all commands share stand above.
        let own = command.clone().mut_args(|arg| {
            let is_shared = arg.is_global_set() || matches!(arg.get_id().as_str(), "help" | "version");
            arg.hide(is_shared)
        });
        page.push_str(&format!(".SH \"{title}\"\n{}", body(&own)?.replace(".SH ", ".SS ")));
    }
    Ok(page)
}

/// What a page says below its title.
fn body(command: &Command) -> io::Result<String> {
    let man = Man::new(command.clone());
    let mut parts = Vec::new();
    man.render_synopsis_section(&mut parts)?;
    man.render_description_section(&mut parts)?;
    man.render_options_section(&mut parts)?;
    man.render_extra_section(&mut parts)?;
    let text = String::from_utf8_lossy(&parts).replace(".SH EXTRA", ".SH USE");
    // Each part sets the page up anew.
    let lines = text.lines().filter(|line| !line.starts_with(".ie ") && !line.starts_with(".el "));
    Ok(lines.map(|line| format!("{line}\n")).collect())
}
