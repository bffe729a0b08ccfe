// The form's view of a child's limits: what stands in its fields, and what is sent.
import type { Limits, LimitsChange, QuietHours, TopicGroup } from '../../api/types.ts';
import type { Say } from '../../words/words.tsx';

export const topicGroups = [
  'games', 'films', 'music', 'jokes', 'stories', 'sports', 'computers', 'beliefs', 'society', 'money',
] as const satisfies readonly TopicGroup[];

/** Minutes a day to choose from; what was settled elsewhere stays among them. */
export function minuteChoices(now: number | null): number[] {
  const usual = [15, 20, 30, 45, 60, 90, 120, 180];
  return now === null || usual.includes(now) ? usual : [...usual, now].sort((a, b) => a - b);
}

export const usualNight: QuietHours = { from: '20:30', until: '07:00' };
export const usualWeekend: QuietHours = { from: '22:00', until: '08:00' };

export interface Draft {
  minutes: number | null;
  schoolNights: QuietHours | null;
  weekend: QuietHours | null;
  topics: TopicGroup[];
  words: string;
  models: boolean;
  moods: boolean;
  memory: Limits['memory'];
  onlyTutor: boolean;
}

export function draftOf(limits: Limits): Draft {
  return {
    minutes: limits.daily_minutes,
    schoolNights: limits.school_nights,
    weekend: limits.weekend,
    topics: limits.topics_off,
    words: limits.words_off.join(', '),
    models: limits.models,
    moods: limits.moods,
    memory: limits.memory,
    onlyTutor: limits.only_tutor,
  };
}

export function wordsOf(text: string): string[] {
  const words = text.split(',').map((word) => word.trim());
  return [...new Set(words.filter((word) => word !== ''))];
}

export function wordsFit(text: string): boolean {
  const words = wordsOf(text);
  return words.length <= 20 && words.every((word) => word.length <= 40);
}

const minutesAt = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

export function hoursFit(hours: QuietHours | null): boolean {
  if (hours === null) return true;
  if (!/^\d\d:\d\d$/.test(hours.from) || !/^\d\d:\d\d$/.test(hours.until)) return false;
  const length = (minutesAt(hours.until) - minutesAt(hours.from) + 24 * 60) % (24 * 60);
  return length > 0 && length <= 20 * 60;
}

export function changeOf(draft: Draft, version: number): LimitsChange {
  return {
    version,
    daily_minutes: draft.minutes,
    school_nights: draft.schoolNights,
    weekend: draft.weekend,
    topics_off: draft.topics,
    words_off: wordsOf(draft.words),
    models: draft.models,
    moods: draft.moods,
    memory: draft.memory,
    only_tutor: draft.onlyTutor,
  };
}

export function isSame(draft: Draft, limits: Limits): boolean {
  return JSON.stringify(changeOf(draft, 0)) === JSON.stringify(changeOf(draftOf(limits), 0));
}

/** How it is now, as sentences. */
export function sentencesOf(limits: Limits, name: string, say: Say): string[] {
  const out: string[] = [];
  if (limits.daily_minutes !== null) out.push(say('limits.is.minutes', { name, minutes: limits.daily_minutes }));
  if (limits.school_nights !== null) out.push(say('limits.is.school', { ...limits.school_nights }));
  if (limits.weekend !== null) out.push(say('limits.is.weekend', { ...limits.weekend }));
  const off = limits.topics_off.length + limits.words_off.length;
  if (off > 0) out.push(say('limits.is.topics', { count: off }));
  if (!limits.models) out.push(say('limits.is.guided', { name }));
  if (!limits.moods) out.push(say('limits.is.moods', { name }));
  if (limits.memory !== 'all') out.push(say('limits.is.memory', { memory: limits.memory }));
  if (limits.only_tutor) out.push(say('limits.is.tutor', { name }));
  return out.length > 0 ? out : [say('limits.is.none', { name })];
}
