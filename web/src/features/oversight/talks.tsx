// What a guardian may see of a child's talks: the level, and each talk as far as it is open.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Child, OversightLevel, Talk, TalkSummary, TalkTurn } from '../../api/types.ts';
import { Button } from '../../components/button.tsx';
import { SelectField } from '../../components/field.tsx';
import { Loading } from '../../components/loading.tsx';
import { moment } from '../../components/moments.ts';
import { Notice } from '../../components/notice.tsx';
import { ProblemCard } from '../../components/problem-card.tsx';
import { useWords } from '../../words/words.tsx';
import { excerptQuery, isLevel, levelQuery, levels, opens, summaryQuery, talksQuery, transcriptQuery, useSetLevel } from './talk-queries.ts';
import './talks.css';

export function LevelChoice({ child }: { child: Child }) {
  const say = useWords();
  const level = useQuery(levelQuery(child.id));
  const change = useSetLevel(child.id);
  const [chosen, setChosen] = useState<OversightLevel>();
  if (level.isPending) return <Loading lines={3} />;
  if (level.isError) return <ProblemCard error={level.error} onRetry={() => void level.refetch()} />;
  const wanted = chosen ?? level.data.level;
  return (
    <section className="card stack" aria-labelledby="level">
      <h2 id="level">{say('level.title')}</h2>
      <p>{say('level.lead', { name: child.nickname })}</p>
      <SelectField
        label={say('level.label')}
        value={wanted}
        choices={levels.map((each) => ({
          value: each,
          label: each === level.data.usual ? say('level.usual', { level: say(`level.${each}`) }) : say(`level.${each}`),
        }))}
        detail={say(`level.${wanted}.detail`, { name: child.nickname })}
        onValue={(value) => {
          if (isLevel(value)) setChosen(value);
        }}
      />
      {change.isError && <ProblemCard error={change.error} />}
      {!level.data.told && <Notice>{say('level.untold', { name: child.nickname })}</Notice>}
      <div className="row">
        <Button
          look="primary"
          isDisabled={wanted === level.data.level}
          busy={change.isPending}
          onPress={() => {
            change.mutate(wanted, {
              onSuccess: () => {
                setChosen(undefined);
              },
            });
          }}
        >
          {say('level.save')}
        </Button>
      </div>
    </section>
  );
}

function Summary({ summary }: { summary: TalkSummary }) {
  const say = useWords();
  const list = new Intl.ListFormat(say.language, { type: 'conjunction' });
  return (
    <div className="stack">
      {summary.topics !== '' && <p>{say('talk.about', { topics: summary.topics })}</p>}
      {summary.moods.length > 0 && <p>{say('talk.moods', { moods: list.format(summary.moods.map((mood) => say('mood.name', { mood }))) })}</p>}
      {summary.advisors.length > 0 && (
        <ul>
          {summary.advisors.map((advisor) => (
            <li key={advisor}>{say(`talk.${advisor}`)}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Turns({ turns, name }: { turns: readonly TalkTurn[]; name: string }) {
  const say = useWords();
  return (
    <dl className="talk-turns">
      {turns.map((turn) => (
        <div key={turn.at}>
          <dt>{name}</dt>
          <dd>{turn.child}</dd>
          <dt>{say('talk.buddy')}</dt>
          <dd>{turn.buddy}</dd>
        </div>
      ))}
    </dl>
  );
}

function OpenSummary({ child, talk }: { child: Child; talk: Talk }) {
  const summary = useQuery(summaryQuery(child.id, talk.id));
  if (summary.isPending) return <Loading lines={3} />;
  if (summary.isError) return <ProblemCard error={summary.error} onRetry={() => void summary.refetch()} />;
  return <Summary summary={summary.data} />;
}

function OpenTranscript({ child, talk }: { child: Child; talk: Talk }) {
  const turns = useQuery(transcriptQuery(child.id, talk.id));
  if (turns.isPending) return <Loading lines={4} />;
  if (turns.isError) return <ProblemCard error={turns.error} onRetry={() => void turns.refetch()} />;
  return <Turns turns={turns.data} name={child.nickname} />;
}

function TalkCard({ child, talk }: { child: Child; talk: Talk }) {
  const say = useWords();
  const [shown, setShown] = useState<'summary' | 'transcript'>();
  const toggle = (what: 'summary' | 'transcript') => () => {
    setShown(shown === what ? undefined : what);
  };
  return (
    <li className="card stack talk">
      <div>
        <h3>{talk.title}</h3>
        <p className="soft">
          {moment(talk.started_at, say.language)} · {say('talk.minutes', { count: talk.minutes })}
        </p>
      </div>
      <div className="row">
        {opens(talk.open, 'summary') && (
          <Button aria-expanded={shown === 'summary'} onPress={toggle('summary')}>
            {say('talk.summary')}
          </Button>
        )}
        {opens(talk.open, 'transcript') && (
          <Button aria-expanded={shown === 'transcript'} onPress={toggle('transcript')}>
            {say('talk.transcript')}
          </Button>
        )}
      </div>
      {shown === 'summary' && <OpenSummary child={child} talk={talk} />}
      {shown === 'transcript' && <OpenTranscript child={child} talk={talk} />}
    </li>
  );
}

export function Talks({ child }: { child: Child }) {
  const say = useWords();
  const talks = useQuery(talksQuery(child.id));
  return (
    <section className="stack" aria-labelledby="talks">
      <h2 id="talks">{say('talks.list')}</h2>
      <p className="soft">{say('talks.lead', { name: child.nickname })}</p>
      {talks.isPending && <Loading lines={5} />}
      {talks.isError && <ProblemCard error={talks.error} onRetry={() => void talks.refetch()} />}
      {talks.data?.length === 0 && <p>{say('talks.none')}</p>}
      <ul className="talk-list">
        {talks.data?.map((talk) => (
          <TalkCard child={child} talk={talk} key={talk.id} />
        ))}
      </ul>
    </section>
  );
}

function OpenExcerpt({ alert, name }: { alert: string; name: string }) {
  const excerpt = useQuery(excerptQuery(alert));
  if (excerpt.isPending) return <Loading lines={2} />;
  if (excerpt.isError) return <ProblemCard error={excerpt.error} />;
  return <Turns turns={[excerpt.data]} name={name} />;
}

/** What was said, behind a button: it is a look. Nothing where the child's level is narrower. */
export function AlertExcerpt({ alert, child, name }: { alert: string; child: string; name: string }) {
  const say = useWords();
  const level = useQuery(levelQuery(child));
  const [shown, setShown] = useState(false);
  if (level.data === undefined || !opens(level.data.level, 'excerpts')) return null;
  return (
    <div className="stack">
      <div className="row">
        <Button
          look="plain"
          aria-expanded={shown}
          onPress={() => {
            setShown(!shown);
          }}
        >
          {say('alert.excerpt')}
        </Button>
      </div>
      {shown && <OpenExcerpt alert={alert} name={name} />}
    </div>
  );
}
