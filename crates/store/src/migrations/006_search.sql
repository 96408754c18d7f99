-- What a brand's search finds: made from its logs in the background, and made anew from them whenever that is needed. Nothing here is
-- the only place of anything.

CREATE TABLE search_brands (
    brand {id},
    -- A short name that stands before each of the brand's words.
    shelf BIGINT NOT NULL UNIQUE,
    -- What happened up to this change number of the brand's account is found.
    number BIGINT NOT NULL,
    -- How often it has come further: of two that would bring it further at once, one does.
    turn BIGINT NOT NULL,
    -- By which rules texts were taken apart into words.
    version BIGINT NOT NULL
);

-- How far each conversation is found, and the name by which its customer is.
CREATE TABLE search_marks (
    brand BIGINT NOT NULL,
    conversation BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    journal BIGINT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (brand, conversation)
) {clustered};

-- The words of customers' names, as bytes, which both databases order alike.
CREATE TABLE search_people (
    brand BIGINT NOT NULL,
    word {bytes} NOT NULL,
    conversation BIGINT NOT NULL,
    PRIMARY KEY (brand, word, conversation)
) {clustered};

-- Messages and notes. The id is that of the event or of the journal's entry, so that ids rise with time.
CREATE TABLE search_texts (
    id {row},
    brand BIGINT NOT NULL,
    conversation BIGINT NOT NULL,
    -- In the conversation's log; of a note, in the journal.
    seq BIGINT NOT NULL,
    -- Behind which event it stands; of a message, its own seq.
    place BIGINT NOT NULL,
    -- 1: a customer's message, 2: the brand's, 3: a note.
    part BIGINT NOT NULL{and_words}
);
CREATE UNIQUE INDEX search_texts_by_brand ON search_texts (brand, id);
{index_of_words};
