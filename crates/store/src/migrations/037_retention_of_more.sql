-- For how long brands keep files of messages, and what their customers did elsewhere, in days; null: for ever.

ALTER TABLE brand_retention ADD COLUMN files_days BIGINT;
ALTER TABLE brand_retention ADD COLUMN custom_events_days BIGINT;

-- Whether the files of a ticket's time are gone.
ALTER TABLE tickets ADD COLUMN has_no_files BIGINT NOT NULL DEFAULT 0;
CREATE INDEX tickets_with_files ON tickets (brand, stirred_at) WHERE status = 4 AND has_no_files = 0;

CREATE INDEX custom_events_by_age ON custom_events (brand, at);
