-- Disputes of customers with brands, and each step of them. Times are microseconds since 1970 (UTC).

CREATE TABLE disputes (
    id {id},
    brand BIGINT NOT NULL,
    conversation BIGINT NOT NULL,
    -- 1: it has not ended.
    is_open BIGINT NOT NULL,
    -- The order that it is about; 0: none.
    order_id BIGINT NOT NULL,
    -- When time has something to do here; null: never.
    rings_at BIGINT,
    -- How it stands, as JSON.
    state {bytes} NOT NULL
);
CREATE INDEX disputes_by_conversation ON disputes (conversation, id);
CREATE INDEX disputes_by_ring ON disputes (rings_at) WHERE rings_at IS NOT NULL;

CREATE TABLE dispute_steps (
    dispute BIGINT NOT NULL,
    number BIGINT NOT NULL,
    conversation BIGINT NOT NULL,
    -- The person who took it; 0: nobody did.
    author BIGINT NOT NULL,
    -- That person's own name of the command, and the command itself, as JSON: a repetition is known by them.
    client_id {bytes},
    command TEXT NOT NULL,
    -- What was done and said, as JSON.
    step {bytes} NOT NULL,
    PRIMARY KEY (dispute, number)
);
CREATE UNIQUE INDEX dispute_steps_by_name ON dispute_steps (conversation, author, client_id);
