-- Views of an inbox that members keep.

CREATE TABLE views (
    id {id},
    brand BIGINT NOT NULL,
    -- Whose it is; 0: all members'.
    owner BIGINT NOT NULL,
    -- A number that rises from view to view of one owner.
    place BIGINT NOT NULL,
    name TEXT NOT NULL,
    -- 1: the newest message first, 2: the oldest.
    sorted BIGINT NOT NULL,
    -- A filter, as JSON.
    filter {bytes} NOT NULL
);
CREATE INDEX views_by_owner ON views (brand, owner, place, id);
