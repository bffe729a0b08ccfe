// What a grown-up sees: is anything urgent, how are they, and the settings. The only place that joins those features.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState, type ReactNode } from 'react';
import { Link, Redirect, Route, Switch, useLocation } from 'wouter';
import type { Child, Session } from '../../api/types.ts';
import { Buddy } from '../../components/buddy.tsx';
import { Button, LinkButton } from '../../components/button.tsx';
import { Desk, Title, useTitle } from '../../components/desk.tsx';
import { Icon, type IconName } from '../../components/icon.tsx';
import { Loading } from '../../components/loading.tsx';
import { Notice } from '../../components/notice.tsx';
import { ProblemCard } from '../../components/problem-card.tsx';
import { ThemeChoice } from '../../components/theme-choice.tsx';
import { sessionQuery, useResendVerification, useSignOut } from '../../features/account/queries.ts';
import { ErasureBanner } from '../../features/data/erasure-banner.tsx';
import { AskForConsent, ConsentBanner } from '../../features/consent/agree.tsx';
import { ManageConsent } from '../../features/consent/manage.tsx';
import { consentsQuery, hasAgreed } from '../../features/consent/queries.ts';
import { DocumentsGate, DocumentsSetting } from '../../features/documents/acceptance.tsx';
import { AddChild } from '../../features/family/add-child.tsx';
import { ChildCard, ChildHead } from '../../features/family/child-card.tsx';
import { Devices, PinForm, ProfileForm } from '../../features/family/child-forms.tsx';
import { childrenQuery } from '../../features/family/queries.ts';
import { FamilySettings } from '../../features/family/settings.tsx';
import { LimitsForm } from '../../features/limits/limits-form.tsx';
import { AlertPreferences } from '../../features/oversight/alert-preferences.tsx';
import { Alerts } from '../../features/oversight/alerts.tsx';
import { MoodWeek } from '../../features/oversight/mood-week.tsx';
import { StaffLookNews, StaffLooks } from '../../features/oversight/staff-looks.tsx';
import { LevelChoice, Talks } from '../../features/oversight/talks.tsx';
import { SurveyCard } from '../../features/voice/survey-card.tsx';
import { rememberLanguage, useWords, WordsProvider, type Language } from '../../words/words.tsx';
import { useOnline } from './use-online.ts';
import './guardian-shell.css';

const Insights = lazy(async () => ({ default: (await import('../../features/insights/insights.tsx')).Insights }));
const GrownUpsDesk = lazy(async () => ({ default: (await import('./grown-ups-desk.tsx')).GrownUpsDesk }));
const TrustedDesk = lazy(async () => ({ default: (await import('./grown-ups-desk.tsx')).TrustedDesk }));
const Powers = lazy(async () => ({ default: (await import('../../features/powers/powers.tsx')).Powers }));
const YourData = lazy(async () => ({ default: (await import('../../features/data/your-data.tsx')).YourData }));

function NavLink({ to, icon, children }: { to: string; icon: IconName; children: ReactNode }) {
  const [at] = useLocation();
  const here = to === '/home' ? at === to || at.startsWith('/home/children') : at.startsWith(to);
  return (
    <Link className="nav-link" href={to} aria-current={here ? 'page' : undefined}>
      <Icon name={icon} />
      {children}
    </Link>
  );
}

function VerifyBanner({ email }: { email: string }) {
  const say = useWords();
  const resend = useResendVerification();
  return (
    <Notice tone="notice">
      <p>{say('verify.banner', { email })}</p>
      {resend.isSuccess && <p role="status">{say('verify.resent')}</p>}
      {resend.isError && <ProblemCard error={resend.error} />}
      {!resend.isSuccess && (
        <div className="row">
          <Button
            busy={resend.isPending}
            onPress={() => {
              resend.mutate();
            }}
          >
            {say('verify.resend')}
          </Button>
        </div>
      )}
    </Notice>
  );
}

interface FrameProps {
  session: Session;
  onSignOut: () => void;
  problem: unknown;
  children: ReactNode;
}

function Frame({ session, onSignOut, problem, children }: FrameProps) {
  const say = useWords();
  const online = useOnline();
  const guardian = session.guardian;
  const family = useQuery(childrenQuery);
  return (
    <Desk
      home="/home"
      bar={
        <>
          <nav aria-label={say('nav.label')} className="guardian-nav">
            <NavLink to="/home" icon="home">
              {say('nav.home')}
            </NavLink>
            <NavLink to="/home/data" icon="shield">
              {say('nav.data')}
            </NavLink>
            <NavLink to="/home/settings" icon="gear">
              {say('nav.settings')}
            </NavLink>
          </nav>
          <Button look="plain" onPress={onSignOut}>
            {say('app.sign-out')}
          </Button>
        </>
      }
    >
      {!online && <Notice tone="notice">{say('app.offline')}</Notice>}
      {problem !== null && <ProblemCard error={problem} />}
      {guardian !== undefined && !guardian.email_verified && <VerifyBanner email={guardian.email} />}
      <ErasureBanner family={family.data ?? []} />
      <ConsentBanner />
      {children}
    </Desk>
  );
}

function NoChildren() {
  const say = useWords();
  return (
    <section className="card empty">
      <Buddy pose="listening" size={88} />
      <h3>{say('children.empty.title')}</h3>
      <p>{say('children.empty.detail')}</p>
      <LinkButton to="/home/children/new" look="primary">
        <Icon name="plus" />
        {say('children.add')}
      </LinkButton>
    </section>
  );
}

function Home() {
  const say = useWords();
  const children = useQuery(childrenQuery);
  const consents = useQuery(consentsQuery);
  const some = (children.data?.length ?? 0) > 0;
  const asks = consents.data !== undefined && !hasAgreed(consents.data);
  return (
    <>
      <Title>{say('home.title')}</Title>
      <Alerts />
      <StaffLookNews />
      <section className="stack" aria-labelledby="how">
        <div className="section-head">
          <h2 id="how">{say('home.how')}</h2>
          {some && (
            <LinkButton to="/home/children/new">
              <Icon name="plus" />
              {say('children.add')}
            </LinkButton>
          )}
        </div>
        {children.isPending && <Loading lines={5} />}
        {children.isError && <ProblemCard error={children.error} onRetry={() => void children.refetch()} />}
        {children.isSuccess && !some && consents.isPending && <Loading lines={5} />}
        {children.isSuccess && !some && consents.isSuccess && (asks ? <AskForConsent consents={consents.data} /> : <NoChildren />)}
        <div className="child-cards">
          {children.data?.map((child) => (
            <ChildCard child={child} page={`/home/children/${child.id}`} key={child.id}>
              <MoodWeek child={child.id} name={child.nickname} brief />
            </ChildCard>
          ))}
        </div>
      </section>
      <SurveyCard />
    </>
  );
}

function NewChildPage() {
  const say = useWords();
  const [, navigate] = useLocation();
  const consents = useQuery(consentsQuery);
  if (consents.data !== undefined && !hasAgreed(consents.data)) {
    return (
      <>
        <Title>{say('consent.title')}</Title>
        <AskForConsent consents={consents.data} />
      </>
    );
  }
  return (
    <>
      <Title>{say('child.new.title')}</Title>
      <p className="soft">{say('child.new.lead')}</p>
      <AddChild
        onDone={(child: Child) => {
          navigate(`/home/children/${child.id}`, { replace: true });
        }}
      />
    </>
  );
}

/** One of the family's children, or why it cannot be shown. */
function WithChild({ id, children: show }: { id: string; children: (child: Child) => ReactNode }) {
  const say = useWords();
  const children = useQuery(childrenQuery);
  if (children.isPending) return <Loading lines={6} />;
  if (children.isError) return <ProblemCard error={children.error} onRetry={() => void children.refetch()} />;
  const child = children.data.find((each) => each.id === id);
  if (child !== undefined) return show(child);
  return (
    <>
      <Title>{say('child.missing.title')}</Title>
      <p>{say('child.missing.detail')}</p>
      <LinkButton to="/home">{say('nav.home')}</LinkButton>
    </>
  );
}

function TalksPage({ child }: { child: Child }) {
  const say = useWords();
  return (
    <>
      <LinkButton to={`/home/children/${child.id}`} look="plain">
        <Icon name="back" />
        {child.nickname}
      </LinkButton>
      <Title>{say('talks.page', { name: child.nickname })}</Title>
      <LevelChoice child={child} />
      <Talks child={child} />
    </>
  );
}

function InsightsPage({ child }: { child: Child }) {
  const say = useWords();
  const children = useQuery(childrenQuery);
  return (
    <>
      <LinkButton to={`/home/children/${child.id}`} look="plain">
        <Icon name="back" />
        {child.nickname}
      </LinkButton>
      <Title>{say('insights.page', { name: child.nickname })}</Title>
      <Suspense fallback={<Loading lines={8} />}>
        <Insights child={child} family={children.data ?? [child]} key={child.id} />
      </Suspense>
    </>
  );
}

function PowersPage({ child }: { child: Child }) {
  const say = useWords();
  return (
    <>
      <LinkButton to={`/home/children/${child.id}`} look="plain">
        <Icon name="back" />
        {child.nickname}
      </LinkButton>
      <Title>{say('powers.title')}</Title>
      <Suspense fallback={<Loading lines={8} />}>
        <Powers child={child} />
      </Suspense>
    </>
  );
}

function ChildPage({ child }: { child: Child }) {
  const say = useWords();
  useTitle(child.nickname);
  return (
    <>
      <LinkButton to="/home" look="plain">
        <Icon name="back" />
        {say('nav.home')}
      </LinkButton>
      <ChildHead child={child} page />
      <section className="stack card" aria-labelledby="week">
        <h2 id="week">{say('child.week')}</h2>
        <MoodWeek child={child.id} name={child.nickname} />
      </section>
      <section className="stack card" aria-labelledby="their-insights">
        <h2 id="their-insights">{say('insights.title')}</h2>
        <p>{say('insights.what')}</p>
        <div className="row">
          <LinkButton to={`/home/children/${child.id}/insights`}>
            <Icon name="info" />
            {say('insights.open', { name: child.nickname })}
          </LinkButton>
        </div>
      </section>
      <section className="stack card" aria-labelledby="their-talks">
        <h2 id="their-talks">{say('talks.title')}</h2>
        <p>{say('talks.what')}</p>
        <div className="row">
          <LinkButton to={`/home/children/${child.id}/talks`}>
            <Icon name="message" />
            {say('talks.open', { name: child.nickname })}
          </LinkButton>
        </div>
      </section>
      <StaffLooks child={child.id} />
      <LimitsForm child={child} key={`limits of ${child.id}`} />
      <section className="stack card" aria-labelledby="what-applies">
        <h2 id="what-applies">{say('powers.title')}</h2>
        <p>{say('powers.what', { name: child.nickname })}</p>
        <div className="row">
          <LinkButton to={`/home/children/${child.id}/powers`}>
            <Icon name="shield" />
            {say('powers.open')}
          </LinkButton>
        </div>
      </section>
      <Devices child={child} />
      <ProfileForm child={child} key={child.id} />
      <PinForm child={child} />
    </>
  );
}

function ConsentPage() {
  const say = useWords();
  return (
    <>
      <LinkButton to="/home/settings" look="plain">
        <Icon name="back" />
        {say('nav.settings')}
      </LinkButton>
      <Title>{say('consent.title')}</Title>
      <ManageConsent />
    </>
  );
}

function SettingsPage() {
  const say = useWords();
  const client = useQueryClient();
  return (
    <>
      <Title>{say('settings.title')}</Title>
      <p className="soft">{say('settings.lead')}</p>
      <FamilySettings
        onLanguage={(language) => {
          rememberLanguage(language);
          void client.invalidateQueries({ queryKey: sessionQuery.queryKey });
        }}
      />
      <section className="card sentence-setting" aria-label={say('settings.grown-ups')}>
        <h2>{say('settings.grown-ups')}</h2>
        <p>{say('settings.grown-ups.lead')}</p>
        <div className="row">
          <LinkButton to="/home/grown-ups">
            <Icon name="people" />
            {say('settings.grown-ups.open')}
          </LinkButton>
        </div>
      </section>
      <AlertPreferences />
      <DocumentsSetting />
      <section className="card">
        <ThemeChoice />
      </section>
    </>
  );
}

function DataPage() {
  const say = useWords();
  const children = useQuery(childrenQuery);
  return (
    <>
      <Title>{say('data.title')}</Title>
      <p className="soft">{say('data.lead')}</p>
      <Suspense fallback={<Loading lines={6} />}>
        <YourData family={children.data ?? []} />
      </Suspense>
    </>
  );
}

function Missing() {
  const say = useWords();
  return (
    <>
      <Title>{say('missing.title')}</Title>
      <p>{say('missing.detail')}</p>
      <LinkButton to="/home">{say('nav.home')}</LinkButton>
    </>
  );
}

/** Someone whose session ended is asked to sign in and comes back here; someone who signed out is not. */
function SignedOut({ left }: { left: boolean }) {
  const [at] = useLocation();
  const expired = !left && at !== '/home';
  return <Redirect to={expired ? `/sign-in?back=${encodeURIComponent(at)}` : '/sign-in'} replace />;
}

function Pages({ session }: { session: Session | undefined }) {
  const signOut = useSignOut('/api/session');
  const [left, setLeft] = useState(false);
  const leave = () => {
    setLeft(true);
    signOut.mutate(undefined, {
      onError: () => {
        setLeft(false);
      },
    });
  };
  if (session?.kind === 'child') return <Redirect to="/buddy" replace />;
  if (session?.kind !== 'guardian') return <SignedOut left={left} />;
  if (session.guardian?.role === 'trusted_adult') {
    return (
      <Suspense fallback={<Loading lines={6} />}>
        <TrustedDesk session={session} onSignOut={leave} problem={signOut.error} />
      </Suspense>
    );
  }
  return (
    <Frame session={session} onSignOut={leave} problem={signOut.error}>
      <DocumentsGate always={<Alerts />}>
        <Switch>
          <Route path="/home">
            <Home />
          </Route>
          <Route path="/home/children/new">
            <NewChildPage />
          </Route>
          <Route path="/home/children/:id">{({ id }) => <WithChild id={id}>{(child) => <ChildPage child={child} />}</WithChild>}</Route>
          <Route path="/home/children/:id/talks">{({ id }) => <WithChild id={id}>{(child) => <TalksPage child={child} />}</WithChild>}</Route>
          <Route path="/home/children/:id/insights">
            {({ id }) => <WithChild id={id}>{(child) => <InsightsPage child={child} />}</WithChild>}
          </Route>
          <Route path="/home/children/:id/powers">{({ id }) => <WithChild id={id}>{(child) => <PowersPage child={child} />}</WithChild>}</Route>
          <Route path="/home/data">
            <DataPage />
          </Route>
          <Route path="/home/consent">
            <ConsentPage />
          </Route>
          <Route path="/home/grown-ups">
            <Suspense fallback={<Loading lines={6} />}>
              <GrownUpsDesk session={session} />
            </Suspense>
          </Route>
          <Route path="/home/settings">
            <SettingsPage />
          </Route>
          <Route>
            <Missing />
          </Route>
        </Switch>
      </DocumentsGate>
    </Frame>
  );
}

export default function GuardianShell(props: { session: Session | undefined; language: Language }) {
  return (
    <WordsProvider language={props.language} catalogue="guardian">
      <Pages session={props.session} />
    </WordsProvider>
  );
}
