// What Buddy knows about the child who asks: in numbers, with what happens to it.
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, type ReactNode } from 'react';
import { LinkButton } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { Loading } from '../../components/loading.tsx';
import { ProblemCard } from '../../components/problem-card.tsx';
import { isLanguage, useWords } from '../../words/words.tsx';
import { myDataQuery } from './queries.ts';

const AskAsChild = lazy(async () => ({ default: (await import('./ask-as-child.tsx')).AskAsChild }));

/** `more`: what stands below the numbers. `children`: what stands before the questions to people. */
export function AboutMe({ help, more, children }: { help: ReactNode; more?: ReactNode; children?: ReactNode }) {
  const say = useWords();
  const mine = useQuery({ ...myDataQuery, staleTime: 0 });
  const amounts = mine.data?.amounts;
  return (
    <div className="past">
      <header className="child-bar past-bar">
        <LinkButton to="/buddy" look="round" label={say('past.back')}>
          <Icon name="back" />
        </LinkButton>
        <h1>{say('mine.title')}</h1>
        {help}
      </header>
      <main className="past-main">
        {mine.isPending && <Loading lines={5} />}
        {mine.isError && <ProblemCard error={mine.error} onRetry={() => void mine.refetch()} />}
        {mine.data !== undefined && (
          <>
            <ul>
              <li>{say('mine.profile', { count: amounts?.interests ?? 0 })}</li>
              <li>{say('mine.turns', { count: amounts?.turns ?? 0 })}</li>
              <li>{say('mine.devices', { count: amounts?.devices ?? 0 })}</li>
              <li>{say('mine.alerts', { count: amounts?.alerts ?? 0 })}</li>
            </ul>
            <p>{say('mine.kept', { days: mine.data.conversation_days })}</p>
            <p>{say('mine.rights')}</p>
            {more}
          </>
        )}
        {children}
        <Suspense fallback={<Loading lines={3} />}>
          <AskAsChild language={isLanguage(say.language) ? say.language : 'en'} help={help} />
        </Suspense>
      </main>
    </div>
  );
}
