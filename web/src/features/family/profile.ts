// What a profile form holds, and whether it may be sent.
import type { Avatar, Child, Language } from '../../api/types.ts';

export interface Profile {
  nickname: string;
  avatar: Avatar;
  interests: string;
  language: Language;
  country: string;
}

export const youngest = 7;

export function profileOf(child: Child): Profile {
  return {
    nickname: child.nickname,
    avatar: child.avatar,
    interests: child.interests.join(', '),
    language: child.language,
    country: child.country,
  };
}

export function interestsOf(text: string): string[] {
  return text
    .split(/[,;\n]/)
    .map((each) => each.trim())
    .filter((each) => each !== '');
}

export function interestsFit(text: string): boolean {
  const interests = interestsOf(text);
  return interests.length <= 8 && interests.every((each) => each.length <= 30);
}

export function isPin(text: string): boolean {
  return /^[0-9]{4,6}$/.test(text);
}

/** Full years since the first of that month: the age that the server will count as well. */
export function ageOf(year: number, month: number, now = new Date()): number {
  return now.getFullYear() - year - (now.getMonth() + 1 < month ? 1 : 0);
}
