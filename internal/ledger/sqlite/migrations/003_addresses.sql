-- Addresses of the web that were asked: what came of it.
CREATE TABLE addresses (
  url           TEXT NOT NULL PRIMARY KEY,
  etag          TEXT NOT NULL,
  last_modified TEXT NOT NULL,
  fetched       TEXT NOT NULL,
  tried         TEXT NOT NULL,
  failure       TEXT NOT NULL,
  failures      INTEGER NOT NULL,
  lasting       BOOLEAN NOT NULL
) WITHOUT ROWID;

-- When an outlet changed a dispatch last, "" where it does not tell.
ALTER TABLE dispatches ADD COLUMN modified TEXT NOT NULL DEFAULT '';
