-- Tests: begun, answered, over. Written once, never changed. They are apart from reviews.
CREATE TABLE test_events (
  id      TEXT    NOT NULL PRIMARY KEY,   -- uuid, version 7
  attempt TEXT    NOT NULL,               -- id of the event that began it
  learner TEXT    NOT NULL,
  device  TEXT    NOT NULL,
  at      INTEGER NOT NULL,               -- milliseconds since 1970, UTC
  action  TEXT    NOT NULL                -- begin, answer or close, with its details; JSON
) STRICT;
CREATE INDEX test_events_by_learner ON test_events (learner);
CREATE TRIGGER test_events_once BEFORE INSERT ON test_events
WHEN EXISTS (SELECT 1 FROM test_events WHERE id = NEW.id)
BEGIN SELECT RAISE(IGNORE); END;
CREATE TRIGGER test_events_kept BEFORE DELETE ON test_events
BEGIN SELECT RAISE(ABORT, 'test events are never removed; add another one'); END;
CREATE TRIGGER test_events_unchanged BEFORE UPDATE ON test_events
BEGIN SELECT RAISE(ABORT, 'test events are never changed; add another one'); END;

-- The decks of tests as they were, each text once: what was asked can be asked and marked again
-- after the deck has been edited.
CREATE TABLE deck_texts (
  digest TEXT NOT NULL PRIMARY KEY,       -- hexadecimal BLAKE3 of the text
  name   TEXT NOT NULL,                   -- the file's name without its ending: a deck without an id takes it
  text   BLOB NOT NULL
) STRICT;
CREATE TRIGGER deck_texts_once BEFORE INSERT ON deck_texts
WHEN EXISTS (SELECT 1 FROM deck_texts WHERE digest = NEW.digest)
BEGIN SELECT RAISE(IGNORE); END;
CREATE TRIGGER deck_texts_kept BEFORE DELETE ON deck_texts
BEGIN SELECT RAISE(ABORT, 'texts of decks are never removed'); END;
CREATE TRIGGER deck_texts_unchanged BEFORE UPDATE ON deck_texts
BEGIN SELECT RAISE(ABORT, 'texts of decks are never changed'); END;
