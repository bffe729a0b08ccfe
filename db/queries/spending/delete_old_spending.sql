-- A month ("2026-11") goes with its first day: it is over long before.
DELETE FROM spending WHERE period < $1 AND held = 0
