-- Exam plans: made, made anew, given up, and how the exam went. Written once, never changed.
CREATE TABLE plan_events (
  id      TEXT    NOT NULL PRIMARY KEY,   -- uuid, version 7
  plan    TEXT    NOT NULL,               -- id of the plan
  learner TEXT    NOT NULL,
  device  TEXT    NOT NULL,
  at      INTEGER NOT NULL,               -- milliseconds since 1970, UTC
  action  TEXT    NOT NULL                -- make, renew, drop or result, with its details; JSON
) STRICT;
CREATE INDEX plan_events_by_learner ON plan_events (learner);
CREATE TRIGGER plan_events_once BEFORE INSERT ON plan_events
WHEN EXISTS (SELECT 1 FROM plan_events WHERE id = NEW.id)
BEGIN SELECT RAISE(IGNORE); END;
CREATE TRIGGER plan_events_kept BEFORE DELETE ON plan_events
BEGIN SELECT RAISE(ABORT, 'plan events are never removed; add another one'); END;
CREATE TRIGGER plan_events_unchanged BEFORE UPDATE ON plan_events
BEGIN SELECT RAISE(ABORT, 'plan events are never changed; add another one'); END;
