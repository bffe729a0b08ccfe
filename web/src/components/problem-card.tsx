// Shows what went wrong and what to do, for any error a call can end in.
import { OfflineError, problemOf } from '../api/problem.ts';
import { useWords, type Say } from '../words/words.tsx';
import { Button } from './button.tsx';
import { Notice } from './notice.tsx';

export interface Explained {
  title: string;
  detail: string;
  reference: string;
}

/** The words for an error: the server's own if it gave some, else ours. */
export function explain(error: unknown, say: Say): Explained {
  if (error instanceof OfflineError) {
    return { title: say('problem.offline.title'), detail: say('problem.offline.detail'), reference: '' };
  }
  const problem = problemOf(error);
  const title = problem?.title ?? '';
  const detail = problem?.detail ?? '';
  return {
    title: title === '' ? say('problem.broken.title') : title,
    detail: detail === '' ? say('problem.broken.detail') : detail,
    reference: problem?.request_id ?? '',
  };
}

export function ProblemCard(props: { error: unknown; onRetry?: (() => void) | undefined }) {
  const say = useWords();
  const { title, detail, reference } = explain(props.error, say);
  const wait = problemOf(props.error)?.retry_after;
  return (
    <Notice tone="alert" live>
      <strong>{title}</strong>
      <p>{detail}</p>
      {wait !== undefined && <p>{say('problem.wait', { seconds: wait })}</p>}
      {reference !== '' && <p className="problem-reference">{say('problem.request', { id: reference })}</p>}
      {props.onRetry !== undefined && (
        <div className="row">
          <Button onPress={props.onRetry}>{say('app.again')}</Button>
        </div>
      )}
    </Notice>
  );
}
