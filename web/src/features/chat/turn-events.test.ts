// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { turnUpdates, type TurnUpdate } from './turn-events.ts';

function reply(events: readonly [number, string, unknown][], broken = false): Response {
  const text = events.map(([id, name, body]) => `id: ${String(id)}\nevent: ${name}\ndata: ${JSON.stringify(body)}\n\n`).join('');
  let sent = false;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (!sent) controller.enqueue(new TextEncoder().encode(text));
      else if (broken) controller.error(new TypeError('network'));
      else controller.close();
      sent = true;
    },
  });
  return new Response(body, { status: 200 });
}

const asked = vi.fn<typeof fetch>();

async function play(start: Parameters<typeof turnUpdates>[1]): Promise<TurnUpdate[]> {
  const updates: TurnUpdate[] = [];
  for await (const update of turnUpdates('c1', start, new AbortController().signal)) {
    updates.push(update);
    if (update.kind === 'lost') setTimeout(() => dispatchEvent(new Event('online')), 0);
  }
  return updates;
}

function requestAt(index: number) {
  const [address, options] = asked.mock.calls[index] ?? [];
  return { address, verb: options?.method ?? '', headers: new Headers(options?.headers) };
}

const done = { finish: 'complete', suggestions: [] };

describe('turnUpdates', () => {
  beforeEach(() => {
    vi.stubGlobal('fetch', asked);
  });
  afterEach(() => {
    vi.unstubAllGlobals();
    asked.mockReset();
  });

  it('continues behind the last event after a broken connection and repeats no word', async () => {
    asked
      .mockResolvedValueOnce(reply([[1, 'turn', { turn: 't1', conversation: 'c1' }], [2, 'delta', { text: 'One. ' }]], true))
      .mockResolvedValueOnce(reply([[2, 'delta', { text: 'One. ' }], [3, 'delta', { text: 'Two.' }], [4, 'done', done]]));
    const updates = await play({ text: 'hello', key: 'key-00001' });
    expect(updates.map(({ kind }) => kind)).toEqual(['turn', 'delta', 'lost', 'delta', 'done']);
    expect(requestAt(1)).toMatchObject({ verb: 'GET', address: '/api/conversations/c1/turns/t1/events' });
    expect(requestAt(1).headers.get('Last-Event-ID')).toBe('2');
  });

  it('takes a stream that ends without an ending for a broken one', async () => {
    asked
      .mockResolvedValueOnce(reply([[1, 'turn', { turn: 't1', conversation: 'c1' }]]))
      .mockResolvedValueOnce(reply([[2, 'done', done]]));
    const updates = await play({ text: 'hello', key: 'key-00001' });
    expect(updates.map(({ kind }) => kind)).toEqual(['turn', 'lost', 'done']);
  });

  it('posts again under the same key when no answer came', async () => {
    asked.mockRejectedValueOnce(new TypeError('network')).mockResolvedValueOnce(reply([[1, 'done', done]]));
    await play({ text: 'hello', key: 'key-00001' });
    expect(requestAt(0).headers.get('Idempotency-Key')).toBe('key-00001');
    expect(requestAt(1).headers.get('Idempotency-Key')).toBe('key-00001');
  });

  it('ends with a problem that carries no number', async () => {
    const problem = { type: 'urn:buddy:problem:internal', title: 'Sorry', status: 500, detail: 'Try again.', request_id: 'r' };
    asked.mockResolvedValueOnce(
      new Response(`id: 1\nevent: turn\ndata: {"turn":"t1","conversation":"c1"}\n\nevent: problem\ndata: ${JSON.stringify(problem)}\n\n`),
    );
    const updates = await play({ text: 'hello', key: 'key-00001' });
    expect(updates.at(-1)).toEqual({ kind: 'problem', problem });
  });

  it('gives up at once when the server refuses the message', async () => {
    const problem = { type: '/problems/too-many', title: 'Slow down', status: 429, detail: 'Wait.', request_id: 'r' };
    asked.mockResolvedValueOnce(new Response(JSON.stringify(problem), { status: 429 }));
    await expect(play({ text: 'hello', key: 'key-00001' })).rejects.toMatchObject({ problem });
  });
});
