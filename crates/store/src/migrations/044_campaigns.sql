-- Campaigns: what a brand says to many, and what became of it for each contact. Times are microseconds since 1970 (UTC).

CREATE TABLE campaigns (
    id {id},
    brand BIGINT NOT NULL,
    name TEXT NOT NULL,
    topic TEXT NOT NULL,
    -- Whom it is for, what it says, when, and what is hoped for: as JSON.
    content {bytes} NOT NULL,
    -- 1: draft, 2: waiting for approval, 3: scheduled, 4: running, 5: paused, 6: finished, 7: cancelled.
    state BIGINT NOT NULL,
    -- Why it is paused. 1: a member, 2: opt-outs, 3: its audience is gone.
    paused_by BIGINT,
    created_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by BIGINT NOT NULL,
    submitted_by BIGINT,
    approved_by BIGINT,
    -- Of how many contacts its rule held when it was submitted.
    people BIGINT,
    -- The moment at which its audience is what it is.
    started_at BIGINT,
    -- The last contact who is written down; the largest number there is when all are.
    planned_through BIGINT NOT NULL DEFAULT 0,
    sent BIGINT NOT NULL DEFAULT 0,
    opted_out BIGINT NOT NULL DEFAULT 0,
    -- When it last began to run, and how many had got it then.
    resumed_at BIGINT,
    sent_before BIGINT NOT NULL DEFAULT 0,
    finished_at BIGINT,
    -- In which its revenue is counted.
    currency TEXT,
    measured_at BIGINT,
    -- When a node has something to do for it; put off by whoever is at it.
    due_at BIGINT
);
CREATE INDEX campaigns_by_brand ON campaigns (brand, id);
CREATE INDEX campaigns_due ON campaigns (due_at) WHERE due_at IS NOT NULL;

-- One row for each contact whom a campaign is for, written before anything is sent.
CREATE TABLE campaign_deliveries (
    campaign BIGINT NOT NULL,
    -- The conversation, and its customer.
    contact BIGINT NOT NULL,
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
    -- When it was settled; the message, or for those held out the log's end at that time.
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
    PRIMARY KEY (campaign, contact)
) {clustered};
CREATE INDEX campaign_deliveries_due ON campaign_deliveries (campaign, due_at, contact) WHERE due_at IS NOT NULL;
CREATE INDEX campaign_deliveries_sent ON campaign_deliveries (account, sent_at) WHERE sent_at IS NOT NULL;

-- What holds for all campaigns of a brand, as JSON. Without a row, what is meant by itself.
CREATE TABLE campaign_settings (
    brand BIGINT NOT NULL PRIMARY KEY,
    settings {bytes} NOT NULL
) {clustered};

-- How many promotions someone wants in a week. Without a row, what is meant by itself.
CREATE TABLE promotion_budgets (
    account BIGINT NOT NULL PRIMARY KEY,
    per_week BIGINT NOT NULL
) {clustered};
