-- Bots that are programs of a brand's own, which run elsewhere.

-- How many seconds a customer waits for the program before people get the thread; 0: the bot is a flow that runs here.
ALTER TABLE bots ADD COLUMN patience_seconds BIGINT NOT NULL DEFAULT 0;
-- Whether new tickets come to the program: 1 or 0.
ALTER TABLE bots ADD COLUMN is_on BIGINT NOT NULL DEFAULT 0;

-- The same patience, where the thread is such a program's: its timer rings when the customer has waited so long. 0: it is not.
ALTER TABLE bot_threads ADD COLUMN patience_seconds BIGINT NOT NULL DEFAULT 0;
