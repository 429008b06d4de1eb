-- Answers of practice: as reviews, and amended as they are, but nothing is derived from them;
-- memory, due days and retention are as if they had never been given. Written once, never
-- changed or removed.
CREATE TABLE practice (
  id        TEXT    NOT NULL PRIMARY KEY, -- uuid, version 7
  deck      TEXT    NOT NULL,
  card      TEXT    NOT NULL,
  learner   TEXT    NOT NULL,
  device    TEXT    NOT NULL,
  at        INTEGER NOT NULL,             -- milliseconds since 1970, UTC
  day       INTEGER NOT NULL,             -- local day, in days since 1970-01-01
  kind      TEXT    NOT NULL,
  reply     TEXT    NOT NULL,             -- as it was given, JSON
  hinted    INTEGER NOT NULL CHECK (hinted IN (0, 1)),
  verdict   TEXT    NOT NULL CHECK (verdict IN ('correct', 'almost', 'partial', 'wrong')),
  score     REAL    NOT NULL,
  reason    TEXT    NOT NULL,
  rating    INTEGER NOT NULL CHECK (rating BETWEEN 1 AND 4),
  took_ms   INTEGER NOT NULL CHECK (took_ms >= 0),
  predicted REAL,
  content   TEXT    NOT NULL
) STRICT;
CREATE INDEX practice_by_learner ON practice (learner, day, at);
CREATE TRIGGER practice_once BEFORE INSERT ON practice
WHEN EXISTS (SELECT 1 FROM practice WHERE id = NEW.id)
BEGIN SELECT RAISE(IGNORE); END;
CREATE TRIGGER practice_kept BEFORE DELETE ON practice
BEGIN SELECT RAISE(ABORT, 'practice is never removed; add an amendment with the action undo'); END;
CREATE TRIGGER practice_unchanged BEFORE UPDATE ON practice
BEGIN SELECT RAISE(ABORT, 'practice is never changed; add an amendment'); END;
