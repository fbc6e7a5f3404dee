-- Questions that were saved: JSON of each. turn counts how often answers were kept, derived is the revision of the events that it was asked of.
CREATE TABLE questions (
  name     TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  question TEXT COLLATE "C" NOT NULL,
  turn     BIGINT NOT NULL,
  derived  BIGINT NOT NULL
);

-- Events that answered a question, as they were announced last. reports is JSON of a list: by it the event is found again.
CREATE TABLE answers (
  question TEXT COLLATE "C" NOT NULL REFERENCES questions (name),
  id       TEXT COLLATE "C" NOT NULL,
  event    TEXT COLLATE "C" NOT NULL,
  print    TEXT COLLATE "C" NOT NULL,
  told     TEXT COLLATE "C" NOT NULL,
  reports  TEXT COLLATE "C" NOT NULL,
  version  INTEGER NOT NULL,
  gone     BOOLEAN NOT NULL,
  PRIMARY KEY (question, id)
);
