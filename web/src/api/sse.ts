// Server-sent events over fetch, since EventSource can neither post nor set Last-Event-ID itself.
import { send, type RawRequest } from './client.ts';
import { OfflineError } from './problem.ts';

export interface ServerEvent {
  /** Empty when the event carries none of its own. */
  id: string;
  name: string;
  body: string;
}

/** Cuts a stream of text into events. Feed it chunks as they come; cuts may fall anywhere. */
export class EventParser {
  private rest = '';
  private started = false;
  private lines: string[] = [];
  private name = '';
  private id = '';

  feed(chunk: string): ServerEvent[] {
    this.rest += chunk;
    if (!this.started && this.rest !== '') {
      this.rest = this.rest.replace(/^\uFEFF/, '');
      this.started = true;
    }
    const events: ServerEvent[] = [];
    for (;;) {
      const end = /\r\n|\n|\r/.exec(this.rest);
      // A carriage return at the very end may be half of a pair: wait for the next chunk.
      if (end === null || (end[0] === '\r' && end.index === this.rest.length - 1)) return events;
      const line = this.rest.slice(0, end.index);
      this.rest = this.rest.slice(end.index + end[0].length);
      const event = this.take(line);
      if (event !== undefined) events.push(event);
    }
  }

  private take(line: string): ServerEvent | undefined {
    if (line === '') return this.dispatch();
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'data') this.lines.push(value);
    else if (field === 'event') this.name = value;
    else if (field === 'id' && !value.includes('\0')) this.id = value;
    return undefined;
  }

  private dispatch(): ServerEvent | undefined {
    const { id, lines, name } = this;
    this.id = '';
    this.lines = [];
    this.name = '';
    return lines.length === 0 ? undefined : { id, name: name === '' ? 'message' : name, body: lines.join('\n') };
  }
}

/** A connection that says nothing for this long, not even a comment, counts as lost. */
const silence = 60_000;

async function readWithin(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<ReadableStreamReadResult<Uint8Array>> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new OfflineError());
    }, silence);
  });
  try {
    return await Promise.race([reader.read(), late]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Sends the request and yields the events of its answer until it ends.
 * `opened` runs once the server has accepted. Throws ProblemError when the server refuses, OfflineError when the connection breaks or falls silent.
 */
export async function* events(request: RawRequest, opened?: () => void): AsyncGenerator<ServerEvent> {
  const response = await send({ ...request, headers: { ...request.headers, Accept: 'text/event-stream' } });
  opened?.();
  const reader = response.body?.getReader();
  if (reader === undefined) return;
  const parser = new EventParser();
  const decoder = new TextDecoder();
  try {
    for (;;) {
      const { done, value } = await readWithin(reader);
      if (done) return;
      yield* parser.feed(decoder.decode(value, { stream: true }));
    }
  } catch (error) {
    if (request.signal?.aborted === true) throw error;
    throw new OfflineError();
  } finally {
    void reader.cancel().catch(() => undefined);
  }
}

/** Waits, or less when the network returns. Rejects when aborted. */
export function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const finish = (done: () => void) => () => {
      clearTimeout(timer);
      globalThis.removeEventListener('online', wake);
      signal.removeEventListener('abort', stop);
      done();
    };
    const wake = finish(resolve);
    const stop = finish(() => {
      reject(new DOMException('Aborted', 'AbortError'));
    });
    const timer = setTimeout(wake, milliseconds);
    globalThis.addEventListener('online', wake);
    signal.addEventListener('abort', stop);
    if (signal.aborted) stop();
  });
}

/** Asked anew after each wait; a plain read would be taken for unchanged. */
function isAborted(signal: AbortSignal): boolean {
  return signal.aborted;
}

/**
 * Follows a live stream until the signal aborts, and connects again after each loss.
 * `open` runs after each connection, so that what was missed can be fetched.
 */
export async function follow(
  address: string,
  signal: AbortSignal,
  on: { open: () => void; lost: (error: unknown) => void; event: (event: ServerEvent) => void },
): Promise<void> {
  let tries = 0;
  const opened = () => {
    tries = 0;
    on.open();
  };
  for (;;) {
    try {
      for await (const event of events({ verb: 'get', address, signal }, opened)) on.event(event);
    } catch (error) {
      if (isAborted(signal)) return;
      on.lost(error);
    }
    tries += 1;
    await pause(Math.min(500 * 2 ** tries, 15_000), signal).catch(() => undefined);
    if (isAborted(signal)) return;
  }
}
