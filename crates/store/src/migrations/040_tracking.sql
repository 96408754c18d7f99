-- What systems of a brand tell of its customers by tracking calls. Times are microseconds since 1970 (UTC).

-- Where a brand's tracking calls come from.
CREATE TABLE sources (
    id {id},
    brand BIGINT NOT NULL,
    name TEXT NOT NULL,
    -- Of the write key, which is nowhere else.
    key_hash {bytes} NOT NULL,
    -- The end of the key, by which people know it again.
    key_end TEXT NOT NULL,
    -- Of orders that say none; null: such orders are refused.
    currency TEXT,
    created_at BIGINT NOT NULL,
    -- Calls that were taken, that were taken before, and that could not be used.
    taken BIGINT NOT NULL,
    repeated BIGINT NOT NULL,
    refused BIGINT NOT NULL,
    taken_at BIGINT,
    refused_at BIGINT,
    -- What was wrong with the last that could not be used.
    problem TEXT
);
CREATE UNIQUE INDEX sources_by_key ON sources (key_hash);
CREATE INDEX sources_by_brand ON sources (brand, id);

-- Whom systems of a brand know by names of their own. What someone did and what is known of them stands under their subject: the number of
-- the visitor, or the contact once it is known who they are.
CREATE TABLE visitors (
    brand BIGINT NOT NULL,
    -- 1: what the brand calls them, 2: what a browser or device does.
    kind BIGINT NOT NULL,
    name TEXT NOT NULL,
    subject BIGINT NOT NULL,
    -- What the brand's systems say is their address, as it is compared.
    email TEXT,
    PRIMARY KEY (brand, kind, name)
) {clustered};
CREATE INDEX visitors_by_subject ON visitors (brand, subject);
CREATE INDEX visitors_by_email ON visitors (brand, email) WHERE email IS NOT NULL;

-- Subjects whose events are still to be moved to another.
CREATE TABLE visitor_moves (
    brand BIGINT NOT NULL,
    subject BIGINT NOT NULL,
    moved_to BIGINT NOT NULL,
    PRIMARY KEY (brand, subject)
) {clustered};

-- Orders step by step, as events tell them: what an order is follows from all of its steps.
CREATE TABLE order_tellings (
    brand BIGINT NOT NULL,
    -- The shop's id of the order.
    reference TEXT NOT NULL,
    at BIGINT NOT NULL,
    -- The event's.
    id BIGINT NOT NULL,
    -- As JSON.
    telling {bytes} NOT NULL,
    PRIMARY KEY (brand, reference, at, id)
) {clustered};

-- When the teller says that it happened, by the teller's clock; 0 where ids alone tell events apart. Led by it, the index grows at its end,
-- while ids of events are random.
ALTER TABLE custom_events ADD COLUMN told_at BIGINT NOT NULL DEFAULT 0;
DROP INDEX custom_events_by_reference;
CREATE UNIQUE INDEX custom_events_by_telling ON custom_events (brand, told_at, reference);

-- Since when a value is so: what is told late does not take the place of what is newer.
ALTER TABLE contact_values ADD COLUMN at BIGINT NOT NULL DEFAULT 0;
