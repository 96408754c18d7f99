-- Whether a picture is still shown is asked at every change of one.
CREATE INDEX accounts_by_avatar ON accounts (avatar) WHERE avatar IS NOT NULL;
