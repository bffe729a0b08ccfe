-- Mails on their way. Address and words are sealed with the server's mail key and removed once the mail is sent or given up.

CREATE TABLE mails (
    id         TEXT   NOT NULL PRIMARY KEY,
    family_id  TEXT,                                  -- whose it is; none for staff
    kind       TEXT   NOT NULL,                       -- verify_email, alert
    sealed     BYTEA,                                 -- JSON: to, language and what the template needs
    created_at BIGINT NOT NULL,
    sent_at    BIGINT,
    failed_at  BIGINT                                 -- given up for good
);
CREATE INDEX mails_by_family ON mails (family_id);
CREATE INDEX mails_by_creation ON mails (created_at);
