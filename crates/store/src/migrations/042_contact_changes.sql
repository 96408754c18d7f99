-- Which contacts of a brand have changed, in the order of the commits: whoever holds something that follows from contacts reads what came since.

CREATE TABLE contact_counters (
    brand BIGINT PRIMARY KEY,
    -- The number of the newest change.
    number BIGINT NOT NULL
);

CREATE TABLE contact_changes (
    brand BIGINT NOT NULL,
    number BIGINT NOT NULL,
    contact BIGINT NOT NULL,
    -- Bits: 1 they are new, 2 attributes, 4 consents, 8 custom events, 16 orders.
    what BIGINT NOT NULL,
    PRIMARY KEY (brand, number)
) {clustered};
