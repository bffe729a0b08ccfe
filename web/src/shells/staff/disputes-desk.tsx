// Disputes between guardians, with the words of the feature.
import { Disputes } from '../../features/grown-ups/disputes.tsx';
import { isLanguage, useWords, WordsProvider } from '../../words/words.tsx';

export function DisputesDesk() {
  const { language } = useWords();
  return (
    <WordsProvider language={isLanguage(language) ? language : 'en'} catalogue="household">
      <Disputes />
    </WordsProvider>
  );
}
