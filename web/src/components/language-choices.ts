import { languageNames, languages } from '../words/words.tsx';
import type { Choice } from './field.tsx';

export const languageChoices: readonly Choice[] = languages.map((value) => ({ value, label: languageNames[value] }));
