// Turns the catalogues under src/words into modules, with every ICU message parsed at build time, so that the
// browser needs no parser. `virtual:words` exports one loader per language and catalogue.

import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from '@formatjs/icu-messageformat-parser';
import type { Plugin } from 'vite';

const index = 'virtual:words';
const prefix = 'virtual:words/';

/** A message without arguments or quotes stays a string; any other becomes its parsed form. */
function compiled(message: string): unknown {
  return /[{}]|''/.test(message) ? parse(message, { ignoreTag: true, captureLocation: false }) : message;
}

function loaders(folder: string): string {
  const languages = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const rows = languages.map(({ name }) => {
    const catalogues = readdirSync(join(folder, name)).map((file) => basename(file, '.json'));
    const entries = catalogues.map((catalogue) => `${catalogue}: () => import('${prefix}${name}/${catalogue}')`);
    return `  ${name}: { ${entries.join(', ')} }`;
  });
  return `export const loaders = {\n${rows.join(',\n')}\n};`;
}

export function words(folder: string): Plugin {
  return {
    name: 'buddy-words',
    resolveId: (id) => (id === index || id.startsWith(prefix) ? `\0${id}` : null),
    load(id) {
      if (id === `\0${index}`) return loaders(folder);
      if (!id.startsWith(`\0${prefix}`)) return null;
      const file = join(folder, `${id.slice(prefix.length + 1)}.json`);
      this.addWatchFile(file);
      const messages = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
      const rows = Object.entries(messages).map(([key, message]) => [key, compiled(message)]);
      return `export default ${JSON.stringify(Object.fromEntries(rows))};`;
    },
  };
}
