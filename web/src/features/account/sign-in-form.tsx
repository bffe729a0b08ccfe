import { useState, type SubmitEvent } from 'react';
import { Button } from '../../components/button.tsx';
import { TextField } from '../../components/field.tsx';
import { ProblemCard } from '../../components/problem-card.tsx';
import { useWords } from '../../words/words.tsx';
import { looksLikeEmail } from './email.ts';
import { useSignIn } from './queries.ts';

interface CredentialsProps {
  busy: boolean;
  /** null: none. */
  error: Error | null;
  onSubmit: (credentials: { email: string; password: string }) => void;
}

/** Address and password, behind whichever door. */
export function CredentialsForm({ busy, error, onSubmit }: CredentialsProps) {
  const say = useWords();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const emailError = tried && !looksLikeEmail(email) ? say('field.email') : undefined;
  const passwordError = tried && password === '' ? say('field.password.empty') : undefined;

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    if (looksLikeEmail(email) && password !== '') onSubmit({ email: email.trim(), password });
  };

  return (
    <form className="stack" onSubmit={submit} noValidate>
      <TextField label={say('signin.email')} type="email" autoComplete="username" value={email} error={emailError} onValue={setEmail} />
      <TextField
        label={say('signin.password')}
        type="password"
        autoComplete="current-password"
        value={password}
        error={passwordError}
        onValue={setPassword}
      />
      {error !== null && <ProblemCard error={error} />}
      <Button type="submit" look="primary" busy={busy}>
        {say('signin.submit')}
      </Button>
    </form>
  );
}

export function SignInForm({ onDone }: { onDone: () => void }) {
  const signIn = useSignIn();
  return (
    <CredentialsForm
      busy={signIn.isPending}
      error={signIn.error}
      onSubmit={(credentials) => {
        signIn.mutate(credentials, { onSuccess: onDone });
      }}
    />
  );
}
