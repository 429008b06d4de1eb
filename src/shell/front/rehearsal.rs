//! A sitting for show: a session that nobody takes part in and nothing is stored of. Every card
//! is asked once and gets the right answer.

use std::collections::HashSet;

use retain::ask::Reply;
use retain::day::Moment;
use retain::review::{CardId, Rating};
use retain::session::{Action, Marked, Open, Outcome, Session, Step};

/// What a learner would meet at one card.
pub struct Seen {
    /// The question.
    pub open: Open,
    /// The hint, as it would be shown; looking at it would change the rating.
    pub hint: Option<Outcome>,
    /// A flip card's answer, and the question how well it was known.
    pub revealed: Option<(Outcome, Step)>,
    /// The feedback for the right answer.
    pub marked: Box<Marked>,
}

/// Goes through the cards of a session, in their order.
pub struct Rehearsal {
    session: Session,
    now: Moment,
    seen: HashSet<CardId>,
}

impl Rehearsal {
    /// Begins.
    pub fn new(session: Session, now: Moment) -> Self {
        Self {
            session,
            now,
            seen: HashSet::new(),
        }
    }

    fn act(&mut self, action: Action) -> Outcome {
        self.session.answer(action, self.now, 0)
    }
}

impl Iterator for Rehearsal {
    type Item = Seen;

    fn next(&mut self) -> Option<Seen> {
        let open = loop {
            let Step::Ask(open) = self.session.step() else {
                return None;
            };
            if !self.seen.contains(&open.card) {
                break open;
            }
            // Not known yet, whatever was answered: a sitting would ask it again.
            self.session.drop_open(self.now);
        };
        let hint = open
            .hint
            .clone()
            .map(|hint| Outcome::Hint { n: open.n, hint });
        let mut revealed = None;
        let mut outcome = self.act(Action::Reply(open.key.clone()));
        if open.key == Reply::Shown {
            revealed = Some((outcome, self.session.step()));
            outcome = self.act(Action::Rate(Rating::Good));
        }
        let Outcome::Marked(marked) = outcome else {
            return None;
        };
        self.seen.insert(open.card.clone());
        Some(Seen {
            open,
            hint,
            revealed,
            marked,
        })
    }
}
