// The child's conversation and nothing else: who speaks, the exchanges, quiet suggestions, and where to write.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { call } from '../../api/client.ts';
import { problemOf } from '../../api/problem.ts';
import type { ChildFace, ConversationWithTurns, NoticeEvent, Turn } from '../../api/types.ts';
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
import { useTurnStream, type TurnStream } from './use-turn-stream.ts';
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
  /** Above the place to write. */
  note?: ReactNode;
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
  const problem = problemOf(error);
  const { title, detail } = explain(error, say);
  return (
    <Notice tone="notice" live>
      {problem?.code !== 'too_fast' && <strong>{unsent ? say('chat.failed') : title}</strong>}
      <p>{detail}</p>
      {problem?.retry_after !== undefined && <p>{say('problem.wait', { seconds: problem.retry_after })}</p>}
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

/** A turn that runs on another page, or went on while this one was closed, is taken up here. */
function useCompany(
  conversation: string | undefined,
  loaded: ConversationWithTurns | undefined,
  stream: TurnStream,
  memory: Memory,
) {
  const busy = isBusy(stream.phase);
  const own = useRef(busy);
  useEffect(() => {
    own.current = busy;
  }, [busy]);
  useLiveConversation(conversation, useCallback(() => own.current, []));

  const running = loaded?.turns.findLast(({ state, id }) => state === 'running' && !memory.keys.has(id));
  const { attach } = stream;
  useEffect(() => {
    if (running !== undefined && !own.current) attach(running);
  }, [running, attach]);
}

/** Tells the shell once when a help card has arrived. */
function useHelpNotice(turn: LiveTurn | undefined, onHelp: (notice: NoticeEvent) => void) {
  const card = turn?.parts.findLast((part) => part.kind === 'notice' && part.notice.kind === 'help');
  useEffect(() => {
    if (card?.kind === 'notice') onHelp(card.notice);
  }, [card, onHelp]);
}

function useConversation(props: ChatProps, onUnsent: (text: string) => void) {
  const client = useQueryClient();
  const [memory] = useState<Memory>(() => ({ keys: new Map(), parts: new Map() }));
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
      memory.keys.set(turn.id, turn.key);
      memory.parts.set(turn.id, turn.parts);
      keepTurn(client, id, asTurn(turn, turn.id));
    },
    [client, memory],
  );

  const stream = useTurnStream({ conversation, open, onFinished, onUnsent });
  useCompany(conversation, loaded.data, stream, memory);
  return { loaded, stream, memory };
}

function Head(props: { pose: Pose; advisor: string | undefined; actions: ReactNode }) {
  const say = useWords();
  return (
    <header className="chat-head">
      <Buddy pose={props.pose} size={48} />
      <div className="chat-who">
        <h1>{say('chat.buddy')}</h1>
        <p>{props.advisor ?? '\u00a0'}</p>
      </div>
      {props.actions}
    </header>
  );
}

interface FootProps {
  stream: TurnStream;
  note: ReactNode;
  draft: string;
  onDraft: (text: string) => void;
  onSend: (text: string) => void;
}

function Foot({ stream, note, draft, onDraft, onSend }: FootProps) {
  const say = useWords();
  return (
    <footer className="chat-foot">
      {stream.phase === 'failed' && <Failure error={stream.error} unsent={stream.turn?.id === undefined} />}
      {note}
      <Composer text={draft} busy={isBusy(stream.phase)} onText={onDraft} onSend={onSend} onStop={stream.stop} />
      <p className="chat-honest">{say('about.program')}</p>
    </footer>
  );
}

function waitingFor(turn: ShownTurn, live: ShownTurn | undefined, phase: Phase): 'no' | 'thinking' | 'paused' {
  if (turn !== live || !isBusy(phase)) return 'no';
  return phase === 'paused' ? 'paused' : 'thinking';
}

/** The kept turns and the live one, in order; a message that could not be sent is not among them. */
function useShownTurns(loaded: ConversationWithTurns | undefined, stream: TurnStream, memory: Memory) {
  const { phase, turn: live } = stream;
  const past = useMemo(
    () => (loaded?.turns ?? []).filter(({ id }) => id !== live?.id).map((turn) => shownTurn(turn, memory)),
    [loaded, live?.id, memory],
  );
  const unsent = phase === 'failed' && live?.id === undefined;
  if (live === undefined || unsent) {
    return { turns: past, liveShown: undefined, suggestions: loaded?.turns.at(-1)?.suggestions ?? [] };
  }
  const liveShown = shownLive(live);
  return { turns: [...past, liveShown], liveShown, suggestions: live.suggestions };
}

export function Chat(props: ChatProps) {
  const say = useWords();
  const [draft, setDraft] = useState('');
  const giveBack = useCallback((text: string) => {
    setDraft((now) => (now === '' ? text : now));
  }, []);
  const { loaded, stream, memory } = useConversation(props, giveBack);
  const { phase, turn: live } = stream;
  const { conversation } = props;
  useHelpNotice(live, props.onHelp);

  const { turns, liveShown, suggestions } = useShownTurns(loaded.data, stream, memory);
  const { box, onScroll } = useFollowingScroll(turns, live?.key);
  const empty = turns.length === 0 && !loaded.isLoading && !loaded.isError;

  const send = (text: string) => {
    setDraft('');
    stream.speak(text);
  };

  return (
    <div className="chat">
      <Head pose={poseOf(phase, live)} advisor={turns.at(-1)?.advisor?.name} actions={props.actions} />
      <main className="chat-room">
        <div className="chat-log" ref={box} onScroll={onScroll} role="region" aria-label={say('chat.log')} tabIndex={0}>
          <div className="chat-column">
            {loaded.isLoading && <Loading lines={4} />}
            {loaded.isError && <ProblemCard error={loaded.error} onRetry={() => void loaded.refetch()} />}
            {empty && <Hello child={props.child} onStart={send} disabled={isBusy(phase)} />}
            {turns.map((turn) => (
              <TurnView
                key={turn.key}
                turn={turn}
                conversation={conversation}
                waiting={waitingFor(turn, liveShown, phase)}
                onMood={stream.correct}
              />
            ))}
            {!isBusy(phase) && !empty && <Suggestions texts={suggestions} onChoose={send} disabled={false} />}
          </div>
        </div>
      </main>
      <Foot stream={stream} note={props.note} draft={draft} onDraft={setDraft} onSend={send} />
      <Announcer turn={liveShown} phase={phase} />
    </div>
  );
}
