-- What reports read: sums of what happened, in buckets of time, and each time that something happened to a ticket. Whoever writes them
-- holds the brand's row of counters.

-- A brand's time zone and business hours, as JSON.
CREATE TABLE brand_hours (
    brand {id},
    hours {bytes} NOT NULL
);

-- What happened in a quarter of an hour, counted from 1970 (UTC).
CREATE TABLE report_quarters (
    brand BIGINT NOT NULL,
    quarter BIGINT NOT NULL,
    received BIGINT NOT NULL,
    sent BIGINT NOT NULL,
    opened BIGINT NOT NULL,
    reopened BIGINT NOT NULL,
    resolved BIGINT NOT NULL,
    PRIMARY KEY (brand, quarter)
) {clustered};

-- How often, and how many milliseconds in all: by measure, in buckets of a length (1: quarters of an hour, 2: days), of a member or a
-- label where it is by these, in a bin where it is of times.
CREATE TABLE report_tallies (
    brand BIGINT NOT NULL,
    measure BIGINT NOT NULL,
    grain BIGINT NOT NULL,
    bucket BIGINT NOT NULL,
    subject TEXT NOT NULL,
    bin BIGINT NOT NULL,
    count BIGINT NOT NULL,
    total BIGINT NOT NULL,
    PRIMARY KEY (brand, measure, grain, bucket, subject, bin)
) {clustered};

-- Each time that something counted happened to a ticket. label: empty, and once more for each label of a ticket that was resolved.
CREATE TABLE report_facts (
    brand BIGINT NOT NULL,
    figure BIGINT NOT NULL,
    label TEXT NOT NULL,
    at BIGINT NOT NULL,
    id BIGINT NOT NULL,
    ticket BIGINT NOT NULL,
    -- 0: no member.
    member BIGINT NOT NULL,
    -- Milliseconds.
    took BIGINT NOT NULL,
    PRIMARY KEY (brand, figure, label, at, id)
) {clustered};

-- Whether what happened in a conversation is counted. 0: all of it is still to be, from its log.
ALTER TABLE threads ADD COLUMN counted BIGINT NOT NULL DEFAULT 0;

-- The past is counted by a job for each brand. Its id is the brand's, which no other job has.
INSERT INTO jobs (id, kind, account, position) SELECT account, 'count_reports', account, 0 FROM brands;
