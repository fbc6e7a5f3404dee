-- generation counts how often all sides were made anew: keys of sides hold within one.
ALTER TABLE state ADD COLUMN generation BIGINT NOT NULL DEFAULT 0;
