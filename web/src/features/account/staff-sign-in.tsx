// The staff's door: password, then the code of an authenticator app. Whoever has none yet sets it up here, before anything else.
import { useEffect, useState, type SubmitEvent } from 'react';
import type { SignInStep } from '../../api/types.ts';
import { Button } from '../../components/button.tsx';
import { TextField } from '../../components/field.tsx';
import { Loading } from '../../components/loading.tsx';
import { Notice } from '../../components/notice.tsx';
import { ProblemCard } from '../../components/problem-card.tsx';
import { useWords } from '../../words/words.tsx';
import { useEnter } from './queries.ts';
import { CredentialsForm } from './sign-in-form.tsx';
import { useConfirmFactor, useNewFactor, useStaffCode, useStaffPassword } from './staff-queries.ts';
import './staff-sign-in.css';

function CodeForm(props: { busy: boolean; error: Error | null; detail: string; onSubmit: (code: string) => void }) {
  const say = useWords();
  const [code, setCode] = useState('');
  const [tried, setTried] = useState(false);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    if (code.trim() !== '') props.onSubmit(code.trim());
  };
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <TextField
        label={say('factor.code')}
        detail={props.detail}
        autoComplete="one-time-code"
        autoCapitalize="none"
        spellCheck={false}
        value={code}
        error={tried && code.trim() === '' ? say('factor.code.empty') : undefined}
        onValue={setCode}
      />
      {props.error !== null && <ProblemCard error={props.error} />}
      <Button type="submit" look="primary" busy={props.busy}>
        {say('factor.go')}
      </Button>
    </form>
  );
}

function GiveCode({ ticket, onDone }: { ticket: string; onDone: () => void }) {
  const say = useWords();
  const give = useStaffCode();
  return (
    <CodeForm
      busy={give.isPending}
      error={give.error}
      detail={say('factor.code.detail')}
      onSubmit={(code) => {
        give.mutate({ ticket, code }, { onSuccess: onDone });
      }}
    />
  );
}

function RecoveryCodes({ codes, onKept }: { codes: readonly string[]; onKept: () => void }) {
  const say = useWords();
  return (
    <div className="stack">
      <Notice tone="notice" live>
        {say('factor.codes.lead')}
      </Notice>
      <ul className="factor-codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <Button look="primary" onPress={onKept}>
        {say('factor.codes.kept')}
      </Button>
    </div>
  );
}

function SetUp({ ticket, onDone }: { ticket: string; onDone: () => void }) {
  const say = useWords();
  const enter = useEnter();
  const { mutate: make, ...made } = useNewFactor();
  const confirm = useConfirmFactor();
  useEffect(() => {
    make(ticket);
  }, [make, ticket]);
  const session = confirm.data;
  if (session?.recovery_codes !== undefined) {
    return (
      <RecoveryCodes
        codes={session.recovery_codes}
        onKept={() => {
          enter(session);
          onDone();
        }}
      />
    );
  }
  if (made.isError) return <ProblemCard error={made.error} />;
  if (made.data === undefined) return <Loading lines={4} />;
  return (
    <div className="stack">
      <Notice>{say('factor.setup.lead')}</Notice>
      <p>
        <a className="button button-quiet" href={made.data.uri}>
          {say('factor.setup.open')}
        </a>
      </p>
      <p>
        {say('factor.setup.type')} <code className="factor-secret">{made.data.secret.replace(/(.{4})(?=.)/g, '$1 ')}</code>
      </p>
      <CodeForm
        busy={confirm.isPending}
        error={confirm.error}
        detail={say('factor.setup.detail')}
        onSubmit={(code) => {
          confirm.mutate({ ticket, code });
        }}
      />
    </div>
  );
}

export function StaffSignIn({ onDone }: { onDone: () => void }) {
  const password = useStaffPassword();
  const [step, setStep] = useState<SignInStep>();
  if (step === undefined) {
    return (
      <CredentialsForm
        busy={password.isPending}
        error={password.error}
        onSubmit={(credentials) => {
          password.mutate(credentials, { onSuccess: setStep });
        }}
      />
    );
  }
  return step.has_factor ? <GiveCode ticket={step.ticket} onDone={onDone} /> : <SetUp ticket={step.ticket} onDone={onDone} />;
}
