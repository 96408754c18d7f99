-- Whom no campaign writes to, and what customers said was unwanted. Times are microseconds since 1970 (UTC).

CREATE TABLE suppressions (
    id {id},
    brand BIGINT NOT NULL,
    -- 1: e-mail, 2: phone, 3: the brand's own id, as identities have them; 4: a contact.
    kind BIGINT NOT NULL,
    -- As identities are compared; of a contact its number.
    value TEXT NOT NULL,
    -- The contact, where it is one.
    contact BIGINT,
    -- 1: asked, 2: complained, 3: legal, 4: other.
    reason BIGINT NOT NULL,
    note TEXT NOT NULL,
    added_at BIGINT NOT NULL,
    -- The member; 0: the customer, by complaining.
    added_by BIGINT NOT NULL
);
CREATE UNIQUE INDEX suppressions_of ON suppressions (brand, kind, value);
CREATE INDEX suppressions_by_brand ON suppressions (brand, id);
CREATE INDEX suppressions_by_contact ON suppressions (brand, contact) WHERE contact IS NOT NULL;

-- How many of those who got one said that it was unwanted, and when each did.
ALTER TABLE campaigns ADD COLUMN complained BIGINT NOT NULL DEFAULT 0;
ALTER TABLE campaign_deliveries ADD COLUMN complained_at BIGINT;
