-- What was announced, and to which targets of its question it still has to go. number counts the announcements of a question; body is what is
-- sent, byte for byte.
CREATE TABLE announcements (
  id       TEXT NOT NULL PRIMARY KEY,
  question TEXT NOT NULL REFERENCES questions (name),
  number   BIGINT NOT NULL,
  instant  TEXT NOT NULL,
  kind     TEXT NOT NULL,
  event    TEXT NOT NULL,
  body     TEXT NOT NULL
);
CREATE UNIQUE INDEX announcements_by_number ON announcements (question, number);

-- due is when a delivery is tried next, claimed until when somebody is at it; both are stamps.
CREATE TABLE deliveries (
  announcement TEXT NOT NULL REFERENCES announcements (id),
  question     TEXT NOT NULL,
  target       TEXT NOT NULL,
  number       BIGINT NOT NULL,
  state        TEXT NOT NULL,
  attempts     INTEGER NOT NULL,
  due          TEXT NOT NULL,
  claimed      TEXT NOT NULL,
  failure      TEXT NOT NULL,
  PRIMARY KEY (announcement, target)
);
CREATE INDEX deliveries_in_order ON deliveries (state, question, target, number);
