-- Vouchers: codes that campaigns give away, each once. Times are microseconds since 1970 (UTC).

CREATE TABLE voucher_pools (
    id {id},
    brand BIGINT NOT NULL,
    name TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    -- How many of its codes nobody has, and how many were given: written in the transaction that adds, gives or removes them.
    codes_left BIGINT NOT NULL DEFAULT 0,
    codes_given BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX voucher_pools_by_brand ON voucher_pools (brand, id);

CREATE TABLE vouchers (
    pool BIGINT NOT NULL,
    code TEXT NOT NULL,
    -- When it was given, and by which delivery. Without them it is nobody's.
    given_at BIGINT,
    campaign BIGINT,
    contact BIGINT,
    occurrence BIGINT,
    PRIMARY KEY (pool, code)
) {clustered};
CREATE INDEX vouchers_left ON vouchers (pool, code) WHERE given_at IS NULL;
-- A delivery has one code.
CREATE UNIQUE INDEX vouchers_given ON vouchers (campaign, contact, occurrence) WHERE campaign IS NOT NULL;
