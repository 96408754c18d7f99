-- Campaigns that are sent again and again: whenever a contact does something, or each day, week or month. Times are microseconds since 1970 (UTC).

-- Of one that is sent on what contacts do: the live segment into which they come, or 0 for events; and up to which move of the segment, or
-- change of the brand's contacts, they are written down.
ALTER TABLE campaigns ADD COLUMN follows BIGINT;
ALTER TABLE campaigns ADD COLUMN followed BIGINT;
-- 1: there is nothing to do for it until due_at, or until what it follows has moved.
ALTER TABLE campaigns ADD COLUMN rests BIGINT NOT NULL DEFAULT 0;
-- Of one that returns: which time it is, from 0, and its moment; no moment when there is no further.
ALTER TABLE campaigns ADD COLUMN occurrence BIGINT NOT NULL DEFAULT 0;
ALTER TABLE campaigns ADD COLUMN occurs_at BIGINT;
CREATE INDEX campaigns_at_rest ON campaigns (brand, id) WHERE rests = 1;

-- The same rows, by a key that also says for which time a contact is told.
CREATE TABLE campaign_deliveries_again (
    campaign BIGINT NOT NULL,
    -- The conversation, and its customer.
    contact BIGINT NOT NULL,
    -- From 0.
    occurrence BIGINT NOT NULL,
    account BIGINT NOT NULL,
    -- From 1; 0: held out.
    variant BIGINT NOT NULL,
    -- 1: planned, 2: held out, 3: sent, 4: skipped, 5: recalled, 6: failed.
    state BIGINT NOT NULL,
    -- Why it was skipped.
    reason BIGINT,
    planned_for BIGINT NOT NULL,
    -- When it is to be tried; nothing once it is settled.
    due_at BIGINT,
    -- When it was settled; the message, or for those held out the log's end at that time. Of one that is still to come, the log's end when it
    -- was written down, where that is asked for.
    settled_at BIGINT,
    seq BIGINT,
    -- Only of what was sent: what caps and budgets count.
    sent_at BIGINT,
    seen_at BIGINT,
    clicked_at BIGINT,
    replied_at BIGINT,
    converted_at BIGINT,
    opted_out_at BIGINT,
    revenue BIGINT NOT NULL DEFAULT 0,
    -- Which links they opened: a bit for each, the lowest for the first.
    clicked_links BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (campaign, contact, occurrence)
) {clustered};
INSERT INTO campaign_deliveries_again (campaign, contact, occurrence, account, variant, state, reason, planned_for, due_at, settled_at, seq,
        sent_at, seen_at, clicked_at, replied_at, converted_at, opted_out_at, revenue, clicked_links)
    SELECT campaign, contact, 0, account, variant, state, reason, planned_for, due_at, settled_at, seq,
        sent_at, seen_at, clicked_at, replied_at, converted_at, opted_out_at, revenue, clicked_links FROM campaign_deliveries;
DROP TABLE campaign_deliveries;
ALTER TABLE campaign_deliveries_again RENAME TO campaign_deliveries;
CREATE INDEX campaign_deliveries_due ON campaign_deliveries (campaign, due_at, contact, occurrence) WHERE due_at IS NOT NULL;
CREATE INDEX campaign_deliveries_sent ON campaign_deliveries (account, sent_at) WHERE sent_at IS NOT NULL;
