-- Chunks of dispatches that wait to be read, each known by the number of its job in the queue (see 015).
CREATE TABLE gatherings (
	id      INTEGER PRIMARY KEY,
	sources TEXT NOT NULL,
	started REAL NOT NULL, -- seconds since 1970
	ended   INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE chunks (
	job       INTEGER PRIMARY KEY,
	gathering INTEGER NOT NULL REFERENCES gatherings,
	position  INTEGER NOT NULL,
	count     INTEGER NOT NULL, -- of dispatches
	packed    BLOB, -- the dispatches, NULL once they are read
	done      INTEGER NOT NULL DEFAULT 0,
	new       INTEGER NOT NULL DEFAULT 0,
	changed   INTEGER NOT NULL DEFAULT 0,
	same      INTEGER NOT NULL DEFAULT 0,
	failed    INTEGER NOT NULL DEFAULT 0,
	failures  TEXT NOT NULL DEFAULT '' -- a JSON array where some failed
);
CREATE INDEX chunks_by_gathering ON chunks (gathering, position);
CREATE INDEX chunks_waiting ON chunks (job) WHERE done = 0;
CREATE TABLE workers (
	id       TEXT PRIMARY KEY,
	machine  TEXT NOT NULL,
	process  INTEGER NOT NULL,
	parallel INTEGER NOT NULL,
	since    REAL NOT NULL,
	seen     REAL NOT NULL
) WITHOUT ROWID;
