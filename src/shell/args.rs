//! The command line: what clap reads, and the words of the help.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use retain::clean;
use retain::settings::AnswerChange;

use super::render::palette::When;
use super::texts;

/// A quiz and flashcard trainer for the terminal.
///
/// Questions live in TOML decks; a scheduler decides what to ask and when; every answer is
/// kept on this machine. Without a command: what is due today.
#[derive(Debug, Parser)]
#[command(name = "retain", version, max_term_width = 100)]
#[command(after_help = "\
Exit codes: 0 done; 1 what was asked for did not hold (check found errors); 2 could not run; \
129, 130, 143 ended by SIGHUP, SIGINT, SIGTERM with all answers saved.")]
pub struct Cli {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// Options that every command takes.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Options of every command")]
pub struct Global {
    /// Where answers and own decks are kept [env: RETAIN_DATA_DIR]
    #[arg(long, global = true, value_name = "DIR")]
    pub data_dir: Option<PathBuf>,
    /// Read settings from this file
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// When to use colours: auto, always or never; `NO_COLOR` turns them off
    #[arg(
        long,
        global = true,
        value_enum,
        default_value_t,
        value_name = "WHEN",
        hide_possible_values = true
    )]
    pub color: When,
    /// Pretend it is this time, such as 2026-11-23T07:00:00Z; needs an explicit data folder
    #[arg(long, global = true, value_name = "TIME", value_parser = time)]
    pub now: Option<Timestamp>,
    /// Make shuffling repeatable
    #[arg(long, global = true, value_name = "N")]
    pub seed: Option<u64>,
    /// Who learns
    #[arg(long, global = true, value_name = "NAME")]
    pub learner: Option<String>,
    /// Say what is done as well
    #[arg(long, short, global = true, conflicts_with = "quiet")]
    pub verbose: bool,
    /// Leave out notes; say only what went wrong
    #[arg(long, short, global = true)]
    pub quiet: bool,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Study: what is due, then new cards
    Study(Study),
    /// Plan for an exam: so many minutes a day, and the score to expect
    Plan(Plan),
    /// Take a test: fixed questions, marked at the end, with a score
    Test(Test),
    /// Read the tests of a class into one table
    Results(Results),
    /// Print a test on paper, in several forms, with its key
    Print(Print),
    /// Scores over time: retention, answers, days
    Stats(Stats),
    /// Write the figures as a page with charts
    Report(Report),
    /// List who learns on this machine
    Learners(Learners),
    /// Begin a deck: a commented file with examples of cards
    New(New),
    /// Write a card into a deck, question by question
    Add(Add),
    /// Find the faults of decks and show where they are
    Check(Check),
    /// Say what a finding means, why it matters and how it is mended
    Explain(Explain),
    /// Show which facts of a text are asked, paragraph by paragraph
    Coverage(Coverage),
    /// Mark a reply to one card and show which rules decided
    Try(Try),
    /// Show cards as the learner will see them; nothing is stored
    Preview(Preview),
    /// Print the JSON Schema of decks, for editors
    Schema,
    /// List the decks that are known
    Decks(Decks),
    /// Copy the built-in decks out, to edit them
    Init(Init),
    /// Say how well recall is predicted, on your own log
    Evaluate(Evaluate),
    /// Fit the scheduler to your own log
    Optimize,
    /// Take in a review log that another program kept
    Import(Import),
    /// Draft a deck from a text: cards for a person to look at
    Draft(Draft),
    /// List suspended cards, suspend cards, or bring them back
    Suspend(Suspend),
    /// List histories whose card is gone, and give them to a card
    Orphans(Orphans),
    /// Check the store, put a backup back, or rescue a damaged store
    Doctor(Doctor),
    /// Show each setting in force and where it comes from
    Config(Config),
    /// Print completions for a shell
    Completions {
        /// Which shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    Man,
}

#[derive(Debug, Default, Args)]
pub struct Study {
    /// Decks: files, folders, or ids of known decks; without any, every known deck
    #[arg(value_name = "DECK")]
    pub decks: Vec<String>,
    /// Ask at most so many new cards in this sitting
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    pub new: Option<usize>,
    /// Stop after so many minutes
    #[arg(long, value_name = "N", value_parser = minutes, allow_negative_numbers = true)]
    pub minutes: Option<f64>,
    /// Only cards with this tag; may be given more than once
    #[arg(long = "tag", value_name = "TAG")]
    pub tags: Vec<String>,
    /// Ask cards that are due within so many days as well [default without DAYS: 1]
    #[arg(long, value_name = "DAYS", num_args = 0..=1, default_missing_value = "1", require_equals = true)]
    pub ahead: Option<u16>,
    /// Practise: all cards of the decks and tags, the least well remembered first, whatever is due;
    /// due days, memory and retention stay as they are
    #[arg(long, conflicts_with_all = ["ahead", "new"])]
    pub cram: bool,
    /// The answer to a card that you know has changed: keep what you know of it, reset it, or
    /// ask [default: ask; kept where nobody can be asked]
    #[arg(long, value_enum, value_name = "WHAT", hide_possible_values = true)]
    pub on_answer_change: Option<OnAnswerChange>,
    /// Plain lines: numbered options, one line per reply, for pipes and screen readers
    #[arg(long, conflicts_with = "json")]
    pub plain: bool,
    /// JSON lines, for other front ends
    #[arg(long)]
    pub json: bool,
    /// With --json: tell the right reply with each question
    #[arg(long, requires = "json")]
    pub with_key: bool,
}

/// What is done with a card whose answer has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum OnAnswerChange {
    /// What is known of it stays
    Keep,
    /// It begins as new
    Reset,
    /// The learner is asked
    Ask,
}

impl From<OnAnswerChange> for AnswerChange {
    fn from(change: OnAnswerChange) -> Self {
        match change {
            OnAnswerChange::Keep => Self::Keep,
            OnAnswerChange::Reset => Self::Reset,
            OnAnswerChange::Ask => Self::Ask,
        }
    }
}

#[derive(Debug, Args)]
pub struct Test {
    /// What is tested: files, folders, or ids of known decks
    #[arg(value_name = "DECK", required = true)]
    pub decks: Vec<String>,
    /// How many questions [default: 20, or as many as there are]
    #[arg(long, value_name = "N", value_parser = questions)]
    pub count: Option<usize>,
    /// The time for all of it, such as 30m or 1h30m
    #[arg(long, value_name = "TIME", value_parser = duration)]
    pub time: Option<Duration>,
    /// The score from which on it is passed, such as 60%; below it the exit code is 1
    #[arg(long, value_name = "SCORE", value_parser = share)]
    pub pass: Option<f64>,
    /// Only cards with this tag; may be given again
    #[arg(long = "tag", value_name = "TAG")]
    pub tags: Vec<String>,
    /// Who takes it, where several do
    #[arg(long, value_name = "NAME", value_parser = fit_name)]
    pub name: Option<String>,
    /// Write the result to a file, for `retain results`
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Write the result of the last test that is over, and ask nothing
    #[arg(long, requires = "out", conflicts_with_all = ["count", "time", "pass", "tags", "anew", "json", "plain"])]
    pub last: bool,
    /// Begin anew, though a test of these decks is open
    #[arg(long)]
    pub anew: bool,
    /// Plain lines instead of prompts
    #[arg(long, conflicts_with = "json")]
    pub plain: bool,
    /// JSON lines, for other front ends and scripts
    #[arg(long)]
    pub json: bool,
    /// With the right reply beside each question, in JSON lines
    #[arg(long, requires = "json")]
    pub with_key: bool,
}

#[derive(Debug, Args)]
pub struct Print {
    /// What is asked: files, folders, or ids of known decks
    #[arg(value_name = "DECK", required = true)]
    pub decks: Vec<String>,
    /// How many questions [default: 20, or as many as there are]
    #[arg(long, value_name = "N", value_parser = questions)]
    pub count: Option<usize>,
    /// Only cards with this tag; may be given again
    #[arg(long = "tag", value_name = "TAG")]
    pub tags: Vec<String>,
    /// Forms with the same questions in different order, by their names
    #[arg(long, value_name = "NAME,…", value_delimiter = ',', default_value = "A,B", value_parser = form)]
    pub forms: Vec<String>,
    /// The file to write; one that is there is replaced
    #[arg(long, short, value_name = "FILE", default_value = "test.html")]
    pub output: PathBuf,
    /// Open the page in the browser
    #[arg(long)]
    pub open: bool,
}

#[derive(Debug, Args)]
pub struct Results {
    /// Results of tests: files of `retain test --out`, or folders with them
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
    /// The deck that was asked [default: the known decks]; may be given again, also in another version
    #[arg(long = "deck", value_name = "DECK")]
    pub decks: Vec<String>,
    /// The score from which on it is passed, such as 60%, whatever the files say
    #[arg(long, value_name = "SCORE", value_parser = share)]
    pub pass: Option<f64>,
    /// Print JSON
    #[arg(long, conflicts_with_all = ["csv", "html"])]
    pub json: bool,
    /// Print a gradebook as CSV
    #[arg(long, conflicts_with = "html")]
    pub csv: bool,
    /// Print a page for a browser
    #[arg(long)]
    pub html: bool,
    /// Write to a file instead
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

impl Results {
    /// How the file ends that is written.
    pub fn ending(&self) -> &'static str {
        match (self.json, self.csv, self.html) {
            (true, _, _) => "json",
            (_, true, _) => "csv",
            (_, _, true) => "html",
            _ => "txt",
        }
    }
}

#[derive(Debug, Args)]
pub struct Plan {
    /// What the exam is about: files, folders, or ids of known decks
    #[arg(value_name = "DECK")]
    pub decks: Vec<String>,
    /// The day of the exam, such as 2026-12-15; without it, the plans in force are shown
    #[arg(long, value_name = "DATE", value_parser = date, requires = "effort")]
    pub exam: Option<Date>,
    /// Minutes of study a day
    #[arg(long, value_name = "N", value_parser = minutes, allow_negative_numbers = true, group = "effort")]
    pub minutes: Option<f64>,
    /// The score that is wanted, such as 90%: says and plans the minutes it takes
    #[arg(long, value_name = "SCORE", value_parser = share, group = "effort")]
    pub score: Option<f64>,
    /// How many questions the exam has [default: 50, or as many as there are cards]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub questions: Option<u32>,
    /// Take down the score of an exam that is over, such as 84%
    #[arg(long, value_name = "SCORE", value_parser = share, conflicts_with_all = ["exam", "effort", "drop"])]
    pub result: Option<f64>,
    /// Give the plan up
    #[arg(long, conflicts_with_all = ["exam", "effort"])]
    pub drop: bool,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct Stats {
    #[command(flatten)]
    pub choice: Choice,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
    /// Print a table as CSV: days, periods, decks, tags, hardest, calibration, forecast
    /// or tests [default
    /// without TABLE: days]
    #[arg(
        long,
        value_enum,
        value_name = "TABLE",
        num_args = 0..=1,
        default_missing_value = "days",
        require_equals = true,
        hide_possible_values = true,
        conflicts_with = "json"
    )]
    pub csv: Option<Table>,
    /// Compare all learners of this machine
    #[arg(long, conflicts_with = "csv")]
    pub all: bool,
}

/// What figures are wanted of.
#[derive(Debug, Default, Args)]
pub struct Choice {
    /// Only these decks: files, folders, or ids of known decks
    #[arg(value_name = "DECK")]
    pub decks: Vec<String>,
    /// The same as DECK; may be given more than once
    #[arg(long = "deck", value_name = "DECK")]
    pub more: Vec<String>,
    /// Only cards with this tag; may be given more than once
    #[arg(long = "tag", value_name = "TAG")]
    pub tags: Vec<String>,
    /// Only answers from this day on, such as 2026-09-01; how cards stand is as of today
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub since: Option<Date>,
}

#[derive(Debug, Args)]
pub struct Learners {
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct Report {
    #[command(flatten)]
    pub choice: Choice,
    /// The file to write; one that is there is replaced
    #[arg(long, short, value_name = "FILE", default_value = "report.html")]
    pub output: PathBuf,
    /// Open the page in the browser
    #[arg(long)]
    pub open: bool,
}

/// The tables that `stats --csv` prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Table {
    /// Day by day
    Days,
    /// Week by week, or month by month
    Periods,
    /// By deck
    Decks,
    /// By tag
    Tags,
    /// The cards that were missed most
    Hardest,
    /// Predictions and what came of them
    Calibration,
    /// The next 30 days
    Forecast,
    /// Tests and their scores
    Tests,
}

#[derive(Debug, Args)]
pub struct New {
    /// The file to make; `.toml` is added where the name has no ending
    pub file: PathBuf,
    /// Kinds of card to show, or `all`; may be given more than once [default: text, choice, number,
    /// cloze]
    #[arg(long = "kind", value_name = "KIND", value_delimiter = ',')]
    pub kinds: Vec<String>,
    /// What the deck's history is kept by [default: made of the file's name]
    #[arg(long, value_name = "ID")]
    pub id: Option<String>,
}

#[derive(Debug, Args)]
pub struct Check {
    /// Files and folders; without any, every known deck
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// How findings are printed [default: human]
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub format: Option<Format>,
    /// Let warnings fail the check, too
    #[arg(long, value_name = "WHAT", value_parser = ["warnings"])]
    pub deny: Option<String>,
    /// Write missing ids and mend what has one right fix; nothing else in a file is touched
    #[arg(long)]
    pub fix: bool,
    /// Leave out what this lint says; may be given more than once
    #[arg(long, value_name = "NAME")]
    pub allow: Vec<String>,
    /// The text of a source, for lints that compare cards with it; may be given more than once
    #[arg(long = "text", value_name = "NAME=FILE", value_parser = texts::named)]
    pub texts: Vec<texts::Named>,
    /// Read one deck from standard input, for editors; with --fix the mended deck is printed
    #[arg(long, conflicts_with = "paths")]
    pub stdin: bool,
    /// What the deck on standard input is called
    #[arg(
        long,
        value_name = "FILE",
        requires = "stdin",
        default_value = "stdin.toml"
    )]
    pub stdin_name: PathBuf,
}

/// How findings are printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// With the lines they are about
    #[default]
    Human,
    /// One line each: file:line:column: code: text
    Short,
    /// One JSON array
    Json,
}

#[derive(Debug, Args)]
pub struct Explain {
    /// The name of a finding; without it, all are listed
    pub name: Option<String>,
}

#[derive(Debug, Args)]
pub struct Add {
    /// The deck: a file, or the id of a known deck
    pub deck: String,
    /// The kind of the first card; without it, it is asked for
    #[arg(long, value_name = "KIND")]
    pub kind: Option<String>,
    /// Plain lines: one line per reply, for pipes and screen readers
    #[arg(long)]
    pub plain: bool,
}

#[derive(Debug, Args)]
pub struct Coverage {
    /// Decks made from the text: files, folders, or ids of known decks
    #[arg(value_name = "DECK", required = true)]
    pub decks: Vec<String>,
    /// The text of a source; without it, the `file` that the source names
    #[arg(long = "text", value_name = "NAME=FILE", value_parser = texts::named)]
    pub texts: Vec<texts::Named>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct Try {
    /// The card: deck-id/card-id, or FILE#card-id
    pub card: String,
    /// The reply; without it, one is read from standard input
    #[arg(long, allow_hyphen_values = true)]
    pub reply: Option<String>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct Preview {
    /// The card, deck-id/card-id or FILE#card-id; or a file or deck id, for all its cards
    pub card: String,
    /// Columns of the window, from 20 to 200 [default: those of this one]
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = clap::value_parser!(u16).range(20..=200))]
    pub width: Option<u16>,
    /// The plain lines only
    #[arg(long)]
    pub plain: bool,
}

#[derive(Debug, Args)]
pub struct Decks {
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct Init {
    /// Where to; without it, the decks folder of the data folder
    pub dir: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Evaluate {
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct Import {
    /// Files: a review log is CSV with the columns card,time_ms,rating,took_ms
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Draft {
    /// The text: plain or Markdown
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// At most so many cards [default: as many as the text bears]
    #[arg(long, value_name = "N", value_parser = cards, allow_negative_numbers = true)]
    pub cards: Option<usize>,
    /// Write the deck into this new file, not to standard output
    #[arg(long, short, value_name = "DECK")]
    pub output: Option<PathBuf>,
    /// The language of the text, such as `de` [default: told by its words]
    #[arg(long, value_name = "TAG")]
    pub language: Option<String>,
}

#[derive(Debug, Args)]
pub struct Suspend {
    /// Cards: deck-id/card-id
    #[arg(value_name = "CARD")]
    pub cards: Vec<String>,
    /// Bring the cards back
    #[arg(long)]
    pub undo: bool,
    /// List cards that are missed again and again, with what they are confused
    #[arg(long, conflicts_with_all = ["cards", "undo"])]
    pub leeches: bool,
    /// With --leeches: suspend all of them
    #[arg(long, requires = "leeches")]
    pub all: bool,
}

#[derive(Debug, Args)]
pub struct Orphans {
    /// Decks to look for the cards in, besides those that are known or were met: files, folders,
    /// or ids of known decks
    #[arg(value_name = "DECK")]
    pub decks: Vec<String>,
    /// Give the history of OLD to the card NEW: deck-id/card-id, or FILE#card-id
    #[arg(long, num_args = 2, value_names = ["OLD", "NEW"], conflicts_with_all = ["archive", "undo"])]
    pub adopt: Vec<String>,
    /// Stop mentioning the history of OLD; it is kept
    #[arg(long, value_name = "OLD", conflicts_with = "undo")]
    pub archive: Option<String>,
    /// Take back the last thing decided about the history of CARD
    #[arg(long, value_name = "CARD")]
    pub undo: Option<String>,
    /// List archived histories as well
    #[arg(long)]
    pub all: bool,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct Doctor {
    /// Make the derived tables anew from the log
    #[arg(long)]
    pub rebuild: bool,
    /// List the backups, each looked through
    #[arg(long, conflicts_with = "rebuild")]
    pub backups: bool,
    /// Put a backup back, the newest sound one unless a file is named; the store that is there is
    /// set aside
    #[arg(long, value_name = "FILE", num_args = 0..=1, conflicts_with_all = ["rebuild", "backups"])]
    pub restore: Option<Option<PathBuf>>,
    /// Make a store of the newest sound backup and all that can still be read of a damaged one,
    /// which is set aside
    #[arg(long, conflicts_with_all = ["rebuild", "backups", "restore"])]
    pub salvage: bool,
    /// Set the store aside; the next answer begins a new one
    #[arg(long, conflicts_with_all = ["rebuild", "backups", "restore", "salvage"])]
    pub set_aside: bool,
    /// Print the log as text: JSON lines, one for each row, with the name of its table
    #[arg(long, conflicts_with_all = ["rebuild", "backups", "restore", "salvage", "set_aside"])]
    pub export: bool,
}

#[derive(Debug, Args)]
pub struct Config {
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

fn date(text: &str) -> Result<Date, String> {
    text.parse()
        .map_err(|_| "a day such as 2026-12-15 would do".to_owned())
}

fn share(text: &str) -> Result<f64, String> {
    let (number, scale) = match text.trim().strip_suffix('%') {
        Some(number) => (number.trim_end(), 100.0),
        None => (text, 1.0),
    };
    match number.parse::<f64>() {
        Ok(found) if (0.0..=1.0).contains(&(found / scale)) => Ok(found / scale),
        _ => Err("a score from 0% to 100% would do, such as `84%`".to_owned()),
    }
}

/// Forms are not called by more characters.
const LONGEST_FORM: usize = 20;

fn form(text: &str) -> Result<String, String> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > LONGEST_FORM || clean::line(text) != text {
        return Err("short names with commas between them would do, such as `A,B`".to_owned());
    }
    Ok(text.to_owned())
}

fn fit_name(text: &str) -> Result<String, String> {
    retain::results::file::fit_name(text)
}

fn minutes(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(minutes) if minutes.is_finite() && minutes > 0.0 && minutes <= 1440.0 => Ok(minutes),
        _ => Err("a number of minutes over 0, up to 1440, would do".to_owned()),
    }
}

/// The longest time of a test.
const LONGEST: Duration = Duration::from_secs(24 * 3600);

fn duration(text: &str) -> Result<Duration, String> {
    let bare = text.parse::<u32>().is_ok();
    let span: Option<SignedDuration> = (!bare).then(|| text.parse().ok()).flatten();
    span.and_then(|span| Duration::try_from(span).ok())
        .filter(|time| *time >= Duration::from_secs(1) && *time <= LONGEST)
        .ok_or_else(|| "a time such as 30m, 90s or 1h30m, up to 24h, would do".to_owned())
}

fn questions(text: &str) -> Result<usize, String> {
    match text.parse::<usize>() {
        Ok(count) if count > 0 => Ok(count),
        _ => Err("a number of questions, 1 or more, would do".to_owned()),
    }
}

fn cards(text: &str) -> Result<usize, String> {
    match text.parse::<usize>() {
        Ok(cards) if cards > 0 => Ok(cards),
        _ => Err("a number of cards, 1 or more, would do".to_owned()),
    }
}

/// Reads a point in time.
fn time(text: &str) -> Result<Timestamp, String> {
    let parsed = text.parse();
    parsed.map_err(|_| "a time such as 2026-11-23T07:00:00Z would do".to_owned())
}
