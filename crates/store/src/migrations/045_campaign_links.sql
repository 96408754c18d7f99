-- The links of campaigns that are counted, and campaigns that are taken back. Times are microseconds since 1970 (UTC).

-- Written when a campaign begins: a short link leads to these, and to nothing else.
CREATE TABLE campaign_links (
    campaign BIGINT NOT NULL,
    -- From 1, at most 20.
    number BIGINT NOT NULL,
    url TEXT NOT NULL,
    -- What its short links are signed with.
    secret {bytes} NOT NULL,
    PRIMARY KEY (campaign, number)
) {clustered};

-- Which of them a contact opened: a bit for each, the lowest for the first.
ALTER TABLE campaign_deliveries ADD COLUMN clicked_links BIGINT NOT NULL DEFAULT 0;

-- Places in the log of messages that were taken back, which say nothing any more: a list as JSON.
ALTER TABLE conversations ADD COLUMN recalled TEXT;
-- While what nobody has read is being taken back: the last contact who was looked at.
ALTER TABLE campaigns ADD COLUMN recall_after BIGINT;
