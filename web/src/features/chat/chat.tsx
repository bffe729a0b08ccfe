// The child's conversation and nothing else: who speaks, the exchanges, quiet suggestions, and where to write.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { call } from '../../api/client.ts';
import { problemOf } from '../../api/problem.ts';
import type { ChildFace, NoticeEvent, Turn } from '../../api/types.ts';
import { Buddy, type Pose } from '../../components/buddy.tsx';
import { Button } from '../../components/button.tsx';
import { Loading } from '../../components/loading.tsx';
import { Notice } from '../../components/notice.tsx';
import { explain, ProblemCard } from '../../components/problem-card.tsx';
import { useWords } from '../../words/words.tsx';
import { Announcer } from './announcer.tsx';
import { Composer } from './composer.tsx';
import { asTurn, isBusy, partsOf, type LiveTurn, type Part, type Phase } from './live-turn.ts';
import { conversationQuery, conversationsQuery, keepTurn } from './queries.ts';
import { TurnView, type ShownTurn } from './turn-view.tsx';
import { announceConversation, useLiveConversation } from './use-live-conversation.ts';
import { useTurnStream } from './use-turn-stream.ts';
import './chat.css';

interface ChatProps {
  child: ChildFace;
  /** Undefined: a conversation opens with the first message. */
  conversation: string | undefined;
  onOpened: (conversation: string) => void;
  /** Told when a help card arrives, so that it stays within reach. */
  onHelp: (notice: NoticeEvent) => void;
  /** Beside the name: help, break, more. */
  actions: ReactNode;
  /** A way to today's help card, laid over the conversation. */
  pinned?: ReactNode;
}

function poseOf(phase: Phase, turn: LiveTurn | undefined): Pose {
  if (phase === 'paused') return 'pausing';
  if (turn?.parts.some((part) => part.kind === 'notice' && part.notice.kind === 'help') === true) return 'gentle';
  if (phase === 'thinking') return 'thinking';
  return phase === 'speaking' ? 'speaking' : 'listening';
}

/** What this visit has seen live keeps its order of parts and its place on the page, also after it has ended. */
interface Memory {
  keys: Map<string, string>;
  parts: Map<string, readonly Part[]>;
}

function shownTurn(turn: Turn, memory: Memory): ShownTurn {
  return {
    key: memory.keys.get(turn.id) ?? turn.id,
    id: turn.id,
    text: turn.text,
    parts: memory.parts.get(turn.id) ?? partsOf(turn),
    mood: turn.mood,
    advisor: turn.advisor,
    state: turn.state,
  };
}

function shownLive(turn: LiveTurn): ShownTurn {
  return { ...turn, state: turn.finish };
}

function Hello(props: { child: ChildFace; onStart: (text: string) => void; disabled: boolean }) {
  const say = useWords();
  const starters = [say('chat.starter.riddle'), say('chat.starter.wonder')];
  return (
    <section className="chat-hello">
      <Buddy pose="listening" size={112} />
      <h2>{say('chat.hello', { name: props.child.nickname })}</h2>
      <p>{say('chat.hello.detail')}</p>
      <Suggestions texts={starters} onChoose={props.onStart} disabled={props.disabled} />
    </section>
  );
}

function Suggestions(props: { texts: readonly string[]; onChoose: (text: string) => void; disabled: boolean }) {
  const say = useWords();
  if (props.texts.length === 0) return null;
  return (
    <div className="suggestions" role="group" aria-label={say('chat.suggestions')}>
      {props.texts.slice(0, 3).map((text) => (
        <Button
          key={text}
          isDisabled={props.disabled}
          onPress={() => {
            props.onChoose(text);
          }}
        >
          {text}
        </Button>
      ))}
    </div>
  );
}

function Failure({ error, unsent }: { error: unknown; unsent: boolean }) {
  const say = useWords();
  const wait = problemOf(error)?.retry_after;
  const { title, detail } = explain(error, say);
  return (
    <Notice tone="notice" live>
      <strong>{unsent ? say('chat.failed') : title}</strong>
      <p>{wait === undefined ? detail : say('chat.later', { seconds: wait })}</p>
    </Notice>
  );
}

/** Follows the newest words, unless the child has scrolled up to read. */
function useFollowingScroll(trigger: unknown, sent: unknown) {
  const box = useRef<HTMLDivElement>(null);
  const near = useRef(true);
  useEffect(() => {
    near.current = true;
  }, [sent]);
  useEffect(() => {
    const element = box.current;
    if (element !== null && near.current) element.scrollTop = element.scrollHeight;
  }, [trigger, sent]);
  const onScroll = () => {
    const element = box.current;
    if (element !== null) near.current = element.scrollHeight - element.scrollTop - element.clientHeight < 120;
  };
  return { box, onScroll };
}

function useConversation(props: ChatProps) {
  const client = useQueryClient();
  const memory = useRef<Memory>({ keys: new Map(), parts: new Map() });
  const { onOpened, conversation } = props;
  const loaded = useQuery({
    ...conversationQuery(conversation ?? ''),
    enabled: conversation !== undefined,
  });

  const open = useCallback(async () => {
    const fresh = await call('post', '/api/conversations');
    client.setQueryData(conversationQuery(fresh.id).queryKey, {
      id: fresh.id,
      title: fresh.title,
      started_at: fresh.started_at,
      turns: [],
    });
    void client.invalidateQueries({ queryKey: conversationsQuery.queryKey, refetchType: 'none' });
    onOpened(fresh.id);
    announceConversation();
    return fresh.id;
  }, [client, onOpened]);

  const onFinished = useCallback(
    (id: string, turn: LiveTurn) => {
      if (turn.id === undefined) return;
      memory.current.keys.set(turn.id, turn.key);
      memory.current.parts.set(turn.id, turn.parts);
      keepTurn(client, id, asTurn(turn, turn.id));
    },
    [client],
  );

  const stream = useTurnStream({ conversation, open, onFinished });
  return { loaded, stream, memory };
}

export function Chat(props: ChatProps) {
  const say = useWords();
  const [draft, setDraft] = useState('');
  const { loaded, stream, memory } = useConversation(props);
  const { phase, turn: live, attach } = stream;
  const busy = isBusy(phase);
  const { conversation, onHelp } = props;

  const ownTurn = useRef(busy);
  useEffect(() => {
    ownTurn.current = busy;
  }, [busy]);
  useLiveConversation(conversation, useCallback(() => ownTurn.current, []));

  // A turn that runs elsewhere, or went on while this page was closed, is taken up here.
  const running = loaded.data?.turns.findLast(({ state, id }) => state === 'running' && !memory.current.keys.has(id));
  useEffect(() => {
    if (running !== undefined && !ownTurn.current) attach(running);
  }, [running, attach]);

  const lastNotice = live?.parts.findLast((part) => part.kind === 'notice');
  useEffect(() => {
    if (lastNotice?.kind === 'notice' && lastNotice.notice.kind === 'help') onHelp(lastNotice.notice);
  }, [lastNotice, onHelp]);

  // What could not be sent returns to where it was written.
  const unsent = phase === 'failed' && live !== undefined && live.id === undefined ? live.text : undefined;
  useEffect(() => {
    if (unsent !== undefined) setDraft((now) => (now === '' ? unsent : now));
  }, [unsent]);

  const past = useMemo(
    () => (loaded.data?.turns ?? []).filter(({ id }) => id !== live?.id).map((turn) => shownTurn(turn, memory.current)),
    [loaded.data, live?.id, memory],
  );
  const liveShown = live === undefined || unsent !== undefined ? undefined : shownLive(live);
  const turns = liveShown === undefined ? past : [...past, liveShown];
  const suggestions = liveShown === undefined ? (loaded.data?.turns.at(-1)?.suggestions ?? []) : (live?.suggestions ?? []);
  const advisor = turns.at(-1)?.advisor ?? null;
  const { box, onScroll } = useFollowingScroll(turns, live?.key);

  const send = (text: string) => {
    setDraft('');
    stream.speak(text);
  };
  const waitingOf = (turn: ShownTurn) => {
    if (turn !== liveShown || !busy) return 'no';
    return phase === 'paused' ? 'paused' : 'thinking';
  };

  return (
    <div className="chat">
      <header className="chat-head">
        <Buddy pose={poseOf(phase, live)} size={48} />
        <div className="chat-who">
          <h1>{say('chat.buddy')}</h1>
          <p title={advisor === null ? undefined : say('chat.speaking-as', { name: advisor.name, reason: advisor.reason })}>
            {advisor?.name ?? ' '}
          </p>
        </div>
        {props.actions}
      </header>
      <div className="chat-room">
        {props.pinned}
        <div className="chat-log" ref={box} onScroll={onScroll} role="region" aria-label={say('chat.log')} tabIndex={0}>
          <div className="chat-column">
            {conversation !== undefined && loaded.isPending && <Loading lines={4} />}
            {loaded.isError && <ProblemCard error={loaded.error} onRetry={() => void loaded.refetch()} />}
            {turns.length === 0 && !loaded.isLoading && !loaded.isError && (
              <Hello child={props.child} onStart={send} disabled={busy} />
            )}
            {turns.map((turn) => (
              <TurnView
                key={turn.key}
                turn={turn}
                conversation={conversation}
                waiting={waitingOf(turn)}
                onMood={stream.correct}
              />
            ))}
            {!busy && turns.length > 0 && <Suggestions texts={suggestions} onChoose={send} disabled={busy} />}
          </div>
        </div>
      </div>
      <footer className="chat-foot">
        {phase === 'failed' && <Failure error={stream.error} unsent={unsent !== undefined} />}
        <Composer text={draft} busy={busy} onText={setDraft} onSend={send} onStop={stream.stop} />
        <p className="chat-honest">{say('about.program')}</p>
      </footer>
      <Announcer turn={liveShown} phase={phase} />
    </div>
  );
}

