-- Accounts, devices, conversations and their logs. Ids are 64-bit numbers, times microseconds since 1970 (UTC).

CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE accounts (
    id {id},
    handle TEXT NOT NULL UNIQUE,
    display_name TEXT NOT NULL,
    bio TEXT NOT NULL,
    avatar TEXT,
    password_hash TEXT,
    platform_issuer TEXT,
    platform_subject TEXT,
    disabled_at BIGINT,
    created_at BIGINT NOT NULL,
    last_seen_at BIGINT,
    -- The change number of the account's own profile and settings.
    number BIGINT NOT NULL,
    UNIQUE (platform_issuer, platform_subject)
);

-- The newest change number of each account: narrow, because every message writes two of them.
CREATE TABLE counters (
    account {id},
    number BIGINT NOT NULL
);

CREATE TABLE devices (
    id {id},
    account BIGINT NOT NULL,
    name TEXT NOT NULL,
    token_hash {bytes} NOT NULL UNIQUE,
    -- The Idempotency-Key of the sign-in that made it.
    request_key TEXT,
    -- A keyed hash of the address it signed in from.
    address_key {bytes},
    created_at BIGINT NOT NULL,
    last_seen_at BIGINT NOT NULL,
    -- Everything up to this change number has arrived at this device.
    acked BIGINT NOT NULL,
    UNIQUE (account, request_key)
);
CREATE INDEX devices_by_account ON devices (account, id);

CREATE TABLE invites (
    code_hash {bytes} PRIMARY KEY,
    uses_left BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);

CREATE TABLE avatars (
    hash TEXT PRIMARY KEY,
    image {bytes} NOT NULL
);

CREATE TABLE conversations (
    id {id},
    kind BIGINT NOT NULL,
    -- The two members of a direct conversation, the lower id first: one conversation per pair.
    low BIGINT NOT NULL,
    high BIGINT NOT NULL,
    head BIGINT NOT NULL,
    activity BIGINT NOT NULL,
    UNIQUE (low, high)
);

-- One row per member and conversation: what the member sees, and the index of what changed for the account.
-- number 0: the member does not see the conversation yet.
CREATE TABLE members (
    account BIGINT NOT NULL,
    conversation BIGINT NOT NULL,
    number BIGINT NOT NULL,
    unread BIGINT NOT NULL,
    read_seq BIGINT NOT NULL,
    delivered_seq BIGINT NOT NULL,
    -- The newest event of someone else.
    inbound_seq BIGINT NOT NULL,
    PRIMARY KEY (account, conversation)
) {clustered};
CREATE INDEX members_by_number ON members (account, number);

CREATE TABLE drafts (
    account BIGINT NOT NULL,
    conversation BIGINT NOT NULL,
    text TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (account, conversation)
);

-- The logs, in the order of writing. low_number and high_number are the change numbers that brought the event to the
-- conversation's two members.
CREATE TABLE events (
    id {row},
    conversation BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    kind BIGINT NOT NULL,
    author BIGINT NOT NULL,
    client_id {bytes} NOT NULL,
    at BIGINT NOT NULL,
    low_number BIGINT NOT NULL,
    high_number BIGINT NOT NULL,
    body {bytes} NOT NULL
);
CREATE UNIQUE INDEX events_by_seq ON events (conversation, seq);
CREATE UNIQUE INDEX events_by_client_id ON events (conversation, author, client_id);

-- Work to be done after a commit, at least once.
CREATE TABLE jobs (
    id {id},
    kind TEXT NOT NULL,
    account BIGINT NOT NULL,
    position BIGINT NOT NULL
);
