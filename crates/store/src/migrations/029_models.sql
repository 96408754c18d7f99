-- The language model that brands may use. Times are microseconds since 1970 (UTC).

-- What a brand uses it for, as JSON.
CREATE TABLE brand_models (
    brand {id},
    uses {bytes} NOT NULL
);

-- Tokens that a brand has used on a day: the day's number since 1970 (UTC).
CREATE TABLE model_spending (
    brand BIGINT NOT NULL,
    day BIGINT NOT NULL,
    tokens BIGINT NOT NULL,
    PRIMARY KEY (brand, day)
) {clustered};
