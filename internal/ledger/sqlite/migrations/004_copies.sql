-- Sketches of the texts of dispatches, by which copies are known; empty where a text is too short.
CREATE TABLE sketches (
  dispatch INTEGER PRIMARY KEY REFERENCES dispatches (rowid),
  sketch   BLOB NOT NULL
);

-- What is derived: which dispatches are copies of which.
CREATE TABLE copies (
  dispatch TEXT NOT NULL PRIMARY KEY,
  original TEXT NOT NULL
) WITHOUT ROWID;
