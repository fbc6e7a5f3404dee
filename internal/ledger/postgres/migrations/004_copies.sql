-- Sketches of the texts of dispatches, by which copies are known; empty where a text is too short.
CREATE TABLE sketches (
  dispatch BIGINT PRIMARY KEY REFERENCES dispatches (rowid),
  sketch   BYTEA NOT NULL
);

-- What is derived: which dispatches are copies of which.
CREATE TABLE copies (
  dispatch TEXT COLLATE "C" PRIMARY KEY,
  original TEXT COLLATE "C" NOT NULL
);
