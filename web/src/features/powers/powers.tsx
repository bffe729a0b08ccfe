// What applies to a child and why: each thing that is switched, as it is now, with who asks for it; what is to come; forgetting.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Child, ChildPowers, PowersNow } from '../../api/types.ts';
import { Button, LinkButton } from '../../components/button.tsx';
import { countryName } from '../../components/countries.ts';
import { Loading } from '../../components/loading.tsx';
import { Notice } from '../../components/notice.tsx';
import { ProblemCard } from '../../components/problem-card.tsx';
import { useWords, type Say } from '../../words/words.tsx';
import { powersQuery, useForgetTalk } from './queries.ts';
import { Laws } from './reasons.tsx';
import './powers.css';

type Reason = ChildPowers['reasons'][number];

function memoryWords(memory: PowersNow['memory'], say: Say): string {
  if (memory.nothing) return say('powers.memory.nothing');
  if (memory.sitting_only) return say('powers.memory.sitting');
  return memory.hours === null ? say('powers.memory.all') : say('powers.memory.hours', { hours: memory.hours });
}

function sentenceOf(reason: Reason, now: PowersNow, name: string, say: Say): string {
  const onOff = (on: boolean) => (on ? 'on' : 'off');
  switch (reason.switch) {
    case 'moods':
      return say('powers.moods', { state: onOff(now.moods), name });
    case 'memory':
      return memoryWords(now.memory, say);
    case 'persona':
      return say('powers.persona', { persona: now.persona });
    case 'praise':
      return say('powers.praise', { state: onOff(now.praise) });
    case 'feeling_questions':
      return say('powers.feelings', { state: onOff(now.feeling_questions) });
    case 'opinions':
      return say('powers.opinions', { state: onOff(now.opinions) });
    case 'ai_notice':
      return say('powers.notice', { minutes: now.ai_notice_minutes });
    case 'break':
      return say('powers.break', { minutes: now.break_minutes });
  }
}

function Switched({ powers, name }: { powers: ChildPowers; name: string }) {
  const say = useWords();
  return (
    <ul className="powers-list">
      {powers.reasons.map((reason) => (
        <li key={reason.switch}>
          <p>{sentenceOf(reason, powers.now, name, say)}</p>
          {reason.because === 'law' ? <Laws rules={reason.rules} /> : <p className="soft">{say('powers.who', { because: reason.because })}</p>}
        </li>
      ))}
    </ul>
  );
}

function Where({ powers }: { powers: ChildPowers }) {
  const say = useWords();
  const { country, region, knowledge } = powers.place;
  const place = `${country === '' ? say('powers.nowhere') : countryName(country, say.language)}${region === '' ? '' : `, ${region}`}`;
  return (
    <>
      <p>{say('powers.where', { place, age: powers.age })}</p>
      {knowledge !== 'known' && (
        <Notice tone="notice">
          <p>{say('powers.unknown', { knowledge, named: region === '' ? 'no' : 'yes' })}</p>
          {knowledge === 'region_unknown' && region === '' && <LinkButton to="/home/settings">{say('powers.name-region')}</LinkButton>}
        </Notice>
      )}
    </>
  );
}

function Coming({ coming }: { coming: ChildPowers['coming'] }) {
  const say = useWords();
  if (coming.length === 0) return null;
  return (
    <section className="stack card" aria-labelledby="coming">
      <h2 id="coming">{say('powers.coming')}</h2>
      <ul className="powers-list">
        {coming.map(({ rule, on, begins, citation, url }) => (
          <li key={`${rule} ${on}`}>
            <p>{say('powers.coming.one', { day: on, begins: begins ? 'yes' : 'no' })}</p>
            <p className="soft">
              <a href={url} rel="noreferrer">
                {citation}
              </a>
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Forget({ child, forgotten }: { child: Child; forgotten: string | null }) {
  const say = useWords();
  const forget = useForgetTalk(child.id);
  const [asks, setAsks] = useState(false);
  const name = child.nickname;
  const when = forgotten === null ? undefined : new Intl.DateTimeFormat(say.language, { dateStyle: 'long', timeStyle: 'short' }).format(new Date(forgotten));
  return (
    <section className="stack card" aria-labelledby="forget">
      <h2 id="forget">{say('powers.forget.title')}</h2>
      <p>{say('powers.forget.detail', { name })}</p>
      {when !== undefined && <p className="soft">{say('powers.forget.last', { when })}</p>}
      {forget.isError && <ProblemCard error={forget.error} />}
      {forget.isSuccess && !asks && (
        <Notice tone="safe" live>
          {say('powers.forget.done')}
        </Notice>
      )}
      <div className="row">
        {asks ? (
          <>
            <Button
              look="danger"
              busy={forget.isPending}
              onPress={() => {
                forget.mutate(undefined, {
                  onSuccess: () => {
                    setAsks(false);
                  },
                });
              }}
            >
              {say('powers.forget.sure')}
            </Button>
            <Button
              onPress={() => {
                setAsks(false);
              }}
            >
              {say('app.cancel')}
            </Button>
          </>
        ) : (
          <Button
            onPress={() => {
              setAsks(true);
            }}
          >
            {say('powers.forget.go')}
          </Button>
        )}
      </div>
    </section>
  );
}

export function Powers({ child }: { child: Child }) {
  const say = useWords();
  const powers = useQuery(powersQuery(child.id));
  if (powers.isPending) return <Loading lines={8} />;
  if (powers.isError) return <ProblemCard error={powers.error} onRetry={() => void powers.refetch()} />;
  return (
    <>
      <Where powers={powers.data} />
      <section className="stack card" aria-labelledby="holds">
        <h2 id="holds">{say('powers.holds')}</h2>
        <Switched powers={powers.data} name={child.nickname} />
        <p className="soft">{say('powers.consent', { age: powers.data.consent_age ?? 0 })}</p>
        <p className="soft">{say('powers.crisis')}</p>
      </section>
      <Coming coming={powers.data.coming} />
      <Forget child={child} forgotten={powers.data.now.memory.forgotten_at} />
      <p className="soft">{say('powers.draft')}</p>
    </>
  );
}
