// Takes back what the second mail told of. The token stands behind the # of the link, which no server log ever sees.
import { useState } from 'react';
import { Button, LinkButton } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { ProblemCard } from '../../components/problem-card.tsx';
import { useWords } from '../../words/words.tsx';
import { useUndo } from './queries.ts';

function takeToken(): string {
  const token = location.hash.replace(/^#(token=)?/, '');
  if (token !== '') history.replaceState(null, '', location.pathname);
  return decodeURIComponent(token);
}

/** Asks first: programs that look into mails open every link in them. */
export function UndoConsent() {
  const say = useWords();
  const [token] = useState(takeToken);
  const undo = useUndo();
  if (token === '') return <Notice tone="notice">{say('verify.none.detail')}</Notice>;
  if (undo.isSuccess) {
    return (
      <>
        <Notice tone="safe" live>
          {say('undo.done')}
        </Notice>
        <LinkButton to="/home">{say('verify.done.go')}</LinkButton>
      </>
    );
  }
  return (
    <>
      <p>{say('undo.detail')}</p>
      {undo.isError && <ProblemCard error={undo.error} />}
      <div className="row">
        <Button
          look="danger"
          busy={undo.isPending}
          onPress={() => {
            undo.mutate(token);
          }}
        >
          {say('undo.go')}
        </Button>
      </div>
    </>
  );
}
