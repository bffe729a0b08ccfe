DELETE FROM trajectories WHERE noted_at < $1 AND family_id NOT IN (SELECT family_id FROM legal_holds)
