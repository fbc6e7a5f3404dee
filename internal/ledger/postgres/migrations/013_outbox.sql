-- What was announced, and to which targets of its question it still has to go. number counts the announcements of a question; body is what is
-- sent, byte for byte.
CREATE TABLE announcements (
  id       TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  question TEXT COLLATE "C" NOT NULL REFERENCES questions (name),
  number   BIGINT NOT NULL,
  instant  TEXT COLLATE "C" NOT NULL,
  kind     TEXT COLLATE "C" NOT NULL,
  event    TEXT COLLATE "C" NOT NULL,
  body     TEXT COLLATE "C" NOT NULL
);
CREATE UNIQUE INDEX announcements_by_number ON announcements (question, number);

-- due is when a delivery is tried next, claimed until when somebody is at it; both are stamps.
CREATE TABLE deliveries (
  announcement TEXT COLLATE "C" NOT NULL REFERENCES announcements (id),
  question     TEXT COLLATE "C" NOT NULL,
  target       TEXT COLLATE "C" NOT NULL,
  number       BIGINT NOT NULL,
  state        TEXT COLLATE "C" NOT NULL,
  attempts     INTEGER NOT NULL,
  due          TEXT COLLATE "C" NOT NULL,
  claimed      TEXT COLLATE "C" NOT NULL,
  failure      TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (announcement, target)
);
CREATE INDEX deliveries_in_order ON deliveries (state, question, target, number);
