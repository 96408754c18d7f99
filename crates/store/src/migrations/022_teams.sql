-- Teams of brands' members, and who is at work. Times are microseconds since 1970 (UTC).

CREATE TABLE teams (
    id {id},
    brand BIGINT NOT NULL,
    name TEXT NOT NULL,
    -- What flows call it.
    key TEXT NOT NULL,
    UNIQUE (brand, name),
    UNIQUE (brand, key)
);

CREATE TABLE team_members (
    team BIGINT NOT NULL,
    person BIGINT NOT NULL,
    PRIMARY KEY (team, person)
) {clustered};
CREATE INDEX team_members_by_person ON team_members (person, team);

-- Who of a brand's members is at work: a row of its own, which is written every minute while they are.
CREATE TABLE availability (
    brand BIGINT NOT NULL,
    person BIGINT NOT NULL,
    -- 1: away by their own word.
    away BIGINT NOT NULL,
    -- When a session of theirs was last seen.
    seen_at BIGINT NOT NULL,
    PRIMARY KEY (brand, person)
) {clustered};

-- How many open tickets a member holds at most; null: as many as come.
ALTER TABLE brand_members ADD COLUMN capacity BIGINT;

-- 0: no team's.
ALTER TABLE tickets ADD COLUMN team BIGINT NOT NULL DEFAULT 0;
-- Since when it is open and nobody's.
ALTER TABLE tickets ADD COLUMN queued_at BIGINT;
UPDATE tickets SET queued_at = COALESCE(waiting_since, opened_at) WHERE status = 1 AND assignee = 0;
CREATE INDEX tickets_by_team ON tickets (brand, team, status, activity, id) WHERE team > 0;
CREATE INDEX tickets_by_queue ON tickets (brand, team, queued_at, id) WHERE queued_at IS NOT NULL;

-- 1: by hand, 2: in turn, 3: to who holds the fewest, 4: by skill: for tickets of no team, and of teams without a rule of their own.
ALTER TABLE brands ADD COLUMN assignment BIGINT NOT NULL DEFAULT 1;
-- Whether tickets of any queue are given by themselves.
ALTER TABLE brands ADD COLUMN assigns BIGINT NOT NULL DEFAULT 0;
CREATE INDEX brands_by_assigns ON brands (account) WHERE assigns > 0;
-- Null: as those of no team.
ALTER TABLE teams ADD COLUMN assignment BIGINT;

-- The labels that a member is good at, one on each line.
ALTER TABLE brand_members ADD COLUMN skills TEXT NOT NULL DEFAULT '';

-- When members were last given a ticket by themselves, counted in tickets of the brand. Written under the lock of the brand's row.
CREATE TABLE turns (
    brand BIGINT NOT NULL,
    person BIGINT NOT NULL,
    turn BIGINT NOT NULL,
    PRIMARY KEY (brand, person)
) {clustered};

-- Which conversations a member follows without holding them, and up to which seq they have seen each.
CREATE TABLE followers (
    brand BIGINT NOT NULL,
    person BIGINT NOT NULL,
    conversation BIGINT NOT NULL,
    seen BIGINT NOT NULL,
    PRIMARY KEY (brand, person, conversation)
) {clustered};
