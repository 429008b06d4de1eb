//! The settings file: what can be set, within which bounds, and what holds without it.

use std::ops::RangeInclusive;

use toml::de::DeTable;

use crate::deck::fields::{Fields, Text};
use crate::deck::read::unknown_key;
use crate::diagnostic::Diagnostic;
use crate::schedule::RETENTION;

/// What a settings file says; what it does not say is none.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Settings {
    /// The recall at which a card is due, 0 to 1.
    pub retention: Option<f64>,
    /// New cards a day.
    pub new_per_day: Option<usize>,
    /// Minutes of study a day.
    pub minutes_per_day: Option<f64>,
    /// In how many days a backlog after days away is worked off.
    pub backlog_days: Option<usize>,
    /// The hour at which a day begins.
    pub rollover: Option<i8>,
    /// Who learns.
    pub learner: Option<String>,
    /// Folders with decks.
    pub decks: Option<Vec<String>>,
    /// Whether the decks that are part of the program are known.
    pub built_in: Option<bool>,
    /// Whether parameters are fitted to the learner's own log.
    pub fit: Option<bool>,
    /// Whether the time of an answer says how well it was known.
    pub latency: Option<bool>,
    /// Whether predictions are calibrated on the learner's own log.
    pub calibrate: Option<bool>,
    /// Whether lucky guesses are allowed for in questions with options.
    pub guess: Option<bool>,
    /// Whether the answers of tests count for the schedule.
    pub tests_count: Option<bool>,
    /// After how many lapses a card is a leech.
    pub leech_lapses: Option<u32>,
    /// What is done when the answer to a known card has changed.
    pub on_answer_change: Option<AnswerChange>,
}

/// What is done with what a learner knows of a card whose answer has been changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnswerChange {
    /// It stays.
    Keep,
    /// The card begins as new; the log keeps everything.
    Reset,
    /// The learner is asked, in a terminal; it stays elsewhere.
    Ask,
}

impl AnswerChange {
    /// With their words.
    pub const ALL: [(&'static str, Self); 3] = [
        ("keep", Self::Keep),
        ("reset", Self::Reset),
        ("ask", Self::Ask),
    ];

    /// The word in the settings.
    pub fn name(self) -> &'static str {
        match self {
            Self::Keep => "keep",
            Self::Reset => "reset",
            Self::Ask => "ask",
        }
    }
}

/// A setting: its name, what it means, and its value without a file.
pub struct Known {
    /// The key in the file.
    pub name: &'static str,
    /// What it means.
    pub meaning: &'static str,
    /// What holds without it.
    pub default: &'static str,
}

/// All settings.
pub const KNOWN: &[Known] = &[
    Known {
        name: "retention",
        meaning: "recall at which a card is due",
        default: "0.9",
    },
    Known {
        name: "new_per_day",
        meaning: "new cards a day",
        default: "10",
    },
    Known {
        name: "minutes_per_day",
        meaning: "minutes of study a day",
        default: "no limit",
    },
    Known {
        name: "backlog_days",
        meaning: "days in which a backlog after days away is worked off; 1 asks all at once",
        default: "7",
    },
    Known {
        name: "rollover",
        meaning: "hour at which a day begins",
        default: "4",
    },
    Known {
        name: "learner",
        meaning: "who learns",
        default: "me",
    },
    Known {
        name: "decks",
        meaning: "folders with decks",
        default: "none",
    },
    Known {
        name: "built_in",
        meaning: "know the decks that are built in; `false` leaves only your own",
        default: "true",
    },
    Known {
        name: "fit",
        meaning: "fit the scheduler to your own log at the end of a sitting",
        default: "true",
    },
    Known {
        name: "latency",
        meaning: "let the time of an answer count in predictions",
        default: "true",
    },
    Known {
        name: "calibrate",
        meaning: "calibrate predictions on your own log",
        default: "true",
    },
    Known {
        name: "guess",
        meaning: "allow for lucky guesses among options",
        default: "true",
    },
    Known {
        name: "tests_count",
        meaning: "let the answers of tests count for the schedule",
        default: "false",
    },
    Known {
        name: "leech_lapses",
        meaning: "lapses after which a card is called a leech",
        default: "8",
    },
    Known {
        name: "on_answer_change",
        meaning: "a known card has another answer: `keep` what is known, `reset` it, or `ask`",
        default: "ask",
    },
];

/// Reads a settings file with all its faults.
pub fn read(text: &str) -> (Settings, Vec<Diagnostic>) {
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut faults: Vec<Diagnostic> = errors
        .iter()
        .map(|error| {
            let span = error.span().unwrap_or(0..0);
            let message = crate::clean::line(error.message());
            Diagnostic::error("syntax", span, format!("not TOML: {message}"))
        })
        .collect();
    let mut fields = Fields::new(
        Text {
            part: text,
            base: 0,
        },
        table.get_ref(),
        0..0,
        &mut faults,
    );
    let settings = Settings {
        retention: fields.number("retention", &RETENTION),
        new_per_day: whole(&mut fields, "new_per_day", &(0.0..=9999.0)).map(|n| n as usize),
        minutes_per_day: fields.number("minutes_per_day", &(1.0..=1440.0)),
        backlog_days: whole(&mut fields, "backlog_days", &(1.0..=365.0)).map(|n| n as usize),
        rollover: whole(&mut fields, "rollover", &(0.0..=23.0)).map(|n| n as i8),
        learner: fields.filled("learner").map(|learner| learner.value),
        decks: fields
            .scalars("decks", true)
            .map(|folders| folders.into_iter().map(|folder| folder.value).collect()),
        built_in: fields.bool("built_in"),
        fit: fields.bool("fit"),
        latency: fields.bool("latency"),
        calibrate: fields.bool("calibrate"),
        guess: fields.bool("guess"),
        tests_count: fields.bool("tests_count"),
        leech_lapses: whole(&mut fields, "leech_lapses", &(1.0..=999.0)).map(|n| n as u32),
        on_answer_change: fields.one_of("on_answer_change", &AnswerChange::ALL),
    };
    for key in fields.unknown() {
        let fault = unknown_key(&key, "the settings", KNOWN.iter().map(|known| known.name));
        fields.fault(fault);
    }
    faults.sort_by_key(|fault| fault.span.start);
    (settings, faults)
}

fn whole(fields: &mut Fields<'_, '_>, key: &str, range: &RangeInclusive<f64>) -> Option<f64> {
    let found = fields.number(key, range)?;
    if found.fract() == 0.0 {
        return Some(found);
    }
    let span = fields.value_span(key).unwrap_or(0..0);
    let message = format!("`{key}` is {found}; a whole number would do");
    fields.fault(Diagnostic::error("bad-value", span, message));
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_faults_are_found_at_once() {
        let (settings, faults) =
            read("retention = 2\nnew_per_day = 1.5\nrollver = 3\nlearner = \"Ada\"\n");
        assert_eq!(
            settings,
            Settings {
                learner: Some("Ada".into()),
                ..Settings::default()
            }
        );
        let messages: Vec<_> = faults.iter().map(|fault| fault.message.as_str()).collect();
        assert_eq!(
            messages,
            [
                "`retention` is 2; a number from 0.5 to 0.99 would do",
                "`new_per_day` is 1.5; a whole number would do",
                "unknown key `rollver` in the settings",
            ]
        );
        assert_eq!(faults[2].label, "did you mean `rollover`?");
    }

    #[test]
    fn every_setting_that_is_known_is_read() {
        let lines = KNOWN.iter().map(|known| match known.name {
            "learner" | "decks" => format!("{} = \"x\"\n", known.name),
            "retention" => "retention = 0.8\n".to_owned(),
            "built_in" | "fit" | "latency" | "calibrate" | "guess" | "tests_count" => {
                format!("{} = false\n", known.name)
            }
            "on_answer_change" => "on_answer_change = \"reset\"\n".to_owned(),
            name => format!("{name} = 5\n"),
        });
        let (settings, faults) = read(&lines.collect::<String>());
        assert_eq!(faults, []);
        assert!(
            settings.retention.is_some() && settings.decks.is_some() && settings.guess.is_some()
        );
        assert_eq!(settings.on_answer_change, Some(AnswerChange::Reset));
    }
}
