// The turn that is happening now, as the page shows it.
import { ProblemError } from '../../api/problem.ts';
import type { AdvisorEvent, MoodEvent, NoticeEvent, Turn } from '../../api/types.ts';
import type { TurnUpdate } from './turn-events.ts';

export type Phase = 'idle' | 'thinking' | 'speaking' | 'done' | 'paused' | 'failed';

/** Parts of an answer in the order in which they arrived, so that nothing on the page moves when more comes. */
export type Part = { kind: 'words'; clauses: readonly string[] } | { kind: 'notice'; notice: NoticeEvent };

export interface LiveTurn {
  /** Stable while the turn gets its id; names the element on the page. */
  key: string;
  id: string | undefined;
  text: string;
  startedAt: string;
  parts: readonly Part[];
  mood: MoodEvent | null;
  advisor: AdvisorEvent | null;
  suggestions: readonly string[];
  finish: Turn['state'];
}

export interface TurnState {
  phase: Phase;
  turn: LiveTurn | undefined;
  error: unknown;
}

export type TurnAction =
  | TurnUpdate
  | { kind: 'begin'; key: string; id?: string; text: string; startedAt: string }
  | { kind: 'failed'; error: unknown }
  | { kind: 'corrected'; turn: string; mood: MoodEvent }
  | { kind: 'forget' };

export const quiet: TurnState = { phase: 'idle', turn: undefined, error: undefined };

export function isBusy(phase: Phase): boolean {
  return phase === 'thinking' || phase === 'speaking' || phase === 'paused';
}

function withClause(parts: readonly Part[], text: string): readonly Part[] {
  const last = parts.at(-1);
  if (last?.kind !== 'words') return [...parts, { kind: 'words', clauses: [text] }];
  return [...parts.slice(0, -1), { kind: 'words', clauses: [...last.clauses, text] }];
}

export function replyOf(parts: readonly Part[]): string {
  return parts.map((part) => (part.kind === 'words' ? part.clauses.join('') : '')).join('');
}

/** What the live connection means once it speaks again. */
function awake(state: TurnState, turn: LiveTurn): Phase {
  if (state.phase !== 'paused') return state.phase;
  return turn.parts.length === 0 ? 'thinking' : 'speaking';
}

function updated(state: TurnState, turn: LiveTurn, action: TurnUpdate): TurnState {
  const phase = awake(state, turn);
  switch (action.kind) {
    case 'turn':
      return { ...state, phase, turn: { ...turn, id: action.turn } };
    case 'mood':
      return { ...state, phase, turn: { ...turn, mood: action.mood } };
    case 'advisor':
      return { ...state, phase, turn: { ...turn, advisor: action.advisor } };
    case 'delta':
      return { ...state, phase: 'speaking', turn: { ...turn, parts: withClause(turn.parts, action.text) } };
    case 'notice':
      return { ...state, phase, turn: { ...turn, parts: [...turn.parts, { kind: 'notice', notice: action.notice }] } };
    case 'done':
      return { ...state, phase: 'done', turn: { ...turn, suggestions: action.done.suggestions, finish: action.done.finish } };
    case 'problem':
      return { ...state, phase: 'failed', error: new ProblemError(action.problem) };
    case 'lost':
      return { ...state, phase: 'paused' };
  }
}

export function reduceTurn(state: TurnState, action: TurnAction): TurnState {
  switch (action.kind) {
    case 'begin':
      return {
        phase: 'thinking',
        error: undefined,
        turn: {
          key: action.key,
          id: action.id,
          text: action.text,
          startedAt: action.startedAt,
          parts: [],
          mood: null,
          advisor: null,
          suggestions: [],
          finish: 'running',
        },
      };
    case 'failed':
      return { ...state, phase: 'failed', error: action.error };
    case 'corrected':
      return state.turn?.id === action.turn ? { ...state, turn: { ...state.turn, mood: action.mood } } : state;
    case 'forget':
      return quiet;
    default:
      return state.turn === undefined ? state : updated(state, state.turn, action);
  }
}

/** The finished turn in the contract's form, for the conversation kept by the page. */
export function asTurn(live: LiveTurn, id: string): Turn {
  const notices = live.parts.flatMap((part) => (part.kind === 'notice' ? [part.notice] : []));
  return {
    id,
    started_at: live.startedAt,
    text: live.text,
    reply: replyOf(live.parts),
    state: live.finish,
    mood: live.mood,
    advisor: live.advisor,
    notices,
    suggestions: [...live.suggestions],
  };
}

/** The parts of a turn that was loaded, in reading order. */
export function partsOf(turn: Turn): readonly Part[] {
  const notices = (early: boolean): Part[] =>
    turn.notices.filter(({ kind }) => (kind === 'ai' || kind === 'told') === early).map((notice) => ({ kind: 'notice', notice }));
  const words: Part[] = turn.reply === '' ? [] : [{ kind: 'words', clauses: [turn.reply] }];
  return [...notices(true), ...words, ...notices(false)];
}

