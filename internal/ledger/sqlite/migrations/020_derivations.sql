-- derivations counts how often what is derived was written: who writes what differs from what he wrote before looks whether that is still what is kept.
ALTER TABLE state ADD COLUMN derivations INTEGER NOT NULL DEFAULT 0;
-- The ledger's revision once a dispatch had been put, 0 for those from before this was kept.
ALTER TABLE dispatches ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;
CREATE INDEX dispatches_by_revision ON dispatches (revision);
-- Events go one by one, and SQLite looks whether any row points to one that goes.
CREATE INDEX parties_by_event ON parties (event);
