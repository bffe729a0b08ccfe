// What this member of staff opened: what is open now can be read and closed, what is over stays on record.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { OpenedTurn, Opening } from '../../api/types.ts';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { Loading } from '../../components/loading.tsx';
import { moment } from '../../components/moments.ts';
import { ProblemCard } from '../../components/problem-card.tsx';
import { useWords } from '../../words/words.tsx';
import { openedTalkQuery, openedTalksQuery, openingsQuery, useEnd } from './queries.ts';
import './openings.css';

function Turn({ turn }: { turn: OpenedTurn }) {
  const say = useWords();
  return (
    <div className="opened-turn">
      {turn.protected && (
        <p className="opened-mark">
          <Icon name="shield" size={18} />
          {say('opened.protected')}
        </p>
      )}
      <dl>
        <dt>{say('opened.child', { when: moment(turn.at, say.language) })}</dt>
        <dd>{turn.child}</dd>
        <dt>{say('opened.buddy')}</dt>
        <dd>{turn.buddy}</dd>
      </dl>
    </div>
  );
}

function Talk({ opening, talk }: { opening: string; talk: string }) {
  const turns = useQuery(openedTalkQuery(opening, talk));
  if (turns.isPending) return <Loading lines={4} />;
  if (turns.isError) return <ProblemCard error={turns.error} />;
  return (
    <div className="stack">
      {turns.data.map((turn) => (
        <Turn turn={turn} key={turn.at} />
      ))}
    </div>
  );
}

function Talks({ opening }: { opening: string }) {
  const say = useWords();
  const talks = useQuery(openedTalksQuery(opening));
  const [shown, setShown] = useState('');
  if (talks.isPending) return <Loading lines={3} />;
  if (talks.isError) return <ProblemCard error={talks.error} />;
  if (talks.data.length === 0) return <p>{say('opened.none')}</p>;
  return (
    <ul className="opening-list">
      {talks.data.map((talk) => (
        <li className="stack" key={talk.id}>
          <div className="row">
            <Button
              aria-expanded={shown === talk.id}
              onPress={() => {
                setShown(shown === talk.id ? '' : talk.id);
              }}
            >
              {say('opened.talk', { when: moment(talk.started_at, say.language), count: talk.turns })}
            </Button>
          </div>
          {shown === talk.id && <Talk opening={opening} talk={talk.id} />}
        </li>
      ))}
    </ul>
  );
}

function OpeningCard({ opening }: { opening: Opening }) {
  const say = useWords();
  const end = useEnd();
  const [reads, setReads] = useState(false);
  return (
    <li className="card stack">
      <div>
        <h3>{say(`opening.purpose.${opening.purpose}`)}</h3>
        <p>{opening.reason}</p>
        <p className="soft">
          {say(opening.is_open ? 'opening.until' : 'opening.ended', { when: moment(opening.ends_at, say.language) })}{' '}
          {say(opening.conversation_id === null ? 'opening.all' : 'opening.one')}{' '}
          {opening.quiet && say('opening.is-quiet')} <code className="opening-id">{opening.child_id}</code>
        </p>
      </div>
      {opening.is_open && (
        <div className="row">
          <Button
            look="primary"
            aria-expanded={reads}
            onPress={() => {
              setReads(!reads);
            }}
          >
            {say('opening.read')}
          </Button>
          <Button
            busy={end.isPending}
            onPress={() => {
              end.mutate(opening.id);
            }}
          >
            {say('opening.end')}
          </Button>
        </div>
      )}
      {end.isError && <ProblemCard error={end.error} />}
      {opening.is_open && reads && <Talks opening={opening.id} />}
    </li>
  );
}

export function Openings() {
  const say = useWords();
  const openings = useQuery(openingsQuery);
  return (
    <section className="stack" aria-labelledby="openings">
      <h2 id="openings">{say('openings.mine')}</h2>
      {openings.isPending && <Loading lines={3} />}
      {openings.isError && <ProblemCard error={openings.error} onRetry={() => void openings.refetch()} />}
      {openings.data?.length === 0 && <p className="soft">{say('openings.none')}</p>}
      <ul className="opening-list">
        {openings.data?.map((opening) => (
          <OpeningCard opening={opening} key={opening.id} />
        ))}
      </ul>
    </section>
  );
}
