// Turns the catalogues under src/words into modules, with every ICU message parsed at build time, so that the
// browser needs no parser. `virtual:words` exports one loader per language and catalogue; `virtual:later-words` does so for
// the catalogues of parts that load after the first view, `later/` in each language.

import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser';
import type { Plugin } from 'vite';
import type { Message, Part } from './src/words/message.ts';

const index = 'virtual:words';
const later = 'virtual:later-words';
const prefix = 'virtual:words/';

function part(element: MessageFormatElement): Part {
  switch (element.type) {
    case TYPE.literal:
      return element.value;
    case TYPE.argument:
      return [element.value];
    case TYPE.pound:
      return 0;
    case TYPE.plural:
    case TYPE.select: {
      const options = Object.entries(element.options).map(([name, option]) => [name, option.value.map(part)]);
      return [element.value, element.type === TYPE.plural ? 'plural' : 'select', Object.fromEntries(options) as Record<string, Part[]>];
    }
    default:
      throw new Error('Messages may hold arguments, plural and select only.');
  }
}

/** Parses one ICU message; a plain text stays a string. */
export function compile(message: string): Message {
  const parts = parse(message, { ignoreTag: true, requiresOtherClause: true }).map(part);
  const [only = ''] = parts;
  return parts.length < 2 && typeof only === 'string' ? only : parts;
}

function loaders(folder: string, below: string): string {
  const languages = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const rows = languages.map(({ name }) => {
    const files = readdirSync(join(folder, name, below)).filter((file) => file.endsWith('.json'));
    const catalogues = files.map((file) => basename(file, '.json'));
    const entries = catalogues.map((catalogue) => `${catalogue}: () => import('${prefix}${name}/${below}${catalogue}')`);
    return `  ${name}: { ${entries.join(', ')} }`;
  });
  return `export const loaders = {\n${rows.join(',\n')}\n};`;
}

export function words(folder: string): Plugin {
  return {
    name: 'buddy-words',
    resolveId: (id) => (id === index || id === later || id.startsWith(prefix) ? `\0${id}` : null),
    load(id) {
      if (id === `\0${index}`) return loaders(folder, '');
      if (id === `\0${later}`) return loaders(folder, 'later/');
      if (!id.startsWith(`\0${prefix}`)) return null;
      const file = join(folder, `${id.slice(prefix.length + 1)}.json`);
      this.addWatchFile(file);
      const messages = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
      const rows = Object.entries(messages).map(([key, message]) => [key, compile(message)]);
      return `export default ${JSON.stringify(Object.fromEntries(rows))};`;
    },
  };
}
