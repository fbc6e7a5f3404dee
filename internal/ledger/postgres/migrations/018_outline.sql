-- The outline of an event, JSON: what lists show of it. '' for those that were derived before; they are derived anew.
ALTER TABLE events ADD COLUMN outline TEXT COLLATE "C" NOT NULL DEFAULT '';
UPDATE state SET merged = 0 WHERE (SELECT count(*) FROM dispatches) > 0;
