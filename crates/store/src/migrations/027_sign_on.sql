-- Identity providers of brands, by which their members sign in. Times are microseconds since 1970 (UTC).

CREATE TABLE sign_on_providers (
    brand BIGINT NOT NULL PRIMARY KEY,
    issuer TEXT NOT NULL,
    client_id TEXT NOT NULL,
    -- As it was given: the provider wants it back.
    client_secret TEXT NOT NULL,
    -- Whose e-mail addresses let someone in, one a line.
    domains TEXT NOT NULL,
    -- What people are who come for the first time.
    role BIGINT NOT NULL,
    -- 1 where members act for the brand only if they signed in by it.
    is_required BIGINT NOT NULL,
    since BIGINT NOT NULL
) {clustered};

-- Whom a provider knows under which name.
CREATE TABLE sign_on_links (
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    account BIGINT NOT NULL,
    since BIGINT NOT NULL,
    PRIMARY KEY (issuer, subject)
) {clustered};

CREATE INDEX sign_on_links_by_account ON sign_on_links (account);
CREATE INDEX sign_on_providers_by_issuer ON sign_on_providers (issuer);

-- Who is under way to a provider. Each comes back once, and not after its time.
CREATE TABLE sign_on_ways (
    -- A hash of what the browser comes back with.
    state {bytes} NOT NULL PRIMARY KEY,
    brand BIGINT NOT NULL,
    issuer TEXT NOT NULL,
    -- Who links their account, on which device; nobody when someone signs in.
    account BIGINT,
    device BIGINT,
    nonce TEXT NOT NULL,
    verifier TEXT NOT NULL,
    expires_at BIGINT NOT NULL
) {clustered};

CREATE INDEX sign_on_ways_by_end ON sign_on_ways (expires_at);

-- By which brand's provider a device was signed in.
ALTER TABLE devices ADD COLUMN sign_on BIGINT;
