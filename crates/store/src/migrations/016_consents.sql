-- What customers have agreed to hear of, and what they do elsewhere. A contact is a conversation with a brand. Times are microseconds
-- since 1970 (UTC).

-- What a brand writes about, for those who agree to it.
CREATE TABLE topics (
    brand BIGINT NOT NULL,
    name TEXT NOT NULL,
    label TEXT NOT NULL,
    description TEXT NOT NULL,
    -- 1: nobody is asked any more.
    archived BIGINT NOT NULL,
    -- A number that rises with each that is made.
    place BIGINT NOT NULL,
    PRIMARY KEY (brand, name)
) {clustered};

-- Consents given and withdrawn. Rows are only ever added.
CREATE TABLE consent_entries (
    id {id},
    brand BIGINT NOT NULL,
    contact BIGINT NOT NULL,
    topic TEXT NOT NULL,
    -- 1: here, in the conversation.
    channel BIGINT NOT NULL,
    -- 1: granted, 2: withdrawn.
    state BIGINT NOT NULL,
    -- 1: the customer, 2: a member, 3: an import, 4: a system of the brand, 5: a bot.
    source BIGINT NOT NULL,
    -- When the customer said so, and when it was written down.
    at BIGINT NOT NULL,
    recorded_at BIGINT NOT NULL,
    -- 0: the customer themselves.
    recorded_by BIGINT NOT NULL,
    -- What exactly was agreed to.
    text TEXT NOT NULL
);
CREATE INDEX consent_entries_by_time ON consent_entries (brand, contact, at, id);

-- Which entry counts of each topic and channel: the one with the latest moment. Written with the entries, in one transaction.
CREATE TABLE consents (
    brand BIGINT NOT NULL,
    contact BIGINT NOT NULL,
    topic TEXT NOT NULL,
    channel BIGINT NOT NULL,
    state BIGINT NOT NULL,
    entry BIGINT NOT NULL,
    PRIMARY KEY (brand, contact, topic, channel)
) {clustered};
-- Who hears of a topic.
CREATE INDEX consents_by_topic ON consents (brand, topic, channel, state, contact);

-- What customers do elsewhere, as a brand's own systems tell it.
CREATE TABLE custom_events (
    id {id},
    brand BIGINT NOT NULL,
    contact BIGINT NOT NULL,
    -- The teller's own id of it.
    reference TEXT NOT NULL,
    name TEXT NOT NULL,
    at BIGINT NOT NULL,
    recorded_at BIGINT NOT NULL,
    -- A JSON object, as text.
    properties TEXT NOT NULL
);
CREATE UNIQUE INDEX custom_events_by_reference ON custom_events (brand, reference);
CREATE INDEX custom_events_by_time ON custom_events (brand, contact, at, id);
-- Who did something in a span of time, and how often.
CREATE INDEX custom_events_by_name ON custom_events (brand, name, at, contact);
