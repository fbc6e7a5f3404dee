-- What came in.
CREATE TABLE dispatches (
  rowid     INTEGER PRIMARY KEY,
  id        TEXT NOT NULL UNIQUE,
  version   TEXT NOT NULL,
  agency    TEXT NOT NULL,
  published TEXT NOT NULL,
  url       TEXT NOT NULL,
  title     TEXT NOT NULL,
  body      TEXT NOT NULL,
  record    TEXT NOT NULL  -- JSON, without the texts
);

-- What a record says of events, one a row: JSON of a report.
CREATE TABLE reports (
  dispatch TEXT NOT NULL REFERENCES dispatches (id),
  n        TEXT NOT NULL,  -- the event's id in its record
  report   TEXT NOT NULL,
  PRIMARY KEY (dispatch, n)
) WITHOUT ROWID;

-- What is derived: all that follows can be made again.
CREATE TABLE events (
  place_in_time INTEGER PRIMARY KEY,  -- by first day, then first report
  id     TEXT NOT NULL UNIQUE,
  type   TEXT NOT NULL,
  status TEXT NOT NULL,
  first  TEXT NOT NULL,
  last   TEXT NOT NULL,
  place  TEXT NOT NULL,
  state  TEXT NOT NULL,
  event  TEXT NOT NULL     -- JSON, without the reports
);
CREATE INDEX events_by_first ON events (first);
CREATE INDEX events_by_place ON events (place);
CREATE INDEX events_by_state ON events (state);

CREATE TABLE participants (
  event INTEGER NOT NULL REFERENCES events (place_in_time),
  name    TEXT NOT NULL,
  country TEXT NOT NULL,
  org     TEXT NOT NULL
);
CREATE INDEX participants_by_event ON participants (event);
CREATE INDEX participants_by_name ON participants (name, country) WHERE name <> '';
CREATE INDEX participants_by_country ON participants (country) WHERE country <> '';
CREATE INDEX participants_by_org ON participants (org) WHERE org <> '';

CREATE TABLE mentions (
  event    INTEGER NOT NULL REFERENCES events (place_in_time),
  position INTEGER NOT NULL,
  dispatch TEXT NOT NULL,
  n        TEXT NOT NULL,
  PRIMARY KEY (event, position)
) WITHOUT ROWID;

-- merged: 1 while the events are those of all reports.
CREATE TABLE state (merged INTEGER NOT NULL);
INSERT INTO state VALUES (1);
