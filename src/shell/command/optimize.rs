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
    let said = optimize(config, &mut store)?;
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
        let said = optimize(config, store)?;
        talk::note(&said);
    }
    Ok(())
}

fn optimize(config: &Config, store: &mut Store) -> Result<String> {
    let history = learner::history(Some(store))?;
    let proposed = {
        let progress = Progress::new("fitting", adopt::EFFORT);
        adopt::propose(&history, &|| progress.step())
    };
    let proposal = match proposed {
        Ok(proposal) => proposal,
        Err(unfit) => return Ok(unfit.to_string()),
    };
    let answers = history.answers().len();
    let mut said = found(&proposal, answers);
    let improves = proposal.improves();
    let moved = store.keep(proposal, config.clock.now().at)?;
    if improves && config.switches().fit {
        said.push_str(&format!(
            "; {} due on another day",
            count(moved, "card is", "cards are")
        ));
    }
    Ok(said)
}

fn found(proposal: &Proposal, answers: usize) -> String {
    let (fitted, default) = (proposal.fitted, proposal.default);
    let percent = 100.0 * (fitted / default - 1.0);
    let figures = format!(
        "log loss {fitted:.4} against {default:.4} with the defaults, {percent:+.1} %, on {} by splits in time",
        count(proposal.tested, "answer", "answers")
    );
    if proposal.improves() {
        format!("fitted to {answers} answers: {figures}")
    } else {
        format!(
            "a fit to {answers} answers predicts no better ({figures}); the parameters stay as they are"
        )
    }
}
