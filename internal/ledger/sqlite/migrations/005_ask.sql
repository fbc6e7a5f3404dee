-- What is derived from records beside reports. Days are numbers that sort like them (20260417), 0 where unknown.

-- Who: each way in which records speak of somebody. Rows stay when nothing speaks of them any more.
CREATE TABLE sides (
  id      INTEGER PRIMARY KEY,
  kind    TEXT NOT NULL,
  name    TEXT NOT NULL,
  office  TEXT NOT NULL,
  country TEXT NOT NULL,
  org     TEXT NOT NULL,
  person  TEXT NOT NULL DEFAULT '',    -- id of who bears the name
  events  INTEGER NOT NULL DEFAULT 0,  -- how many they take part in
  UNIQUE (kind, name, office, country, org)
);
CREATE INDEX sides_by_name ON sides (name) WHERE name <> '';
CREATE INDEX sides_by_org ON sides (org) WHERE kind = 'org';
CREATE INDEX sides_by_person ON sides (person) WHERE person <> '';

-- Keys under which names are looked up when somebody types one.
CREATE TABLE name_keys (
  key  TEXT NOT NULL,
  side INTEGER NOT NULL REFERENCES sides (id),
  PRIMARY KEY (key, side)
) WITHOUT ROWID;

-- Which dispatches name whom, and in which office; former: in one that they no longer hold.
CREATE TABLE bearings (
  side     INTEGER NOT NULL REFERENCES sides (id),
  former   INTEGER NOT NULL,
  day      INTEGER NOT NULL,
  dispatch INTEGER NOT NULL,
  PRIMARY KEY (side, former, day, dispatch)
) WITHOUT ROWID;

-- What was said. The rest of a statement stands in its dispatch's record. Keys are never used again.
CREATE TABLE statements (
  key      INTEGER PRIMARY KEY AUTOINCREMENT,
  dispatch INTEGER NOT NULL REFERENCES dispatches (rowid),
  n        TEXT NOT NULL,    -- the statement's id in its record
  act      INTEGER NOT NULL, -- place in the list of acts
  day      INTEGER NOT NULL,
  event    TEXT NOT NULL,    -- at which it was said, by its id in the record; '' where none is told
  UNIQUE (dispatch, n)
);
CREATE INDEX statements_by_day ON statements (day);
CREATE INDEX statements_by_act ON statements (act, day);

-- Who speaks (1), is spoken to (2) or aimed at (3) in a statement; people also as their states.
CREATE TABLE speaking (
  role      INTEGER NOT NULL,
  side      INTEGER NOT NULL REFERENCES sides (id),
  day       INTEGER NOT NULL,
  statement INTEGER NOT NULL,
  act       INTEGER NOT NULL,
  PRIMARY KEY (role, side, day, statement)
) WITHOUT ROWID;

-- What dispatches count. The rest of a claim stands in its dispatch's record.
CREATE TABLE claims (
  key      INTEGER PRIMARY KEY AUTOINCREMENT,
  dispatch INTEGER NOT NULL REFERENCES dispatches (rowid),
  n        TEXT NOT NULL,
  kind     TEXT NOT NULL,
  side     INTEGER REFERENCES sides (id),  -- whom it is about
  state    INTEGER REFERENCES sides (id),  -- whose that is
  day      INTEGER NOT NULL,
  verdict  TEXT NOT NULL DEFAULT 'unknown',
  why      TEXT NOT NULL DEFAULT '',
  counted  TEXT NOT NULL DEFAULT '[]',     -- JSON: ids of events
  UNIQUE (dispatch, n)
);
CREATE INDEX claims_by_day ON claims (day);
CREATE INDEX claims_by_verdict ON claims (verdict, day);
CREATE INDEX claims_by_side ON claims (side, day);
CREATE INDEX claims_by_state ON claims (state, day);

CREATE TABLE people (
  id       TEXT PRIMARY KEY,
  position INTEGER NOT NULL,  -- by how many dispatches name them
  country  TEXT NOT NULL,
  person   TEXT NOT NULL      -- JSON
) WITHOUT ROWID;
CREATE UNIQUE INDEX people_by_position ON people (position);
CREATE INDEX people_by_country ON people (country, position);

CREATE TABLE tenures (
  office  TEXT NOT NULL,
  country TEXT NOT NULL,
  org     TEXT NOT NULL,
  first   INTEGER NOT NULL,
  last    INTEGER NOT NULL,
  person  TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  single  INTEGER NOT NULL  -- 1 for offices that one person holds at a time
);
CREATE INDEX tenures_by_office ON tenures (office, country, first);
CREATE INDEX tenures_by_country ON tenures (country);
CREATE INDEX tenures_by_person ON tenures (person);

-- Who takes part in events, people also as their states, and of a visit the state that it led to. It stands in the place of
-- participants; events go by their place in time.
DROP TABLE participants;
CREATE TABLE parties (
  side  INTEGER NOT NULL REFERENCES sides (id),
  event INTEGER NOT NULL REFERENCES events (place_in_time),
  PRIMARY KEY (side, event)
) WITHOUT ROWID;
ALTER TABLE events ADD COLUMN month TEXT NOT NULL DEFAULT '';  -- Jalali, of the first day
ALTER TABLE events ADD COLUMN long INTEGER NOT NULL DEFAULT 0;  -- 1 if it lasts for weeks, or nobody knows till when
CREATE INDEX events_long ON events (place_in_time) WHERE long = 1;
CREATE INDEX events_by_type ON events (type);
CREATE INDEX events_by_status ON events (status);
CREATE INDEX mentions_by_report ON mentions (dispatch, n);
CREATE INDEX dispatches_by_published ON dispatches (published);

-- facts: which version of Safir made the tables above from the records, 0 for none.
ALTER TABLE state ADD COLUMN facts INTEGER NOT NULL DEFAULT 0;
UPDATE state SET merged = 0 WHERE (SELECT count(*) FROM dispatches) > 0;
