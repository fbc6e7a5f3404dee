-- The folded words of each dispatch, with their places.
CREATE TABLE words (
  dispatch BIGINT PRIMARY KEY REFERENCES dispatches (rowid),
  folded   TSVECTOR NOT NULL
);
CREATE INDEX words_by_word ON words USING gin (folded);
