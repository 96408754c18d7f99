-- A job is done by one worker at a time, who holds it until a moment. leased_until 0: no one does.
ALTER TABLE jobs ADD COLUMN leased_until BIGINT NOT NULL DEFAULT 0;
-- Who holds it: a random number, new with every claim.
ALTER TABLE jobs ADD COLUMN lease BIGINT NOT NULL DEFAULT 0;
