// The words of the documents' pages are a catalogue of their own: nobody else has to load them.
import { Suspense, type ReactNode } from 'react';
import { isLanguage, useWords, WordsProvider } from '../../words/words.tsx';

export function DocumentWords({ fallback, children }: { fallback?: ReactNode; children: ReactNode }) {
  const { language } = useWords();
  return (
    <Suspense fallback={fallback ?? null}>
      <WordsProvider language={isLanguage(language) ? language : 'en'} catalogue="documents">
        {children}
      </WordsProvider>
    </Suspense>
  );
}
