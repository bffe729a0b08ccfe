import { useState, type ReactNode, type SubmitEvent } from 'react';
import { problemOf } from '../../api/problem.ts';
import { Button } from '../../components/button.tsx';
import { countryChoices, ownTimeZone } from '../../components/countries.ts';
import { SelectField, TextField } from '../../components/field.tsx';
import { languageChoices } from '../../components/language-choices.ts';
import { ProblemCard } from '../../components/problem-card.tsx';
import { isLanguage, rememberLanguage, useWords, type Language } from '../../words/words.tsx';
import { looksLikeEmail } from './email.ts';
import { shortestPassword, strengthOf } from './password.ts';
import { useSignUp } from './queries.ts';
import './sign-up-form.css';

function PasswordField(props: { value: string; error: string | undefined; onValue: (value: string) => void }) {
  const say = useWords();
  const [shown, setShown] = useState(false);
  const level = strengthOf(props.value);
  return (
    <div className="stack-tight">
      <TextField
        label={say('signup.password')}
        type={shown ? 'text' : 'password'}
        autoComplete="new-password"
        value={props.value}
        error={props.error}
        detail={say('signup.password.detail')}
        onValue={props.onValue}
      />
      <div className="strength">
        <span className={`strength-bar strength-${level}`} aria-hidden="true" />
        <span className="soft" role="status">
          {props.value !== '' && say('signup.strength', { level })}
        </span>
        <Button
          look="plain"
          onPress={() => {
            setShown(!shown);
          }}
        >
          {say(shown ? 'signup.password.hide' : 'signup.password.show')}
        </Button>
      </div>
    </div>
  );
}

interface SignUpFormProps {
  language: Language;
  onLanguage: (language: Language) => void;
  /** Beside the button: what is accepted with it. */
  agreeing: ReactNode;
  onDone: () => void;
}

export function SignUpForm(props: SignUpFormProps) {
  const say = useWords();
  const signUp = useSignUp();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [country, setCountry] = useState('');
  const [tried, setTried] = useState(false);
  const zone = ownTimeZone();
  const refusedEmail = problemOf(signUp.error)?.errors?.some(({ path }) => path === '.email') === true;
  const ready = looksLikeEmail(email) && password.length >= shortestPassword && country !== '';

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    if (!ready) return;
    signUp.mutate(
      { email: email.trim(), password, country, language: props.language, time_zone: zone },
      { onSuccess: props.onDone },
    );
  };

  return (
    <form className="stack" onSubmit={submit} noValidate>
      <TextField
        label={say('signup.email')}
        type="email"
        autoComplete="email"
        value={email}
        detail={say('signup.email.detail')}
        error={(tried && !looksLikeEmail(email)) || refusedEmail ? say('field.email') : undefined}
        onValue={setEmail}
      />
      <PasswordField
        value={password}
        error={tried && password.length < shortestPassword ? say('field.password.short') : undefined}
        onValue={setPassword}
      />
      <SelectField
        label={say('signup.country')}
        value={country}
        choices={countryChoices(say.language)}
        empty={say('signup.country.choose')}
        detail={say('signup.country.detail')}
        error={tried && country === '' ? say('field.country') : undefined}
        autoComplete="country"
        onValue={setCountry}
      />
      <SelectField
        label={say('app.language')}
        value={props.language}
        choices={languageChoices}
        detail={say('signup.language.detail')}
        onValue={(value) => {
          if (!isLanguage(value)) return;
          rememberLanguage(value);
          props.onLanguage(value);
        }}
      />
      <p className="soft">{say('signup.zone', { zone: zone.replaceAll('_', ' ') })}</p>
      {signUp.isError && <ProblemCard error={signUp.error} />}
      {props.agreeing}
      <Button type="submit" look="primary" busy={signUp.isPending}>
        {say('signup.submit')}
      </Button>
    </form>
  );
}
