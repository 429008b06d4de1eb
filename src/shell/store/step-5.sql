-- Derived from the log: what is predicted of each learner's answers, so that no sitting has to walk
-- the whole log. May be emptied at any time.
CREATE TABLE outlooks (
  learner    TEXT    NOT NULL PRIMARY KEY,
  made_with  TEXT    NOT NULL,            -- fits, switches and build of the program
  reviews    INTEGER NOT NULL,            -- last row of each table that was looked at
  amendments INTEGER NOT NULL,
  resets     INTEGER NOT NULL,
  homes      TEXT    NOT NULL,            -- digest of where versions belonged
  at         INTEGER NOT NULL,            -- the last review in replay order
  id         TEXT    NOT NULL,
  state      BLOB    NOT NULL             -- what all cards share
) STRICT, WITHOUT ROWID;
CREATE TABLE outlook_cards (
  learner TEXT NOT NULL,
  deck    TEXT NOT NULL,
  card    TEXT NOT NULL,
  state   BLOB NOT NULL,
  PRIMARY KEY (learner, deck, card)
) STRICT, WITHOUT ROWID;
