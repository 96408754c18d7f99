-- For how long brands keep what was said with their customers. Times are microseconds since 1970 (UTC).

CREATE TABLE brand_retention (
    brand {id},
    -- So many days after a ticket was resolved and anything last happened with it; null: for ever.
    conversations_days BIGINT
);

-- Events up to this seq have no content any more, and for how many days it was kept.
ALTER TABLE conversations ADD COLUMN removed_through BIGINT NOT NULL DEFAULT 0;
ALTER TABLE conversations ADD COLUMN removed_days BIGINT NOT NULL DEFAULT 0;

-- Entries of the journal up to this seq have none.
ALTER TABLE threads ADD COLUMN journal_removed BIGINT NOT NULL DEFAULT 0;

-- When anything last happened with a ticket, and whether the contents of its time are gone.
ALTER TABLE tickets ADD COLUMN stirred_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE tickets ADD COLUMN is_emptied BIGINT NOT NULL DEFAULT 0;
UPDATE tickets SET stirred_at = CASE WHEN coalesce(resolved_at, 0) > activity THEN resolved_at ELSE activity END;
CREATE INDEX tickets_by_stir ON tickets (brand, stirred_at) WHERE status = 4 AND is_emptied = 0;
