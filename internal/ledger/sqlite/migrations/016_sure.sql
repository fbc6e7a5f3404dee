-- How likely it is that there is such an event, in thousandths.
ALTER TABLE events ADD COLUMN sure INTEGER NOT NULL DEFAULT 1000;
DROP INDEX events_long;
CREATE INDEX events_long ON events (place_in_time, type, status, first, last, place, state, sure) WHERE long = 1;

-- How many events two states have in common, the one of the smaller key first: what is derived, so that they need not be walked to be counted.
CREATE TABLE contacts (
  a      INTEGER NOT NULL REFERENCES sides (id),
  b      INTEGER NOT NULL REFERENCES sides (id),
  month  TEXT NOT NULL,
  type   TEXT NOT NULL,
  status TEXT NOT NULL,
  sure   INTEGER NOT NULL,
  events INTEGER NOT NULL,
  PRIMARY KEY (a, b, month, type, status, sure)
) WITHOUT ROWID;
UPDATE state SET merged = 0 WHERE (SELECT count(*) FROM dispatches) > 0;
