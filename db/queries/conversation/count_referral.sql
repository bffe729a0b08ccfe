INSERT INTO referral_counts (month, place, kind, shown) VALUES ($1, $2, $3, 1)
ON CONFLICT (month, place, kind) DO UPDATE SET shown = referral_counts.shown + 1
