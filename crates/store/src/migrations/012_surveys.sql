-- What brands ask customers once a ticket is resolved, and what they answer. Times are microseconds since 1970 (UTC).

-- How many seconds after a resolution the customer is asked; null: never.
ALTER TABLE brands ADD COLUMN survey_delay BIGINT;

-- Until when the customer's next message is a remark on their answer; null: it is none.
ALTER TABLE threads ADD COLUMN remark_until BIGINT;

-- How a brand asks, as JSON.
CREATE TABLE brand_surveys (
    brand {id},
    survey {bytes} NOT NULL
);

-- One row for each ticket that the customer was asked about, or is to be.
CREATE TABLE surveys (
    ticket {id},
    brand BIGINT NOT NULL,
    conversation BIGINT NOT NULL,
    -- Who held the ticket; 0: nobody.
    member BIGINT NOT NULL,
    -- When to ask; null once that is done, or is not to be done.
    due_at BIGINT,
    asked_at BIGINT,
    -- The message that asks.
    asked_seq BIGINT,
    -- 1 to 5.
    score BIGINT,
    answered_at BIGINT,
    -- The message in which the customer said more.
    remark_seq BIGINT
);
CREATE INDEX surveys_by_due ON surveys (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX surveys_by_asked ON surveys (conversation, asked_seq);
