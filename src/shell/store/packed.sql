-- Derived from the log: each learner's answers as figures are made of them, packed in replay
-- order, amendments and bindings applied. May be dropped at any time and is then made anew.
CREATE TABLE IF NOT EXISTS packed (
  learner    TEXT    NOT NULL,
  part       INTEGER NOT NULL, -- from 0; a log grows by parts
  reviews    INTEGER NOT NULL, -- the last row of `reviews` that was seen
  amendments INTEGER NOT NULL, -- the last row of `amendments`
  bindings   INTEGER NOT NULL, -- the last row of `bindings`
  last_at    INTEGER NOT NULL, -- the latest time up to and with this part
  cards      TEXT    NOT NULL, -- the cards that come up first in this part, JSON
  answers    BLOB    NOT NULL, -- 21 bytes each
  PRIMARY KEY (learner, part)
) STRICT;
