-- Pictures that are kept outside of the database: whose they are, and from when on they are to be removed (null: they are shown).
CREATE TABLE media (
    account BIGINT NOT NULL,
    name TEXT NOT NULL,
    remove_at BIGINT,
    PRIMARY KEY (account, name)
) {clustered};
CREATE INDEX media_by_removal ON media (remove_at) WHERE remove_at IS NOT NULL;
