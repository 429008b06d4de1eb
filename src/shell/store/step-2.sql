-- What a content asks and answers, once for each digest: the digest in a review says what was
-- asked, this says it in words. Added when a card is first answered, never changed or removed.
CREATE TABLE contents (
  content  TEXT NOT NULL PRIMARY KEY,     -- digest of the card, as in reviews
  kind     TEXT NOT NULL,
  question TEXT NOT NULL,
  answer   TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Where histories belong after edits of decks: words on versions, which are what reviews name
-- (deck, card, content). Without a word a version belongs to the card it names; the last bind
-- or part (by time, then id) counts, unless its act is undone.
CREATE TABLE bindings (
  id      TEXT    NOT NULL PRIMARY KEY,   -- uuid, version 7
  act     TEXT    NOT NULL,               -- id of the first row of what was decided at once
  deck    TEXT    NOT NULL,
  card    TEXT    NOT NULL,
  content TEXT    NOT NULL,
  action  TEXT    NOT NULL CHECK (action IN ('bind', 'part', 'refuse', 'archive', 'undo')),
  to_deck TEXT,                           -- bind: whose it is; refuse: whose it is not
  to_card TEXT,
  undone  TEXT,                           -- undo: the act that no longer counts
  why     TEXT    NOT NULL,
  device  TEXT    NOT NULL,
  at      INTEGER NOT NULL,               -- milliseconds since 1970, UTC
  CHECK ((action IN ('bind', 'refuse')) = (to_deck IS NOT NULL)),
  CHECK ((to_deck IS NULL) = (to_card IS NULL)),
  CHECK ((action = 'undo') = (undone IS NOT NULL))
) STRICT;

-- Cards begun anew: what a learner answered before (in replay order) stays in the log, and does
-- not count for memory.
CREATE TABLE resets (
  id      TEXT    NOT NULL PRIMARY KEY,   -- uuid, version 7
  deck    TEXT    NOT NULL,               -- the version from which on it is new
  card    TEXT    NOT NULL,
  content TEXT    NOT NULL,
  learner TEXT    NOT NULL,
  device  TEXT    NOT NULL,
  at      INTEGER NOT NULL,               -- milliseconds since 1970, UTC
  day     INTEGER NOT NULL                -- local day, in days since 1970-01-01
) STRICT;
CREATE INDEX resets_by_version ON resets (deck, card, content);

CREATE TRIGGER contents_once BEFORE INSERT ON contents
WHEN EXISTS (SELECT 1 FROM contents WHERE content = NEW.content)
BEGIN SELECT RAISE(IGNORE); END;
CREATE TRIGGER bindings_once BEFORE INSERT ON bindings
WHEN EXISTS (SELECT 1 FROM bindings WHERE id = NEW.id)
BEGIN SELECT RAISE(IGNORE); END;
CREATE TRIGGER resets_once BEFORE INSERT ON resets
WHEN EXISTS (SELECT 1 FROM resets WHERE id = NEW.id)
BEGIN SELECT RAISE(IGNORE); END;

CREATE TRIGGER contents_kept BEFORE DELETE ON contents
BEGIN SELECT RAISE(ABORT, 'contents are never removed'); END;
CREATE TRIGGER bindings_kept BEFORE DELETE ON bindings
BEGIN SELECT RAISE(ABORT, 'bindings are never removed; add one with the action undo'); END;
CREATE TRIGGER resets_kept BEFORE DELETE ON resets
BEGIN SELECT RAISE(ABORT, 'resets are never removed'); END;

CREATE TRIGGER contents_unchanged BEFORE UPDATE ON contents
BEGIN SELECT RAISE(ABORT, 'contents are never changed'); END;
CREATE TRIGGER bindings_unchanged BEFORE UPDATE ON bindings
BEGIN SELECT RAISE(ABORT, 'bindings are never changed; add another one'); END;
CREATE TRIGGER resets_unchanged BEFORE UPDATE ON resets
BEGIN SELECT RAISE(ABORT, 'resets are never changed'); END;

-- Derived from reviews: the versions that have been answered, each once.
CREATE TABLE versions (
  deck    TEXT NOT NULL,
  card    TEXT NOT NULL,
  content TEXT NOT NULL,
  PRIMARY KEY (deck, card, content)
) STRICT, WITHOUT ROWID;
INSERT INTO versions SELECT DISTINCT deck, card, content FROM reviews;
CREATE TRIGGER reviews_have_versions AFTER INSERT ON reviews
WHEN NOT EXISTS (SELECT 1 FROM versions
                 WHERE deck = NEW.deck AND card = NEW.card AND content = NEW.content)
BEGIN INSERT INTO versions VALUES (NEW.deck, NEW.card, NEW.content); END;

-- Derived from bindings: the versions that do not belong to the card they name.
CREATE TABLE homes (
  deck    TEXT NOT NULL,
  card    TEXT NOT NULL,
  content TEXT NOT NULL,
  to_deck TEXT,                           -- none for a version that belongs to no card
  to_card TEXT,
  PRIMARY KEY (deck, card, content)
) STRICT, WITHOUT ROWID;
CREATE INDEX homes_by_card ON homes (to_deck, to_card);

-- What decks looked like when they were last met on this machine: no log, only there so that
-- what is new in them and what is gone from them can be told. May be emptied.
CREATE TABLE met (
  place  TEXT NOT NULL PRIMARY KEY,       -- the file
  deck   TEXT NOT NULL,
  digest TEXT NOT NULL,
  cards  BLOB NOT NULL                    -- 8 bytes for each card, in the order of the file
) STRICT;
