//! The settings in force, and where each comes from: a flag, the environment, the file, or
//! what holds by default.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use etcetera::{AppStrategy, AppStrategyArgs, choose_app_strategy};
use retain::leech;
use retain::schedule::forecast::Switches;
use retain::settings::{self, AnswerChange, Settings};

use super::args::Global;
use super::clock::Clock;
use super::diagnose::Look;
use super::render::words;
use super::{diagnose, env, files};

/// Where a setting comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// Nothing was said.
    Default,
    /// The settings file.
    File,
    /// An environment variable.
    Environment,
    /// What was learned from the answers.
    Log,
    /// The command line.
    Flag,
}

impl Origin {
    /// In a word or two.
    pub fn words(self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::File => "settings file",
            Self::Environment => "environment",
            Self::Log => "your answers",
            Self::Flag => "command line",
        }
    }
}

/// Everything a command needs to know.
#[derive(Debug, Clone)]
pub struct Config {
    /// Where answers and own decks are kept.
    pub data_dir: (PathBuf, Origin),
    /// The settings file, whether it is there or not.
    pub file: (PathBuf, Origin),
    /// What the file says, and the flags above it.
    pub settings: Settings,
    /// Who learns.
    pub learner: (String, Origin),
    /// What shuffles; none for a fresh draw.
    pub seed: Option<u64>,
    /// The clock.
    pub clock: Clock,
}

/// The recall at which a card is due, unless the settings say otherwise.
const RETENTION: f64 = 0.9;
/// New cards a day.
const NEW_PER_DAY: usize = 10;
/// In how many days a backlog is worked off.
const BACKLOG_DAYS: usize = 7;
/// The hour at which a day begins.
const ROLLOVER: i8 = 4;
/// Who learns.
const LEARNER: &str = "me";

impl Config {
    /// Reads the settings.
    pub fn read(global: &Global) -> Result<Self> {
        let from_env = env::variable("RETAIN_DATA_DIR").map(PathBuf::from);
        let data_dir = match (&global.data_dir, from_env) {
            (Some(dir), _) => (dir.clone(), Origin::Flag),
            (None, Some(dir)) => (dir, Origin::Environment),
            (None, None) => (folders()?.data_dir(), Origin::Default),
        };
        if global.now.is_some() && data_dir.1 == Origin::Default {
            bail!(
                "`--now` needs `--data-dir` or RETAIN_DATA_DIR, so that no pretended time gets \
                 into your real log"
            );
        }
        let file = match &global.config {
            Some(file) => (file.clone(), Origin::Flag),
            // Without a home there is no settings file, and an explicit data folder is enough.
            None => match folders() {
                Ok(folders) => (folders.config_dir().join("config.toml"), Origin::Default),
                Err(_) => (data_dir.0.join("config.toml"), Origin::Default),
            },
        };
        let settings = read_file(&file)?;
        let learner = match (&global.learner, &settings.learner) {
            (Some(learner), _) => (learner.clone(), Origin::Flag),
            (None, Some(learner)) => (learner.clone(), Origin::File),
            (None, None) => (LEARNER.to_owned(), Origin::Default),
        };
        let bad = |c: char| c.is_control();
        if learner.0.trim().is_empty() || learner.0.chars().count() > 64 || learner.0.contains(bad)
        {
            bail!("the learner's name is empty, longer than 64 letters, or has control characters");
        }
        let clock = Clock::new(global.now, settings.rollover.unwrap_or(ROLLOVER));
        Ok(Self {
            data_dir,
            file,
            settings,
            learner,
            seed: global.seed,
            clock,
        })
    }

    /// The recall at which a card is due.
    pub fn retention(&self) -> f64 {
        self.settings.retention.unwrap_or(RETENTION)
    }

    /// New cards a day.
    pub fn new_per_day(&self) -> usize {
        self.settings.new_per_day.unwrap_or(NEW_PER_DAY)
    }

    /// In how many days a backlog after days away is worked off.
    pub fn backlog_days(&self) -> usize {
        self.settings.backlog_days.unwrap_or(BACKLOG_DAYS)
    }

    /// Which parts of prediction are at work.
    pub fn switches(&self) -> Switches {
        let on = |setting: Option<bool>| setting.unwrap_or(true);
        Switches {
            fit: on(self.settings.fit),
            latency: on(self.settings.latency),
            calibrate: on(self.settings.calibrate),
        }
    }

    /// Whether the answers of tests count for the schedule.
    pub fn tests_count(&self) -> bool {
        self.settings.tests_count.unwrap_or(false)
    }

    /// After how many lapses a card is a leech.
    pub fn leech_lapses(&self) -> u32 {
        self.settings.leech_lapses.unwrap_or(leech::LAPSES)
    }

    /// What is done when the answer to a known card has changed.
    pub fn on_answer_change(&self) -> AnswerChange {
        self.settings.on_answer_change.unwrap_or(AnswerChange::Ask)
    }

    /// Whether the decks that are part of the program are known.
    pub fn built_in(&self) -> bool {
        self.settings.built_in.unwrap_or(true)
    }

    /// The same for another learner.
    pub fn of(&self, learner: &str) -> Self {
        Self {
            learner: (learner.to_owned(), self.learner.1),
            ..self.clone()
        }
    }

    /// The folder of the learner's own decks.
    pub fn own_decks(&self) -> PathBuf {
        self.data_dir.0.join("decks")
    }

    /// All folders with decks: the own one, and those of the settings, beside their file.
    pub fn deck_folders(&self) -> Vec<PathBuf> {
        let beside = self.file.0.parent().unwrap_or(Path::new("."));
        let listed = self.settings.decks.iter().flatten();
        let listed = listed.map(|folder| match folder.strip_prefix("~/") {
            Some(rest) => env::variable("HOME").map_or_else(
                || PathBuf::from(folder),
                |home| PathBuf::from(home).join(rest),
            ),
            None => beside.join(folder),
        });
        std::iter::once(self.own_decks()).chain(listed).collect()
    }

    /// Each setting with its value in words and where it comes from.
    pub fn in_force(&self) -> Vec<(&'static str, String, Origin, &'static str)> {
        let set = &self.settings;
        settings::KNOWN
            .iter()
            .map(|known| {
                let value = match known.name {
                    "retention" => set.retention.map(|n| n.to_string()),
                    "new_per_day" => set.new_per_day.map(|n| n.to_string()),
                    "minutes_per_day" => set.minutes_per_day.map(|n| n.to_string()),
                    "backlog_days" => set.backlog_days.map(|n| n.to_string()),
                    "rollover" => set.rollover.map(|n| n.to_string()),
                    "tests_count" => set.tests_count.map(|on| on.to_string()),
                    "leech_lapses" => set.leech_lapses.map(|n| n.to_string()),
                    "built_in" => set.built_in.map(|on| on.to_string()),
                    "fit" => set.fit.map(|on| on.to_string()),
                    "latency" => set.latency.map(|on| on.to_string()),
                    "calibrate" => set.calibrate.map(|on| on.to_string()),
                    "guess" => set.guess.map(|on| on.to_string()),
                    "on_answer_change" => set.on_answer_change.map(|c| c.name().to_owned()),
                    "decks" => set.decks.as_ref().map(|folders| folders.join(", ")),
                    _ => None,
                };
                if known.name == "learner" {
                    return (
                        known.name,
                        self.learner.0.clone(),
                        self.learner.1,
                        known.meaning,
                    );
                }
                let origin = if value.is_some() {
                    Origin::File
                } else {
                    Origin::Default
                };
                (
                    known.name,
                    value.unwrap_or_else(|| known.default.to_owned()),
                    origin,
                    known.meaning,
                )
            })
            .collect()
    }
}

fn folders() -> Result<impl AppStrategy> {
    choose_app_strategy(AppStrategyArgs {
        top_level_domain: "org".to_owned(),
        author: "retain".to_owned(),
        app_name: "retain".to_owned(),
    })
    .context("no home folder is known; `--data-dir DIR` says where answers are kept")
}

fn read_file(file: &(PathBuf, Origin)) -> Result<Settings> {
    let (path, origin) = file;
    let bytes = match files::read(path) {
        Ok(Some(bytes)) => bytes,
        Ok(None) if *origin == Origin::Default => return Ok(Settings::default()),
        Ok(None) => bail!("there is no settings file `{}`", path.display()),
        Err(error) => bail!(
            "the settings file `{}` cannot be read: {error}",
            path.display()
        ),
    };
    let Ok(text) = String::from_utf8(bytes) else {
        bail!("the settings file `{}` is not UTF-8", path.display());
    };
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let (settings, faults) = settings::read(text);
    if !faults.is_empty() {
        let shown = diagnose::human(&path.display().to_string(), text, &faults, Look::PLAIN);
        let many = words::count(faults.len(), "fault", "faults");
        bail!("the settings file has {many}\n{}", shown.trim_end());
    }
    Ok(settings)
}
