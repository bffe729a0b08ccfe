// Every use by itself: who gets what, since when, and how to take it back.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Consents, FamilyUse } from '../../api/types.ts';
import { Button } from '../../components/button.tsx';
import { Loading } from '../../components/loading.tsx';
import { dayText } from '../../components/moments.ts';
import { Notice } from '../../components/notice.tsx';
import { ProblemCard } from '../../components/problem-card.tsx';
import { useWords } from '../../words/words.tsx';
import { AskForConsent, ChangedNotice } from './agree.tsx';
import { FormSteps } from './form-steps.tsx';
import { UseCard } from './notice-list.tsx';
import { consentsQuery, hasAgreed, useWithdraw } from './queries.ts';
import './consent.css';

function StateLine({ use }: { use: FamilyUse }) {
  const say = useWords();
  if (!use.needs_consent) return <p className="consent-state">{say('consent.state.part')}</p>;
  const since = use.since === null ? '' : dayText(use.since, say.language);
  return <p className="consent-state">{say(`consent.state.${use.state}`, { since })}</p>;
}

function Withdraw({ use }: { use: FamilyUse }) {
  const say = useWords();
  const [sure, setSure] = useState(false);
  const withdraw = useWithdraw();
  const isAccount = use.purpose === 'account';
  const ask = () => {
    if (isAccount && !sure) setSure(true);
    else withdraw.mutate(use);
  };
  return (
    <>
      {withdraw.isError && <ProblemCard error={withdraw.error} />}
      {sure && <p>{say('consent.withdraw.account')}</p>}
      <div className="row">
        <Button look="danger" busy={withdraw.isPending} onPress={ask}>
          {say(sure ? 'consent.withdraw.sure' : 'consent.withdraw')}
        </Button>
      </div>
    </>
  );
}

function History({ consents }: { consents: Consents }) {
  const say = useWords();
  return (
    <details className="card">
      <summary>{say('consent.history')}</summary>
      <ul>
        {consents.history.map(({ purpose, processor, event, at }, index) => (
          <li key={`${at}-${String(index)}`}>
            {say(`consent.event.${event}`, { what: say(`consent.purpose.${purpose}`), who: processor, when: dayText(at, say.language) })}
          </li>
        ))}
      </ul>
    </details>
  );
}

function Uses({ consents }: { consents: Consents }) {
  const say = useWords();
  return (
    <>
      <ChangedNotice consents={consents} />
      {!consents.uses.some(({ outside, needs_form }) => outside && needs_form) && <Notice tone="safe">{say('consent.nothing-leaves')}</Notice>}
      {consents.uses.map((use) => (
        <UseCard use={use} level={2} key={use.purpose + use.processor}>
          <StateLine use={use} />
          {use.needs_consent && use.state === 'given' && <Withdraw use={use} key={use.state} />}
        </UseCard>
      ))}
      <FormSteps consents={consents} />
      <History consents={consents} />
    </>
  );
}

export function ManageConsent() {
  const consents = useQuery(consentsQuery);
  if (consents.isPending) return <Loading lines={6} />;
  if (consents.isError) return <ProblemCard error={consents.error} onRetry={() => void consents.refetch()} />;
  return hasAgreed(consents.data) ? <Uses consents={consents.data} /> : <AskForConsent consents={consents.data} />;
}
