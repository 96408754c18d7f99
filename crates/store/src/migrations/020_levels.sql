-- Service levels: what brands promise, and the clocks of each ticket. Times are microseconds since 1970 (UTC).

-- Whether the brand promises anything: 0 or 1.
ALTER TABLE brands ADD COLUMN has_levels BIGINT NOT NULL DEFAULT 0;

-- What it promises, as JSON.
CREATE TABLE brand_levels (
    brand {id},
    levels {bytes} NOT NULL
);

-- What a ticket's customer is promised, as JSON; null: nothing.
ALTER TABLE tickets ADD COLUMN promise TEXT;
-- The nearest moment at which a clock of it is due; null while none runs.
ALTER TABLE tickets ADD COLUMN due_at BIGINT;
-- The next moment at which there is something to tell of its clocks; null: none.
ALTER TABLE tickets ADD COLUMN rings_at BIGINT;
CREATE INDEX tickets_by_due ON tickets (brand, status, due_at, id) WHERE due_at IS NOT NULL;
CREATE INDEX tickets_by_ring ON tickets (rings_at) WHERE rings_at IS NOT NULL;
