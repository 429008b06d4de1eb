//! Going through what is undecided with the person at the terminal.

use anyhow::Result;
use retain::identity::binding::{Binding, Reset, Turn};
use retain::identity::{Face, Version};
use retain::review::CardId;
use retain::settings::AnswerChange;

use super::{Pen, Settling, Undecided, asking, decide};
use crate::shell::render::palette::When;
use crate::shell::store::{Act, Store};

/// How many questions are asked before a sitting; the others wait for the next one.
const QUESTIONS: usize = 10;

impl Settling<'_> {
    /// Asks what is undecided, one after the other.
    pub(super) fn ask(
        &mut self,
        store: &mut Store,
        undecided: Undecided,
        color: When,
    ) -> Result<()> {
        let Undecided {
            known,
            doubts,
            changed,
        } = undecided;
        if doubts.is_empty() && changed.is_empty() {
            return Ok(());
        }
        let answered = store.answered()?;
        let asking = asking::Asking::new(color, self.config.clock.now().day)?;
        for (n, doubt) in doubts.iter().enumerate() {
            let history = &known.histories[doubt.history];
            let faces: Vec<(CardId, Face)> = doubt
                .cards
                .iter()
                .filter_map(|version| {
                    Some((version.card.clone(), Face::of(self.card(&version.card)?)))
                })
                .collect();
            let before = asking::Before {
                card: history.card.clone(),
                face: history
                    .versions
                    .iter()
                    .rev()
                    .find_map(|version| known.faces.get(&version.content))
                    .cloned(),
                answered: history
                    .versions
                    .iter()
                    .filter_map(|v| answered.get(v))
                    .copied()
                    .collect(),
            };
            let decided = if n < QUESTIONS {
                asking.which(&before, &faces)?
            } else {
                asking::Which::Later
            };
            let mut words = Vec::new();
            match decided {
                asking::Which::Later => {
                    self.leave_doubt(&known, doubt);
                    continue;
                }
                asking::Which::This(n) => {
                    let card = &doubt.cards[n];
                    let bind = |pen: &mut Pen, version| {
                        pen.word(version, Turn::Bind(card.card.clone()), "asked")
                    };
                    words.extend(
                        history
                            .versions
                            .iter()
                            .map(|version| bind(&mut self.pen, version)),
                    );
                    words.push(bind(&mut self.pen, card));
                }
                asking::Which::None => {
                    for (version, card) in pairs(&history.versions, &doubt.cards) {
                        words.push(self.pen.word(
                            version,
                            Turn::Refuse(card.card.clone()),
                            "asked",
                        ));
                    }
                }
            }
            self.decide(store, words, Vec::new())?;
        }
        for found in &changed {
            let Some(face) = self.card(&found.card.card).map(Face::of) else {
                continue;
            };
            let before = found.answer_before.clone().unwrap_or_default();
            match asking.changed(&face, &before)? {
                AnswerChange::Ask => {
                    self.open.insert(found.card.card.deck.clone());
                }
                AnswerChange::Keep => {
                    let word = self.kept(&found.card);
                    self.decide(store, vec![word], Vec::new())?;
                }
                AnswerChange::Reset => {
                    let word = self.begun(&found.card);
                    let memory = store.memory(&found.card.card)?;
                    let reset = memory.map(|memory| self.pen.reset(&found.card, memory));
                    self.decide(store, vec![word], reset.into_iter().collect())?;
                }
            }
        }
        Ok(())
    }

    fn decide(&mut self, store: &mut Store, words: Vec<Binding>, resets: Vec<Reset>) -> Result<()> {
        let faces = words.iter().filter_map(|word| self.face(&word.version));
        let act = Act {
            faces: faces.collect(),
            words,
            resets,
            ..Act::default()
        };
        decide(store, &self.pen, act)
    }
}

fn pairs<'v>(
    versions: &'v [Version],
    cards: &'v [Version],
) -> impl Iterator<Item = (&'v Version, &'v Version)> {
    let with = |version: &'v Version| cards.iter().map(move |card| (version, card));
    versions.iter().flat_map(with)
}
