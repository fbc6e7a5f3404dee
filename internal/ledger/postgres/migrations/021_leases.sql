-- What one program at a time does, and who does it until when (seconds since 1970, by the clock of the database).
CREATE TABLE leases (
  what    TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  holder  TEXT COLLATE "C" NOT NULL,
  machine TEXT COLLATE "C" NOT NULL,
  process BIGINT NOT NULL,
  until   DOUBLE PRECISION NOT NULL
);
