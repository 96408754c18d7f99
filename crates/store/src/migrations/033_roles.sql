-- Roles of brands' own.

CREATE TABLE brand_roles (
    id {id},
    brand BIGINT NOT NULL,
    name TEXT NOT NULL,
    -- A bit for each right.
    rights BIGINT NOT NULL,
    UNIQUE (brand, name)
);

-- A member's role of the brand's own; null where `role` is all. `role` is then the built-in one that it is like: an agent where it answers
-- customers, otherwise an analyst.
ALTER TABLE brand_members ADD COLUMN own_role BIGINT;
CREATE INDEX brand_members_by_own_role ON brand_members (own_role) WHERE own_role IS NOT NULL;
