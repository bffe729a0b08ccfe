import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name))
  .map((name) => readFileSync(join('src', name), 'utf8'));

it('the cookie policy names every note that our pages leave in a browser, and no other', () => {
  const keys = sources.flatMap((source) =>
    [...source.matchAll(/Storage\.setItem\((\w+)/g)].map(([, name = '']) => new RegExp(`const ${name} = '([^']+)'`).exec(source)?.[1] ?? `of ${name}`),
  );
  const policy = readFileSync('../data/documents/cookies/en.md', 'utf8');
  const notes = policy.slice(policy.indexOf('## Notes'), policy.indexOf('## Taking'));
  const named = [...notes.matchAll(/^\| `([^`]+)`/gm)].map(([, name]) => name);
  expect(named.sort()).toEqual([...new Set(keys)].sort());
});
