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

-- What came last, and how long the latest answers took.
CREATE INDEX reviews_by_time ON reviews (learner, at, took_ms);

-- Derived from reviews: on which local days a learner answered, and how often; undone ones among
-- them.
CREATE TABLE answered (
  learner TEXT    NOT NULL,
  day     INTEGER NOT NULL,               -- local day, in days since 1970-01-01
  answers INTEGER NOT NULL,
  PRIMARY KEY (learner, day)
) STRICT, WITHOUT ROWID;
INSERT INTO answered SELECT learner, day, count(*) FROM reviews GROUP BY learner, day;
CREATE TRIGGER reviews_are_answered AFTER INSERT ON reviews
BEGIN
  INSERT INTO answered VALUES (NEW.learner, NEW.day, 1)
  ON CONFLICT (learner, day) DO UPDATE SET answers = answers + 1;
END;

-- It has an index by due day from now on.
DROP TABLE IF EXISTS memory;
