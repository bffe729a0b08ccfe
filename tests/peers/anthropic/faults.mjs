// The ways in which an answer can go, each by its name. Faults at a moment ("cut@clause") are in ../moments.mjs.
import { sleep } from '../fake-vendor.mjs';

async function whole(reply, reason = 'end_turn') {
  reply.begin();
  await reply.sayAll();
  reply.finish(reason);
  reply.end();
}

const refusalWith = (status, type, headers, details) => ({ response, sendError }) =>
  sendError(response, status, { type, message: 'These words are not for children.', ...(details && { details }) }, headers);

export const faults = {
  ok: ({ reply }) => whole(reply),

  /// The vendor's own status for "too much to do": outside of many lists of what may be asked again.
  529: refusalWith(529, 'overloaded_error'),
  '529-no-retry': refusalWith(529, 'overloaded_error', { 'x-should-retry': 'false' }),
  500: refusalWith(500, 'api_error'),
  400: refusalWith(400, 'invalid_request_error'),
  402: refusalWith(402, 'billing_error'),
  413: refusalWith(413, 'request_too_large'),

  /// 529 at first, then the answer; in turns.
  '529-once': async ({ reply, response, state, sendError }) => {
    state.limited = !state.limited;
    if (state.limited) return refusalWith(529, 'overloaded_error', { 'retry-after-ms': '10' })({ response, sendError });
    return whole(reply);
  },

  /// Out of pace for long.
  '429-slow': refusalWith(429, 'rate_limit_error', { 'retry-after': '600' }, { error_code: 'ramp_limit_exceeded' }),
  /// Out of money: asking again is pointless.
  '429-spend': refusalWith(429, 'rate_limit_error', {}, { error_code: 'enforced_spend_limit_reached' }),

  /// The reason for the end comes, but the stream ends before `message_stop`.
  'no-stop': async ({ reply, response }) => {
    reply.begin();
    await reply.sayAll();
    reply.finish();
    response.end();
  },

  /// Only pings come: the connection is alive, the model is not.
  pings: async ({ reply, response }) => {
    reply.begin();
    while (!response.destroyed) {
      reply.event('ping');
      await sleep(10);
    }
  },

  /// Thoughts, an event and a part that nobody knows yet, and comments lie between the words.
  strangers: async ({ reply }) => {
    reply.head();
    reply.start({ cache_creation_input_tokens: 3, cache_read_input_tokens: 7 });
    reply.event('content_block_start', { index: 0, content_block: { type: 'thinking', thinking: '', signature: '' } });
    reply.event('content_block_delta', { index: 0, delta: { type: 'thinking_delta', thinking: 'These words are not for children.' } });
    reply.event('content_block_delta', { index: 0, delta: { type: 'signature_delta', signature: 'c2ln' } });
    reply.event('content_block_stop', { index: 0 });
    reply.event('event_of_tomorrow', { index: 0, text: 'These words are not for children.' });
    reply.raw(': keep-alive\n\n');
    reply.openText(1);
    await reply.sayAll();
    reply.finish();
    reply.end();
  },

  crlf: async ({ reply }) => {
    reply.lineEnd = '\r\n';
    await whole(reply);
  },

  /// Each byte is written on its own: characters, lines and events are cut anywhere.
  'split-utf8': async ({ reply, response }) => {
    const plain = response.write.bind(response);
    const pieces = [];
    reply.raw = (bytes) => pieces.push(Buffer.from(bytes));
    reply.begin();
    await reply.sayAll(['Schön, ', '日本 ', '👩‍👩‍👧 ', 'ok.']);
    reply.finish();
    for (const byte of Buffer.concat(pieces)) {
      plain(Buffer.from([byte]));
      await new Promise((resolve) => setImmediate(resolve));
    }
    reply.raw = plain;
    reply.end();
  },

  /// The head comes at once, the first word after 300 ms.
  'slow-first': async ({ reply }) => {
    reply.begin();
    await sleep(300);
    await reply.sayAll();
    reply.finish();
    reply.end();
  },

  length: ({ reply }) => whole(reply, 'max_tokens'),
  'context-window': ({ reply }) => whole(reply, 'model_context_window_exceeded'),
  'tool-use': ({ reply }) => whole(reply, 'tool_use'),

  /// Refused before a word, although the call went well.
  refusal: ({ reply }) => {
    reply.begin();
    reply.refuse();
  },

  'not-json': async ({ reply, response }) => {
    reply.begin();
    reply.raw('event: content_block_delta\ndata: {"type": [\n\n');
    response.end();
  },

  /// Answers as if it had not been asked to stream.
  'no-stream': ({ response }) => {
    const body = JSON.stringify({ id: 'msg_1', type: 'message', content: [] });
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length });
    response.end(body);
  },
};
