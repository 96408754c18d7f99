-- The names of sends, by themselves first: those of one moment (UUIDs of version 7 begin with it) stand in the same few pages, whatever their
-- conversations, so that a commit writes these pages and not one for each message.
DROP INDEX events_by_client_id;
CREATE UNIQUE INDEX events_by_client_id ON events (client_id, author, conversation);
