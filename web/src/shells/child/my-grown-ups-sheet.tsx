// The child's grown-ups, with words that only this part needs.
import { MyGrownUps } from '../../features/grown-ups/my-grown-ups.tsx';
import { isLanguage, useWords, WordsProvider } from '../../words/words.tsx';

export function MyGrownUpsSheet() {
  const { language } = useWords();
  return (
    <WordsProvider language={isLanguage(language) ? language : 'en'} catalogue="household">
      <MyGrownUps />
    </WordsProvider>
  );
}
