-- What editors say against what was derived; rows are only ever added. correction is JSON of the whole.
CREATE TABLE corrections (
  number     BIGINT PRIMARY KEY,
  revision   BIGINT NOT NULL,  -- of the ledger, once it had been added
  instant    TEXT COLLATE "C" NOT NULL,
  editor     TEXT COLLATE "C" NOT NULL,
  kind       TEXT COLLATE "C" NOT NULL,
  undoes     BIGINT REFERENCES corrections (number),
  reason     TEXT COLLATE "C" NOT NULL,
  correction TEXT COLLATE "C" NOT NULL
);

-- Derived: which corrections the events bear.
CREATE TABLE corrected (
  event  BIGINT NOT NULL,
  number BIGINT NOT NULL,
  slot   TEXT COLLATE "C" NOT NULL
);
CREATE INDEX corrected_by_number ON corrected (number);
CREATE INDEX corrected_by_event ON corrected (event);

-- revision counts the changes of what events are derived from; the events are those of merged_revision. What is gathered while
-- events are derived is thus never taken for merged.
ALTER TABLE state ADD COLUMN revision BIGINT NOT NULL DEFAULT 1;
ALTER TABLE state ADD COLUMN merged_revision BIGINT NOT NULL DEFAULT 0;
