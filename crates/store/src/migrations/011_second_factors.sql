-- Codes that signing in with a password asks for, from an app that knows the secret. Times are microseconds since 1970 (UTC).

CREATE TABLE second_factors (
    account BIGINT NOT NULL PRIMARY KEY,
    secret {bytes} NOT NULL,
    -- When a code showed that the app has it; until then no sign-in asks for one.
    since BIGINT,
    -- The step of time of the newest code that was taken: no code is taken twice.
    last_step BIGINT NOT NULL,
    -- Wrong codes in a row, and until when no other is looked at.
    failures BIGINT NOT NULL,
    blocked_until BIGINT NOT NULL
) {clustered};

-- For those who lost the app: each works once. Kept as a hash.
CREATE TABLE recovery_codes (
    account BIGINT NOT NULL,
    hash {bytes} NOT NULL,
    PRIMARY KEY (account, hash)
) {clustered};
