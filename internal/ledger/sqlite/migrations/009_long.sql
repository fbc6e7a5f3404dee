-- Few events last for long: all that is asked of them stands in their index.
DROP INDEX events_long;
CREATE INDEX events_long ON events (place_in_time, type, status, first, last, place, state) WHERE long = 1;
