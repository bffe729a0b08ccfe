import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { handlers } from './mock-server.ts';

it('answers every operation of the contract that the page may call', () => {
  const contract = parse(readFileSync('../api/openapi.yaml', 'utf8')) as { paths: Record<string, Record<string, unknown>> };
  const verbs = ['get', 'post', 'put', 'patch', 'delete'];
  const operations = Object.entries(contract.paths)
    .filter(([path]) => path.startsWith('/api/'))
    .flatMap(([path, item]) => verbs.filter((verb) => verb in item).map((verb) => `${verb.toUpperCase()} ${path}`));
  expect(Object.keys(handlers).sort()).toEqual(operations.sort());
});
