-- Vectors of published articles, by which they are found by what they mean. Times are microseconds since 1970 (UTC).

-- The vectors of an article: one for each passage of the version, in order, the numbers of all one after the other.
CREATE TABLE article_vectors (
    brand BIGINT NOT NULL,
    article BIGINT NOT NULL,
    version BIGINT NOT NULL,
    -- Which model made them, in which form: what another made is made anew.
    model TEXT NOT NULL,
    passages BIGINT NOT NULL,
    -- f32, little-endian, each vector of length 1.
    vectors {bytes} NOT NULL,
    PRIMARY KEY (brand, article)
);

-- Brands that have vectors made, and up to which of their changes of what is published.
CREATE TABLE brand_vectors (
    brand {id},
    -- 0: no more for now.
    is_on BIGINT NOT NULL,
    model TEXT NOT NULL,
    number BIGINT NOT NULL,
    -- Not before: someone is at it, or it failed.
    due_at BIGINT NOT NULL
);
CREATE INDEX brand_vectors_by_due ON brand_vectors (due_at) WHERE is_on = 1;

-- Tokens that vectors have used on the day.
ALTER TABLE model_spending ADD COLUMN embeddings BIGINT NOT NULL DEFAULT 0;
