-- Who of a brand looked at what is personal, and who changed how the brand works. Rows are only ever added. Times are microseconds since
-- 1970 (UTC).

CREATE TABLE audit_entries (
    -- In the order of their making.
    id {id},
    brand BIGINT NOT NULL,
    at BIGINT NOT NULL,
    -- 0: the operator.
    member BIGINT NOT NULL,
    deed BIGINT NOT NULL,
    -- 0: no conversation.
    conversation BIGINT NOT NULL,
    -- What it was done to, in a word; may be empty.
    about TEXT NOT NULL
);
CREATE INDEX audit_by_brand ON audit_entries (brand, id);
CREATE INDEX audit_by_member ON audit_entries (brand, member, id);
CREATE INDEX audit_by_conversation ON audit_entries (brand, conversation, id);
CREATE INDEX audit_by_deed ON audit_entries (brand, member, deed, conversation, at);
