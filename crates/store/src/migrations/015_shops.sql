-- Shops that tell a brand's orders by webhooks. Times are microseconds since 1970 (UTC).

CREATE TABLE shops (
    brand BIGINT NOT NULL,
    -- 1: Shopify, 2: WooCommerce.
    kind BIGINT NOT NULL,
    -- The secret with which it signs.
    secret TEXT NOT NULL,
    since BIGINT NOT NULL,
    -- The last webhook that was taken, and what it was about.
    taken_at BIGINT,
    topic TEXT,
    -- The last that was of no use; without a detail its signature was wrong.
    refused_at BIGINT,
    detail TEXT,
    PRIMARY KEY (brand, kind)
) {clustered};
