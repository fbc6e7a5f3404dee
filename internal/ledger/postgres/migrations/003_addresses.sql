-- Addresses of the web that were asked: what came of it. They may be too long for an ordinary index.
CREATE TABLE addresses (
  url           TEXT COLLATE "C" NOT NULL,
  etag          TEXT COLLATE "C" NOT NULL,
  last_modified TEXT COLLATE "C" NOT NULL,
  fetched       TEXT COLLATE "C" NOT NULL,
  tried         TEXT COLLATE "C" NOT NULL,
  failure       TEXT COLLATE "C" NOT NULL,
  failures      INTEGER NOT NULL,
  lasting       BOOLEAN NOT NULL,
  EXCLUDE USING hash (url WITH =)
);

-- When an outlet changed a dispatch last, "" where it does not tell.
ALTER TABLE dispatches ADD COLUMN modified TEXT COLLATE "C" NOT NULL DEFAULT '';
