// All words that people read. Catalogues are JSON files of ICU messages, one folder per language.
//
//     const say = useWords();
//     <h1>{say('pin.hello', { name: 'Mia' })}</h1>
//
// A key that a language lacks is taken from English, which is complete (catalogues.test.ts).
import { createContext, use, useContext, useEffect, useMemo, type ReactNode } from 'react';
import { loaders } from 'virtual:words';
import { format, type Message, type Values } from './message.ts';
import type child from './en/child.json';
import type guardian from './en/guardian.json';
import type asks from './en/later/asks.json';
import type compliance from './en/later/compliance.json';
import type documents from './en/later/documents.json';
import type household from './en/later/household.json';
import type powers from './en/later/powers.json';
import type thumbs from './en/later/thumbs.json';
import type open from './en/public.json';
import type staff from './en/staff.json';

export type Catalogue = 'public' | 'child' | 'guardian' | 'household' | 'powers' | 'staff' | 'documents' | 'asks' | 'compliance';
export type WordKey =
  | keyof typeof open
  | keyof typeof child
  | keyof typeof guardian
  | keyof typeof household
  | keyof typeof powers
  | keyof typeof staff
  | keyof typeof documents
  | keyof typeof asks
  | keyof typeof compliance
  | keyof typeof thumbs;
export type Say = ((key: WordKey, values?: Values) => string) & { language: string };

export const languages = ['en', 'es', 'fr', 'de', 'pt'] as const;
export type Language = (typeof languages)[number];

/** What the languages call themselves. */
export const languageNames: Record<Language, string> = {
  en: 'English',
  es: 'Español',
  fr: 'Français',
  de: 'Deutsch',
  pt: 'Português',
};

type Messages = Record<string, Message>;
const loaded = new Map<string, Promise<Messages>>();

/** Catalogues of parts that load later are listed apart, so that the first view need not know them. */
async function loadersOf(catalogue: Catalogue): Promise<typeof loaders> {
  return loaders.en?.[catalogue] === undefined ? (await import('virtual:later-words')).loaders : loaders;
}

async function fetchMessages(language: Language, catalogue: Catalogue): Promise<Messages> {
  const known = await loadersOf(catalogue);
  const english = known.en?.[catalogue];
  const own = known[language]?.[catalogue];
  const [base, over] = await Promise.all([english?.(), own === english ? undefined : own?.()]);
  return { ...base?.default, ...over?.default };
}

/** Starts loading a catalogue, or gives the load that runs already. A failed load is tried anew next time. */
export function loadMessages(language: Language, catalogue: Catalogue): Promise<Messages> {
  const key = `${language}/${catalogue}`;
  const known = loaded.get(key);
  if (known !== undefined) return known;
  const load = fetchMessages(language, catalogue);
  loaded.set(key, load);
  load.catch(() => loaded.delete(key));
  return load;
}

/** Builds the function that turns keys into sentences. */
export function sayer(language: string, messages: Messages): Say {
  const say = (key: WordKey, values?: Values): string => {
    const message = messages[key];
    if (message === undefined) throw new Error(`No words for "${key}".`);
    return format(message, language, values);
  };
  return Object.assign(say, { language });
}

const Current = createContext<{ say: Say; messages: Messages }>({
  say: sayer('en', {}),
  messages: {},
});

export function WordsProvider(props: { language: Language; catalogue: Catalogue; children: ReactNode }) {
  const outer = useContext(Current);
  const messages = use(loadMessages(props.language, props.catalogue));
  const value = useMemo(() => {
    const all = { ...outer.messages, ...messages };
    return { say: sayer(props.language, all), messages: all };
  }, [props.language, outer.messages, messages]);
  useEffect(() => {
    document.documentElement.lang = props.language;
  }, [props.language]);
  return <Current value={value}>{props.children}</Current>;
}

export function useWords(): Say {
  return useContext(Current).say;
}

export function isLanguage(value: unknown): value is Language {
  return languages.some((language) => language === value);
}

const remembered = 'buddy.language';

/** The language chosen on this device, else the browser's, else English. */
export function guessLanguage(): Language {
  const candidates = [readStored(), ...navigator.languages.map((tag) => tag.slice(0, 2))];
  return candidates.find(isLanguage) ?? 'en';
}

export function rememberLanguage(language: Language): void {
  try {
    localStorage.setItem(remembered, language);
  } catch {
    // Storage may be refused; the choice then lasts for this page only.
  }
}

function readStored(): string | null {
  try {
    return localStorage.getItem(remembered);
  } catch {
    return null;
  }
}
