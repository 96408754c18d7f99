-- What came of bots' sessions, in quarters of an hour counted from 1970 (UTC). step: empty for the whole session, or a step of the flow.
CREATE TABLE bot_tallies (
    brand BIGINT NOT NULL,
    bot BIGINT NOT NULL,
    quarter BIGINT NOT NULL,
    step TEXT NOT NULL,
    -- How often one began, or came to the step.
    entered BIGINT NOT NULL,
    -- How many of them ended there: with people, because the customer did not come back, with what the customer wanted done.
    handed_over BIGINT NOT NULL,
    gone BIGINT NOT NULL,
    done BIGINT NOT NULL,
    PRIMARY KEY (brand, bot, quarter, step)
) {clustered};
