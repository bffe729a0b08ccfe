// What a child sees: the way in by PIN, three cards on the first visit, and then the conversation. Help is on every view.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useCallback, useEffect, useState, type ReactNode } from 'react';
import { Redirect, Route, Switch, useLocation } from 'wouter';
import type { ChildFace, NoticeEvent, PairedDevice, Session } from '../../api/types.ts';
import { Avatar } from '../../components/avatar.tsx';
import { Button } from '../../components/button.tsx';
import { Failsafe } from '../../components/failsafe.tsx';
import { Icon } from '../../components/icon.tsx';
import { Loading, LoadingPage } from '../../components/loading.tsx';
import { ProblemCard } from '../../components/problem-card.tsx';
import { PinPad } from '../../features/account/pin-pad.tsx';
import { deviceQuery, useSignOut } from '../../features/account/queries.ts';
import { Chat } from '../../features/chat/chat.tsx';
import { conversationsQuery } from '../../features/chat/queries.ts';
import { helpQuery } from '../../features/help/queries.ts';
import { useWords, WordsProvider, type Language } from '../../words/words.tsx';
import { FirstVisit, hasMetBuddy, rememberMeeting } from './first-visit.tsx';
import { PastConversations } from './past-conversations.tsx';
import { isToday, useTodaysHelp } from './todays-help.ts';
import './child-shell.css';

// The dialogs load right after the first view, so that they open at once and also without a network.
const loadDialogs = () => import('./child-dialogs.tsx');
const ChildDialogs = lazy(loadDialogs);
export type OpenDialog = 'help' | 'break' | 'more';

function HelpButton({ onPress }: { onPress: () => void }) {
  const say = useWords();
  return (
    <Button onPress={onPress}>
      <Icon name="help" />
      {say('app.help')}
    </Button>
  );
}

interface FrameProps {
  country: string | undefined;
  people: readonly string[];
  card: NoticeEvent | undefined;
  onReplay: () => void;
  onSignOut: () => void;
  children: (open: (dialog: OpenDialog) => void) => ReactNode;
}

/** Holds the dialogs beside the view that opens them. */
function WithDialogs(props: FrameProps) {
  const [dialog, setDialog] = useState<OpenDialog>();
  const client = useQueryClient();
  const { country } = props;
  useEffect(() => {
    void loadDialogs().catch(() => undefined);
    void client.prefetchQuery(helpQuery(country));
  }, [client, country]);

  return (
    <>
      {props.children(setDialog)}
      {dialog !== undefined && (
        <Failsafe>
          <Suspense>
            <ChildDialogs
              open={dialog}
              country={country}
              people={props.people}
              card={props.card}
              onReplay={props.onReplay}
              onSignOut={props.onSignOut}
              onClose={() => {
                setDialog(undefined);
              }}
            />
          </Suspense>
        </Failsafe>
      )}
    </>
  );
}

function PinScreen({ device }: { device: PairedDevice }) {
  const say = useWords();
  const nothing = () => undefined;
  return (
    <WithDialogs country={device.country} people={[]} card={undefined} onReplay={nothing} onSignOut={nothing}>
      {(open) => (
        <div className="pin-screen">
          <header className="child-bar">
            <HelpButton
              onPress={() => {
                open('help');
              }}
            />
          </header>
          <main className="pin-main">
            {device.avatar !== undefined && <Avatar name={device.avatar} size={96} />}
            <h1>{say('pin.hello', { name: device.nickname ?? '' })}</h1>
            <p>{say('pin.lead')}</p>
            <PinPad device={device} />
            <details className="pin-other">
              <summary>{say('pin.not-me')}</summary>
              <p>{say('pin.not-me.detail')}</p>
            </details>
          </main>
          <p className="child-honest">{say('about.program')}</p>
        </div>
      )}
    </WithDialogs>
  );
}

/** A conversation that opened on this page keeps the view in which it began. */
const viewsByConversation = new Map<string, string>();
const freshView = () => `new ${String(viewsByConversation.size)}`;
const viewOf = (id: string | undefined) => (id === undefined ? freshView() : (viewsByConversation.get(id) ?? id));

interface TalkProps {
  child: ChildFace;
  id: string | undefined;
  open: (dialog: OpenDialog) => void;
  pinned: ReactNode;
  onHelp: (notice: NoticeEvent) => void;
}

function Talk(props: TalkProps) {
  const say = useWords();
  const [, navigate] = useLocation();
  const onOpened = useCallback(
    (id: string) => {
      viewsByConversation.set(id, freshView());
      navigate(`/buddy/talk/${id}`, { replace: true });
    },
    [navigate],
  );
  return (
    <Chat
      child={props.child}
      conversation={props.id}
      onOpened={onOpened}
      onHelp={props.onHelp}
      pinned={props.pinned}
      actions={
        <div className="child-actions">
          <Button
            look="round"
            aria-label={say('break.open')}
            onPress={() => {
              props.open('break');
            }}
          >
            <Icon name="leaf" />
          </Button>
          <HelpButton
            onPress={() => {
              props.open('help');
            }}
          />
          <Button
            look="round"
            aria-label={say('menu.open')}
            onPress={() => {
              props.open('more');
            }}
          >
            <Icon name="more" />
          </Button>
        </div>
      }
    />
  );
}

/** Opens today's conversation if there is one, else an empty page that becomes one with the first message. */
function Today(props: { onFound: (id: string | undefined) => ReactNode }) {
  const conversations = useQuery(conversationsQuery);
  if (conversations.isPending) {
    return (
      <main className="child-wait">
        <Loading lines={4} />
      </main>
    );
  }
  if (conversations.isError) {
    return (
      <main className="child-wait">
        <ProblemCard error={conversations.error} onRetry={() => void conversations.refetch()} />
      </main>
    );
  }
  const newest = conversations.data.find((each) => isToday(each.last_turn_at));
  return props.onFound(newest?.id);
}

function SignedIn({ child }: { child: ChildFace }) {
  const say = useWords();
  const [met, setMet] = useState(hasMetBuddy);
  const [arrived, setArrived] = useState<NoticeEvent>();
  const earlier = useTodaysHelp();
  const card = arrived ?? earlier;
  const signOut = useSignOut();

  if (!met) {
    return (
      <WithDialogs
        country={undefined}
        people={child.trusted_adults}
        card={card}
        onReplay={() => undefined}
        onSignOut={() => {
          signOut.mutate();
        }}
      >
        {(open) => (
          <FirstVisit
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
      people={child.trusted_adults}
      card={card}
      onReplay={() => {
        setMet(false);
      }}
      onSignOut={() => {
        signOut.mutate();
      }}
    >
      {(open) => {
        const pinned = card !== undefined && (
          <div className="chat-pinned">
            <Button
              onPress={() => {
                open('help');
              }}
            >
              <Icon name="help" />
              {say('chat.help-card')}
            </Button>
          </div>
        );
        const talk = (id: string | undefined) => <Talk key={viewOf(id)} child={child} id={id} open={open} pinned={pinned} onHelp={setArrived} />;
        const help = (
          <HelpButton
            onPress={() => {
              open('help');
            }}
          />
        );
        return (
          <Switch>
            <Route path="/buddy/past">
              <PastConversations help={help} />
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
  if (session?.kind === 'child' && session.child !== undefined) return <SignedIn child={session.child} />;
  if (session?.kind === 'guardian') return <Redirect to="/home" replace />;
  if (device?.paired === true) return <PinScreen device={device} />;
  return device === undefined ? <LoadingPage /> : <Redirect to="/pair" replace />;
}

export default function ChildShell(props: ChildShellProps) {
  return (
    <WordsProvider language={props.language} catalogue="child">
      <Door {...props} />
    </WordsProvider>
  );
}

