-- Journeys: what a campaign says after its first message, to each contact who got that. Times are microseconds since 1970 (UTC).

-- Which message it is: 0 is the campaign's own, others are its journey's, from 1, in their order. The same of the links that stand in them.
ALTER TABLE campaign_deliveries ADD COLUMN message BIGINT NOT NULL DEFAULT 0;
ALTER TABLE campaign_links ADD COLUMN message BIGINT NOT NULL DEFAULT 0;

-- How many messages went out by it, with those of its journey; and how many had when it last began to run.
ALTER TABLE campaigns ADD COLUMN said BIGINT NOT NULL DEFAULT 0;
ALTER TABLE campaigns ADD COLUMN said_before BIGINT NOT NULL DEFAULT 0;
UPDATE campaigns SET said = sent, said_before = sent_before;

-- One row for each delivery of a campaign's own message from which a journey sets out.
CREATE TABLE campaign_journeys (
    campaign BIGINT NOT NULL,
    contact BIGINT NOT NULL,
    -- The occurrence of that delivery; when it was sent, and its place in the log.
    began BIGINT NOT NULL,
    began_at BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    -- 1: under way, 2: over, 3: over because the goal was reached.
    state BIGINT NOT NULL,
    -- How many steps it has taken, and the flow's session as JSON; none before the first, and none when it is over.
    step BIGINT NOT NULL,
    session {bytes},
    -- The occurrence of the delivery that it last asked for, or of the first.
    last BIGINT NOT NULL,
    -- When a step is due; nothing while it waits for a delivery, or when it is over.
    due_at BIGINT,
    PRIMARY KEY (campaign, contact, began)
) {clustered};
CREATE INDEX campaign_journeys_due ON campaign_journeys (campaign, due_at) WHERE due_at IS NOT NULL;
