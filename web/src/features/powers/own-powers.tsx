// What a child is told of how Buddy is with it, where that differs; and a way to let Buddy forget. Its words are its own catalogue.
import { useQuery } from '@tanstack/react-query';
import { Suspense, useState } from 'react';
import type { PowersNow } from '../../api/types.ts';
import { Button } from '../../components/button.tsx';
import { Loading } from '../../components/loading.tsx';
import { isLanguage, useWords, WordsProvider, type Say } from '../../words/words.tsx';
import { ownPowersQuery, useForgetOwnTalk } from './queries.ts';

export function sentencesOf(now: PowersNow, say: Say): string[] {
  const out: string[] = [];
  if (now.persona === 'tutor') out.push(say('own-powers.tutor'));
  if (!now.moods) out.push(say('own-powers.moods'));
  const { hours, sitting_only, nothing } = now.memory;
  if (nothing) out.push(say('own-powers.memory.nothing'));
  else if (sitting_only) out.push(say('own-powers.memory.sitting'));
  else if (hours !== null) out.push(say('own-powers.memory.hours', { hours }));
  if (!now.praise || !now.feeling_questions || !now.opinions) out.push(say('own-powers.ways'));
  return out.length > 0 ? out : [say('own-powers.all')];
}

function Told() {
  const say = useWords();
  const { data: now } = useQuery({ ...ownPowersQuery, staleTime: 0 });
  const forget = useForgetOwnTalk();
  const [asks, setAsks] = useState(false);
  if (now === undefined) return null;
  return (
    <section className="stack" aria-labelledby="own-powers">
      <h2 id="own-powers">{say('own-powers.title')}</h2>
      <ul>
        {sentencesOf(now, say).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <p>{say('own-powers.always')}</p>
      <h2>{say('own-powers.forget.title')}</h2>
      <p>{say('own-powers.forget.detail')}</p>
      {forget.isError && <p role="alert">{say('own-powers.forget.failed')}</p>}
      {forget.isSuccess && !asks && <p role="status">{say('own-powers.forget.done')}</p>}
      <div className="row">
        <Button
          look={asks ? 'primary' : undefined}
          busy={forget.isPending}
          onPress={() => {
            if (asks) forget.mutate();
            setAsks(!asks);
          }}
        >
          {say(asks ? 'own-powers.forget.sure' : 'own-powers.forget.go')}
        </Button>
        {asks && (
          <Button
            onPress={() => {
              setAsks(false);
            }}
          >
            {say('own-powers.forget.keep')}
          </Button>
        )}
      </div>
    </section>
  );
}

export function OwnPowers() {
  const { language } = useWords();
  return (
    <Suspense fallback={<Loading lines={4} />}>
      <WordsProvider language={isLanguage(language) ? language : 'en'} catalogue="powers">
        <Told />
      </WordsProvider>
    </Suspense>
  );
}
