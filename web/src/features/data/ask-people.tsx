// A guardian asks people: to see, to correct, to use less or not at all, or complains; and reads where it stands.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Child, RightsRequest } from '../../api/types.ts';
import { AreaField } from '../../components/area-field.tsx';
import { Button } from '../../components/button.tsx';
import { SelectField } from '../../components/field.tsx';
import { Loading } from '../../components/loading.tsx';
import { dayText } from '../../components/moments.ts';
import { Notice } from '../../components/notice.tsx';
import { ProblemCard } from '../../components/problem-card.tsx';
import { useWords } from '../../words/words.tsx';
import { longestText, requestsQuery, useAsk, useReply } from './request-queries.ts';
import './your-data.css';

const kinds = ['correct', 'access', 'restrict', 'object', 'complain'] as const;

function Reply({ request }: { request: string }) {
  const say = useWords();
  const reply = useReply();
  const [text, setText] = useState('');
  return (
    <div className="stack">
      <AreaField label={say('ask.reply')} value={text} maxLength={longestText} onValue={setText} />
      {reply.isError && <ProblemCard error={reply.error} />}
      <div className="row">
        <Button
          busy={reply.isPending}
          isDisabled={text.trim() === ''}
          onPress={() => {
            reply.mutate({ request, text });
          }}
        >
          {say('ask.send')}
        </Button>
      </div>
    </div>
  );
}

function One({ request, family }: { request: RightsRequest; family: readonly Child[] }) {
  const say = useWords();
  const child = family.find(({ id }) => id === request.child_id);
  const day = (iso: string) => dayText(iso, say.language);
  const open = request.closed_at === null;
  return (
    <li className="stack">
      <p>
        <strong>{say(`ask.kind.${request.kind}`)}</strong>
        {child !== undefined && ` · ${child.nickname}`}
        <span className="soft">{say('ask.opened', { when: day(request.opened_at) })}</span>
      </p>
      <p>{say(`ask.state.${request.state}`, { when: day(open ? request.due_at : (request.closed_at ?? request.due_at)) })}</p>
      <details open={request.state === 'waiting'}>
        <summary>{say('ask.read', { count: request.messages.length })}</summary>
        <ol className="data-said">
          {request.messages.map((message) => (
            <li key={message.at + message.step}>
              <span className="soft">
                {say(`ask.step.${message.step}`)}, {day(message.at)}
              </span>
              <p className="data-words">{message.text}</p>
            </li>
          ))}
        </ol>
      </details>
      {request.state === 'waiting' && <Reply request={request.id} />}
    </li>
  );
}

export function AskPeople({ family }: { family: readonly Child[] }) {
  const say = useWords();
  const requests = useQuery(requestsQuery);
  const ask = useAsk();
  const [kind, setKind] = useState<string>('correct');
  const [child, setChild] = useState('');
  const [text, setText] = useState('');
  const chosen = kinds.find((one) => one === kind) ?? 'correct';
  const authority = requests.data?.authority;
  return (
    <section className="card stack" aria-labelledby="ask">
      <h2 id="ask">{say('ask.title')}</h2>
      <p>{say('ask.lead')}</p>
      {requests.isPending && <Loading lines={3} />}
      {requests.isError && <ProblemCard error={requests.error} onRetry={() => void requests.refetch()} />}
      {requests.data !== undefined && requests.data.requests.length > 0 && (
        <ul className="data-kept">
          {requests.data.requests.map((each) => (
            <One request={each} family={family} key={each.id} />
          ))}
        </ul>
      )}
      <SelectField
        label={say('ask.kind')}
        value={kind}
        choices={kinds.map((value) => ({ value, label: say(`ask.kind.${value}`) }))}
        onValue={setKind}
      />
      <SelectField
        label={say('ask.whom')}
        value={child}
        choices={[{ value: '', label: say('ask.whom.family') }, ...family.map(({ id, nickname }) => ({ value: id, label: nickname }))]}
        onValue={setChild}
      />
      <AreaField label={say('ask.text')} detail={say('ask.text.detail')} value={text} maxLength={longestText} onValue={setText} />
      {ask.isError && <ProblemCard error={ask.error} />}
      {ask.isSuccess && (
        <Notice tone="safe" live>
          {say('ask.done', { when: dayText(ask.data.due_at, say.language) })}
        </Notice>
      )}
      <div className="row">
        <Button
          busy={ask.isPending}
          isDisabled={text.trim() === ''}
          onPress={() => {
            ask.mutate(
              { kind: chosen, text, child },
              {
                onSuccess: () => {
                  setText('');
                },
              },
            );
          }}
        >
          {say('ask.send')}
        </Button>
      </div>
      {requests.data !== undefined && <p className="soft">{say('ask.rule', { rule: requests.data.rule })}</p>}
      {authority !== undefined && (
        <p>
          {authority === null ? (
            say('ask.authority.unknown')
          ) : (
            <>
              {say('ask.authority')}{' '}
              <a href={authority.url} rel="noreferrer" target="_blank">
                {authority.name}
              </a>
            </>
          )}
        </p>
      )}
    </section>
  );
}
