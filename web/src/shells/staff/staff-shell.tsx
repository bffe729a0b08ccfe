// What staff see: their own sign-in, protected cases that wait, and the watch over the safety engine.
import { type ReactNode } from 'react';
import { Redirect, Route, Switch, useLocation } from 'wouter';
import type { Session } from '../../api/types.ts';
import { Button, LinkButton } from '../../components/button.tsx';
import { Desk, Title } from '../../components/desk.tsx';
import { Icon } from '../../components/icon.tsx';
import { ProblemCard } from '../../components/problem-card.tsx';
import { useSignOut } from '../../features/account/queries.ts';
import { SignInForm } from '../../features/account/sign-in-form.tsx';
import { Cases } from '../../features/cases/cases.tsx';
import { WaitingForms } from '../../features/consent/waiting-forms.tsx';
import { VoiceFigures } from '../../features/voice/figures.tsx';
import { AnswerReports } from '../../features/voice/reports.tsx';
import { SafetyWatch } from '../../features/safety-watch/safety-watch.tsx';
import { useWords, WordsProvider, type Language } from '../../words/words.tsx';
import './staff-shell.css';

function Page({ title, bar, children }: { title: string; bar?: ReactNode; children: ReactNode }) {
  return (
    <Desk home="/staff" bar={bar}>
      <Title>{title}</Title>
      {children}
    </Desk>
  );
}

function SignInPage() {
  const say = useWords();
  const [, navigate] = useLocation();
  return (
    <Page title={say('staff.signin.title')}>
      <div className="staff-sheet stack">
        <p className="soft">{say('staff.signin.lead')}</p>
        <SignInForm
          door="/api/staff-session"
          onDone={() => {
            navigate('/staff', { replace: true });
          }}
        />
        <LinkButton to="/sign-in" look="plain">
          {say('staff.signin.family')}
        </LinkButton>
      </div>
    </Page>
  );
}

function SafetyDesk({ email }: { email: string }) {
  const say = useWords();
  const signOut = useSignOut('/api/staff-session');
  const bar = (
    <nav aria-label={say('staff.nav')} className="staff-nav">
      <LinkButton to="/staff" look="plain">
        {say('staff.title')}
      </LinkButton>
      <LinkButton to="/staff/forms" look="plain">
        {say('forms.title')}
      </LinkButton>
      <LinkButton to="/staff/voice" look="plain">
        {say('voice.nav')}
      </LinkButton>
      <span className="soft staff-name">{email}</span>
      <Button
        look="plain"
        busy={signOut.isPending}
        onPress={() => {
          signOut.mutate();
        }}
      >
        {say('app.sign-out')}
      </Button>
    </nav>
  );
  return (
    <Switch>
      <Route path="/staff">
        <Page title={say('staff.title')} bar={bar}>
          {signOut.isError && <ProblemCard error={signOut.error} />}
          <Cases />
          <SafetyWatch />
        </Page>
      </Route>
      <Route path="/staff/forms">
        <Page title={say('forms.title')} bar={bar}>
          <WaitingForms />
        </Page>
      </Route>
      <Route path="/staff/voice">
        <Page title={say('voice.nav')} bar={bar}>
          <AnswerReports />
          <VoiceFigures />
        </Page>
      </Route>
      <Route path="/staff/sign-in">
        <Redirect to="/staff" replace />
      </Route>
      <Route>
        <Page title={say('watch.missing.title')} bar={bar}>
          <LinkButton to="/staff">
            <Icon name="shield" />
            {say('watch.missing.back')}
          </LinkButton>
        </Page>
      </Route>
    </Switch>
  );
}

export default function StaffShell({ session, language }: { session: Session | undefined; language: Language }) {
  const staff = session?.staff;
  return (
    <WordsProvider language={language} catalogue="staff">
      {staff === undefined ? (
        <Switch>
          <Route path="/staff/sign-in">
            <SignInPage />
          </Route>
          <Route>
            <Redirect to="/staff/sign-in" replace />
          </Route>
        </Switch>
      ) : (
        <SafetyDesk email={staff.email} />
      )}
    </WordsProvider>
  );
}
