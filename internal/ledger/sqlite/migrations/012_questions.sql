-- Questions that were saved: JSON of each. turn counts how often answers were kept, derived is the revision of the events that it was asked of.
CREATE TABLE questions (
  name     TEXT NOT NULL PRIMARY KEY,
  question TEXT NOT NULL,
  turn     BIGINT NOT NULL,
  derived  BIGINT NOT NULL
);

-- Events that answered a question, as they were announced last. reports is JSON of a list: by it the event is found again.
CREATE TABLE answers (
  question TEXT NOT NULL REFERENCES questions (name),
  id       TEXT NOT NULL,
  event    TEXT NOT NULL,
  print    TEXT NOT NULL,
  told     TEXT NOT NULL,
  reports  TEXT NOT NULL,
  version  INTEGER NOT NULL,
  gone     BOOLEAN NOT NULL,
  PRIMARY KEY (question, id)
);
