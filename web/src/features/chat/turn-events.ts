// One turn as a stream of updates that outlives lost connections: it posts the message once, and after a loss continues
// behind the last event it has seen.
import { addressOf, type RawRequest } from '../../api/client.ts';
import { OfflineError, ProblemError } from '../../api/problem.ts';
import { events, pause } from '../../api/sse.ts';
import type { AdvisorEvent, DoneEvent, MoodEvent, NoticeEvent, Problem } from '../../api/types.ts';

export type TurnUpdate =
  | { kind: 'turn'; turn: string }
  | { kind: 'mood'; mood: MoodEvent }
  | { kind: 'advisor'; advisor: AdvisorEvent }
  | { kind: 'delta'; text: string }
  | { kind: 'notice'; notice: NoticeEvent }
  | { kind: 'done'; done: DoneEvent }
  | { kind: 'problem'; problem: Problem }
  | { kind: 'lost' };

/** A message to say under a key that makes a repeat harmless, or a turn that runs already. */
export type TurnStart = { text: string; key: string } | { turn: string };

const turnsPath = '/api/conversations/{conversation}/turns';
const eventsPath = '/api/conversations/{conversation}/turns/{turn}/events';
const triesBeforeFirstEvent = 6;

function requestFor(conversation: string, start: TurnStart, turn: string | undefined, last: number): RawRequest {
  if (turn !== undefined) {
    const headers: Record<string, string> = last === 0 ? {} : { 'Last-Event-ID': String(last) };
    return { verb: 'get', address: addressOf(eventsPath, { conversation, turn }), headers };
  }
  if (!('text' in start)) throw new Error('A turn to follow has an id.');
  return {
    verb: 'post',
    address: addressOf(turnsPath, { conversation }),
    body: JSON.stringify({ text: start.text }),
    headers: { 'Idempotency-Key': start.key },
  };
}

function updateOf(name: string, body: string): TurnUpdate | undefined {
  const value: unknown = JSON.parse(body);
  switch (name) {
    case 'turn':
      return { kind: 'turn', turn: (value as { turn: string }).turn };
    case 'mood':
      return { kind: 'mood', mood: value as MoodEvent };
    case 'advisor':
      return { kind: 'advisor', advisor: value as AdvisorEvent };
    case 'delta':
      return { kind: 'delta', text: (value as { text: string }).text };
    case 'notice':
      return { kind: 'notice', notice: value as NoticeEvent };
    case 'done':
      return { kind: 'done', done: value as DoneEvent };
    case 'problem':
      return { kind: 'problem', problem: value as Problem };
    default:
      return undefined; // an event of a later version
  }
}

/** A refusal ends the turn; a server that is away for the moment only delays a turn that it knows already. */
function isFinal(error: unknown, known: boolean): boolean {
  return error instanceof ProblemError && !(known && error.problem.status >= 500);
}

const waitAfter = (tries: number) => Math.min(400 * 2 ** tries, 8_000);

/** Opens the conversation, also when the network takes a while to return. */
export async function patiently<T>(open: () => Promise<T>, signal: AbortSignal, lost: () => void): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await open();
    } catch (error) {
      if (!(error instanceof OfflineError) || tries > triesBeforeFirstEvent) throw error;
    }
    lost();
    await pause(waitAfter(tries), signal);
  }
}

/**
 * Yields each update once, in order, until `done` or `problem`. `lost` says that the connection broke and is being renewed.
 * Throws ProblemError when the server refuses, OfflineError when a new message could not be brought across at all.
 */
export async function* turnUpdates(conversation: string, start: TurnStart, signal: AbortSignal): AsyncGenerator<TurnUpdate> {
  let turn = 'turn' in start ? start.turn : undefined;
  let last = 0;
  let tries = 0;
  for (;;) {
    try {
      const request = requestFor(conversation, start, turn, last);
      for await (const event of events({ ...request, signal })) {
        tries = 0;
        if (event.id !== '') {
          const id = Number(event.id);
          if (id <= last) continue;
          last = id;
        }
        const update = updateOf(event.name, event.body);
        if (update === undefined) continue;
        if (update.kind === 'turn') turn = update.turn;
        yield update;
        if (update.kind === 'done' || update.kind === 'problem') return;
      }
    } catch (error) {
      if (signal.aborted || isFinal(error, turn !== undefined)) throw error;
    }
    tries += 1;
    if (turn === undefined && tries > triesBeforeFirstEvent) throw new OfflineError();
    yield { kind: 'lost' };
    await pause(waitAfter(tries), signal);
  }
}
