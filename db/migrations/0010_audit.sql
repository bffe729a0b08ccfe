-- Who did what, in one chain: each entry's hash covers its content and the hash before it. Ids, never words; kept when a
-- family is erased (server/platform/audit/audit.hpp says why).

CREATE TABLE audit_entries (
    number       BIGINT  NOT NULL PRIMARY KEY,        -- from 1, without gaps
    occurred_at  BIGINT  NOT NULL,
    actor_kind   TEXT    NOT NULL,                    -- system, operator, guardian, child, staff, api_key
    actor_id     TEXT    NOT NULL,                    -- empty for the server and its operator
    action       TEXT    NOT NULL,
    family_id    TEXT    NOT NULL,                    -- empty: nobody's; so are the next two
    child_id     TEXT    NOT NULL,
    object_id    TEXT    NOT NULL,
    detail       TEXT    NOT NULL,                    -- JSON: literals, numbers and claims
    is_protected BOOLEAN NOT NULL,                    -- no guardian may know of it
    hash         TEXT    NOT NULL                     -- SHA-256, 64 hexadecimal digits
);
CREATE INDEX audit_entries_by_family ON audit_entries (family_id, number);

-- The end of the chain. Writers meet here, one after the other.
CREATE TABLE audit_head (
    id     BIGINT NOT NULL PRIMARY KEY,               -- always 1
    number BIGINT NOT NULL,
    hash   TEXT   NOT NULL
);
INSERT INTO audit_head (id, number, hash)
VALUES (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');
