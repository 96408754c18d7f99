-- What customers are told of their wait for a person. Times are microseconds since 1970 (UTC).

-- 1: nothing; 2: when a bot gives the thread to people; 3: also when they begin to wait in a queue.
ALTER TABLE brands ADD COLUMN wait_told BIGINT NOT NULL DEFAULT 2;
-- The language where no bot spoke: 1 English, 2 German, 3 Spanish, 4 French, 5 Arabic.
ALTER TABLE brands ADD COLUMN wait_language BIGINT NOT NULL DEFAULT 1;

-- When the customer was told last; null where never.
ALTER TABLE threads ADD COLUMN wait_told_at BIGINT;
