// One request: what was asked, the clock, and the four things staff can do with it.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { RequestForStaff } from '../../api/types.ts';
import { AreaField } from '../../components/area-field.tsx';
import { Button } from '../../components/button.tsx';
import { SelectField } from '../../components/field.tsx';
import { Loading } from '../../components/loading.tsx';
import { dayText } from '../../components/moments.ts';
import { Notice } from '../../components/notice.tsx';
import { ProblemCard } from '../../components/problem-card.tsx';
import { useWords } from '../../words/words.tsx';
import { longestText, requestQuery, useStep } from './queries.ts';
import './compliance.css';

const steps = ['answered', 'question', 'extended', 'refused'] as const;

function StepForm({ request }: { request: RequestForStaff }) {
  const say = useWords();
  const move = useStep(request.id);
  const [step, setStep] = useState<string>('answered');
  const [text, setText] = useState('');
  const offered = steps.filter((one) => one !== 'extended' || request.can_extend);
  const chosen = offered.find((one) => one === step) ?? 'answered';
  return (
    <div className="stack">
      <SelectField
        label={say('request.step')}
        value={step}
        choices={offered.map((value) => ({ value, label: say(`request.step.${value}`) }))}
        onValue={setStep}
      />
      <AreaField
        label={say('request.text')}
        detail={say(request.by_child ? 'request.text.child' : 'request.text.guardian')}
        value={text}
        maxLength={longestText}
        onValue={setText}
      />
      {move.isError && <ProblemCard error={move.error} />}
      <div className="row">
        <Button
          look="primary"
          busy={move.isPending}
          isDisabled={text.trim() === ''}
          onPress={() => {
            move.mutate(
              { step: chosen, text },
              {
                onSuccess: () => {
                  setText('');
                },
              },
            );
          }}
        >
          {say('request.send')}
        </Button>
      </div>
    </div>
  );
}

export function RequestPage({ id }: { id: string }) {
  const say = useWords();
  const query = useQuery(requestQuery(id));
  if (query.isPending) return <Loading lines={6} />;
  if (query.data === undefined) return <ProblemCard error={query.error} onRetry={() => void query.refetch()} />;
  const request = query.data;
  const day = (iso: string) => dayText(iso, say.language);
  return (
    <section className="card stack" aria-labelledby="request">
      <h2 id="request">{say(`board.kind.${request.kind}`)}</h2>
      {request.by_child && <Notice tone="alert">{say('request.protected')}</Notice>}
      {request.severity !== 'usual' && <Notice tone="alert">{say(`board.severity.${request.severity}`)}</Notice>}
      <p>
        {say('board.request.times', { opened: day(request.opened_at), due: day(request.due_at) })} {say(`board.state.${request.state}`)}
      </p>
      <p className="soft">
        {request.country} · {request.rule.citation}. {request.rule.note}
      </p>
      {request.authority !== null && <p className="soft">{say('request.authority', { name: request.authority.name })}</p>}
      <ol className="board-list">
        {request.messages.map((message) => (
          <li key={message.at + message.step}>
            <p className="soft">
              {say(`request.said.${message.step}`)}, {day(message.at)}
            </p>
            <p className="board-words">{message.text}</p>
          </li>
        ))}
      </ol>
      {request.closed_at === null && <StepForm request={request} />}
    </section>
  );
}
