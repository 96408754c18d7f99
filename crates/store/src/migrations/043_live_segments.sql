-- Segments that keep their contacts: live ones follow the changes of contacts, and lists stay as they were made. Times are microseconds since 1970 (UTC).

-- 1: found when it is asked for. 2: live. 3: a list. 0: removed, while its contacts are being forgotten.
ALTER TABLE segments ADD COLUMN kind BIGINT NOT NULL DEFAULT 1;
-- How many contacts are kept with it, and moves so far.
ALTER TABLE segments ADD COLUMN contacts BIGINT NOT NULL DEFAULT 0;
ALTER TABLE segments ADD COLUMN moves BIGINT NOT NULL DEFAULT 0;
-- Of a live one: up to which change of the brand's contacts it is right. NULL: they are to be found anew.
ALTER TABLE segments ADD COLUMN followed BIGINT;
-- Of a live one: when everyone was looked at.
ALTER TABLE segments ADD COLUMN looked_at BIGINT NOT NULL DEFAULT 0;
-- Of one that is being brought up to date: until when whoever does it may take.
ALTER TABLE segments ADD COLUMN claimed_until BIGINT NOT NULL DEFAULT 0;
-- 1: there may be something to do for it: it is live, or to be filled, or its contacts are to be forgotten.
ALTER TABLE segments ADD COLUMN at_work BIGINT NOT NULL DEFAULT 0;
CREATE INDEX segments_at_work ON segments (brand, id) WHERE at_work = 1;

CREATE TABLE segment_contacts (
    segment BIGINT NOT NULL,
    contact BIGINT NOT NULL,
    since BIGINT NOT NULL,
    PRIMARY KEY (segment, contact)
) {clustered};

-- Who came into a live segment and who left it, in order.
CREATE TABLE segment_moves (
    segment BIGINT NOT NULL,
    number BIGINT NOT NULL,
    contact BIGINT NOT NULL,
    entered BIGINT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (segment, number)
) {clustered};
