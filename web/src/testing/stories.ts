// What the mock server knows and says: a demo family, and answers chosen by a few plain words.
import type { components } from '../api/schema.ts';

type Schemas = components['schemas'];

export const lines: Schemas['HelpLine'][] = [
  { service: 'Emergency', audience: 'all', channel: 'emergency', dial: '911', display: '911', hours: 'Day and night', verified: true },
  { service: '988 Suicide and Crisis Lifeline', audience: 'all', channel: 'call', dial: '988', display: '988', hours: 'Day and night', verified: true },
  { service: 'Crisis Text Line', audience: 'all', channel: 'sms', dial: '741741', sms_keyword: 'HOME', display: '741741', hours: 'Day and night', verified: true },
];

export const helpCountries = ['US', 'GB', 'DE', 'FR', 'ES', 'PT'];

export interface Story {
  mood: Schemas['MoodEvent'] | null;
  advisor: Schemas['AdvisorEvent'];
  clauses: string[];
  notices: Schemas['NoticeEvent'][];
  suggestions: string[];
  worries: boolean;
}

const listener = { id: 'listener', name: 'Listener', reason: 'you told me about a feeling' };
const explorer = { id: 'explorer', name: 'Explorer', reason: 'you are curious about something' };
const steward = { id: 'safety_steward', name: 'Safety steward', reason: 'you may need people now' };

const aiNotice: Schemas['NoticeEvent'] = {
  kind: 'ai',
  text: 'A reminder: I am a computer program. I have no feelings, and I can be wrong.',
};

export function storyFor(text: string, first: boolean): Story {
  const notices = first ? [aiNotice] : [];
  if (/alive|die|hurt myself/i.test(text)) {
    return {
      mood: { mood: 'sadness', word: 'very sad', corrected: false },
      advisor: steward,
      clauses: [
        'I am glad you told me. ',
        'That sounds very heavy to carry alone. ',
        'Are you safe right now? ',
        'I am telling your grown-ups that you need someone today, ',
        'and here are people who can listen this minute.',
      ],
      notices: [
        {
          kind: 'help',
          text: 'You do not have to be alone with this. These people listen, day and night.',
          lines,
          people: ['Aunt Rosa', 'Mr Lindqvist'],
        },
      ],
      suggestions: ['I am safe right now', 'I am not safe'],
      worries: true,
    };
  }
  if (/why|how|wonder|riddle/i.test(text)) {
    return {
      mood: { mood: 'curiosity', word: 'curious', corrected: false },
      advisor: explorer,
      clauses: [
        'Good question. ',
        'Sunlight holds all colours at once, ',
        'and the air scatters blue light far more than red. ',
        'So blue reaches your eyes from every side of the sky. ',
        'In the evening the light travels a longer way, ',
        'most of the blue is gone by then, ',
        'and what is left looks orange. ',
        'What colour do you think the sky has on the Moon, where there is no air?',
      ],
      notices,
      suggestions: ['Black?', 'Tell me more', 'Why is grass green?'],
      worries: false,
    };
  }
  return {
    mood: { mood: 'sadness', word: 'a bit sad', corrected: false },
    advisor: listener,
    clauses: [
      'That sounds like a hard day. ',
      'A fight with a friend can sit in your stomach for hours, ',
      'even when nobody meant it. ',
      'You do not have to solve it right now. ',
      'Would you like to tell me what happened just before?',
    ],
    notices,
    suggestions: ['It started at lunch', 'I do not want to talk about it', 'What can I do?'],
    worries: false,
  };
}

function daysBack(count: number): string {
  return new Date(Date.now() - count * 86_400_000).toISOString().slice(0, 10);
}

export function moodWeek(until: string | null): Schemas['MoodWeek'] {
  const shift = until === null ? 0 : Math.round((Date.now() - Date.parse(`${until}T12:00:00Z`)) / 86_400_000);
  const moods: [Schemas['Mood'] | null, number, number][] = [
    ['calm', 0.7, 6],
    ['joy', 0.8, 9],
    [null, 0, 0],
    ['stress', 0.5, 12],
    ['sadness', 0.4, 8],
    ['curiosity', 0.85, 14],
    ['joy', 0.6, 5],
  ];
  return {
    sentence: 'A mixed week: two heavier days in the middle, then curious and bright again.',
    days: moods.map(([mood, certainty, turns], index) => ({
      day: daysBack(shift + 6 - index),
      turns,
      mood,
      certainty,
      moods: mood === null ? {} : { [mood]: turns },
    })),
  };
}
