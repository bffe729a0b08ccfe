// The way out, for oneself; whoever holds the account hands it over first, and the server says so.
import { useState, type SubmitEvent } from 'react';
import { problemOf } from '../../api/problem.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { TextField } from '../../components/field.tsx';
import { ProblemCard } from '../../components/problem-card.tsx';
import { useWords } from '../../words/words.tsx';
import { useLeaveFamily } from './queries.ts';

function LeaveDialog({ onLeft, onClose }: { onLeft: () => void; onClose: () => void }) {
  const say = useWords();
  const leave = useLeaveFamily();
  const [password, setPassword] = useState('');
  const wrong = problemOf(leave.error)?.code === 'wrong_password';
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (password !== '') leave.mutate(password, { onSuccess: onLeft });
  };
  return (
    <Dialog title={say('adults.leave')} onClose={onClose}>
      <form className="stack" onSubmit={submit}>
        <p>{say('adults.leave.what')}</p>
        <TextField
          label={say('adults.password')}
          type="password"
          autoComplete="current-password"
          required
          value={password}
          onValue={setPassword}
          error={wrong ? say('adults.password.wrong') : undefined}
        />
        {leave.isError && !wrong && <ProblemCard error={leave.error} />}
        <div className="row">
          <Button type="submit" look="danger" busy={leave.isPending}>
            {say('adults.leave.do')}
          </Button>
          <Button onPress={onClose}>{say('app.cancel')}</Button>
        </div>
      </form>
    </Dialog>
  );
}

export function LeaveFamily({ onLeft }: { onLeft: () => void }) {
  const say = useWords();
  const [asks, setAsks] = useState(false);
  return (
    <section className="card stack" aria-labelledby="leave">
      <h2 id="leave">{say('adults.leave')}</h2>
      <p>{say('adults.leave.lead')}</p>
      <div className="row">
        <Button
          look="danger"
          onPress={() => {
            setAsks(true);
          }}
        >
          {say('adults.leave.do')}
        </Button>
      </div>
      {asks && (
        <LeaveDialog
          onLeft={onLeft}
          onClose={() => {
            setAsks(false);
          }}
        />
      )}
    </section>
  );
}
