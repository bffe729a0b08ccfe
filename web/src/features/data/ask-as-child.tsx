// A child asks the people who run Buddy, by itself. No grown-up of the family learns of it; its own words are not
// shown again, since somebody may look over its shoulder.
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { AreaField } from '../../components/area-field.tsx';
import { Button } from '../../components/button.tsx';
import { SelectField } from '../../components/field.tsx';
import { dayText } from '../../components/moments.ts';
import { Notice } from '../../components/notice.tsx';
import { ProblemCard } from '../../components/problem-card.tsx';
import { useWords, WordsProvider, type Language } from '../../words/words.tsx';
import { longestText, myRequestsQuery, useAskAsChild, useReplyAsChild } from './request-queries.ts';
import './your-data.css';

const kinds = ['access', 'correct', 'object', 'complain'] as const;

function Sent({ help, worried }: { help: ReactNode; worried: boolean }) {
  const say = useWords();
  return (
    <Notice tone="safe" live>
      <p>{say('asks.sent')}</p>
      {worried && (
        <>
          <p>{say('asks.help')}</p>
          <div className="row">{help}</div>
        </>
      )}
    </Notice>
  );
}

function Reply({ request, help }: { request: string; help: ReactNode }) {
  const say = useWords();
  const reply = useReplyAsChild();
  const [text, setText] = useState('');
  if (reply.isSuccess) return <Sent help={help} worried={reply.data.show_help} />;
  return (
    <div className="stack">
      <AreaField label={say('asks.reply')} value={text} maxLength={longestText} onValue={setText} />
      {reply.isError && <ProblemCard error={reply.error} />}
      <div className="row">
        <Button
          busy={reply.isPending}
          isDisabled={text.trim() === ''}
          onPress={() => {
            reply.mutate({ request, text });
          }}
        >
          {say('asks.send')}
        </Button>
      </div>
    </div>
  );
}

function Answers({ help }: { help: ReactNode }) {
  const say = useWords();
  const mine = useQuery({ ...myRequestsQuery, staleTime: 0 });
  if (mine.isError) return <ProblemCard error={mine.error} onRetry={() => void mine.refetch()} />;
  return (
    <ul className="data-kept">
      {mine.data?.map((each) => (
        <li className="stack" key={each.id}>
          <p>
            {say('asks.one', { when: dayText(each.opened_at, say.language) })} {say(`asks.state.${each.state}`)}
          </p>
          {each.messages.length > 0 && (
            <details>
              <summary>{say('asks.read')}</summary>
              {each.messages.map((message) => (
                <p className="data-words" key={message.at}>
                  {message.text}
                </p>
              ))}
            </details>
          )}
          {each.state === 'waiting' && <Reply request={each.id} help={help} />}
        </li>
      ))}
    </ul>
  );
}

function Ask({ help }: { help: ReactNode }) {
  const say = useWords();
  const ask = useAskAsChild();
  const [kind, setKind] = useState<string>('access');
  const [text, setText] = useState('');
  const chosen = kinds.find((one) => one === kind) ?? 'access';
  return (
    <section className="stack" aria-labelledby="asks">
      <h2 id="asks">{say('asks.title')}</h2>
      <p>{say('asks.lead')}</p>
      <Answers help={help} />
      {ask.isSuccess && <Sent help={help} worried={ask.data.show_help} />}
      <SelectField
        label={say('asks.kind')}
        value={kind}
        choices={kinds.map((value) => ({ value, label: say(`asks.kind.${value}`) }))}
        onValue={setKind}
      />
      <AreaField label={say('asks.text')} value={text} maxLength={longestText} onValue={setText} />
      {ask.isError && <ProblemCard error={ask.error} />}
      <div className="row">
        <Button
          busy={ask.isPending}
          isDisabled={text.trim() === ''}
          onPress={() => {
            ask.mutate(
              { kind: chosen, text },
              {
                onSuccess: () => {
                  setText('');
                },
              },
            );
          }}
        >
          {say('asks.send')}
        </Button>
      </div>
    </section>
  );
}

export function AskAsChild({ language, help }: { language: Language; help: ReactNode }) {
  return (
    <WordsProvider language={language} catalogue="asks">
      <Ask help={help} />
    </WordsProvider>
  );
}
