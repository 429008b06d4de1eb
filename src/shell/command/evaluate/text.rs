//! An evaluation on a page: a table, what can be said of it, a chart.

use retain::evaluate::score::{Gain, Level, Score};
use retain::evaluate::{Evaluation, Predictor, SPLITS};

use crate::shell::render::palette::{Ink, Palette, When};
use crate::shell::render::text;
use crate::shell::render::words::count;

/// Below so many predicted answers the third digit is chance.
const FEW: usize = 1000;

/// The page, as wide as the window.
pub fn page(evaluation: &Evaluation, columns: usize) -> String {
    let mut page = say(&sizes(evaluation), columns);
    if evaluation.tested == 0 {
        let why = if evaluation.items == 0 {
            "There is nothing to go by yet: no card has been answered on two days."
        } else {
            "There are too few to learn from one part and predict the next."
        };
        return page + &say(why, columns);
    }
    page.push('\n');
    page.push_str(&table(evaluation, columns));
    page.push('\n');
    for sentence in findings(evaluation) {
        page.push_str(&say(&sentence, columns));
    }
    page.push('\n');
    page.push_str(&chart(&evaluation.calibration, columns));
    page
}

fn say(sentence: &str, columns: usize) -> String {
    text::say(plain(), Ink::Text, sentence, columns)
        .into_iter()
        .map(|line| line.text + "\n")
        .collect()
}

fn plain() -> Palette {
    Palette::new(When::Never, false)
}

fn sizes(evaluation: &Evaluation) -> String {
    let answers = count(evaluation.reviews, "answer", "answers");
    if evaluation.items == 0 {
        return format!("{answers}.");
    }
    let items = format!(
        "{answers}, {} of them at least a day after the card's last",
        evaluation.items
    );
    if evaluation.tested == 0 {
        return format!("{items}.");
    }
    format!(
        "{items}. The last {SPLITS} of {} parts, {}, are predicted by what was known before \
         each part or answer; {:.1} % were known.",
        SPLITS + 1,
        count(evaluation.tested, "answer", "answers"),
        100.0 * evaluation.known as f64 / evaluation.tested as f64
    )
}

fn table(evaluation: &Evaluation, columns: usize) -> String {
    let widest = Predictor::ALL
        .iter()
        .map(|predictor| predictor.words().len())
        .max()
        .unwrap_or(0);
    let wide = columns >= widest + 28;
    let figures = |score: &Score| {
        let auc = score
            .auc
            .map_or_else(|| "    –".to_owned(), |auc| format!("{auc:.3}"));
        if columns < 26 {
            format!("{:.3} {:.3} {auc}", score.log_loss, score.rmse_bins)
        } else {
            format!("{:>8.4}  {:>10.4}  {auc}", score.log_loss, score.rmse_bins)
        }
    };
    let head = if columns < 26 {
        "loss  RMSE  AUC"
    } else {
        "log loss  RMSE(bins)  AUC"
    };
    let mut table = if wide {
        format!("{:widest$}  {head}\n", "")
    } else {
        format!("{head}\n")
    };
    for (predictor, score) in Predictor::ALL.into_iter().zip(&evaluation.scores) {
        let Some(score) = score else { continue };
        if wide {
            table.push_str(&format!(
                "{:widest$}  {}\n",
                predictor.words(),
                figures(score)
            ));
        } else {
            table.push_str(&say(predictor.words(), columns));
            table.push_str(&format!("{}\n", figures(score)));
        }
    }
    table
}

fn findings(evaluation: &Evaluation) -> Vec<String> {
    let mut sentences = Vec::new();
    let gain = |of: Predictor| evaluation.gains[of as usize];
    match gain(Predictor::Constant) {
        None => sentences.push(
            "Fewer than ten days say nothing of the noise between days: nothing is claimed."
                .to_owned(),
        ),
        Some(constant) if !constant.is_real() => sentences.push(
            "What is used here does no better than the share known so far, beyond noise: \
             recall cannot be predicted from this log yet, and nothing is claimed."
                .to_owned(),
        ),
        Some(constant) => {
            let others = [Predictor::Fit, Predictor::Refit];
            let gains = others.map(|other| gain(other).map(|gain| compared(gain, other)));
            let mut all = vec![compared(constant, Predictor::Constant)];
            all.extend(gains.into_iter().flatten());
            sentences.push(format!("What is used here has {}.", all.join("; ")));
        }
    }
    if evaluation.tested < FEW {
        sentences.push(format!(
            "With {} the figures are rough; {FEW} and more say something.",
            count(evaluation.tested, "answer", "answers")
        ));
    }
    sentences
}

fn compared(gain: Gain, other: Predictor) -> String {
    let percent = |share: f64| 100.0 * share;
    let other = other.words();
    let (share, low, high) = (percent(gain.share), percent(gain.low), percent(gain.high));
    if gain.is_real() {
        format!("{share:.1} % less log loss than {other} (95 %: {low:.1} to {high:.1})")
    } else if high < 0.0 {
        let (share, low, high) = (-share, -high, -low);
        format!("{share:.1} % more log loss than {other} (95 %: {low:.1} to {high:.1})")
    } else {
        format!("no difference from {other} beyond noise (95 %: {low:+.1} to {high:+.1} %)")
    }
}

/// One line for each level: predicted, known, and a bar of what was known with a mark where it
/// was predicted.
fn chart(levels: &[Level], columns: usize) -> String {
    let head = "predicted  known";
    let room = columns.saturating_sub(head.len() + 3).min(51);
    let mut chart = format!("{head}\n");
    for level in levels {
        let percent = |share: f64| format!("{:.1} %", 100.0 * share);
        let figures = format!(
            "{:>9}  {:>5}",
            percent(level.predicted),
            percent(level.known)
        );
        if room < 10 {
            chart.push_str(&figures);
        } else {
            let place = |share: f64| (share * (room - 1) as f64).round() as usize;
            let (known, predicted) = (place(level.known), place(level.predicted));
            let bar: String = (0..room.min(known.max(predicted) + 1))
                .map(|at| match at {
                    _ if at == predicted => '|',
                    _ if at < known => '=',
                    _ => ' ',
                })
                .collect();
            chart.push_str(format!("{figures:<17}  {bar}").trim_end());
        }
        chart.push('\n');
    }
    if room >= 10 {
        chart.push_str(&say(
            "Each line is a tenth of the answers: = what was known, | what was predicted.",
            columns,
        ));
    }
    chart
}
