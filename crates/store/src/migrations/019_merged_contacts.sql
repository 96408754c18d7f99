-- Contacts that are one person. A link and nothing else: what is known of each stays where it is.

CREATE TABLE merged_contacts (
    brand BIGINT NOT NULL,
    contact BIGINT NOT NULL,
    -- The same number for all contacts of the person.
    person BIGINT NOT NULL,
    merged_at BIGINT NOT NULL,
    merged_by BIGINT NOT NULL,
    PRIMARY KEY (brand, contact)
) {clustered};
CREATE INDEX merged_contacts_by_person ON merged_contacts (brand, person, contact);

-- Who else is known by the same, also where it is claimed alone.
CREATE INDEX identities_by_value ON identities (brand, kind, value, contact);
