-- Segments: saved rules over a brand's contacts, and what it takes to find everyone of whom one holds. Times are microseconds since 1970 (UTC).

CREATE TABLE segments (
    id {id},
    brand BIGINT NOT NULL,
    name TEXT NOT NULL,
    -- As JSON.
    rule {bytes} NOT NULL,
    created_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL
);
CREATE INDEX segments_by_brand ON segments (brand, id);

-- Who has which value. Of long ones the beginning: an index has no room for all of it.
CREATE INDEX contact_values_by_value ON contact_values (brand, attribute, substr(value, 1, 200), contact);

-- 1: it was not cancelled. Filled in for orders of before by the job below.
ALTER TABLE orders ADD COLUMN counts BIGINT NOT NULL DEFAULT 0;

-- What orders come to stands with their contacts, so that no order has to be looked at to add them up. Written with the order.
ALTER TABLE contact_orders ADD COLUMN currency TEXT NOT NULL DEFAULT '';
-- What was paid, less what was given back; and that.
ALTER TABLE contact_orders ADD COLUMN value BIGINT NOT NULL DEFAULT 0;
ALTER TABLE contact_orders ADD COLUMN refunded BIGINT NOT NULL DEFAULT 0;
ALTER TABLE contact_orders ADD COLUMN counts BIGINT NOT NULL DEFAULT 0;
CREATE INDEX contact_orders_by_day ON contact_orders (brand, placed_at, counts, contact, currency, value, refunded, order_id);

-- The things of orders, by words as they are compared.
CREATE TABLE order_words (
    brand BIGINT NOT NULL,
    -- 1: the shop's number, 2: the category, 3: the name.
    kind BIGINT NOT NULL,
    word TEXT NOT NULL,
    order_id BIGINT NOT NULL,
    PRIMARY KEY (brand, kind, word, order_id)
) {clustered};
CREATE INDEX order_words_by_order ON order_words (order_id);

-- Orders that are known already are gone through once.
INSERT INTO jobs (id, kind, account, position) SELECT -41, 'know_orders', 0, 0 FROM orders LIMIT 1;
