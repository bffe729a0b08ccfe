INSERT INTO mark_counts (month, question, mark, marks)
VALUES ($1, $2, $3, 1)
ON CONFLICT (month, question, mark) DO UPDATE SET marks = mark_counts.marks + 1
