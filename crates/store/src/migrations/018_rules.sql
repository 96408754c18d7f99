-- What brands have done by itself: rules, where they are in conversations, what they did. Times are microseconds since 1970 (UTC).

-- How many rules of the brand are on; where none is, nothing of this is read when something happens.
ALTER TABLE brands ADD COLUMN rules BIGINT NOT NULL DEFAULT 0;

CREATE TABLE rules (
    id {id},
    brand BIGINT NOT NULL,
    -- Its place among the brand's.
    place BIGINT NOT NULL,
    is_on BIGINT NOT NULL,
    -- Since when what wakes it wakes it: what happened before does not.
    since BIGINT NOT NULL,
    -- The rule, as JSON.
    rule {bytes} NOT NULL
);
CREATE INDEX rules_by_brand ON rules (brand, place);

-- Where rules are in a conversation: one row for each in which something happened while a rule was on.
CREATE TABLE rule_threads (
    conversation {id},
    brand BIGINT NOT NULL,
    -- How many steps were taken. A step is written only on the one that it was made from.
    turn BIGINT NOT NULL,
    -- The seqs, of the log and of the journal, up to which rules were asked.
    heard_seq BIGINT NOT NULL,
    heard_journal BIGINT NOT NULL,
    -- Whether something stands behind them.
    wanted BIGINT NOT NULL,
    -- Since when the ticket has been in its status; null: not known.
    status_since BIGINT,
    -- When the first of the conversation's clocks rings.
    rings_at BIGINT,
    -- When someone must look here, unless whoever is at it comes first.
    due_at BIGINT
);
CREATE INDEX rule_threads_by_due ON rule_threads (due_at) WHERE due_at IS NOT NULL;

-- Clocks of rules that wait for something to last: one row for each rule and conversation in which one has run.
CREATE TABLE rule_clocks (
    conversation BIGINT NOT NULL,
    rule BIGINT NOT NULL,
    since BIGINT NOT NULL,
    -- When it rings; null once it has rung, or need not any more.
    due_at BIGINT,
    -- The chain of what set it going.
    chain BIGINT NOT NULL,
    PRIMARY KEY (conversation, rule)
) {clustered};

-- What is known of customers and was changed while rules wait for that.
CREATE TABLE rule_attributes (
    conversation BIGINT NOT NULL,
    attribute TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (conversation, attribute)
) {clustered};
CREATE INDEX rule_attributes_by_time ON rule_attributes (at);

-- What rules did. Kept for 30 days.
CREATE TABLE rule_runs (
    -- In the order of their making.
    id {id},
    brand BIGINT NOT NULL,
    rule BIGINT NOT NULL,
    conversation BIGINT NOT NULL,
    -- The running number of the ticket.
    ticket BIGINT NOT NULL,
    at BIGINT NOT NULL,
    -- Whether it ran.
    ran BIGINT NOT NULL,
    -- The rule's name, why it did not run, what it did: as JSON.
    details {bytes} NOT NULL
);
CREATE INDEX rule_runs_by_brand ON rule_runs (brand, id);
CREATE INDEX rule_runs_by_rule ON rule_runs (brand, rule, ran, id);
CREATE INDEX rule_runs_by_time ON rule_runs (at);
