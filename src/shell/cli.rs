//! What can be said on the command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};

use crate::base::route::BaseUrl;
use crate::base::time::Written;
use crate::model::newsletter::Options;

use super::clock;
use super::help;
use super::load::Location;

/// Turns a folder of Markdown issues into a website with feeds, topics and a page for every paper.
#[derive(Debug, Parser)]
#[command(name = "offprint", version, propagate_version = true, after_help = help::PROGRAM, max_term_width = 100)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
    #[command(flatten)]
    pub global: Global,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Start a newsletter: a config, a first issue, a page
    #[command(after_help = help::INIT)]
    Init {
        /// The folder to make; it may exist if nothing but git's files and a README stand in it
        dir: PathBuf,
        /// The newsletter's title [default: made of the folder's name]
        #[arg(long)]
        title: Option<String>,
    },
    /// Start an issue: next number, today's date, the topics of late as headings
    #[command(after_help = help::NEW)]
    New {
        /// The title; it can be changed later
        title: String,
    },
    /// Write the site
    #[command(after_help = help::BUILD)]
    Build,
    /// Show the site in a browser while you write; nothing is written to disk
    #[command(after_help = help::SERVE)]
    Serve(Serve),
    /// Find mistakes and things that could be better; write nothing
    #[command(after_help = help::CHECK)]
    Check(Check),
    /// List the topics with how often and when they were used
    #[command(after_help = help::TOPICS)]
    Topics,
    /// List the papers and other works that the issues discuss
    #[command(after_help = help::WORKS)]
    Works(Works),
    /// Print a completion script for a shell
    #[command(after_help = help::COMPLETIONS)]
    Completions { shell: Shell },
    /// Print the manual page
    #[command(after_help = help::MAN)]
    Man,
}

#[derive(Debug, Args)]
pub struct Check {
    /// Ask other sites whether the pages that you link to are still there
    #[arg(long)]
    pub external: bool,
}

#[derive(Debug, Args)]
pub struct Serve {
    /// The port to listen on, or the next that is free; 0 takes any free one [default: 4000]
    #[arg(long)]
    pub port: Option<u16>,
    /// The address to listen on; 0.0.0.0 lets other devices in your network look
    #[arg(long, default_value = "127.0.0.1")]
    pub host: String,
    /// Open the browser
    #[arg(long)]
    pub open: bool,
}

#[derive(Debug, Args)]
pub struct Works {
    /// Only the ids of works without authors, one a line
    #[arg(long, conflicts_with = "guessed")]
    pub incomplete: bool,
    /// Only entries whose work was guessed from a link in their prose, with file and line
    #[arg(long)]
    pub guessed: bool,
}

#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Options of all commands")]
pub struct Global {
    /// The newsletter's folder
    #[arg(long, global = true, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
    /// The config [default: offprint.toml of the root]
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Where the site is written [default: `output` of the config, `public`]
    #[arg(long, global = true, value_name = "DIR")]
    pub output: Option<PathBuf>,
    /// Where the site will live, in the place of the config's `base_url`
    #[arg(long, global = true, value_name = "URL", value_parser = base_url)]
    pub base_url: Option<BaseUrl>,
    /// Ask search engines to stay away, for previews
    #[arg(long, global = true)]
    pub noindex: bool,
    /// Take in what is marked `draft = true`
    #[arg(long, global = true)]
    pub drafts: bool,
    /// Take in issues later than today
    #[arg(long, global = true)]
    pub future: bool,
    /// The day (till its end) or moment that counts as now [default: the clock's]
    #[arg(long, global = true, value_name = "DATE", value_parser = written)]
    pub today: Option<Written>,
    /// Let warnings fail as errors do
    #[arg(long, global = true)]
    pub strict: bool,
    /// Say how long each step took
    #[arg(long, global = true)]
    pub timings: bool,
    /// `json` prints diagnostics and results as JSON to stdout
    #[arg(long, global = true, value_enum, default_value_t = Format::Text, hide_possible_values = false)]
    pub format: Format,
    /// Show every diagnostic, where else the like of one are counted
    #[arg(long, global = true)]
    pub all: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    Text,
    Json,
}

impl Global {
    /// Where the newsletter is.
    pub fn location(&self) -> Location {
        Location { root: self.root.clone(), config: self.config.clone() }
    }

    /// What this run takes in, with the clock where `--today` is not said.
    pub fn options(&self) -> Options {
        Options {
            drafts: self.drafts,
            future: self.future,
            today: self.today.unwrap_or_else(|| Written::Instant(clock::now())),
            base_url: self.base_url.clone(),
            noindex: self.noindex,
        }
    }
}

fn base_url(text: &str) -> Result<BaseUrl, String> {
    BaseUrl::parse(text).ok_or_else(|| "write an address such as https://example.org/news/".to_string())
}

/// A day, a date-time, or a date-time with `Z` or an offset.
fn written(text: &str) -> Result<Written, String> {
    let is_day = text.len() == "2024-12-09".len();
    let day = || text.parse::<Date>().ok().filter(|_| is_day).map(Written::Day);
    let instant = || text.parse::<Timestamp>().ok().map(Written::Instant);
    let local = || text.parse::<DateTime>().ok().map(Written::Local);
    day()
        .or_else(instant)
        .or_else(local)
        .ok_or_else(|| "write a day such as 2024-12-09, or 2024-12-09T18:00".to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }

    #[track_caller]
    fn check_today(text: &str, expected: Option<Written>) {
        assert_eq!(written(text).ok(), expected);
    }

    #[test]
    fn today_is_a_day_or_a_moment() {
        let day = Date::constant(2024, 12, 9);
        check_today("2024-12-09", Some(Written::Day(day)));
        check_today("2024-12-09T18:00", Some(Written::Local(day.at(18, 0, 0, 0))));
        check_today("1970-01-01T00:00:00Z", Some(Written::Instant(Timestamp::UNIX_EPOCH)));
        check_today("1970-01-01T01:00:00+01:00", Some(Written::Instant(Timestamp::UNIX_EPOCH)));
        check_today("2024-02-30", None);
        check_today("tomorrow", None);
        check_today("", None);
    }
}
