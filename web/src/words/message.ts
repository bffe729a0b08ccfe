// An ICU message as words-plugin.ts leaves it after parsing, and how it becomes a sentence.
// Arguments, plural and select are supported; the plugin refuses anything else at build time.

/** A text, an argument, a choice by plural rule or by value, or the number of the plural around it (0). */
export type Part = string | [name: string] | [name: string, by: 'plural' | 'select', options: Record<string, Part[]>] | 0;
export type Message = string | Part[];
export type Values = Record<string, string | number>;

function choose(part: [string, 'plural' | 'select', Record<string, Part[]>], value: string | number, language: string): Part[] {
  const [, by, options] = part;
  const exact = by === 'plural' ? options[`=${String(value)}`] : options[String(value)];
  if (exact !== undefined) return exact;
  const category = by === 'plural' ? new Intl.PluralRules(language).select(Number(value)) : 'other';
  return options[category] ?? options.other ?? [];
}

function shown(value: string | number, language: string): string {
  return typeof value === 'number' ? value.toLocaleString(language) : value;
}

export function format(message: Message, language: string, values: Values = {}, around: string | number = ''): string {
  if (typeof message === 'string') return message;
  return message
    .map((part) => {
      if (typeof part === 'string') return part;
      if (part === 0) return shown(around, language);
      const value = values[part[0]] ?? '';
      return part.length === 1 ? shown(value, language) : format(choose(part, value, language), language, values, value);
    })
    .join('');
}
