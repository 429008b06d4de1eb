-- Derived from the log by replay; may be dropped at any time and is then made anew.
CREATE TABLE IF NOT EXISTS memory (
  learner    TEXT    NOT NULL,
  deck       TEXT    NOT NULL,
  card       TEXT    NOT NULL,
  stability  REAL    NOT NULL, -- days until recall falls to 90 %
  difficulty REAL    NOT NULL, -- 1 (easy) to 10
  phase      TEXT    NOT NULL, -- learning, review, relearning
  first_day  INTEGER NOT NULL, -- local day of the first review that counts
  last_day   INTEGER NOT NULL, -- local day of the last one
  last_at    INTEGER NOT NULL, -- its time, milliseconds since 1970, UTC
  due_day    INTEGER NOT NULL,
  reviews    INTEGER NOT NULL, -- how many count
  lapses     INTEGER NOT NULL, -- how often missed after it had been known
  PRIMARY KEY (learner, deck, card)
) STRICT, WITHOUT ROWID;
