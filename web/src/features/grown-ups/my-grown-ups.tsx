// Who the grown-ups are, and who came or went: for the child, in its own words.
import { useQuery } from '@tanstack/react-query';
import { Loading } from '../../components/loading.tsx';
import { moment } from '../../components/moments.ts';
import { ProblemCard } from '../../components/problem-card.tsx';
import { useWords } from '../../words/words.tsx';
import { myGrownUpsQuery } from './queries.ts';
import './grown-ups.css';

export function MyGrownUps() {
  const say = useWords();
  const mine = useQuery(myGrownUpsQuery);
  return (
    <section className="stack" aria-labelledby="my-grown-ups">
      <h3 id="my-grown-ups">{say('mine.grown-ups')}</h3>
      {mine.isPending && <Loading lines={2} />}
      {mine.isError && <ProblemCard error={mine.error} onRetry={() => void mine.refetch()} />}
      {mine.isSuccess && (
        <ul className="grown-ups">
          {mine.data.grown_ups.map((each) => (
            <li key={each.who}>
              <p>{say(`mine.${each.role}`, { who: each.who })}</p>
            </li>
          ))}
          {mine.data.news.map((each) => (
            <li key={`${each.at} ${each.news}`}>
              <p>
                {say(`mine.${each.news}`, { who: each.who ?? say('mine.somebody') })}
                <span className="soft"> {moment(each.at, say.language)}</span>
              </p>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
