-- Families, the people in them, their devices and how they sign in.
-- Ids are UUIDv7 text, times are milliseconds since 1970, sealed values are BYTEA (platform/crypto/sealer.hpp).

CREATE TABLE families (
    id                TEXT    NOT NULL PRIMARY KEY,
    country           TEXT    NOT NULL,               -- ISO 3166-1 alpha-2
    language          TEXT    NOT NULL,
    time_zone         TEXT    NOT NULL,               -- IANA name
    allow_third_party BOOLEAN NOT NULL,               -- may a model outside this server see the conversation
    alert_emails      BOOLEAN NOT NULL,
    created_at        BIGINT  NOT NULL
);

CREATE TABLE guardians (
    id                TEXT   NOT NULL PRIMARY KEY,
    family_id         TEXT   NOT NULL REFERENCES families (id) ON DELETE CASCADE,
    email             TEXT   NOT NULL,                -- as written
    email_key         TEXT   NOT NULL UNIQUE,         -- casefolded
    password_hash     TEXT   NOT NULL,                -- argon2id
    language          TEXT   NOT NULL,
    email_verified_at BIGINT,
    created_at        BIGINT NOT NULL
);
CREATE INDEX guardians_by_family ON guardians (family_id);

CREATE TABLE email_verifications (
    token_hash  TEXT   NOT NULL PRIMARY KEY,          -- SHA-256 of the token in the mail
    guardian_id TEXT   NOT NULL REFERENCES guardians (id) ON DELETE CASCADE,
    created_at  BIGINT NOT NULL,
    expires_at  BIGINT NOT NULL
);
CREATE INDEX email_verifications_by_guardian ON email_verifications (guardian_id);

CREATE TABLE trusted_adults (
    family_id  TEXT   NOT NULL PRIMARY KEY REFERENCES families (id) ON DELETE CASCADE,
    name       BYTEA  NOT NULL,                       -- sealed with the family key
    email      BYTEA  NOT NULL,                       -- sealed with the family key
    changed_at BIGINT NOT NULL
);

CREATE TABLE children (
    id             TEXT   NOT NULL PRIMARY KEY,
    family_id      TEXT   NOT NULL REFERENCES families (id) ON DELETE CASCADE,
    nickname       BYTEA  NOT NULL,                   -- sealed with the family key
    interests      BYTEA  NOT NULL,                   -- sealed with the family key: JSON array of text
    birth_year     BIGINT NOT NULL,
    birth_month    BIGINT NOT NULL,
    avatar         TEXT   NOT NULL,
    language       TEXT   NOT NULL,
    country        TEXT   NOT NULL,
    pin_hash       TEXT   NOT NULL,                   -- argon2id
    created_at     BIGINT NOT NULL,
    last_active_at BIGINT
);
CREATE INDEX children_by_family ON children (family_id);

CREATE TABLE pairing_codes (
    code_hash  TEXT   NOT NULL PRIMARY KEY,           -- keyed hash: six digits alone could be tried out
    family_id  TEXT   NOT NULL REFERENCES families (id) ON DELETE CASCADE,
    child_id   TEXT   NOT NULL REFERENCES children (id) ON DELETE CASCADE,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX pairing_codes_by_child ON pairing_codes (child_id);

CREATE TABLE devices (
    id           TEXT   NOT NULL PRIMARY KEY,
    family_id    TEXT   NOT NULL REFERENCES families (id) ON DELETE CASCADE,
    child_id     TEXT   NOT NULL REFERENCES children (id) ON DELETE CASCADE,
    token_hash   TEXT   NOT NULL UNIQUE,              -- SHA-256 of the cookie
    name         BYTEA  NOT NULL,                     -- sealed with the family key
    paired_at    BIGINT NOT NULL,
    last_seen_at BIGINT
);
CREATE INDEX devices_by_child ON devices (child_id);

CREATE TABLE staff (
    id            TEXT   NOT NULL PRIMARY KEY,
    email         TEXT   NOT NULL,
    email_key     TEXT   NOT NULL UNIQUE,
    password_hash TEXT   NOT NULL,
    role          TEXT   NOT NULL,
    created_at    BIGINT NOT NULL,
    disabled_at   BIGINT
);

CREATE TABLE sessions (
    id              TEXT   NOT NULL PRIMARY KEY,
    token_hash      TEXT   NOT NULL UNIQUE,           -- SHA-256 of the cookie
    kind            TEXT   NOT NULL,                  -- guardian, child or staff
    family_id       TEXT   REFERENCES families (id) ON DELETE CASCADE,
    guardian_id     TEXT   REFERENCES guardians (id) ON DELETE CASCADE,
    child_id        TEXT   REFERENCES children (id) ON DELETE CASCADE,
    device_id       TEXT   REFERENCES devices (id) ON DELETE CASCADE,
    staff_id        TEXT   REFERENCES staff (id) ON DELETE CASCADE,
    created_at      BIGINT NOT NULL,
    last_seen_at    BIGINT NOT NULL,
    expires_at      BIGINT NOT NULL,                  -- whatever happens
    idle_expires_at BIGINT NOT NULL                   -- moved on by use
);
CREATE INDEX sessions_by_expiry ON sessions (expires_at);
CREATE INDEX sessions_by_device ON sessions (device_id);

CREATE TABLE api_keys (
    id         TEXT   NOT NULL PRIMARY KEY,
    key_hash   TEXT   NOT NULL UNIQUE,                -- SHA-256 of the key
    name       TEXT   NOT NULL,
    scopes     TEXT   NOT NULL,                       -- separated by spaces
    created_at BIGINT NOT NULL,
    revoked_at BIGINT
);

-- Sign-in attempts since the last success, per account, device or purpose; the subject is a hash.
CREATE TABLE attempts (
    subject       TEXT   NOT NULL PRIMARY KEY,
    failures      BIGINT NOT NULL,
    last_at       BIGINT NOT NULL,
    blocked_until BIGINT NOT NULL
);
