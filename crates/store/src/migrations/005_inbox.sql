-- Brands, those who work for them, and their side of the conversations with customers. Times are microseconds since 1970 (UTC).

-- 1: a person, 2: a brand, 3: a verified brand.
ALTER TABLE accounts ADD COLUMN kind BIGINT NOT NULL DEFAULT 1;

CREATE TABLE brands (
    account {id},
    -- The ordinal of the newest ticket.
    tickets BIGINT NOT NULL,
    -- A customer who writes within so many seconds after a ticket was resolved opens it again.
    reopen_seconds BIGINT NOT NULL
);

CREATE TABLE brand_members (
    brand BIGINT NOT NULL,
    person BIGINT NOT NULL,
    role BIGINT NOT NULL,
    -- Null: invited, and not a member yet.
    joined_at BIGINT,
    since BIGINT NOT NULL,
    PRIMARY KEY (brand, person)
) {clustered};
CREATE INDEX brand_members_by_person ON brand_members (person, brand);

-- The brand's side of a conversation: one row for each with a brand.
CREATE TABLE threads (
    conversation {id},
    -- How often it has changed hands.
    epoch BIGINT NOT NULL,
    -- The newest seq of the journal.
    journal BIGINT NOT NULL,
    -- The newest ticket; 0 before the first.
    ticket BIGINT NOT NULL
);

CREATE TABLE tickets (
    id {id},
    brand BIGINT NOT NULL,
    conversation BIGINT NOT NULL,
    ordinal BIGINT NOT NULL,
    -- 1: open, 2: pending, 3: snoozed, 4: resolved.
    status BIGINT NOT NULL,
    snoozed_until BIGINT,
    -- 0: nobody.
    assignee BIGINT NOT NULL,
    -- 1: low, 2: normal, 3: high, 4: urgent.
    priority BIGINT NOT NULL,
    -- One on each line.
    labels TEXT NOT NULL,
    opened_at BIGINT NOT NULL,
    opened_seq BIGINT NOT NULL,
    waiting_since BIGINT,
    first_response_at BIGINT,
    resolved_at BIGINT,
    -- When something was last said in it.
    activity BIGINT NOT NULL
);
CREATE UNIQUE INDEX tickets_by_ordinal ON tickets (brand, ordinal);
CREATE INDEX tickets_by_conversation ON tickets (conversation, id);
CREATE INDEX tickets_by_status ON tickets (brand, status, activity, id);
CREATE INDEX tickets_by_assignee ON tickets (brand, assignee, status, activity, id);
CREATE INDEX tickets_by_snooze ON tickets (snoozed_until) WHERE snoozed_until IS NOT NULL;

-- Which tickets have a label, and all labels that a brand ever used.
CREATE TABLE ticket_labels (
    brand BIGINT NOT NULL,
    label TEXT NOT NULL,
    ticket BIGINT NOT NULL,
    PRIMARY KEY (brand, label, ticket)
) {clustered};
CREATE TABLE labels (
    brand BIGINT NOT NULL,
    label TEXT NOT NULL,
    PRIMARY KEY (brand, label)
) {clustered};

-- What only a brand's members see of a conversation, in the order of writing. number is the change number that brought it to the
-- brand's account; after is the conversation's newest seq at that time.
CREATE TABLE journal (
    id {row},
    conversation BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    after BIGINT NOT NULL,
    author BIGINT NOT NULL,
    client_id {bytes},
    at BIGINT NOT NULL,
    number BIGINT NOT NULL,
    -- A happening, as JSON.
    what {bytes} NOT NULL
);
CREATE UNIQUE INDEX journal_by_seq ON journal (conversation, seq);
CREATE UNIQUE INDEX journal_by_client_id ON journal (conversation, author, client_id) WHERE client_id IS NOT NULL;

CREATE TABLE replies (
    id {id},
    brand BIGINT NOT NULL,
    name TEXT NOT NULL,
    text TEXT NOT NULL,
    UNIQUE (brand, name)
);
