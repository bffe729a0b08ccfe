import { describe, expect, it } from 'vitest';
import type { Alert } from '../../api/types.ts';
import { withAlert } from './queries.ts';

const alert = (id: string, raised: string, acknowledged: string | null = null): Alert => ({
  id,
  child_id: 'c',
  nickname: 'Mia',
  raised_at: raised,
  severity: 'high',
  category: 'bullying',
  headline: 'h',
  what: 'w',
  why: 'y',
  helps_now: [],
  avoid_now: [],
  clock: null,
  first_seen_at: null,
  acknowledged_at: acknowledged,
  verdict: null,
});

describe('withAlert', () => {
  it('shows an alert once, however often it arrives', () => {
    const once = withAlert([], alert('a', '2026-01-01T10:00:00Z'));
    expect(withAlert(once, alert('a', '2026-01-01T10:00:00Z'))).toHaveLength(1);
  });

  it('puts what waits before what was seen, and the newest first', () => {
    const list = [alert('seen', '2026-01-03T10:00:00Z', '2026-01-03T11:00:00Z'), alert('old', '2026-01-01T10:00:00Z')];
    expect(withAlert(list, alert('new', '2026-01-02T10:00:00Z')).map(({ id }) => id)).toEqual(['new', 'old', 'seen']);
  });
});
