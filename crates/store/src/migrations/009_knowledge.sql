-- What brands know: articles, their versions, and questions without an answer. Times are microseconds since 1970 (UTC).

-- How an article stands now; the title and what follows it are those of its newest version.
CREATE TABLE articles (
    id {id},
    brand BIGINT NOT NULL,
    -- What an import called it; null when it was written here.
    source TEXT,
    title TEXT NOT NULL,
    language TEXT NOT NULL,
    -- Empty where there is none.
    link TEXT NOT NULL,
    -- One on each line.
    labels TEXT NOT NULL,
    version BIGINT NOT NULL,
    -- The version from which customers are answered; null for a draft.
    published BIGINT,
    changed_at BIGINT NOT NULL,
    -- 0: the operator.
    changed_by BIGINT NOT NULL
);
CREATE INDEX articles_by_brand ON articles (brand, id);
CREATE UNIQUE INDEX articles_by_source ON articles (brand, source) WHERE source IS NOT NULL;

CREATE TABLE article_versions (
    article BIGINT NOT NULL,
    version BIGINT NOT NULL,
    title TEXT NOT NULL,
    language TEXT NOT NULL,
    link TEXT NOT NULL,
    labels TEXT NOT NULL,
    markdown TEXT NOT NULL,
    at BIGINT NOT NULL,
    author BIGINT NOT NULL,
    PRIMARY KEY (article, version)
);

-- The brand's count of changes of what is published, and the number that brought each article's last one, also when the article has gone:
-- from these an index in memory follows.
CREATE TABLE knowledge (
    brand {id},
    number BIGINT NOT NULL
);
CREATE TABLE article_changes (
    brand BIGINT NOT NULL,
    article BIGINT NOT NULL,
    number BIGINT NOT NULL,
    PRIMARY KEY (brand, article)
) {clustered};
CREATE INDEX article_changes_by_number ON article_changes (brand, number);

CREATE TABLE unanswered (
    id {id},
    brand BIGINT NOT NULL,
    -- The question's words in their one form: the same in other letters is the same question.
    words TEXT NOT NULL,
    question TEXT NOT NULL,
    count BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    UNIQUE (brand, words)
);
CREATE INDEX unanswered_by_time ON unanswered (brand, last_at);
