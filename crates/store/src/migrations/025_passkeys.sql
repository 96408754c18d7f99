-- Keys by which people sign in without a password, or beside it. Times are microseconds since 1970 (UTC).

CREATE TABLE passkeys (
    account BIGINT NOT NULL,
    id BIGINT NOT NULL,
    -- What its owner calls it.
    name TEXT NOT NULL,
    -- What browsers call it, for everyone another.
    credential {bytes} NOT NULL,
    -- What its signatures are checked with.
    public_key {bytes} NOT NULL,
    -- What changes as it is used: its counter, above all.
    state {bytes} NOT NULL,
    created_at BIGINT NOT NULL,
    last_used_at BIGINT,
    PRIMARY KEY (account, id)
) {clustered};

CREATE UNIQUE INDEX passkeys_by_credential ON passkeys (credential);

-- What passkeys are to sign. Each is answered once, and not after its time.
CREATE TABLE passkey_challenges (
    challenge {bytes} NOT NULL PRIMARY KEY,
    -- Who adds a passkey by it; nobody when someone signs in.
    account BIGINT,
    state {bytes} NOT NULL,
    expires_at BIGINT NOT NULL
) {clustered};

CREATE INDEX passkey_challenges_by_end ON passkey_challenges (expires_at);
CREATE INDEX passkey_challenges_by_account ON passkey_challenges (account) WHERE account IS NOT NULL;
