//! What is drawn for a test, and what is said where that cannot be.

use anyhow::{Result, bail};
use retain::attempt::pool::{Pool, known_tags};
use retain::deck::{Card, Deck};

use crate::shell::render::attempt::left_out;

/// How many questions, unless said otherwise.
const COUNT: usize = 20;

/// A card with the place of its deck.
pub type Drawn<'d> = (usize, &'d Card);

/// The cards that are drawn with their decks' places, so many as are asked for or else as are
/// usual, and what is to be said of cards that are left out.
pub fn drawn<'d>(
    decks: &[&'d Deck],
    tags: &[String],
    wanted: Option<usize>,
    seed: u64,
) -> Result<(Vec<Drawn<'d>>, Option<String>)> {
    let pool = Pool::of(decks, tags).map_err(|tag| {
        let known = known_tags(decks).map(String::as_str);
        let meant = retain::nearest::nearest(&tag, known)
            .map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
        anyhow::anyhow!("no card has the tag `{tag}`{meant}")
    })?;
    let said = left_out(pool.left_out);
    let beside = |said: Option<String>| said.map_or_else(String::new, |said| format!(" ({said})"));
    let questions = pool.questions();
    if questions == 0 {
        bail!("there is no question to ask{}", beside(said));
    }
    match wanted {
        Some(wanted) if wanted > questions => {
            let siblings = match pool.left_out.siblings {
                0 => None,
                n => Some(format!(
                    "of the gaps or directions of a card one is asked, which leaves out {n}"
                )),
            };
            let said = [said, siblings].into_iter().flatten().collect::<Vec<_>>();
            let said = (!said.is_empty()).then(|| said.join("; "));
            bail!(
                "{wanted} questions are asked for, and there are {questions}{}",
                beside(said)
            )
        }
        _ => Ok((pool.draw(wanted.unwrap_or(COUNT), seed), said)),
    }
}
