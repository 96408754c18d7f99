-- How customers want a brand to write to them. Without a row, as the brand does by itself.
CREATE TABLE contact_preferences (
    contact BIGINT NOT NULL PRIMARY KEY,
    brand BIGINT NOT NULL,
    frequency BIGINT NOT NULL,
    language TEXT
) {clustered};
CREATE INDEX contact_preferences_of_brand ON contact_preferences (brand);
