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

type Stretch = Schemas['Insights']['stretches'][number];

export function insightsOf(span: 'week' | 'month', shown: boolean): Schemas['Insights'] {
  const middles = span === 'week' ? [0.4, 0.6, null, -0.1, -0.3, 0.5, 0.7] : [0.4, 0.1, -0.2, 0.5, 0.6];
  const days = span === 'week' ? 1 : 6;
  const stretches = middles.map((middle, index): Stretch => ({
    first: daysBack((middles.length - index) * days - 1),
    last: daysBack((middles.length - index - 1) * days),
    talks: middle === null ? 0 : 2,
    minutes: middle === null ? 0 : 12 + index * 4,
    felt: middle === null ? null : { middle, low: Math.max(-1, middle - 0.4), high: Math.min(1, middle + 0.4), words: 'in between to bright' },
  }));
  return {
    shown,
    period: { span, first: stretches[0]?.first ?? daysBack(6), last: stretches.at(-1)?.last ?? daysBack(0), goes_on: true },
    sentence: shown ? 'Talks: 12. Days with talks: 6. Minutes in all: 148.' : 'Insights are switched off for this child.',
    not_shown: 'Made of what Buddy could tell from talks, and never complete. Not shown: what was said.',
    interval: 'The ranges hold the truth nine times in ten; few talks make them wide.',
    stretches: shown ? stretches : [],
    moods: {
      read: true,
      talks: 11,
      sentence: '',
      shares: [
        { mood: 'joy', talks: 6, middle: 0.55, low: 0.32, high: 0.75 },
        { mood: 'stress', talks: 3, middle: 0.27, low: 0.12, high: 0.51 },
      ],
    },
    topics: [
      { title: 'School', talks: 6 },
      { title: 'Friends', talks: 4 },
    ],
    parts: [
      { part: 'morning', minutes: 8 },
      { part: 'afternoon', minutes: 92 },
      { part: 'evening', minutes: 40 },
      { part: 'night', minutes: 8 },
    ],
    learning: { open: true, found: 4, shown: 1, hints: 7, own: { middle: 0.8, low: 0.42, high: 0.96 }, sentence: 'Counted are sums that Buddy\'s own tutor helped with.' },
    strengths: ['Worked out 4 sums without being shown the answer.'],
    changes: [
      {
        kind: 'late_evenings',
        text: 'Talks after ten in the evening on 3 of the last 7 days; before that, hardly ever.',
        opening: '“How do you fall asleep at the moment? What would make the evenings easier?”',
      },
    ],
  };
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
