-- What editors say against what was derived; rows are only ever added. correction is JSON of the whole.
CREATE TABLE corrections (
  number     INTEGER PRIMARY KEY,
  revision   INTEGER NOT NULL,  -- of the ledger, once it had been added
  instant    TEXT NOT NULL,
  editor     TEXT NOT NULL,
  kind       TEXT NOT NULL,
  undoes     INTEGER REFERENCES corrections (number),
  reason     TEXT NOT NULL,
  correction TEXT NOT NULL
);

-- Derived: which corrections the events bear.
CREATE TABLE corrected (
  event  INTEGER NOT NULL REFERENCES events (place_in_time),
  number INTEGER NOT NULL REFERENCES corrections (number),
  slot   TEXT NOT NULL
);
CREATE INDEX corrected_by_number ON corrected (number);
CREATE INDEX corrected_by_event ON corrected (event);

-- revision counts the changes of what events are derived from; the events are those of merged_revision. What is gathered while
-- events are derived is thus never taken for merged.
ALTER TABLE state ADD COLUMN revision INTEGER NOT NULL DEFAULT 1;
ALTER TABLE state ADD COLUMN merged_revision INTEGER NOT NULL DEFAULT 0;
