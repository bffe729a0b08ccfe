// What the link of an invitation opens: who asks, what for, and the way in with a new account or one's own.
import { useEffect, useRef, useState, type SubmitEvent } from 'react';
import type { InvitationView, Language } from '../../api/types.ts';
import { Button, LinkButton } from '../../components/button.tsx';
import { TextField } from '../../components/field.tsx';
import { Loading } from '../../components/loading.tsx';
import { dayText } from '../../components/moments.ts';
import { Notice } from '../../components/notice.tsx';
import { ProblemCard } from '../../components/problem-card.tsx';
import { useWords } from '../../words/words.tsx';
import { useAcceptInvitation, useLookAtInvitation } from './queries.ts';

const shortestPassword = 10;

function tokenOfAddress(): string {
  return decodeURIComponent(location.hash.replace(/^#(token=)?/, ''));
}

interface AcceptProps {
  token: string;
  invitation: InvitationView;
  signedInAs: string | undefined;
  language: Language;
  onDone: () => void;
}

function Accept({ token, invitation, signedInAs, language, onDone }: AcceptProps) {
  const say = useWords();
  const accept = useAcceptInvitation();
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const short = !invitation.has_account && password.length < shortestPassword;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    if (short) return;
    accept.mutate(invitation.has_account ? { token } : { token, password, language }, { onSuccess: onDone });
  };
  if (invitation.has_account && signedInAs === undefined) {
    return (
      <>
        <p>{say('adults.in.sign-in')}</p>
        <LinkButton to="/sign-in" look="primary">
          {say('signin.title')}
        </LinkButton>
      </>
    );
  }
  return (
    <form className="stack" onSubmit={submit} noValidate>
      {invitation.has_account ? (
        <p>{say('adults.in.as', { email: signedInAs ?? '' })}</p>
      ) : (
        <TextField
          label={say('adults.in.password')}
          detail={say('signup.password.detail')}
          type="password"
          autoComplete="new-password"
          value={password}
          error={tried && short ? say('field.password.short') : undefined}
          onValue={setPassword}
        />
      )}
      {accept.isError && <ProblemCard error={accept.error} />}
      <div className="row">
        <Button type="submit" look="primary" busy={accept.isPending}>
          {say('adults.in.accept')}
        </Button>
      </div>
    </form>
  );
}

export function Invitation(props: { signedInAs: string | undefined; language: Language; onDone: () => void }) {
  const say = useWords();
  const [token] = useState(tokenOfAddress);
  const look = useLookAtInvitation();
  const asked = useRef(false);
  const { mutate } = look;
  useEffect(() => {
    if (token === '' || asked.current) return;
    asked.current = true;
    mutate(token);
  }, [token, mutate]);
  if (token === '') return <Notice tone="notice">{say('adults.in.none')}</Notice>;
  if (look.isError) return <ProblemCard error={look.error} />;
  if (!look.isSuccess) return <Loading lines={3} />;
  const invitation = look.data;
  return (
    <div className="stack">
      <p>
        {say(`adults.in.${invitation.role}`, {
          inviter: invitation.inviter === '' ? say('adults.somebody') : invitation.inviter,
          email: invitation.email,
        })}
      </p>
      <p className="soft">{say('adults.in.until', { when: dayText(invitation.expires_at, say.language) })}</p>
      <Accept {...props} token={token} invitation={invitation} />
    </div>
  );
}
