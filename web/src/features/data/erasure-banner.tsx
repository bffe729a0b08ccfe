// On every page of a guardian while an erasure waits: what will go, when, and the way back.
import { useQuery } from '@tanstack/react-query';
import type { Child } from '../../api/types.ts';
import { Button } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { ProblemCard } from '../../components/problem-card.tsx';
import { useWords } from '../../words/words.tsx';
import { erasuresQuery, useUndoErasure, waitingIn } from './queries.ts';

export function ErasureBanner({ family }: { family: readonly Child[] }) {
  const say = useWords();
  const erasures = useQuery(erasuresQuery);
  const undo = useUndoErasure();
  const day = new Intl.DateTimeFormat(say.language, { weekday: 'long', day: 'numeric', month: 'long', hour: 'numeric', minute: '2-digit' });
  const waiting = waitingIn(erasures.data?.erasures);
  return (
    <>
      {waiting.map((each) => {
        const name = family.find(({ id }) => id === each.child_id)?.nickname ?? '';
        const when = day.format(new Date(each.due_at));
        return (
          <Notice tone="alert" key={each.id}>
            <p>{each.child_id === null ? say('data.erase.waits.family', { when }) : say('data.erase.waits.child', { name, when })}</p>
            {erasures.data?.is_held === true && <p>{say('data.erase.held')}</p>}
            {undo.isError && <ProblemCard error={undo.error} />}
            <div className="row">
              <Button
                busy={undo.isPending}
                onPress={() => {
                  undo.mutate(each.id);
                }}
              >
                {say('data.erase.undo')}
              </Button>
            </div>
          </Notice>
        );
      })}
    </>
  );
}
