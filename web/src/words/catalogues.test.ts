import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compile } from '../../words-plugin.ts';
import { format, type Message, type Part } from './message.ts';

const read = (language: string, file: string) =>
  JSON.parse(readFileSync(`src/words/${language}/${file}`, 'utf8')) as Record<string, string>;

function argumentsOf(message: Message): string[] {
  if (typeof message === 'string') return [];
  const found = message.flatMap((part: Part) => {
    if (typeof part === 'string' || part === 0) return [];
    const inner = part.length === 3 ? Object.values(part[2]).flatMap(argumentsOf) : [];
    return [part[0], ...inner];
  });
  return [...new Set(found)].sort();
}

const languages = readdirSync('src/words', { withFileTypes: true }).filter((entry) => entry.isDirectory());
const catalogues = languages.flatMap(({ name }) => 
  readdirSync(`src/words/${name}`, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.json'))
    .map((file) => [name, file] as const),
);

describe.each(catalogues)('%s/%s', (language, file) => {
  const english = read('en', file);
  const messages = read(language, file);

  it('holds every message of the English catalogue and no other', () => {
    expect(Object.keys(messages).sort()).toEqual(Object.keys(english).sort());
  });

  it('asks for the same arguments as English', () => {
    for (const [key, message] of Object.entries(messages)) {
      expect([key, argumentsOf(compile(message))]).toEqual([key, argumentsOf(compile(english[key] ?? ''))]);
    }
  });
});

describe('child catalogues', () => {
  it.each(languages.map(({ name }) => name))('in %s never shout', (language) => {
    const shouting = Object.entries({ ...read(language, 'child.json'), ...read(language, 'later/thumbs.json') }).filter(([, message]) => /[!¡]/.test(message));
    expect(shouting).toEqual([]);
  });
});

describe('format', () => {
  it('chooses by plural rule, exact number and value', () => {
    const message = compile('{count, plural, =0 {none} one {# device} other {# devices}} {kind, select, a {A} other {?}}');
    expect(format(message, 'en', { count: 0, kind: 'a' })).toBe('none A');
    expect(format(message, 'en', { count: 1, kind: 'b' })).toBe('1 device ?');
    expect(format(message, 'en', { count: 2, kind: 'a' })).toBe('2 devices A');
  });
});
