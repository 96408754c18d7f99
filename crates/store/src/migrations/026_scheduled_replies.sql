-- Replies that members have written and that wait for their moment. Times are microseconds since 1970 (UTC).

CREATE TABLE scheduled_replies (
    id {id},
    brand BIGINT NOT NULL,
    conversation BIGINT NOT NULL,
    -- Who sends it.
    author BIGINT NOT NULL,
    -- A body, as JSON.
    body {bytes} NOT NULL,
    due_at BIGINT NOT NULL,
    -- What becomes of it when the customer writes before: 1: it is held, 2: it is sent all the same.
    if_customer_writes BIGINT NOT NULL,
    -- The customer's newest seq, and the thread's epoch, when it was written.
    heard BIGINT NOT NULL,
    epoch BIGINT NOT NULL,
    -- Why it could not be sent when it was due: 1: the customer is gone, 2: the channel's window has closed, 3: another has taken the thread,
    -- 4: the customer has written, 5: its author has left. NULL while it waits.
    held BIGINT
);
CREATE INDEX scheduled_replies_by_due ON scheduled_replies (due_at) WHERE held IS NULL;
CREATE INDEX scheduled_replies_by_conversation ON scheduled_replies (conversation, due_at, id);
