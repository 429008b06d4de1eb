//! `retain evaluate`: how well recall is predicted, on the learner's own log.

mod text;

use anyhow::Result;
use retain::evaluate::score::Score;
use retain::evaluate::{self, Evaluation, Predictor};
use serde_json::{Map, Value, json};

use super::Ended;
use crate::shell::args::Evaluate;
use crate::shell::config::Config;
use crate::shell::progress::Progress;
use crate::shell::{face, learner, talk};

/// Evaluates the predictors.
pub fn run(config: &Config, arguments: &Evaluate) -> Result<Ended> {
    let store = learner::open_existing(config)?;
    let history = learner::history(store.as_ref())?;
    let evaluation = {
        let progress = Progress::new("fitting", evaluate::effort(&history));
        evaluate::evaluate(&history, config.switches(), &|| progress.step())
    };
    if arguments.json {
        let object = json(&evaluation);
        talk::answer(&format!("{}\n", serde_json::to_string_pretty(&object)?))?;
    } else {
        talk::answer(&text::page(&evaluation, face::columns()))?;
    }
    Ok(Ended::Done)
}

fn json(evaluation: &Evaluation) -> Value {
    let figures = |score: Option<Score>| {
        json!({
            "log_loss": score.map(|score| score.log_loss),
            "rmse_bins": score.map(|score| score.rmse_bins),
            "auc": score.and_then(|score| score.auc),
        })
    };
    let predictors: Map<String, Value> = Predictor::ALL
        .into_iter()
        .zip(evaluation.scores)
        .map(|(predictor, score)| (predictor.name().to_owned(), figures(score)))
        .collect();
    let gains: Map<String, Value> = Predictor::ALL
        .into_iter()
        .zip(evaluation.gains)
        .filter(|(predictor, _)| *predictor != Predictor::Retain)
        .map(|(predictor, gain)| {
            let figures =
                gain.map(|gain| json!({"share": gain.share, "low": gain.low, "high": gain.high}));
            (predictor.name().to_owned(), figures.unwrap_or(Value::Null))
        })
        .collect();
    let calibration: Vec<Value> = evaluation
        .calibration
        .iter()
        .map(|level| {
            json!({"count": level.count, "predicted": level.predicted, "known": level.known})
        })
        .collect();
    json!({
        "reviews": evaluation.reviews, "items": evaluation.items, "tested": evaluation.tested,
        "predictors": predictors, "gains": gains, "calibration": calibration,
    })
}
