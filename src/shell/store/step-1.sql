-- The log: one row per answer, written once, never changed or removed.
CREATE TABLE reviews (
  id        TEXT    NOT NULL PRIMARY KEY, -- uuid, version 7
  deck      TEXT    NOT NULL,
  card      TEXT    NOT NULL,             -- id in the deck
  learner   TEXT    NOT NULL,
  device    TEXT    NOT NULL,             -- uuid of the machine
  at        INTEGER NOT NULL,             -- milliseconds since 1970, UTC
  day       INTEGER NOT NULL,             -- local day, in days since 1970-01-01
  kind      TEXT    NOT NULL,             -- of the question
  reply     TEXT    NOT NULL,             -- as it was given, JSON
  hinted    INTEGER NOT NULL CHECK (hinted IN (0, 1)),
  verdict   TEXT    NOT NULL CHECK (verdict IN ('correct', 'almost', 'partial', 'wrong')),
  score     REAL    NOT NULL,             -- 0 to 1
  reason    TEXT    NOT NULL,
  rating    INTEGER NOT NULL CHECK (rating BETWEEN 1 AND 4), -- again, hard, good, easy
  took_ms   INTEGER NOT NULL CHECK (took_ms >= 0),
  predicted REAL,                         -- recall predicted before the answer, 0 to 1; none for a new card
  content   TEXT    NOT NULL              -- digest of the card as it was asked
) STRICT;
-- Holds all that a replay of one card reads.
CREATE INDEX reviews_by_card ON reviews (learner, deck, card, id, day, at, rating);
CREATE INDEX reviews_by_day ON reviews (learner, day, at);

-- Later words on answers; the last one (by time, then id) counts, an undo is final.
CREATE TABLE amendments (
  id      TEXT    NOT NULL PRIMARY KEY,   -- uuid, version 7
  review  TEXT    NOT NULL,               -- id of the review; it may come later, from another machine
  device  TEXT    NOT NULL,
  at      INTEGER NOT NULL,               -- milliseconds since 1970, UTC
  action  TEXT    NOT NULL CHECK (action IN ('undo', 'override', 'rate')),
  verdict TEXT    CHECK (verdict IN ('correct', 'almost', 'partial', 'wrong')), -- final; none for an undo
  rating  INTEGER CHECK (rating BETWEEN 1 AND 4),                               -- final; none for an undo
  CHECK ((action = 'undo') = (verdict IS NULL) AND (verdict IS NULL) = (rating IS NULL))
) STRICT;
CREATE INDEX amendments_by_review ON amendments (review);

-- Cards kept out of sittings, and let in again; the last row (by time, then id) counts.
CREATE TABLE card_events (
  id      TEXT    NOT NULL PRIMARY KEY,   -- uuid, version 7
  deck    TEXT    NOT NULL,
  card    TEXT    NOT NULL,
  learner TEXT    NOT NULL,
  device  TEXT    NOT NULL,
  at      INTEGER NOT NULL,               -- milliseconds since 1970, UTC
  action  TEXT    NOT NULL CHECK (action IN ('suspend', 'resume'))
) STRICT;
CREATE INDEX card_events_by_learner ON card_events (learner);

CREATE TABLE meta (
  key   TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- A row that is there already is passed over, so that not even `INSERT OR REPLACE` changes it.
CREATE TRIGGER reviews_once BEFORE INSERT ON reviews
WHEN EXISTS (SELECT 1 FROM reviews WHERE id = NEW.id)
BEGIN SELECT RAISE(IGNORE); END;
CREATE TRIGGER amendments_once BEFORE INSERT ON amendments
WHEN EXISTS (SELECT 1 FROM amendments WHERE id = NEW.id)
BEGIN SELECT RAISE(IGNORE); END;
CREATE TRIGGER card_events_once BEFORE INSERT ON card_events
WHEN EXISTS (SELECT 1 FROM card_events WHERE id = NEW.id)
BEGIN SELECT RAISE(IGNORE); END;

CREATE TRIGGER reviews_kept BEFORE DELETE ON reviews
BEGIN SELECT RAISE(ABORT, 'reviews are never removed; add an amendment with the action undo'); END;
CREATE TRIGGER amendments_kept BEFORE DELETE ON amendments
BEGIN SELECT RAISE(ABORT, 'amendments are never removed; add another one'); END;
CREATE TRIGGER card_events_kept BEFORE DELETE ON card_events
BEGIN SELECT RAISE(ABORT, 'card events are never removed; add another one'); END;

CREATE TRIGGER reviews_unchanged BEFORE UPDATE ON reviews
BEGIN SELECT RAISE(ABORT, 'reviews are never changed; add an amendment'); END;
CREATE TRIGGER amendments_unchanged BEFORE UPDATE ON amendments
BEGIN SELECT RAISE(ABORT, 'amendments are never changed; add another one'); END;
CREATE TRIGGER card_events_unchanged BEFORE UPDATE ON card_events
BEGIN SELECT RAISE(ABORT, 'card events are never changed; add another one'); END;
