-- How likely it is that a statement was read rightly, in hundredths. What is kept of records is made anew, for FactsVersion changed.
ALTER TABLE statements ADD COLUMN sure SMALLINT NOT NULL DEFAULT 100;
