//! `retain optimize`: the scheduler fitted to the learner's own log; by itself at the end of a
//! sitting, when the log has grown enough.

use anyhow::Result;
use retain::schedule::adopt::{self, Proposal};
use retain::schedule::fit;

use super::Ended;
use crate::shell::config::Config;
use crate::shell::progress::Progress;
use crate::shell::render::words::count;
use crate::shell::store::Store;
use crate::shell::{learner, talk};

/// Fits, and says what came of it.
pub fn run(config: &Config) -> Result<Ended> {
    let Some(mut store) = learner::open_existing(config)? else {
        talk::answer("there are no answers yet; the default parameters stay\n")?;
        return Ok(Ended::Done);
    };
    store.back_up(config.clock.now().day);
    let (Came::Adopted { whole: said, .. } | Came::Not(said)) = optimize(config, &mut store)?;
    talk::answer(&format!("{said}\n"))?;
    if !config.switches().fit {
        talk::note("`fit = false` is set: the fit is kept, and not put to use");
    }
    Ok(Ended::Done)
}

/// Fits at the end of a sitting, if that is wanted and due.
pub fn after_sitting(config: &Config, store: &mut Store) -> Result<()> {
    // Counts answers of all learners and those undone: only a bound, and quick to know.
    let most = usize::try_from(store.review_count()?).unwrap_or(usize::MAX);
    if !config.switches().fit || !fit::due(most, store.kept().answers()) {
        return Ok(());
    }
    let answers = learner::history(Some(store))?.answers().len();
    if fit::due(answers, store.kept().answers()) {
        match optimize(config, store)? {
            Came::Adopted { short, .. } => talk::note(&short),
            Came::Not(said) => talk::detail(|| said),
        }
        // Now, and not before the next question.
        learner::outlook(config, store)?;
    }
    Ok(())
}

/// What came of a fit, in words.
enum Came {
    /// It is in force from now on.
    Adopted {
        /// With all figures.
        whole: String,
        /// In a line that fits below a summary.
        short: String,
    },
    /// The parameters stay as they are.
    Not(String),
}

fn optimize(config: &Config, store: &mut Store) -> Result<Came> {
    let history = learner::history(Some(store))?;
    let proposed = {
        let progress = Progress::new("fitting", adopt::EFFORT);
        adopt::propose(&history, config.switches().latency, &|| progress.step())
    };
    let proposal = match proposed {
        Ok(proposal) => proposal,
        Err(unfit) => return Ok(Came::Not(unfit.to_string())),
    };
    let answers = history.answers().len();
    let improves = proposal.improves();
    let (figures, percent) = (figures(&proposal), percent(&proposal));
    let moved = store.keep(proposal, config.clock.now().at)?;
    if !improves {
        return Ok(Came::Not(format!(
            "a fit to {answers} answers predicts no better ({figures}); the parameters stay as \
             they are"
        )));
    }
    let due = if config.switches().fit {
        format!(
            "; {} due on another day",
            count(moved, "card is", "cards are")
        )
    } else {
        String::new()
    };
    Ok(Came::Adopted {
        whole: format!("fitted to {answers} answers: {figures}{due}"),
        short: format!("fitted to {answers} answers: log loss {percent:+.1} %{due}"),
    })
}

/// How much log loss the fit takes away from, or adds to, that of the defaults.
fn percent(proposal: &Proposal) -> f64 {
    if proposal.default > 0.0 {
        100.0 * (proposal.fitted / proposal.default - 1.0)
    } else {
        0.0
    }
}

fn figures(proposal: &Proposal) -> String {
    format!(
        "log loss {:.4} against {:.4} with the defaults, {:+.1} %, on {} by splits in time",
        proposal.fitted,
        proposal.default,
        percent(proposal),
        count(proposal.tested, "answer", "answers")
    )
}
