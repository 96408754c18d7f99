-- What brands know of their customers, and their orders. A contact is a conversation with a brand. Times are microseconds since 1970
-- (UTC), amounts whole numbers of the currency's smallest unit.

-- What a brand wants to know of its contacts.
CREATE TABLE attributes (
    brand BIGINT NOT NULL,
    name TEXT NOT NULL,
    label TEXT NOT NULL,
    -- 1: text, 2: number, 3: yes or no, 4: date.
    kind BIGINT NOT NULL,
    -- A number that rises with each that is made.
    place BIGINT NOT NULL,
    PRIMARY KEY (brand, name)
) {clustered};

-- What is known: kept as text whatever the kind, so that an attribute of another kind loses nothing.
CREATE TABLE contact_values (
    brand BIGINT NOT NULL,
    contact BIGINT NOT NULL,
    attribute TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (brand, contact, attribute)
) {clustered};
CREATE INDEX contact_values_by_attribute ON contact_values (brand, attribute, contact);

CREATE TABLE identities (
    brand BIGINT NOT NULL,
    contact BIGINT NOT NULL,
    -- 1: e-mail, 2: phone, 3: the brand's own id.
    kind BIGINT NOT NULL,
    value TEXT NOT NULL,
    -- 1: claimed, 2: verified.
    proof BIGINT NOT NULL,
    since BIGINT NOT NULL,
    PRIMARY KEY (brand, contact, kind, value)
) {clustered};
-- What is proved is one contact's alone.
CREATE UNIQUE INDEX identities_proved ON identities (brand, kind, value) WHERE proof > 1;

CREATE TABLE orders (
    id {id},
    brand BIGINT NOT NULL,
    -- The shop's id of it.
    reference TEXT NOT NULL,
    number TEXT NOT NULL,
    -- The number as it is compared.
    number_key TEXT NOT NULL,
    placed_at BIGINT NOT NULL,
    -- When the shop last changed it.
    updated_at BIGINT NOT NULL,
    currency TEXT NOT NULL,
    total BIGINT NOT NULL,
    -- The total if it was paid, or 0.
    paid BIGINT NOT NULL,
    refunded BIGINT NOT NULL,
    email TEXT,
    phone TEXT,
    external_id TEXT,
    postcode TEXT,
    -- Status, payment, items, shipments and refunds, as JSON.
    details {bytes} NOT NULL
);
CREATE UNIQUE INDEX orders_by_reference ON orders (brand, reference);
CREATE INDEX orders_by_number ON orders (brand, number_key);
CREATE INDEX orders_by_email ON orders (brand, email) WHERE email IS NOT NULL;
CREATE INDEX orders_by_phone ON orders (brand, phone) WHERE phone IS NOT NULL;
CREATE INDEX orders_by_external_id ON orders (brand, external_id) WHERE external_id IS NOT NULL;

-- Which orders are which contact's, and why.
CREATE TABLE contact_orders (
    brand BIGINT NOT NULL,
    contact BIGINT NOT NULL,
    order_id BIGINT NOT NULL,
    placed_at BIGINT NOT NULL,
    -- 1: by a proved identity, 2: the customer knew its number and a second fact.
    why BIGINT NOT NULL,
    PRIMARY KEY (brand, contact, order_id)
) {clustered};
CREATE INDEX contact_orders_by_time ON contact_orders (brand, contact, placed_at, order_id);
CREATE INDEX contact_orders_by_order ON contact_orders (order_id, contact);

-- How often someone has tried to verify an order in vain, within a span of time.
CREATE TABLE order_attempts (
    brand BIGINT NOT NULL,
    -- 1: at the brand, 2: in a conversation, 3: at an order's number, 4: by a member.
    kind BIGINT NOT NULL,
    subject TEXT NOT NULL,
    since BIGINT NOT NULL,
    failures BIGINT NOT NULL,
    PRIMARY KEY (brand, kind, subject)
) {clustered};
