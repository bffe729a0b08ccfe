import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { Buddy } from '../../components/buddy.tsx';
import { LinkButton } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { Loading } from '../../components/loading.tsx';
import { ProblemCard } from '../../components/problem-card.tsx';
import { conversationsQuery } from '../../features/chat/queries.ts';
import { useWords } from '../../words/words.tsx';

export default function PastConversations({ help }: { help: ReactNode }) {
  const say = useWords();
  const list = useQuery({ ...conversationsQuery, staleTime: 0 });
  const day = new Intl.DateTimeFormat(say.language, { weekday: 'long', day: 'numeric', month: 'long' });

  return (
    <div className="past">
      <header className="child-bar past-bar">
        <LinkButton to="/buddy" look="round" label={say('past.back')}>
          <Icon name="back" />
        </LinkButton>
        <h1>{say('past.title')}</h1>
        {help}
      </header>
      <main className="past-main">
        <LinkButton to="/buddy/new" look="primary">
          <Icon name="plus" />
          {say('chat.new')}
        </LinkButton>
        {list.isPending && <Loading lines={5} />}
        {list.isError && <ProblemCard error={list.error} onRetry={() => void list.refetch()} />}
        {list.data?.length === 0 && (
          <div className="past-empty">
            <Buddy pose="listening" size={80} />
            <p>{say('past.empty')}</p>
          </div>
        )}
        {list.data !== undefined && list.data.length > 0 && (
          <>
            <p className="soft">{say('past.lead')}</p>
            <ul className="past-list">
              {list.data.map((each) => (
                <li key={each.id}>
                  <Link className="past-item" href={`/buddy/talk/${each.id}`}>
                    <strong>{each.title}</strong>
                    <span className="soft">
                      {day.format(new Date(each.last_turn_at ?? each.started_at))} · {say('past.turns', { count: each.turns })}
                    </span>
                  </Link>
                </li>
              ))}
            </ul>
          </>
        )}
      </main>
    </div>
  );
}
