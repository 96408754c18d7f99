-- What a saved reply does to the ticket when it is sent, as JSON; null: nothing.
ALTER TABLE replies ADD COLUMN actions {bytes};
