-- Which replies wait in a brand's conversations, beside the tickets. Times are microseconds since 1970 (UTC).

-- When the next is due; null while none waits.
ALTER TABLE threads ADD COLUMN reply_due_at BIGINT;
-- How many did not fit any more when they were.
ALTER TABLE threads ADD COLUMN held_replies BIGINT NOT NULL DEFAULT 0;
UPDATE threads SET
    reply_due_at = (SELECT min(s.due_at) FROM scheduled_replies s WHERE s.conversation = threads.conversation AND s.held IS NULL),
    held_replies = (SELECT count(*) FROM scheduled_replies s WHERE s.conversation = threads.conversation AND s.held IS NOT NULL)
WHERE conversation IN (SELECT conversation FROM scheduled_replies);
