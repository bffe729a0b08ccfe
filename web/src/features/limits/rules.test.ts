import { describe, expect, it } from 'vitest';
import type { Limits } from '../../api/types.ts';
import { changeOf, draftOf, hoursFit, isSame, minuteChoices, wordsFit, wordsOf } from './rules.ts';

const limits: Limits = {
  version: 3,
  changed_at: '2026-11-22T20:00:00.000Z',
  daily_minutes: 45,
  school_nights: { from: '20:30', until: '07:00' },
  weekend: null,
  topics_off: ['games'],
  words_off: ['dragons', 'the trip'],
  models: true,
  moods: true,
  memory: 'sitting',
  only_tutor: false,
};

describe('a draft of limits', () => {
  it('is sent as it was read when nothing changed', () => {
    const draft = draftOf(limits);
    expect(isSame(draft, limits)).toBe(true);
    expect(changeOf(draft, 3)).toEqual({
      version: 3,
      daily_minutes: 45,
      school_nights: { from: '20:30', until: '07:00' },
      weekend: null,
      topics_off: ['games'],
      words_off: ['dragons', 'the trip'],
      models: true,
      moods: true,
      memory: 'sitting',
      only_tutor: false,
    });
    expect(isSame({ ...draft, minutes: null }, limits)).toBe(false);
  });

  it('reads words between commas, each once', () => {
    expect(wordsOf(' dragons,, the trip ,dragons')).toEqual(['dragons', 'the trip']);
    expect(wordsFit('a'.repeat(41))).toBe(false);
    expect(wordsFit(Array.from({ length: 21 }, (_, at) => `w${String(at)}`).join(','))).toBe(false);
    expect(wordsFit('')).toBe(true);
  });

  it('leaves a child some hours of the day', () => {
    expect(hoursFit(null)).toBe(true);
    expect(hoursFit({ from: '20:00', until: '07:00' })).toBe(true);
    expect(hoursFit({ from: '13:00', until: '15:00' })).toBe(true);
    expect(hoursFit({ from: '20:00', until: '20:00' })).toBe(false);
    expect(hoursFit({ from: '07:00', until: '05:00' })).toBe(false);
    expect(hoursFit({ from: '', until: '05:00' })).toBe(false);
  });

  it('keeps minutes that were settled elsewhere among the choices', () => {
    expect(minuteChoices(50)).toEqual([15, 20, 30, 45, 50, 60, 90, 120, 180]);
    expect(minuteChoices(null)).toHaveLength(8);
  });
});
