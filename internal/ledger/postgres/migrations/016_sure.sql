-- How likely it is that there is such an event, in thousandths.
ALTER TABLE events ADD COLUMN sure INTEGER NOT NULL DEFAULT 1000;

-- How many events two states have in common, the one of the smaller key first: what is derived, so that they need not be walked to be counted.
CREATE TABLE contacts (
  a      BIGINT NOT NULL,
  b      BIGINT NOT NULL,
  month  TEXT COLLATE "C" NOT NULL,
  type   TEXT COLLATE "C" NOT NULL,
  status TEXT COLLATE "C" NOT NULL,
  sure   INTEGER NOT NULL,
  events BIGINT NOT NULL,
  PRIMARY KEY (a, b, month, type, status, sure)
);
UPDATE state SET merged = 0 WHERE (SELECT count(*) FROM dispatches) > 0;
