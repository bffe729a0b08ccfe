// Ends the weekly digest with the token behind the # of the mail's link: one press, no sign-in. A press, because mail
// programs open links to look at them.
import { useState } from 'react';
import { Button, LinkButton } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { ProblemCard } from '../../components/problem-card.tsx';
import { useWords } from '../../words/words.tsx';
import { useUnsubscribe } from './queries.ts';

function takeToken(): string {
  const token = location.hash.replace(/^#(token=)?/, '');
  if (token !== '') history.replaceState(null, '', location.pathname);
  return decodeURIComponent(token);
}

export function Unsubscribe() {
  const say = useWords();
  const [token] = useState(takeToken);
  const end = useUnsubscribe();

  if (token === '') return <Notice tone="notice">{say('verify.none.detail')}</Notice>;
  if (end.isSuccess) {
    return (
      <>
        <Notice tone="safe" live>
          <strong>{say('unsubscribe.done.title')}</strong>
          <p>{say('unsubscribe.done.detail')}</p>
        </Notice>
        <LinkButton to="/home">{say('verify.done.go')}</LinkButton>
      </>
    );
  }
  return (
    <>
      <p>{say('unsubscribe.lead')}</p>
      {end.isError && <ProblemCard error={end.error} />}
      <Button
        look="primary"
        busy={end.isPending}
        onPress={() => {
          end.mutate(token);
        }}
      >
        {say('unsubscribe.press')}
      </Button>
    </>
  );
}
