-- Message templates of brands.

CREATE TABLE templates (
    brand BIGINT NOT NULL,
    name TEXT NOT NULL,
    title TEXT NOT NULL,
    -- 1: utility, 2: promotion.
    kind BIGINT NOT NULL,
    -- The topic that a promotion's customers have agreed to; null for others.
    topic TEXT,
    -- What it says, in each language, as JSON.
    said {bytes} NOT NULL,
    version BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by BIGINT NOT NULL,
    PRIMARY KEY (brand, name)
);
