-- Addresses of a brand's that are told what happens. Times are microseconds since 1970 (UTC).

-- How many of them are on; where there are none, nothing of this is written when something happens.
ALTER TABLE brands ADD COLUMN webhooks BIGINT NOT NULL DEFAULT 0;

CREATE TABLE webhooks (
    id {id},
    brand BIGINT NOT NULL,
    url TEXT NOT NULL,
    -- The secret with which it is signed to, as it was shown.
    secret TEXT NOT NULL,
    -- A bit for each kind of event that it is told of.
    events BIGINT NOT NULL,
    -- 1 or 0.
    is_on BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    -- Since when nothing has reached it; null while all does.
    failing_since BIGINT,
    -- When it was switched off because of that.
    gave_up_at BIGINT
);
CREATE INDEX webhooks_by_brand ON webhooks (brand, id);

-- How far an address is told of a conversation.
CREATE TABLE webhook_threads (
    webhook BIGINT NOT NULL,
    conversation BIGINT NOT NULL,
    brand BIGINT NOT NULL,
    -- The last message and the last entry of the journal that it was told of.
    told_seq BIGINT NOT NULL,
    told_journal BIGINT NOT NULL,
    -- When to tell more; put off by whoever is at it; null when it is told everything.
    due_at BIGINT,
    -- How often the next event could not be told.
    attempts BIGINT NOT NULL,
    -- Rises whenever something happens there, so that whoever has told everything knows whether that is still so.
    stirred BIGINT NOT NULL,
    PRIMARY KEY (webhook, conversation)
) {clustered};
CREATE INDEX webhook_threads_by_due ON webhook_threads (due_at) WHERE due_at IS NOT NULL;

-- What was tried lately, for the brand to look at.
CREATE TABLE webhook_deliveries (
    webhook BIGINT NOT NULL,
    id BIGINT NOT NULL,
    at BIGINT NOT NULL,
    -- The bit of its kind; 0: a test.
    event BIGINT NOT NULL,
    -- Where it happened: a message's seq, or that of an entry of the journal, and 0 in place of the other.
    conversation BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    journal BIGINT NOT NULL,
    -- What the address knows it by.
    message TEXT NOT NULL,
    -- The how manieth try it was.
    attempt BIGINT NOT NULL,
    -- The status of the answer; null when there was none.
    status BIGINT,
    took_ms BIGINT NOT NULL,
    PRIMARY KEY (webhook, id)
) {clustered};
