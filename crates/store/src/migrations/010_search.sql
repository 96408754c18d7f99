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

-- The words that a brand's texts have, and in how many of them each was: what the beginning of a word may stand for.
CREATE TABLE search_vocabulary (
    brand BIGINT NOT NULL,
    word {bytes} NOT NULL,
    texts BIGINT NOT NULL,
    PRIMARY KEY (brand, word)
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

-- Where a label's tickets stand, so that they are listed without looking at each of them.
ALTER TABLE ticket_labels ADD COLUMN status BIGINT NOT NULL DEFAULT 0;
ALTER TABLE ticket_labels ADD COLUMN activity BIGINT NOT NULL DEFAULT 0;
UPDATE ticket_labels SET
    status = coalesce((SELECT t.status FROM tickets t WHERE t.id = ticket_labels.ticket), 0),
    activity = coalesce((SELECT t.activity FROM tickets t WHERE t.id = ticket_labels.ticket), 0);
CREATE INDEX ticket_labels_by_status ON ticket_labels (brand, label, status, activity, ticket);
