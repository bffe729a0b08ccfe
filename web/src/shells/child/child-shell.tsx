// What a child sees: the way in by PIN, three cards on the first visit, and then the conversation. Help is on every view.
import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useState } from 'react';
import { Redirect, Route, Switch } from 'wouter';
import type { ChildFace, NoticeEvent, PairedDevice, Session } from '../../api/types.ts';
import { LoadingPage } from '../../components/loading.tsx';
import { deviceQuery, useSignOut } from '../../features/account/queries.ts';
import { WordsProvider, type Language } from '../../words/words.tsx';
import { FirstVisit, hasMetBuddy, rememberMeeting } from './first-visit.tsx';
import { Talk, Today, viewOf } from './talk.tsx';
import { useTodaysHelp } from './todays-help.ts';
import { HelpButton, WithDialogs } from './with-dialogs.tsx';
import './child-shell.css';

const PinScreen = lazy(() => import('./pin-screen.tsx'));
const PastConversations = lazy(() => import('./past-conversations.tsx'));
const AboutMe = lazy(async () => ({ default: (await import('../../features/data/about-me.tsx')).AboutMe }));
const OwnPowers = lazy(async () => ({ default: (await import('../../features/powers/own-powers.tsx')).OwnPowers }));
const ErasureNews = lazy(async () => ({ default: (await import('../../features/data/erasure-news.tsx')).ErasureNews }));

function SignedIn({ child }: { child: ChildFace }) {
  const [met, setMet] = useState(hasMetBuddy);
  const [arrived, setArrived] = useState<NoticeEvent>();
  const earlier = useTodaysHelp();
  const card = arrived ?? earlier;
  const signOut = useSignOut('/api/session');

  if (!met) {
    return (
      <WithDialogs
        country={undefined}
        child={child}
        card={card}
        onReplay={() => undefined}
        onSignOut={() => {
          signOut.mutate();
        }}
      >
        {(open) => (
          <FirstVisit
            age={child.age_band}
            help={
              <HelpButton
                onPress={() => {
                  open('help');
                }}
              />
            }
            onDone={() => {
              rememberMeeting();
              setMet(true);
            }}
          />
        )}
      </WithDialogs>
    );
  }

  return (
    <WithDialogs
      country={undefined}
      child={child}
      card={card}
      onReplay={() => {
        setMet(false);
      }}
      onSignOut={() => {
        signOut.mutate();
      }}
    >
      {(open) => {
        const talk = (id: string | undefined) => <Talk key={viewOf(id)} child={child} id={id} open={open} card={card} onHelp={setArrived} />;
        const help = (
          <HelpButton
            card={card}
            onPress={() => {
              open('help');
            }}
          />
        );
        return (
          <>
            <Suspense>
              <ErasureNews />
            </Suspense>
            <Switch>
              <Route path="/buddy/mine">
                <Suspense fallback={<LoadingPage />}>
                  <AboutMe help={help}>
                    <OwnPowers />
                  </AboutMe>
                </Suspense>
              </Route>
              <Route path="/buddy/past">
                <Suspense fallback={<LoadingPage />}>
                  <PastConversations help={help} />
                </Suspense>
              </Route>
              <Route path="/buddy/new">{talk(undefined)}</Route>
              <Route path="/buddy/talk/:id">{({ id }) => talk(id)}</Route>
              <Route path="/buddy">
                <Today onFound={(id) => (id === undefined ? <Redirect to="/buddy/new" replace /> : <Redirect to={`/buddy/talk/${id}`} replace />)} />
              </Route>
              <Route>
                <Redirect to="/buddy" replace />
              </Route>
            </Switch>
          </>
        );
      }}
    </WithDialogs>
  );
}

interface ChildShellProps {
  session: Session | undefined;
  device: PairedDevice | undefined;
  language: Language;
}

function Door({ session, device }: ChildShellProps) {
  const client = useQueryClient();
  const lost = session?.kind === 'anonymous' && device === undefined;
  useEffect(() => {
    if (lost) void client.invalidateQueries({ queryKey: deviceQuery.queryKey });
  }, [client, lost]);
  useEffect(() => {
    document.title = 'Buddy';
  }, []);
  if (session?.kind === 'child' && session.child !== undefined) return <SignedIn child={session.child} />;
  if (session?.kind === 'guardian') return <Redirect to="/home" replace />;
  if (device?.paired === true) {
    return (
      <Suspense fallback={<LoadingPage />}>
        <PinScreen device={device} />
      </Suspense>
    );
  }
  return device === undefined ? <LoadingPage /> : <Redirect to="/pair" replace />;
}

export default function ChildShell(props: ChildShellProps) {
  return (
    <WordsProvider language={props.language} catalogue="child">
      <Door {...props} />
    </WordsProvider>
  );
}

