-- What the ledger is an unfinished copy of, '' for every other ledger.
ALTER TABLE state ADD COLUMN copying TEXT COLLATE "C" NOT NULL DEFAULT '';
