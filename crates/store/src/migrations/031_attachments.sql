-- Files of messages in conversations with brands. Times are microseconds since 1970 (UTC).

CREATE TABLE attachments (
    id {id},
    conversation BIGINT NOT NULL,
    -- The side that uploaded it: the customer, or the brand.
    author BIGINT NOT NULL,
    -- The uploader's name for the upload, and a digest of what was uploaded under it.
    client_id {bytes} NOT NULL,
    digest {bytes} NOT NULL,
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    bytes BIGINT NOT NULL,
    -- Of a picture.
    width BIGINT,
    height BIGINT,
    -- 1: its content is kept.
    is_kept BIGINT NOT NULL,
    -- The message that says it; NULL: none yet.
    seq BIGINT,
    -- From when on it is removed; NULL once a message says it.
    remove_at BIGINT
);
CREATE UNIQUE INDEX attachments_by_client_id ON attachments (conversation, author, client_id);
CREATE INDEX attachments_by_conversation ON attachments (conversation, author, id);
CREATE INDEX attachments_by_removal ON attachments (remove_at) WHERE remove_at IS NOT NULL;

-- What is in them, where it is not kept outside of the database.
CREATE TABLE attachment_contents (
    attachment {id},
    content {bytes} NOT NULL
);
