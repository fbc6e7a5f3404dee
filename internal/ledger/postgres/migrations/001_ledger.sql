-- The ledger as internal/ledger/sqlite/migrations lays it down, with its tables, names and numbers. Texts are ordered by their bytes, as there.
-- Rows that point to derived rows are not watched by the database: they are written many at a time, and safir ledger check looks at them.

-- What came in.
CREATE TABLE dispatches (
  rowid     BIGINT PRIMARY KEY,
  id        TEXT COLLATE "C" NOT NULL UNIQUE,
  version   TEXT COLLATE "C" NOT NULL,
  agency    TEXT COLLATE "C" NOT NULL,
  published TEXT COLLATE "C" NOT NULL,
  url       TEXT COLLATE "C" NOT NULL,
  title     TEXT COLLATE "C" NOT NULL,
  body      TEXT COLLATE "C" NOT NULL,
  record    TEXT COLLATE "C" NOT NULL  -- JSON, without the texts
);

-- What a record says of events, one a row: JSON of a report.
CREATE TABLE reports (
  dispatch TEXT COLLATE "C" NOT NULL REFERENCES dispatches (id),
  n        TEXT COLLATE "C" NOT NULL,  -- the event's id in its record
  report   TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (dispatch, n)
);

-- What is derived: all that follows can be made again.
CREATE TABLE events (
  place_in_time BIGINT PRIMARY KEY,  -- by first day, then first report
  id       TEXT COLLATE "C" NOT NULL UNIQUE,
  type     TEXT COLLATE "C" NOT NULL,
  status   TEXT COLLATE "C" NOT NULL,
  first    TEXT COLLATE "C" NOT NULL,
  last     TEXT COLLATE "C" NOT NULL,
  place    TEXT COLLATE "C" NOT NULL,
  state    TEXT COLLATE "C" NOT NULL,
  offices  TEXT[] COLLATE "C" NOT NULL,  -- that are held by those who take part
  visitors TEXT[] COLLATE "C" NOT NULL,  -- states of visitors
  event    TEXT COLLATE "C" NOT NULL     -- JSON, without the reports
);
CREATE INDEX events_by_first ON events (first, place_in_time);
CREATE INDEX events_by_place ON events (place, place_in_time);
CREATE INDEX events_by_state ON events (state, place_in_time);

CREATE TABLE mentions (
  event    BIGINT NOT NULL,
  position INTEGER NOT NULL,
  dispatch TEXT COLLATE "C" NOT NULL,
  n        TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (event, position)
);

-- merged: 1 while the events are those of all reports.
CREATE TABLE state (merged SMALLINT NOT NULL);
INSERT INTO state VALUES (1);

-- A faster way to press long texts, where the server was built with it.
DO $$ BEGIN
  ALTER TABLE dispatches ALTER COLUMN record SET COMPRESSION lz4;
  ALTER TABLE dispatches ALTER COLUMN body SET COMPRESSION lz4;
EXCEPTION WHEN feature_not_supported OR syntax_error THEN NULL;
END $$;
