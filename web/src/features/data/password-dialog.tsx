// Says what is about to happen and what is lost, and asks for the password again.
import { useState, type ReactNode, type SubmitEvent } from 'react';
import { problemOf } from '../../api/problem.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { TextField } from '../../components/field.tsx';
import { ProblemCard } from '../../components/problem-card.tsx';
import { useWords } from '../../words/words.tsx';

interface PasswordDialogProps {
  title: string;
  action: string;
  danger?: boolean;
  busy: boolean;
  error: unknown;
  onConfirm: (password: string) => void;
  onClose: () => void;
  children: ReactNode;
}

export function PasswordDialog(props: PasswordDialogProps) {
  const say = useWords();
  const [password, setPassword] = useState('');
  const wrong = problemOf(props.error)?.code === 'wrong_password';
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (password !== '') props.onConfirm(password);
  };
  return (
    <Dialog title={props.title} onClose={props.onClose}>
      <form className="stack" onSubmit={submit}>
        {props.children}
        <TextField
          label={say('data.password')}
          type="password"
          autoComplete="current-password"
          required
          value={password}
          onValue={setPassword}
          error={wrong ? say('data.password.wrong') : undefined}
        />
        {props.error !== null && !wrong && <ProblemCard error={props.error} />}
        <div className="row">
          <Button type="submit" look={props.danger === true ? 'danger' : 'primary'} busy={props.busy}>
            {props.action}
          </Button>
          <Button onPress={props.onClose}>{say('app.cancel')}</Button>
        </div>
      </form>
    </Dialog>
  );
}
