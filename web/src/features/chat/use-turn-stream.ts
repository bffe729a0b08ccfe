// The turn that happens now: `thinking · speaking · done · paused · failed`.
//
//     const stream = useTurnStream({ conversation, open, onFinished, onUnsent });
//     stream.speak('hello');      // posts once; a retry of the same words uses the same key
//     stream.attach(turn);        // follows a turn that another page or an earlier visit began
//     stream.stop();
import { useCallback, useEffect, useReducer, useRef } from 'react';
import { call } from '../../api/client.ts';
import { problemOf } from '../../api/problem.ts';
import type { MoodEvent, Turn } from '../../api/types.ts';
import { quiet, reduceTurn, type LiveTurn, type Phase } from './live-turn.ts';
import { patiently, turnUpdates, type TurnStart } from './turn-events.ts';

export interface TurnStream {
  phase: Phase;
  turn: LiveTurn | undefined;
  error: unknown;
  speak: (text: string) => void;
  attach: (turn: Turn) => void;
  stop: () => void;
  correct: (turn: string, mood: MoodEvent) => void;
  forget: () => void;
}

interface Options {
  /** Undefined until the first message opens one. */
  conversation: string | undefined;
  open: () => Promise<string>;
  onFinished: (conversation: string, turn: LiveTurn) => void;
  /** The words that could not be brought across; they belong back where they were written. */
  onUnsent: (text: string) => void;
}

async function requestStop(conversation: string, turn: string): Promise<void> {
  await call('delete', '/api/conversations/{conversation}/turns/{turn}/reply', { path: { conversation, turn } });
}

export function useTurnStream(options: Options): TurnStream {
  const [state, dispatch] = useReducer(reduceTurn, quiet);
  const running = useRef<AbortController>(undefined);
  const latest = useRef(options);
  const unsent = useRef<{ text: string; key: string }>(undefined);
  const current = useRef({ conversation: '', stopWanted: false });

  useEffect(() => {
    latest.current = options;
  });
  useEffect(() => () => running.current?.abort(), []);

  const play = useCallback(async (start: TurnStart) => {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    try {
      const lost = () => {
        dispatch({ kind: 'lost' });
      };
      const conversation = latest.current.conversation ?? (await patiently(latest.current.open, controller.signal, lost));
      current.current = { conversation, stopWanted: false };
      for await (const update of turnUpdates(conversation, start, controller.signal)) {
        if (controller.signal.aborted) return;
        if (update.kind === 'turn') {
          unsent.current = undefined;
          if (current.current.stopWanted) void requestStop(conversation, update.turn).catch(() => undefined);
        }
        dispatch(update);
      }
    } catch (error) {
      if (controller.signal.aborted) return;
      dispatch({ kind: 'failed', error });
      if (unsent.current === undefined) return;
      latest.current.onUnsent(unsent.current.text);
      // The server has kept that attempt without answering; the next one is a message of its own.
      if (problemOf(error)?.code === 'too_fast') unsent.current = undefined;
    }
  }, []);

  const speak = useCallback(
    (text: string) => {
      const key = unsent.current?.text === text ? unsent.current.key : crypto.randomUUID();
      unsent.current = { text, key };
      dispatch({ kind: 'begin', key, text, startedAt: new Date().toISOString() });
      void play({ text, key });
    },
    [play],
  );

  const attach = useCallback(
    (turn: Turn) => {
      dispatch({ kind: 'begin', key: turn.id, id: turn.id, text: turn.text, startedAt: turn.started_at });
      void play({ turn: turn.id });
    },
    [play],
  );

  const turnId = state.turn?.id;
  const stop = useCallback(() => {
    current.current.stopWanted = true;
    if (turnId !== undefined) void requestStop(current.current.conversation, turnId).catch(() => undefined);
  }, [turnId]);

  const correct = useCallback((corrected: string, mood: MoodEvent) => {
    dispatch({ kind: 'corrected', turn: corrected, mood });
  }, []);

  const forget = useCallback(() => {
    running.current?.abort();
    dispatch({ kind: 'forget' });
  }, []);

  const { phase, turn } = state;
  useEffect(() => {
    if (phase === 'done' && turn?.id !== undefined) latest.current.onFinished(current.current.conversation, turn);
  }, [phase, turn]);

  return { phase, turn, error: state.error, speak, attach, stop, correct, forget };
}

