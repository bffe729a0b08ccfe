import { describe, expect, it } from 'vitest';
import { dayAfter, daysName, shortName } from './calendar.ts';
import { reportAddress } from './queries.ts';

describe('days', () => {
  it('go on over months and the change of clocks', () => {
    expect(dayAfter('2026-10-31', 1)).toBe('2026-11-01');
    expect(dayAfter('2026-10-25', 1)).toBe('2026-10-26');
    expect(dayAfter('2026-03-01', -1)).toBe('2026-02-28');
  });

  it('are named as a weekday or as the days of a week', () => {
    const monday = { first: '2026-11-16', last: '2026-11-16' };
    expect(shortName(monday, 'week', 'en')).toBe('Mon');
    expect(shortName(monday, 'month', 'en')).toBe('16');
    expect(shortName({ first: '2026-11-16', last: '2026-11-22' }, 'month', 'en')).toBe('16–22');
    expect(daysName('2026-11-16', '2026-11-22', 'en')).toContain('2026');
  });
});

describe('a report', () => {
  it('is asked for by ids and parts', () => {
    const address = reportAddress({ format: 'csv', period: 'week', from: '2026-11-16', children: ['a', 'b'], parts: ['moods'] });
    expect(address).toBe('/api/insights/report?format=csv&period=week&from=2026-11-16&children=a%2Cb&parts=moods');
  });
});
