// What staff see: their own sign-in, what waits, alerts, signed forms, what they opened, the watch over the safety engine, disputes
// and the compliance desk.
import { lazy, Suspense, useState, type ReactNode } from 'react';
import { Redirect, Route, Switch, useLocation, useSearch } from 'wouter';
import type { Session } from '../../api/types.ts';
import { Button, LinkButton } from '../../components/button.tsx';
import { Desk, Title } from '../../components/desk.tsx';
import { Icon } from '../../components/icon.tsx';
import { Loading } from '../../components/loading.tsx';
import { Notice } from '../../components/notice.tsx';
import { ProblemCard } from '../../components/problem-card.tsx';
import { useSignOut } from '../../features/account/queries.ts';
import { StaffSignIn } from '../../features/account/staff-sign-in.tsx';
import { Cases } from '../../features/cases/cases.tsx';
import { WaitingForms } from '../../features/consent/waiting-forms.tsx';
import { BeginOpening } from '../../features/openings/begin-opening.tsx';
import { Openings } from '../../features/openings/openings.tsx';
import { LawCase } from '../../features/powers/law-case.tsx';
import { VoiceFigures } from '../../features/voice/figures.tsx';
import { AnswerReports } from '../../features/voice/reports.tsx';
import { SafetyWatch } from '../../features/safety-watch/safety-watch.tsx';
import { WorkList } from '../../features/work/work-list.tsx';
import { useWords, WordsProvider, type Language } from '../../words/words.tsx';
import './staff-shell.css';

const CompliancePages = lazy(async () => ({ default: (await import('./compliance-pages.tsx')).CompliancePages }));
const DisputesDesk = lazy(async () => ({ default: (await import('./disputes-desk.tsx')).DisputesDesk }));

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
        <StaffSignIn
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

function OpeningsPage() {
  const say = useWords();
  const [, navigate] = useLocation();
  const alert = new URLSearchParams(useSearch()).get('alert') ?? undefined;
  const [begun, setBegun] = useState(0);
  return (
    <>
      <p className="soft">{say('openings.lead')}</p>
      <Openings />
      <BeginOpening
        alert={alert}
        key={`${alert ?? ''} ${String(begun)}`}
        onDone={() => {
          setBegun(begun + 1);
          navigate('/staff/openings', { replace: true });
        }}
      />
    </>
  );
}

/** Few left: the last one gone and the app lost, only the operator can help. */
const fewCodes = 2;

function StaffDesk({ email, codes, language }: { email: string; codes: number; language: Language }) {
  const say = useWords();
  const signOut = useSignOut('/api/staff-session');
  const bar = (
    <nav aria-label={say('staff.nav')} className="staff-nav">
      <LinkButton to="/staff" look="plain">
        {say('work.page')}
      </LinkButton>
      <LinkButton to="/staff/cases" look="plain">
        {say('cases.title')}
      </LinkButton>
      <LinkButton to="/staff/forms" look="plain">
        {say('forms.title')}
      </LinkButton>
      <LinkButton to="/staff/openings" look="plain">
        {say('openings.title')}
      </LinkButton>
      <LinkButton to="/staff/disputes" look="plain">
        {say('staff.disputes')}
      </LinkButton>
      <LinkButton to="/staff/watch" look="plain">
        {say('staff.title')}
      </LinkButton>
      <LinkButton to="/staff/compliance" look="plain">
        {say('staff.compliance')}
      </LinkButton>
      <LinkButton to="/staff/law" look="plain">
        {say('law.title')}
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
        <Page title={say('work.page')} bar={bar}>
          {signOut.isError && <ProblemCard error={signOut.error} />}
          {codes <= fewCodes && <Notice tone="notice">{say('factor.few', { count: codes })}</Notice>}
          <WorkList />
        </Page>
      </Route>
      <Route path="/staff/watch">
        <Page title={say('staff.title')} bar={bar}>
          <SafetyWatch />
        </Page>
      </Route>
      <Route path="/staff/cases">
        <Page title={say('cases.title')} bar={bar}>
          <Cases />
        </Page>
      </Route>
      <Route path="/staff/forms">
        <Page title={say('forms.title')} bar={bar}>
          <WaitingForms />
        </Page>
      </Route>
      <Route path="/staff/openings">
        <Page title={say('openings.title')} bar={bar}>
          <OpeningsPage />
        </Page>
      </Route>
      <Route path="/staff/compliance/*?">
        <Desk home="/staff" bar={bar}>
          <Suspense fallback={<Loading lines={8} />}>
            <CompliancePages language={language} />
          </Suspense>
        </Desk>
      </Route>
      <Route path="/staff/disputes">
        <Page title={say('staff.disputes')} bar={bar}>
          <Suspense fallback={<Loading lines={4} />}>
            <DisputesDesk />
          </Suspense>
        </Page>
      </Route>
      <Route path="/staff/law">
        <Page title={say('law.title')} bar={bar}>
          <LawCase />
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
            {say('work.page')}
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
        <StaffDesk email={staff.email} codes={staff.recovery_codes_left} language={language} />
      )}
    </WordsProvider>
  );
}
