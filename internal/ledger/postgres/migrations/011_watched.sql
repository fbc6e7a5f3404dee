-- Sources that are asked on schedules, and how they fare. Instants are stamps (UTC, milliseconds), '' for never; every and lag are in
-- milliseconds.
CREATE TABLE watched (
  url      TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  name     TEXT COLLATE "C" NOT NULL,
  due      TEXT COLLATE "C" NOT NULL,
  every    BIGINT NOT NULL,
  asked    TEXT COLLATE "C" NOT NULL,
  answered TEXT COLLATE "C" NOT NULL,
  changed  TEXT COLLATE "C" NOT NULL,
  newest   TEXT COLLATE "C" NOT NULL,
  lag      BIGINT NOT NULL,
  asks     BIGINT NOT NULL,
  brought  BIGINT NOT NULL,
  failure  TEXT COLLATE "C" NOT NULL,
  failures INTEGER NOT NULL,
  slow     BOOLEAN NOT NULL
);
