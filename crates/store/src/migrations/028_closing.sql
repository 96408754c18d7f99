-- Pending tickets that are resolved by themselves when the customer does not answer. Times are microseconds since 1970 (UTC).

-- After how many days, and since when that holds; null: never.
ALTER TABLE brands ADD COLUMN closes_days BIGINT;
ALTER TABLE brands ADD COLUMN closes_since BIGINT;
CREATE INDEX brands_by_closing ON brands (closes_since) WHERE closes_since IS NOT NULL;

-- How a brand does it, as JSON.
CREATE TABLE brand_closing (
    brand {id},
    closing {bytes} NOT NULL
);

-- Since when the brand has waited for the customer; null while it does not.
ALTER TABLE tickets ADD COLUMN quiet_since BIGINT;
UPDATE tickets SET quiet_since = activity WHERE status = 2 AND waiting_since IS NULL;
CREATE INDEX tickets_by_quiet ON tickets (brand, quiet_since) WHERE quiet_since IS NOT NULL;
