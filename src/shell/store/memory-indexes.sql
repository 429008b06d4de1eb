-- Holds all that choosing the next cards reads.
CREATE INDEX IF NOT EXISTS memory_by_due ON memory
  (learner, due_day, deck, card, stability, difficulty, phase, last_day, last_at, reviews, lapses);
CREATE INDEX IF NOT EXISTS memory_loads ON memory (learner, due_day) WHERE phase = 'review';
CREATE INDEX IF NOT EXISTS memory_in_learning ON memory (learner, due_day) WHERE phase <> 'review';
