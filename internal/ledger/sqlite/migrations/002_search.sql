-- The folded words of each dispatch; its rowid is the dispatch's.
CREATE VIRTUAL TABLE words USING fts5 (folded, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 0");
