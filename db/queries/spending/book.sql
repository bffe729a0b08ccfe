-- Adds to what is held and what is spent, and tells what stands there now. The row stays locked until the transaction ends.
INSERT INTO spending (family_id, period, held, spent) VALUES ($1, $2, $3, $4)
ON CONFLICT (family_id, period) DO UPDATE SET held = spending.held + excluded.held, spent = spending.spent + excluded.spent
RETURNING held, spent
