-- Few events last for long.
CREATE INDEX events_long ON events (place_in_time) WHERE long = 1;
