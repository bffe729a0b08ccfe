-- Holds the end of the chain until the transaction ends, so that two writers never follow the same entry.
UPDATE audit_head SET number = number + 1 WHERE id = 1 RETURNING number, hash
