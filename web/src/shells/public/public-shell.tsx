// Pages for everyone: welcome, sign-up, sign-in, verification, pairing and help.
import { lazy, Suspense, useCallback, useEffect, useRef, type ReactNode } from 'react';
import { Link, Redirect, Route, Switch, useLocation, useSearchParams } from 'wouter';
import type { PairedDevice, Session } from '../../api/types.ts';
import { Buddy } from '../../components/buddy.tsx';
import { LinkButton } from '../../components/button.tsx';
import { SelectField } from '../../components/field.tsx';
import { Icon } from '../../components/icon.tsx';
import { languageChoices } from '../../components/language-choices.ts';
import { Loading } from '../../components/loading.tsx';
import { Notice } from '../../components/notice.tsx';
import { PairForm } from '../../features/account/pair-form.tsx';
import { SignInForm } from '../../features/account/sign-in-form.tsx';
import { SignUpForm } from '../../features/account/sign-up-form.tsx';
import { Unsubscribe } from '../../features/account/unsubscribe.tsx';
import { VerifyEmail } from '../../features/account/verify-email.tsx';
import { PublicNotice } from '../../features/consent/notice-list.tsx';
import { UndoConsent } from '../../features/consent/undo-consent.tsx';
import { AcceptSentence } from '../../features/documents/acceptance.tsx';
import { DocumentLinks, DocumentPages } from '../../features/documents/pages.tsx';
import { sendAnswer, type Seen } from '../../features/documents/queries.ts';
import { HelpPanel } from '../../features/help/help-panel.tsx';
import { isLanguage, rememberLanguage, useWords, type Language } from '../../words/words.tsx';
import './public-shell.css';

const InvitationSheet = lazy(async () => ({ default: (await import('./invitation-sheet.tsx')).InvitationSheet }));

interface PublicShellProps {
  session: Session | undefined;
  device: PairedDevice | undefined;
  language: Language;
  onLanguage: (language: Language) => void;
}

function Bar() {
  const say = useWords();
  return (
    <header className="public-bar">
      <Link className="brand" href="/">
        <Buddy size={36} />
        Buddy
      </Link>
      <LinkButton to="/help">
        <Icon name="help" />
        {say('app.help')}
      </LinkButton>
    </header>
  );
}

function Page(props: { title: string; lead?: string; back?: boolean; children: ReactNode }) {
  useEffect(() => {
    document.title = `${props.title} · Buddy`;
  }, [props.title]);
  return (
    <div className="public">
      <Bar />
      <main className="public-main">
        <div className="public-sheet">
          <h1>{props.title}</h1>
          {props.lead !== undefined && <p className="public-lead">{props.lead}</p>}
          {props.children}
        </div>
      </main>
      <Foot />
    </div>
  );
}

function Foot() {
  const say = useWords();
  return (
    <footer>
      <DocumentLinks />
      <p className="public-honest">{say('about.program')}</p>
    </footer>
  );
}

function DocumentsPage({ kind, device }: PublicShellProps & { kind: string | undefined }) {
  return (
    <div className="public">
      <Bar />
      <main className="public-main">
        <div className="public-sheet public-wide">
          <DocumentPages kind={kind} country={device?.country} />
        </div>
      </main>
      <Foot />
    </div>
  );
}

function LanguageChoice({ language, onLanguage }: PublicShellProps) {
  const say = useWords();
  return (
    <SelectField
      label={say('app.language')}
      value={language}
      choices={languageChoices}
      onValue={(value) => {
        if (!isLanguage(value)) return;
        rememberLanguage(value);
        onLanguage(value);
      }}
    />
  );
}

function Welcome(props: PublicShellProps) {
  const say = useWords();
  return (
    <Page title={say('welcome.title')} lead={say('welcome.lead')}>
      <h2>{say('welcome.who')}</h2>
      <div className="doors">
        <Link className="door" href="/pair">
          <Buddy pose="speaking" size={72} />
          <strong>{say('welcome.child')}</strong>
          <span>{say('welcome.child.detail')}</span>
        </Link>
        <Link className="door" href="/sign-in">
          <span className="door-sign">
            <Icon name="people" size={44} />
          </span>
          <strong>{say('welcome.guardian')}</strong>
          <span>{say('welcome.guardian.detail')}</span>
        </Link>
      </div>
      <p className="soft">{say('welcome.promise')}</p>
      <LanguageChoice {...props} />
    </Page>
  );
}

/** Only a path on this site may be where someone is sent after signing in. */
function safeBack(path: string | null): string {
  return path !== null && /^\/home(\/|$)/.test(path) ? path : '/home';
}

function SignInPage() {
  const say = useWords();
  const [, navigate] = useLocation();
  const [search] = useSearchParams();
  const back = search.get('back');
  return (
    <Page title={say('signin.title')} lead={say('signin.lead')}>
      {back !== null && <Notice>{say('signin.expired')}</Notice>}
      <SignInForm
        onDone={() => {
          navigate(safeBack(back), { replace: true });
        }}
      />
      <LinkButton to="/sign-up" look="plain">
        {say('signin.none')}
      </LinkButton>
    </Page>
  );
}

function SignUpPage(props: PublicShellProps) {
  const say = useWords();
  const [, navigate] = useLocation();
  const seen = useRef<Seen[]>([]);
  const onShown = useCallback((shown: Seen[]) => {
    seen.current = shown;
  }, []);
  const enter = async () => {
    // What cannot be recorded now is asked for on the first page.
    if (seen.current.length > 0) await sendAnswer(seen.current, 'accepted').catch(() => undefined);
    navigate('/home', { replace: true });
  };
  return (
    <Page title={say('signup.title')} lead={say('signup.lead')}>
      <SignUpForm language={props.language} onLanguage={props.onLanguage} agreeing={<AcceptSentence onShown={onShown} />} onDone={() => void enter()} />
      <LinkButton to="/sign-in" look="plain">
        {say('signup.have')}
      </LinkButton>
      <LinkButton to="/notice" look="plain">
        {say('notice.link')}
      </LinkButton>
    </Page>
  );
}

function PairPage() {
  const say = useWords();
  const [, navigate] = useLocation();
  return (
    <Page title={say('pair.title')} lead={say('pair.lead')}>
      <PairForm
        onDone={() => {
          navigate('/buddy', { replace: true });
        }}
      />
    </Page>
  );
}

function HelpPage({ session, device }: PublicShellProps) {
  const say = useWords();
  return (
    <Page title={say('help.title')}>
      <HelpPanel country={device?.country} people={session?.child?.trusted_adults ?? []} />
    </Page>
  );
}

function MissingPage() {
  const say = useWords();
  return (
    <Page title={say('missing.title')} lead={say('missing.detail')}>
      <LinkButton to="/" look="primary">
        {say('app.home')}
      </LinkButton>
    </Page>
  );
}

function Start(props: PublicShellProps) {
  if (props.session?.kind === 'guardian') return <Redirect to="/home" replace />;
  if (props.session?.kind === 'staff') return <Redirect to="/staff" replace />;
  if (props.session?.kind === 'child' || props.device?.paired === true) return <Redirect to="/buddy" replace />;
  return <Welcome {...props} />;
}

export default function PublicShell(props: PublicShellProps) {
  const say = useWords();
  return (
    <Switch>
      <Route path="/">
        <Start {...props} />
      </Route>
      <Route path="/welcome">
        <Welcome {...props} />
      </Route>
      <Route path="/sign-in">
        <SignInPage />
      </Route>
      <Route path="/sign-up">
        <SignUpPage {...props} />
      </Route>
      <Route path="/verify-email">
        <Page title={say('verify.title')}>
          <VerifyEmail />
        </Page>
      </Route>
      <Route path="/notice">
        <Page title={say('notice.title')}>
          <PublicNotice />
          <LinkButton to="/sign-up">{say('notice.back')}</LinkButton>
        </Page>
      </Route>
      <Route path="/consent-undo">
        <Page title={say('undo.title')}>
          <UndoConsent />
        </Page>
      </Route>
      <Route path="/invitation">
        <Page title={say('invitation.title')}>
          <Suspense fallback={<Loading lines={3} />}>
            <InvitationSheet session={props.session} language={props.language} />
          </Suspense>
        </Page>
      </Route>
      <Route path="/unsubscribe">
        <Page title={say('unsubscribe.title')}>
          <Unsubscribe />
        </Page>
      </Route>
      <Route path="/documents/:kind?">{({ kind }) => <DocumentsPage {...props} kind={kind} />}</Route>
      <Route path="/pair">
        <PairPage />
      </Route>
      <Route path="/help">
        <HelpPage {...props} />
      </Route>
      <Route>
        <MissingPage />
      </Route>
    </Switch>
  );
}
