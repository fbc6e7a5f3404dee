-- Sources that are asked on schedules, and how they fare. Instants are stamps (UTC, milliseconds), '' for never; every and lag are in
-- milliseconds.
CREATE TABLE watched (
  url      TEXT NOT NULL PRIMARY KEY,
  name     TEXT NOT NULL,
  due      TEXT NOT NULL,
  every    BIGINT NOT NULL,
  asked    TEXT NOT NULL,
  answered TEXT NOT NULL,
  changed  TEXT NOT NULL,
  newest   TEXT NOT NULL,
  lag      BIGINT NOT NULL,
  asks     BIGINT NOT NULL,
  brought  BIGINT NOT NULL,
  failure  TEXT NOT NULL,
  failures INTEGER NOT NULL,
  slow     BOOLEAN NOT NULL
);
