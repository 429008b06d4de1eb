//! The imperative shell: everything that touches files, the terminal, the clock.
#![expect(
    clippy::disallowed_types,
    reason = "files and the database are the shell's trade; these types are denied to the library"
)]

mod alarm;
mod args;
mod browser;
mod chance;
mod clock;
mod command;
mod config;
mod decks;
mod diagnose;
mod driver;
mod editor;
mod env;
mod face;
mod figures;
mod files;
mod findings;
mod front;
mod identity;
mod learner;
mod lines;
mod lineup;
mod plans;
mod progress;
mod render;
mod signals;
mod store;
mod suggest;
mod talk;
mod terminal;
#[cfg(test)]
mod testing;
mod texts;

use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use args::{Cli, Command};
use command::Ended;
use config::Config;

/// Could not run: usage, an unreadable deck, trouble with the store.
const COULD_NOT: u8 = 2;

/// Runs the program.
pub fn run() -> ExitCode {
    // clap prints usage errors itself and ends with 2.
    let cli = Cli::parse();
    let ended = dispatch(&cli);
    signals::go_on();
    match ended {
        Ok(Ended::Done) => ExitCode::SUCCESS,
        Ok(Ended::DoesNotHold) => ExitCode::from(1),
        Err(error) => {
            talk::say(&format!("{error:#}"));
            ExitCode::from(COULD_NOT)
        }
    }
}

fn dispatch(cli: &Cli) -> anyhow::Result<Ended> {
    let color = cli.global.color;
    match &cli.command {
        Some(Command::Completions { shell }) => {
            let mut script = Vec::new();
            clap_complete::generate(*shell, &mut Cli::command(), "retain", &mut script);
            talk::answer(&String::from_utf8(script)?)?;
            return Ok(Ended::Done);
        }
        Some(Command::Schema) => return command::schema::run(),
        Some(Command::Explain(arguments)) => return command::explain::run(arguments),
        Some(Command::Man) => {
            let mut page = Vec::new();
            clap_mangen::Man::new(Cli::command()).render(&mut page)?;
            talk::answer(&String::from_utf8(page)?)?;
            return Ok(Ended::Done);
        }
        _ => {}
    }
    talk::listen(cli.global.quiet, cli.global.verbose);
    let config = Config::read(&cli.global)?;
    talk::detail(|| format!("data folder `{}`", config.data_dir.0.display()));
    talk::detail(|| format!("settings file `{}`", config.file.0.display()));
    match &cli.command {
        None => command::today::run(&config, color),
        Some(Command::Study(arguments)) => command::study::run(&config, arguments, color),
        Some(Command::Plan(arguments)) => command::plan::run(&config, arguments),
        Some(Command::Test(arguments)) => command::test::run(&config, arguments, color),
        Some(Command::Print(arguments)) => command::print::run(&config, arguments),
        Some(Command::Results(arguments)) => command::results::run(&config, arguments),
        Some(Command::Stats(arguments)) => command::stats::run(&config, arguments),
        Some(Command::Learners(arguments)) => command::learners::run(&config, arguments),
        Some(Command::Report(arguments)) => command::report::run(&config, arguments),
        Some(Command::New(arguments)) => command::new::run(&config, arguments),
        Some(Command::Check(arguments)) => command::check::run(&config, arguments, color),
        Some(Command::Add(arguments)) => command::add::run(&config, arguments, color),
        Some(Command::Coverage(arguments)) => command::coverage::run(&config, arguments, color),
        Some(Command::Try(arguments)) => command::try_card::run(&config, arguments),
        Some(Command::Preview(arguments)) => command::preview::run(&config, arguments, color),
        Some(Command::Decks(arguments)) => command::decks::run(&config, arguments),
        Some(Command::Init(arguments)) => command::init::run(&config, arguments),
        Some(Command::Evaluate(arguments)) => command::evaluate::run(&config, arguments),
        Some(Command::Optimize) => command::optimize::run(&config),
        Some(Command::Import(arguments)) => command::import::run(&config, arguments),
        Some(Command::Draft(arguments)) => command::draft::run(&config, arguments),
        Some(Command::Suspend(arguments)) => command::suspend::run(&config, arguments),
        Some(Command::Orphans(arguments)) => command::orphans::run(&config, arguments),
        Some(Command::Doctor(arguments)) => command::doctor::run(&config, arguments),
        Some(Command::Config(arguments)) => command::config::run(&config, arguments),
        Some(
            Command::Schema | Command::Explain(_) | Command::Completions { .. } | Command::Man,
        ) => Ok(Ended::Done),
    }
}
