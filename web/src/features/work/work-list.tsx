// What waits for a person, whoever brings it: gravest first, then oldest, each with its age and its clock.
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import type { WorkItem } from '../../api/types.ts';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { Loading } from '../../components/loading.tsx';
import { moment } from '../../components/moments.ts';
import { Notice } from '../../components/notice.tsx';
import { ProblemCard } from '../../components/problem-card.tsx';
import { useWords } from '../../words/words.tsx';
import { workQuery } from './queries.ts';
import './work.css';

function Row({ item }: { item: WorkItem }) {
  const say = useWords();
  const title = say('work.title', { kind: item.kind, what: item.what });
  return (
    <li className="work-row" data-gravity={item.gravity}>
      <p className="work-head">
        <Icon name={item.gravity === 'normal' ? 'info' : 'warning'} size={18} />
        <strong>{say(`work.${item.gravity}`)}</strong>
        {item.page === '' ? <span>{title}</span> : <Link href={item.page}>{title}</Link>}
      </p>
      <p className="work-clock soft">
        <span>{say('work.since', { when: moment(item.since, say.language) })}</span>
        {item.due !== null && (
          <span className={item.is_overdue ? 'work-late' : undefined}>
            {say(item.is_overdue ? 'work.late' : 'work.due', { when: moment(item.due, say.language) })}
          </span>
        )}
        <code>{item.id}</code>
      </p>
      {item.page === '' && <p className="soft">{say('work.operator', { what: item.what })}</p>}
    </li>
  );
}

export function WorkList() {
  const say = useWords();
  const [kind, setKind] = useState('');
  const work = useInfiniteQuery(workQuery(kind));
  const first = work.data?.pages[0];
  const items = work.data?.pages.flatMap((page) => page.items) ?? [];
  const counts = Object.entries(first?.counts ?? {});
  const all = counts.reduce((sum, [, count]) => sum + count, 0);
  return (
    <section className="stack" aria-label={say('work.page')}>
      <p className="soft" role="status">
        {first === undefined ? say('work.lead') : say('work.summary', { count: all, late: first.overdue })}
      </p>
      {first !== undefined && (
        <div className="work-kinds" role="group" aria-label={say('work.filter')}>
          {[['', all] as const, ...counts].map(([each, count]) => (
            <Button
              key={each}
              look={each === kind ? 'primary' : 'quiet'}
              aria-pressed={each === kind}
              onPress={() => {
                setKind(each);
              }}
            >
              {say('work.kind', { kind: each === '' ? 'all' : each, count })}
            </Button>
          ))}
        </div>
      )}
      {work.isPending && <Loading lines={4} />}
      {work.isError && <ProblemCard error={work.error} onRetry={() => void work.refetch()} />}
      {work.isSuccess && items.length === 0 && <Notice tone="safe">{say('work.none')}</Notice>}
      {items.length > 0 && (
        <ol className="work-list">
          {items.map((item) => (
            <Row item={item} key={`${item.kind} ${item.id}`} />
          ))}
        </ol>
      )}
      {work.hasNextPage && (
        <div className="row">
          <Button busy={work.isFetchingNextPage} onPress={() => void work.fetchNextPage()}>
            {say('work.more')}
          </Button>
        </div>
      )}
    </section>
  );
}
