-- Bots: flows that answer a brand's customers, and how far each is with whom. Times are microseconds since 1970 (UTC).

-- How many bots the brand has; where there are none, nothing of this is read when a customer writes.
ALTER TABLE brands ADD COLUMN bots BIGINT NOT NULL DEFAULT 0;

CREATE TABLE bots (
    brand BIGINT NOT NULL,
    bot BIGINT NOT NULL,
    -- The version that answers; null while it is off.
    live BIGINT,
    -- The newest version; 0 before the first.
    newest BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (brand, bot)
) {clustered};

CREATE TABLE bot_versions (
    bot BIGINT NOT NULL,
    version BIGINT NOT NULL,
    -- The flow file, as it was published.
    source TEXT NOT NULL,
    remark TEXT NOT NULL,
    author BIGINT NOT NULL,
    published_at BIGINT NOT NULL,
    PRIMARY KEY (bot, version)
);

-- Where bots are in a conversation: one row for each that a bot had to look at.
CREATE TABLE bot_threads (
    conversation {id},
    brand BIGINT NOT NULL,
    -- Whose session it is, or to whom the thread was given; 0: nobody's.
    bot BIGINT NOT NULL,
    version BIGINT NOT NULL,
    -- How many steps were taken. A step is written only on the one that it was made from.
    turn BIGINT NOT NULL,
    -- The seq up to which bots have heard the customer, and up to which they should.
    heard BIGINT NOT NULL,
    wanted BIGINT NOT NULL,
    -- The ticket that a bot, or a person, took away from bots; 0: none.
    left_ticket BIGINT NOT NULL,
    -- The session, and the effect whose result it waits for, as JSON.
    session TEXT,
    effect TEXT,
    -- When the session's timer rings.
    timer_at BIGINT,
    -- When someone must look here, unless whoever is at it comes first.
    due_at BIGINT
);
CREATE INDEX bot_threads_by_due ON bot_threads (due_at) WHERE due_at IS NOT NULL;
