// Words of parts that load after the first view, and need not be there before them.
//
//     const say = useLaterWords('thumbs');
//     if (say === undefined) return null;      // not there yet, or out of reach
import { useEffect, useState } from 'react';
import { loaders } from 'virtual:later-words';
import { sayer, useWords, type Say } from './words.tsx';

export type LaterCatalogue = 'thumbs';

export function useLaterWords(catalogue: LaterCatalogue): Say | undefined {
  const { language } = useWords();
  const [loaded, setLoaded] = useState<{ language: string; say: Say }>();
  useEffect(() => {
    let wanted = true;
    const load = loaders[language]?.[catalogue] ?? loaders.en?.[catalogue];
    load?.().then(
      (messages) => {
        if (wanted) setLoaded({ language, say: sayer(language, messages.default) });
      },
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, [language, catalogue]);
  return loaded?.language === language ? loaded.say : undefined;
}
