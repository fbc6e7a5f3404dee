-- Outlets are counted, and chosen by, without the dispatches' texts.
CREATE INDEX dispatches_by_agency ON dispatches (agency, published, id);
