DELETE FROM trajectories WHERE noted_at < $1
