import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { OwnLimits } from '../../api/types.ts';
import { sayer } from '../../words/words.tsx';
import { compile } from '../../../words-plugin.ts';
import { lineOf } from './own-limits.tsx';

const words = JSON.parse(readFileSync('src/words/en/child.json', 'utf8')) as Record<string, string>;
const say = sayer('en', Object.fromEntries(Object.entries(words).map(([key, message]) => [key, compile(message)])));
const now = Date.parse('2026-11-23T16:00:00.000Z');
const open: OwnLimits = {
  version: 1,
  changed: false,
  daily_minutes: null,
  minutes_left: null,
  quiet_from: null,
  quiet_until: null,
  closed: null,
  back_at: null,
  topics_off: [],
  models: true,
};

describe('the line of a child that has limits', () => {
  it('is absent where there is nothing to count', () => {
    expect(lineOf(open, say, now)).toBeUndefined();
    expect(lineOf({ ...open, quiet_from: '2026-11-23T20:00:00.000Z' }, say, now)).toBeUndefined();
  });

  it('tells minutes, and quiet time that is near', () => {
    const line = lineOf({ ...open, daily_minutes: 30, minutes_left: 1, quiet_from: '2026-11-23T17:30:00.000Z' }, say, now);
    expect(line).toMatch(/^1 minute left today · Quiet time from /);
  });

  it('tells when Buddy is back, and that help is not closed', () => {
    const line = lineOf({ ...open, closed: 'over_time', back_at: '2026-11-24T05:00:00.000Z' }, say, now);
    expect(line).toMatch(/^Back at .*wrong/);
    expect(lineOf({ ...open, closed: 'over_time' }, say, now)).toMatch(/^That was it for today.*wrong/);
  });
});
