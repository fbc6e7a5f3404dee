-- What one program at a time does, and who does it until when (seconds since 1970, by the clock of the database).
CREATE TABLE leases (
  what    TEXT NOT NULL PRIMARY KEY,
  holder  TEXT NOT NULL,
  machine TEXT NOT NULL,
  process INTEGER NOT NULL,
  until   REAL NOT NULL
);
