//! `retain doctor`: whether the store is sound, what there is to get back, and getting it back.

use std::path::Path;

use anyhow::{Result, bail};
use retain::{clean, day};

use super::Ended;
use crate::shell::args::Doctor;
use crate::shell::chance::Chance;
use crate::shell::config::Config;
use crate::shell::render::words::count;
use crate::shell::store::{self, Creation, KeptBackup, Rescued, Store, StoreError};
use crate::shell::{learner, talk};

/// Checks the store, or does what is asked with it.
pub fn run(config: &Config, arguments: &Doctor) -> Result<Ended> {
    let data = &config.data_dir.0;
    let now = config.clock.now();
    let stamp = day::timestamp(now.at)
        .strftime("%Y-%m-%dT%H-%M-%S")
        .to_string();
    if arguments.backups {
        return list(&store::backups(data)?);
    }
    if let Some(file) = &arguments.restore {
        let file = match file {
            Some(file) => file.clone(),
            None => match newest(&store::backups(data)?) {
                Some(backup) => backup.path.clone(),
                None => bail!(
                    "there is no sound backup in `{}`",
                    data.join("backups").display()
                ),
            },
        };
        let rescued = store::restore(data, &file, &stamp)?;
        return tell(&rescued, &format!("`{}` is put back", file.display()));
    }
    if arguments.salvage {
        let creation = Creation {
            device: Chance::of(config).uuid(),
            at: now.at,
            day: now.day,
        };
        let rescued = store::salvage(data, learner::learner(config)?, creation, &stamp)?;
        let said = match rescued.from_backup {
            Some(backup) => format!(
                "the store is made of a backup ({}) and what could be read",
                answers(backup)
            ),
            None => "the store is made of what could be read".to_owned(),
        };
        return tell(&rescued, &said);
    }
    if arguments.set_aside {
        let aside = store::set_aside(data, &stamp)?;
        say(&format!(
            "the store is set aside as `{0}`; the next answer begins a new one\n\
             `retain doctor --restore {0}` takes this back\n",
            aside.display()
        ))?;
        return Ok(Ended::Done);
    }
    let opened = learner::open_existing_quietly(config);
    let mut store = match opened {
        Ok(Some(store)) => store,
        Ok(None) => {
            say(&format!("there is no store in `{}` yet\n", data.display()))?;
            return Ok(Ended::Done);
        }
        Err(error) => {
            return match error.downcast_ref::<StoreError>() {
                Some(said) if said.fault.is_damage() => damaged(data, &[said.to_string()]),
                _ => Err(error),
            };
        }
    };
    if arguments.export {
        return export(&store);
    }
    let faults = match store.check() {
        Err(error) if error.fault.is_damage() => vec![error.to_string()],
        checked => checked?,
    };
    if !faults.is_empty() {
        return damaged(data, &faults);
    }
    say(&format!(
        "the store is sound: {}\n",
        answers(store.review_count()?)
    ))?;
    if arguments.rebuild {
        store.rebuild()?;
        say("the derived tables are made anew\n")?;
    }
    Ok(Ended::Done)
}

/// Says what is wrong, and what can be got back.
fn damaged(data: &Path, faults: &[String]) -> Result<Ended> {
    for fault in faults {
        say(&format!("{fault}\n"))?;
    }
    let backups = store::backups(data)?;
    match newest(&backups) {
        Some(backup) => say(&format!(
            "the newest sound backup is of {}: {}\n\
             `retain doctor --salvage` makes a store of it and all that can still be read here\n\
             `retain doctor --restore` puts the backup back alone\n",
            day::date(backup.day),
            answers(backup.answers.unwrap_or(0))
        ))?,
        None => say("there is no sound backup\n\
             `retain doctor --salvage` makes a store of all that can still be read here\n")?,
    }
    say("`retain doctor --set-aside` begins anew; the damaged store is kept in each case\n")?;
    Ok(Ended::DoesNotHold)
}

fn newest(backups: &[KeptBackup]) -> Option<&KeptBackup> {
    backups.iter().find(|backup| backup.answers.is_some())
}

fn list(backups: &[KeptBackup]) -> Result<Ended> {
    if backups.is_empty() {
        say("there is no backup yet: one is made each day before the first answer\n")?;
    }
    let mut sound = true;
    for backup in backups {
        let what = match backup.answers {
            Some(many) => answers(many),
            None => "damaged".to_owned(),
        };
        sound &= backup.answers.is_some();
        say(&format!("{}  {what}\n", backup.path.display()))?;
    }
    Ok(if sound {
        Ended::Done
    } else {
        Ended::DoesNotHold
    })
}

fn tell(rescued: &Rescued, what: &str) -> Result<Ended> {
    let aside = rescued.aside.display();
    say(&format!("{what}: {}\n", answers(rescued.answers)))?;
    say(&format!(
        "the store before it is kept as `{aside}`; if it was sound, `retain doctor --restore {aside}` \
         takes this back\n"
    ))?;
    Ok(Ended::Done)
}

/// Prints the log.
fn export(store: &Store) -> Result<Ended> {
    for table in store::LOG {
        store.export(table, |line| Ok(talk::answer(line)?))?;
    }
    Ok(Ended::Done)
}

fn answers(many: u64) -> String {
    let many = usize::try_from(many).unwrap_or(usize::MAX);
    count(many, "answer", "answers")
}

fn say(text: &str) -> Result<()> {
    let lines = text.lines().map(|line| format!("{}\n", clean::text(line)));
    Ok(talk::answer(&lines.collect::<String>())?)
}
